"""Patterns of the library in words: what kinds there are, and every field of a pattern under its name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blueprints.calc.library import Kind, Pattern
from blueprints.calc.library.patterns import Acceptance, ContentRule, Measure, Need, Response
from blueprints.calc.rows.risks import threshold
from blueprints.calc.template import Indicator
from blueprints.services.copying import COPIES
from blueprints.services.reading import language
from ecompm.core.documents import Record


@dataclass(frozen=True)
class KindOfPattern:
    """A kind: its name, what it is good for, and its icon. `waits` says what a project can't take up yet."""

    kind: Kind
    name: Any
    text: Any
    icon: str
    waits: Any = ""

    @property
    def is_taken_up(self) -> bool:
        """Whether a project can copy patterns of this kind."""
        return self.kind in COPIES


KINDS: Final[Mapping[str, KindOfPattern]] = {
    one.kind: one
    for one in (
        KindOfPattern(
            "requirements",
            gettext_lazy("Requirements"),
            gettext_lazy("Needs with rationale and acceptance criteria, by area of a shop."),
            "check",
        ),
        KindOfPattern(
            "risks",
            gettext_lazy("Risks"),
            gettext_lazy("Cause, event and effect, with responses and leading indicators."),
            "shield",
        ),
        KindOfPattern(
            "kpis", gettext_lazy("KPIs"), gettext_lazy("Figures with formula, traps, levers and limits."), "target"
        ),
        KindOfPattern(
            "stakeholders",
            gettext_lazy("Stakeholders"),
            gettext_lazy("Archetypes with interests, power and what they want to hear."),
            "users",
        ),
        KindOfPattern(
            "lessons",
            gettext_lazy("Lessons learned"),
            gettext_lazy("What went wrong elsewhere, and what to do about it."),
            "book",
        ),
        KindOfPattern(
            "deliverables",
            gettext_lazy("Deliverables"),
            gettext_lazy("Results of the phases with acceptance criteria and responsibilities."),
            "layers",
            gettext_lazy("Projects can take them up once deliverables have a room of their own."),
        ),
        KindOfPattern(
            "communications",
            gettext_lazy("Communication"),
            gettext_lazy("Messages and rhythms: who is told what, how and how often."),
            "inbox",
            gettext_lazy("Projects can take them up once there is a communication plan."),
        ),
        KindOfPattern(
            "meetings",
            gettext_lazy("Meetings"),
            gettext_lazy("Standard meetings with agenda, preparation and output."),
            "users",
            gettext_lazy("Projects can take them up once meetings have a room of their own."),
        ),
        KindOfPattern(
            "measures",
            gettext_lazy("Change measures"),
            gettext_lazy("What helps people through a change, by cause of resistance."),
            "flag",
            gettext_lazy("Projects can take them up once change management has a room of its own."),
        ),
        KindOfPattern(
            "courses",
            gettext_lazy("Training"),
            gettext_lazy("Courses by role with level, content and exit test."),
            "book",
            gettext_lazy("Projects can take them up once training has a room of its own."),
        ),
        KindOfPattern(
            "runbooks",
            gettext_lazy("Cutover runbooks"),
            gettext_lazy("Cutovers by the minute with decisions, ways back and stop rules."),
            "clock",
            gettext_lazy("Projects can take them up once runbooks have a room of their own."),
        ),
        KindOfPattern(
            "roles",
            gettext_lazy("Roles"),
            gettext_lazy("Roles of shop projects, their stand-ins, and their names in each template."),
            "user",
            gettext_lazy("A project gets its roles from its template; further ones are added on its members page."),
        ),
    )
}

