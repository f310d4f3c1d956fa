"""A task has exactly one accountable role; the gate reads whether that holds."""

from datetime import date

import pytest
from django.test import Client

from ecompm.core.errors import Conflict
from ecompm.core.facts import FactRun
from planning.models import Task
from projects.models import ProjectRole
from stakeholders.services import set_raci
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FACT = "raci.rows_without_single_a"


@pytest.fixture
def task(cast: Cast) -> Task:
    return Task.objects.create(project=cast.project, number=1, name="Build")


def role(cast: Cast, code: str) -> ProjectRole:
    return ProjectRole.objects.create(project=cast.project, code=code, name=code)


def broken(cast: Cast) -> object:
    return FactRun([cast.project.pk], date(2026, 11, 23)).values(FACT)[cast.project.pk]


def test_a_task_without_an_accountable_role_is_counted(cast: Cast, task: Task) -> None:
    assert broken(cast) == 1
    set_raci(by=cast.bob, project=cast.project, task=task, role=role(cast, "PM"), letters="RA")
    assert broken(cast) == 0


def test_a_second_accountable_role_is_refused(cast: Cast, task: Task) -> None:
    set_raci(by=cast.bob, project=cast.project, task=task, role=role(cast, "PM"), letters="A")
    with pytest.raises(Conflict, match="exactly one"):
        set_raci(by=cast.bob, project=cast.project, task=task, role=role(cast, "DEV"), letters="A")


def test_accountability_passes_from_one_role_to_another_on_the_page(cast: Cast, task: Task, client: Client) -> None:
    lead, developers = role(cast, "PM"), role(cast, "DEV")
    set_raci(by=cast.bob, project=cast.project, task=task, role=lead, letters="A")
    body = {f"role_{lead.pk}": ["I"], f"role_{developers.pk}": ["A", "R"]}
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    client.post(f"/projects/{cast.project.key}/raci/{task.number}/", body)
    assert set(task.raci.values_list("role__code", "letter")) == {("PM", "I"), ("DEV", "A"), ("DEV", "R")}
