"""Patterns of KPIs, the measures they are computed from, and the sources of published limits."""

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from blueprints.calc.library.patterns.base import Pattern, Words
from ecompm.core.documents import Record

KpiSource: TypeAlias = Literal["shop", "analytics", "psp", "crm", "erp", "survey", "lighthouse", "manual"]


@dataclass(frozen=True, kw_only=True)
class Reference(Record):
    """A source, and how it was read."""

    label: ClassVar[str] = "id"
    id: str
    title: str
    url: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class BaseMeasure(Pattern):
    """What a connector delivers and a formula uses."""

    unit: str
    kind: Literal["sum", "snapshot", "distribution"]
    source: KpiSource
    definition: str
    expr: str = ""


@dataclass(frozen=True, kw_only=True)
class Formula(Record):
    """How a KPI is computed, in words and over base measures. A missing measure or a division by zero: no value."""

    text: str
    expr: str


@dataclass(frozen=True, kw_only=True)
class GoodPractice(Record):
    """Published limits."""

    green: str | None
    amber: str | None
    limit: str | None
    ref: str
    note: str


@dataclass(frozen=True, kw_only=True)
class TypicalValue(Record):
    """A published figure for orientation, not a target."""

    value: int | float
    note: str
    ref: str


@dataclass(frozen=True, kw_only=True)
class LegalLimit(Record):
    """A bound set by law."""

    value: int | float
    unit: str
    ref: str
    note: str


@dataclass(frozen=True, kw_only=True)
class KpiPattern(Pattern):
    """A KPI with formula, base measures, traps and levers."""

    name: Words
    formula: Formula
    unit: Literal["count", "d", "eur", "h", "min", "ms", "pct", "per_100", "points", "ratio", "score"]
    direction: Literal["up", "down"]
    window: str
    source: KpiSource
    system: str
    base_measures: tuple[str, ...]
    traps: tuple[str, ...]
    levers: tuple[str, ...]
    good_practice: GoodPractice | None
    typical: TypicalValue | None
    legal_limit: LegalLimit | None
    used_in: tuple[Literal["baseline", "launch", "hypercare", "benefit"], ...]
    in_templates: tuple[str, ...]

    @property
    def templates(self) -> tuple[str, ...]:
        return self.in_templates
