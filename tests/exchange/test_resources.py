"""Resources and assignments of a file: units, work, rates, working time, in and out again."""

from datetime import date
from decimal import Decimal

import pytest

from exchange.mspdi import read
from exchange.mspdi.codes import TaskType
from exchange.services.exporting import export_plan
from planning.models import Assignment, Resource, Task
from tests.exchange.bombs import dated
from tests.exchange.mspdi.files import document
from tests.exchange.stage import dry_run, imported
from tests.planning.staff import assigned, away, worker
from tests.planning.stage import MONDAY, again, open_plan, task

pytestmark = pytest.mark.django_db


def plan(resource="", assignment="", duration="PT16H0M0S", more=""):
    who = f"<UID>1</UID><ID>1</ID><Name>Ann Lee</Name><Type>1</Type>{resource}"
    work = f"<UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID>{assignment}"
    tasks = dated(1, f"<Duration>{duration}</Duration>{more}")
    return document(
        f"<Tasks>{tasks}</Tasks><Resources><Resource>{who}</Resource></Resources>"
        f"<Assignments><Assignment>{work}</Assignment></Assignments>"
    )


def exported(cast, project, by=None):
    return read(export_plan(project, by=by or cast.alice))[0]


def test_a_resource_comes_in_with_what_there_is_of_it(cast):
    terms = "<Group>Shop</Group><MaxUnits>0.5</MaxUnits><StandardRate>95.5</StandardRate>"
    one = Resource.objects.get(project=imported(cast, plan(terms)))
    assert (one.name, one.kind, one.team) == ("Ann Lee", "person", "Shop")
    assert (one.max_units, one.cost_rate, one.role.code) == (50, Decimal("95.50"), "AL")


def test_a_generic_resource_is_a_placeholder(cast):
    assert Resource.objects.get(project=imported(cast, plan("<IsGeneric>1</IsGeneric>"))).kind == "role"


def test_units_are_what_work_and_duration_make(cast):
    one = Assignment.objects.get(project=imported(cast, plan(assignment="<Units>1</Units><Work>PT8H0M0S</Work>")))
    assert (one.units, one.effort, one.task.effort_driven) == (50, None, False)


def test_effort_drives_where_it_makes_the_duration(cast):
    content = plan(assignment="<Units>0.5</Units><Work>PT8H0M0S</Work>", more="<EffortDriven>1</EffortDriven>")
    one = Assignment.objects.get(project=imported(cast, content))
    assert (one.units, one.effort, one.task.effort_driven, one.task.duration) == (50, 480, True, 960)


def test_a_contour_keeps_its_duration_and_is_reported(cast):
    content = plan(assignment="<Units>1</Units><Work>PT4H0M0S</Work>", more="<EffortDriven>1</EffortDriven>")
    project = imported(cast, content)
    assert (Task.objects.get(project=project).duration, Assignment.objects.get(project=project).units) == (960, 25)
    assert "Units" in [row[3] for row in dry_run(cast, content).report["dropped"]]


def test_what_an_export_tells_of_a_resource(cast):
    project = open_plan(cast)
    anna = worker(cast, "Anna", team="Shop", max_units=50, cost_rate=80, available_until=date(2026, 12, 31))
    assigned(cast, task(cast, "Design", 2), anna, units=50)
    found = exported(cast, project)
    (one,), (share,) = found.resources, found.assignments
    assert (one.name, one.group, one.max_units, one.rate.standard) == ("Anna", "Shop", Decimal("0.5"), 80)
    assert one.availability[0].last.date() == date(2026, 12, 31)
    assert (share.units, share.work_minutes) == (Decimal("0.5"), 480)


def test_rates_are_for_who_manages_them(cast):
    project = open_plan(cast)
    worker(cast, "Anna", cost_rate=80)
    assert [one.rate.standard for one in exported(cast, project, by=cast.vera).resources] == [0]


def test_an_effort_driven_task_says_so(cast):
    project = open_plan(cast)
    assigned(cast, task(cast, "Design", 2, effort_driven=True), worker(cast, "Anna"))
    (one,) = [one for one in exported(cast, project).tasks if one.outline_level]
    assert (one.type, one.effort_driven) == (TaskType.FIXED_UNITS, True)


def test_leave_goes_out_in_the_calendar_and_the_dates_come_back(cast):
    project = open_plan(cast)
    anna, design = worker(cast, "Anna"), task(cast, "Design", 2)
    assigned(cast, design, anna)
    away(cast, anna, MONDAY, MONDAY)
    assert again(design).finish_day == date(2026, 5, 6)
    second = imported(cast, export_plan(project, by=cast.alice), key="TWICE")
    back = Task.objects.get(project=second)
    assert (back.start_day, back.finish_day) == (date(2026, 5, 5), date(2026, 5, 6))


def test_assignments_survive_the_round_trip(cast):
    project = open_plan(cast)
    for name, units in (("Anna", 50), ("Ben", 100)):
        assigned(cast, task(cast, f"Task of {name}", 3), worker(cast, name), units=units)
    second = imported(cast, export_plan(project, by=cast.alice), key="TWICE")
    rows = Assignment.objects.filter(project=second).values_list("task__name", "resource__name", "units")
    assert sorted(rows) == [("Task of Anna", "Anna", 50), ("Task of Ben", "Ben", 100)]


def rate(first, last, amount, table=0):
    span = f"<RatesFrom>{first}T00:00:00</RatesFrom><RatesTo>{last}T23:59:00</RatesTo>"
    return f"<Rate>{span}<RateTable>{table}</RateTable><StandardRate>{amount}</StandardRate></Rate>"


def test_rates_of_later_days_come_in_and_other_tables_are_reported(cast):
    table = rate("1984-01-01", "2026-06-30", 80) + rate("2026-07-01", "2049-12-31", 95)
    content = plan(f"<StandardRate>95</StandardRate><Rates>{table}{rate('1984-01-01', '2049-12-31', 5, 1)}</Rates>")
    one = Resource.objects.get(project=imported(cast, content))
    assert (one.cost_rate, one.cost_rates) == (80, [{"since": "2026-07-01", "rate": "95.00"}])
    assert "Rates" in [row[3] for row in dry_run(cast, content).report["dropped"]]


def test_dated_rates_survive_the_round_trip(cast):
    project = open_plan(cast)
    later = [{"since": "2026-07-01", "rate": "95.00"}, {"since": "2027-01-01", "rate": "99.50"}]
    worker(cast, "Anna", cost_rate=80, cost_rates=later)
    second = imported(cast, export_plan(project, by=cast.alice), key="TWICE")
    one = Resource.objects.get(project=second)
    assert (one.cost_rate, one.cost_rates) == (80, later)
    assert [one.rates for one in exported(cast, project, by=cast.bob).resources] == [()]
