"""Who has how much to do when, and where it is too much."""

from datetime import datetime

from planning.calc import DAY
from planning.calc.levelling import Booking, Demand, level
from planning.calc.load import load_by_period, overloads
from planning.calc.plan import PlanLink, PlanTask
from planning.calc.schedule import schedule

at = datetime.fromisoformat
MONDAY = at("2026-03-02 08:00")
WEEKS = [at("2026-03-02"), at("2026-03-09"), at("2026-03-16")]
TASKS = [PlanTask("s"), PlanTask("a", 4 * DAY, parent="s"), PlanTask("b", 3 * DAY, parent="s")]
DEMANDS = [Demand("a", "dev"), Demand("b", "dev", 50), Demand("s", "dev")]


def test_work_is_spread_evenly_over_working_time():
    plan = schedule(TASKS, [PlanLink("a", "b")], start=MONDAY)
    load = load_by_period(plan, DEMANDS, WEEKS)
    assert load["dev"].tolist() == [4.5 * DAY, DAY]


def test_load_outside_the_periods_is_left_out():
    plan = schedule(TASKS, start=at("2026-02-26 08:00"))
    assert load_by_period(plan, DEMANDS, WEEKS)["dev"].tolist() == [2 * DAY + DAY / 2, 0]


def test_too_much_at_once_is_named_with_its_span():
    plan = schedule(TASKS, start=MONDAY)
    (overload,) = overloads(plan, DEMANDS, {"dev": 100})
    assert (overload.resource, overload.units) == ("dev", 150)
    assert (overload.start, overload.finish) == (MONDAY, at("2026-03-04 17:00"))


def test_a_levelled_plan_overloads_nobody():
    plan = schedule(TASKS, start=MONDAY)
    assert overloads(level(plan, DEMANDS, {"dev": 100}).schedule, DEMANDS, {"dev": 100}) == []


def test_leave_counts_too():
    plan = schedule(TASKS, start=MONDAY)
    away = [Booking("dev", at("2026-03-05 00:00"), at("2026-03-06 00:00")), Booking("other", MONDAY, MONDAY)]
    spans = [(one.start, one.finish) for one in overloads(plan, DEMANDS, {"dev": 150}, away)]
    assert spans == [(at("2026-03-05 00:00"), at("2026-03-05 17:00"))]
