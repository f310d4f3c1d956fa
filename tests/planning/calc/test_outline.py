"""Summary tasks: dates derived, links and constraints handed down."""

from datetime import datetime

import pytest

from planning.calc import DAY
from planning.calc.paths import cause_of_late_dates, driving_path
from planning.calc.plan import CircularPlanError, PlanLink, PlanTask, UnknownTaskError
from planning.calc.schedule import schedule

at = datetime.fromisoformat
MONDAY = at("2026-03-02 08:00")
BRANCH = [
    PlanTask("phase"),
    PlanTask("a", 2 * DAY, parent="phase"),
    PlanTask("part", parent="phase"),
    PlanTask("b", DAY, parent="part"),
    PlanTask("c", 3 * DAY, parent="part"),
    PlanTask("other", DAY),
]


def plan(*links, **phase):
    tasks = [task._replace(**phase) if task.id == "phase" else task for task in BRANCH]
    return schedule(tasks, links, start=MONDAY)


def test_a_summary_spans_what_is_below_it():
    result = plan(PlanLink("a", "b"))
    assert (result["phase"].start, result["phase"].finish) == (MONDAY, at("2026-03-04 17:00"))
    assert (result["part"].start, result["part"].finish) == (MONDAY, at("2026-03-04 17:00"))
    assert result["phase"].critical


def test_a_summary_that_waits_holds_back_its_whole_branch():
    result = plan(PlanLink("other", "phase", "FS", DAY))
    assert {result[name].start for name in "abc"} == {at("2026-03-04 08:00")}
    assert result["other"].total_float == 0


def test_who_waits_for_a_summary_waits_for_its_last_task():
    result = plan(PlanLink("phase", "other"))
    assert result["other"].start == at("2026-03-05 08:00")
    assert [result[name].total_float for name in "abc"] == [DAY, 2 * DAY, 0]


def test_a_task_can_start_with_a_summary():
    tasks = [*BRANCH, PlanTask("late", 4 * DAY)]
    result = schedule(tasks, [PlanLink("other", "phase"), PlanLink("phase", "late", "SS", DAY)], start=MONDAY)
    assert result["late"].start == at("2026-03-04 08:00")
    assert result["other"].total_float == result["a"].total_float == 0
    assert driving_path(result, "late")[0] == "other"


def test_a_finish_link_on_a_summary_holds_back_each_finish_below():
    tasks = [*BRANCH, PlanTask("long", 5 * DAY)]
    result = schedule(tasks, [PlanLink("long", "phase", "FF")], start=MONDAY)
    assert {result[name].finish for name in "abc"} == {at("2026-03-06 17:00")}


def test_a_percent_lag_after_a_summary_follows_its_derived_duration():
    result = plan(PlanLink("phase", "other", "SS", 100, "percent"))
    assert result["other"].start == at("2026-03-05 08:00")


def test_a_summary_may_not_start_before_its_constraint():
    result = plan(constraint="SNET", constraint_date=at("2026-03-05 08:00"))
    assert {result[name].start for name in "abc"} == {at("2026-03-05 08:00")}


def test_a_deadline_of_a_summary_counts_for_its_branch():
    result = plan(deadline=at("2026-03-03 17:00"))
    assert [result[name].total_float for name in "abc"] == [0, DAY, -DAY]
    assert result["phase"].total_float == -DAY
    cause = cause_of_late_dates(result, "c")
    assert (cause.kind, cause.task, cause.path) == ("deadline", "phase", ["c", "part", "phase"])


def test_a_late_date_inside_a_summary_may_come_from_a_successor_outside():
    result = plan(PlanLink("b", "other", "FS", DAY))
    cause = cause_of_late_dates(result, "b")
    assert (cause.kind, cause.path) == ("finish", ["b", "other"])


def test_the_path_to_a_task_runs_through_the_last_of_a_summary():
    result = plan(PlanLink("a", "c"), PlanLink("phase", "other"))
    assert driving_path(result, "other") == ["a", "c", "other"]
    assert driving_path(result, "phase") == ["a", "c"]


@pytest.mark.parametrize("pair", [("phase", "a"), ("a", "phase"), ("phase", "b"), ("b", "part")])
def test_a_summary_cannot_wait_for_its_own_branch(pair):
    with pytest.raises(CircularPlanError) as refused:
        plan(PlanLink(*pair))
    assert set(pair) <= set(refused.value.path)


def test_an_outline_in_a_circle_is_refused():
    tasks = [PlanTask("a", parent="b"), PlanTask("b", parent="a"), PlanTask("c", parent="b"), PlanTask("d")]
    with pytest.raises(CircularPlanError) as refused:
        schedule(tasks, [PlanLink("d", "a", "FF")], start=MONDAY)
    assert refused.value.path in (["a", "b", "a"], ["b", "a", "b"])


def test_a_parent_that_is_not_there_is_refused():
    with pytest.raises(UnknownTaskError):
        schedule([PlanTask("a", parent="ghost")], start=MONDAY)
