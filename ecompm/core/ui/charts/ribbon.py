"""The phases of a project in order, with a gate after each."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecompm.core.ui import formats, marks

GATE_ICONS = {"ok": "gate-ok", "next": "gate-next", "todo": "gate"}
GATE_WORDS = {"ok": gettext_lazy("passed"), "next": gettext_lazy("next"), "todo": gettext_lazy("later")}


@dataclass(frozen=True, slots=True)
class Phase:
    """`state` is done, now or empty for later; `done` and `planned` are per cent of the phase that runs."""

    name: str
    start: dt.date | None = None
    finish: dt.date | None = None
    state: str = ""
    done: float | None = None
    planned: float | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """`state` is ok (passed), next or todo."""

    key: str
    name: str
    state: str
    href: str = ""


def ribbon(steps: Sequence[Phase | Gate], *, lane: str = "", note: str = "") -> SafeString:
    """Phases and gates as one strip. `lane` says what runs beside them, `note` how fresh the figures are."""
    items = format_html_join(
        "", "<li>{}</li>", ((_phase(step) if isinstance(step, Phase) else _gate(step),) for step in steps)
    )
    beside = format_html('<div class="lane"><span>{}</span><span class="push t3">{}</span></div>', lane, note)
    return format_html(
        '<section class="ribbon" aria-label="{}"><ol>{}</ol>{}</section>',
        _("Phases and gates"),
        items,
        beside if lane or note else "",
    )


def _phase(phase: Phase) -> SafeString:
    bar = (
        format_html(
            '<progress class="bar" max="100" value="{}" aria-label="{}"></progress>',
            f"{phase.done:g}",
            _("Progress of %(phase)s") % {"phase": phase.name},
        )
        if phase.done is not None
        else ""
    )
    return format_html(
        '<div class="phase {}"{}><b>{}</b><span class="small">{}</span>{}</div>',
        phase.state,
        SafeString(' aria-current="step"') if phase.state == "now" else "",
        phase.name,
        " · ".join(_facts(phase)),
        bar,
    )


def _facts(phase: Phase) -> list[str]:
    facts = [] if phase.start is None else [f"{formats.day(phase.start)} – {formats.day(phase.finish)}"]
    if phase.done is not None:
        done = _("%(percent)s done") % {"percent": formats.percent(phase.done)}
        planned = _("%(percent)s planned") % {"percent": formats.percent(phase.planned)}
        facts.append(f"{done}, {planned}" if phase.planned is not None else done)
    return facts


def _gate(gate: Gate) -> SafeString:
    state = gate.state if gate.state in GATE_ICONS else "todo"
    inside = format_html(
        '{}<span>{}<span class="sr"> {}, {}</span></span>',
        marks.icon(GATE_ICONS[state]),
        gate.key,
        gate.name,
        GATE_WORDS[state],
    )
    if not gate.href:
        return format_html('<span class="gatepin {}">{}</span>', state, inside)
    return format_html('<a class="gatepin {}" href="{}" title="{}">{}</a>', state, gate.href, gate.name, inside)
