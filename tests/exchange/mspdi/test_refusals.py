"""A file that is wrong is refused with a sentence that says what, where and what to do."""

import pytest

from exchange.mspdi import MspdiError, read
from tests.exchange.mspdi.files import document, task, with_tasks

IN_TASK = [
    ("<Start>soon</Start>", "Start is not a date and time: “soon”. Write it as 2026-03-02T09:00:00."),
    ("<Start>2026-02-30T09:00:00</Start>", "Start is not a date and time"),
    ("<Start>2026-W10-1</Start>", "Start is not a date and time"),
    ("<Start>9999-12-31T09:00:00</Start>", "must lie in the years 1900 to 2149"),
    ("<Duration>8 hours</Duration>", "Duration is not a duration: “8 hours”. Write it as PT8H0M0S."),
    ("<Duration>PT</Duration>", "Duration is not a duration"),
    ("<Duration>P1Y</Duration>", "Duration is not a duration"),
    ("<Duration>-PT8H0M0S</Duration>", "must be from 0 to 50000000 minutes"),
    ("<Duration>PT99999999999H0M0S</Duration>", "must be from 0 to 50000000 minutes"),
    ("<PercentComplete>101</PercentComplete>", "must be a whole number from 0 to 100, not “101”"),
    ("<PercentComplete>١٢</PercentComplete>", "must be a whole number from 0 to 100"),
    ("<PercentComplete>1_0</PercentComplete>", "must be a whole number from 0 to 100"),
    ("<Cost>NaN</Cost>", "Cost is not a number in range: “NaN”"),
    ("<Cost>1e99</Cost>", "Cost is not a number in range"),
    ("<Milestone>perhaps</Milestone>", "Milestone must be 0 or 1, not “perhaps”."),
    ("<ConstraintType>9</ConstraintType>", "must be one of 0, 1, 2, 3, 4, 5, 6, 7"),
    ("<ConstraintType>2</ConstraintType>", "ConstraintDate is missing, but ConstraintType needs one. Add it."),
    ("<DurationFormat>99</DurationFormat><Duration>PT1H0M0S</Duration>", "no code of a time unit"),
    ("<Contact><b>x</b></Contact>", "Contact holds elements where a text belongs. Remove them."),
    ("<Baseline><Number>11</Number></Baseline>", "Number must be a whole number from 0 to 10"),
    ("<Baseline><Number>1</Number></Baseline>" * 2, "Baseline 1 stands twice."),
    (f"<WBS>{'x' * 600}</WBS>", "WBS is longer than 512 characters. Shorten it."),
]


@pytest.mark.parametrize(("inner", "sentence"), IN_TASK)
def test_a_wrong_value_names_the_task(inner, sentence):
    with pytest.raises(MspdiError) as refusal:
        read(with_tasks(task(7, inner, name="Pack")))

    assert str(refusal.value).startswith("Task 7 “Pack”: ")
    assert sentence in str(refusal.value)


def test_a_uid_is_used_once():
    with pytest.raises(MspdiError, match="Task 1 “Again”: UID 1 is used twice"):
        read(with_tasks(task(1), task(1, name="Again")))


@pytest.mark.parametrize(
    ("inner", "sentence"),
    [
        ("<MaxUnits>-1</MaxUnits>", "MaxUnits is “-1”, but cannot be below zero."),
        ("<Type>7</Type>", "Type is “7”, but must be one of 0, 1, 2."),
        ("<Rates><Rate><RateTable>5</RateTable></Rate></Rates>", "RateTable must be a whole number from 0 to 4"),
    ],
)
def test_a_wrong_value_names_the_resource(inner, sentence):
    with pytest.raises(MspdiError) as refusal:
        read(document(f"<Resources><Resource><UID>3</UID><Name>Bob</Name>{inner}</Resource></Resources>"))

    assert str(refusal.value).startswith("Resource 3 “Bob”: ")
    assert sentence in str(refusal.value)


def test_a_task_needs_a_uid():
    with pytest.raises(MspdiError, match="Task “Pack”: UID is missing"):
        read(with_tasks("<Task><Name>Pack</Name></Task>"))


@pytest.mark.parametrize("missing", ["TaskUID", "ResourceUID"])
def test_an_assignment_needs_task_and_resource(missing):
    uids = {"TaskUID": 1, "ResourceUID": 1, missing: 5}
    inner = "".join(f"<{name}>{uid}</{name}>" for name, uid in uids.items())
    body = f"<Tasks>{task(1)}</Tasks><Resources><Resource><UID>1</UID></Resource></Resources>"

    with pytest.raises(MspdiError, match=f"Its {missing} 5 is not in the file"):
        read(document(f"{body}<Assignments><Assignment><UID>1</UID>{inner}</Assignment></Assignments>"))


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"", "The file is not XML. In Microsoft Project choose Save As"),
        (b"title,estimate\r\n", "The file is not XML."),
        (b"PK\x03\x04" + bytes(100), "The file is not XML."),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "in its own format, not XML"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no Microsoft Project plan"),
        (b"<Project/>", "no Microsoft Project plan"),
        (b"<Project xmlns='http://example.com/other'/>", "no Microsoft Project plan"),
        (document("<Tasks><Task>")[:-20], "The XML is broken or cut off at line 1"),
        (document("<Title>a\x00b</Title>"), "The XML is broken or cut off at line 1"),
        (document("<Title>&nbsp;</Title>"), "Entity 'nbsp' not defined"),
        (document("<Title>caf\xe9</Title>").decode().encode("latin-1"), "The XML is broken"),
        (document().replace(b"<Project ", b"<Plan ").replace(b"</Project>", b"</Plan>"), "no Microsoft Project plan"),
        (document(head="<!DOCTYPE Project>"), "has a document type (DTD), which is not allowed"),
        (document().replace(b"UTF-8", b"UTF-7"), "The file says it is encoded in utf-7."),
        (document("<DefaultStartTime>8 am</DefaultStartTime>"), "DefaultStartTime is not a time of day: “8 am”"),
        (document("<Title><b>Sale</b></Title>"), "Title holds elements where a text belongs"),
        (document("<x:Note xmlns:x='urn:x'/>"), "does not belong to the Microsoft Project format"),
    ],
)
def test_a_file_of_another_kind_is_refused(file, sentence):
    with pytest.raises(MspdiError) as refusal:
        read(file)

    assert sentence in str(refusal.value)


def test_a_sentence_can_be_translated():
    with pytest.raises(MspdiError) as refusal:
        read(with_tasks(task(7, "<Start>soon</Start>", name="Pack")))
    error = refusal.value

    assert "%(field)s" in error.message
    assert (error.params["field"], error.params["value"]) == ("Start", "soon")
    assert (error.place.kind, error.place.uid, error.place.name) == ("Task", 7, "Pack")
