"""The bow-tie of a risk and its table: where it comes from, what stands before it and behind it, where it leads."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ecompm.core.ui import formats
from ecompm.core.ui.charts import BowTie, Box, bow_tie
from planning.models import Task
from risks.models import Response, Risk


def bow_tie_of(risk: Risk, on: date) -> dict[str, Any]:
    """The picture, and its rows as (side, words, state in words)."""
    responses = list(risk.responses.exclude(task__status=Task.Status.CANCELLED).select_related("task"))
    tie = BowTie(
        causes=_causes(risk),
        prevention=[_barrier(one) for one in responses if one.lowers_likelihood],
        event=risk.event or risk.title,
        recovery=[*(_barrier(one) for one in responses if one.lowers_impact), *_plans(risk)],
        effects=_effects(risk),
        is_opportunity=risk.is_opportunity,
    )
    label = _("Bow-tie of %(code)s: %(causes)d causes, %(barriers)d barriers, %(effects)d effects") % {
        "code": risk.code,
        "causes": len(tie.causes),
        "barriers": len(tie.prevention) + len(tie.recovery),
        "effects": len(tie.effects),
    }
    return {"bow_tie": bow_tie(tie, label=label), "bow_rows": _rows(tie)}


def _causes(risk: Risk) -> list[Box]:
    """What was written, and each indicator as a sign of it."""
    written = [Box(risk.cause)] if risk.cause else []
    signs = [
        Box(f"{rule.metric} {rule.operator} {rule.threshold}", "bad" if rule.is_firing else "")
        for rule in risk.indicators.all()
    ]
    return [*written, *signs] or [Box(_("No cause is named"), "open")]


def _barrier(response: Response) -> Box:
    return Box(response.task.name, "done" if response.task.status == Task.Status.DONE else "")


def _plans(risk: Risk) -> list[Box]:
    named = ((_("Contingency plan: %(text)s"), risk.contingency), (_("Fallback: %(text)s"), risk.fallback))
    return [Box(words % {"text": text}) for words, text in named if text]


def _effects(risk: Risk) -> list[Box]:
    """What was written, the impact by dimension, and the money and time it may cost."""
    found = [Box(risk.effect)] if risk.effect else []
    found += [Box(f"{words[:1].upper()}{words[1:]}: {level}") for words, level in named_impacts(risk)]
    if risk.cost_low is not None and risk.cost_high is not None:
        currency = risk.project.currency
        found.append(Box(f"{formats.money(risk.cost_low, currency)} – {formats.money(risk.cost_high, currency)}"))
    if risk.delay_low is not None and risk.delay_high is not None:
        found.append(Box(f"{formats.days(risk.delay_low)} – {formats.days(risk.delay_high)}"))
    return found or [Box(_("No effect is named"), "open")]


def named_impacts(risk: Risk) -> list[tuple[str, int]]:
    """The dimensions that were judged, in words, with their impact."""
    return [
        (str(Risk._meta.get_field(f"impact_{name}").verbose_name), level)  # type: ignore[union-attr]
        for name, level in risk.impacts.items()
        if level
    ]


def _rows(tie: BowTie) -> list[tuple[str, str, str]]:
    states = {"done": _("done"), "bad": _("at work now"), "open": _("missing")}
    sides = zip(tie.heads, tie.columns, strict=True)
    return [(side, box.words, states.get(box.state, "")) for side, boxes in sides for box in boxes]
