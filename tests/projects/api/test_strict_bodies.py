"""A body is taken at its word: what it names and can't be written is refused by name, never passed over."""

import pytest

from projects.models import Comment
from projects.services.comments import add_comment
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(cast: Cast) -> Comment:
    target = {"object_type": "projects.project", "object_id": cast.project.pk}
    return add_comment(by=cast.alice, project=cast.project, text="Where?", **target)


def test_a_misspelt_field_is_named(cast: Cast) -> None:
    answer = Api(cast.alice).patch(f"projects/{cast.project.pk}/", {"nmae": "Shop"}, cast.project.etag)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["nmae"])


def test_a_misspelt_field_keeps_a_project_from_being_made(cast: Cast) -> None:
    api = Api(cast.alice)
    answer = api.post("projects/", {"key": "PAY", "name": "Payment", "buget": "100"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["buget"])
    assert [row["key"] for row in api.rows("projects/")] == ["SHOP"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("object_type", "risks.risk"),
        ("object_id", 7),
        ("project", 987_654),
        ("author", 987_654),
        ("created_at", "2026-01-01"),
    ],
)
def test_what_a_comment_keeps_for_good_is_refused(cast: Cast, comment: Comment, field: str, value: object) -> None:
    answer = Api(cast.alice).patch(f"comments/{comment.pk}/", {field: value, "text": "Here"}, comment.etag)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    comment.refresh_from_db()
    assert comment.text == "Where?"


def test_a_whole_object_may_be_sent_back_with_one_field_changed(cast: Cast, comment: Comment) -> None:
    api, path = Api(cast.alice), f"comments/{comment.pk}/"
    seen = api.get(path)
    answer = api.patch(path, {**seen.json(), "text": "Here"}, seen["ETag"])
    assert (answer.status_code, answer.json()["text"]) == (200, "Here")


def test_a_whole_object_that_is_old_is_told_to_be_old(cast: Cast, comment: Comment) -> None:
    api, path = Api(cast.alice), f"comments/{comment.pk}/"
    seen = api.get(path)
    api.patch(path, {"text": "First"}, seen["ETag"])
    assert api.patch(path, {**seen.json(), "text": "Second"}, seen["ETag"]).status_code == 412


def test_a_request_without_a_body_takes_none(cast: Cast) -> None:
    answer = Api(cast.alice).post(
        f"projects/{cast.project.pk}/archive/", {"reason": "done"}, If_Match=cast.project.etag
    )
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["reason"])
