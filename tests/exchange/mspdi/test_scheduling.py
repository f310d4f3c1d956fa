"""A plan of Microsoft Project goes to the scheduling engine and comes back with dates."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from exchange.mspdi import MspdiError
from exchange.mspdi.codes import LinkType, TimeUnit
from exchange.mspdi.model import (
    Calendar,
    CalendarException,
    Duration,
    Lag,
    Link,
    Plan,
    Project,
    Shift,
    Task,
    WeekDay,
)
from exchange.mspdi.scheduling import from_engine, to_engine
from tests.exchange.mspdi.files import REFERENCE_PLANS
from tests.exchange.mspdi.made_plan import ALICE, MADE_PLAN, NIGHTS, STANDARD, WEEK_NIGHTS

at = datetime.fromisoformat

# Two plans have no tasks; in a third the dates Project stored predate its splits, so that floats do not follow.
WITH_TASKS = [
    name for name in REFERENCE_PLANS if name not in ("recurring-calendar-exceptions", "resource-cost-rates-mspdi")
]
WITHOUT_SPLITS = [name for name in WITH_TASKS if name != "timephased-segments-mspdi"]


@pytest.fixture
def stored(reference_plan, expected):
    """Return a function from the name of a plan to pairs: the engine's dates, and the row that Project stored."""

    def pairs(name: str):
        asked = to_engine(reference_plan(name))
        rows = {int(row["uid"]): row for row in expected(name)}
        return asked, [(dates, rows[dates.id]) for dates in asked.schedule()]

    return pairs


@pytest.mark.oracle
@pytest.mark.parametrize("name", WITH_TASKS)
def test_early_dates_are_those_that_project_stored(name, stored):
    asked, pairs = stored(name)

    for dates, row in pairs:
        assert f"{dates.early_start:%Y-%m-%dT%H:%M}" == row["early_start"][:16], row["name"]
        assert asked.calendar.between(dates.early_finish, at(row["early_finish"][:16])) == 0, row["name"]


@pytest.mark.oracle
@pytest.mark.parametrize("name", WITHOUT_SPLITS)
def test_floats_are_those_that_project_stored(name, stored):
    for dates, row in stored(name)[1]:
        assert (dates.total_float, dates.free_float) == (float(row["total_slack_min"]), float(row["free_slack_min"]))
        assert dates.critical == (row["critical"] == "1"), row["name"]


def plan(*tasks: Task, links: tuple[Link, ...] = (), calendars: tuple[Calendar, ...] = (), **project) -> Plan:
    heading = Project(**{"start": at("2026-03-02T08:00"), **project})
    return Plan(project=heading, tasks=tasks, links=links, calendars=calendars)


def starts(given: Plan) -> list[str]:
    return [f"{dates.start:%m-%d %H:%M}" for dates in to_engine(given).schedule()]


def test_a_lag_in_percent_and_one_on_the_clock():
    tasks = [Task(uid=uid, id=uid, duration=Duration(480)) for uid in (1, 2, 3)]
    links = (
        Link(predecessor_uid=1, successor_uid=2, lag=Lag(50, TimeUnit.PERCENT)),
        Link(predecessor_uid=1, successor_uid=3, type=LinkType.START_TO_START, lag=Lag(1440, elapsed=True)),
    )

    assert starts(plan(*tasks, links=links)) == ["03-02 08:00", "03-03 13:00", "03-03 08:00"]


def test_an_elapsed_duration_runs_through_the_night():
    asked = to_engine(plan(Task(uid=1, id=1, duration=Duration(1440, elapsed=True))))

    assert asked.schedule()[1].finish == at("2026-03-03T08:00")


def test_a_manual_task_stays_and_an_inactive_one_takes_no_part():
    manual = Task(uid=1, id=1, manual=True, start=at("2026-03-05T09:00"), finish=at("2026-03-05T10:00"))
    inactive = Task(uid=2, id=2, active=False, duration=Duration(4800))
    last = Task(uid=3, id=3, duration=Duration(480))
    links = (Link(predecessor_uid=1, successor_uid=2), Link(predecessor_uid=2, successor_uid=3))

    assert starts(plan(manual, inactive, last, links=links)) == ["03-05 09:00", "03-02 08:00"]


def test_what_stands_below_an_inactive_task_takes_no_part():
    above, below = Task(uid=1, id=1, active=False, summary=True), Task(uid=2, id=2, parent_uid=1, outline_level=2)

    assert to_engine(plan(above, below)).tasks == ()


def test_a_task_runs_when_its_own_calendar_and_the_person_allow():
    """Bob works one hour a week, on Wednesday after midnight; the plan starts on a Wednesday at eight."""
    bobs_nights = replace(NIGHTS, uid=2, base_uid=None, week=(WeekDay(3, (Shift(0, 60),)),))
    given = replace(MADE_PLAN, calendars=(STANDARD, bobs_nights, NIGHTS, WEEK_NIGHTS, ALICE))
    night_shift = replace(MADE_PLAN.tasks[11], calendar_uid=3, duration=Duration(60))

    assert starts(replace(given, tasks=(night_shift,), links=())) == ["04-08 00:00"]


def test_a_task_may_ignore_the_calendars_of_people():
    night_shift = replace(MADE_PLAN.tasks[11], calendar_uid=3, ignore_resource_calendar=True)

    assert starts(replace(MADE_PLAN, tasks=(night_shift,), links=())) == ["04-01 23:00"]


def test_a_plan_without_a_start_begins_with_its_first_task():
    tasks = [Task(uid=uid, id=uid, start=at(f"2026-03-0{9 - uid}T08:00"), duration=Duration(60)) for uid in (5, 6)]

    assert to_engine(plan(*tasks, start=None)).start == at("2026-03-03T08:00")


def test_a_plan_may_run_back_from_its_finish():
    asked = to_engine(
        plan(
            Task(uid=1, id=1, duration=Duration(480)),
            schedule_from_start=False,
            finish=at("2026-03-06T17:00"),
        )
    )

    assert asked.schedule()[1].start == at("2026-03-06T08:00")


def test_the_dates_come_back_into_the_plan():
    given = replace(MADE_PLAN, tasks=(Task(uid=0, id=0, outline_level=0), *MADE_PLAN.tasks))
    dated = from_engine(given, to_engine(given).schedule())

    assert dated.tasks[2].start == at("2026-04-08T08:00")
    assert (dated.tasks[0].start, dated.tasks[0].finish) == (dated.project.start, dated.project.finish)
    assert dated.project.finish == max(task.finish for task in dated.tasks)


def test_a_calendar_without_end_is_refused():
    ages = CalendarException(first=date(1900, 1, 1), last=date(2149, 12, 31))
    calendar = Calendar(uid=1, name="Ages", week=(WeekDay(1, (Shift(0, 60),)),), exceptions=(ages,) * 20)

    with pytest.raises(MspdiError, match="Calendar 1 “Ages”: The exceptions of the calendars cover more than 1000000"):
        to_engine(plan(calendars=(calendar,), calendar_uid=1))
