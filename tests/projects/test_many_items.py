"""Many objects made at once are numbered, checked and audited like single ones."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ecompm.core.errors import NotAllowed
from ecompm.core.models import AuditEntry
from planning.models import Task
from requirements.models import Requirement
from requirements.services import create_requirement, create_requirements


def rows(count):
    return [{"title": f"Need {k}"} for k in range(count)]


def test_numbers_go_on_where_they_were(cast):
    create_requirement(by=cast.alice, project=cast.project, title="First")
    made = create_requirements(by=cast.alice, project=cast.project, rows=rows(3))
    assert [one.code for one in made] == ["R2", "R3", "R4"]
    assert AuditEntry.objects.filter(object_type="requirements.requirement", verb="created").count() == 4


def test_sets_are_stored_too(cast):
    task = Task.objects.create(project=cast.project, number=1, name="Build")
    made = create_requirements(by=cast.alice, project=cast.project, rows=[{"title": "Need", "tasks": [task]}])
    assert list(made[0].tasks.all()) == [task]


def test_one_wrong_row_refuses_all(cast):
    with pytest.raises(ValidationError):
        create_requirements(by=cast.alice, project=cast.project, rows=[*rows(2), {"title": "x", "priority": "urgent"}])
    assert not Requirement.objects.exists()


def test_who_may_not_change_makes_none(cast):
    with pytest.raises(NotAllowed):
        create_requirements(by=cast.vera, project=cast.project, rows=rows(2))


def test_ten_times_the_rows_take_the_same_statements(cast):
    create_requirements(by=cast.alice, project=cast.project, rows=rows(1))
    counts = []
    for count in (3, 30):
        with CaptureQueriesContext(connection) as seen:
            create_requirements(by=cast.alice, project=cast.project, rows=rows(count))
        counts.append(len(seen))
    assert counts[0] == counts[1]
