"""Uploaded tables: what a person sees read, and what is refused before it costs anything."""

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from ecompm.core.errors import DomainError
from ecompm.core.sheets import LIMITS, Sheet, read_sheet, workbook
from ecompm.core.ui.tables import Column
from ecompm.core.ui.tables.export import lines

COLUMNS = [Column("a", "First"), Column("b", "Second")]


def read(content: bytes | str, **limits: int) -> Sheet:
    raw = content.encode() if isinstance(content, str) else content
    return read_sheet(SimpleUploadedFile("table", raw), replace(LIMITS, **limits))


def cells(sheet: Sheet) -> list[dict[str, str]]:
    return [line.cells for line in sheet.lines]


def book(*rows: list[object]) -> bytes:
    made, target = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(target)
    return target.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_with_the_delimiter_it_has(delimiter: str) -> None:
    sheet = read(delimiter.join(["Title", "Owner"]) + "\n" + delimiter.join(["Slow", "Bob"]))
    assert cells(sheet) == [{"Title": "Slow", "Owner": "Bob"}]


def test_rows_keep_their_number_and_empty_ones_are_left_out() -> None:
    assert [line.number for line in read("Title\n\nSlow\n \nLate\n").lines] == [3, 5]


def test_a_workbook_gives_dates_numbers_and_yes_as_text() -> None:
    sheet = read(book(["day", "count", "yes", "none"], [dt.datetime(2027, 2, 26), 3.0, True, None]))  # noqa: DTZ001
    assert cells(sheet) == [{"day": "2027-02-26", "count": "3", "yes": "true", "none": ""}]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "The file is empty."),
        (" \n", "The file is empty."),
        (",,\nx", "The first row must name the columns."),
        ("a,a\n1,2", "The column “a” is there twice."),
        ("a\n1,2", "Row 2 has more cells"),
        ("Größe\n".encode("latin-1"), "no UTF-8 text"),
        ('a\n"open', "no CSV"),
        ("a\n\x00", "can't be stored"),
        (b"PK\x03\x04broken", "can't be read"),
        ("a\n" + "x\n" * 6, "more than 5 rows"),
        (",".join("abcdefg"), "more than 4 columns"),
        ("a\n" + "x" * 300, "Row 2, a: the text is too long"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes | str, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        read(content, rows=5, columns=4, text=200)


def test_a_workbook_that_unpacks_to_too_much_is_never_unpacked() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (LIMITS.unpacked + 1))
    with pytest.raises(DomainError, match="unpacks to more than"):
        read(target.getvalue())


def test_a_cell_far_below_makes_no_million_rows() -> None:
    made, target = Workbook(), io.BytesIO()
    made.active["A1"], made.active["A1048576"] = "Title", "Slow"
    made.save(target)
    with pytest.raises(DomainError, match="more than 1000 rows"):
        read(target.getvalue())


TEXT = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=30).map(str.strip)


@given(st.lists(st.tuples(TEXT.filter(bool), TEXT), max_size=5))
@example([("'=1", "''+x")])
def test_what_we_export_is_read_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    dicts = [dict(zip("ab", row, strict=True)) for row in rows]
    wanted = [{"First": first, "Second": second} for first, second in rows]
    assert cells(read(workbook("List", COLUMNS, dicts))) == wanted
    assert cells(read("".join(lines(COLUMNS, dicts)))) == wanted


def test_text_in_a_workbook_is_never_a_formula() -> None:
    content = workbook("List", COLUMNS, [{"a": '=HYPERLINK("https://example.com")', "b": "https://example.com"}])
    sheet = load_workbook(io.BytesIO(content)).active
    assert (sheet["A2"].data_type, sheet["B2"].hyperlink) == ("s", None)
