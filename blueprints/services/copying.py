"""Patterns of the library, copied into a project: from then on they are the project's own and freely edited."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from blueprints.calc.library import Kind, Pattern
from blueprints.calc.library import shipped as library
from blueprints.calc.library.patterns import StakeholderPattern
from blueprints.calc.rows import (
    indicator_pattern_rows,
    kpi_pattern_row,
    lesson_pattern_row,
    requirement_pattern_row,
    risk_pattern_row,
    stakeholder_pattern_row,
)
from blueprints.calc.rows.origin import code_of
from blueprints.calc.template import Template
from blueprints.services.reading import language
from ecompm.core.errors import Invalid
from kpis.models import Kpi
from kpis.services import create_kpis
from lifecycle.models import Lesson
from lifecycle.services.lessons import create_lessons
from lifecycle.services.phases import current_phase
from projects.models import Project
from projects.services import items
from requirements.models import Requirement
from requirements.services import create_requirements
from risks.models import Indicator, Risk
from stakeholders.models import Stakeholder
from stakeholders.services import create_stakeholders

Copy = Callable[[Any, Project, Sequence[Any]], Sequence[Any]]


@transaction.atomic
def copy_patterns(*, by: Any, project: Project, kind: Kind, codes: Iterable[str]) -> Sequence[Any]:
    """The new objects made of the patterns with these codes; those the project has already are passed over.

    Raises Invalid for an unknown code or a kind that projects can't take up, and what the services of the kind raise.
    """
    if kind not in COPIES:
        raise Invalid(_("Patterns of this kind can't be taken into a project yet."))
    taken = codes_in(project, kind)
    wanted = [_pattern(kind, code) for code in dict.fromkeys(codes) if code not in taken]
    return COPIES[kind](by, project, wanted) if wanted else ()


def codes_in(project: Project, kind: Kind) -> frozenset[str]:
    """The codes of the patterns of a kind that the project holds already."""
    model, column = HELD[kind]
    held = model._default_manager.filter(project=project).values_list(column, flat=True)
    return frozenset(code_of(ref) for ref in held if ref)


def suggested_stakeholders(template: Template) -> tuple[StakeholderPattern, ...]:
    """The archetypes of a template that play one of its roles, and the powerful ones outside the project."""
    roles = {role.code for role in template.roles}
    patterns: tuple[StakeholderPattern, ...] = library().for_template("stakeholders", template.id)
    return tuple(
        one
        for one in patterns
        if (one.role and _role_in(one.role, template.id) in roles)
        or one.quadrant in ("manage_closely", "keep_satisfied")
    )


def _pattern(kind: Kind, code: str) -> Pattern:
    try:
        pattern: Pattern = library().get(kind, code)
    except KeyError:
        raise Invalid(_("The library has no pattern %(code)s.") % {"code": code}) from None
    return pattern


def _role_in(code: str, template: str) -> str:
    known = {role.code for role in library().of("roles")}
    return library().role_in(code, template) if code in known else code


def _copy_requirements(by: Any, project: Project, patterns: Sequence[Any]) -> Sequence[Any]:
    version = library().version("requirements")
    rows = [requirement_pattern_row(pattern, language(), version) for pattern in patterns]
    return create_requirements(by=by, project=project, rows=rows)


def _copy_risks(by: Any, project: Project, patterns: Sequence[Any]) -> Sequence[Any]:
    version = library().version("risks")
    rows = [risk_pattern_row(pattern, language(), version) for pattern in patterns]
    made = items.create_items(Risk, by=by, project=project, grant="risk.change", rows=rows)
    indicators = [
        {"risk": risk, **values}
        for risk, pattern in zip(made, patterns, strict=True)
        for values in indicator_pattern_rows(pattern, project.template_id)
    ]
    items.create_items(Indicator, by=by, project=project, grant="risk.change", rows=indicators, audited=False)
    return made


def _copy_kpis(by: Any, project: Project, patterns: Sequence[Any]) -> Sequence[Any]:
    return create_kpis(by=by, project=project, rows=[kpi_pattern_row(pattern, language()) for pattern in patterns])


def _copy_stakeholders(by: Any, project: Project, patterns: Sequence[Any]) -> Sequence[Any]:
    roles = {role.code: role for role in project.roles.all()}
    phase = current_phase(project)
    version = library().version("stakeholders")
    rows = [
        {
            **stakeholder_pattern_row(pattern, language(), version, phase.code if phase else ""),
            "role": roles.get(_role_in(pattern.role, project.template_id)) if pattern.role else None,
        }
        for pattern in patterns
    ]
    return create_stakeholders(by=by, project=project, rows=rows)


def _copy_lessons(by: Any, project: Project, patterns: Sequence[Any]) -> Sequence[Any]:
    return create_lessons(by=by, project=project, rows=[lesson_pattern_row(pattern) for pattern in patterns])


COPIES: Final[Mapping[Kind, Copy]] = {
    "requirements": _copy_requirements,
    "risks": _copy_risks,
    "kpis": _copy_kpis,
    "stakeholders": _copy_stakeholders,
    "lessons": _copy_lessons,
}
"""The kinds that a project can take up."""

HELD: Final[Mapping[Kind, tuple[Any, str]]] = {
    "requirements": (Requirement, "ref"),
    "risks": (Risk, "ref"),
    "kpis": (Kpi, "key"),
    "stakeholders": (Stakeholder, "ref"),
    "lessons": (Lesson, "category"),
}
"""Where a project remembers the code of a pattern."""
