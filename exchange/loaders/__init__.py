"""From a stored project to a plan as Microsoft Project's format has it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from exchange.loaders.baselines import load_baselines
from exchange.loaders.calendars import calendar_of
from exchange.loaders.staff import Staff
from exchange.mspdi import model
from exchange.mspdi.codes import ConstraintType, LinkType, TaskType, TimeUnit
from exchange.mspdi.scheduling import CONSTRAINTS, LINK_TYPES
from planning.calc.plan import LagKind, PlanLink, PlanTask
from planning.loaders import Calendars, Plan, TaskRow, load_plan
from planning.models import Task, WorkCalendar
from projects.models import Project

OWN = 1
"""UID of the project's calendar; the others follow it."""

CONSTRAINT_CODES: dict[str, ConstraintType] = {str(ours): theirs for theirs, ours in CONSTRAINTS.items()}
LINK_CODES: dict[str, LinkType] = {str(ours): theirs for theirs, ours in LINK_TYPES.items()}


def load_export(project: Project, *, with_emails: bool, with_costs: bool = False) -> model.Plan:
    """The plan of a project with its calendars, people, progress and its latest eleven baselines.

    Tasks have their numbers as UIDs. Baseline 0 is the one that counts. E-mail addresses of people
    and cost rates are left out unless asked for.
    """
    return _Export(project, with_emails=with_emails, with_costs=with_costs).plan()


