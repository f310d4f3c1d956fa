"""What other apps may ask about the plan.

A project without a plan has no such figures: they are unknown, not zero. Days of slip are working days of the project's
calendar, positive is late; a task that is still open is late at least up to today, whatever the plan hopes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from ecompm.core.facts import fact, shared
from planning.loaders import Calendars, load_calendars
from planning.loaders.staff import Staff, load_staff
from planning.models import Assignment, Baseline, BaselineTask, Resource, Task, TaskLink
from planning.querysets import late
from planning.working_time import days_between, last_day
from projects.models import Project, ProjectRole

Ids = Collection[int]
Figures = Mapping[int, Any]
OPEN = ~Q(status=Task.Status.DONE)
MOST_DAYS = 730


WORK = Q(is_summary=False)  # of what is not cancelled
OPEN_WORK = WORK & OPEN
TOP = Q(parent=None)


@shared
def _plans(project_ids: Ids, on: date) -> Mapping[int, dict[str, Any]]:
    """What one pass over the tasks tells of every project that has any."""
    rows = Task.objects.in_projects(project_ids).exclude(status=Task.Status.CANCELLED).order_by()
    counted = rows.values("project_id").annotate(
        starts=Min("start", filter=WORK),
        finishes=Max("finish", filter=WORK),
        count=Count("pk", filter=WORK),
        open=Count("pk", filter=OPEN_WORK),
        overdue=Count("pk", filter=OPEN_WORK & late(on)),
        milestone=Min("finish", filter=Q(kind=Task.Kind.MILESTONE) & OPEN_WORK),
        critical=Count("pk", filter=Q(is_critical=True) & OPEN_WORK),
        negative=Count("pk", filter=Q(total_float__lt=0) & OPEN_WORK),
        blocked=Count("pk", filter=~Q(blocked_reason="") & OPEN_WORK),
        unowned=Count("pk", filter=Q(owner=None) & OPEN_WORK),
        top=Count("pk", filter=TOP),
        shares=Sum("share", filter=TOP),
        earned=Sum(F("share") * F("progress"), filter=TOP),
        alike=Sum("progress", filter=TOP),
    )
    return {row["project_id"]: row for row in counted}


def _of_work(name: str, project_ids: Ids, on: date) -> Figures:
    """A figure of the work of each project; unknown where there is none."""
    return {pk: row[name] for pk, row in _plans(project_ids, on).items() if row["count"]}


def _counted(name: str, project_ids: Ids, on: date) -> Figures:
    """A number of tasks, 0 where there is no work."""
    return dict.fromkeys(project_ids, 0) | dict(_of_work(name, project_ids, on))


def _work(project_ids: Ids) -> QuerySet[Task]:
    return Task.objects.work().in_projects(project_ids).order_by()


# The plan as a whole


@fact("schedule.start", unit="date", label=_("Planned start"))
def start(project_ids: Ids, on: date) -> Figures:
    return _of_work("starts", project_ids, on)


@fact("schedule.finish", unit="date", label=_("Planned finish"))
def finish(project_ids: Ids, on: date) -> Figures:
    return _of_work("finishes", project_ids, on)


@fact("schedule.progress_pct", unit="pct", label=_("Progress of the plan"))
def progress_pct(project_ids: Ids, on: date) -> Figures:
    """The mean of the top level, weighted by share like every summary; where nothing has a share, all count alike."""
    return {
        pk: round(float(row["earned"]) / row["shares"] if row["shares"] else float(row["alike"]) / row["top"], 1)
        for pk, row in _plans(project_ids, on).items()
        if row["top"]
    }


@fact("schedule.critical_count", unit="count", label=_("Open critical tasks"))
def critical_count(project_ids: Ids, on: date) -> Figures:
    return _of_work("critical", project_ids, on)


@fact("schedule.overdue", unit="count", label=_("Overdue tasks"))
def overdue(project_ids: Ids, on: date) -> Figures:
    return _of_work("overdue", project_ids, on)


@fact("schedule.negative_float", unit="count", label=_("Tasks with negative float"))
def negative_float(project_ids: Ids, on: date) -> Figures:
    return _of_work("negative", project_ids, on)


@fact("schedule.next_milestone", unit="date", label=_("Next milestone"))
def next_milestone(project_ids: Ids, on: date) -> Figures:
    return _of_work("milestone", project_ids, on)


@fact("schedule.next_milestone_name", unit="text", label=_("Name of the next milestone"))
def next_milestone_name(project_ids: Ids, on: date) -> Figures:
    ahead = _work(project_ids).filter(OPEN, kind=Task.Kind.MILESTONE).order_by("-finish", "-position")
    return dict(ahead.values_list("project_id", "name"))


@fact("schedule.baseline_set", unit="yes_no", label=_("A schedule baseline is set"))
def baseline_set(project_ids: Ids, on: date) -> Figures:
    having = set(Baseline.objects.in_projects(project_ids).values_list("project_id", flat=True))
    return {pk: pk in having for pk in project_ids}


@fact("schedule.missing_logic_pct", unit="pct", label=_("Tasks without a predecessor or successor"))
def missing_logic_pct(project_ids: Ids, on: date) -> Figures:
    """Open tasks that dangle, of all open ones; the first to start and the last to finish may (DCMA check 1).

    What recurs follows the calendar and is left out.
    """
    loose: dict[int, list[_Loose]] = defaultdict(list)
    for row in _loose(project_ids):
        loose[row.project_id].append(row)
    counted = dict(_work(project_ids).filter(OPEN, recurring=None).values_list("project_id").annotate(Count("pk")))
    return {pk: round(100 * _dangling(loose[pk]) / count, 1) for pk, count in counted.items()}


@fact("schedule.slip_days", unit="d", label=_("Slip of the finish against the baseline"))
def slip_days(project_ids: Ids, on: date) -> Figures:
    rows = BaselineTask.objects.filter(baseline_id__in=_latest(project_ids), is_summary=False).order_by()
    agreed = dict(rows.values_list("baseline__project_id").annotate(Max("finish")))
    now = _work(agreed).values("project_id").annotate(last=Max("finish"), open=Count("pk", filter=OPEN))
    calendars = _calendars(agreed)
    return {
        row["project_id"]: _late(calendars[row["project_id"]], agreed[row["project_id"]], row["last"], row["open"], on)
        for row in now
    }


# Tasks


@fact("tasks.count", unit="count", label=_("Tasks"))
def tasks_count(project_ids: Ids, on: date) -> Figures:
    return _counted("count", project_ids, on)


@fact("tasks.open", unit="count", label=_("Open tasks"))
def tasks_open(project_ids: Ids, on: date) -> Figures:
    return _counted("open", project_ids, on)


@fact("tasks.blocked", unit="count", label=_("Blocked tasks"))
def tasks_blocked(project_ids: Ids, on: date) -> Figures:
    return _counted("blocked", project_ids, on)


@fact("tasks.without_owner", unit="count", label=_("Open tasks without an owner"))
def tasks_without_owner(project_ids: Ids, on: date) -> Figures:
    return _counted("unowned", project_ids, on)


@fact("task.done", unit="yes_no", label=_("Task %(id)s is done"), args=("id",))
def task_done(project_ids: Ids, on: date, id: str) -> Figures:
    return {task.project_id: task.progress == 100 for task in _named(project_ids, id)}


@fact("task.progress_pct", unit="pct", label=_("Progress of task %(id)s"), args=("id",))
def task_progress(project_ids: Ids, on: date, id: str) -> Figures:
    return {task.project_id: task.progress for task in _named(project_ids, id)}


@fact("task.finish", unit="date", label=_("Finish of task %(id)s"), args=("id",))
def task_finish(project_ids: Ids, on: date, id: str) -> Figures:
    return {task.project_id: last_day(task.start, task.finish) for task in _named(project_ids, id)}


@fact("task.slip_days", unit="d", label=_("Slip of task %(id)s against the baseline"), args=("id",))
def task_slip_days(project_ids: Ids, on: date, id: str) -> Figures:
    tasks = {task.pk: task for task in _named(project_ids, id)}
    latest = _latest({task.project_id for task in tasks.values()})
    rows = BaselineTask.objects.filter(task_id__in=tasks, baseline_id__in=latest)
    agreed = dict(rows.values_list("task_id", "finish"))
    calendars = _calendars({tasks[pk].project_id for pk in agreed})
    return {
        (task := tasks[pk]).project_id: _late(calendars[task.project_id], was, task.finish, task.progress < 100, on)
        for pk, was in agreed.items()
    }


# Resources


@fact("resources.overallocated", unit="count", label=_("Over-allocated resources"))
def resources_overallocated(project_ids: Ids, on: date) -> Figures:
    """Resources of which some day from this one on asks more than they have, with their work in other projects."""
    return {pk: _overallocated(staff, on) for pk, staff in load_staff(list(project_ids)).items() if staff.resources}


@fact("resources.placeholders", unit="count", label=_("Roles with open work that nobody fills yet"))
def resources_placeholders(project_ids: Ids, on: date) -> Figures:
    """Placeholders that open tasks are assigned to; unknown without any resources."""
    having = Resource.objects.in_projects(project_ids).order_by().values("project_id")
    open_work = Q(kind=Resource.Kind.ROLE) & Exists(
        Assignment.objects.filter(resource=OuterRef("pk")).exclude(
            task__status__in=(Task.Status.DONE, Task.Status.CANCELLED)
        )
    )
    return dict(having.annotate(figure=Count("pk", filter=open_work)).values_list("project_id", "figure"))


@fact("resources.unassigned_pct", unit="pct", label=_("Open tasks that nobody is assigned to"))
def resources_unassigned_pct(project_ids: Ids, on: date) -> Figures:
    """Share of the open tasks with a duration, of projects that have resources."""
    having = Resource.objects.filter(project_id=OuterRef("project_id"))
    tasks = _work(project_ids).filter(OPEN, Exists(having), duration__gt=0)
    without = ~Exists(Assignment.objects.filter(task=OuterRef("pk")))
    counts = tasks.values("project_id").annotate(all=Count("pk"), bare=Count("pk", filter=without))
    return {row["project_id"]: round(100 * row["bare"] / row["all"], 1) for row in counts}


@fact("roles.filled", unit="yes_no", label=_("Role %(code)s is filled"), args=("code",))
def roles_filled(project_ids: Ids, on: date, code: str) -> Figures:
    """Whether somebody plays the role; a project that has no such role doesn't know it."""
    roles = ProjectRole.objects.in_projects(project_ids).filter(code=code)
    return {project_id: person is not None for project_id, person in roles.values_list("project_id", "person_id")}


