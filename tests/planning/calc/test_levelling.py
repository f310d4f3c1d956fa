"""Levelling: nobody does two things at once, links still hold, and what is fixed stays."""

import json
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.calc import DAY
from planning.calc.calendars import ALWAYS, STANDARD
from planning.calc.levelling import Booking, Demand, OverloadError, level
from planning.calc.paths import broken_links
from planning.calc.plan import PlanLink, PlanTask
from planning.calc.schedule import schedule
from tests.planning.calc.psplib import read_sm
from tests.planning.calc.test_laws import NIGHTS, plans

at = datetime.fromisoformat
MONDAY = at("2026-03-02 08:00")
TASKS = [PlanTask("a", 2 * DAY), PlanTask("b", DAY), PlanTask("c", 3 * DAY)]


def levelled(tasks=TASKS, links=(), *, demands=None, capacity=None, start=MONDAY, finish=None, **options):
    """Return the levelling of tasks which all need the one developer."""
    plan = schedule(tasks, links, start=start, finish=finish)
    everybody = [Demand(task.id, "dev") for task in tasks]
    return level(plan, everybody if demands is None else demands, capacity or {"dev": 100}, **options)


def overloads(plan, demands, capacity):
    """Return the instants at which a resource is taken beyond its capacity."""
    dates = {one.id: one for one in plan}
    return [
        (moment, resource)
        for resource, most in capacity.items()
        for moment in {one.start for one in dates.values()}
        if sum(
            d.units for d in demands if d.resource == resource and dates[d.task].start <= moment < dates[d.task].finish
        )
        > most
    ]


def test_one_person_does_one_thing_after_the_other():
    result = levelled()
    assert result.schedule.length == 6 * DAY
    assert len(result.not_before) == 2
    assert result.unresolved == []


def test_who_has_time_for_two_does_two():
    demands = [Demand("a", "dev", 50), Demand("b", "dev", 50), Demand("c", "dev", 100)]
    assert levelled(demands=demands).schedule.length == 5 * DAY


def test_who_needs_nobody_waits_for_nobody():
    assert levelled(demands=[]).not_before == {}


def test_the_higher_priority_comes_first():
    result = levelled(priority={"c": 900})
    assert result.schedule["c"].start == MONDAY
    assert levelled(priority={"c": 100}).schedule["c"].finish == result.schedule.finish


def test_within_float_the_plan_does_not_grow():
    tasks = [*TASKS, PlanTask("long", 4 * DAY)]
    demands = [Demand(task.id, "dev") for task in TASKS]
    result = levelled(tasks, demands=demands, within_float=True)
    assert result.schedule.length == 4 * DAY
    assert len(result.unresolved) == 1
    assert levelled(tasks, demands=demands).schedule.length == 6 * DAY


@pytest.mark.parametrize(
    "fixed",
    [
        PlanTask("f", 2 * DAY, constraint="MSO", constraint_date=at("2026-03-03 08:00")),
        PlanTask("f", 2 * DAY, constraint="MFO", constraint_date=at("2026-03-04 17:00")),
        PlanTask("f", 2 * DAY, manual_start=at("2026-03-03 08:00")),
        PlanTask("f", 2 * DAY, actual_start=at("2026-03-03 08:00")),
    ],
)
def test_fixed_work_stays_and_the_rest_goes_around_it(fixed):
    result = levelled([*TASKS, fixed])
    assert result.schedule["f"].start == at("2026-03-03 08:00")
    assert "f" not in result.not_before
    assert result.schedule["b"].start == MONDAY
    assert result.schedule.length == 8 * DAY


def test_work_that_has_not_begun_stays_after_the_status_date():
    begun = PlanTask("f", 10 * DAY, actual_start=at("2026-02-16 08:00"), remaining_min=2 * DAY)
    plan = schedule([*TASKS, begun], start=MONDAY, status_date=at("2026-03-04 08:00"))
    result = level(plan, [Demand(task.id, "dev") for task in plan.network.tasks], {"dev": 100})
    assert result.schedule["f"].finish == at("2026-03-05 17:00")
    assert result.schedule["b"].start == at("2026-03-06 08:00")


def test_leave_and_other_plans_take_their_time():
    away = [Booking("dev", at("2026-03-03 00:00"), at("2026-03-05 00:00"))]
    result = levelled(bookings=away)
    assert result.schedule["b"].start == MONDAY
    assert result.schedule.length == 8 * DAY


def test_a_task_that_may_not_wait_is_left_in_conflict():
    strict = [task._replace(constraint="SNLT", constraint_date=MONDAY) for task in TASKS]
    assert len(levelled(strict).unresolved) == 2


def test_more_than_there_is_of_a_resource_is_refused():
    with pytest.raises(OverloadError) as refused:
        levelled(demands=[Demand("a", "dev", 150)])
    assert (refused.value.task, refused.value.resource) == ("a", "dev")


def test_what_has_no_limit_makes_nobody_wait():
    demands = [Demand(task.id, "electricity") for task in TASKS]
    assert levelled(demands=demands, bookings=[Booking("electricity", MONDAY, at("2026-04-01"))]).not_before == {}


def test_an_earlier_levelling_is_forgotten():
    once = levelled()
    tasks = [task._replace(not_before=once.not_before.get(task.id)) for task in TASKS]
    assert levelled(tasks).schedule.length == once.schedule.length
    assert levelled(tasks, demands=[]).not_before == {}


def test_work_as_late_as_possible_is_put_where_it_fits():
    late = [*TASKS, PlanTask("late", DAY, constraint="ALAP")]
    result = levelled(late)
    assert result.schedule.length == 7 * DAY
    assert overloads(result.schedule, [Demand(task.id, "dev") for task in late], {"dev": 100}) == []


