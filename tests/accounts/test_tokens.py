"""API tokens: shown once, stored as a hash, limited in rights, projects and time, ended by revoking."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import ApiToken
from accounts.services.people import deactivate_person
from accounts.services.tokens import create_token, revoke_token
from ecompm.core.errors import Invalid
from ecompm.core.models import AuditEntry
from projects.services.projects import create_project
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def api(cast: Cast, **values: object) -> Api:
    return Api(token=create_token(by=cast.alice, name="Script", **values)[1])


def test_only_the_hash_is_stored(cast: Cast) -> None:
    token, secret = create_token(by=cast.alice, name="Script")
    row = ApiToken.objects.filter(pk=token.pk).values().get()
    assert secret not in str(row)
    assert secret.startswith(row["prefix"])
    assert secret not in str(list(AuditEntry.objects.values()))


def test_a_token_reads_what_its_owner_reads(cast: Cast) -> None:
    assert api(cast).get(f"projects/{cast.project.pk}/").status_code == 200


def test_a_reading_token_does_not_write(cast: Cast) -> None:
    answer = api(cast).patch(f"projects/{cast.project.pk}/", {"name": "x"}, cast.project.etag)
    assert answer.status_code == 403


def test_a_writing_token_leaves_its_number_in_the_trail(cast: Cast) -> None:
    token, secret = create_token(by=cast.alice, name="Script", scope="write")
    answer = Api(token=secret).patch(f"projects/{cast.project.pk}/", {"name": "x"}, cast.project.etag)
    entry = AuditEntry.objects.first()
    assert (answer.status_code, entry.token_id, entry.source) == (200, token.pk, "api")


def test_a_token_for_one_project_knows_no_other(cast: Cast) -> None:
    other = create_project(by=cast.alice, key="PAY", name="Payment")
    limited = api(cast, project_ids=[other.pk])
    assert [row["key"] for row in limited.rows("projects/")] == ["PAY"]
    assert limited.get(f"projects/{cast.project.pk}/").status_code == 404
    assert limited.get("memberships/").json()["results"][0]["project"] == other.pk


def test_an_administrators_limited_token_stays_limited(cast: Cast) -> None:
    other = create_project(by=cast.alice, key="PAY", name="Payment")
    limited = Api(token=create_token(by=cast.ada, name="x", scope="write", project_ids=[other.pk])[1])
    assert [row["key"] for row in limited.rows("projects/")] == ["PAY"]
    assert limited.patch("me/", {"theme": "dark"}).status_code == 403
    assert limited.post("projects/", {"key": "NEW", "name": "n"}).status_code == 403


def test_an_expired_token_is_refused(cast: Cast) -> None:
    token, secret = create_token(by=cast.alice, name="x", expires_at=timezone.now() + timedelta(days=1))
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Api(token=secret).get("me/").status_code == 401


def test_a_revoked_token_is_refused(cast: Cast) -> None:
    token, secret = create_token(by=cast.alice, name="x")
    revoke_token(token, by=cast.alice)
    assert Api(token=secret).get("me/").status_code == 401


def test_tokens_end_with_the_account(cast: Cast) -> None:
    script = api(cast)
    deactivate_person(cast.alice, by=cast.ada)
    assert script.get("me/").status_code == 401


def test_a_wrong_token_is_told_how_to_sign_in(cast: Cast) -> None:
    answer = Api(token="ecp_wrong").get("me/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Token")


def test_a_token_makes_no_tokens(cast: Cast) -> None:
    assert api(cast, scope="write").post("tokens/", {"name": "more"}).status_code == 403


def test_the_use_of_a_token_is_noted(cast: Cast) -> None:
    api(cast).get("me/")
    assert ApiToken.objects.get().last_used_at is not None


def test_a_token_can_not_expire_in_the_past(cast: Cast) -> None:
    with pytest.raises(Invalid):
        create_token(by=cast.alice, name="x", expires_at=timezone.now() - timedelta(days=1))


def test_a_token_has_a_known_scope(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        create_token(by=cast.alice, name="x", scope="everything")


def test_the_page_shows_a_new_token_once(cast: Cast, client) -> None:
    client.force_login(cast.alice, backend="django.contrib.auth.backends.ModelBackend")
    form = {"name": "Nightly", "scope": "write", "days": "90", "projects": [cast.project.pk]}
    made = client.post(reverse("accounts:tokens"), form)
    secret = made.context["secret"]
    assert made["Cache-Control"] == "no-store"
    assert secret in made.content.decode()
    assert secret not in client.get(reverse("accounts:tokens")).content.decode()
    assert ApiToken.objects.get().project_ids == [cast.project.pk]


def test_a_token_is_not_limited_to_a_project_one_does_not_see(cast: Cast, client) -> None:
    answer = Api(cast.charlie).post("tokens/", {"name": "x", "project_ids": [cast.project.pk]})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["project_ids"])
