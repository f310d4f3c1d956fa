"""The portfolio page of an organisation with many projects."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portfolio.services.recalculation import recalculate_dirty
from tests.cast import Cast
from tests.portfolio.twins import make_twins

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def statements(client: Client) -> int:
    with CaptureQueriesContext(connection) as caught:
        answer: Any = client.get("/portfolio/")
    assert answer.status_code == 200
    return len(caught)


def test_it_takes_the_same_statements_for_two_projects_as_for_twenty(cast: Cast, client: Client) -> None:
    client.force_login(cast.paula, backend="django.contrib.auth.backends.ModelBackend")
    make_twins("A", 2)
    recalculate_dirty(TODAY)
    few = statements(client)
    make_twins("B", 18)
    recalculate_dirty(TODAY)
    assert statements(client) == few <= 15