LABELS: Final = {
    "need": gettext_lazy("Need"),
    "rationale": gettext_lazy("Rationale"),
    "area": gettext_lazy("Area"),
    "type": gettext_lazy("Type"),
    "moscow_default": gettext_lazy("Priority"),
    "acceptance": gettext_lazy("Acceptance"),
    "verification": gettext_lazy("Verification"),
    "nfr_metric": gettext_lazy("Measured by"),
    "integration_kinds": gettext_lazy("Systems"),
    "typical_risks": gettext_lazy("Typical risks"),
    "typical_kpis": gettext_lazy("Typical KPIs"),
    "category": gettext_lazy("Category"),
    "kind": gettext_lazy("Kind"),
    "cause": gettext_lazy("Because"),
    "event": gettext_lazy("This may happen"),
    "effect": gettext_lazy("Which leads to"),
    "p": gettext_lazy("Likelihood, 1 to 5"),
    "i": gettext_lazy("Impact, 1 to 5"),
    "reasoning": gettext_lazy("Why this score"),
    "hits": gettext_lazy("Hits"),
    "typical_responses": gettext_lazy("Responses"),
    "kri": gettext_lazy("Leading indicators"),
    "early_signs": gettext_lazy("Early signs"),
    "owner_role": gettext_lazy("Owner"),
    "formula": gettext_lazy("Formula"),
    "unit": gettext_lazy("Unit"),
    "direction": gettext_lazy("Better"),
    "window": gettext_lazy("Window"),
    "source": gettext_lazy("Source"),
    "traps": gettext_lazy("Traps"),
    "levers": gettext_lazy("Levers"),
    "good_practice": gettext_lazy("Published limits"),
    "typical": gettext_lazy("Published figure, for orientation"),
    "legal_limit": gettext_lazy("Limit set by law"),
    "used_in": gettext_lazy("Used in"),
    "role": gettext_lazy("Role"),
    "side": gettext_lazy("Side"),
    "interests": gettext_lazy("Interests"),
    "concerns": gettext_lazy("Concerns"),
    "power": gettext_lazy("Power, 1 to 5"),
    "interest": gettext_lazy("Interest, 1 to 5"),
    "engagement_desired": gettext_lazy("Engagement wanted"),
    "communication_needs": gettext_lazy("Wants to know"),
    "phase": gettext_lazy("Phase"),
    "phases": gettext_lazy("Phases"),
    "acceptance_criteria": gettext_lazy("Acceptance criteria"),
    "raci": gettext_lazy("Responsibilities"),
    "audience": gettext_lazy("Audience"),
    "purpose": gettext_lazy("Purpose"),
    "message_checklist": gettext_lazy("Says"),
    "channel": gettext_lazy("Channel"),
    "rrule": gettext_lazy("Rhythm"),
    "feedback": gettext_lazy("Feedback"),
    "measure": gettext_lazy("Measure"),
    "adkar": gettext_lazy("ADKAR element"),
    "resistance_cause": gettext_lazy("Cause of resistance"),
    "success_looks_like": gettext_lazy("Success looks like"),
    "roles": gettext_lazy("Roles"),
    "skill": gettext_lazy("Skill"),
    "level": gettext_lazy("Level, 0 to 4"),
    "hours": gettext_lazy("Hours"),
    "content": gettext_lazy("Content"),
    "exit_test": gettext_lazy("Exit test"),
    "duration_min": gettext_lazy("Minutes"),
    "participants": gettext_lazy("Participants"),
    "agenda": gettext_lazy("Agenda"),
    "preparation": gettext_lazy("Preparation"),
    "output": gettext_lazy("Output"),
    "situation": gettext_lazy("Situation"),
    "recommendation": gettext_lazy("Recommendation"),
    "change_in": gettext_lazy("Changes in the template"),
    "t0": gettext_lazy("T0"),
    "stop_rules": gettext_lazy("Stop rules"),
    "rollbacks": gettext_lazy("Ways back"),
    "steps": gettext_lazy("Steps"),
    "fallback": gettext_lazy("Stand-ins"),
    "in_template": gettext_lazy("In the templates"),
}
"""Names of the fields that are shown; the others serve the machine."""


def title(pattern: Pattern) -> str:
    """The title in the reader's language, else in English."""
    return pattern.title_text.get(language()) or pattern.title_text["en"]


def note(pattern: Any) -> str:
    """What stands small below the title in a list."""
    words = (getattr(pattern, name, "") for name in ("area", "category", "type", "side", "audience", "phase", "source"))
    return " · ".join(str(word).replace("_", " ") for word in words if word)


def entries(pattern: Pattern) -> list[tuple[Any, list[str]]]:
    """Every field of a pattern that says something, with its lines."""
    named = ((LABELS[field.name], getattr(pattern, field.name)) for field in fields(pattern) if field.name in LABELS)
    return [(label, lines) for label, value in named if (lines := list(_lines(value)))]


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        yield from (_line(part) for part in value)
    elif isinstance(value, Mapping):
        yield from (f"{str(key).replace('_', ' ')}: {_line(part)}" for key, part in value.items())
    elif value not in (None, ""):
        yield _line(value)


def _line(value: Any) -> str:
    match value:
        case Acceptance(given=given, when=when, then=then):
            return _("Given %(given)s, when %(when)s, then %(then)s.") % {"given": given, "when": when, "then": then}
        case Response(strategy=strategy, text=text, effort_days=days):
            return _("%(text)s (%(strategy)s, about %(days)d d)") % {"text": text, "strategy": strategy, "days": days}
        case Indicator():
            return f"{value.metric} {value.op} {threshold(value)} → +{value.adds}"
        case Need(what=what, how_often=often, channel=channel):
            return f"{what}: {often}, {channel}"
        case Measure():
            return f"{value.metric} {value.op} {value.value} {value.unit} ({value.condition})"
        case ContentRule(content=content):
            return content.replace("_", " ")
        case Record():
            return " · ".join(filter(None, (_inner(part) for part in _values(value))))
        case tuple():
            return ", ".join(map(_line, value))
        case _:
            return str(value)


def _values(record: Record) -> Iterator[Any]:
    yield from (getattr(record, field.name) for field in fields(record) if field.name != "lines")


def _inner(value: Any) -> str:
    return "" if value in (None, "", ()) else _line(value)
