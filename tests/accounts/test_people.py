"""People of the instance, as administrators keep them."""

import pytest

from accounts.services import people
from ecompm.core.errors import Conflict, NotAllowed
from ecompm.core.models import AuditEntry
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_role_changes_with_a_line_in_the_trail(cast: Cast) -> None:
    people.change_person(cast.bob, by=cast.ada, role="portfolio_manager")
    cast.bob.refresh_from_db()
    assert cast.bob.sees_all
    assert AuditEntry.objects.first().changes == {"role": ["member", "portfolio_manager"]}


def test_an_administrator_may_open_the_administration(cast: Cast) -> None:
    people.change_person(cast.bob, by=cast.ada, role="administrator")
    cast.bob.refresh_from_db()
    assert cast.bob.is_staff


def test_the_last_administrator_stays_one(cast: Cast) -> None:
    with pytest.raises(Conflict):
        people.change_person(cast.ada, by=cast.ada, role="member")
    with pytest.raises(Conflict):
        people.deactivate_person(cast.ada, by=cast.ada)


@pytest.mark.parametrize("name", ["alice", "paula"])
def test_only_administrators_change_people(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        people.change_person(cast.bob, by=getattr(cast, name), role="administrator")


def test_who_is_activated_again_can_come_back(cast: Cast) -> None:
    people.deactivate_person(cast.bob, by=cast.ada)
    people.activate_person(cast.bob, by=cast.ada)
    cast.bob.refresh_from_db()
    assert cast.bob.is_active
