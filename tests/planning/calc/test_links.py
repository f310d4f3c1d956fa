"""Links: four types, lags of three kinds, several predecessors, circles."""

from datetime import datetime

import pytest

from planning.calc import DAY
from planning.calc.calendars import ALWAYS, STANDARD, days_off
from planning.calc.plan import CircularPlanError, DuplicateTaskError, PlanError, PlanLink, PlanTask, UnknownTaskError
from planning.calc.schedule import schedule

at = datetime.fromisoformat
MONDAY = at("2026-03-02 08:00")


def dates(link: PlanLink) -> tuple[datetime, datetime]:
    """Return the dates of "build", two days long, after "design" of three days."""
    tasks = [PlanTask("design", 3 * DAY), PlanTask("build", 2 * DAY)]
    result = schedule(tasks, [link], start=MONDAY)["build"]
    return result.start, result.finish


@pytest.mark.parametrize(
    ("type_", "lag", "start", "finish"),
    [
        ("FS", 0, "2026-03-05 08:00", "2026-03-06 17:00"),
        ("FS", DAY, "2026-03-06 08:00", "2026-03-09 17:00"),
        ("FS", -DAY, "2026-03-04 08:00", "2026-03-05 17:00"),
        ("SS", 0, "2026-03-02 08:00", "2026-03-03 17:00"),
        ("SS", 90, "2026-03-02 09:30", "2026-03-04 09:30"),
        ("FF", 0, "2026-03-03 08:00", "2026-03-04 17:00"),
        ("FF", DAY, "2026-03-04 08:00", "2026-03-05 17:00"),
        ("SF", 3 * DAY, "2026-03-03 08:00", "2026-03-04 17:00"),
        ("SF", 0, "2026-03-02 08:00", "2026-03-03 17:00"),
    ],
)
def test_a_link_holds_back_the_end_it_names(type_, lag, start, finish):
    assert dates(PlanLink("design", "build", type_, lag)) == (at(start), at(finish))


def test_an_elapsed_lag_runs_through_nights_and_weekends():
    assert dates(PlanLink("design", "build", "FS", 2 * 1440, "elapsed"))[0] == at("2026-03-09 08:00")
    assert dates(PlanLink("design", "build", "FS", 17 * 60, "elapsed"))[0] == at("2026-03-05 10:00")


def test_a_lag_in_percent_follows_the_predecessors_duration():
    assert dates(PlanLink("design", "build", "SS", 50, "percent"))[0] == at("2026-03-03 13:00")
    assert dates(PlanLink("design", "build", "FS", -100, "percent"))[0] == MONDAY


def test_a_lag_is_counted_in_the_successors_working_time():
    tasks = [PlanTask("design", DAY), PlanTask("deploy", 60, calendar=ALWAYS)]
    result = schedule(tasks, [PlanLink("design", "deploy", "FS", 120)], start=MONDAY)
    assert result["deploy"].start == at("2026-03-02 19:00")


def test_the_last_of_several_predecessors_counts():
    tasks = [PlanTask("a", DAY), PlanTask("b", 4 * DAY), PlanTask("c", 2 * DAY), PlanTask("end", DAY)]
    result = schedule(tasks, [PlanLink(task, "end") for task in "abc"], start=MONDAY)
    assert result["end"].start == at("2026-03-06 08:00")
    assert [result[task].total_float for task in "abc"] == [3 * DAY, 0, 2 * DAY]
    assert [result[task].free_float for task in "abc"] == [3 * DAY, 0, 2 * DAY]


def test_a_milestone_stands_where_its_last_predecessor_ends():
    result = schedule([PlanTask("a", DAY), PlanTask("go")], [PlanLink("a", "go")], start=MONDAY)
    assert result["go"].start == result["go"].finish == at("2026-03-02 17:00")


def test_each_task_works_by_its_own_calendar():
    strike = STANDARD.with_exceptions(days_off([at("2026-03-04").date()]))
    tasks = [PlanTask("a", 3 * DAY, calendar=strike), PlanTask("b", DAY)]
    result = schedule(tasks, [PlanLink("a", "b")], start=MONDAY)
    assert result["a"].finish == at("2026-03-05 17:00")
    assert result["b"].start == at("2026-03-06 08:00")


@pytest.mark.parametrize(
    ("pairs", "path"),
    [("ab bc ca", "abca"), ("aa", "aa"), ("xa ab ba", "aba")],
)
def test_a_circle_is_refused_with_its_path(pairs, path):
    tasks = [PlanTask(name, DAY) for name in "abcx"]
    with pytest.raises(CircularPlanError) as refused:
        schedule(tasks, [PlanLink(*pair) for pair in pairs.split()], start=MONDAY)
    *circle, again = refused.value.path
    assert again == circle[0]
    assert "".join(circle) in path[:-1] * 2


def test_a_circle_through_a_lag_is_a_circle_too():
    links = [PlanLink("a", "b", "SS", 60), PlanLink("b", "a", "SS", -120)]
    with pytest.raises(CircularPlanError, match=r"a → b → a|b → a → b"):
        schedule([PlanTask("a", 60), PlanTask("b", 60)], links, start=MONDAY)


def test_a_link_to_nowhere_is_refused():
    with pytest.raises(UnknownTaskError) as refused:
        schedule([PlanTask("a", 60)], [PlanLink("a", "ghost")], start=MONDAY)
    assert refused.value.task == "ghost"


def test_two_tasks_of_one_name_are_refused():
    with pytest.raises(DuplicateTaskError) as refused:
        schedule([PlanTask("a", 60), PlanTask("b"), PlanTask("a")], start=MONDAY)
    assert refused.value.task == "a"


def test_a_plan_needs_an_anchor():
    with pytest.raises(PlanError, match="start or a finish"):
        schedule([PlanTask("a", 60)])


def test_an_empty_plan_takes_no_time():
    result = schedule([], start=MONDAY)
    assert (result.start, result.finish, result.length, list(result)) == (MONDAY, MONDAY, 0, [])
