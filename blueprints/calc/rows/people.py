"""Stakeholders and lessons of the library as rows of a project."""

from typing import Any, Final

from blueprints.calc.library.patterns import LessonPattern, StakeholderPattern
from blueprints.calc.rows.kpis import window_days
from blueprints.calc.rows.origin import as_title, origin, shortened
from blueprints.calc.template import Communication

TITLE: Final = 200
ONCE: Final = "once"


def stakeholder_pattern_row(pattern: StakeholderPattern, language: str, version: int, phase: str) -> dict[str, Any]:
    """The columns of a stakeholder made from an archetype, with the engagement wanted in a phase; without its role.

    Nobody has met the person yet: the engagement now is the neutral default.
    """
    wanted = pattern.engagement_desired
    return {
        "name": pattern.name.get(language) or pattern.name["en"],
        "is_group": True,
        "interests": "\n".join(pattern.interests),
        "power": pattern.power,
        "interest": pattern.interest,
        "desired_engagement": wanted.get(phase) or next(iter(wanted.values()), "supportive"),
        "strategy": "\n".join(f"{need.what}: {need.how_often}, {need.channel}" for need in pattern.communication_needs),
        "ref": origin(pattern.code, version),
    }


def communication_row(line: Communication) -> dict[str, Any]:
    """The columns of a line of the communication plan, without its role. Less than a day counts as daily."""
    return {
        "audience": line.audience[:150],
        "purpose": line.purpose[:500],
        "channel": line.channel[:80],
        "every_days": None if line.every == ONCE else window_days(line.every),
    }


def communication_of(audience: str, purpose: str, channel: str, every_days: int | None, owner: str) -> Communication:
    """The line of a template that a line of a project becomes; `owner` is a role code."""
    every = ONCE if every_days is None else f"{every_days}d"
    return Communication(audience=audience, purpose=purpose, channel=channel, every=every, owner=owner)


def lesson_pattern_row(pattern: LessonPattern) -> dict[str, Any]:
    """The columns of a lesson copied into a project."""
    return {
        "title": shortened(as_title(pattern.situation), TITLE),
        "situation": pattern.situation,
        "cause": pattern.cause,
        "effect": pattern.effect,
        "recommendation": pattern.recommendation,
        "phase": pattern.phase,
        "category": pattern.code,
        "template_id": pattern.change_in.template,
        "is_public": False,
    }
