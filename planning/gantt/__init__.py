"""The plan as a picture and its table twin: rows, time axis, bars and grid, written as HTML in blocks of 100 rows."""

ROW = 28
"""Height of a row in pixels, as in plan.css."""

BLOCK = 100
"""Rows of a block: the first ones come with the page, further ones when they are scrolled into view."""