# How it is found out


def _overallocated(staff: Staff, on: date) -> int:
    """From the day on, but two years at most."""
    days = ((staff.last_day or on) - on).days + 1
    load = staff.load(on, min(days, MOST_DAYS)) if days > 0 else None
    return sum(bool(load.over(one.id).any()) for one in staff.resources) if load else 0


class _Loose(NamedTuple):
    """An open task that lacks a predecessor or a successor."""

    pk: int
    project_id: int
    start: datetime
    finish: datetime
    begun: bool
    led: bool
    followed: bool


def _loose(project_ids: Ids) -> Iterable[_Loose]:
    """Links of a summary hold for all tasks below it."""
    begun = Case(When(actual_start=None, then=Value(False)), default=Value(True))
    tasks = _work(project_ids).filter(OPEN, recurring=None)
    found = tasks.annotate(begun=begun, led=_linked("successor"), followed=_linked("predecessor"))
    return map(
        _Loose._make, found.filter(Q(led=False) | Q(followed=False), start__isnull=False).values_list(*_Loose._fields)
    )


def _linked(end: str) -> Q:
    """Whether a link has the task, or a summary it is part of, at this end."""
    inside = TaskLink.objects.filter(project_id=OuterRef("project_id"), **{f"{end}__is_summary": True})
    inside = inside.annotate(code=ExpressionWrapper(OuterRef("wbs"), CharField())).filter(
        code__startswith=Concat(F(f"{end}__wbs"), Value("."))
    )
    return Exists(TaskLink.objects.filter(**{end: OuterRef("pk")})) | Exists(inside)


