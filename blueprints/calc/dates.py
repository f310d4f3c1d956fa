"""From a template and one fixed day to dates, on the working calendar of a project."""

from datetime import date, datetime, time, timedelta
from typing import Final

from blueprints.calc.answers import Fixed
from blueprints.calc.offsets import offsets_around_event, plan_links
from blueprints.calc.template import Task, Template
from planning.calc import DAY
from planning.calc.calendars import Calendar, minute_of, moment_of
from planning.calc.plan import PlanLink, PlanTask
from planning.calc.schedule import Schedule, schedule

LANE: Final = "monitoring_control"


def start_day(template: Template, calendar: Calendar, fixed: Fixed, day: date) -> date:
    """The day the work must begin so that the event starts on `day`; `day` itself when the start is fixed.

    Without an event `day` is the last day of the plan. The working time of the template is counted back on the
    calendar, so the plan that starts then reaches the day exactly.
    """
    if fixed == "start":
        return day
    before = -min((offset.start for offset in offsets_around_event(template)), default=0)
    reached = day if template.event else day + timedelta(days=1)
    worked = calendar.worked(minute_of(datetime.combine(reached, time())))
    return moment_of(calendar.opening(worked - round(before * DAY))).date()


def dated(template: Template, calendar: Calendar, start: date) -> Schedule:
    """The dates of all tasks on most likely durations when work begins on `start`."""
    tasks = [PlanTask(task.id, round(task.duration.likely * DAY)) for task in template.tasks]
    opening = moment_of(calendar.opening(calendar.worked(minute_of(datetime.combine(start, time())))))
    return schedule(tasks, plan_links(template), start=opening, calendar=calendar)


def single_links(template: Template) -> list[PlanLink]:
    """The links of the template, one for each pair of tasks: of several the one that holds the successor back most.

    What holds back most is judged on most likely durations.
    """
    strongest: dict[tuple[object, object], PlanLink] = {}
    for link in plan_links(template):
        pair = (link.pred, link.succ)
        if pair not in strongest or _hold(template, link) > _hold(template, strongest[pair]):
            strongest[pair] = link
    return list(strongest.values())


def phase_of_gate(milestone: Task, phases: tuple[str, ...]) -> str:
    """The phase that a gate ends: its milestone's, or for the lane beside the others the last phase before it."""
    if milestone.phase != LANE or LANE not in phases:
        return milestone.phase
    before = phases[: phases.index(LANE)]
    return before[-1] if before else next(phase for phase in phases if phase != LANE)


def _hold(template: Template, link: PlanLink) -> float:
    """Working minutes from the start of the predecessor to the earliest start of the successor."""
    first, second = template.task[str(link.pred)], template.task[str(link.succ)]
    from_finish = first.duration.likely * DAY if link.type[0] == "F" else 0
    to_finish = second.duration.likely * DAY if link.type[1] == "F" else 0
    return from_finish + link.lag - to_finish
