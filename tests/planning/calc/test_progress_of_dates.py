"""Work that has begun: actual dates stay, what is left follows the status date; manual tasks stay too."""

from datetime import datetime

from planning.calc import DAY
from planning.calc.paths import broken_links, driving_path
from planning.calc.plan import PlanLink, PlanTask
from planning.calc.schedule import schedule

at = datetime.fromisoformat
MONDAY = at("2026-03-02 08:00")


def two(first: PlanTask, **options):
    """Return the schedule of a task and a day of "next" after it."""
    return schedule([first, PlanTask("next", DAY)], [PlanLink(first.id, "next")], start=MONDAY, **options)


def test_a_finished_task_keeps_its_dates_and_is_not_critical():
    done = PlanTask("a", 3 * DAY, actual_start=at("2026-03-03 08:00"), actual_finish=at("2026-03-05 12:00"))
    result = two(done)
    assert (result["a"].start, result["a"].finish) == (done.actual_start, done.actual_finish)
    assert (result["a"].late_start, result["a"].total_float, result["a"].critical) == (done.actual_start, 0, False)
    assert result["next"].start == at("2026-03-05 13:00")


def test_a_finish_alone_gives_the_start():
    assert two(PlanTask("a", DAY, actual_finish=at("2026-03-05 17:00")))["a"].start == at("2026-03-05 08:00")


def test_a_task_that_has_begun_keeps_its_start_and_takes_its_time():
    result = two(PlanTask("a", 2 * DAY, actual_start=at("2026-03-04 08:00"), remaining_min=DAY))
    assert (result["a"].start, result["a"].finish) == (at("2026-03-04 08:00"), at("2026-03-05 17:00"))
    assert result["a"].critical


def test_what_is_left_lies_after_the_status_date():
    begun = PlanTask("a", 2 * DAY, actual_start=MONDAY, remaining_min=DAY)
    result = two(begun, status_date=at("2026-03-09 08:00"))
    assert (result["a"].start, result["a"].finish) == (MONDAY, at("2026-03-09 17:00"))
    assert result["next"].start == at("2026-03-10 08:00")


def test_what_has_not_begun_lies_after_the_status_date():
    assert two(PlanTask("a", DAY), status_date=at("2026-03-09 08:00"))["a"].start == at("2026-03-09 08:00")


def test_work_ahead_of_its_predecessor_waits_with_the_rest():
    early = PlanTask("b", 2 * DAY, actual_start=MONDAY, remaining_min=DAY)
    tasks, links = [PlanTask("a", 3 * DAY), early], [PlanLink("a", "b")]
    result = schedule(tasks, links, start=MONDAY, status_date=at("2026-03-03 08:00"))
    assert result["b"].finish == at("2026-03-06 17:00")
    assert broken_links(result) == links


def test_what_is_left_waits_for_a_finish_link_too():
    begun = PlanTask("b", 2 * DAY, actual_start=MONDAY, remaining_min=DAY)
    links = [PlanLink("a", "b", "FF", DAY)]
    result = schedule([PlanTask("a", 3 * DAY), begun], links, start=MONDAY, status_date=MONDAY)
    assert result["b"].finish == at("2026-03-05 17:00")


def test_a_manual_task_stays_and_its_successors_follow():
    manual = PlanTask("b", DAY, manual_start=at("2026-03-10 10:00"))
    tasks, links = [PlanTask("a", 2 * DAY), manual, PlanTask("c", DAY)], [PlanLink("a", "b"), PlanLink("b", "c")]
    result = schedule(tasks, links, start=MONDAY)
    assert (result["b"].start, result["b"].finish) == (at("2026-03-10 10:00"), at("2026-03-11 10:00"))
    assert result["c"].start == at("2026-03-11 10:00")
    assert driving_path(result, "c") == ["b", "c"]


def test_a_manual_task_ahead_of_its_predecessor_breaks_the_link():
    manual = PlanTask("b", DAY, manual_start=MONDAY, manual_finish=at("2026-03-02 20:00"))
    links = [PlanLink("a", "b")]
    result = schedule([PlanTask("a", 2 * DAY), manual], links, start=MONDAY)
    assert result["b"].finish == at("2026-03-02 20:00")
    assert broken_links(result) == links


def test_a_task_held_back_by_levelling_starts_then():
    result = two(PlanTask("a", DAY, not_before=at("2026-03-04 08:00")))
    assert result["a"].start == at("2026-03-04 08:00")
