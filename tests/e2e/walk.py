"""All pages of the product as addresses: those of tests/*/routes.py, those of a project full of work, the account's."""

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.blueprints.stage import made
from tests.cast import Cast
from tests.matrix import Row

NAMES = {
    "projects": ("overview", "about", "members", "roles", "activity"),
    "planning": ("plan", "tasks", "baselines", "health", "recurring", "scenarios", "resources", "load", "levelling"),
    "delivery": ("board",),
    "lifecycle": ("gates", "phases", "closure", "project_lessons"),
    "requirements": ("list",),
    "risks": ("list",),
    "stakeholders": ("list", "raci", "communication"),
    "kpis": ("list", "goals"),
}
ACCOUNT = (
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "usersessions_list",
)
BEFORE_SIGN_IN = (
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
)
Visit = tuple[User | None, str]


def of_routes(module: Any, cast: Cast) -> Iterator[Visit]:
    """Every page that the routes of an app name; Alice visits it where she may."""
    world = {"cast": cast, "project": cast.project, **getattr(module, "build", lambda cast: {})(cast)}
    pages = [row for row in module.ROUTES if row.method == "GET" and not row.route.startswith("api:")]
    for row in pages:
        visit = _visitor(row, cast), reverse(row.route, kwargs=row.args(world))
        if _is_page(*visit):
            yield visit


def of_full_project(cast: Cast) -> Iterator[Visit]:
    """The pages of a project made from a template: long lists, many gates, a plan over months."""
    project = made(cast, "new-shop-launch", key="FULL")
    for space, names in NAMES.items():
        yield from ((cast.alice, reverse(f"{space}:{name}", kwargs={"key": project.key})) for name in names)
    for found in (project.tasks.last(), *project.gates.all()[:2], project.risks.first(), project.requirements.first()):
        yield cast.alice, found.get_absolute_url()


def of_account(cast: Cast) -> Iterator[Visit]:
    yield from ((None, reverse(name)) for name in BEFORE_SIGN_IN)
    yield from ((cast.alice, reverse(name)) for name in ACCOUNT)
    yield cast.alice, "/nowhere/"
    yield cast.vera, reverse("projects:settings", kwargs={"key": cast.project.key})


def _visitor(row: Row, cast: Cast) -> User | None:
    """Who sees the page: Alice, Ada where only she may, else anybody who may."""
    people = cast.by_role()
    allowed = [role for role in ("manager", "admin", *people) if row.expected[role] == 200]
    return people[allowed[0]] if allowed else cast.alice


def _is_page(person: User | None, path: str) -> bool:
    """Whether a whole page is found there: neither a file, nor data, nor a piece of another page."""
    client = Client()
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer: Any = client.get(path)
    return answer.status_code == 200 and not answer.streaming and b"<!doctype html>" in answer.content[:200].lower()
