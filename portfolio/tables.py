"""The portfolio: every project a person may see, worst health first, with one timeline for all."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Min
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecompm.core.pages import today
from ecompm.core.ui import formats, marks
from ecompm.core.ui.charts import Pin, Span, Timeline
from ecompm.core.ui.tables import Column, Row, Table
from lifecycle.models import Gate
from planning.models import Task
from portfolio.filters import PortfolioFilter
from portfolio.sentences import WORDS


def health(value: str | None, row: Row) -> object:
    light = value or "unknown"
    score = row["figures__health"]
    mark = marks.status(light, WORDS[light])
    return mark if score is None else format_html('<span class="two nowrap">{}<span>{}</span></span>', mark, score)


def next_gate(value: str | None, row: Row) -> object:
    if not value:
        return marks.NO_VALUE
    href = reverse("lifecycle:gate", kwargs={"key": row["key"], "number": row["figures__next_gate_number"]})
    missing = row["figures__gate_missing"]
    state = _("%(n)d musts open") % {"n": missing} if missing else _("ready for review")
    on = row["figures__next_gate_on"]
    parts = [formats.day(on), state] if on else [state]
    return format_html(
        '<span class="two"><a href="{}" class="nowrap">{}</a><span class="nowrap">{}</span></span>',
        href,
        value,
        " · ".join(str(part) for part in parts),
    )


def finish(value: date | None, row: Row) -> object:
    if value is None:
        return marks.NO_VALUE
    slip = row["figures__slip_days"]
    words = _("no baseline") if slip is None else _("%(days)s d on baseline") % {"days": formats.signed(slip)}
    return format_html(
        '<span class="two"><span class="num strong">{}</span><span>{}</span></span>', formats.day(value), words
    )


class PortfolioTable(Table):
    key = "portfolio"
    caption = gettext_lazy("Projects")
    columns = [
        Column("key", gettext_lazy("Key"), cell=lambda value, row: marks.key(value), sort="key", fit=True, card="off"),
        Column("name", gettext_lazy("Project"), sort="name", head=True,
               reads=("figures__phase_name", "manager__name"),
               second=lambda row: " · ".join(filter(None, (row["figures__phase_name"], row["manager__name"])))),
        Column("figures__light", gettext_lazy("Health"), cell=health, sort="figures__health",
               reads=("figures__health",)),
        Column("figures__next_gate", gettext_lazy("Next gate"), cell=next_gate, sort="figures__next_gate_on",
               reads=("figures__next_gate_number", "figures__next_gate_on", "figures__gate_missing")),
        Column("figures__finish", gettext_lazy("Finish"), cell=finish, sort="figures__finish",
               reads=("figures__slip_days",)),
        Column("figures__progress", gettext_lazy("Done"), align="r", sort="figures__progress",
               cell=lambda value, row: formats.percent(value, 0)),
        Column("strip", gettext_lazy("Timeline"), computed=True, card="full",
               cell=lambda value, row: value or marks.NO_VALUE),
    ]  # fmt: skip
    filterset_class = PortfolioFilter
    filters = ["status", "health", "phase", "kind"]
    default_sort = "figures__light"
    css = "many"

    def row_url(self, row: Row) -> str:
        return reverse("projects:overview", kwargs={"key": row["key"]})

    def prepare(self, rows: list[dict[str, Any]]) -> Iterable[Row]:
        """One axis for all projects of the page: phases from the plan, gates from their milestones."""
        ids = [row["pk"] for row in rows]
        spans, pins = _spans(ids, today()), _pins(ids)
        days = [day for parts in spans.values() for span in parts for day in (span.start, span.finish)]
        if days:
            line = Timeline(min(days), max(days) + timedelta(days=30), today=today())
            for row in rows:
                label = _("Timeline of %(name)s") % {"name": row["name"]}
                row["strip"] = line.strip(spans.get(row["pk"], []), pins.get(row["pk"], []), label=label)
        return rows


def _spans(ids: list[int], on: date) -> dict[int, list[Span]]:
    """Each phase of each plan from its first start to its last finish."""
    rows = Task.objects.filter(project_id__in=ids, is_summary=False).exclude(phase="").exclude(start=None)
    bounds = rows.order_by().values("project_id", "phase").annotate(first=Min("start"), last=Max("finish"))
    found: dict[int, list[Span]] = defaultdict(list)
    for row in sorted(bounds, key=lambda row: row["first"]):
        first, last = row["first"].date(), row["last"].date()
        state = "done" if last < on else "now" if first <= on else ""
        found[row["project_id"]].append(Span(first, last, state))
    return found


def _pins(ids: list[int]) -> dict[int, list[Pin]]:
    rows = Gate.objects.filter(project_id__in=ids).exclude(milestone__finish=None).order_by("position")
    found: dict[int, list[Pin]] = defaultdict(list)
    for pk, state, finish in rows.values_list("project_id", "state", "milestone__finish"):
        passed = state == Gate.State.PASSED
        waiting = not passed and not any(pin.state == "next" for pin in found[pk])
        found[pk].append(Pin(finish.date(), "ok" if passed else "next" if waiting else ""))
    return found
