"""Making a whole project from a template: one transaction, a few statements for each kind of object."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from blueprints.calc.answers import Answers
from blueprints.calc.dates import start_day
from blueprints.calc.library import Kind
from blueprints.services import copying, filling
from ecompm.core import audit
from ecompm.core.errors import Invalid
from lifecycle.services.closing import set_up_handover
from planning import working_time
from planning.calc.calendars import Calendar
from projects.access import Role
from projects.models import Project
from projects.people import known_to
from projects.services.memberships import add_members
from projects.services.projects import create_project
from risks.services.compliance import apply_packs

MANAGER, SPONSOR = "PM", "SPO"
"""Codes of the roles that a project knows by name."""

KINDS = {
    "new-shop-launch": Project.Kind.NEW_SHOP,
    "replatforming": Project.Kind.REPLATFORMING,
    "black-friday-readiness": Project.Kind.PEAK,
    "payment-migration": Project.Kind.PAYMENT,
    "pim-erp-integration": Project.Kind.INTEGRATION,
    "marketplace-launch": Project.Kind.MARKETPLACE,
}


@transaction.atomic
def create_from_template(*, by: Any, answers: Answers) -> Project:
    """A project with everything its template brings, scheduled, and what was picked from the library.

    Nothing is made when any part of it is refused. Raises NotAllowed, Conflict, Invalid or ValidationError.
    """
    people = _people(by, answers.people)
    project = create_project(by=by, **_columns(by, answers, people))
    add_members(by=by, project=project, people=_members(by, people))
    filling.fill(project, by=by, answers=answers, people=people)
    set_up_handover(project, by=by)
    apply_packs(by=by, project=project, packs=sorted(answers.chosen_packs))
    for kind, codes in with_stakeholders(answers).items():
        copying.copy_patterns(by=by, project=project, kind=kind, codes=codes)
    made = {"template": f"{answers.template.id} {answers.template.version}", "left_out": sorted(answers.left_out)}
    audit.record(by=by, verb="made from template", obj=project, changes={k: (None, v) for k, v in made.items()})
    return project


def calendar_of(answers: Answers) -> Calendar:
    """The working time of the project to be: the standard week without the public holidays of its country."""
    return working_time.national(answers.country, "", answers.day.year)


def with_stakeholders(answers: Answers) -> Mapping[Kind, tuple[str, ...]]:
    """The picks of a person; where they were not asked about stakeholders, those the template suggests."""
    suggested = tuple(pattern.code for pattern in copying.suggested_stakeholders(answers.template))
    return {"stakeholders": suggested, **answers.picks}


def _people(by: Any, wanted: Mapping[str, int]) -> dict[str, Any]:
    """Persons by role code. Raises Invalid for somebody the maker does not know of."""
    known = known_to(by).in_bulk(set(wanted.values()))
    if missing := sorted(code for code, pk in wanted.items() if pk not in known):
        raise Invalid(fields={f"role_{code}": [_("Choose somebody of this list.")] for code in missing})
    return {code: known[pk] for code, pk in wanted.items()}


def _members(by: Any, people: Mapping[str, Any]) -> dict[Any, str]:
    """Who becomes what: the project manager manages, colleagues work, people from outside see what is shared."""
    roles: dict[Any, str] = {}
    for code, person in people.items():
        if code == MANAGER:
            roles[person] = Role.MANAGER
        else:
            roles.setdefault(person, Role.GUEST if person.is_external else Role.MEMBER)
    roles.pop(by, None)
    return roles


def _columns(by: Any, answers: Answers, people: Mapping[str, Any]) -> dict[str, Any]:
    template = answers.template
    return {
        "kind": KINDS.get(template.id, Project.Kind.OTHER),
        "manager": people.get(MANAGER, by),
        "sponsor": people.get(SPONSOR),
        **answers.project,
        "key": answers.key,
        "name": answers.name,
        "country": answers.country,
        "wished_start": start_day(answers.tailored, calendar_of(answers), answers.fixed, answers.day),
        "template_id": template.id,
        "template_version": template.version,
    }
