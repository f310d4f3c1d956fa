"""Two tenants who must not see each other, made with the worlds that `tests/<app>/routes.py` builds for its rows.

Each app gets a project of its own in either tenant, so that its rows find what they expect. Every text of the victim's
holds the canary: wherever it shows up in an answer to somebody else, something leaked.
"""

import importlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.utils.crypto import get_random_string

from accounts.models import ApiToken, User
from accounts.services.tokens import create_token
from ecompm.core.models import AuditEntry
from ecompm.core.users import InstanceRole
from lifecycle.models import Lesson
from projects.access import Role
from projects.models import Membership, Project
from projects.services.projects import create_project
from tests.cast import Cast, person

CANARY = "CANARY7f3a"
PUBLIC = "PUBLIC7f3a"
MODULES = [f"tests.{path.parent.name}.routes" for path in sorted(Path(__file__).parents[1].glob("*/routes.py"))]

# What belongs to the whole installation: people, whom managers may look up to invite them, and its templates.
SHARED = frozenset({"accounts.User", "blueprints.ProjectTemplate"})
LIBRARIES = frozenset({"auth", "contenttypes", "sessions", "usersessions"})
# Texts that the product reads as a code, a name of a column or a formula; changing them would break the object.
STRUCTURE = frozenset(
    {"actor_name", "code", "digest", "expression", "green", "amber", "key", "kind", "metric", "noun", "object_type",
     "operator", "phase", "gate", "prefix", "source", "template_id", "threshold", "verb", "snapshot_hash"}
)  # fmt: skip


@dataclass
class Tenant:
    """Five people and, by module of routes, the world it built around a project of theirs."""

    letter: str
    people: dict[str, User]
    worlds: dict[str, dict[str, Any]]


def make_tenant(letter: str) -> Tenant:
    """A tenant with every object the rows of the route matrix name."""
    people = {name: person(f"{name}{letter}") for name in ("Alice", "Bob", "Vera", "Charlie", "Paula")}
    people["Gus"] = person(f"Gus{letter}", is_external=True)
    people["Ada"] = person(f"Ada{letter}", role=InstanceRole.ADMINISTRATOR)
    named = {name.lower(): user for name, user in people.items()}
    tenant = Tenant(letter, people, {})
    for module in MODULES:
        cast = Cast(**named, project=_project(letter, module, people))
        build = getattr(importlib.import_module(module), "build", lambda cast: {})
        tenant.worlds[module] = {"cast": cast, "project": cast.project, **build(replace(cast))}
    return tenant


def _project(letter: str, module: str, people: dict[str, User]) -> Any:
    key = f"{letter}{module.split('.')[1].upper()}"[:10]
    project = create_project(by=people["Alice"], key=key, name=f"Shop {key}")
    for name, role in (("Bob", Role.MEMBER), ("Vera", Role.VIEWER), ("Gus", Role.GUEST)):
        Membership.objects.create(project=project, user=people[name], role=role)
    return project


def brand_everything() -> None:
    """Write the canary into every text stored so far, except what belongs to everybody."""
    for model in apps.get_models():
        if model._meta.label in SHARED or model._meta.app_label in LIBRARIES:
            continue
        if names := [field.name for field in model._meta.concrete_fields if _is_prose(field)]:
            rows = list(model._default_manager.all())
            for row in rows:
                for name in names:
                    setattr(row, name, _branded(model._meta.get_field(name), row.pk, _mark(row)))
            model._default_manager.bulk_update(rows, names, batch_size=200)
    AuditEntry.objects.update(changes={"name": [CANARY, CANARY]})


def _is_prose(field: Any) -> bool:
    texts = models.CharField | models.TextField
    long = (field.max_length or 1000) >= 40
    return isinstance(field, texts) and long and not (field.choices or field.unique or field.name in STRUCTURE)


def _mark(row: models.Model) -> str:
    """The canary, or another mark where the row itself is offered to the whole organisation."""
    is_open = isinstance(row, Lesson) and row.is_public and row.project.status == Project.Status.CLOSED
    return PUBLIC if is_open else CANARY


def _branded(field: Any, pk: Any, mark: str) -> str:
    if isinstance(field, models.EmailField):
        return f"{mark.lower()}-{pk}@example.com"
    if isinstance(field, models.URLField):
        return f"https://example.com/{mark}/{pk}"
    return f"{mark} {pk}"


Credentials = dict[str, dict[str, str]]


def roles(api: Tenant, pages: Tenant) -> dict[str, Credentials]:
    """How each role signs in: a token for the API of one tenant, a session for the pages of the other. `admin` is an
    administrator's token that is limited to the tenant's projects; a session can't be limited, so it has none."""
    names = {"guest": "Gus", "viewer": "Vera", "member": "Bob", "manager": "Alice"}
    own = [world["project"].pk for world in api.worlds.values()]
    return {
        "outsider": signed_in(person("Oscar")),
        **{role: _token(api.people[name]) | _session(pages.people[name]) for role, name in names.items()},
        "admin": _token(api.people["Ada"], own),
    }


def signed_in(user: User) -> Credentials:
    return _token(user) | _session(user)


def _token(user: User, project_ids: list[int] | None = None) -> Credentials:
    secret = create_token(by=user, name="Attack", scope=ApiToken.Scope.WRITE, project_ids=project_ids or [])[1]
    return {"headers": {"Authorization": f"Token {secret}"}}


def _session(user: User) -> Credentials:
    client = Client(HTTP_USER_AGENT=get_random_string(8))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"cookies": {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: get_random_string(32)}}