def test_a_plan_back_from_its_finish_is_levelled_from_its_start():
    result = levelled(start=None, finish=at("2026-03-13 17:00"))
    assert result.schedule.start == at("2026-03-11 08:00")
    assert result.schedule.length == 6 * DAY


def test_an_empty_plan_is_level():
    assert level(schedule([], start=MONDAY), [], {}).not_before == {}


def test_a_summary_needs_nothing_itself_and_holds_its_branch_together():
    tasks = [PlanTask("s"), *(task._replace(parent="s") for task in TASKS), PlanTask("after", DAY)]
    result = levelled(tasks, [PlanLink("s", "after")], demands=[Demand(task.id, "dev") for task in TASKS])
    assert result.schedule["s"].finish == at("2026-03-09 17:00")
    assert result.schedule["after"].start == at("2026-03-10 08:00")


def test_the_same_seed_gives_the_same_plan():
    tasks = [PlanTask(k, (k * 7 % 5 + 1) * DAY) for k in range(30)]
    links = [PlanLink(k, k + 7) for k in range(23)]
    demands = [Demand(k, k % 3, 40 + k % 4 * 20) for k in range(30)]
    runs = [levelled(tasks, links, demands=demands, capacity=dict.fromkeys(range(3), 100), seed=5) for _ in range(2)]
    assert runs[0].not_before == runs[1].not_before
    plain = levelled(tasks, links, demands=demands, capacity=dict.fromkeys(range(3), 100), placements=0)
    assert runs[0].schedule.finish <= plain.schedule.finish


@settings(deadline=None)
@given(
    plans(calendars=(None, ALWAYS, NIGHTS), outline=True),
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 60)), min_size=13, max_size=13),
)
def test_every_link_and_every_capacity_is_respected(plan, wanted):
    tasks, links = plan
    leaves = [task.id for task in tasks if isinstance(task.id, int)]
    demands = [Demand(task, resource, units) for task, (resource, units) in zip(leaves, wanted, strict=False)]
    capacity = {0: 60, 1: 100}
    before = schedule(tasks, links, start=MONDAY)
    result = level(before, demands, capacity, placements=40)
    assert broken_links(result.schedule) == []
    assert overloads(result.schedule, demands, capacity) == []
    assert all(STANDARD.between(a.start, b.start) >= 0 for a, b in zip(before, result.schedule, strict=True))


@settings(deadline=None)
@given(
    plans(calendars=(None, ALWAYS, NIGHTS)),
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 900)), min_size=9, max_size=9),
    st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 900)), max_size=4),
)
def test_what_is_taken_anyway_stays_free_of_other_work_and_priority_breaks_no_link(plan, wanted, away):
    tasks, links = plan
    demands = [Demand(task.id, "dev", units) for task, (units, _) in zip(tasks, wanted, strict=False)]
    ranks = {task.id: rank for task, (_, rank) in zip(tasks, wanted, strict=False)}
    spans = [(MONDAY + timedelta(minutes=begin), MONDAY + timedelta(minutes=begin + length)) for begin, length in away]
    bookings = [Booking("dev", *span, 100) for span in spans]
    result = level(schedule(tasks, links, start=MONDAY), demands, {"dev": 100}, bookings=bookings, priority=ranks)
    assert broken_links(result.schedule) == []
    assert overloads(result.schedule, demands, {"dev": 100}) == []
    for task in result.schedule:
        assert all(task.finish <= begin or end <= task.start for begin, end in spans if task.start < task.finish)


@settings(deadline=None)
@given(plans(calendars=(None, NIGHTS)), st.lists(st.integers(1, 100), min_size=9, max_size=9))
def test_levelling_within_float_never_moves_the_end(plan, units):
    tasks, links = plan
    before = schedule(tasks, links, start=MONDAY)
    demands = [Demand(task.id, "dev", some) for task, some in zip(tasks, units, strict=False)]
    result = level(before, demands, {"dev": 100}, within_float=True)
    assert result.schedule.finish == before.finish
    assert broken_links(result.schedule) == []


@pytest.mark.oracle
@pytest.mark.parametrize(("size", "most"), [("j30", 1.6), ("j60", 2.8), ("j120", 8.5)])
def test_published_projects_come_close_to_the_best_known(oracle, rows, size, most):
    """PSPLIB: mean gap in percent to the best makespans known, of levelling as a request does it."""
    gaps = []
    for row in rows("rcpsp/expected.csv"):
        if row["set"] != size:
            continue
        instance = read_sm(oracle(f"rcpsp/{size}/{row['instance']}"))
        plan = schedule(*instance.plan(), start=MONDAY, calendar=ALWAYS)
        length = level(plan, instance.demands(), instance.capacities()).schedule.length
        assert length >= max(plan.length, int(row["resource_lower_bound"])), row["instance"]
        gaps.append(100 * length / int(row["best_known_ub"]) - 100)
    assert sum(gaps) / len(gaps) <= most


@pytest.mark.oracle
@pytest.mark.parametrize(("count", "days"), [(100, 241), (1_000, 616), (10_000, 1_568)])
def test_a_large_plan_is_hardly_longer_than_taskjugglers(oracle, count, days):
    """Lengths that TaskJuggler 3.7.1 finds for the same networks, in working days; at most 2 percent more."""
    command = [sys.executable, "-B", str(oracle("bench") / "gen_network.py"), str(count), "1", "json"]
    network = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    tasks = [PlanTask(task, length * DAY) for task, length in enumerate(network["dur"])]
    plan = schedule(tasks, [PlanLink(*arc) for arc in network["arcs"]], start=MONDAY)
    demands = [Demand(task, resource) for task, resource in enumerate(network["res"])]
    result = level(plan, demands, dict.fromkeys(network["res"], 100))
    assert result.schedule.length <= 1.02 * days * DAY
