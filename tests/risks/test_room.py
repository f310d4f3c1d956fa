"""The pages of the risk room stand beside each other in a second row of tabs; a list has one first thing to do."""

import re

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db
ALL = ["Register", "Burn-down", "Simulation", "Security findings", "Compliance", "Issues", "Reserve"]


def tabs(page: str) -> list[tuple[str, str]]:
    """Label and state of each tab of the second row."""
    row = re.search(r'<nav class="tabs room".*?</nav>', page, re.DOTALL)
    found = re.findall(r'<a href="[^"]*"(?: aria-current="(\w+)")?>([^<]+)</a>', row[0]) if row else []
    return [(label, current) for current, label in found]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("risks/", "Register"),
        ("risks/?is_opportunity=true", "Register"),
        ("risks/new/", "Register"),
        ("risks/import/", "Register"),
        ("risks/burn-down/", "Burn-down"),
        ("risks/simulation/", "Simulation"),
        ("risks/findings/", "Security findings"),
        ("risks/findings/import/", "Security findings"),
        ("risks/compliance/", "Compliance"),
        ("issues/", "Issues"),
        ("reserve/", "Reserve"),
    ],
)
def test_each_page_marks_its_tab(cast: Cast, client: Client, path: str, current: str) -> None:
    client.force_login(cast.alice)
    found = tabs(client.get(f"/projects/{cast.project.key}/{path}").content.decode())
    assert [label for label, _state in found] == ALL
    assert [label for label, state in found if state] == [current]


def test_a_viewer_is_not_offered_the_findings(cast: Cast, client: Client) -> None:
    client.force_login(cast.vera)
    found = tabs(client.get(f"/projects/{cast.project.key}/risks/").content.decode())
    assert [label for label, _state in found] == [label for label in ALL if label != "Security findings"]


def test_other_parts_of_a_project_have_one_row(cast: Cast, client: Client) -> None:
    client.force_login(cast.alice)
    assert tabs(client.get(f"/projects/{cast.project.key}/requirements/").content.decode()) == []


@pytest.mark.parametrize("path", ["risks/", "risks/findings/", "issues/"])
def test_a_list_has_one_button_in_its_head(cast: Cast, client: Client, path: str) -> None:
    client.force_login(cast.alice)
    page = client.get(f"/projects/{cast.project.key}/{path}").content.decode()
    head = page.split('class="row-x acts">')[1].split("</div>")[0].split('class="menu-box"')[0]
    assert head.count('class="btn ') == head.count("btn-primary") == 1
