"""The list of tasks: the plan without its bars, to filter, sort and export; also against the latest baseline."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecompm.core.ui import formats, marks
from ecompm.core.ui.tables import Column, Row, Table, cells
from planning.calc.calendars import Calendar
from planning.filters import ResourceFilter, TaskFilter
from planning.loaders import load_calendars
from planning.loaders.work import WorkAndCost, load_work
from planning.models import BaselineTask, Resource, Task
from planning.notation import format_duration
from planning.services.baselines import current_baseline
from planning.templatetags.planning_ui import recorded_cost, recorded_work, signed_days, signed_duration
from planning.working_time import days_between, last_day
from projects.models import Project

SHAPES = {"todo": "todo", "in_progress": "run", "in_review": "wait", "done": "ok", "cancelled": "waive"}
"""Each status by its silhouette."""


def status(value: str, row: Row) -> object:
    if row["blocked_reason"] and value not in (Task.Status.DONE, Task.Status.CANCELLED):
        return marks.status("blocked", _("Blocked"))
    return marks.status(SHAPES[value], Task.Status(value).label)


def code(value: int, row: Row) -> object:
    return marks.key(f"{Task.prefix}{value}")


def day(value: datetime | None, row: Row) -> object:
    return formats.date_html(value.date() if value else None)


def agreed(value: date | None, row: Row) -> object:
    return formats.date_html(value)


def _variance(name: str, label: Any, signed: Any = signed_days, reads: tuple[str, ...] = ()) -> Column:
    """A column against the baseline; it is offered, but not shown until somebody asks for it."""
    fields = ("start", "finish", *reads)
    return Column(name, label, cell=lambda v, row: signed(v), reads=fields, computed=True, align="r", shown=False)


def _work(value: int | None, row: Row) -> object:
    return recorded_work(row["agreed_work"], value) if row["is_agreed"] else formats.NO_VALUE


def _cost(value: Any, row: Row) -> object:
    return recorded_cost(row["agreed_cost"], value, row["currency"]) if row["is_agreed"] else formats.NO_VALUE


class TaskTable(Table):
    project: Project
    key = "tasks"
    reads = ("number",)
    caption = _("Tasks")
    columns = [
        Column(
            "number", _("Key"), cell=code, sort="number", fit=True, card="off", export=lambda row: f"T{row['number']}"
        ),
        Column("name", _("Task"), sort="name", head=True),
        Column("wbs", _("WBS"), sort="position", shown=False),
        Column("status", _("State"), cell=status, sort="status", reads=("blocked_reason",)),
        Column("owner__name", _("Owner"), cell=cells.person, sort="owner__name"),
        Column("duration", _("Duration"), cell=lambda value, row: format_duration(value), sort="duration", align="r"),
        Column("start", _("Start"), cell=day, sort="start"),
        Column("finish", _("Finish"), cell=day, sort="finish"),
        Column(
            "total_float", _("Float"), cell=lambda value, row: format_duration(value), sort="total_float", align="r"
        ),
        Column("progress", _("Done"), cell=cells.percent(), sort="progress", align="r"),
        Column("agreed_finish", _("Agreed finish"), cell=agreed, computed=True, shown=False),
        _variance("start_days", _("Start variance")),
        _variance("finish_days", _("Finish variance")),
        _variance("duration_minutes", _("Duration variance"), signed_duration, ("duration",)),
        Column("work_minutes", _("Work variance"), cell=_work, computed=True, align="r", shown=False),
        Column("updated_at", _("Changed"), cell=cells.age, sort="updated_at", shown=False),
    ]
    filterset_class = TaskFilter
    filters = ["status", "kind", "critical", "overdue", "blocked", "summary"]
    default_sort = "wbs"

    def prepare(self, rows: list[dict[str, Any]]) -> Iterable[Row]:
        """Add what the latest baseline says, in six queries at most, where a column asks for it."""
        if not any(column.name in AGREED for column in self.state.columns):
            return rows
        calendar = load_calendars([self.project])[self.project.pk].own
        found = BaselineTask.objects.filter(
            baseline=current_baseline(self.project.pk), task_id__in=[row["pk"] for row in rows]
        )
        frozen = {one.task_id: one for one in found}
        work = self._work_now
        for row in rows:
            agreed = frozen.get(row["pk"])
            row |= _against(calendar, row, agreed) | _work_against(work.get(row["pk"]), agreed)
            row["currency"] = self.project.currency
        return rows

    @cached_property
    def _work_now(self) -> Mapping[int, WorkAndCost]:
        """Work and cost of the whole plan, read where a column asks for them."""
        return load_work(self.project) if self.shown_names & {"work_minutes", "cost_change"} else {}


class CostedTaskTable(TaskTable):
    """The same list for whoever may know what work costs."""

    columns = [
        *TaskTable.columns[:-1],
        Column("cost_change", _("Cost variance"), cell=_cost, computed=True, align="r", shown=False),
        TaskTable.columns[-1],
    ]


AGREED = ("agreed_finish", "start_days", "finish_days", "duration_minutes", "work_minutes", "cost_change")


def _against(calendar: Calendar, row: Row, agreed: BaselineTask | None) -> Row:
    """A row's dates and duration in the baseline and how far they are from those of now."""
    start = agreed.start if agreed else None
    was, now = last_day(start, agreed.finish if agreed else None), last_day(row.get("start"), row.get("finish"))
    begins = row.get("start")
    return {
        "agreed_finish": was,
        "start_days": days_between(calendar, start.date(), begins.date()) if start and begins else None,
        "finish_days": days_between(calendar, was, now) if was and now else None,
        "duration_minutes": None if agreed is None or "duration" not in row else row["duration"] - agreed.duration,
    }


def _work_against(now: WorkAndCost | None, agreed: BaselineTask | None) -> Row:
    """A row's work and cost in the baseline and how far they are from those of now."""
    work, cost = (agreed.work, agreed.cost) if agreed else (None, None)
    return {
        "is_agreed": agreed is not None,
        "agreed_work": work,
        "agreed_cost": cost,
        "work_minutes": None if work is None or now is None else now.work - work,
        "cost_change": None if cost is None or now is None or now.cost is None else now.cost - cost,
    }


def resource_code(value: int, row: Row) -> object:
    return marks.key(f"{Resource.prefix}{value}")


def open_ended(value: date | None, row: Row) -> object:
    return formats.date_html(value)


class ResourceTable(Table):
    """Rows carry `open_tasks`, the number of open tasks that the resource is assigned to."""

    key = "resources"
    reads = ("number",)
    caption = _("Resources")
    columns = [
        Column(
            "number", _("Key"), cell=resource_code, sort="number", fit=True, card="off",
            export=lambda row: f"W{row['number']}",
        ),
        Column("name", _("Name"), sort="name", head=True),
        Column("kind", _("Kind"), cell=cells.choice(Resource.Kind), sort="kind"),
        Column("role__name", _("Role"), sort="role__name"),
        Column("team", _("Team"), sort="team"),
        Column("skills", _("Skills")),
        Column("max_units", _("Availability"), cell=cells.percent(), sort="max_units", align="r"),
        Column("available_from", pgettext_lazy("day", "From"), cell=open_ended, sort="available_from"),
        Column("available_until", _("Until"), cell=open_ended, sort="available_until", shown=False),
        Column("open_tasks", _("Open tasks"), sort="open_tasks", align="r"),
    ]  # fmt: skip
    filterset_class = ResourceFilter
    filters = ["kind", "team"]
    default_sort = "name"
