"""What a task of the file says of work that was done, as status, percent and actual days."""

from datetime import date
from typing import Any

from exchange.mspdi import Place
from exchange.mspdi.errors import gettext_noop
from exchange.mspdi.model import Task as FileTask
from exchange.mspdi.report import Recorder
from exchange.services.draft.days import finish_day, start_day
from planning.calc.calendars import Calendar
from planning.models import Task

TO_COME = gettext_noop("Its actual dates have not come yet; it comes in as not started.")
UNDATED = gettext_noop("It has progress but no dates; it comes in as not started.")


def progress_of(task: FileTask, calendar: Calendar, on: date, recorder: Recorder) -> dict[str, Any]:
    """Columns of a task without parts. Actual days after `on` and progress without any date are not taken over."""
    if task.percent_complete == 100 or task.actual_finish:
        values = _done(task, calendar)
    elif task.percent_complete or task.actual_start:
        values = _begun(task, calendar)
    else:
        return {}
    place = Place("Task", task.uid, task.name)
    days = [values.get(name) for name in ("actual_start", "actual_finish") if name in values]
    if None in days:
        recorder.drop(place, "PercentComplete", UNDATED)
        return {}
    if any(day and day > on for day in days):
        recorder.drop(place, "ActualStart", TO_COME)
        return {}
    return values


def _done(task: FileTask, calendar: Calendar) -> dict[str, Any]:
    end = task.actual_finish or task.finish
    begin = task.actual_start or task.start or end
    finish = finish_day(calendar, end) if end else None
    start = start_day(calendar, begin) if begin else None
    if start and finish and start > finish:
        start = finish
    return {"status": Task.Status.DONE, "percent": 100, "actual_start": start, "actual_finish": finish}


def _begun(task: FileTask, calendar: Calendar) -> dict[str, Any]:
    begin = task.actual_start or task.start
    left = task.remaining_duration_minutes
    return {
        "status": Task.Status.IN_PROGRESS,
        "percent": task.percent_complete,
        "actual_start": start_day(calendar, begin) if begin else None,
        "remaining": round(left) if left is not None and task.actual_start else None,
    }
