from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

import pytest

from ecompm.core.documents import DocumentError, Misfit, Record, load, spelled


def even(node):
    if int(node.text) % 2:
        raise Misfit("%(found)s is odd.", found=node.text)
    return int(node.text)


@dataclass(frozen=True, kw_only=True)
class Row(Record):
    label: ClassVar[str] = "id"
    id: str
    side: Literal["internal", "agency"] = "internal"
    count: int = 0
    value: bool | int | float | str = 0
    note: str | None = None
    pairs: int = field(default=0, metadata=spelled("p", read=even))


@dataclass(frozen=True, kw_only=True)
class Sheet(Record):
    rows: tuple[Row, ...]
    share: Mapping[str, float] = field(default_factory=dict)
    ready: bool = False


def read(text):
    return load(Sheet, text, "sheet.yaml")


def faults(text):
    with pytest.raises(DocumentError) as caught:
        read(text)
    return [(fault.line, fault.place, str(fault.sentence)) for fault in caught.value.faults]


def test_a_document_becomes_typed_records():
    sheet = read("rows:\n- {id: A, side: agency, count: 3, p: 4, note: ~}\nshare: {x: 1, y: 2.5}\nready: true")
    assert sheet == Sheet(
        rows=(Row(id="A", side="agency", count=3, pairs=4, note=None),), share={"x": 1.0, "y": 2.5}, ready=True
    )


def test_records_and_their_fields_know_their_lines():
    sheet = read("ready: true\nrows:\n- id: A\n  count: 3\n  p: 2")
    row = sheet.rows[0]
    assert (row.line(), row.line("count"), row.line("pairs"), row.line("note"), sheet.line("ready")) == (3, 4, 5, 3, 1)
    assert Row(id="A").line("count") == 1


@pytest.mark.parametrize(
    ("written", "value"),
    [("3", 3), ("-3", -3), ("2.50", 2.5), ("true", True), ("'3'", "3"), ("yes", "yes"), ("007", "007"), ("<", "<")],
)
def test_a_value_of_several_kinds_is_what_its_spelling_says(written, value):
    found = read(f"rows: [{{id: A, value: {written}}}]").rows[0].value
    assert (found, type(found)) == (value, type(value))


def test_texts_keep_their_letters_even_when_they_look_like_numbers():
    assert read("rows: [{id: 1.10}, {id: No}, {id: 2026-01-01}]").rows == (
        Row(id="1.10"),
        Row(id="No"),
        Row(id="2026-01-01"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ready: true", (1, "", "The key rows is missing.")),
        ("rows: []\nredy: true", (2, "", "There is no key redy here. Did you mean ready?")),
        ("rows: []\nzzz: 1", (2, "", "There is no key zzz here. Known are: rows, share, ready.")),
        ("rows:\n- {id: A, count: many}", (2, "rows A count", "'many' is not a whole number.")),
        ("rows:\n- {id: A, count: '3'}", (2, "rows A count", "'3' is not a whole number.")),
        ("rows:\n- {id: A, count: 1.5}", (2, "rows A count", "'1.5' is not a whole number.")),
        ("rows:\n- {id: A,\n   side: client}", (3, "rows A side", "'client' is none of internal, agency.")),
        ("rows:\n- {id: A, p: 3}", (2, "rows A p", "3 is odd.")),
        ("rows:\n- {id: ~}", (2, "rows id", "The value is missing.")),
        ("rows: {}", (1, "rows", "a mapping of keys to values is not a list.")),
        ("rows: [A]", (1, "rows", "'A' is not a mapping of keys to values.")),
        ("rows: [{id: [1]}]", (1, "rows id", "a list is not a text.")),
        ("rows: []\nshare: [1]", (2, "share", "a list is not a mapping of keys to values.")),
        ("rows: []\nshare: {x: big}", (2, "share x", "'big' is not a number.")),
        ("rows: []\nready: yes", (2, "ready", "'yes' is not true or false.")),
        (f"rows: [{{id: {'x' * 4001}}}]", (1, f"rows {'x' * 40} id", "The text has more than 4000 characters.")),
    ],
)
def test_each_misfit_is_told_with_line_and_place(text, expected):
    assert faults(text) == [expected]


def test_all_faults_are_told_at_once_in_the_order_of_the_lines():
    assert [line for line, _, _ in faults("rows:\n- {id: A, count: x}\n- {side: client}\nready: 3")] == [2, 3, 3, 4]
