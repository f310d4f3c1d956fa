"""Patterns of cutovers by the minute."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from blueprints.calc.library.patterns.base import Pattern
from ecompm.core.documents import Record


@dataclass(frozen=True, kw_only=True)
class StopRule(Record):
    """A condition that stops a cutover, and what is done then."""

    expr: str
    action: str


@dataclass(frozen=True, kw_only=True)
class Rollback(Record):
    """A way back, how long it takes at most in minutes, and until which step it is open."""

    label: ClassVar[str] = "code"
    code: str
    text: str
    max_min: int | None
    valid_until: str | None


@dataclass(frozen=True, kw_only=True)
class Step(Record):
    """A step of a cutover; the offset is in minutes from T0."""

    label: ClassVar[str] = "id"
    id: str
    block: str
    offset_min: int
    duration_min: int
    step: str
    owner_role: str
    deputy_role: str
    system: tuple[str, ...]
    evidence: str
    decision: Literal["go_no_go", "point_of_no_return"] | None
    after_gate: str | None
    rollback: str | None


@dataclass(frozen=True, kw_only=True)
class Runbook(Pattern):
    """A cutover by the minute with decisions, evidence, ways back and stop rules."""

    template: str
    title: str
    t0: str
    window: str
    stop_rules: tuple[StopRule, ...]
    rollbacks: tuple[Rollback, ...]
    steps: tuple[Step, ...]

    @property
    def templates(self) -> tuple[str, ...]:
        return (self.template,)
