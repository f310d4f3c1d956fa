"""Making a project and changing its facts on pages: conflicts, renamed keys, the archive."""

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import FormerKey, Project
from projects.services.projects import change_project, create_project
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
FACTS = {
    "name": "New shop",
    "key": "SHOP",
    "kind": "other",
    "currency": "EUR",
    "country": "DE",
    "visibility": "private",
}


@pytest.fixture
def browser(cast: Cast, client: Client) -> Client:
    client.force_login(cast.alice, backend=BACKEND)
    return client


def settings_of(key: str = "SHOP") -> str:
    return reverse("projects:settings", kwargs={"key": key})


def test_a_new_project_is_made_and_its_maker_manages_it(browser: Client, cast: Cast) -> None:
    form = {"name": "Payment", "key": "PAY", "kind": "payment", "visibility": "private"}
    assert browser.post(reverse("projects:new"), form)["Location"] == "/projects/PAY/"
    assert Project.objects.get(key="PAY").manager == cast.alice


def test_a_wrong_key_is_explained_and_nothing_typed_is_lost(browser: Client) -> None:
    answer = browser.post(reverse("projects:new"), {"name": "Payment", "key": "p!", "kind": "payment"})
    assert (answer.status_code, "Payment" in answer.content.decode()) == (422, True)


def test_a_taken_key_stands_at_its_field(browser: Client) -> None:
    form = {"name": "Again", "key": "SHOP", "kind": "other", "visibility": "private"}
    answer = browser.post(reverse("projects:new"), form)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["key"])


def test_a_renamed_key_keeps_old_links(browser: Client, cast: Cast) -> None:
    browser.post(settings_of(), {**FACTS, "key": "STORE", "version": 1})
    answer = browser.get(f"{reverse('projects:members', kwargs={'key': 'SHOP'})}?x=1")
    assert answer["Location"] == "/projects/STORE/members/?x=1"
    assert Client().get("/projects/SHOP/members/")["Location"].startswith("/accounts/login/")


def test_a_former_key_tells_strangers_nothing(browser: Client, cast: Cast) -> None:
    browser.post(settings_of(), {**FACTS, "key": "STORE", "version": 1})
    stranger = Client()
    stranger.force_login(cast.charlie, backend=BACKEND)
    assert stranger.get("/projects/SHOP/members/").status_code == 404


def test_a_project_takes_its_former_key_back(browser: Client) -> None:
    browser.post(settings_of(), {**FACTS, "key": "STORE", "version": 1})
    browser.post(settings_of("STORE"), {**FACTS, "key": "SHOP", "version": 2})
    assert list(FormerKey.objects.values_list("key", flat=True)) == ["STORE"]


def test_two_people_at_once_get_a_choice_instead_of_a_loss(browser: Client, cast: Cast) -> None:
    change_project(cast.project, by=cast.alice, version=1, name="Theirs", kind="payment")
    answer = browser.post(settings_of(), {**FACTS, "name": "Mine", "description": "Kept", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine" in page
    assert "Theirs" in page
    assert "Kept" in page
    assert Project.objects.get().name == "Theirs"


def test_the_choice_is_saved(browser: Client, cast: Cast) -> None:
    change_project(cast.project, by=cast.alice, version=1, name="Theirs")
    version = browser.post(settings_of(), {**FACTS, "name": "Mine", "version": 1}).context["version"]
    assert browser.post(settings_of(), {**FACTS, "name": "Mine", "version": version}).status_code == 302
    assert Project.objects.get().name == "Mine"


def test_tags_are_words_with_commas(browser: Client) -> None:
    browser.post(settings_of(), {**FACTS, "tags": "psp, 2027,  PSP ", "version": 1})
    assert sorted(Project.objects.get().tags.values_list("name", flat=True)) == ["2027", "PSP"]


def test_an_archived_project_leaves_the_list_and_refuses_changes(browser: Client) -> None:
    browser.post(reverse("projects:archive", kwargs={"key": "SHOP"}), {"version": 1})
    assert "New shop" not in browser.get(reverse("projects:mine")).content.decode().split("<main")[1]
    assert browser.post(settings_of(), {**FACTS, "name": "x", "version": 2}).status_code == 409
    assert "read-only" in browser.get(settings_of()).content.decode()


def test_it_comes_back(browser: Client) -> None:
    where = reverse("projects:archive", kwargs={"key": "SHOP"})
    browser.post(where, {"version": 1})
    browser.post(where, {"version": 2})
    assert browser.post(settings_of(), {**FACTS, "name": "Back", "version": 3}).status_code == 302


def test_people_from_outside_make_no_projects(cast: Cast) -> None:
    from ecompm.core.errors import NotAllowed

    with pytest.raises(NotAllowed):
        create_project(by=cast.gus, key="GUS", name="Mine")
