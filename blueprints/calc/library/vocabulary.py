"""The enumerations all library files share, and the published vocabulary of expressions.

An installation may know more facts than these (`ecompm.core.facts`), but content that travels between installations
keeps to this list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from blueprints.calc.library.patterns import Words
from ecompm.core.documents import Record
from ecompm.core.expressions import UNIT_KINDS, Kind, Parameter, Signature, Signatures


@dataclass(frozen=True, kw_only=True)
class FactArgument(Record):
    """An argument of a fact, as `ecompm.core.expressions.Parameter`."""

    label: ClassVar[str] = "name"
    name: str
    kind: Literal["number", "text", "boolean", "date", "duration"] = "text"
    required: bool = True
    ordered: bool = False
    choices: tuple[str, ...] = ()

    @property
    def parameter(self) -> Parameter:
        return Parameter(self.name, Kind(self.kind), self.required, self.choices, self.ordered)


@dataclass(frozen=True, kw_only=True)
class FactEntry(Record):
    """A fact that shared content may name."""

    label: ClassVar[str] = "name"
    name: str
    unit: str
    note: str = ""
    args: tuple[FactArgument, ...] = ()

    @property
    def signature(self) -> Signature:
        return Signature(self.name, UNIT_KINDS[self.unit], tuple(argument.parameter for argument in self.args))


@dataclass(frozen=True, kw_only=True)
class ExpressionRules(Record):
    """The facts that shared content may name, and the functions of KPI formulas."""

    note: str
    facts: tuple[FactEntry, ...]
    measure_functions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Area(Record):
    """An area of a shop, with the prefix of its requirement codes."""

    label: ClassVar[str] = "code"
    code: str
    prefix: str
    name: Words


@dataclass(frozen=True, kw_only=True)
class KnownTemplate(Record):
    """A template the library was written for: its roles and gates, and how many tasks it has."""

    label: ClassVar[str] = "id"
    id: str
    roles: tuple[str, ...]
    tasks: int
    gates: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Vocabulary(Record):
    """The enumerations of the library."""

    schema: Literal["ecpm-library-vocabulary/1"]
    version: int
    languages: tuple[str, ...]
    four_languages_promised: Mapping[str, str]
    templates: tuple[KnownTemplate, ...]
    phases: tuple[str, ...]
    areas: tuple[Area, ...]
    requirement_types: tuple[str, ...]
    moscow: tuple[str, ...]
    verification: tuple[str, ...]
    integration_kinds: Mapping[str, str]
    risk_categories: tuple[str, ...]
    risk_category_of_template: Mapping[str, str]
    strategies: Mapping[str, tuple[str, ...]]
    kpi_sources: tuple[str, ...]
    kpi_use: tuple[str, ...]
    units: tuple[str, ...]
    engagement: tuple[str, ...]
    adkar: tuple[str, ...]
    resistance_causes: tuple[str, ...]
    compliance_packs: tuple[str, ...]
    issue_components: tuple[str, ...]
    evidence_keys: tuple[str, ...]
    expressions: ExpressionRules

    @property
    def signatures(self) -> Signatures:
        """What `expressions.check` needs to know of the published facts."""
        return {fact.name: fact.signature for fact in self.expressions.facts}

    def formula_signatures(self, measures: Any) -> Signatures:
        """What a KPI formula may name: the base measures, and the percentile functions over one of them."""
        known = {name: Signature(name, Kind.NUMBER) for name in measures}
        choice = Parameter("measure", choices=tuple(measures))
        return known | {name: Signature(name, Kind.NUMBER, (choice,)) for name in self.expressions.measure_functions}
