"""A plan that goes out, comes in and goes out again is the same but for its name and for how calendars are shared."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from exchange.mspdi import Plan, read
from exchange.services.exporting import export_plan
from planning.services.baselines import take_baseline
from planning.services.tasks import change_task
from projects.models import Project
from tests.cast import Cast
from tests.exchange.stage import imported
from tests.planning.staff import assigned, away, worker
from tests.planning.stage import again, chain, open_plan, task

pytestmark = pytest.mark.django_db


def written(project: Project, cast: Cast) -> Plan:
    plan, report = read(export_plan(project, by=cast.alice))
    assert report.dropped == ()
    heading = replace(plan.project, name="", title="")
    whole = replace(plan.tasks[0], name="", notes="")
    rest = (replace(one, calendar_uid=None, ignore_resource_calendar=False) for one in plan.tasks[1:])
    people = tuple(replace(one, initials="", calendar_uid=None) for one in plan.resources)
    return replace(plan, project=heading, tasks=(whole, *rest), resources=people)


def test_it_is_the_same_plan(cast: Cast) -> None:
    project = open_plan(cast)
    shop = task(cast, "Shop")
    design, build = task(cast, "Design", 2, parent=shop), task(cast, "Build", 4, parent=again(shop), effort_driven=True)
    live = task(cast, "Go-live", kind="milestone", deadline=date(2026, 6, 1))
    chain(cast, again(design), again(build), again(live))
    later = [{"since": "2026-07-01", "rate": "95.00"}]
    anna = worker(cast, "Anna", cost_rate=Decimal(80), cost_rates=later, team="Shop", max_units=80)
    away(cast, anna, date(2026, 5, 5), date(2026, 5, 5))
    studio = worker(cast, "Studio", kind="agency", cost_rate=Decimal(120))
    server = worker(cast, "Server", kind="equipment")
    assigned(cast, design, anna, units=50)
    assigned(cast, build, studio, units=100, effort=4 * 480)
    assigned(cast, build, server, units=100, effort=480, follows_calendar=False)
    take_baseline(by=cast.alice, project=project, name="First")
    change_task(again(design), by=cast.alice, version=again(design).version, percent=50, actual_start=date(2026, 5, 4))
    take_baseline(by=cast.alice, project=project, name="Second")
    out = written(project, cast)
    back = written(imported(cast, export_plan(project, by=cast.alice), key="TWICE"), cast)
    for part in ("tasks", "links", "resources", "assignments"):
        assert getattr(back, part) == getattr(out, part), part
    assert back.project == out.project
