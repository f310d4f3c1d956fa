"""A risk is linked to requirements, stakeholders and vendors; each reader sees those they may see anyway."""

import pytest
from django.test import Client
from django.urls import reverse

from ecompm.core.errors import Conflict, Invalid
from ecompm.core.models import AuditEntry
from planning.models import Resource
from planning.services.resources import create_resource
from requirements.models import Requirement
from requirements.services import create_requirement
from risks.models import Risk, RiskLink
from risks.models.links import VENDORS
from risks.services import register
from risks.services.links import add_link
from stakeholders.services import create_stakeholder
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db
KIND = "requirements.requirement"


@pytest.fixture
def risk(cast: Cast) -> Risk:
    return register.create_risk(by=cast.alice, project=cast.project, title="Slow")


@pytest.fixture
def need(cast: Cast) -> Requirement:
    return create_requirement(by=cast.alice, project=cast.project, title="Answers in a second")


def page(client: Client, who: object) -> str:
    client.force_login(who)
    return client.get(reverse("risks:detail", args=["SHOP", 1])).content.decode()


def test_a_link_is_made_by_form_shown_and_taken_off(client: Client, cast: Cast, risk: Risk, need: Requirement) -> None:
    client.force_login(cast.bob)
    new = reverse("risks:link_new", args=["SHOP", risk.number])
    assert "Answers in a second" in client.get(new).content.decode()
    client.post(new, {"target": f"{KIND}:{need.pk}"})
    html = page(client, cast.vera)
    assert need.get_absolute_url() in html
    assert AuditEntry.objects.filter(object_id=risk.pk, changes__has_key="links").exists()
    client.force_login(cast.bob)
    client.post(reverse("risks:link_remove", args=["SHOP", RiskLink.objects.get().pk]))
    assert "Answers in a second" not in page(client, cast.vera)


def test_it_is_linked_once(cast: Cast, risk: Risk, need: Requirement) -> None:
    link = {"by": cast.bob, "project": cast.project, "risk": risk, "object_type": KIND, "object_id": need.pk}
    add_link(**link)
    with pytest.raises(Conflict):
        add_link(**link)


@pytest.mark.parametrize("kind", [KIND, "accounts.user", "projects.membership", "x"])
def test_nothing_outside_the_project_can_be_linked(cast: Cast, risk: Risk, kind: str) -> None:
    with pytest.raises(Invalid):
        add_link(by=cast.bob, project=cast.project, risk=risk, object_type=kind, object_id=987654)


def test_a_reader_sees_no_stakeholder_they_may_not_see(client: Client, cast: Cast, risk: Risk) -> None:
    person = create_stakeholder(by=cast.alice, project=cast.project, name="Works council")
    add_link(
        by=cast.alice, project=cast.project, risk=risk, object_type="stakeholders.stakeholder", object_id=person.pk
    )
    assert "Works council" in page(client, cast.bob)
    assert "Works council" not in page(client, cast.vera)


def agency(cast: Cast, kind: str = "agency", name: str = "Northwind") -> Resource:
    return create_resource(by=cast.alice, project=cast.project, name=name, kind=kind)


def test_an_agency_is_offered_and_linked_as_a_vendor(client: Client, cast: Cast, risk: Risk) -> None:
    vendor = agency(cast)
    client.force_login(cast.bob)
    new = reverse("risks:link_new", args=["SHOP", risk.number])
    assert '<optgroup label="Vendor">' in client.get(new).content.decode()
    client.post(new, {"target": f"{VENDORS}:{vendor.pk}"})
    html = page(client, cast.vera)
    assert vendor.get_absolute_url() in html
    assert "<span>vendor</span>" in html


def test_a_resource_that_is_no_agency_is_no_vendor(client: Client, cast: Cast, risk: Risk) -> None:
    van = agency(cast, "equipment", "Van")
    client.force_login(cast.bob)
    assert "Van" not in client.get(reverse("risks:link_new", args=["SHOP", risk.number])).content.decode()
    with pytest.raises(Invalid):
        add_link(by=cast.bob, project=cast.project, risk=risk, object_type=VENDORS, object_id=van.pk)


def test_a_viewer_links_no_vendor(cast: Cast, risk: Risk) -> None:
    vendor = agency(cast)
    body = {"risk": risk.pk, "object_type": VENDORS, "object_id": vendor.pk}
    assert Api(cast.vera).post("risk-links/", body).status_code == 403
    assert Api(cast.bob).post("risk-links/", body).status_code == 201


def test_what_was_deleted_is_left_out(client: Client, cast: Cast, risk: Risk, need: Requirement) -> None:
    add_link(by=cast.bob, project=cast.project, risk=risk, object_type=KIND, object_id=need.pk)
    need.delete()
    assert "No requirement, goal, stakeholder or vendor is linked yet." in page(client, cast.bob)
