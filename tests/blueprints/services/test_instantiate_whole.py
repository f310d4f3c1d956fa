"""A project is made whole or not at all, by those who may, in few statements."""

from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blueprints.services import filling
from blueprints.services.instantiate import create_from_template
from ecompm.core.errors import Invalid, NotAllowed
from ecompm.core.models import AuditEntry
from planning.models import Task
from projects.models import Project
from tests.blueprints.stage import answers, made


def test_nothing_is_left_when_the_last_part_is_refused(cast):
    refusal = mock.patch.object(filling, "add_raci_matrix", side_effect=Invalid("no"))
    with refusal, pytest.raises(Invalid):
        made(cast)
    assert not Project.objects.filter(key="PAY").exists()
    assert not Task.objects.exists()
    assert not AuditEntry.objects.filter(object_label="New provider").exists()


def test_a_person_nobody_knows_of_is_refused(cast):
    with pytest.raises(Invalid) as refused:
        made(cast, people={"PAY": 999_999})
    assert list(refused.value.fields) == ["role_PAY"]


def test_people_from_outside_make_no_projects(cast):
    with pytest.raises(NotAllowed):
        create_from_template(by=cast.gus, answers=answers())


def test_a_pattern_that_is_not_in_the_library_is_refused(cast):
    with pytest.raises(Invalid, match="RQ-XXX-99"):
        made(cast, picks={"requirements": ("RQ-XXX-99",)})


def test_twice_the_tasks_take_hardly_more_statements(cast):
    """SQLite takes 999 values at a time, so a list of many tasks is stored in two statements instead of one."""
    small, large = (statements(cast, name) for name in ("marketplace-launch", "new-shop-launch"))
    assert large - small < 8


def statements(cast, name):
    """Statements without those that SQLite repeats for each updated row."""
    with CaptureQueriesContext(connection) as seen:
        made(cast, name, key=name[:3].upper(), packs=frozenset())
    return len([query for query in seen if not query["sql"].startswith("UPDATE")])
