"""Patterns of roles, requirements and risks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from blueprints.calc.library.patterns.base import Pattern, Words
from blueprints.calc.template import Comparison, Indicator, Phase
from ecompm.core.documents import Record


@dataclass(frozen=True, kw_only=True)
class RolePattern(Pattern):
    """A library role, its stand-ins, and the role code that takes its place in each template."""

    name: Words
    fallback: tuple[str, ...]
    in_template: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Acceptance(Record):
    """One acceptance criterion: given a situation, when something happens, then this is seen."""

    given: str
    when: str
    then: str


@dataclass(frozen=True, kw_only=True)
class Measure(Record):
    """A measurable bound of a requirement, if possible on a KPI of the library."""

    kpi: str | None
    metric: str
    op: Comparison
    value: int | float
    unit: str
    condition: str


@dataclass(frozen=True, kw_only=True)
class RequirementPattern(Pattern):
    """A need with rationale and acceptance, and the risks and KPIs that usually go with it."""

    area: str
    title: Words
    need: str
    rationale: str
    type: Literal["functional", "nonfunctional", "integration", "security", "legal", "data", "seo", "operations"]
    moscow_default: Literal["must", "should", "could", "wont"]
    acceptance: tuple[Acceptance, ...]
    verification: Literal["test", "demo", "inspection", "analysis"]
    integration_kinds: tuple[str, ...]
    typical_risks: tuple[str, ...]
    typical_kpis: tuple[str, ...]
    applies_to: tuple[str, ...]
    nfr_metric: Measure | None


@dataclass(frozen=True, kw_only=True)
class Hits(Record):
    """The phases and areas that a risk touches."""

    phases: tuple[Phase, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Response(Record):
    """A typical answer to a risk, with its effort in days."""

    strategy: Literal["avoid", "reduce", "transfer", "accept", "exploit", "enhance", "share"]
    text: str
    effort_days: int


@dataclass(frozen=True, kw_only=True)
class RiskIndicator(Indicator):
    """A leading indicator with its reason; `only_template` binds one that names a task to its template."""

    why: str
    only_template: str | None = None


@dataclass(frozen=True, kw_only=True)
class RiskPattern(Pattern):
    """Cause, event and effect of a threat or opportunity, with starting scores, responses and indicators."""

    category: str
    kind: Literal["threat", "opportunity"]
    title: Words
    cause: str
    event: str
    effect: str
    p: int
    i: int
    reasoning: str
    hits: Hits
    typical_responses: tuple[Response, ...]
    kri: tuple[RiskIndicator, ...]
    early_signs: tuple[str, ...]
    owner_role: str
    applies_to: tuple[str, ...]
