"""Patterns for people: stakeholders, deliverables with RACI, communication, change, training, meetings, lessons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from blueprints.calc.library.patterns.base import Pattern, Words
from blueprints.calc.template import Phase
from ecompm.core.documents import Record

Engagement: TypeAlias = Literal["unaware", "resistant", "neutral", "supportive", "leading"]


@dataclass(frozen=True, kw_only=True)
class Need(Record):
    """What a stakeholder wants to know, how often, and through which channel."""

    what: str
    how_often: str
    channel: str


@dataclass(frozen=True, kw_only=True)
class StakeholderPattern(Pattern):
    """An archetype: interests, power and interest (1 to 5), wanted engagement, involvement per deliverable."""

    role: str | None
    side: Literal["internal", "agency", "vendor", "external"]
    name: Words
    interests: tuple[str, ...]
    concerns: tuple[str, ...]
    power: int
    interest: int
    quadrant: Literal["manage_closely", "keep_satisfied", "keep_informed", "monitor"]
    engagement_desired: Mapping[str, Engagement]
    raci_defaults: Mapping[str, Mapping[str, str]]
    raci_origin: Literal["deliverables.yaml", "stakeholder"]
    communication_needs: tuple[Need, ...]
    applies_to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Raci(Record):
    """Who is responsible (R), accountable (A), consulted (C) and informed (I)."""

    R: tuple[str, ...]
    A: str
    C: tuple[str, ...]
    I: tuple[str, ...]  # noqa: E741  # the letter of the matrix


@dataclass(frozen=True, kw_only=True)
class DeliverablePattern(Pattern):
    """A result of a phase with acceptance criteria and RACI."""

    phase: Phase
    name: Words
    acceptance_criteria: tuple[str, ...]
    raci: Raci
    applies_to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContentRule(Record):
    """One of the five compulsory contents: stated in this message, or referred to."""

    content: str
    mode: Literal["state", "refer"]


@dataclass(frozen=True, kw_only=True)
class CommunicationPattern(Pattern):
    """A message or meeting of the communication plan; `rrule` after RFC 5545 without DTSTART."""

    title: str
    audience: str
    stakeholder: str | None
    purpose: str
    message_checklist: tuple[ContentRule, ...]
    channel: str
    rrule: str
    owner_role: str
    feedback: str
    measure: str
    phases: tuple[Phase, ...]
    applies_to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeMeasure(Pattern):
    """A change-management measure by ADKAR element and cause of resistance."""

    adkar: Literal["awareness", "desire", "knowledge", "ability", "reinforcement"]
    resistance_cause: str
    title: str
    measure: str
    owner_role: str
    success_looks_like: str
    phases: tuple[Phase, ...]


@dataclass(frozen=True, kw_only=True)
class Course(Pattern):
    """A course; `level` is the target on the scale 0 none to 4 teaches, `hours` its length."""

    title: str
    roles: tuple[str, ...]
    skill: str
    level: int
    hours: int
    phase: Phase
    content: tuple[str, ...]
    exit_test: str
    applies_to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AgendaItem(Record):
    """An item of an agenda and its minutes."""

    minutes: int
    item: str


@dataclass(frozen=True, kw_only=True)
class MeetingPattern(Pattern):
    """A standard meeting; the kind `no_decisions` marks sounding boards."""

    name: Words
    duration_min: int
    rrule: str
    owner_role: str
    participants: tuple[str, ...]
    kind: Literal["decision", "working", "no_decisions"]
    agenda: tuple[AgendaItem, ...]
    preparation: str
    output: str


@dataclass(frozen=True, kw_only=True)
class Anchor(Record):
    """The element of a template (a task or a gate) that a lesson would change."""

    template: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class LessonPattern(Pattern):
    """A typical lesson and the element of a template that it would change."""

    situation: str
    cause: str
    effect: str
    recommendation: str
    phase: Phase
    change_in: Anchor
    also_relevant: tuple[str, ...]

    @property
    def templates(self) -> tuple[str, ...]:
        return (self.change_in.template, *self.also_relevant)

    @property
    def title_text(self) -> Words:
        return {"en": self.situation}
