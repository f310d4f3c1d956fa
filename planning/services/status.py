"""Status, percent and actual dates of a task tell one story: a change to one of them completes the others."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ecompm.core.errors import Invalid
from planning.models import Task

Status = Task.Status
STORY = frozenset({"status", "percent", "actual_start", "actual_finish"})
ALMOST = 95
"""Percent of a finished task that is taken up again, unless somebody says more precisely."""


def consistent(task: Task, values: Mapping[str, Any], at: datetime, on: date) -> dict[str, Any]:
    """The values with what follows from them: done is 100 % and has a finish, started has a start, and so on.

    `at` is the moment and `on` the day of the change. Raises Invalid where the values contradict one another.
    """
    if not STORY & values.keys():
        return dict(values)
    status = _status(task, values)
    full = {**values, "status": status, **_FOLLOW[Status(status)](task, values, on)}
    _check(full, on)
    if status != task.status:
        full["status_since"] = at
    if status in (Status.DONE, Status.CANCELLED):
        full |= {"blocked_reason": "", "blocked_since": None, "waits_for": None}
    return full


def _status(task: Task, values: Mapping[str, Any]) -> str:
    """The status that is stated, else the one that percent and actual dates mean."""
    if "status" in values:
        return str(values["status"])
    if values.get("actual_finish") or values.get("percent") == 100:
        return Status.DONE
    reopened = task.status == Status.DONE and (values.get("percent") is not None or "actual_finish" in values)
    begun = task.status == Status.TODO and bool(values.get("percent") or values.get("actual_start"))
    return Status.IN_PROGRESS if reopened or begun else task.status


def _when_todo(task: Task, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    if values.get("percent"):
        raise Invalid(fields={"percent": [_("A task that is still to do has 0 %. Choose another status.")]})
    return {"percent": 0, "actual_start": None, "actual_finish": None, "remaining": None}


def _when_started(task: Task, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    percent = values.get("percent", task.percent)
    if percent == 100:
        percent = ALMOST if task.status == Status.DONE or "percent" not in values else percent
    if percent == 100:
        raise Invalid(fields={"percent": [_("100 % is done. Choose the status Done or a lower percentage.")]})
    start = values.get("actual_start") or task.actual_start or on
    return {"percent": percent, "actual_start": start, "actual_finish": None}


def _when_done(task: Task, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    finish = values.get("actual_finish") or task.actual_finish or on
    planned = task.start.date() if task.start else finish
    start = values.get("actual_start") or task.actual_start or min(planned, finish)
    return {"percent": 100, "actual_start": start, "actual_finish": finish, "remaining": None}


def _when_cancelled(task: Task, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    return {}


_FOLLOW = {
    Status.TODO: _when_todo,
    Status.IN_PROGRESS: _when_started,
    Status.IN_REVIEW: _when_started,
    Status.DONE: _when_done,
    Status.CANCELLED: _when_cancelled,
}


def _check(values: Mapping[str, Any], on: date) -> None:
    for name in ("actual_start", "actual_finish"):
        if (day := values.get(name)) and day > on:
            raise Invalid(fields={name: [_("This day has not come yet.")]})
