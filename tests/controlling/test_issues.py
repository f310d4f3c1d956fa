"""Issues: owned, due, resolved with words; gates count them by severity and part."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from controlling.models import Issue
from controlling.services.issues import change_issue, create_issue
from ecompm.core.facts import FactRun
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def raised(cast: Cast, **values: Any) -> Issue:
    return create_issue(by=cast.bob, project=cast.project, title="Orders stand still", raised_on=DAY, **values)


def count(cast: Cast, call: str) -> Any:
    return FactRun([cast.project.pk], DAY).values(call)[cast.project.pk]


def test_gates_count_by_severity_and_part(cast: Cast) -> None:
    raised(cast, severity="blocker", component="erp")
    raised(cast, severity="major", component="ERP")
    raised(cast, severity="minor", component="seo")
    assert count(cast, "issues.open") == 3
    assert count(cast, "issues.open(severity>='critical')") == 1
    assert count(cast, "issues.open(component='erp', severity>='major')") == 2
    assert count(cast, "issues.open(severity='minor')") == 1


def test_an_issue_is_resolved_with_words(cast: Cast) -> None:
    issue = raised(cast)
    with pytest.raises(ValidationError):
        change_issue(issue, by=cast.bob, version=1, status="resolved")
    change_issue(issue, by=cast.bob, version=1, status="resolved", resolution="Queue restarted")
    assert count(cast, "issues.open") == 0


def test_a_late_issue_says_so(cast: Cast, client: Any) -> None:
    issue = raised(cast, due_on=date(2020, 1, 8))
    client.force_login(cast.vera, backend="django.contrib.auth.backends.ModelBackend")
    assert "overdue since" in client.get(issue.get_absolute_url()).content.decode()
    listed = client.get(f"/projects/{cast.project.key}/issues/").content.decode()
    assert "8 Jan 2020, overdue" in listed
    assert count(cast, "issues.overdue") == 1


def test_it_waits_for_its_owner(cast: Cast, client: Any) -> None:
    raised(cast, owner=cast.bob)
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    assert "Orders stand still" in client.get("/my-work/").content.decode()


def test_the_list_costs_the_same_for_many(cast: Cast, client: Any, django_assert_max_num_queries: Any) -> None:
    for _place in range(20):
        raised(cast, owner=cast.bob)
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_max_num_queries(20):
        client.get(f"/projects/{cast.project.key}/issues/")


def test_the_register_leads_to_the_issues(cast: Cast, client: Any) -> None:
    client.force_login(cast.vera, backend="django.contrib.auth.backends.ModelBackend")
    register = client.get(f"/projects/{cast.project.key}/risks/").content.decode()
    assert f'href="/projects/{cast.project.key}/issues/"' in register
    issues = client.get(f"/projects/{cast.project.key}/issues/").content.decode()
    assert f"/projects/{cast.project.key}/reserve/" in issues
