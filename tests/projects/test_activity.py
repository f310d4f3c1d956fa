"""The audit trail as people read it, and who may read which line of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecompm.core import audit
from ecompm.core.models import AuditEntry
from projects import activity
from projects.services.comments import add_comment
from projects.services.projects import change_project
from projects.services.roles import create_role, delete_role
from requirements.services import change_requirement, create_requirement
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def first(cast: Cast) -> activity.Line:
    return activity.told(AuditEntry.objects.all()[:1], cast.alice)[0]


def test_a_line_says_who_did_what_and_leads_there(cast: Cast) -> None:
    requirement = create_requirement(by=cast.bob, project=cast.project, title="Guest <checkout>")
    line = first(cast)
    assert line.sentence.startswith("<b>Bob</b> created <a href=")
    assert requirement.get_absolute_url() in line.sentence
    assert "Guest &lt;checkout&gt;" in line.sentence


def test_changes_are_told_in_words(cast: Cast) -> None:
    change_project(cast.project, by=cast.alice, version=1, kind="payment", manager=cast.bob, wished_start="2027-03-01")
    told = {change.label: (change.old, change.new) for change in first(cast).changes}
    assert told["kind"] == ("Other", "Payment migration")
    assert told["manager"] == ("Alice", "Bob")
    assert told["wished start"] == ("–", "1 Mar 2027")


def test_a_title_that_one_may_not_see_is_not_told(cast: Cast) -> None:
    requirement = create_requirement(by=cast.alice, project=cast.project, title="Secret")
    change_requirement(requirement, by=cast.alice, version=1, owner=cast.bob)
    assert activity.told(AuditEntry.objects.all()[:1], cast.charlie)[0].sentence.count("href") == 0


def test_an_unknown_verb_is_still_a_line(cast: Cast) -> None:
    audit.record(by=cast.alice, verb="<b>froze</b>", obj=cast.project, project_id=cast.project.pk)
    assert "&lt;b&gt;froze&lt;/b&gt;" in first(cast).sentence


def test_an_app_teaches_the_feed_its_verb(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(activity, "SENTENCES", dict(activity.SENTENCES))
    activity.say("froze", "%(actor)s froze %(object)s", "freeze")
    audit.record(by=cast.alice, verb="froze", obj=cast.project, project_id=cast.project.pk)
    assert (first(cast).icon, "froze" in first(cast).sentence) == ("freeze", True)


def test_a_line_of_a_deleted_object_is_left_to_managers(cast: Cast) -> None:
    role = create_role(by=cast.alice, project=cast.project, code="DEV", name="Developers")
    delete_role(role, by=cast.alice, version=1)
    verbs = {name: [row["verb"] for row in Api(getattr(cast, name)).rows("audit/")] for name in ("alice", "bob")}
    assert "deleted" in verbs["alice"]
    assert "deleted" not in verbs["bob"]


def test_guests_and_strangers_read_no_trail(cast: Cast) -> None:
    assert Api(cast.gus).rows("audit/") == []
    assert Api(cast.charlie).rows("audit/") == []


def test_the_page_narrows_to_one_object_and_one_person(cast: Cast, client) -> None:
    requirement = create_requirement(by=cast.bob, project=cast.project, title="Checkout")
    create_requirement(by=cast.bob, project=cast.project, title="Search")
    add_comment(
        by=cast.vera, project=cast.project, object_type="requirements.requirement", object_id=requirement.pk, text="x"
    )
    client.force_login(cast.alice, backend=BACKEND)
    url = reverse("projects:activity", kwargs={"key": "SHOP"})
    narrowed = {"kind": "requirements.requirement", "object": requirement.pk, "person": cast.vera.pk}
    lines = client.get(url, narrowed).context["lines"]
    assert [line.entry.verb for line in lines] == ["commented"]


def test_the_feed_goes_on_where_it_stopped(cast: Cast, client) -> None:
    for number in range(45):
        audit.record(by=cast.alice, verb=f"v{number}", obj=cast.project, project_id=cast.project.pk)
    client.force_login(cast.alice, backend=BACKEND)
    url = reverse("projects:activity", kwargs={"key": "SHOP"})
    page = client.get(url)
    more = client.get(url + page.context["further"]).context["lines"]
    assert [line.entry.verb for line in more][:2] == ["v4", "v3"]


def test_many_lines_cost_as_few_queries_as_one(cast: Cast, client) -> None:
    client.force_login(cast.alice, backend=BACKEND)
    url = reverse("projects:activity", kwargs={"key": "SHOP"})

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    create_requirement(by=cast.alice, project=cast.project, title="R")
    few = queries()
    for number in range(20):
        create_requirement(by=cast.alice, project=cast.project, title=f"R{number}")
    assert queries() == few