def _dangling(tasks: list[_Loose]) -> int:
    """Of tasks that begin or end together, the one that is tied in at its other end counts as the plan's own end."""
    unled = [task for task in tasks if not task.led and not task.begun]
    unfollowed = [task for task in tasks if not task.followed]
    first = min(unled, key=lambda task: (task.start, not task.followed, task.pk), default=None)
    last = max(unfollowed, key=lambda task: (task.finish, task.led, task.pk), default=None)
    return sum((t in unled and t is not first) or (t in unfollowed and t is not last) for t in tasks)


def _latest(project_ids: Ids) -> QuerySet[Baseline, Any]:
    newest = Baseline.objects.filter(project_id=OuterRef("project_id")).order_by("-number").values("pk")[:1]
    return Baseline.objects.in_projects(project_ids).filter(pk=Subquery(newest)).order_by().values("pk")


def _calendars(project_ids: Iterable[int]) -> Mapping[int, Calendars]:
    return load_calendars(Project.objects.filter(pk__in=list(project_ids)))


def _late(calendars: Calendars, was: datetime | None, now: datetime | None, is_open: Any, on: date) -> int | None:
    """Working days by which a finish is later than agreed; open work can't finish before today."""
    if was is None or now is None:
        return None
    finish = max(now.date(), on) if is_open else now.date()
    return days_between(calendars.own, was.date(), finish)


def _named(project_ids: Ids, name: str) -> list[Task]:
    """The task of each project with this id in its template or source, else with this number (T12)."""
    digits = name.upper().removeprefix(Task.prefix)
    number = Q(number=int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 9 else Q(pk__in=[])
    found = Task.objects.in_projects(project_ids).filter(Q(ref=name) | number)
    chosen: dict[int, Task] = {}
    for task in found.order_by("number"):
        if task.project_id not in chosen or (task.ref == name and chosen[task.project_id].ref != name):
            chosen[task.project_id] = task
    return list(chosen.values())
