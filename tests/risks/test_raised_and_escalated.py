"""Who raised a risk and when, how sure its judgement is, and whom it was escalated to."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from delivery.work import Section
from ecompm.core.models import AuditEntry
from projects.models import Notification
from projects.notices import text
from risks.models import Risk
from risks.services import register
from risks.services.importing import confirm_import, upload_register
from risks.work import escalations
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def add(cast: Cast, **values: Any) -> Risk:
    return register.create_risk(by=cast.alice, project=cast.project, title="Insolvency", **values)


def test_who_makes_a_risk_has_raised_it_today_unless_somebody_else_is_named(cast: Cast) -> None:
    own = add(cast)
    assert (own.raised_by, own.raised_on) == (cast.alice, timezone.localdate())
    named = add(cast, raised_by=cast.bob, raised_on=TODAY)
    assert (named.raised_by, named.raised_on) == (cast.bob, TODAY)


def test_whom_a_confidential_risk_is_escalated_to_sees_it(cast: Cast) -> None:
    risk = add(cast, is_confidential=True)
    assert not Risk.objects.allowed(cast.bob, "risk.view").exists()
    register.change_risk(risk, by=cast.alice, version=1, escalated_to=cast.bob)
    assert Risk.objects.allowed(cast.bob, "risk.view").get() == risk


def test_they_are_told_who_escalated_it(cast: Cast) -> None:
    risk = add(cast, is_confidential=True)
    register.change_risk(risk, by=cast.alice, version=1, escalated_to=cast.bob)
    told = Notification.objects.get(recipient=cast.bob)
    assert text(told.kind, told.parameters) == f"Alice escalated {risk} to you"


def test_it_waits_in_their_work_until_it_has_ended(cast: Cast) -> None:
    risk = add(cast, escalated_to=cast.bob)
    (item,) = escalations(cast.bob, TODAY)
    assert (item.title, item.section) == (str(risk), Section.TASK)
    register.change_risk(risk, by=cast.alice, version=risk.version, status="closed")
    assert not list(escalations(cast.bob, TODAY))


def test_page_list_and_filter_show_them(cast: Cast, client: Client) -> None:
    risk = add(cast, confidence="low", escalated_to=cast.bob)
    client.force_login(cast.vera)
    page = client.get(risk.get_absolute_url()).content.decode()
    assert all(words in page for words in ("Confidence", "Raised", "Escalated to", "Bob"))
    at = f"/projects/{cast.project.key}/risks/"
    assert "Insolvency" in client.get(f"{at}?confidence=low").content.decode()
    assert "Insolvency" not in client.get(f"{at}?confidence=high").content.decode()


def test_they_are_set_by_the_form_and_stand_in_the_trail(cast: Cast, client: Client) -> None:
    client.force_login(cast.alice)
    form = {
        "title": "Slow", "category": "vendor", "likelihood": 3, "impact": 4, "strategy": "reduce",
        "status": "proposed", "confidence": "high", "raised_on": "2026-11-02", "escalated_to": cast.bob.pk,
    }  # fmt: skip
    client.post(f"/projects/{cast.project.key}/risks/new/", form)
    risk = Risk.objects.get()
    assert (risk.confidence, risk.raised_on, risk.escalated_to) == ("high", date(2026, 11, 2), cast.bob)
    assert AuditEntry.objects.filter(object_id=risk.pk, changes__has_key="escalated_to").exists()


def test_who_raised_it_stays_when_they_have_left(cast: Cast, client: Client) -> None:
    risk = add(cast, raised_by=cast.bob)
    cast.project.memberships.filter(user=cast.bob).delete()
    client.force_login(cast.alice)
    form = {"title": "Slow", "category": "vendor", "likelihood": 3, "impact": 4, "strategy": "reduce",
            "status": "proposed", "version": risk.version}  # fmt: skip
    client.post(f"/projects/{cast.project.key}/risks/{risk.number}/edit/", form)
    risk.refresh_from_db()
    assert (risk.title, risk.raised_by) == ("Slow", cast.bob)


def test_a_file_sets_them_and_keeps_who_has_left(cast: Cast) -> None:
    add(cast, raised_by=cast.bob)
    cast.project.memberships.filter(user=cast.bob).delete()
    text = "Key,Raised by,Raised on,Confidence,Escalated to\nK1,Bob,2026-11-02,Medium,Alice\n"
    file = SimpleUploadedFile("risks.csv", text.encode())
    confirm_import(upload_register(by=cast.alice, project=cast.project, file=file), by=cast.alice)
    risk = Risk.objects.get()
    assert (risk.raised_by, risk.confidence, risk.escalated_to) == (cast.bob, "medium", cast.alice)


def test_over_the_api(cast: Cast) -> None:
    risk = add(cast)
    body = {"confidence": "low", "escalated_to": cast.bob.pk}
    answer = Api(cast.alice).patch(f"risks/{risk.pk}/", body, etag=risk.etag).json()
    assert (answer["confidence"], answer["escalated_to"], answer["raised_by"]) == ("low", cast.bob.pk, cast.alice.pk)
    assert len(Api(cast.alice).rows("risks/", escalated_to=cast.bob.pk)) == 1
