"""Levelling by constraint programming: shorter where it can be, never worse, and just as exact."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.calc import DAY
from planning.calc.calendars import ALWAYS
from planning.calc.levelling import Booking, Demand, level
from planning.calc.levelling_cpsat import is_available, level_by_solver
from planning.calc.paths import broken_links
from planning.calc.plan import PlanLink, PlanTask
from planning.calc.schedule import schedule
from tests.planning.calc.psplib import read_sm
from tests.planning.calc.test_laws import NIGHTS, plans
from tests.planning.calc.test_levelling import overloads

pytestmark = pytest.mark.skipif(not is_available(), reason="OR-Tools is not installed")

at = datetime.fromisoformat
MONDAY = at("2026-03-02 08:00")


def test_fixed_work_and_leave_are_respected():
    tasks = [PlanTask(name, 2 * DAY) for name in "abc"]
    tasks.append(PlanTask("f", DAY, manual_start=at("2026-03-04 08:00")))
    plan = schedule(tasks, [PlanLink("a", "b", "FS", DAY)], start=MONDAY)
    away = [Booking("dev", at("2026-03-09 00:00"), at("2026-03-10 00:00"))]
    result = level_by_solver(plan, [Demand(task.id, "dev") for task in tasks], {"dev": 100}, bookings=away, seconds=2)
    assert result.schedule["f"].start == at("2026-03-04 08:00")
    assert result.schedule.finish == at("2026-03-11 17:00")
    assert result.unresolved == []


def test_constraints_are_respected():
    tasks = [PlanTask(name, DAY) for name in "ab"]
    tasks[0] = tasks[0]._replace(constraint="SNET", constraint_date=at("2026-03-04 08:00"))
    tasks[1] = tasks[1]._replace(constraint="FNET", constraint_date=at("2026-03-04 17:00"))
    plan = schedule(tasks, start=MONDAY)
    result = level_by_solver(plan, [Demand("a", "dev"), Demand("b", "dev")], {"dev": 100}, seconds=1)
    assert result.schedule.finish == at("2026-03-05 17:00")
    assert result.schedule["a"].start >= at("2026-03-04 08:00")


@pytest.mark.parametrize(("day", "unresolved"), [("2026-03-05 17:00", 0), ("2026-03-04 17:00", 1)])
def test_a_gate_that_stands_fast_keeps_its_date(day, unresolved):
    gate = PlanTask("gate", constraint="MFO", constraint_date=at(day))
    tasks = [*(PlanTask(name, 2 * DAY) for name in "ab"), gate, PlanTask("c", DAY)]
    plan = schedule(tasks, [PlanLink("a", "gate"), PlanLink("b", "gate")], start=MONDAY)
    result = level_by_solver(plan, [Demand(name, "dev") for name in "abc"], {"dev": 100}, seconds=1)
    assert result.schedule["gate"].finish == at(day)
    assert len(result.unresolved) == unresolved


def test_an_empty_plan_is_level():
    assert level_by_solver(schedule([], start=MONDAY), [], {}).not_before == {}


@settings(max_examples=20, deadline=None)
@given(
    plans(calendars=(None, ALWAYS, NIGHTS), outline=True),
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 60)), min_size=13, max_size=13),
)
def test_links_and_capacities_hold_and_the_plan_is_no_longer(plan, wanted):
    tasks, links = plan
    leaves = [task.id for task in tasks if isinstance(task.id, int)]
    demands = [Demand(task, resource, units) for task, (resource, units) in zip(leaves, wanted, strict=False)]
    capacity = {0: 60, 1: 100}
    before = schedule(tasks, links, start=MONDAY)
    result = level_by_solver(before, demands, capacity, seconds=1, workers=1)
    assert broken_links(result.schedule) == []
    assert overloads(result.schedule, demands, capacity) == []
    assert result.schedule.finish <= level(before, demands, capacity).schedule.finish


@pytest.mark.oracle
def test_small_published_projects_are_solved_to_the_optimum(oracle, rows):
    """PSPLIB: instances whose optimum is proven."""
    solved = [row for row in rows("rcpsp/expected.csv") if row["set"] == "j30" and row["optimal_proven"] == "1"][::16]
    for row in solved:
        instance = read_sm(oracle(f"rcpsp/j30/{row['instance']}"))
        plan = schedule(*instance.plan(), start=MONDAY, calendar=ALWAYS)
        result = level_by_solver(plan, instance.demands(), instance.capacities(), seconds=20)
        assert result.schedule.length == int(row["best_known_ub"]), row["instance"]
