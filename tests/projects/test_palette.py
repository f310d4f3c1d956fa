"""The palette finds projects, numbered objects and pages, of what the person may see."""

import pytest

from projects import palette
from projects.services.projects import create_project
from requirements.services import create_requirement
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def found(user, text: str, project=None) -> dict[str, list[str]]:
    return {
        group["label"]: [str(option.text) for option in group["items"]] for group in palette.search(user, text, project)
    }


@pytest.fixture(autouse=True)
def objects(cast: Cast) -> None:
    create_requirement(by=cast.alice, project=cast.project, title="Guest checkout")
    other = create_project(by=cast.alice, key="PAY", name="Payment")
    create_requirement(by=cast.alice, project=other, title="Checkout by invoice")


def test_words_find_objects_here_first(cast: Cast) -> None:
    groups = found(cast.alice, "check", cast.project)
    assert [text for text in groups["In this project"] if "checkout" in text]
    assert [text for text in groups["Other projects"] if "invoice" in text]


def test_a_number_finds_its_object(cast: Cast) -> None:
    assert [text for text in found(cast.alice, "#r1", cast.project)["In this project"] if "Guest checkout" in text]


def test_a_key_finds_a_project(cast: Cast) -> None:
    assert found(cast.alice, "pa")["Projects"] == ["Payment"]


def test_strangers_find_nothing(cast: Cast) -> None:
    groups = found(cast.charlie, "check")
    assert set(groups) <= {"Go to", "Create"}


def test_only_what_one_may_do_is_offered(cast: Cast) -> None:
    assert "Requirement" in found(cast.bob, "requirement", cast.project)["Create"]
    assert "Create" not in found(cast.vera, "requirement", cast.project)


def test_commands_alone_after_a_greater_than(cast: Cast) -> None:
    assert "Projects" not in found(cast.alice, ">project", cast.project)
    assert "Project" in found(cast.alice, ">project")["Create"]


def test_an_app_adds_a_finder(cast: Cast, monkeypatch) -> None:
    finders = [lambda user, text, project: [palette.Option("Runbook", "/runbook/")]]
    monkeypatch.setattr(palette, "FINDERS", finders)
    assert found(cast.alice, "run")["More"] == ["Runbook"]
