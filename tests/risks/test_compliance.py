"""Compliance packs in a project: answers decide what applies, open musts are counted up to the next gate."""

from datetime import date
from typing import Any

import pytest

from ecompm.core.errors import Conflict, Invalid, NotAllowed, StaleVersion
from ecompm.core.facts import FactRun
from projects.services.roles import create_role
from risks.calc.compliance.upgrade import Changes
from risks.calc.packs import shipped
from risks.loaders.compliance import due_days, due_of, starts_after
from risks.models import AppliedPack, ControlItem
from risks.services import compliance
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
MUST, SCOPE = "compliance('pci-dss').open_must", "compliance('pci-dss').scope"
REDIRECT = {
    "card_payments": True, "integration": "redirect", "saq_type": "a", "card_data_stored": False, "moto_orders": False,
    "level_one": False, "existing_site": False,
}  # fmt: skip


@pytest.fixture
def pci(cast: Cast) -> AppliedPack:
    return compliance.apply_packs(by=cast.bob, project=cast.project, packs=["pci-dss"])[0]


def fact(cast: Cast, call: str, on: date = TODAY) -> Any:
    return FactRun([cast.project.pk], on).values(call)[cast.project.pk]


def answer(cast: Cast, pack: AppliedPack, answers: dict[str, Any]) -> AppliedPack:
    pack.refresh_from_db()
    return compliance.answer_questions(pack, by=cast.bob, version=pack.version, answers=answers)


def change(cast: Cast, item: ControlItem, by: Any = None, **values: Any) -> ControlItem:
    item.refresh_from_db()
    return compliance.change_control(item, by=by or cast.bob, version=item.version, **values)


def close_all(cast: Cast, pack: AppliedPack) -> None:
    pack.items.update(status="accepted", evidence="Mail of the acquirer", accepted_on=TODAY)


def test_a_pack_is_found_by_its_alias_and_applied_once(cast: Cast, pci: AppliedPack) -> None:
    assert pci.pack == "pci-dss-4.0.1"
    assert pci.items.count() == len(shipped()["pci-dss"].controls)
    assert compliance.apply_packs(by=cast.bob, project=cast.project, packs=["pci-dss", "pci-dss-4.0.1"]) == []


def test_a_pack_that_is_not_there_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        compliance.apply_packs(by=cast.bob, project=cast.project, packs=["hipaa"])


def test_its_facts_are_unknown_where_it_is_not_applied(cast: Cast) -> None:
    assert fact(cast, MUST) is None
    assert fact(cast, SCOPE) is None


def test_controls_count_until_the_answers_exclude_them(cast: Cast, pci: AppliedPack) -> None:
    before = fact(cast, MUST)
    answer(cast, pci, REDIRECT)
    assert before > fact(cast, MUST) > 0
    answer(cast, pci, {"card_payments": False})
    assert fact(cast, MUST) == 0


def test_the_scope_is_empty_while_undecided(cast: Cast, pci: AppliedPack) -> None:
    answer(cast, pci, {"saq_type": "undecided"})
    assert fact(cast, SCOPE) == ""
    answer(cast, pci, {"saq_type": "a_ep"})
    assert fact(cast, SCOPE) == "a_ep"


def test_an_answer_that_is_not_offered_is_refused(cast: Cast, pci: AppliedPack) -> None:
    with pytest.raises(Invalid) as refused:
        answer(cast, pci, {"integration": "pigeon", "card_payments": "yes"})
    assert set(refused.value.fields) == {"integration", "card_payments"}


def test_a_shared_question_is_asked_once(cast: Cast, pci: AppliedPack) -> None:
    (sca,) = compliance.apply_packs(by=cast.bob, project=cast.project, packs=["psd2-sca"])
    answer(cast, pci, {"card_payments": True})
    sca.refresh_from_db()
    assert sca.answers == {"card_payments": True}


def test_a_later_pack_knows_what_was_answered(cast: Cast, pci: AppliedPack) -> None:
    answer(cast, pci, REDIRECT)
    (sca,) = compliance.apply_packs(by=cast.bob, project=cast.project, packs=["psd2-sca"])
    assert sca.answers["card_payments"] is True
    assert "integration" not in sca.answers


def test_answers_of_two_people_do_not_overwrite_each_other(cast: Cast, pci: AppliedPack) -> None:
    answer(cast, pci, {"card_payments": True})
    with pytest.raises(StaleVersion):
        compliance.answer_questions(pci, by=cast.alice, version=1, answers={"card_payments": False})


def test_an_acceptance_that_was_not_renewed_counts_again(cast: Cast, pci: AppliedPack) -> None:
    close_all(cast, pci)
    assert fact(cast, MUST) == 0
    pci.items.update(accepted_on=date(2024, 1, 1))
    assert fact(cast, MUST) > 0


def test_accepting_needs_evidence_and_notes_the_day(cast: Cast, pci: AppliedPack, client: Any) -> None:
    item = pci.items.get(control="PCI-01")
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(item.get_absolute_url(), {"status": "accepted", "version": 1}).status_code == 422
    assert change(cast, item, status="accepted", evidence="Portal, 3 Nov").accepted_on


