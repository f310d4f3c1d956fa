"""The demo portfolio: six projects with a past that the product itself would have written."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from blueprints.services import demo
from blueprints.services.demo import portfolio
from blueprints.services.demo.stories import STORIES
from controlling.models import Snapshot
from ecompm.core.models import AuditEntry, OutboxEvent
from lifecycle.models import Gate, Review
from lifecycle.services.reviews import verify
from projects.models import Comment, Project

TODAY = date(2026, 11, 23)


@pytest.fixture
def short(monkeypatch):
    """The demo with its shortest finished project alone."""
    monkeypatch.setattr(portfolio, "STORIES", [story for story in STORIES if story.key == "MKT"])


def told():
    out = StringIO()
    call_command("demo", on=TODAY, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_six_projects_stand_where_their_stories_say():
    told()
    passed = {
        project.key: list(project.gates.filter(state=Gate.State.PASSED).values_list("ref", flat=True))
        for project in Project.objects.all()
    }
    assert passed == {
        "SWR": ["G1", "G2"],
        "LAGO": ["G1"],
        "PEAK": ["G1"],
        "PAY": ["G1", "G2", "G3"],
        "PIM": ["G1"],
        "MKT": ["G1", "G2", "G3", "G4"],
    }
    assert Project.objects.get(key="MKT").status == Project.Status.CLOSED
    assert Review.objects.filter(project__key="SWR", outcome="conditional_go").count() == 1
    assert not Project.objects.filter(tasks__isnull=True).exists()
    assert Comment.objects.filter(project__key="SWR", mentions__name="Katrin Voss").exists()


@pytest.mark.django_db
def test_the_past_lies_in_the_past(short):
    told()
    project = Project.objects.get()
    days = {gate.passed_at.date() for gate in project.gates.all()}
    assert len(days) == 4
    assert max(days) < TODAY
    assert all(verify(review) for review in Review.objects.all())
    assert Snapshot.objects.values("on").distinct().count() > 3
    late = AuditEntry.objects.filter(project_id=project.pk, at__date__gte=TODAY)
    assert not late.exists()


@pytest.mark.django_db
def test_nobody_gets_a_mail_about_it(short):
    told()
    assert not OutboxEvent.objects.filter(done_at=None).exists()


@pytest.mark.django_db
def test_told_again_nothing_changes(short):
    first = told()
    before = AuditEntry.objects.count()
    assert "there already" in told()
    assert AuditEntry.objects.count() == before
    assert "anna.berger@example.com" in first


@pytest.mark.django_db
def test_one_can_sign_in_as_each_of_the_named(short, client):
    told()
    assert len(demo.sign_ins()) == 7
    for name in ("anna", "noah", "ines"):
        answer = client.post(reverse("account_login"), {"login": demo.PEOPLE[name].email, "password": demo.PASSWORD})
        assert answer.url == "/"
        client.logout()


@pytest.mark.django_db
def test_production_has_no_demo(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("demo")
