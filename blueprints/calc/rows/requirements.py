"""Requirements of templates and of the library as rows of a project."""

from collections.abc import Mapping
from typing import Any, Final

from blueprints.calc.library.patterns import Acceptance, RequirementPattern
from blueprints.calc.rows.origin import origin, shortened
from blueprints.calc.template import Requirement

TITLE: Final = 250
TYPES: Final[Mapping[str, str]] = {"nonfunctional": "quality"}
"""Types that a project calls by another name."""


def requirement_row(requirement: Requirement) -> dict[str, Any]:
    """The columns of a requirement, without its tasks. A long text stays whole as the need."""
    return {
        "title": shortened(requirement.text, TITLE),
        "need": requirement.text if len(requirement.text) > TITLE else "",
        "type": TYPES.get(requirement.type, requirement.type),
        "priority": requirement.moscow,
        "acceptance": requirement.acceptance,
        "ref": requirement.id,
    }


def requirement_pattern_row(pattern: RequirementPattern, language: str, version: int) -> dict[str, Any]:
    """The columns of a requirement copied from the library, its title in the language where there is one."""
    return {
        "title": shortened(pattern.title.get(language) or pattern.title["en"], TITLE),
        "need": pattern.need,
        "rationale": pattern.rationale,
        "type": TYPES.get(pattern.type, pattern.type),
        "priority": pattern.moscow_default,
        "acceptance": "\n".join(map(_criterion, pattern.acceptance)),
        "verification": pattern.verification,
        "ref": origin(pattern.code, version),
    }


def _criterion(acceptance: Acceptance) -> str:
    return f"Given {acceptance.given}, when {acceptance.when}, then {acceptance.then}."
