"""What is imported comes out again: tasks, links, lags, constraints, calendars, progress, people."""

from datetime import date, datetime, timedelta

import pytest

from exchange.mspdi import read, write
from exchange.mspdi.codes import ConstraintType
from exchange.mspdi.scheduling import to_engine
from exchange.mspdi.working_time import WorkingTime
from exchange.services.exporting import export_plan
from planning.models import Task
from planning.services.baselines import take_baseline
from planning.services.calendars import create_calendar
from planning.services.tasks import change_task
from tests.exchange.mspdi.files import REFERENCE_PLANS
from tests.exchange.mspdi.made_plan import MADE_PLAN
from tests.exchange.stage import imported
from tests.planning.stage import MONDAY, again, chain, open_plan, task

pytestmark = pytest.mark.django_db
at = datetime.fromisoformat
YEAR = [date(2026, 1, 1) + timedelta(days=k) for k in range(365)]


def exported(cast, project, by=None):
    return read(export_plan(project, by=by or cast.alice))[0]


def named(plan):
    return {one.name: one for one in plan.tasks if one.outline_level}


def links(plan):
    names = {one.uid: one.name for one in plan.tasks}
    return {
        (names[link.predecessor_uid], names[link.successor_uid], link.type, link.lag.amount, link.lag.unit.value == "%",
         link.lag.elapsed)
        for link in plan.links
    }  # fmt: skip


@pytest.fixture
def there_and_back(cast):
    return exported(cast, imported(cast, write(MADE_PLAN)))


def test_tasks_come_back_in_order_with_their_durations(there_and_back):
    found = [(one.name, one.duration.minutes, one.milestone) for one in there_and_back.tasks if one.outline_level]
    assert found == [(one.name, one.duration.minutes, one.milestone) for one in MADE_PLAN.tasks]


def test_links_come_back_with_type_and_lag(there_and_back):
    assert links(there_and_back) == links(MADE_PLAN)


def test_constraints_and_deadlines_come_back(there_and_back):
    tasks = named(there_and_back)
    for before in MADE_PLAN.tasks:
        after = tasks[before.name]
        assert (after.constraint, after.constraint_date) == (before.constraint, before.constraint_date)
        assert after.deadline == before.deadline


def test_the_calendar_of_the_project_is_worked_alike(there_and_back):
    before, after = WorkingTime(MADE_PLAN.calendars).of(1), WorkingTime(there_and_back.calendars).of(1)
    assert [after.shifts_on(day) for day in YEAR] == [before.shifts_on(day) for day in YEAR]


def test_every_task_is_worked_on_the_same_days(there_and_back):
    names = {one.uid: one.name for one in there_and_back.tasks}
    after = {names[one.id]: one.calendar for one in to_engine(there_and_back).tasks}
    own = WorkingTime(MADE_PLAN.calendars).of(1)
    for one in to_engine(MADE_PLAN).tasks:
        before, now = one.calendar or own, after[f"T{one.id}"] or own
        assert [now.shifts_on(day) for day in YEAR] == [before.shifts_on(day) for day in YEAR], one.id


def test_an_export_is_scheduled_alike(cast):
    project = imported(cast, write(MADE_PLAN))
    second = imported(cast, export_plan(project, by=cast.alice), key="TWICE")
    dates = Task.objects.order_by("position").values_list("name", "start", "finish", "total_float", "is_critical")
    assert list(dates.filter(project=second)) == list(dates.filter(project=project))


@pytest.mark.oracle
@pytest.mark.parametrize("name", REFERENCE_PLANS)
def test_a_reference_plan_survives_the_round_trip(cast, reference, name):
    project = imported(cast, reference(name).read_bytes())
    second = imported(cast, export_plan(project, by=cast.alice), key="TWICE")
    columns = ("name", "wbs", "kind", "duration", "constraint", "percent", "status", "start", "finish")
    tasks = Task.objects.order_by("position").values_list(*columns)
    assert list(tasks.filter(project=second)) == list(tasks.filter(project=project))


def test_the_baseline_that_counts_is_number_zero(cast):
    project = open_plan(cast)
    design = task(cast, "Design", 2)
    take_baseline(by=cast.alice, project=project, name="First")
    change_task(again(design), by=cast.alice, version=again(design).version, duration=5 * 480)
    take_baseline(by=cast.alice, project=project, name="Second")
    frozen = named(exported(cast, project))["Design"].baselines
    assert [(one.number, one.duration.minutes) for one in frozen] == [(0, 2400), (1, 960)]
    assert frozen[0].finish == at("2026-05-08T17:00")


def test_progress_comes_back(cast):
    project = open_plan(cast)
    design, build = task(cast, "Design", 2), task(cast, "Build", 4)
    chain(cast, design, build)
    change_task(again(design), by=cast.alice, version=again(design).version, status="done", actual_start=MONDAY,
                actual_finish=date(2026, 5, 5))  # fmt: skip
    change_task(again(build), by=cast.alice, version=again(build).version, percent=25, actual_start=date(2026, 5, 6))
    tasks = named(exported(cast, project))
    assert (tasks["Design"].percent_complete, tasks["Design"].actual_finish) == (100, at("2026-05-05T17:00"))
    assert (tasks["Build"].percent_complete, tasks["Build"].actual_start) == (25, at("2026-05-06T08:00"))
    assert tasks["Build"].remaining_duration_minutes == 3 * 480


def test_a_night_shift_ends_at_midnight_and_goes_on(cast):
    project = open_plan(cast)
    create_calendar(by=cast.alice, project=project, name="Nights", is_default=True, week={"0": [[1320, 1800]]})
    calendar = exported(cast, project).calendars[0]
    worked = {one.day: [(shift.start, shift.end) for shift in one.shifts] for one in calendar.week if one.shifts}
    assert worked == {1: [(1320, 1440)], 2: [(0, 360)]}


def test_a_cancelled_task_is_inactive(cast):
    project = open_plan(cast)
    one = task(cast, "Design", 2)
    change_task(again(one), by=cast.alice, version=again(one).version, status="cancelled")
    assert not named(exported(cast, project))["Design"].active


def test_who_does_not_manage_members_gets_no_addresses(cast):
    project = open_plan(cast)
    task(cast, "Design", 2, owner=cast.bob)
    assert [one.email for one in exported(cast, project).resources] == ["bob@example.com"]
    assert [one.email for one in exported(cast, project, by=cast.vera).resources] == [""]


def test_constraint_types_are_written_in_codes_of_the_format(cast):
    project = open_plan(cast)
    task(cast, "Design", 2, constraint="FNLT", constraint_date=date(2026, 5, 8))
    design = named(exported(cast, project))["Design"]
    assert design.constraint is ConstraintType.FINISH_NO_LATER_THAN
    assert design.constraint_date == at("2026-05-08T17:00")
