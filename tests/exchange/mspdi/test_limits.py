"""Every limit is named in the refusal, and a file just within it is read."""

import io
from dataclasses import replace

import pytest

from exchange.mspdi import LIMITS, MspdiError, read
from tests.exchange.mspdi.files import calendar, document, link, task, with_calendars, with_tasks

RESOURCES = document("<Resources><Resource><UID>1</UID></Resource><Resource><UID>2</UID></Resource></Resources>")
ATTRIBUTES = document('<Title a="1" b="2"/>')
TWO_FIELDS = document(
    "<ExtendedAttributes><ExtendedAttribute><FieldID>1</FieldID></ExtendedAttribute>"
    "<ExtendedAttribute><FieldID>2</FieldID></ExtendedAttribute></ExtendedAttributes>"
)

CASES = [
    ("bytes", 300, document(f"<Title>{'x' * 400}</Title>"), "larger than 300 bytes"),
    ("elements", 4, with_tasks(task(1), task(2)), "more than 4 elements"),
    ("elements_per_record", 3, with_tasks(task(1)), "more than 3 elements"),
    ("depth", 3, with_tasks(task(1)), "nested more than 3 deep"),
    ("attributes", 1, ATTRIBUTES, "more than 1 attributes"),
    ("unread_bytes", 70_000, document(f"<!--{'x' * 300_000}-->"), "longer than 70000 bytes"),
    ("text", 5, with_tasks(task(1, name="Catalogue")), "longer than 5 characters"),
    ("name", 5, with_tasks(task(1, name="Catalogue")), "Name is longer than 5 characters"),
    ("tasks", 1, with_tasks(task(1), task(2)), "more than 1 entries in Tasks"),
    ("links", 1, with_tasks(task(1), task(2, link(1)), task(3, link(1))), "more than 1 entries in PredecessorLink"),
    ("resources", 1, RESOURCES, "more than 1 entries in Resources"),
    ("calendars", 1, with_calendars(calendar(uid=1), calendar(uid=2)), "more than 1 entries in Calendars"),
    ("custom_fields", 1, TWO_FIELDS, "more than 1 entries in ExtendedAttributes"),
    ("outline_levels", 1, with_tasks(task(1), task(2, "<OutlineLevel>2</OutlineLevel>")), "deeper than 1"),
    ("duration_minutes", 60, with_tasks(task(1, "<Duration>PT2H0M0S</Duration>")), "from 0 to 60 minutes"),
    ("work_minutes", 60, with_tasks(task(1, "<Work>PT2H0M0S</Work>")), "from 0 to 60 minutes"),
    ("money", 10, with_tasks(task(1, "<Cost>1001</Cost>")), "not a number in range"),
]


@pytest.mark.parametrize(("limit", "value", "file", "sentence"), CASES, ids=[case[0] for case in CASES])
def test_a_limit_is_named(limit, value, file, sentence):
    read(file)

    with pytest.raises(MspdiError) as refusal:
        read(file, replace(LIMITS, **{limit: value}))
    assert sentence in str(refusal.value)


def test_elements_are_counted_in_every_encoding():
    file = with_tasks(task(1), task(2)).decode().replace("UTF-8", "UTF-16").encode("utf-16")

    assert len(read(file)[0].tasks) == 2
    with pytest.raises(MspdiError, match="more than 4 elements"):
        read(file, replace(LIMITS, elements=4))


def test_a_stream_is_read_no_further_than_the_limit():
    stream = io.BytesIO(document(" " * 1_000_000))

    with pytest.raises(MspdiError, match="larger than 1000 bytes"):
        read(stream, replace(LIMITS, bytes=1000))
    assert stream.tell() < 200_000


def test_a_stream_gives_the_same_plan():
    file = with_tasks(task(1), task(2, link(1)))

    assert read(io.BytesIO(file)) == read(file)
