"""What one part of the file says of another must be true; where it can be mended, it is, and the report says so."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from exchange.mspdi.errors import MspdiError, Place, gettext_noop
from exchange.mspdi.fields import Fields
from exchange.mspdi.model import Assignment, Calendar, Link, Project, Resource, Task
from exchange.mspdi.report import Recorder

DEEPEST_BASE = 10
NO_CALENDAR = gettext_noop("The calendar it names is not in the file; the calendar of the project counts.")
LINKED_TWICE = gettext_noop("These two tasks are linked already; the first link counts.")
WITHOUT_PREDECESSOR = gettext_noop("The predecessor was left out.")

HasCalendar = TypeVar("HasCalendar", Project, Task, Resource)


def new_uid(fields: Fields, uid: int, known: Collection[int]) -> None:
    """Refuse a UID that another element of the same kind has."""
    if uid in known:
        fields.refuse(
            gettext_noop("UID %(value)s is used twice. Give each its own, and mend what refers to it."), "UID"
        )


def calendar_of(owner: HasCalendar, place: Place, known: Mapping[int, Calendar], recorder: Recorder) -> HasCalendar:
    """Return the owner, without its calendar when the file does not hold it."""
    if owner.calendar_uid is None or owner.calendar_uid in known:
        return owner
    recorder.drop(place, "CalendarUID", NO_CALENDAR)
    return replace(owner, calendar_uid=None)


def calendars(known: Mapping[int, Calendar], recorder: Recorder) -> dict[int, Calendar]:
    """Return the calendars by UID, each resting on one that exists; refuse circles and long chains."""
    checked = {}
    for calendar in known.values():
        if calendar.base_uid is not None and calendar.base_uid not in known:
            recorder.drop(_place(calendar), "BaseCalendarUID", NO_CALENDAR)
            calendar = replace(calendar, base_uid=None)
        checked[calendar.uid] = calendar
    for calendar in checked.values():
        _check_base(calendar, checked)
    return checked


def links(
    found: Collection[Link], tasks: Mapping[int, Task], left_out: Collection[int], recorder: Recorder
) -> tuple[Link, ...]:
    """Return the links between tasks of this plan, one for each pair; refuse those to tasks that never were."""
    kept: dict[tuple[int, int], Link] = {}
    for link in found:
        successor = tasks[link.successor_uid]
        place = Place("Task", successor.uid, successor.name)
        pair = (link.predecessor_uid, link.successor_uid)
        if link.predecessor_uid in left_out:
            recorder.drop(place, "PredecessorLink", WITHOUT_PREDECESSOR)
        elif link.predecessor_uid not in tasks:
            raise MspdiError(
                gettext_noop("Its predecessor %(uid)d is not in the file. Remove the link or add the task."),
                place,
                uid=link.predecessor_uid,
            )
        elif pair in kept:
            recorder.drop(place, "PredecessorLink", LINKED_TWICE)
        else:
            kept[pair] = link
    return tuple(kept.values())


def assignments(
    found: Mapping[int, Assignment], tasks: Collection[int], resources: Collection[int]
) -> tuple[Assignment, ...]:
    """Return the assignments; refuse one whose task or resource is not in the file."""
    for assignment in found.values():
        for field, uid, known in (
            ("TaskUID", assignment.task_uid, tasks),
            ("ResourceUID", assignment.resource_uid, resources),
        ):
            if uid not in known:
                raise MspdiError(
                    gettext_noop("Its %(field)s %(uid)d is not in the file. Remove the assignment."),
                    Place("Assignment", assignment.uid),
                    field=field,
                    uid=uid,
                )
    return tuple(found.values())


def _place(calendar: Calendar) -> Place:
    return Place("Calendar", calendar.uid, calendar.name)


def _check_base(calendar: Calendar, known: Mapping[int, Calendar]) -> None:
    current = calendar
    for _ in range(DEEPEST_BASE):
        if current.base_uid is None:
            return
        current = known[current.base_uid]
    raise MspdiError(
        gettext_noop(
            "Its base calendars go round in a circle or are more than %(limit)d deep. Correct BaseCalendarUID."
        ),
        _place(calendar),
        limit=DEEPEST_BASE,
    )
