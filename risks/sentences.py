"""Why a score is what it is, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from risks.calc.compliance import Reason
from risks.models import ScoreMove

SIGNS = {">": gettext_noop("above"), ">=": gettext_noop("at or above"), "<": gettext_noop("below"),
         "<=": gettext_noop("at or below"), "==": gettext_noop("equal to"), "!=": gettext_noop("not")}  # fmt: skip


BANDS = {
    "low": gettext_lazy("Low"),
    "medium": gettext_lazy("Medium"),
    "moderate": gettext_lazy("Moderate"),
    "high": gettext_lazy("High"),
    "very_high": gettext_lazy("Very high"),
    "extreme": gettext_lazy("Extreme"),
}
"""The levels of the risk criteria in words."""


def driver(row: Mapping[str, Any]) -> str:
    """One driver: "+1 because kpi('auth_rate_pct') is 86, below 88"."""
    if row["kind"] == "responses":
        return _("−%(n)d because responses are done") % {"n": row["likelihood"] or row["impact"]}
    if row["kind"] == "override":
        return _("Set by hand until %(day)s: %(reason)s") % {"day": row["until"], "reason": row["reason"]}
    words = {
        "adds": f"{row['adds']:+d}".replace("-", "−"),
        "fact": row["fact"],
        "value": row["value"],
        "sign": _(SIGNS[row["op"]]),
        "limit": row["threshold"],
    }
    if row["status"] == "held":
        return _("%(adds)s because %(fact)s was %(sign)s %(limit)s; it clears after a second good value") % words
    return _("%(adds)s because %(fact)s is %(value)s, %(sign)s %(limit)s") % words


def movement(move: ScoreMove) -> str:
    """A movement with its drivers."""
    why = "; ".join(driver(row) for row in move.drivers) or _("no indicator fires any more")
    return _("Score %(old)d → %(new)d: %(why)s") % {"old": move.old_score, "new": move.new_score, "why": why}


OPEN_BECAUSE = {
    Reason.NOT_DONE: gettext_lazy("Not done yet"),
    Reason.ANSWER_MISSING: gettext_lazy("An answer is missing"),
    Reason.RENEWAL_PASSED: gettext_lazy("Must be renewed"),
    Reason.WAIVER_EXPIRED: gettext_lazy("The waiver has ended"),
    Reason.WAIVER_INCOMPLETE: gettext_lazy("The waiver is incomplete"),
    Reason.REASON_MISSING: gettext_lazy("A reason is missing"),
}
"""Why a control of a compliance pack counts as open."""


STATEMENTS = {
    "both": gettext_lazy("Because %(cause)s, %(event)s, which leads to %(effect)s."),
    "cause": gettext_lazy("Because %(cause)s, %(event)s."),
    "effect": gettext_lazy("%(event)s, which leads to %(effect)s."),
    "event": gettext_lazy("%(event)s."),
}
"""The sentence of a risk by what of it is written. `statement.js` fills in the same ones while somebody types."""

UNCERTAIN = gettext_lazy("it may happen that %(event)s")
MAY = gettext_lazy("may")  # with this word in it, an event says itself that it is uncertain


def statement(risk: Any) -> str:
    """The risk as one sentence: because …, … may …, which leads to …. Its title where no event is written."""
    parts = {name: getattr(risk, name).strip().rstrip(".") for name in ("cause", "event", "effect")}
    if not parts["event"]:
        return str(risk.title)
    if str(MAY) not in parts["event"].casefold().split():
        parts["event"] = str(UNCERTAIN) % parts
    kind = {(True, True): "both", (True, False): "cause", (False, True): "effect", (False, False): "event"}
    words = str(STATEMENTS[kind[bool(parts["cause"]), bool(parts["effect"])]]) % parts
    return words[:1].upper() + words[1:]
