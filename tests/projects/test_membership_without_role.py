"""A change of a membership that names no role changes nothing; what can't be written is refused."""

import pytest

from projects.access import Role
from projects.models import Membership
from tests.api_client import Api
from tests.cast import Cast


@pytest.mark.parametrize(
    ("body", "status"), [({}, 200), ({"id": 5}, 400), ({"created_at": "2026-01-01T00:00:00Z"}, 400)]
)
def test_the_membership_stays_as_it_is(cast: Cast, body, status):
    bob = Membership.objects.get(project=cast.project, user=cast.bob)
    answer = Api(cast.alice).patch(f"memberships/{bob.pk}/", body, bob.etag)
    bob.refresh_from_db()
    assert (answer.status_code, bob.role, bob.version) == (status, Role.MEMBER, 1)
