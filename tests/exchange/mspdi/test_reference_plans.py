"""Plans saved by Microsoft Project come in as MPXJ reads them (field by field, task by task, link by link)."""

import pytest

from exchange.mspdi.codes import LinkType
from exchange.mspdi.model import Plan, Task
from tests.exchange.mspdi.files import REFERENCE_PLANS

pytestmark = [pytest.mark.oracle, pytest.mark.parametrize("name", REFERENCE_PLANS)]

INITIALS = {
    LinkType.FINISH_TO_START: "FS",
    LinkType.START_TO_START: "SS",
    LinkType.FINISH_TO_FINISH: "FF",
    LinkType.START_TO_FINISH: "SF",
}


def test_every_row_becomes_a_task(name, reference_plan, expected):
    rows = [(row["uid"], row["id"], row["name"]) for row in expected(name)]

    assert [(str(task.uid), str(task.id), task.name) for task in reference_plan(name).tasks] == rows


def test_the_outline_is_the_same(name, reference_plan, expected):
    rows = [(int(row["outline_level"]), row["wbs"], row["summary"] == "1") for row in expected(name)]

    assert [(task.outline_level, task.wbs, task.summary) for task in reference_plan(name).tasks] == rows


def test_the_links_and_their_lags_are_the_same(name, reference_plan, expected):
    plan = reference_plan(name)
    wanted = [(int(row["uid"]), link) for row in expected(name) for link in row["predecessors"].split(";") if link]

    assert sorted(_spelled_links(plan)) == sorted(wanted)


def test_durations_work_and_cost_are_the_same(name, reference_plan, expected):
    for task, row in zip(reference_plan(name).tasks, expected(name), strict=True):
        minutes = task.duration.minutes if task.duration else 0

        assert minutes == pytest.approx(float(row["duration_min"] or 0), abs=0.05)
        assert task.work_minutes or pytest.approx(float(row["work_min"] or 0), abs=0.05) == 0
        assert float(task.cost or 0) == pytest.approx(float(row["cost"] or 0), abs=0.005)


def test_dates_and_constraints_are_the_same(name, reference_plan, expected):
    columns = ("start", "finish", "constraint_date", "baseline_start", "baseline_finish")
    rows = [
        (row["constraint_type"], *(row[column][: len("2026-03-02T09:00")] for column in columns))
        for row in expected(name)
    ]

    assert [_dates(task) for task in reference_plan(name).tasks] == rows


def test_marks_and_progress_are_the_same(name, reference_plan, expected):
    columns = ("milestone", "manual", "active", "percent_complete")
    rows = [tuple(float(row[column]) for column in columns) for row in expected(name)]
    tasks = reference_plan(name).tasks

    assert [(task.milestone, task.manual, task.active, task.percent_complete) for task in tasks] == rows


def test_task_calendars_are_the_same(name, reference_plan, expected):
    plan = reference_plan(name)
    names = {calendar.uid: calendar.name for calendar in plan.calendars}

    assert [names.get(task.calendar_uid, "") for task in plan.tasks] == [row["calendar"] for row in expected(name)]


def _spelled_links(plan: Plan) -> list[tuple[int, str]]:
    day, week = plan.project.minutes_per_day, plan.project.minutes_per_week
    minutes = {"m": 1, "h": 60, "d": day, "w": week}
    spelled = []
    for link in plan.links:
        unit = link.lag.unit.value
        lag = f"+{link.lag.amount / minutes[unit]}{unit}" if link.lag.amount else ""
        spelled.append((link.successor_uid, f"{link.predecessor_uid}{INITIALS[link.type]}{lag}"))
    return spelled


def _dates(task: Task) -> tuple[str, ...]:
    frozen = next((baseline for baseline in task.baselines if baseline.number == 0), None)
    moments = (task.start, task.finish, task.constraint_date, frozen and frozen.start, frozen and frozen.finish)
    return task.constraint.name, *(f"{moment:%Y-%m-%dT%H:%M}" if moment else "" for moment in moments)
