"""How details of a file stand in a plan here, and what the report says of those that can't."""

from datetime import date, datetime

import pytest

from exchange.mspdi import read
from exchange.services.draft import draft_of
from exchange.services.preview import preview_of
from tests.exchange.bombs import dated
from tests.exchange.mspdi.files import document, link, task, with_tasks

at = datetime.fromisoformat
TODAY = date(2026, 6, 1)
MILESTONE = "<Milestone>1</Milestone><Start>2026-03-02T08:00:00</Start><Duration>PT0H0M0S</Duration>"


def draft(content, **more):
    return draft_of(*read(content), on=TODAY, **more)


def values(content, uid=1):
    return next(one for one in draft(content).tasks if one.key == str(uid)).values


def lost(content):
    return [(one.field, one.reason) for one in draft(content).report.dropped]


def constrained(kind, moment, duration="PT8H0M0S"):
    inner = f"<ConstraintType>{kind}</ConstraintType><ConstraintDate>{moment}</ConstraintDate>"
    start = "<Start>2026-03-02T08:00:00</Start>"
    milestone = "<Milestone>1</Milestone>" if duration == "PT0H0M0S" else ""
    return with_tasks(task(1, f"{start}{milestone}<Duration>{duration}</Duration>{inner}"))


@pytest.mark.parametrize(
    ("kind", "moment", "constraint", "day"),
    [
        (4, "2026-03-04T08:00:00", "SNET", date(2026, 3, 4)),
        (4, "2026-03-04T17:00:00", "SNET", date(2026, 3, 5)),
        (7, "2026-03-04T17:00:00", "FNLT", date(2026, 3, 4)),
        (7, "2026-03-04T08:00:00", "FNLT", date(2026, 3, 3)),
        (3, "2026-03-04T00:00:00", "MFO", date(2026, 3, 3)),
    ],
)
def test_a_constraint_falls_on_the_day_of_its_work(kind, moment, constraint, day):
    found = values(constrained(kind, moment))
    assert (found["constraint"], found["constraint_date"]) == (constraint, day)


def test_a_milestone_at_the_end_of_a_day_must_finish_there():
    found = values(constrained(2, "2026-03-04T17:00:00", "PT0H0M0S"))
    assert (found["constraint"], found["constraint_date"]) == ("MFO", date(2026, 3, 4))


def test_a_time_of_day_that_is_lost_is_reported():
    assert [field for field, _ in lost(constrained(4, "2026-03-04T13:00:00"))] == ["ConstraintDate"]
    assert lost(constrained(4, "2026-03-04T08:00:00")) == []


def test_a_plan_that_begins_at_ten_is_worked_from_ten_on():
    content = document(
        f"<StartDate>2026-03-02T10:00:00</StartDate><Tasks>{task(1, '<Duration>PT8H0M0S</Duration>')}</Tasks>"
    )
    assert preview_of(draft(content)).dates["1"] == (at("2026-03-02T10:00"), at("2026-03-03T10:00"))
    other = preview_of(draft(content, day=date(2026, 3, 9)))
    assert other.dates["1"] == (at("2026-03-09T08:00"), at("2026-03-09T17:00"))


def test_a_plan_counted_back_hangs_on_its_last_day():
    heading = "<ScheduleFromStart>0</ScheduleFromStart><FinishDate>2026-03-06T17:00:00</FinishDate>"
    tasks = "".join(task(uid, "<Duration>PT8H0M0S</Duration>" + before) for uid, before in ((1, ""), (2, link(1))))
    made = draft(document(f"{heading}<Tasks>{tasks}</Tasks>"))
    assert (made.forward, made.day) == (False, date(2026, 3, 6))
    assert preview_of(made).dates["1"] == (at("2026-03-05T08:00"), at("2026-03-05T17:00"))


def test_done_and_begun_tasks_have_status_percent_and_actual_days():
    done = dated(1, "<PercentComplete>100</PercentComplete><ActualStart>2026-03-02T08:00:00</ActualStart>"
                 "<ActualFinish>2026-03-03T08:00:00</ActualFinish>")  # fmt: skip
    begun = dated(2, "<PercentComplete>25</PercentComplete><ActualStart>2026-03-02T17:00:00</ActualStart>"
                  "<RemainingDuration>PT6H0M0S</RemainingDuration>")  # fmt: skip
    first, second = values(with_tasks(done, begun)), values(with_tasks(done, begun), 2)
    assert (first["status"], first["actual_start"], first["actual_finish"]) == (
        "done", date(2026, 3, 2), date(2026, 3, 2),
    )  # fmt: skip
    assert (second["status"], second["percent"], second["actual_start"], second["remaining"]) == (
        "in_progress", 25, date(2026, 3, 3), 360,
    )  # fmt: skip


def test_actual_dates_to_come_are_left_out():
    content = with_tasks(
        dated(1, "<PercentComplete>50</PercentComplete><ActualStart>2026-06-02T08:00:00</ActualStart>")
    )
    assert "status" not in values(content)
    assert [field for field, _ in lost(content)] == ["ActualStart"]


def test_an_inactive_task_is_cancelled_and_holds_nothing_back():
    content = with_tasks(dated(1, "<Active>0</Active>"), dated(2, link(1)))
    made = draft(content)
    assert (values(content)["status"], made.links) == ("cancelled", ())
    assert {field for field, _ in lost(content)} == {"Active", "PredecessorLink"}


def test_a_link_to_what_a_task_is_part_of_is_left_out():
    content = with_tasks(
        dated(1, "<OutlineLevel>1</OutlineLevel>"), dated(2, "<OutlineLevel>2</OutlineLevel>" + link(1))
    )
    assert draft(content).links == ()
    assert [field for field, _ in lost(content)] == ["PredecessorLink"]


def test_a_milestone_with_a_duration_is_a_task():
    content = with_tasks(dated(1, "<Milestone>1</Milestone>"))
    assert "kind" not in values(content)
    assert values(with_tasks(task(1, MILESTONE)))["kind"] == "milestone"


def test_tasks_keep_their_id_and_estimates_stay_empty():
    found = values(with_tasks(dated(7)), 7)
    assert found["ref"] == "mspdi:7"
    assert not {"optimistic", "pessimistic"} & found.keys()


def test_notes_and_links_become_the_description():
    address = "<Notes>Ask first</Notes><HyperlinkAddress>https://example.com/</HyperlinkAddress>"
    assert values(with_tasks(dated(1, address)))["description"] == "Ask first\n\nhttps://example.com/"


def test_more_exceptions_than_a_calendar_takes_are_reported():
    days = "".join(
        f"<Exception><TimePeriod><FromDate>{day}T00:00:00</FromDate><ToDate>{day}T23:59:00</ToDate></TimePeriod>"
        "<DayWorking>0</DayWorking></Exception>"
        for day in (date.fromordinal(date(2026, 3, 4).toordinal() + 7 * k) for k in range(600))
    )
    week = "".join(
        f"<WeekDay><DayType>{day}</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime>"
        "<FromTime>09:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>"
        for day in range(2, 7)
    )
    calendar = (
        f"<Calendar><UID>1</UID><Name>C</Name><WeekDays>{week}</WeekDays><Exceptions>{days}</Exceptions></Calendar>"
    )
    made = draft(document(f"<CalendarUID>1</CalendarUID><Calendars>{calendar}</Calendars><Tasks>{dated(1)}</Tasks>"))
    assert len(made.calendar.exceptions) == 500
    assert [(one.field, one.count) for one in made.report.dropped] == [("Exceptions", 100)]