class _Export:
    """What is read once for the whole plan."""

    def __init__(self, project: Project, *, with_emails: bool, with_costs: bool) -> None:
        self.project = project
        self.stored: Plan = load_plan(project)
        self.number = {row.id: row.number for row in self.stored.rows}
        kinds = WorkCalendar.objects.filter(project=project, is_default=False).order_by("pk")
        self.calendars = {one.pk: (uid, one) for uid, one in enumerate(kinds, start=OWN + 1)}
        columns = ("name", "description", "wbs", "outline_level", "priority", "role_id", "owner_id", "effort_driven")
        tasks = Task.objects.of(project).values_list("pk", *columns)
        self.texts = {pk: dict(zip(columns, rest, strict=True)) for pk, *rest in tasks}
        self.baselines = load_baselines(project, with_costs=with_costs)
        self.start = min((row.start for row in self.stored.rows if row.start), default=self.stored.start)
        self.finish = max((row.finish for row in self.stored.rows if row.finish), default=self.stored.finish)
        self.staff = Staff(project, with_emails=with_emails, with_costs=with_costs)
        self.first_own = OWN + 1 + len(self.calendars)

    def plan(self) -> model.Plan:
        rows, tasks = self.stored.rows, self.stored.tasks
        listed = zip(rows, tasks, strict=True)
        made = [self._task(place, row, task) for place, (row, task) in enumerate(listed, start=1)]
        return model.Plan(
            project=self._heading(),
            calendars=tuple(self._calendars()),
            tasks=(self._whole(), *made),
            links=tuple(self._link(link) for link in self.stored.links),
            resources=tuple(replace(one, calendar_uid=self._calendar_uid(one.uid)) for one in self.staff.resources),
            assignments=tuple(self._assignments()),
        )

    def _heading(self) -> model.Project:
        return model.Project(
            name=f"{self.project.key}.xml",
            title=self.project.name,
            schedule_from_start=self.stored.start is not None,
            start=self.stored.start or self.start,
            finish=self.stored.finish or self.finish,
            calendar_uid=OWN,
            currency_code=self.project.currency,
        )

    def _whole(self) -> model.Task:
        """The row that sums up the project."""
        return model.Task(
            uid=0,
            id=0,
            name=self.project.name,
            outline_level=0,
            outline_number="0",
            summary=True,
            start=self.start,
            finish=self.finish,
            notes=self.project.description,
        )

    def _calendars(self) -> Iterator[model.Calendar]:
        known: Calendars = self.stored.calendars
        names = WorkCalendar.objects.filter(project=self.project, is_default=True).values_list("name", flat=True)
        yield calendar_of(OWN, names.first() or "Standard", known.own)
        for uid, one in self.calendars.values():
            yield calendar_of(uid, one.name, known.of(one.pk))
        names = {one.uid: one.name for one in self.staff.resources}
        for uid, working in self.staff.calendars.items():
            yield calendar_of(self.first_own + uid, names[uid], working)

    def _calendar_uid(self, resource: int) -> int | None:
        """The calendar of a resource that works otherwise than the project."""
        return self.first_own + resource if resource in self.staff.calendars else None

    def _calendar_of(self, row: TaskRow) -> dict[str, Any]:
        """The calendar of a task, and whether its people's count: here a task may follow them or not."""
        own = self.calendars[row.calendar_id][0] if row.calendar_id in self.calendars else None
        follows = row.id in self.stored.calendars.by_task
        shares = self.staff.assigned.get(row.id, ())
        if own is None and not follows and any(share.resource in self.staff.calendars for share in shares):
            own = OWN
        return {"calendar_uid": own, "ignore_resource_calendar": own is not None and not follows}

    def _task(self, place: int, row: TaskRow, task: PlanTask) -> model.Task:
        texts = self.texts[row.id]
        cancelled = row.status == Task.Status.CANCELLED
        return model.Task(
            uid=row.number,
            id=place,
            name=texts["name"],
            wbs=texts["wbs"],
            outline_number=texts["wbs"],
            outline_level=texts["outline_level"],
            parent_uid=self.number[row.parent_id] if row.parent_id else None,
            summary=row.is_summary,
            milestone=row.kind == Task.Kind.MILESTONE,
            manual=row.manual and not row.is_summary,
            active=not cancelled,
            type=TaskType.FIXED_UNITS if texts["effort_driven"] else TaskType.FIXED_DURATION,
            effort_driven=texts["effort_driven"],
            priority=texts["priority"],
            **self._calendar_of(row),
            start=row.start,
            finish=row.finish,
            constraint=CONSTRAINT_CODES[row.constraint],
            constraint_date=task.constraint_date,
            deadline=task.deadline,
            notes=texts["description"],
            baselines=self.baselines.get(row.id, ()),
            **_progress(row, task),
        )

    def _link(self, link: PlanLink) -> model.Link:
        percent, elapsed = link.lag_kind == LagKind.PERCENT, link.lag_kind == LagKind.ELAPSED
        return model.Link(
            predecessor_uid=self.number[link.pred],  # type: ignore[index]
            successor_uid=self.number[link.succ],  # type: ignore[index]
            type=LINK_CODES[str(link.type)],
            lag=model.Lag(float(link.lag), TimeUnit.PERCENT if percent else TimeUnit.DAY, elapsed),
        )

    def _assignments(self) -> Iterator[model.Assignment]:
        pairs = (
            (row, share)
            for row in self.stored.rows
            for share in self.staff.of(row.id, self.texts[row.id]["role_id"], self.texts[row.id]["owner_id"])
        )
        for uid, (row, share) in enumerate(pairs, start=1):
            yield model.Assignment(
                uid=uid,
                task_uid=row.number,
                resource_uid=share.resource,
                units=share.units,
                work_minutes=share.work,
                cost=share.cost,
                **_work_done(row, share.work),
                start=row.start,
                finish=row.finish,
            )


def _progress(row: TaskRow, task: PlanTask) -> dict[str, Any]:
    """Durations and actuals; a summary's follow from its parts."""
    done = row.status == Task.Status.DONE
    length = float(row.duration)
    percent = round(row.progress) if row.is_summary else 100 if done else row.percent
    left = 0.0 if done else length if task.remaining_min is None else float(task.remaining_min)
    return {
        "duration": model.Duration(length),
        "percent_complete": percent,
        "actual_start": task.actual_start,
        "actual_finish": task.actual_finish,
        "actual_duration_minutes": None if row.is_summary else max(length - left, 0.0),
        "remaining_duration_minutes": None if row.is_summary else left,
    }


def _work_done(row: TaskRow, work: float | None) -> dict[str, Any]:
    """How far the work of an assignment has got: as far as its task."""
    percent = 100 if row.status == Task.Status.DONE else row.percent
    if work is None:
        return {"percent_work_complete": percent}
    done = float(round(work * percent / 100))
    return {"percent_work_complete": percent, "actual_work_minutes": done, "remaining_work_minutes": work - done}