def test_only_a_manager_waives_and_a_waiver_ends(cast: Cast, pci: AppliedPack) -> None:
    close_all(cast, pci)
    item = pci.items.get(control="PCI-01")
    waiver = {"status": "waived", "reason": "Papers follow", "expires_on": date(2026, 11, 24)}
    with pytest.raises(NotAllowed):
        change(cast, item, **waiver)
    assert change(cast, item, by=cast.alice, **waiver).approver == cast.alice
    assert fact(cast, MUST, on=date(2026, 11, 24)) == 0
    assert fact(cast, MUST, on=date(2026, 11, 25)) == 1


def test_the_owner_is_who_plays_the_role_or_stands_in(cast: Cast) -> None:
    create_role(by=cast.alice, project=cast.project, code="PM", name="Project manager", person=cast.alice)
    create_role(by=cast.alice, project=cast.project, code="SEC", name="Security", person=cast.bob)
    (pci,) = compliance.apply_packs(by=cast.alice, project=cast.project, packs=["pci-dss"])
    assert pci.items.get(control="PCI-01").owner == cast.bob
    assert set(pci.items.values_list("owner__name", flat=True)) == {"Alice", "Bob"}


def test_a_control_is_due_before_its_gate_unless_a_day_is_stated(cast: Cast, pci: AppliedPack) -> None:
    item = pci.items.get(control="PCI-01")
    assert due_of(item, due_days(cast.project, TODAY)) is None
    days = {"build": date(2027, 3, 11)}
    assert due_of(item, days) == date(2027, 3, 1)
    item.due_on = date(2027, 1, 4)
    assert due_of(item, days) == date(2027, 1, 4)


def test_the_pages_show_what_is_open(cast: Cast, pci: AppliedPack, client: Any) -> None:
    client.force_login(cast.vera, backend="django.contrib.auth.backends.ModelBackend")
    listed = client.get(f"/projects/{cast.project.key}/risks/compliance/").content.decode()
    assert "PCI DSS 4.0.1 for online shops" in listed
    page = client.get(pci.get_absolute_url()).content.decode()
    assert "Assessment type confirmed with the acquirer" in page
    assert "not legal advice" in page
    assert "An answer is missing" in page


def test_a_control_of_an_overlay_stands_beneath_the_one_it_makes_more_precise(cast: Cast, client: Any) -> None:
    packs = ["eu-consumer-law", "jurisdiction-de"]
    base, _overlay = compliance.apply_packs(by=cast.bob, project=cast.project, packs=packs)
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(base.get_absolute_url()).content.decode()
    assert "makes CON-01 more precise and is judged on its own" in page


def test_a_duty_that_begins_after_its_gate_is_only_prepared(cast: Cast) -> None:
    (german,) = compliance.apply_packs(by=cast.bob, project=cast.project, packs=["jurisdiction-de"])
    item = next(item for item in german.items.all() if item.sheet.applies_from == date(2026, 6, 19))
    gates = dict.fromkeys(shipped().catalogue.gate_order)
    assert starts_after(item, dict.fromkeys(gates, date(2026, 6, 18))) == date(2026, 6, 19)
    assert starts_after(item, dict.fromkeys(gates, date(2026, 6, 19))) is None


def test_where_nobody_plays_the_role_the_manager_owns(cast: Cast) -> None:
    cast.project.manager = cast.alice
    cast.project.save()
    (pci,) = compliance.apply_packs(by=cast.alice, project=cast.project, packs=["pci-dss"])
    assert set(pci.items.values_list("owner__name", flat=True)) == {"Alice"}


def older(pack: AppliedPack) -> None:
    """The pack as if it had been taken in an older version: one control less, one more, two with other words."""
    pack.items.get(control="PCI-02").delete()
    pack.items.create(project=pack.project, control="PCI-00", mark="gone")
    pack.items.filter(control__in=["PCI-01", "PCI-03"]).update(mark="old words")
    AppliedPack.objects.filter(pk=pack.pk).update(pack_version="0.9")
    pack.refresh_from_db()


def test_a_new_version_is_compared_before_it_is_taken_over(cast: Cast, pci: AppliedPack, client: Any) -> None:
    assert compliance.changes_of(pci) == Changes((), (), ())
    older(pci)
    assert compliance.changes_of(pci) == Changes(("PCI-02",), ("PCI-01", "PCI-03"), ("PCI-00",))
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    assert "See what changes" in client.get(pci.get_absolute_url()).content.decode()
    assert "PCI-02" in client.get(f"{pci.get_absolute_url()}upgrade/").content.decode()


def test_taken_over_evidence_stays_and_changed_musts_return_to_review(cast: Cast, pci: AppliedPack) -> None:
    close_all(cast, pci)
    older(pci)
    taken = compliance.upgrade_pack(pci, by=cast.bob, version=pci.version)
    assert taken.pack_version == shipped()["pci-dss"].version
    states = dict(pci.items.values_list("control", "status"))
    assert set(states) == {control.id for control in shipped()["pci-dss"].controls}
    assert (states["PCI-01"], states["PCI-02"], states["PCI-04"]) == ("in_review", "open", "accepted")
    assert pci.items.get(control="PCI-01").evidence == "Mail of the acquirer"
    with pytest.raises(Conflict):
        compliance.upgrade_pack(taken, by=cast.bob, version=taken.version)
