"""Lists as Excel workbooks: typed dates and numbers, a frozen head line, and no cell that is run as a formula."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

import xlsxwriter
from django.http import HttpResponse

from ecompm.core.ui.tables.column import Column, Row

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767  # characters a cell may hold
WIDEST = 60


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """The rows as one sheet. Text stays text, whatever it begins with."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    sheet = book.add_worksheet(_name(title))
    head = book.add_format({"bold": True, "bottom": 1})
    body = book.add_format({"valign": "top", "text_wrap": True})
    day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, str(column.label), head)
        sheet.set_column(place, place, min(max(len(str(column.label)) + 2, 12), WIDEST))
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            _write(sheet, number, place, column.value(row), body, day)
    sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def workbook_response(name: str, content: bytes) -> HttpResponse:
    """A workbook as a download."""
    response = HttpResponse(content, content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, value: object, body: object, day: object
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value, body)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, place, value, body)
    elif isinstance(value, dt.datetime):
        sheet.write_string(row, place, value.isoformat(), body)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, place, value, day)
    else:
        sheet.write_string(row, place, str(value)[:LONGEST], body)


def _name(title: str) -> str:
    """A name that Excel takes for a sheet."""
    return "".join(" " if char in "[]:*?/\\'" else char for char in title)[:31].strip() or "Sheet"
