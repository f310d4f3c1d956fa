"""A plan on its way out: as Microsoft Project XML, and its tasks as a table."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecompm.core.ui.tables.column import Column, Row
from exchange.loaders import load_export
from exchange.mspdi import write
from planning import working_time
from planning.calc import DAY
from planning.models import Task, TaskLink
from planning.notation import Predecessor, format_predecessors
from projects import access
from projects.models import Project

EXPORT = "plan.export"
FIELDS = (
    "pk", "number", "wbs", "outline_level", "name", "kind", "status", "owner__name", "role__name", "duration", "start",
    "finish", "percent", "progress", "actual_start", "actual_finish", "constraint", "constraint_date", "deadline",
    "total_float", "is_critical", "is_summary", "description",
)  # fmt: skip
LINK = ("successor_id", "predecessor__number", "type", "lag", "lag_kind")


def export_plan(project: Project, *, by: Any) -> bytes:
    """The whole plan as an MSPDI document. E-mail addresses and cost rates are for who manages them."""
    access.require(by, project, EXPORT)
    told = {"with_emails": "members.manage", "with_costs": "resource.cost"}
    return write(load_export(project, **{name: access.holds(by, project, grant) for name, grant in told.items()}))


def export_tasks(project: Project, *, by: Any) -> Iterator[Row]:
    """The tasks in plan order, as rows of COLUMNS."""
    access.require(by, project, EXPORT)
    before = _predecessors(project)
    for row in Task.objects.of(project).order_by("position", "id").values(*FIELDS):
        yield {**row, "predecessors": before.get(row["pk"], "")}


def _predecessors(project: Project) -> dict[int, str]:
    """What each task waits for, as in the plan's cell: 12FS+2d; 5SS."""
    links = TaskLink.objects.filter(project=project).order_by("predecessor__number")
    found: dict[int, list[Predecessor]] = {}
    for task, number, kind, lag, lag_kind in links.values_list(*LINK):
        found.setdefault(task, []).append(Predecessor(str(number), kind, lag, lag_kind))
    return {task: format_predecessors(those) for task, those in found.items()}


def _days(minutes: int | None) -> float | None:
    return None if minutes is None else round(minutes / DAY, 3)


COLUMNS = (
    Column("number", _("Key"), export=lambda row: f"{Task.prefix}{row['number']}"),
    Column("wbs", _("WBS")),
    Column("outline_level", _("Outline level")),
    Column("name", _("Task")),
    Column("kind", _("Kind"), export=lambda row: Task.Kind(row["kind"]).label),
    Column("status", _("Status"), export=lambda row: Task.Status(row["status"]).label),
    Column("owner__name", _("Owner")),
    Column("role__name", _("Role")),
    Column("duration", _("Duration in days"), export=lambda row: _days(row["duration"])),
    Column("start", _("Start"), export=lambda row: row["start"] and row["start"].date()),
    Column("finish", _("Finish"), export=lambda row: working_time.last_day(row["start"], row["finish"])),
    Column("predecessors", _("Predecessors")),
    Column("progress", _("% complete"), export=lambda row: row["progress"] if row["is_summary"] else row["percent"]),
    Column("actual_start", _("Actual start")),
    Column("actual_finish", _("Actual finish")),
    Column("constraint", _("Constraint"), export=lambda row: Task.Constraint(row["constraint"]).label),
    Column("constraint_date", _("Constraint date")),
    Column("deadline", _("Deadline")),
    Column("total_float", _("Total float in days"), export=lambda row: _days(row["total_float"])),
    Column("is_critical", pgettext_lazy("path", "Critical"), export=lambda row: int(row["is_critical"])),
    Column("description", _("Description")),
)
"""The columns of the table, in their order."""
