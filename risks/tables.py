"""The list of risks, highest score first, and that of security findings, worst first."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ecompm.core.pages import today
from ecompm.core.ui import formats, marks
from ecompm.core.ui.escaping import esc
from ecompm.core.ui.tables import Column, Row, Table, cells
from risks import categories, sentences
from risks.calc.criteria import Criteria
from risks.filters import FindingFilter, RiskFilter
from risks.models import Finding, Response, Risk, ScoreMove
from risks.querysets import ENDED, RiskQuerySet

SHAPES = {
    "proposed": "todo",
    "assessing": "run",
    "waiting": "wait",
    "approved": "info",
    "rejected": "waive",
    "monitoring": "run",
    "occurred": "bad",
    "closed": "ok",
}
TREND = timedelta(weeks=7)


def code(value: int, row: Row) -> object:
    return marks.key(f"{Risk.prefix}{value}")


def state(value: str, row: Row) -> object:
    return marks.status(SHAPES[value], Risk.Status(value).label)


def score_mark(score: int, criteria: Criteria) -> SafeString:
    """A score in the colour and with the word of the instance's bands."""
    return marks.score(score, criteria.heat(score), sentences.BANDS[criteria.band(score).level])


def _score(value: int, row: Row) -> object:
    product = f"{row['current_likelihood']} × {row['current_impact']}"
    mark = score_mark(value, row["criteria"])
    return SafeString(f'<span class="row-x nowrap">{mark}<span class="t3 num">{esc(product)}</span></span>')


def _stages(value: Any, row: Row) -> object:
    """The score before any response and the one aimed at."""
    ends = [_product(row, "inherent"), _product(row, "residual")]
    return " → ".join(str(end or marks.NO_VALUE) for end in ends) if any(ends) else marks.NO_VALUE


def _product(row: Row, stage: str) -> int | None:
    likelihood, impact = row[f"{stage}_likelihood"], row[f"{stage}_impact"]
    return likelihood * impact if likelihood and impact else None


def _trend(value: int | None, row: Row) -> object:
    """Where the score went in the last seven weeks. Better is down for a threat and up for an opportunity."""
    if not value:
        steady = esc(_("steady"))
        return SafeString(f'<span class="t3">{steady}</span>')
    icon, word = ("arrow-up", _("rising")) if value > 0 else ("arrow-down", _("falling"))
    css = "worse" if (value > 0) != row["is_opportunity"] else "better"
    return SafeString(f'<span class="row-x nowrap delta {css}">{marks.icon(icon, css="s")}{esc(word)}</span>')


def _response(value: tuple[int, int], row: Row) -> object:
    done, count = value
    strategy = esc(Risk.Strategy(row["strategy"]).label)
    if not count:
        return SafeString(strategy)
    words = esc(_("%(done)d of %(count)d done") % {"done": done, "count": count})
    return SafeString(f'<span class="two nowrap"><span>{words}</span><span>{strategy}</span></span>')


def _review(value: date | None, row: Row) -> object:
    if value is None or row["status"] in ENDED or value > today():
        return cells.date(value, row)
    late = (today() - value).days
    if not late:
        return marks.status("warn", _("due today"))
    return marks.status("bad", ngettext("%(n)d day overdue", "%(n)d days overdue", late) % {"n": late})


def _said(row: Mapping[str, Any]) -> str:
    """What stands below the title: category, owner, and the state of what has ended."""
    ended = Risk.Status(row["status"]).label if row["status"] in ENDED else ""
    owner = row["owner__name"] or _("no owner")
    return " · ".join(str(part) for part in (Risk.Category(row["category"]).label, owner, ended) if part)


