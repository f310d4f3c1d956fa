"""Which tasks set a date."""

from datetime import datetime

from planning.calc import DAY
from planning.calc.calendars import ALWAYS
from planning.calc.paths import driving_path, longest_path
from planning.calc.plan import PlanLink, PlanTask
from planning.calc.schedule import schedule

MONDAY = datetime.fromisoformat("2026-03-02 08:00")
TASKS = [PlanTask("a", DAY), PlanTask("b", 2 * DAY), PlanTask("c", DAY), PlanTask("d", 5 * DAY), PlanTask("e", DAY)]
LINKS = [PlanLink("a", "b"), PlanLink("a", "c"), PlanLink("b", "e"), PlanLink("c", "e"), PlanLink("a", "d")]


def test_the_longest_path_ends_with_the_plan():
    assert longest_path(schedule(TASKS, LINKS, start=MONDAY)) == ["a", "d"]


def test_the_longest_path_is_found_where_float_misleads():
    tasks = [*TASKS[:4], TASKS[4]._replace(deadline=MONDAY)]
    result = schedule(tasks, LINKS, start=MONDAY)
    assert longest_path(result) == ["a", "d"]
    assert result["c"].critical


def test_the_path_to_a_task_ends_with_it():
    assert driving_path(schedule(TASKS, LINKS, start=MONDAY), "e") == ["a", "b", "e"]


def test_a_path_stops_where_a_date_was_chosen():
    tasks = [
        *TASKS[:2],
        TASKS[2]._replace(constraint="SNET", constraint_date=datetime.fromisoformat("2026-03-10 08:00")),
        *TASKS[3:],
    ]
    assert driving_path(schedule(tasks, LINKS, start=MONDAY), "e") == ["c", "e"]


def test_a_path_runs_through_every_kind_of_link():
    links = [PlanLink("a", "b", "SS", 60), PlanLink("b", "c", "FF", 60), PlanLink("c", "d", "SF", 7 * DAY)]
    assert driving_path(schedule(TASKS, links, start=MONDAY), "d") == ["a", "b", "c", "d"]


def test_a_path_crosses_calendars():
    tasks = [PlanTask("a", 60, calendar=ALWAYS), PlanTask("b", DAY)]
    evening = MONDAY.replace(hour=20)
    assert driving_path(schedule(tasks, [PlanLink("a", "b")], start=evening), "b") == ["a", "b"]


def test_parallel_paths_are_all_named():
    tasks = [PlanTask(name, DAY) for name in "abc"]
    result = schedule(tasks, [PlanLink("a", "c"), PlanLink("b", "c")], start=MONDAY)
    assert sorted(longest_path(result)) == ["a", "b", "c"]
