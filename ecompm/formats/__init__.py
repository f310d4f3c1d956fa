"""Where the product departs from Django's formats of a language: a day is typed as YYYY-MM-DD in all of them.

Browsers send exactly that from their calendars; 03/04/2026 would be March to some and April to others.
"""

DATE_INPUT_FORMATS = ["%Y-%m-%d"]
