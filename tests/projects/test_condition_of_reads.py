"""The condition behind every read is written once, and holds for whoever asks."""

import pytest

from planning.models import Task
from planning.services.tasks import create_task
from projects.models import Project
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_everybody_sees_their_own_projects_whoever_asked_before(cast: Cast) -> None:
    asked = [cast.bob, cast.charlie, cast.bob, cast.gus, cast.vera]
    seen = [Project.objects.allowed(person).filter(pk=cast.project.pk).exists() for person in asked]
    assert seen == [True, False, True, False, True]


def test_a_guest_sees_nothing_where_a_member_looked_before(cast: Cast) -> None:
    create_task(by=cast.alice, project=cast.project, name="Size guide")
    seen = [Task.objects.allowed(person, "task.view").count() for person in (cast.bob, cast.gus, cast.charlie)]
    assert seen == [1, 0, 0]
