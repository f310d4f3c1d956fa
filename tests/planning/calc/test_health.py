"""The 14 checks of a plan's health, each with who offends."""

from datetime import datetime

import pytest

from planning.calc import DAY
from planning.calc.health import HealthCheck, examine
from planning.calc.plan import PlanLink, PlanTask
from planning.calc.schedule import schedule

at = datetime.fromisoformat
MONDAY = at("2026-03-02 08:00")
CHAIN = [PlanTask(name, 2 * DAY) for name in "abcd"]
LINKS = [PlanLink("a", "b"), PlanLink("b", "c"), PlanLink("c", "d")]


def finding(check, tasks=CHAIN, links=LINKS, *, finish=None, status_date=MONDAY, **options):
    result = schedule(tasks, links, start=MONDAY, finish=finish)
    findings = examine(result, status_date=status_date, with_resources="abcd", **options)
    assert [one.check for one in findings] == list(HealthCheck)
    return findings[list(HealthCheck).index(check)]


def changed(name, **values):
    return [task._replace(**values) if task.id == name else task for task in CHAIN]


def test_a_sound_plan_is_healthy():
    result = schedule(CHAIN, LINKS, start=MONDAY)
    findings = examine(result, status_date=MONDAY, with_resources="abcd", baseline_finish={"a": at("2026-03-03 17:00")})
    assert all(one.healthy is not False and not one.tasks and not one.links for one in findings)


def test_loose_ends_are_named_but_not_first_and_last():
    logic = finding("logic", [*CHAIN, PlanTask("loose", DAY)])
    assert (logic.tasks, logic.value, logic.healthy) == (("loose",), 0.2, False)


def test_a_link_of_a_summary_counts_for_its_tasks():
    tasks = [PlanTask("phase"), PlanTask("x", DAY, parent="phase"), PlanTask("y", DAY, parent="phase"), *CHAIN]
    assert finding("logic", tasks, [*LINKS, PlanLink("a", "phase"), PlanLink("phase", "d")]).tasks == ()


def test_leads_and_lags_are_told_apart():
    links = [LINKS[0], PlanLink("b", "c", "FS", -DAY), PlanLink("c", "d", "FS", DAY)]
    assert finding("leads", links=links).links == (links[1],)
    assert finding("lags", links=links).links == (links[2],)
    assert finding("lags", links=links).value == pytest.approx(1 / 3)


def test_links_are_finish_to_start_nine_times_in_ten():
    links = [*LINKS[:2], PlanLink("c", "d", "SS")]
    relationships = finding("relationships", links=links)
    assert (relationships.value, relationships.healthy) == (pytest.approx(2 / 3), False)
    assert relationships.links == (links[2],)


@pytest.mark.parametrize(
    ("kind", "hard"), [("MSO", True), ("MFO", True), ("SNLT", True), ("FNLT", True), ("SNET", False)]
)
def test_hard_constraints_are_those_that_stop_the_logic(kind, hard):
    tasks = changed("b", constraint=kind, constraint_date=at("2026-03-05 08:00"))
    assert finding("hard_constraints", tasks).tasks == (("b",) if hard else ())


def test_float_is_neither_high_nor_negative():
    tasks = [*CHAIN, PlanTask("side", DAY)]
    assert finding("high_float", tasks, [*LINKS, PlanLink("a", "side")], long_minutes=4 * DAY).tasks == ("side",)
    negative = finding("negative_float", changed("b", deadline=at("2026-03-04 17:00")))
    assert (negative.tasks, negative.value, negative.healthy) == (("a", "b"), 0.5, False)


def test_what_counts_as_long_is_a_choice():
    assert finding("high_duration", changed("c", duration_min=16 * DAY)).tasks == ()
    assert finding("high_duration", changed("c", duration_min=16 * DAY), long_minutes=15 * DAY).tasks == ("c",)


def test_nothing_is_planned_in_the_past_or_done_in_the_future():
    friday = at("2026-03-06 08:00")
    assert finding("invalid_dates", status_date=friday).tasks == ("a", "b")
    done = changed("a", actual_start=MONDAY, actual_finish=at("2026-03-09 17:00"))
    assert "a" in finding("invalid_dates", done, status_date=friday).tasks


def test_work_without_anybody_is_named():
    tasks = [*CHAIN, PlanTask("e", DAY), PlanTask("milestone")]
    assert finding("resources", tasks).tasks == ("e",)


def test_missed_tasks_are_later_than_the_baseline_said():
    baseline = {"a": at("2026-03-02 17:00"), "b": at("2026-03-05 17:00"), "c": at("2026-04-01 17:00")}
    missed = finding("missed_tasks", baseline_finish=baseline, status_date=at("2026-03-10 08:00"))
    assert (missed.tasks, missed.value) == (("a",), 0.5)
    assert finding("missed_tasks").value is None


def test_a_delay_reaches_the_finish_of_a_plan_that_hangs_together():
    assert finding("critical_path_test").value == 1
    stuck = changed("d", constraint="MFO", constraint_date=at("2026-03-11 17:00"))
    assert finding("critical_path_test", stuck).tasks == ("a",)
    manual = changed("d", manual_start=at("2026-04-01 08:00"), manual_finish=at("2026-04-02 17:00"))
    broken = finding("critical_path_test", manual)
    assert (broken.healthy, broken.tasks) == (False, ("d",))


def test_the_critical_path_length_index_compares_with_a_target():
    assert finding("critical_path_length_index").value == 1
    late = finding("critical_path_length_index", target_finish=at("2026-03-10 17:00"))
    assert (late.value, late.healthy, late.tasks) == (pytest.approx(7 / 8), False, ("a", "b", "c", "d"))
    promised = finding("critical_path_length_index", finish=at("2026-03-12 17:00"))
    assert promised.value == pytest.approx(9 / 8)


def test_the_baseline_execution_index_compares_done_with_due():
    tasks = changed("a", actual_start=MONDAY, actual_finish=at("2026-03-03 17:00"))
    baseline = {"a": at("2026-03-03 17:00"), "b": at("2026-03-05 17:00")}
    index = finding("baseline_execution_index", tasks, baseline_finish=baseline, status_date=at("2026-03-06 08:00"))
    assert (index.value, index.healthy, index.tasks) == (0.5, False, ("b",))
    assert finding("baseline_execution_index").healthy is None


def test_a_finished_plan_has_little_left_to_judge():
    done = [task._replace(actual_start=MONDAY, actual_finish=at("2026-03-03 17:00")) for task in CHAIN]
    assert finding("critical_path_test", done).value is None
    assert finding("logic", done).value is None
    assert finding("leads", done).value is None
    assert finding("critical_path_length_index", done, status_date=at("2026-04-01")).value is None
