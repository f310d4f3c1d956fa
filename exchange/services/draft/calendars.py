"""The calendars that a plan needs here.

A calendar of the file rests on others, repeats itself and belongs to people as well; here each holds its own week and
dated exceptions and belongs to the project or to tasks. A task whose people work by other calendars gets one that is
worked when any of them works, as in Microsoft Project.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from exchange.mspdi import MspdiError, Place, Plan
from exchange.mspdi.codes import ResourceType
from exchange.mspdi.errors import gettext_noop
from exchange.mspdi.model import Task
from exchange.mspdi.report import Recorder
from exchange.mspdi.scheduling import EnginePlan
from exchange.mspdi.working_time import WorkingTime
from exchange.services.draft.parts import NewCalendar
from planning import working_time
from planning.calc.calendars import STANDARD, Calendar

NO_WEEK = gettext_noop("The calendar of the project has no working time in its week. Give it working days.")
NO_WEEK_OF_TASK = gettext_noop("Its calendar has no working time in the week; the calendar of the project counts.")
TOO_MANY = gettext_noop("A calendar takes at most 500 spans of other working time; the later ones are left out.")
NAMES = gettext_noop("Exceptions come in without their names: here a named one is a freeze.")
LONGEST_NAME = 80
LONGEST_SPAN = timedelta(days=working_time.LONGEST_EXCEPTION)


def draft_calendars(
    plan: Plan, engine: EnginePlan, begins: datetime | None, recorder: Recorder
) -> tuple[NewCalendar, dict[str, NewCalendar], dict[int, NewCalendar]]:
    """The calendar of the project, and by task (its UID as text) and by resource those that differ from it.

    A plan starts with the work of a day; where it `begins` later, that day is worked from then on. Raises MspdiError
    when the project's own calendar leaves nothing to work.
    """
    shelf = _Shelf(plan, engine, recorder)
    return *shelf.filled(begins), shelf.of_people()


class _Shelf:
    """Calendars by what they mean, so that equal ones are made once."""

    def __init__(self, plan: Plan, engine: EnginePlan, recorder: Recorder) -> None:
        self.plan, self.engine, self.recorder = plan, engine, recorder
        self.first_day = min((task.start.date() for task in plan.tasks if task.start), default=date.min)
        self.made: dict[object, NewCalendar] = {}
        self.names: set[str] = set()
        self.file_names = {calendar.uid: calendar.name for calendar in plan.calendars}
        self.teams = _teams(plan)

    def filled(self, begins: datetime | None) -> tuple[NewCalendar, dict[str, NewCalendar]]:
        self._note_names()
        uid = self.plan.project.calendar_uid
        name = self.file_names.get(uid, "") if uid is not None else ""
        if not any(self.engine.calendar.week):
            raise MspdiError(NO_WEEK, Place("Calendar", uid, name))
        own = self._make(_beginning(self.engine.calendar, begins), self._unused(name))
        self.made[_meaning(self.engine.calendar)] = own
        tasks = {task.uid: task for task in self.plan.tasks}
        others = {}
        for one in self.engine.tasks:
            calendar = one.calendar and self._of_task(one.calendar, tasks[one.id])  # type: ignore[index]
            if calendar and calendar is not own:
                others[str(one.id)] = calendar
        return own, others

    def of_people(self) -> dict[int, NewCalendar]:
        """The calendars of resources by UID, where they differ from the project's; after `filled`."""
        working, found = WorkingTime(self.plan.calendars), {}
        usual = _meaning(self.engine.calendar)
        for one in self.plan.resources:
            if one.type is ResourceType.WORK and one.calendar_uid is not None:
                calendar = working.of(one.calendar_uid)
                if any(calendar.week) and _meaning(calendar) != usual:
                    found[one.uid] = self._take(calendar, one.name)
        return found

    def _of_task(self, calendar: Calendar, task: Task) -> NewCalendar | None:
        if any(calendar.week):
            return self._take(calendar, self._name(task))
        self.recorder.drop(Place("Task", task.uid, task.name), "CalendarUID", NO_WEEK_OF_TASK)
        return None

    def _name(self, task: Task) -> str:
        if task.duration and task.duration.elapsed:
            return _("Around the clock")
        team = ", ".join(self.teams.get(task.uid, ()))
        if task.calendar_uid is None:
            return team
        own = self.file_names[task.calendar_uid]
        return f"{own} ({team})" if team and not task.ignore_resource_calendar else own

    def _take(self, calendar: Calendar, name: str) -> NewCalendar:
        meaning = _meaning(calendar)
        if meaning not in self.made:
            self.made[meaning] = self._make(calendar, self._unused(name))
        return self.made[meaning]

    def _make(self, calendar: Calendar, name: str) -> NewCalendar:
        week = {} if calendar.week == STANDARD.week else {str(k): shifts for k, shifts in enumerate(calendar.week)}
        spans = [span for span in _spans(calendar) if _differs(calendar, span)]
        if len(spans) > working_time.MOST_EXCEPTIONS:
            current = [span for span in spans if span["to"] >= self.first_day.isoformat()]
            kept = current[: working_time.MOST_EXCEPTIONS]
            self.recorder.drop(Place("Calendar", name=name), "Exceptions", TOO_MANY, len(spans) - len(kept))
            spans = kept
        stored = {day: [list(shift) for shift in shifts] for day, shifts in week.items()}
        return NewCalendar(name, stored, spans, working_time.build(stored, spans))

    def _unused(self, name: str) -> str:
        base = (name or _("Project calendar"))[: LONGEST_NAME - 4]
        found = next(text for text in _numbered(base) if text.casefold() not in self.names)
        self.names.add(found.casefold())
        return found

    def _note_names(self) -> None:
        for calendar in self.plan.calendars:
            named = sum(bool(exception.name) for exception in calendar.exceptions)
            if named:
                self.recorder.drop(Place("Calendar", calendar.uid, calendar.name), "Name", NAMES, named)


