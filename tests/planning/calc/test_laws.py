"""What holds for every plan."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from planning.calc.calendars import ALWAYS, STANDARD, Calendar, minute_of
from planning.calc.paths import broken_links, longest_path
from planning.calc.plan import PlanLink, PlanTask
from planning.calc.schedule import schedule

MONDAY = datetime.fromisoformat("2026-03-02 08:00")
NIGHTS = Calendar({weekday: [(20 * 60, 28 * 60)] for weekday in range(7)})
TYPES = st.sampled_from(["FS", "FS", "SS", "FF", "SF"])
FINISH_TO_START = st.just("FS")
LAGS = st.one_of(st.just((0, "working")), st.tuples(st.integers(-600, 1200), st.sampled_from(["working", "elapsed"])))


WORKING = st.tuples(st.integers(-600, 1200), st.just("working"))


@st.composite
def plans(draw, calendars=(None,), types=TYPES, lags=LAGS, outline=False):
    """Draw tasks and links that run from earlier to later tasks; with `outline`, the first tasks are summaries."""
    count = draw(st.integers(1, 9))
    tasks = [
        PlanTask(task, draw(st.integers(0, 2000)), calendar=draw(st.sampled_from(calendars))) for task in range(count)
    ]
    pairs = st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=14)
    links = [PlanLink(*sorted(pair), draw(types), *draw(lags)) for pair in draw(pairs) if pair[0] != pair[1]]
    if outline and count > 3:
        tasks = [PlanTask("s"), PlanTask("t", parent="s")] + [
            task._replace(parent=draw(st.sampled_from([None, "s", "t"]))) for task in tasks
        ]
        tasks.append(PlanTask("leaf", 60, parent="t"))
    return tasks, links


def finish(tasks, links, **options):
    return schedule(tasks, links, start=MONDAY, **options).finish


@settings(deadline=None)
@given(plans(calendars=(None, ALWAYS, NIGHTS), outline=True))
def test_every_link_is_respected_and_no_task_is_late(plan):
    result = schedule(*plan, start=MONDAY)
    assert broken_links(result) == []
    for task in result:
        assert MONDAY <= task.early_start <= task.early_finish <= result.finish


@settings(deadline=None)
@given(plans(calendars=(None, ALWAYS, NIGHTS), outline=True))
def test_early_is_not_after_late_and_total_float_not_less_than_free_float(plan):
    for task in schedule(*plan, start=MONDAY):
        assert task.early_finish <= task.late_finish
        assert task.total_float >= task.free_float >= 0


@settings(deadline=None)
@given(plans(calendars=(None, ALWAYS, NIGHTS)), st.data())
def test_a_link_never_shortens_the_plan(plan, data):
    tasks, links = plan
    pair = sorted(data.draw(st.tuples(*[st.integers(0, len(tasks) - 1)] * 2)))
    if pair[0] != pair[1]:
        more = PlanLink(*pair, data.draw(TYPES), *data.draw(LAGS))
        assert finish(tasks, [*links, more]) >= finish(tasks, links)


@settings(deadline=None)
@given(plans(types=FINISH_TO_START, lags=WORKING), st.data(), st.integers(0, 600))
def test_a_task_that_outgrows_its_float_delays_the_plan_by_the_rest(plan, data, minutes):
    tasks, links = plan
    before = schedule(tasks, links, start=MONDAY)
    row = data.draw(st.integers(0, len(tasks) - 1))
    grown = tasks[row]._replace(duration_min=tasks[row].duration_min + minutes)
    after = schedule([*tasks[:row], grown, *tasks[row + 1 :]], links, start=MONDAY)
    assert after.length == before.length + max(0, minutes - before[row].total_float)


@settings(deadline=None)
@given(plans(lags=WORKING))
def test_some_path_has_the_least_float(plan):
    result = schedule(*plan, start=MONDAY)
    path = longest_path(result)
    assert path
    assert {result[task].total_float for task in path} == {int(result.total_float.min())} == {0}


@settings(deadline=None)
@given(plans(lags=WORKING))
def test_the_reversed_network_swaps_early_and_late(plan):
    tasks, links = plan
    mirrored = {"FS": "FS", "SF": "SF", "SS": "FF", "FF": "SS"}
    backwards = [PlanLink(link.succ, link.pred, mirrored[link.type], link.lag) for link in links]
    result = schedule(tasks, links, start=MONDAY, calendar=ALWAYS)
    mirror = schedule(tasks, backwards, start=MONDAY, calendar=ALWAYS)
    assert mirror.finish == result.finish
    span = minute_of(result.finish) + minute_of(MONDAY)
    assert (span - mirror.late_finish).tolist() == result.early_start.tolist()
    assert (span - mirror.early_finish).tolist() == result.late_start.tolist()


@settings(deadline=None)
@given(plans(lags=WORKING), st.integers(0, 5000))
def test_moving_the_start_moves_every_date_by_the_same_working_time(plan, minutes):
    here = schedule(*plan, start=MONDAY)
    there = schedule(*plan, start=STANDARD.add(MONDAY, minutes))
    for ours, theirs in zip(here, there, strict=True):
        for moment in ("early_start", "early_finish", "late_start", "late_finish"):
            assert STANDARD.between(getattr(ours, moment), getattr(theirs, moment)) == minutes
        assert (ours.total_float, ours.free_float) == (theirs.total_float, theirs.free_float)


@settings(deadline=None)
@given(plans(calendars=(None, ALWAYS, NIGHTS), outline=True))
def test_a_plan_back_from_its_finish_ends_there_and_respects_every_link(plan):
    end = MONDAY + timedelta(days=30, hours=9)
    result = schedule(*plan, finish=end)
    assert result.finish <= end
    assert broken_links(result) == []


@settings(deadline=None)
@given(plans())
def test_running_back_from_the_early_finish_takes_no_longer(plan):
    forward = schedule(*plan, start=MONDAY)
    backward = schedule(*plan, finish=forward.finish)
    assert backward.start >= forward.start
    assert backward.finish == forward.finish


@settings(deadline=None)
@given(plans(calendars=(None, ALWAYS, NIGHTS)), st.data())
def test_free_float_delays_no_one(plan, data):
    tasks, links = plan
    before = schedule(tasks, links, start=MONDAY)
    row = data.draw(st.integers(0, len(tasks) - 1))
    minutes = data.draw(st.integers(0, before[row].free_float))
    begun = (tasks[row].calendar or STANDARD).add(before[row].start, minutes)
    after = schedule([*tasks[:row], tasks[row]._replace(not_before=begun), *tasks[row + 1 :]], links, start=MONDAY)
    for other, task in enumerate(tasks):
        if other != row:
            assert (task.calendar or STANDARD).between(before[other].start, after[other].start) == 0
    assert STANDARD.between(before.finish, after.finish) == 0


@settings(deadline=None)
@given(plans(calendars=(None, NIGHTS), outline=True), st.data())
def test_a_plan_without_negative_float_keeps_every_link_and_constraint(plan, data):
    tasks, links = plan
    kinds = st.sampled_from(["ASAP", "ALAP", "SNET", "SNLT", "FNET", "FNLT", "MSO", "MFO"])
    days = st.integers(-2, 9).map(lambda days: MONDAY + timedelta(days=days))
    tasks = [
        task._replace(
            constraint=data.draw(kinds), constraint_date=data.draw(days), deadline=data.draw(days | st.none())
        )
        for task in tasks
    ]
    result = schedule(tasks, links, start=MONDAY)
    if result.total_float.min() >= 0:
        assert broken_links(result) == []
        for task, dates in zip(tasks, result, strict=True):
            if not isinstance(task.id, int):
                continue
            worked = (task.calendar or STANDARD).between
            at = task.constraint_date
            assert task.constraint not in ("SNET", "MSO") or worked(at, dates.start) >= 0
            assert task.constraint not in ("FNET", "MFO") or worked(at, dates.finish) >= 0
            assert task.constraint not in ("SNLT", "MSO") or worked(at, dates.start) <= 0
            assert task.constraint not in ("FNLT", "MFO") or worked(at, dates.finish) <= 0
            assert task.deadline is None or worked(task.deadline, dates.finish) <= 0
