"""MPXJ, an independent implementation, reads what was written as it reads the original, and schedules it alike."""

import importlib.util
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from exchange.mspdi import Plan, read, write
from exchange.mspdi.model import Assignment, Task
from exchange.mspdi.scheduling import to_engine
from exchange.mspdi.working_time import WorkingTime
from tests.exchange.mspdi.files import REFERENCE_PLANS
from tests.exchange.mspdi.made_plan import MADE_PLAN

pytestmark = [pytest.mark.oracle, pytest.mark.mpxj]
each_reference_plan = pytest.mark.parametrize("name", REFERENCE_PLANS)

ORACLE = Path(__file__).with_name("mpxj_oracle.py")
TIME_LIMIT = 180
# The exceptions of this file lie far from its start.
DAYS = {"recurring-calendar-exceptions": ("2000-01-01", 4000)}
MADE = "made"


@pytest.fixture(scope="module")
def answers(reference, tmp_path_factory):
    """What MPXJ says of each original and of the same plan written here, and of the made plan, in one run of Java."""
    if not (shutil.which("java") and importlib.util.find_spec("mpxj") and importlib.util.find_spec("jpype")):
        pytest.skip("MPXJ ABSENT: it needs Java 17 and the packages mpxj and jpype1")
    folder = tmp_path_factory.mktemp("written")
    plans = {name: schedulable(read(reference(name).read_bytes())[0]) for name in REFERENCE_PLANS} | {MADE: MADE_PLAN}
    asked = {}
    for name, plan in plans.items():
        (folder / f"{name}.xml").write_bytes(write(plan))
        days = DAYS.get(name) or (str(plan.project.start.date()), 400)
        asked[str(folder / f"{name}.xml")] = days
        if name != MADE:
            asked[str(reference(name))] = days
    done = subprocess.run(
        [sys.executable, ORACLE],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    by_file = json.loads(done.stdout)
    return {name: (by_file.get(str(reference(name))), by_file[str(folder / f"{name}.xml")]) for name in plans}


def schedulable(plan: Plan) -> Plan:
    """Return the plan with the actual and remaining values that MPXJ's scheduler asks of everything."""
    return replace(
        plan,
        tasks=tuple(_with_durations(task) for task in plan.tasks),
        assignments=tuple(_with_work(assignment) for assignment in plan.assignments),
    )


@each_reference_plan
def test_tasks_and_links_are_the_same(name, answers):
    original, written = answers[name]

    assert _trimmed(written["tasks"]) == _trimmed(original["tasks"])


@each_reference_plan
def test_every_calendar_works_the_same_hours(name, answers):
    """Project's own calendar for "nobody" is not written again."""
    original, written = answers[name]

    assert written["calendars"]
    assert {uid: original["calendars"][uid] for uid in written["calendars"]} == written["calendars"]


@pytest.mark.parametrize("name", [*REFERENCE_PLANS, MADE])
def test_the_engine_sees_the_hours_that_mpxj_sees(name, answers, reference_plan):
    plan = MADE_PLAN if name == MADE else reference_plan(name)
    working_time = WorkingTime(plan.calendars)
    _, written = answers[name]

    for uid, days in written["calendars"].items():
        calendar = working_time.of(int(uid))
        seen = {day: _merged(spans) for day, spans in days.items()}

        assert {day: list(calendar.shifts_on(date.fromisoformat(day))) for day in days} == seen


@each_reference_plan
def test_rates_and_units_are_the_same(name, answers):
    original, written = answers[name]
    named = [_with_zero(rates) for rates in original["rates"] if rates[0]]

    assert [_with_zero(rates) for rates in written["rates"]] == named


@each_reference_plan
def test_mpxj_schedules_what_was_written_as_the_engine_does(name, answers, reference_plan, expected):
    engine_plan = to_engine(reference_plan(name))
    scheduled = {} if not engine_plan.tasks else {dates.id: dates for dates in engine_plan.schedule()}
    _, written = answers[name]
    comparable = [row["uid"] for row in expected(name) if row["cpm_matches"] == "1" and int(row["uid"]) in scheduled]

    assert "refusal" not in written
    assert comparable or len(expected(name)) == 1
    for uid in comparable:
        dates = scheduled[int(uid)]

        assert [f"{dates.start:%Y-%m-%dT%H:%M}", f"{dates.finish:%Y-%m-%dT%H:%M}"] == written["scheduled"][uid], uid


def test_mpxj_schedules_every_kind_of_link_and_calendar_as_the_engine_does(answers):
    _, written = answers[MADE]
    dates = {
        str(task.id): [f"{moment:%Y-%m-%dT%H:%M}" for moment in (task.start, task.finish)]
        for task in to_engine(MADE_PLAN).schedule()
    }

    assert dates == written["scheduled"]


def _with_durations(task: Task) -> Task:
    minutes = task.duration.minutes if task.duration else 0
    actual = task.actual_duration_minutes or minutes * task.percent_complete / 100
    remaining = task.remaining_duration_minutes
    return replace(
        task,
        actual_duration_minutes=actual,
        remaining_duration_minutes=minutes - actual if remaining is None else remaining,
    )


def _with_work(assignment: Assignment) -> Assignment:
    work, actual = assignment.work_minutes or 0.0, assignment.actual_work_minutes or 0.0
    return replace(assignment, work_minutes=work, actual_work_minutes=actual, remaining_work_minutes=work - actual)


def _trimmed(tasks: dict) -> dict:
    return {uid: {**task, "notes": task["notes"].strip()} for uid, task in tasks.items()}


def _with_zero(rates: list[str]) -> list[str]:
    return [{"None": "0"}.get(rate, rate).removesuffix("/h").removesuffix(".0") for rate in rates]


def _merged(spans: list[list[str]]) -> list[tuple[int, int]]:
    """Return MPXJ's spans of a day as minutes, neighbours joined."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((_minute(start), _minute(end) or 1440) for start, end in spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")[:2]
    return int(timedelta(hours=int(hour), minutes=int(minute)).total_seconds() // 60)
