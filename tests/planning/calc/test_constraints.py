"""Constraints and deadlines: what they do to dates, and to float when they cannot be met."""

from datetime import date, datetime

import pytest

from planning.calc import DAY
from planning.calc.paths import broken_links, cause_of_late_dates
from planning.calc.plan import PlanLink, PlanTask
from planning.calc.schedule import schedule

at = datetime.fromisoformat
MONDAY = at("2026-03-02 08:00")
LINKS = [PlanLink("before", "task"), PlanLink("task", "after"), PlanLink("long", "end"), PlanLink("after", "end")]


def plan(constraint="ASAP", when=None, *, deadline=None, **options):
    """Return the schedule of before(1d) → task(2d) → after(1d), beside long(8d), all before the milestone "end"."""
    task = PlanTask("task", 2 * DAY, constraint=constraint, constraint_date=when and at(when), deadline=deadline)
    others = [PlanTask("before", DAY), PlanTask("after", DAY), PlanTask("long", 8 * DAY), PlanTask("end")]
    return schedule([task, *others], LINKS, start=MONDAY, **options)


@pytest.mark.parametrize(
    ("constraint", "when", "start", "total_float"),
    [
        ("ASAP", None, "2026-03-03 08:00", 4 * DAY),
        ("SNET", "2026-03-04 08:00", "2026-03-04 08:00", 3 * DAY),
        ("SNET", "2026-03-02 08:00", "2026-03-03 08:00", 4 * DAY),
        ("FNET", "2026-03-06 17:00", "2026-03-05 08:00", 2 * DAY),
        ("SNLT", "2026-03-05 08:00", "2026-03-03 08:00", 2 * DAY),
        ("FNLT", "2026-03-05 17:00", "2026-03-03 08:00", DAY),
        ("MSO", "2026-03-04 08:00", "2026-03-04 08:00", 0),
        ("MFO", "2026-03-06 17:00", "2026-03-05 08:00", 0),
    ],
)
def test_a_constraint_that_can_be_met(constraint, when, start, total_float):
    result = plan(constraint, when)["task"]
    assert (result.start, result.total_float) == (at(start), total_float)


@pytest.mark.parametrize(
    ("constraint", "when"),
    [
        ("SNLT", "2026-03-02 08:00"),
        ("FNLT", "2026-03-03 17:00"),
        ("MSO", "2026-03-02 08:00"),
        ("MFO", "2026-03-03 17:00"),
    ],
)
def test_a_constraint_that_cannot_be_met_wins_and_shows_as_negative_float(constraint, when):
    result = plan(constraint, when)
    assert result["task"].start == MONDAY
    assert result["task"].total_float == result["before"].total_float == -DAY
    assert result["before"].critical
    assert broken_links(result) == [LINKS[0]]


def test_links_can_be_made_to_win():
    result = plan("MFO", "2026-03-03 17:00", honor_constraints=False)
    assert result["task"].start == at("2026-03-03 08:00")
    assert result["task"].total_float == -DAY
    assert broken_links(result) == []


def test_as_late_as_possible_delays_no_one():
    result = plan("ALAP")
    assert result["task"].start == at("2026-03-03 08:00")
    free = schedule([PlanTask("a", 3 * DAY), PlanTask("b", DAY, constraint="ALAP")], start=MONDAY)["b"]
    assert (free.start, free.total_float, free.critical) == (at("2026-03-04 08:00"), 0, True)


def test_a_chain_as_late_as_possible_moves_as_one():
    tasks = [PlanTask(name, DAY, constraint="ALAP") for name in "ab"]
    result = schedule([*tasks, PlanTask("c", 4 * DAY)], [PlanLink("a", "b")], start=MONDAY)
    assert [result[name].start for name in "ab"] == [at("2026-03-04 08:00"), at("2026-03-05 08:00")]


def test_a_deadline_moves_nothing_but_takes_float():
    late = plan(deadline=at("2026-03-03 17:00"))
    assert late["task"].start == at("2026-03-03 08:00")
    assert late["task"].total_float == late["before"].total_float == -DAY
    assert late["after"].total_float == 4 * DAY
    met = plan(deadline=at("2026-03-05 17:00"))
    assert met["task"].total_float == DAY


def test_negative_float_is_explained_by_what_it_endangers():
    result = plan(deadline=at("2026-03-03 17:00"))
    cause = cause_of_late_dates(result, "before")
    assert (cause.kind, cause.task, cause.moment) == ("deadline", "task", at("2026-03-03 17:00"))
    assert cause.path == ["before", "task"]
    fixed = cause_of_late_dates(plan("MSO", "2026-03-02 08:00"), "before")
    assert (fixed.kind, fixed.task) == ("constraint", "task")


def test_the_finish_of_the_plan_can_be_the_cause():
    result = plan(finish=at("2026-03-10 17:00"))
    assert result["long"].total_float == -DAY
    cause = cause_of_late_dates(result, "long")
    assert (cause.kind, cause.task, cause.moment) == ("finish", None, at("2026-03-10 17:00"))


def test_a_constraint_at_the_weekend_counts_from_the_next_working_moment():
    assert plan("SNET", "2026-03-07 12:00")["task"].start == at("2026-03-09 08:00")
    assert plan("MSO", "2026-03-07 12:00")["task"].start == at("2026-03-09 08:00")
    assert plan("MFO", "2026-03-07 12:00")["task"].finish == at("2026-03-06 17:00")


def test_days_are_dates_with_the_last_one_included():
    result = plan()["task"]
    assert (result.start_day, result.finish_day) == (date(2026, 3, 3), date(2026, 3, 4))


def test_critical_is_a_threshold():
    assert not plan()["after"].critical
    assert plan(critical_threshold=4 * DAY)["after"].critical
