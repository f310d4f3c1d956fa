"""Comments on any object: who sees the object sees them, who is mentioned is told once."""

import pytest
from django.urls import reverse

from ecompm.core import outbox
from projects.mentions import mentioned
from projects.models import Comment
from projects.services.comments import add_comment, change_comment
from requirements.services import create_requirement
from tests.api_client import Api
from tests.cast import Cast, person
from tests.mail import delivered

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def on(cast: Cast) -> dict:
    requirement = create_requirement(by=cast.alice, project=cast.project, title="Guest checkout")
    return {"project": cast.project, "object_type": "requirements.requirement", "object_id": requirement.pk}


def test_who_is_mentioned_gets_one_mail(cast: Cast, on: dict) -> None:
    add_comment(by=cast.alice, **on, text="Which countries, @Bob?")
    outbox.relay()
    outbox.relay()
    (mail,) = delivered()
    assert (mail.to, "Which countries" in mail.body) == (["bob@example.com"], True)


def test_an_edit_tells_only_who_is_new(cast: Cast, on: dict) -> None:
    comment = add_comment(by=cast.alice, **on, text="@Bob?")
    change_comment(comment, by=cast.alice, version=1, text="@Bob and @Vera?")
    assert [message.to[0] for message in delivered()] == ["bob@example.com", "vera@example.com"]


def test_who_wants_no_mails_gets_none(cast: Cast, on: dict) -> None:
    cast.bob.notify_mentions = False
    cast.bob.save()
    add_comment(by=cast.alice, **on, text="@Bob?")
    assert delivered() == []


def test_a_guest_who_does_not_see_the_object_is_not_told(cast: Cast, on: dict) -> None:
    add_comment(by=cast.alice, **on, text="@Gus?")
    assert delivered() == []


def test_strangers_are_not_told(cast: Cast, on: dict) -> None:
    add_comment(by=cast.alice, **on, text="@Charlie?")
    assert delivered() == []


def test_a_guest_comments_on_what_is_shared_and_on_nothing_else(cast: Cast, on: dict) -> None:
    body = {**on, "project": cast.project.pk, "text": "Looks good"}
    assert Api(cast.gus).post("comments/", body).status_code == 404
    from requirements.models import Requirement

    cast.share_with_gus(Requirement.objects.get())
    assert Api(cast.gus).post("comments/", body).status_code == 201
    other = create_requirement(by=cast.alice, project=cast.project, title="Other")
    assert Api(cast.gus).post("comments/", {**body, "object_id": other.pk}).status_code == 404


def test_comments_of_hidden_objects_are_hidden(cast: Cast, on: dict) -> None:
    add_comment(by=cast.alice, **on, text="Secret")
    assert Api(cast.gus).rows("comments/") == []
    assert len(Api(cast.vera).rows("comments/")) == 1


@pytest.mark.parametrize("kind", ["accounts.user", "projects.comment", "nonsense", "a.b.c"])
def test_only_objects_of_projects_carry_comments(cast: Cast, on: dict, kind: str) -> None:
    body = {"project": cast.project.pk, "object_type": kind, "object_id": 1, "text": "x"}
    assert Api(cast.alice).post("comments/", body).status_code == 404


def test_only_the_author_changes_a_comment(cast: Cast, on: dict) -> None:
    comment = add_comment(by=cast.bob, **on, text="Mine")
    assert Api(cast.alice).patch(f"comments/{comment.pk}/", {"text": "x"}, comment.etag).status_code == 403
    assert Api(cast.alice).delete(f"comments/{comment.pk}/", comment.etag).status_code == 204


def test_the_panel_comes_back_with_the_new_comment(cast: Cast, on: dict, client) -> None:
    client.force_login(cast.bob, backend=BACKEND)
    where = {"key": "SHOP", "object_type": on["object_type"], "object_id": on["object_id"]}
    url = reverse("projects:comments", kwargs=where)
    panel = client.post(url, {"text": "<b>Done</b>"}, headers={"HX-Request": "true"})
    assert panel.status_code == 200
    assert panel.content.decode().lstrip().startswith("<section")
    assert "&lt;b&gt;Done&lt;/b&gt;" in panel.content.decode()


def test_an_empty_comment_keeps_the_page_and_says_why(cast: Cast, on: dict, client) -> None:
    client.force_login(cast.bob, backend=BACKEND)
    where = {"key": "SHOP", "object_type": on["object_type"], "object_id": on["object_id"]}
    answer = client.post(reverse("projects:comments", kwargs=where), {"text": " "})
    assert (answer.status_code, Comment.objects.count()) == (422, 0)


def test_names_are_offered_to_members_alone(cast: Cast, client) -> None:
    client.force_login(cast.bob, backend=BACKEND)
    page = client.get(reverse("projects:mentionable", kwargs={"key": "SHOP"}), {"q": "a"}).content.decode()
    assert "Alice" in page
    assert "Charlie" not in page


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hello @Bob", ["Bob"]),
        ("@bob, @Alice!", ["Alice", "Bob"]),
        ("@Bobby is somebody else", []),
        ("@Bob Builder knows", ["Bob Builder"]),
        ("mail bob@example.com", []),
        ("@bob@example.com", ["Bob"]),
        ("nothing", []),
    ],
)
def test_the_longest_name_after_an_at_is_meant(db: None, text: str, names: list[str]) -> None:
    people = [person("Bob"), person("Alice"), person("Ben")]
    people[2].name = "Bob Builder"
    assert sorted(found.name for found in mentioned(text, people)) == names
