"""A filter offers what the person may see, and nothing of projects that are not theirs."""

import pytest
from django.urls import reverse

from kpis.services import create_goal
from projects.services.projects import create_project
from tests.cast import Cast, person


@pytest.fixture
def goals(cast: Cast) -> None:
    other = create_project(by=person("Zoe"), key="OTHER", name="Elsewhere")
    create_goal(by=cast.alice, project=cast.project, statement="Sell more here")
    create_goal(by=other.manager, project=other, statement="Buy the competitor")


def test_the_goals_of_other_projects_are_not_offered(client, cast: Cast, goals):
    client.force_login(cast.vera, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("kpis:list", kwargs={"key": cast.project.key})).content.decode()
    assert "Sell more here" in page
    assert "Buy the competitor" not in page
