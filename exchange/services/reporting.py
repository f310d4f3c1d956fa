"""The report of a dry run, as plain values for JSON: what comes in, what is left out and why, the dates.

Reasons are kept in English and translated when they are shown.
"""

from collections.abc import Mapping
from typing import Any

from exchange.mspdi import Dropped, MspdiError
from exchange.services.draft import Draft
from exchange.services.preview import Preview
from planning import working_time
from planning.models import Task
from planning.services.plans import NewTask

SHOWN = 200
"""Rows of dates that are kept."""


def report_of(draft: Draft, preview: Preview, people: Mapping[str, Any]) -> dict[str, Any]:
    """The report; `people` are the persons who were found, by the code of their role."""
    rows = [_dates(draft, preview, task) for task in draft.tasks]
    moved = [row for row in rows if row["moved"]]
    return {
        "project": {"name": draft.name, "day": draft.day.isoformat(), "forward": draft.forward},
        "counts": _counts(draft),
        "people": [
            {"code": one.code, "name": one.name, "email": one.email, "person": _pk(people.get(one.code))}
            for one in draft.people
            if one.has_role
        ],
        "dropped": [_loss(one) for one in draft.report.dropped],
        "dropped_total": draft.report.dropped_total,
        "start": _day(preview.start and preview.start.date()),
        "finish": _day(working_time.last_day(preview.start, preview.finish)),
        "moved": len(moved),
        "moved_rows": moved[:SHOWN],
        "outline": [row for row in rows if row["top"]][:SHOWN],
    }


def refusal_of(error: MspdiError) -> dict[str, Any]:
    """Why a file was refused, to be told in any language."""
    return {
        "message": error.message,
        "params": {name: value if isinstance(value, int) else str(value) for name, value in error.params.items()},
        "place": str(error.place) if error.place else "",
    }


def _counts(draft: Draft) -> dict[str, int]:
    values = [task.values for task in draft.tasks]
    parents = {task.parent for task in draft.tasks}
    return {
        "tasks": len(draft.tasks),
        "summaries": sum(task.key in parents for task in draft.tasks),
        "milestones": sum(one.get("kind") == Task.Kind.MILESTONE for one in values),
        "links": len(draft.links),
        "people": sum(one.has_role for one in draft.people),
        "equipment": sum(not one.has_role for one in draft.people),
        "assignments": len(draft.work),
        "calendars": 1 + len(draft.calendars),
        "exceptions": sum(len(one.exceptions) for one in (draft.calendar, *draft.calendars)),
        "progress": sum(one.get("status") in (Task.Status.DONE, Task.Status.IN_PROGRESS) for one in values),
        "constraints": sum("constraint_date" in one or one["constraint"] == "ALAP" for one in values),
        "deadlines": sum(one["deadline"] is not None for one in values),
        "manual": sum(bool(one.get("manual")) for one in values),
        "baselines": len(draft.baselines),
    }


def _dates(draft: Draft, preview: Preview, task: NewTask) -> dict[str, Any]:
    """One task: its days here and in the file; `top` rows are those of the first level."""
    start, finish = preview.dates[task.key]
    stated = draft.file_dates[task.key]
    here = (_day(start and start.date()), _day(working_time.last_day(start, finish)))
    there = (_day(stated.start and stated.start.date()), _day(working_time.last_day(stated.start, stated.finish)))
    return {
        "uid": int(task.key),
        "name": task.name,
        "start": here[0],
        "finish": here[1],
        "file_start": there[0],
        "file_finish": there[1],
        "moved": bool(there[0] and there[1]) and here != there,
        "top": task.parent is None,
    }


def _loss(one: Dropped) -> list[Any]:
    return [one.place.kind, one.place.uid, one.place.name[:120], one.field, one.reason, one.count]


def _pk(person: Any) -> int | None:
    return person.pk if person else None


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
