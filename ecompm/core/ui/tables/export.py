"""Lists as CSV: all rows of the filter, ISO dates, plain numbers, and no cell that a spreadsheet would run."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.http import StreamingHttpResponse
from django.utils.functional import Promise

from ecompm.core.ui.tables.column import Column, Row

# A cell that begins with one of these is a formula to a spreadsheet; some read the wide signs of East Asia alike.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def plain(value: object) -> object:
    """A value as CSV holds it. Text that looks like a formula gets an apostrophe in front (one more, where there are
    some already, so that it can be read back); numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool | int | float | Decimal):
        return value
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


class _Echo:
    """A file that hands each written line back."""

    def write(self, line: str) -> str:
        return line


def lines(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[str]:
    """The head line and one line per row. The mark at the start tells spreadsheets that it is UTF-8."""
    writer = csv.writer(_Echo())
    labels = [str(column.label) if isinstance(column.label, Promise) else column.label for column in columns]
    yield BOM + writer.writerow([plain(label) for label in labels])
    for row in rows:
        yield writer.writerow([plain(column.value(row)) for column in columns])


def response(name: str, columns: Sequence[Column], rows: Iterable[Row]) -> StreamingHttpResponse:
    """A download that is written while it is read, so its size doesn't matter."""
    answer = StreamingHttpResponse(lines(columns, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
