"""The list of requirements."""

from django.utils.translation import gettext_lazy as _

from ecompm.core.ui import marks
from ecompm.core.ui.tables import Column, Row, Table, cells
from requirements.filters import RequirementFilter
from requirements.models import Requirement

# Each status by its shape: what is proven is done, what is dropped is set aside.
SHAPES = {
    "proposed": "todo", "analysed": "todo", "approved": "info", "in_build": "run", "verified": "ok", "accepted": "ok",
    "rejected": "waive", "deferred": "waive",
}  # fmt: skip


def status(value: str, row: Row) -> object:
    return marks.status(SHAPES[value], Requirement.Status(value).label)


def code(value: int, row: Row) -> object:
    return marks.key(f"{Requirement.prefix}{value}")


class RequirementTable(Table):
    key = "requirements"
    reads = ("number",)
    caption = _("Requirements")
    columns = [
        Column(
            "number", _("Key"), cell=code, sort="number", fit=True, card="off", export=lambda row: f"R{row['number']}"
        ),
        Column("title", _("Requirement"), sort="title", head=True),
        Column("priority", _("Priority"), cell=lambda value, row: Requirement.Priority(value).label, sort="priority"),
        Column("type", _("Type"), cell=lambda value, row: Requirement.Type(value).label, sort="type"),
        Column("status", _("State"), cell=status, sort="status"),
        Column("owner__name", _("Owner"), cell=cells.person, sort="owner__name"),
        Column("updated_at", _("Changed"), cell=cells.age, sort="updated_at", shown=False),
    ]
    filterset_class = RequirementFilter
    filters = ["priority", "status", "type", "untraced"]
    default_sort = "number"
