"""The way to a project: three steps, each with its own address, and nothing typed is ever lost."""

import pytest
from django.test import Client
from django.urls import reverse

from blueprints.models import Draft
from planning.models import Task
from projects.models import Project

NEW, QUESTIONS, PREVIEW = (reverse(f"blueprints:{name}") for name in ("new", "questions", "preview"))
TYPED = {
    "name": "New provider",
    "key": "PAY",
    "country": "DE",
    "fixed": "event",
    "day": "2026-11-24",
    "blocks": [],
    "packs": ["pci-dss-4.0.1"],
    "role_PM": "",
}


@pytest.fixture
def browser(cast):
    client = Client()
    client.force_login(cast.alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def chosen(browser):
    """The browser of somebody who has chosen the payment template."""
    browser.post(NEW, {"template": "payment-migration"})
    return browser


def test_every_template_is_offered_and_so_is_an_empty_project(browser):
    page = browser.get(NEW).content.decode()
    assert page.count('name="template"') >= 7
    assert "27 tasks · 4 gates · about 14 weeks" in page


def test_an_empty_project_is_made_elsewhere(browser):
    assert browser.post(NEW, {"template": "empty"}).url == reverse("projects:new")


def test_without_a_choice_the_page_says_what_is_missing(browser):
    answer = browser.post(NEW, {})
    assert answer.status_code == 422
    assert "Choose how the project begins." in answer.content.decode()


def test_questions_come_after_the_template(browser):
    assert browser.get(QUESTIONS).url == NEW
    assert browser.get(PREVIEW).url == QUESTIONS


def test_the_template_and_its_packs_are_preselected(chosen):
    form = chosen.get(QUESTIONS).context["form"]
    assert form["packs"].value() == ["pci-dss-4.0.1", "psd2-sca", "gdpr-eprivacy"]
    assert form["fixed"].value() == "start"
    assert "sponsor" in form["pick_stakeholders"].value()


def test_answers_that_are_wrong_are_told_and_kept(chosen):
    answer = chosen.post(QUESTIONS, {**TYPED, "day": "soon", "freeze_from": "2026-11-01"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"day", "freeze_to"}
    assert chosen.get(QUESTIONS).context["form"]["name"].value() == "New provider"


def test_going_back_keeps_every_answer(chosen):
    assert chosen.post(QUESTIONS, {**TYPED, "key": "?", "back": "1"}).url == NEW
    chosen.post(NEW, {"template": "payment-migration"})
    form = chosen.get(QUESTIONS).context["form"]
    assert (form["key"].value(), form["blocks"].value(), form["packs"].value()) == ("?", [], ["pci-dss-4.0.1"])


def test_another_template_keeps_what_is_common_and_its_own_parts(chosen):
    chosen.post(QUESTIONS, TYPED)
    chosen.post(NEW, {"template": "marketplace-launch"})
    form = chosen.get(QUESTIONS).context["form"]
    assert form["name"].value() == "New provider"
    assert form["packs"].value() == ["product-safety-gpsr", "eu-consumer-law", "gdpr-eprivacy"]
    chosen.post(NEW, {"template": "payment-migration"})
    assert chosen.get(QUESTIONS).context["form"]["packs"].value() == ["pci-dss-4.0.1"]


def test_what_follows_is_shown_while_answering(chosen):
    answer = chosen.post(f"{QUESTIONS}?so-far", TYPED, headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert "<dt>Latest start</dt><dd>Fri 18 Sep" in part
    assert "0 named, 11 placeholders" in part
    assert "<html" not in part


def test_the_preview_shows_dates_and_what_is_open(chosen):
    assert chosen.post(QUESTIONS, TYPED).url == PREVIEW
    page = chosen.get(PREVIEW)
    assert page.context["forecast"].start.isoformat() == "2026-09-18"
    assert [row["dates"].gate.id for row in page.context["gates"]] == ["G1", "G2", "G3", "G4"]
    facts = [row["fact"] for row in page.context["openings"]]
    assert facts[:2] == ["11 roles are placeholders", "G1 Decision to migrate can't be voted on yet."]
    assert not Project.objects.filter(key="PAY").exists()


def test_the_last_step_makes_the_project_and_ends_the_draft(chosen, cast):
    chosen.post(QUESTIONS, TYPED)
    answer = chosen.post(PREVIEW)
    project = Project.objects.get(key="PAY")
    assert answer.url == project.get_absolute_url()
    assert Task.objects.get(project=project, ref="T22").start.date().isoformat() == "2026-11-24"
    assert list(project.packs.values_list("pack", flat=True)) == ["pci-dss-4.0.1"]
    assert not Draft.objects.filter(user=cast.alice).exists()


def test_a_key_taken_meanwhile_leads_back_to_the_question(chosen, cast):
    chosen.post(QUESTIONS, TYPED)
    cast.project.key = "PAY"
    cast.project.save()
    assert chosen.post(PREVIEW).url == QUESTIONS


def test_a_freeze_is_named_at_the_gate_it_holds(chosen):
    chosen.post(QUESTIONS, {**TYPED, "freeze_from": "2026-11-01", "freeze_to": "2026-12-31"})
    page = chosen.get(PREVIEW)
    assert [bool(row["dates"].freeze) for row in page.context["gates"]] == [False, False, True, True]
    assert "The event lies in a freeze." in [row["fact"] for row in page.context["openings"]]
