"""The back office: administrators only, every change by a service with its line in the trail, no secrets."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.services.tokens import create_token
from ecompm.core.models import AuditEntry
from projects.models import Membership, Project
from tests.cast import Cast
from tests.projects.routes import build

pytestmark = pytest.mark.django_db
MARKUP = "<img src=x onerror=alert(1)>"
BACKEND = "django.contrib.auth.backends.ModelBackend"
OURS = sorted(
    (
        model._meta.label_lower
        for model in admin.site._registry
        if model.__module__.startswith(("ecompm.", "accounts", "projects"))
    ),
)


@pytest.fixture
def office(cast: Cast, client: Client) -> Client:
    client.force_login(cast.ada, backend=BACKEND)
    return client


@pytest.mark.parametrize("name", ["alice", "paula", "bob"])
def test_nobody_but_administrators_gets_in(cast: Cast, client: Client, name: str) -> None:
    client.force_login(getattr(cast, name), backend=BACKEND)
    assert client.get(reverse("admin:index")).status_code == 302


def test_staff_who_do_not_administer_reach_nothing(cast: Cast, client: Client) -> None:
    people = type(cast.bob).objects.filter(pk=cast.bob.pk)
    people.update(is_staff=True, is_superuser=True)
    client.force_login(cast.bob, backend=BACKEND)
    assert client.get(reverse("admin:core_auditentry_changelist")).status_code == 302
    me = reverse("admin:accounts_user_change", args=[cast.bob.pk])
    assert client.post(me, {"role": "administrator", "name": "Bob", "seen_version": 1}).status_code == 302
    assert people.get().role == cast.bob.role


@pytest.mark.parametrize("question", ["password__startswith=a", "password__regex=."])
def test_a_list_is_not_asked_about_secrets(cast: Cast, office: Client, question: str) -> None:
    assert office.get(f"{reverse('admin:accounts_user_changelist')}?{question}").status_code == 400


@pytest.mark.parametrize("label", OURS)
def test_markup_in_names_stays_text(label: str, cast: Cast, office: Client) -> None:
    build(cast)
    type(cast.project).objects.update(name=MARKUP)
    type(cast.bob).objects.update(name=MARKUP)
    AuditEntry.objects.update(actor_name=MARKUP, changes={"name": [MARKUP, MARKUP]})
    kind = apps.get_model(label)
    pages = [office.get(reverse(f"admin:{label.replace('.', '_')}_changelist"))]
    pages += [
        office.get(reverse(f"admin:{label.replace('.', '_')}_change", args=[row.pk])) for row in kind.objects.all()[:3]
    ]
    assert all(MARKUP not in page.content.decode() for page in pages)


@pytest.mark.parametrize("label", OURS)
def test_every_list_opens_searches_and_shows_an_object(label: str, cast: Cast, office: Client) -> None:
    build(cast)
    app, name = label.split(".")
    listed = office.get(reverse(f"admin:{app}_{name}_changelist"), {"q": "a"} if _searches(label) else {})
    assert listed.status_code == 200
    model = next(model for model in admin.site._registry if model._meta.label_lower == label)
    row = model._default_manager.first()
    if row is not None:
        assert office.get(reverse(f"admin:{app}_{name}_change", args=[row.pk])).status_code == 200


def _searches(label: str) -> bool:
    return any(a.search_fields for m, a in admin.site._registry.items() if m._meta.label_lower == label)


@pytest.mark.parametrize("label", [label for label in OURS if label.startswith("core.")])
def test_the_ground_is_read_only(label: str, office: Client) -> None:
    assert office.get(reverse(f"admin:{label.replace('.', '_')}_add")).status_code == 403


def change(office: Client, project: Project, **values: object):
    form = {
        "key": project.key, "name": project.name, "kind": project.kind, "currency": "EUR", "country": "DE",
        "visibility": "private", "manager": project.manager_id, "seen_version": project.version, **values,
    }  # fmt: skip
    return office.post(reverse("admin:projects_project_change", args=[project.pk]), form)


def test_a_change_goes_through_the_service(cast: Cast, office: Client) -> None:
    assert change(office, cast.project, name="Renamed").status_code == 302
    entry = AuditEntry.objects.first()
    assert (entry.source, entry.verb, entry.changes) == ("admin", "changed", {"name": ["New shop", "Renamed"]})
    assert Project.objects.get().version == 2


def test_an_old_version_is_refused_there_too(cast: Cast, office: Client) -> None:
    change(office, cast.project, name="First")
    answer = change(office, cast.project, name="Second")
    assert answer.status_code == 200
    assert "Somebody else saved this" in answer.content.decode()
    assert Project.objects.get().name == "First"


def test_the_last_manager_stays_there_too(cast: Cast, office: Client) -> None:
    alice = Membership.objects.get(user=cast.alice)
    answer = office.post(
        reverse("admin:projects_membership_change", args=[alice.pk]), {"role": "viewer", "seen_version": alice.version}
    )
    assert "needs a manager" in answer.content.decode()


def test_a_member_is_removed_by_the_service(cast: Cast, office: Client) -> None:
    bob = Membership.objects.get(user=cast.bob)
    office.post(reverse("admin:projects_membership_delete", args=[bob.pk]), {"post": "yes"})
    assert AuditEntry.objects.first().verb == "deleted"


def test_no_page_shows_a_hash(cast: Cast, office: Client) -> None:
    token, _secret = create_token(by=cast.alice, name="x")
    pages = [
        office.get(reverse("admin:accounts_apitoken_change", args=[token.pk])),
        office.get(reverse("admin:accounts_user_change", args=[cast.alice.pk])),
    ]
    shown = "".join(page.content.decode() for page in pages)
    assert token.digest not in shown
    assert cast.alice.password not in shown


def test_the_history_of_an_object_is_the_trail(cast: Cast, office: Client) -> None:
    answer = office.get(reverse("admin:projects_project_history", args=[cast.project.pk]), follow=True)
    assert answer.status_code == 200
    assert "created" in answer.content.decode()
