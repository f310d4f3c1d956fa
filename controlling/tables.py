"""The lists of issues and of the movements of the reserve."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from controlling.filters import IssueFilter
from controlling.models import Issue, ReserveEntry
from controlling.querysets import ENDED
from ecompm.core.pages import today
from ecompm.core.ui import formats, marks
from ecompm.core.ui.tables import Column, Row, Table, cells

SHAPES = {"open": "todo", "postponed": "wait", "resolved": "ok", "closed": "ok"}
SEVERITY_SHAPES = {"minor": "todo", "major": "info", "critical": "warn", "blocker": "bad"}


def due(value: Any, row: Row) -> object:
    if value is None or value >= today() or row["status"] in ENDED:
        return formats.date_html(value)
    return marks.status("bad", _("%(day)s, overdue") % {"day": formats.day(value)})


class IssueTable(Table):
    key = "issues"
    reads = ("number",)
    caption = _("Issues")
    columns = [
        Column(
            "number", _("Key"), cell=lambda value, row: marks.key(f"I{value}"), sort="number", fit=True, card="off",
            export=lambda row: f"I{row['number']}",
        ),
        Column("title", _("Issue"), sort="title", head=True, reads=("component",), second=lambda row: row["component"]),
        Column(
            "severity", _("Severity"),
            cell=lambda value, row: marks.status(SEVERITY_SHAPES[value], Issue.Severity(value).label),
        ),
        Column(
            "status", _("State"), sort="status",
            cell=lambda value, row: marks.status(SHAPES[value], Issue.Status(value).label),
        ),
        Column("due_on", _("Due"), cell=due, sort="due_on", reads=("status",)),
        Column("owner__name", _("Owner"), cell=cells.person, sort="owner__name"),
        Column("raised_on", _("Raised on"), cell=cells.date, sort="raised_on"),
    ]  # fmt: skip
    filterset_class = IssueFilter
    filters = ["is_open", "severity", "status", "overdue", "no_owner"]
    default_sort = "-number"
    css = "many"


class ReserveTable(Table):
    key = "reserve"
    caption = _("Movements of the reserve")
    columns = [
        Column("on", _("Day"), cell=cells.date, sort="on"),
        Column("reason", _("Reason"), head=True),
        Column("kind", _("Kind"), cell=cells.choice(ReserveEntry.Kind), sort="kind"),
        Column(
            "amount", _("Amount"), sort="amount", align="r", reads=("project__currency",),
            cell=lambda value, row: formats.money(value, row["project__currency"], cents=True),
        ),
        Column("issue__title", _("Issue"), reads=("issue__number",), cell=lambda value, row: issue_name(row)),
        Column("created_by__name", _("Entered by"), cell=cells.person),
    ]  # fmt: skip
    default_sort = "-on"


def issue_name(row: Row) -> object:
    return f"I{row['issue__number']} {row['issue__title']}" if row["issue__number"] else marks.NO_VALUE