class RiskTable(Table):
    key = "risks"
    caption = _("Risks")
    columns = [
        Column("number", _("Key"), cell=code, sort="number", fit=True, card="off"),
        Column("title", _("Risk"), sort="title", head=True, second=lambda row: row["said"],
               reads=("category", "is_opportunity", "owner__name", "status")),
        Column("score", _("Current"), cell=_score, sort="score", reads=("current_likelihood", "current_impact")),
        Column("stages", _("Before → target"), cell=_stages, computed=True,
               reads=("inherent_likelihood", "inherent_impact", "residual_likelihood", "residual_impact")),
        Column("trend", _("7 weeks"), cell=_trend, computed=True, reads=("score", "is_opportunity")),
        Column("responses", _("Response"), cell=_response, computed=True, reads=("strategy",)),
        Column("category", _("Category"), cell=lambda value, row: categories.path(value), shown=False,
               sort=("category_place", "-score"), export=lambda row: categories.path(row["category"])),
        Column("status", _("State"), cell=state, sort="status", shown=False),
        Column("owner__name", _("Owner"), cell=cells.person, sort="owner__name", shown=False),
        Column("confidence", _("Confidence"), cell=cells.choice(Risk.Confidence), sort="confidence", shown=False),
        Column("raised_by__name", _("Raised by"), cell=cells.person, sort="raised_by__name", shown=False),
        Column("raised_on", _("Raised on"), cell=cells.date, sort="raised_on", shown=False),
        Column("escalated_to__name", _("Escalated to"), cell=cells.person, sort="escalated_to__name", shown=False),
        Column("next_review_on", _("Next review"), cell=_review, sort="next_review_on", reads=("status",)),
    ]  # fmt: skip
    filterset_class = RiskFilter
    filters = ["is_open", "status", "category", "strategy", "confidence", "escalated", "no_owner"]
    default_sort = "-score"
    reads = ("number",)  # the address of a row needs it, also with the column hidden
    css = "many"
    criteria = Criteria()

    def __init__(self, request: HttpRequest, queryset: RiskQuerySet, **kwargs: Any) -> None:
        super().__init__(request, queryset.ranked(), **kwargs)
        if self.state.sort.removeprefix("-") == "category":
            self.group = lambda row: categories.group_name(row["category"])

    def prepare(self, rows: list[dict[str, Any]]) -> Iterable[Row]:
        ids = [row["pk"] for row in rows]
        before, responses = scores_before(ids), responses_done(ids)
        for row in rows:
            row["criteria"] = self.criteria
            row["said"] = _said(row)
            row["trend"] = row.get("score", 0) - before[row["pk"]] if row["pk"] in before else None
            row["responses"] = responses.get(row["pk"], (0, 0))
        return rows


def scores_before(ids: Iterable[int]) -> Mapping[int, int]:
    """The score of each risk seven weeks ago, for those that moved since: one query."""
    since = timezone.now() - TREND
    moves = ScoreMove.objects.filter(risk_id__in=list(ids), at__gte=since).order_by("-id")
    return dict(moves.values_list("risk_id", "old_score"))


def responses_done(ids: Iterable[int]) -> Mapping[int, tuple[int, int]]:
    """How many responses of each risk are done, and how many there are: one query."""
    rows = Response.objects.filter(risk_id__in=list(ids)).exclude(task__status="cancelled").order_by()
    counted = rows.values("risk_id").annotate(done=Count("pk", filter=Q(task__status="done")), count=Count("pk"))
    return {row["risk_id"]: (row["done"], row["count"]) for row in counted}


SEVERITY_SHAPES = {"critical": "bad", "high": "warn", "medium": "info", "low": "todo", "none": "waive"}
FINDING_SHAPES = {
    "open": "todo", "fixing": "run", "retest": "wait", "closed": "ok", "accepted": "waive", "false_positive": "waive",
}  # fmt: skip


def severity(value: str, row: Row) -> object:
    word = f"{Finding.Severity(value).label} {formats.number(row['cvss'], 1)}"
    return marks.status(SEVERITY_SHAPES[value], word)


def due(value: Any, row: Row) -> object:
    """The day it must be repaired by; late ones say so."""
    asked = Finding(status=row["status"], accepted_until=row["accepted_until"])
    if value is None or value >= today() or not asked.is_open(today()):
        return formats.date_html(value)
    return marks.status("bad", _("%(day)s, overdue") % {"day": formats.day(value)})


class FindingTable(Table):
    key = "findings"
    caption = _("Security findings")
    columns = [
        Column(
            "number", _("Key"), cell=lambda value, row: marks.key(f"F{value}"), sort="number", fit=True, card="off",
            export=lambda row: f"F{row['number']}",
        ),
        Column("title", _("Finding"), sort="title", head=True, reads=("asset",), second=lambda row: row["asset"]),
        Column("severity", _("Severity"), cell=severity, sort="cvss", reads=("cvss",)),
        Column(
            "status", _("State"), sort="status",
            cell=lambda value, row: marks.status(FINDING_SHAPES[value], Finding.Status(value).label),
        ),
        Column("due_on", _("Due"), cell=due, sort="due_on", reads=("status", "accepted_until")),
        Column("owner__name", _("Owner"), cell=cells.person, sort="owner__name"),
        Column("source", _("Source"), cell=cells.choice(Finding.Source), sort="source"),
        Column("found_on", _("Found on"), cell=cells.date, sort="found_on", shown=False),
        Column("cvss", _("CVSS score"), cell=cells.number(1), sort="cvss", align="r", shown=False),
        Column("reference", _("Reference"), sort="reference", shown=False),
    ]  # fmt: skip
    filterset_class = FindingFilter
    filters = ["is_open", "severity", "status", "overdue", "no_owner", "source"]
    default_sort = "-severity"
    reads = ("number",)
    css = "many"
