"""Projects over the API: what a client reads, makes and changes, and what it is told when that can't be."""

import pytest

from projects.services.projects import create_project
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_new_project_answers_with_its_version(cast: Cast) -> None:
    answer = Api(cast.bob).post("projects/", {"key": "PAY", "name": "Payment", "tags": ["psp", "2027"]})
    assert answer.status_code == 201
    body = answer.json()
    assert (body["manager"], body["tags"], body["version"]) == (cast.bob.pk, ["2027", "psp"], 1)
    assert answer["ETag"] == f'"{body["id"]}-1"'


def test_the_same_request_sent_twice_makes_one_project(cast: Cast) -> None:
    api, body = Api(cast.bob), {"key": "PAY", "name": "Payment"}
    first = api.post("projects/", body, Idempotency_Key="k1")
    again = api.post("projects/", body, Idempotency_Key="k1")
    assert (again.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert [row["key"] for row in api.rows("projects/")] == ["SHOP", "PAY"]


def test_a_key_of_another_request_is_refused(cast: Cast) -> None:
    api = Api(cast.bob)
    api.post("projects/", {"key": "PAY", "name": "Payment"}, Idempotency_Key="k1")
    assert api.post("projects/", {"key": "WEB", "name": "Web"}, Idempotency_Key="k1").status_code == 422


def test_a_change_needs_the_version_that_was_seen(cast: Cast) -> None:
    answer = Api(cast.alice).patch(f"projects/{cast.project.pk}/", {"name": "x"})
    assert (answer.status_code, answer.json()["title"]) == (428, "version required")


def test_a_change_of_an_old_version_is_refused_and_changes_nothing(cast: Cast) -> None:
    api, path, etag = Api(cast.alice), f"projects/{cast.project.pk}/", cast.project.etag
    assert api.patch(path, {"name": "First"}, etag).status_code == 200
    assert api.patch(path, {"name": "Second"}, etag).status_code == 412
    assert api.get(path).json()["name"] == "First"


def test_the_tag_of_another_project_is_an_old_version(cast: Cast) -> None:
    other = create_project(by=cast.alice, key="OTHER", name="Other")
    assert Api(cast.alice).patch(f"projects/{cast.project.pk}/", {"name": "x"}, other.etag).status_code == 412


def test_an_answer_carries_the_tag_for_the_next_change(cast: Cast) -> None:
    api, path = Api(cast.alice), f"projects/{cast.project.pk}/"
    etag = api.patch(path, {"name": "First"}, cast.project.etag)["ETag"]
    assert api.patch(path, {"name": "Second"}, etag).status_code == 200


@pytest.mark.parametrize("pk", ["999999", "999999999999999999"])
def test_an_unknown_project_is_not_found(cast: Cast, pk: str) -> None:
    answer = Api(cast.alice).get(f"projects/{pk}/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"key": "x"}, "key"),
        ({"key": "PAY", "name": ""}, "name"),
        ({"key": "PAY", "name": "P", "budget": "-1"}, "budget"),
        ({"key": "PAY", "name": "P", "kind": "nonsense"}, "kind"),
        ({"key": "PAY", "name": "P", "tags": ["x" * 41]}, "tags"),
        ({"key": "PAY", "name": "P", "wished_start": "2027-02-30"}, "wished_start"),
    ],
)
def test_a_wrong_value_is_named(cast: Cast, body: dict, field: str) -> None:
    answer = Api(cast.alice).post("projects/", body)
    assert answer.status_code == 400
    assert field in answer.json()["errors"]


def test_a_finish_before_the_start_is_refused(cast: Cast) -> None:
    dates = {"wished_start": "2027-03-01", "wished_finish": "2027-02-01"}
    answer = Api(cast.alice).post("projects/", {"key": "PAY", "name": "P", **dates})
    assert answer.status_code == 400
    assert "before the wished start" in answer.json()["detail"]


def test_a_taken_key_is_a_conflict_at_its_field(cast: Cast) -> None:
    answer = Api(cast.bob).post("projects/", {"key": "SHOP", "name": "Mine"})
    assert (answer.status_code, list(answer.json()["errors"])) == (409, ["key"])


def test_a_former_key_stays_reserved(cast: Cast) -> None:
    Api(cast.alice).patch(f"projects/{cast.project.pk}/", {"key": "STORE"}, cast.project.etag)
    assert Api(cast.bob).post("projects/", {"key": "SHOP", "name": "Mine"}).status_code == 409


def test_only_members_can_be_manager_or_sponsor(cast: Cast) -> None:
    api, path = Api(cast.alice), f"projects/{cast.project.pk}/"
    stranger = api.patch(path, {"sponsor": cast.charlie.pk}, cast.project.etag)
    ghost = api.patch(path, {"sponsor": 10**9}, cast.project.etag)
    assert (stranger.status_code, ghost.status_code) == (400, 400)
    same = str(ghost.json()["errors"]).replace(str(10**9), str(cast.charlie.pk))
    assert str(stranger.json()["errors"]) == same
    assert api.patch(path, {"sponsor": cast.vera.pk}, cast.project.etag).json()["sponsor"] == cast.vera.pk


def test_an_archived_project_is_read_only_until_it_is_restored(cast: Cast) -> None:
    api, path = Api(cast.alice), f"projects/{cast.project.pk}/"
    archived = api.post(f"{path}archive/", If_Match=cast.project.etag)
    assert archived.json()["archived_at"] is not None
    assert api.patch(path, {"name": "x"}, archived["ETag"]).status_code == 409
    restored = api.post(f"{path}restore/", If_Match=archived["ETag"])
    assert api.patch(path, {"name": "x"}, restored["ETag"]).status_code == 200


def test_a_project_can_not_be_deleted(cast: Cast) -> None:
    assert Api(cast.ada).delete(f"projects/{cast.project.pk}/", cast.project.etag).status_code == 405


def test_a_stranger_sees_an_internal_project_and_a_guest_does_not(cast: Cast) -> None:
    Api(cast.alice).patch(f"projects/{cast.project.pk}/", {"visibility": "internal"}, cast.project.etag)
    assert [row["key"] for row in Api(cast.charlie).rows("projects/")] == ["SHOP"]
    assert Api(cast.gus).rows("projects/") == []
