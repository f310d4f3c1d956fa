"""The report of an import says what comes in, and what does not and why."""

from dataclasses import replace

from exchange.mspdi import LIMITS, read
from exchange.mspdi.report import Dropped
from tests.exchange.mspdi.files import calendar, document, link, task, with_calendars, with_tasks

TIMEPHASED = "<TimephasedData><Type>1</Type><Value>PT8H0M0S</Value></TimephasedData>"

BLANK_RESOURCE = "<Resource><UID>1</UID><IsNull>1</IsNull></Resource>"


def rows(file: bytes) -> list[tuple[str, str, int]]:
    return [(str(row.place), row.field, row.count) for row in read(file)[1].dropped]


def test_what_comes_in_is_counted():
    _, report = read(with_tasks(task(1, "<Milestone>1</Milestone>"), task(2, link(1))))

    assert (report.counts["tasks"], report.counts["links"], report.counts["milestones"]) == (2, 1, 1)
    assert report.dropped == ()


def test_empty_rows_and_stand_ins_are_left_out_with_what_hangs_on_them():
    blank, external = task(2, "<IsNull>1</IsNull>"), task(3, "<ExternalTask>1</ExternalTask>", name="Theirs")

    assert rows(with_tasks(task(1, link(3)), blank, external)) == [
        ("Task 2 “Task 2”", "Task", 1),
        ("Task 3 “Theirs”", "Task", 1),
        ("Task 1 “Task 1”", "PredecessorLink", 1),
    ]


def test_values_spread_over_time_are_counted_per_task():
    assert rows(with_tasks(task(1, TIMEPHASED * 3))) == [("Task 1 “Task 1”", "TimephasedData", 3)]


def test_a_field_without_counterpart_is_named():
    assert rows(with_tasks(task(1, "<StatusManager>Bob</StatusManager>"))) == [("Task 1 “Task 1”", "StatusManager", 1)]


def test_derived_and_empty_fields_are_not_worth_a_row():
    derived = "<TotalSlack>4800</TotalSlack><EarlyStart>2026-03-02T08:00:00</EarlyStart>"

    assert rows(with_tasks(task(1, f"{derived}<SubprojectName></SubprojectName>"))) == []


def test_outline_codes_are_dropped():
    code = "<OutlineCode><FieldID>1</FieldID><Alias>Cost centre</Alias><Values><Value/></Values></OutlineCode>"

    assert rows(document(f"<OutlineCodes>{code}</OutlineCodes>")) == [("OutlineCode", "OutlineCodes", 1)]


def test_an_unknown_part_of_the_file_is_named_and_changes_nothing():
    plan, report = read(document("<Name>Shop</Name><Views><Name>Gantt</Name></Views>"))

    assert plan.project.name == "Shop"
    assert [(str(row.place), row.field) for row in report.dropped] == [("Project", "Views")]


def test_interim_plans_are_dropped():
    interim = "<Baseline><Number>1</Number><Interim>1</Interim></Baseline>"

    assert rows(with_tasks(task(1, interim))) == [("Task 1 “Task 1”", "Baseline", 1)]


def test_an_empty_row_of_resources_and_the_work_on_a_stand_in_are_dropped():
    resources = f"<Resources>{BLANK_RESOURCE}<Resource><UID>2</UID><Name>Bob</Name></Resource></Resources>"
    work = "<Assignment><UID>5</UID><TaskUID>1</TaskUID><ResourceUID>2</ResourceUID></Assignment>"
    body = f"<Tasks>{task(1, '<ExternalTask>1</ExternalTask>')}</Tasks>{resources}<Assignments>{work}</Assignments>"

    assert rows(document(body)) == [
        ("Task 1 “Task 1”", "Task", 1),
        ("Resource 1", "Resource", 1),
        ("Assignment 5", "Assignment", 1),
    ]


def test_a_base_calendar_that_is_not_there_is_dropped():
    plan, report = read(with_calendars(calendar("<BaseCalendarUID>7</BaseCalendarUID>")))

    assert plan.calendars[0].base_uid is None
    assert [(str(row.place), row.field) for row in report.dropped] == [("Calendar 1 “Shop”", "BaseCalendarUID")]


def test_a_calendar_that_is_not_there_falls_back_on_that_of_the_project():
    plan, report = read(with_tasks(task(1, "<CalendarUID>9</CalendarUID>")))

    assert plan.tasks[0].calendar_uid is None
    assert report.dropped == (
        Dropped(
            report.dropped[0].place,
            "CalendarUID",
            "The calendar it names is not in the file; the calendar of the project counts.",
        ),
    )


def test_stand_ins_for_nobody_are_no_loss():
    calendars = "<Calendars><Calendar><UID>2</UID><IsBaseCalendar>0</IsBaseCalendar></Calendar></Calendars>"
    resources = "<Resources><Resource><UID>0</UID><CalendarUID>2</CalendarUID></Resource></Resources>"
    nobody = "<Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>-65535</ResourceUID></Assignment>"
    body = f"{calendars}<Tasks>{task(1)}</Tasks>{resources}<Assignments>{nobody}</Assignments>"
    plan, report = read(document(body))

    assert (plan.calendars, plan.resources, plan.assignments, report.dropped) == ((), (), (), ())


def test_a_long_report_is_cut_but_counted():
    blanks = [task(uid, "<IsNull>1</IsNull>") for uid in range(1, 31)]
    _, report = read(with_tasks(*blanks), replace(LIMITS, report_rows=10))

    assert (len(report.dropped), report.dropped_total) == (10, 30)
