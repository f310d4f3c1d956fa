"""From the plan in a file to a project to make: a draft that can be shown, scheduled and stored."""

import re
from dataclasses import replace
from datetime import date, datetime

from exchange.mspdi import LIMITS, MspdiError, Place, Plan, Report
from exchange.mspdi.errors import gettext_noop
from exchange.mspdi.model import Task
from exchange.mspdi.report import Recorder
from exchange.mspdi.scheduling import to_engine
from exchange.services.draft.baselines import draft_baselines
from exchange.services.draft.calendars import draft_calendars
from exchange.services.draft.days import DAY_ONLY, finish_day, is_same_moment, start_day
from exchange.services.draft.links import draft_links
from exchange.services.draft.losses import note_losses
from exchange.services.draft.parts import Draft, FileDates, FrozenTask, NewBaseline, NewCalendar, NewPerson, NewWork
from exchange.services.draft.people import draft_people
from exchange.services.draft.tasks import NOTES, draft_tasks
from exchange.services.draft.work import draft_work
from planning import working_time
from planning.calc.calendars import Calendar
from planning.services.plans import NewTask

__all__ = ["Draft", "FrozenTask", "NewBaseline", "NewCalendar", "NewPerson", "NewWork", "draft_of"]

NO_START = gettext_noop("The plan has no start, and no task in it has one. Enter the start of the project.")
PROJECT_NAME = 150


def draft_of(plan: Plan, report: Report, on: date, day: date | None = None) -> Draft:
    """The project that the plan makes; `on` is the day of the import, for actual dates lie before it.

    `day` is another first day than that of the file (last day, for a plan that is counted back from its end).

    Raises MspdiError where the plan can't stand here as it is.
    """
    recorder = Recorder(LIMITS.report_rows, list(report.dropped), report.dropped_total)
    engine = to_engine(plan)
    begins = _start(plan) if _is_forward(plan) and day is None else None
    own, calendar_of, calendar_of_person = draft_calendars(plan, engine, begins, recorder)
    people, people_of = draft_people(plan, recorder)
    work, driven = draft_work(plan, [one for one in people if one.works], recorder)
    tasks = draft_tasks(plan, own, calendar_of, on, recorder)
    links = draft_links(plan, recorder)
    day = day or _day(plan, own.working, recorder)
    note_losses(plan, recorder)
    whole = next((task for task in plan.tasks if not task.outline_level), None)
    return Draft(
        name=_name(plan, whole),
        description=whole.notes[:NOTES] if whole else "",
        currency=plan.project.currency_code if re.fullmatch("[A-Z]{3}", plan.project.currency_code) else "",
        forward=_is_forward(plan),
        day=day,
        calendar=own,
        calendars=tuple({id(one): one for one in (*calendar_of.values(), *calendar_of_person.values())}.values()),
        calendar_of=calendar_of,
        tasks=tuple(_driven(task) if task.key in driven else task for task in tasks),
        links=links,
        people=people,
        people_of=people_of,
        work=work,
        calendar_of_person=calendar_of_person,
        baselines=draft_baselines(plan, recorder),
        file_dates={str(task.uid): FileDates(task.start, task.finish) for task in plan.tasks},
        report=replace(report, dropped=tuple(recorder.rows), dropped_total=recorder.total),
    )


def _driven(task: NewTask) -> NewTask:
    return replace(task, values={**task.values, "effort_driven": True})


def _is_forward(plan: Plan) -> bool:
    return plan.project.schedule_from_start or plan.project.finish is None


def _start(plan: Plan) -> datetime:
    start = plan.project.start or min((task.start for task in plan.tasks if task.start), default=None)
    if start is None:
        raise MspdiError(NO_START, Place("Project"))
    return start


def _day(plan: Plan, calendar: Calendar, recorder: Recorder) -> date:
    """The day the plan hangs on: its start, or its finish where it is scheduled from there."""
    if not _is_forward(plan) and plan.project.finish:
        return finish_day(calendar, plan.project.finish)
    start = _start(plan)
    day = start_day(calendar, start)
    if not is_same_moment(calendar, working_time.opening(calendar, day), start):
        recorder.drop(Place("Project"), "StartDate", DAY_ONLY)
    return day


def _name(plan: Plan, whole: Task | None) -> str:
    project = plan.project
    file_name = project.name.removesuffix(".xml").removesuffix(".mpp")
    return (project.title or (whole.name if whole else "") or file_name)[:PROJECT_NAME]