def _meaning(calendar: Calendar) -> object:
    return calendar.week, frozenset(calendar.exceptions.items())


def _beginning(calendar: Calendar, begins: datetime | None) -> Calendar:
    """The calendar, in which on the day of `begins` nobody works before that moment."""
    if begins is None:
        return calendar
    minute = begins.hour * 60 + begins.minute
    shifts = calendar.shifts_on(begins.date())
    rest = [(max(start, minute), end) for start, end in shifts if end > minute]
    return calendar.with_exceptions({begins.date(): rest}) if rest and rest[0] != shifts[0] else calendar


def _teams(plan: Plan) -> dict[int, list[str]]:
    """The names of the people of each task, as they are assigned."""
    people = {one.uid: one.name for one in plan.resources if one.type is ResourceType.WORK and one.name}
    teams: dict[int, list[str]] = {}
    for one in plan.assignments:
        if one.resource_uid in people:
            teams.setdefault(one.task_uid, []).append(people[one.resource_uid])
    return teams


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} {number}" for number in range(2, 10**3))


def _spans(calendar: Calendar) -> Iterator[dict[str, Any]]:
    """The exceptions, days one after the other with the same working time as one span."""
    days = sorted(calendar.exceptions)
    first = None
    for day, following in zip_longest(days, days[1:]):
        first = first or day
        if not _continues(calendar, first, day, following):
            yield _span(calendar, first, day)
            first = None


def _continues(calendar: Calendar, first: date, day: date, following: date | None) -> bool:
    """Whether the span from `first` to `day` goes on on the following day with an exception."""
    return (
        following is not None
        and following - day == timedelta(days=1)
        and following - first < LONGEST_SPAN
        and calendar.exceptions[following] == calendar.exceptions[day]
    )


def _span(calendar: Calendar, first: date, last: date) -> dict[str, Any]:
    shifts = [list(shift) for shift in calendar.exceptions[first]]
    return {"from": first.isoformat(), "to": last.isoformat(), "shifts": shifts}


def _differs(calendar: Calendar, span: dict[str, Any]) -> bool:
    """Whether any day of the span is worked otherwise than its weekday."""
    first, last = date.fromisoformat(span["from"]), date.fromisoformat(span["to"])
    days = (first + timedelta(days=k) for k in range(min((last - first).days, 6) + 1))
    return any(calendar.exceptions[day] != calendar.week[day.weekday()] for day in days)
