"""Members: roles change, people leave, and a project always keeps a manager."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.services.people import deactivate_person
from accounts.services.tokens import create_token
from ecompm.core.errors import Conflict, DomainError
from projects.models import Membership
from projects.services.memberships import add_member, change_member, remove_member
from tests.api_client import Api
from tests.cast import Cast, assemble

BACKEND = "django.contrib.auth.backends.ModelBackend"


def of(cast: Cast, name: str) -> Membership:
    return Membership.objects.select_related("project").get(project=cast.project, user=getattr(cast, name))


@pytest.mark.django_db
def test_the_last_manager_can_not_leave(cast: Cast) -> None:
    with pytest.raises(Conflict):
        remove_member(of(cast, "alice"), by=cast.alice, version=1)


@pytest.mark.django_db
def test_the_last_manager_can_not_be_demoted(cast: Cast) -> None:
    answer = Api(cast.ada).patch(f"memberships/{of(cast, 'alice').pk}/", {"role": "member"}, of(cast, "alice").etag)
    assert (answer.status_code, answer.json()["type"]) == (409, "about:blank#last_manager")


@pytest.mark.django_db
def test_a_deactivated_manager_does_not_count(cast: Cast) -> None:
    change_member(of(cast, "bob"), by=cast.alice, version=1, role="manager")
    deactivate_person(cast.bob, by=cast.ada)
    with pytest.raises(Conflict):
        remove_member(of(cast, "alice"), by=cast.alice, version=1)


@pytest.mark.django_db
def test_with_a_second_manager_the_first_may_go(cast: Cast) -> None:
    change_member(of(cast, "bob"), by=cast.alice, version=1, role="manager")
    remove_member(of(cast, "alice"), by=cast.alice, version=1)
    assert Api(cast.alice).get(f"projects/{cast.project.pk}/").status_code == 404
    cast.project.refresh_from_db()
    assert cast.project.manager is None


@pytest.mark.django_db
def test_a_member_may_leave_but_remove_nobody(cast: Cast) -> None:
    api = Api(cast.bob)
    assert api.delete(f"memberships/{of(cast, 'vera').pk}/", of(cast, "vera").etag).status_code == 403
    assert api.delete(f"memberships/{of(cast, 'bob').pk}/", of(cast, "bob").etag).status_code == 204


@pytest.mark.django_db
def test_who_was_removed_is_out_at_the_next_request(cast: Cast, client: Client) -> None:
    client.force_login(cast.bob, backend=BACKEND)
    script = Api(token=create_token(by=cast.bob, name="Script")[1])
    page, part = reverse("projects:overview", args=[cast.project.key]), {"HX-Request": "true"}

    def seen() -> list[int]:
        answers = client.get(page), client.get(page, headers=part), script.get(f"projects/{cast.project.pk}/")
        return [answer.status_code for answer in answers]

    assert seen() == [200, 200, 200]
    remove_member(of(cast, "bob"), by=cast.alice, version=1)
    assert seen() == [404, 404, 404]


@pytest.mark.django_db
def test_nobody_raises_their_own_role(cast: Cast) -> None:
    answer = Api(cast.bob).patch(f"memberships/{of(cast, 'bob').pk}/", {"role": "manager"}, of(cast, "bob").etag)
    assert (answer.status_code, of(cast, "bob").role) == (403, "member")


@pytest.mark.django_db
def test_a_membership_is_not_handed_on(cast: Cast) -> None:
    answer = Api(cast.alice).patch(
        f"memberships/{of(cast, 'bob').pk}/", {"user": cast.charlie.pk}, of(cast, "bob").etag
    )
    assert answer.status_code == 400


@pytest.mark.django_db
def test_a_stranger_from_outside_is_not_found_by_a_manager(cast: Cast) -> None:
    cast.charlie.is_external = True
    cast.charlie.save()
    body = {"project": cast.project.pk, "role": "viewer"}
    api = Api(cast.alice)
    unknown = api.post("memberships/", {**body, "user": 10**9}).json()
    hidden = api.post("memberships/", {**body, "user": cast.charlie.pk}).json()
    assert str(hidden["errors"]) == str(unknown["errors"]).replace(str(10**9), str(cast.charlie.pk))


@pytest.mark.django_db
def test_the_page_changes_a_role(cast: Cast, client) -> None:
    client.force_login(cast.alice, backend=BACKEND)
    where = {"key": "SHOP", "pk": of(cast, "bob").pk}
    client.post(reverse("projects:member_role", kwargs=where), {"role": "viewer", "version": 1})
    assert of(cast, "bob").role == "viewer"


@pytest.mark.django_db
def test_an_unknown_role_is_refused(cast: Cast, client) -> None:
    client.force_login(cast.alice, backend=BACKEND)
    where = {"key": "SHOP", "pk": of(cast, "bob").pk}
    answer = client.post(reverse("projects:member_role", kwargs=where), {"role": "emperor", "version": 1})
    assert (answer.status_code, of(cast, "bob").role) == (400, "member")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_managers_who_leave_at_once_one_stays() -> None:
    cast = assemble()
    add_member(by=cast.alice, project=cast.project, user=cast.charlie, role="manager")
    both = [(of(cast, "alice"), cast.alice), (of(cast, "charlie"), cast.charlie)]
    start, refused = threading.Barrier(2), []

    def leave(membership: Membership, person: object) -> None:
        start.wait()
        try:
            remove_member(membership, by=person, version=1)
        except DomainError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=pair) for pair in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Membership.objects.filter(project=cast.project, role="manager").count() == 1
    assert refused == ["last_manager"]
