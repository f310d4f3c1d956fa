"""What a person answers before a project is made from a template."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeAlias

from blueprints.calc.library import Kind
from blueprints.calc.tailoring import without
from blueprints.calc.template import Template

Fixed: TypeAlias = Literal["start", "event"]


class Freeze(NamedTuple):
    """Days, both included, on which work goes on but nothing goes live."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The template and everything asked about the project.

    `day` is the first working day, or with `fixed` "event" the day of the template's event (without one: the last
    day). `people` maps role codes to ids of persons; a role without one stays a placeholder. `left_out` names blocks of
    the template, `packs` compliance packs (None: those of the template), `picks` codes of library patterns by kind.
    `project` holds further columns of the project.
    """

    template: Template
    key: str
    name: str
    day: date
    fixed: Fixed = "start"
    country: str = "DE"
    people: Mapping[str, int] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    packs: frozenset[str] | None = None
    picks: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)
    freezes: tuple[Freeze, ...] = ()
    project: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def tailored(self) -> Template:
        """The template without the blocks that are left out."""
        return without(self.template, self.left_out)

    @property
    def chosen_packs(self) -> frozenset[str]:
        """The compliance packs of the project, by the names the template or the person uses."""
        return frozenset(self.tailored.compliance) if self.packs is None else self.packs
