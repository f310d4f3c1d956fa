"""Texts that a project has no room for: they are told here with their line, not when a project is made."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from blueprints.calc.checks.finding import Finding
from blueprints.calc.template import Template
from ecompm.core.sentences import Sentence, gettext_noop

TOO_LONG = gettext_noop("The text has %(count)s characters; at most %(limit)s fit.")

LIMITS: Final = {
    "roles": {"code": 12, "name": 120},
    "tasks": {"name": 250},
    "gates": {"name": 120},
    "criteria": {"text": 250, "expr": 500},
    "risks": {"category": 40},
    "kri": {"metric": 250, "value_ref": 120},
    "kpis": {"code": 60, "green": 60, "amber": 60, "source": 60},
}
"""Characters by kind of record and field."""


def length_findings(template: Template) -> Iterator[Finding]:
    """Findings about texts longer than the column they go to."""
    criteria = [criterion for gate in template.gates for criterion in gate.criteria]
    indicators = [indicator for risk in template.risks for indicator in risk.kri]
    if len(template.id) > 60:
        yield _finding(template, "id", "id", template.id, 60)
    for kind, records in (
        ("roles", template.roles),
        ("tasks", template.tasks),
        ("gates", template.gates),
        ("criteria", criteria),
        ("risks", template.risks),
        ("kri", indicators),
        ("kpis", template.kpis),
    ):
        yield from _of(kind, records)


def _of(kind: str, records: Iterable[Any]) -> Iterator[Finding]:
    for record in records:
        for field, limit in LIMITS[kind].items():
            text = getattr(record, field) or ""
            if len(text) > limit:
                name = getattr(record, record.label, "") if record.label else ""
                yield _finding(record, field, f"{kind} {name} {field}".replace("  ", " "), text, limit)


def _finding(record: Any, field: str, place: str, text: str, limit: int) -> Finding:
    return Finding(record.line(field), place, Sentence(TOO_LONG, {"count": len(text), "limit": limit}))
