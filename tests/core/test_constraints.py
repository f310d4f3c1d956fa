"""What the database refuses is said in the words of the model, on SQLite and on PostgreSQL."""

import pytest
from django.db import IntegrityError, transaction

from ecompm.core import constraints
from ecompm.core.errors import Conflict, DomainError, Invalid
from projects.models import Membership, Project, Tag
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def refused(make: object) -> DomainError:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make()  # type: ignore[operator]
    return constraints.explain(caught.value)


def test_a_unique_column_names_its_field(cast: Cast) -> None:
    error = refused(lambda: Project.objects.create(key="SHOP", name="Again"))
    assert (type(error), list(error.fields)) == (Conflict, ["key"])


def test_two_equal_tags_name_the_tag(cast: Cast) -> None:
    Tag.objects.create(name="psp")
    assert list(refused(lambda: Tag.objects.create(name="psp")).fields) == ["name"]


def test_fields_unique_together_name_the_last_one(cast: Cast) -> None:
    error = refused(lambda: Membership.objects.create(project=cast.project, user=cast.bob))
    assert (type(error), list(error.fields)) == (Conflict, ["user"])


def test_a_rule_between_columns_is_said_in_its_own_words(cast: Cast) -> None:
    dates = {"wished_start": "2027-03-01", "wished_finish": "2027-02-01"}
    error = refused(lambda: Project.objects.create(key="WEB", name="Web", **dates))
    assert isinstance(error, Invalid)
    assert "before the wished start" in str(error.message)
