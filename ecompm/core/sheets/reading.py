"""Reading an uploaded table. Every value becomes text as a person would type it: dates as 2027-02-26, yes as true.

What a file may cost is bounded before it is unpacked: its size, the size of what is inside, rows, columns, text.
"""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from ecompm.core import guards
from ecompm.core.errors import Invalid, TooLarge
from ecompm.core.ui.tables.export import FORMULA


@dataclass(frozen=True, slots=True)
class Limits:
    """What an uploaded table may hold."""

    bytes: int = 5 * 2**20
    unpacked: int = 40 * 2**20
    parts: int = 200
    rows: int = 1_000
    columns: int = 100
    text: int = 20_000


LIMITS = Limits()


class SheetError(Invalid):
    """The file can't be read as a table; the message says why, at the field `file`."""

    def __init__(self, message: str) -> None:
        super().__init__(message, fields={"file": [message]})


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its number in the file, counted from 1 with the head line."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The names of the columns and the rows below them; empty rows are left out."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def read_sheet(upload: Any, limits: Limits = LIMITS) -> Sheet:
    """The first sheet of a workbook, or a CSV file. Raises TooLarge, or SheetError with what to mend."""
    if (upload.size or 0) > limits.bytes:
        raise TooLarge(_("The file is larger than %(limit)s.") % {"limit": filesizeformat(limits.bytes)})
    upload.seek(0)
    content = upload.read(limits.bytes + 1)
    if not content.strip():
        raise SheetError(_("The file is empty."))
    rows = _workbook_rows(content, limits) if content.startswith(b"PK") else _csv_rows(content)
    return _sheet(rows, limits)


def _sheet(rows: Iterator[Sequence[str]], limits: Limits) -> Sheet:
    head = [cell.strip() for cell in next(rows, [])]
    while head and not head[-1]:
        head.pop()
    if not any(head):
        raise SheetError(_("The first row must name the columns."))
    if len(head) > limits.columns:
        raise SheetError(_("The file has more than %(count)d columns.") % {"count": limits.columns})
    twice = sorted({name for name in head if name and head.count(name) > 1})
    if twice:
        raise SheetError(_("The column “%(name)s” is there twice.") % {"name": twice[0]})
    return Sheet(tuple(head), tuple(_lines(rows, head, limits)))


def _lines(rows: Iterator[Sequence[str]], head: Sequence[str], limits: Limits) -> Iterator[Line]:
    for count, row in enumerate(rows, start=1):
        if count > limits.rows:
            raise SheetError(_("The file has more than %(count)d rows. Split it.") % {"count": limits.rows})
        number = count + 1
        if any(cell.strip() for cell in row[len(head) :]):
            raise SheetError(_("Row %(row)d has more cells than there are columns.") % {"row": number})
        cells = {name: _checked(row[place] if place < len(row) else "", number, name, limits)
                 for place, name in enumerate(head) if name}  # fmt: skip
        if any(cells.values()):
            yield Line(number, cells)


def _checked(text: str, number: int, name: str, limits: Limits) -> str:
    where = {"row": number, "column": name}
    if len(text) > limits.text:
        raise SheetError(_("Row %(row)d, %(column)s: the text is too long.") % where)
    try:
        guards.check_text(text)
    except Invalid:
        message = _("Row %(row)d, %(column)s: the text holds a character that can't be stored.")
        raise SheetError(message % where) from None
    return text.strip()


def _csv_rows(content: bytes) -> Iterator[Sequence[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetError(_("The file is no UTF-8 text. Save it as “CSV UTF-8”, or as a workbook (.xlsx).")) from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [_unescaped(cell) for cell in row]
    except csv.Error as error:
        raise SheetError(_("The file is no CSV: %(reason)s.") % {"reason": error}) from None


def _unescaped(cell: str) -> str:
    """The text without the apostrophe that our exports put before what looks like a formula."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


def _workbook_rows(content: bytes, limits: Limits) -> Iterator[Sequence[str]]:
    _check_archive(content, limits)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=limits.rows + 2, max_col=limits.columns + 1, values_only=True)
        found = [[_text(value) for value in row] for row in islice(rows, limits.rows + 2)]
    except Exception as error:
        # The reader raises whatever a broken file makes it stumble over.
        raise SheetError(_("The workbook can't be read. Save it again as .xlsx.")) from error
    yield from found


def _check_archive(content: bytes, limits: Limits) -> None:
    """Refuse what would unpack to more than a table needs; the sizes in the directory are binding for the reader."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise SheetError(_("The workbook can't be read. Save it again as .xlsx.")) from None
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked:
        raise TooLarge(_("The workbook unpacks to more than %(limit)s.") % {"limit": filesizeformat(limits.unpacked)})


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
