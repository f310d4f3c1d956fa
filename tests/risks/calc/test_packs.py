import json
from dataclasses import asdict
from datetime import date

import jsonschema
import pytest
import yaml

from ecompm.core.documents import DocumentError
from risks.calc.packs import CONTENT, read_pack, shipped

SCENARIOS = yaml.safe_load((CONTENT / "scenarios.yaml").read_text(encoding="utf-8"))["scenarios"]
PCI = (CONTENT / "pci-dss-4.0.1.yaml").read_text(encoding="utf-8")


def test_a_pack_is_found_by_its_id_and_by_its_aliases():
    packs = shipped()
    assert packs["pci-dss"] is packs["pci-dss-4.0.1"]
    assert {"gdpr", "consumer-law", "product-safety", "eaa-accessibility", "psd2-sca"} <= packs.names
    assert "hipaa" not in packs


def test_all_packs_of_the_catalogue_are_there_with_their_controls():
    packs = shipped()
    assert [(pack.id, pack.version, pack.kind, pack.aliases, len(pack.controls)) for pack in packs] == [
        (entry.id, entry.version, entry.kind, entry.aliases, entry.controls) for entry in packs.catalogue.packs
    ]


@pytest.mark.parametrize("entry", shipped().catalogue.packs, ids=lambda entry: entry.id)
def test_every_shipped_pack_follows_the_schema(entry):
    schema = json.loads((CONTENT / "schema.json").read_text(encoding="utf-8"))
    pack = yaml.safe_load((CONTENT / entry.file).read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(pack)] == []


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["id"])
def test_the_answers_of_a_scenario_select_the_expected_controls(scenario):
    for name, expected in scenario["expected"].items():
        pack = shipped()[name]
        found = pack.rules.applicability(scenario["answers"])
        certain = [control for control, applies in found.items() if applies]
        musts = [control for control in certain if pack.control(control).level == "must"]
        assert [len(certain), len(musts), len(found) - len(certain)] == expected, name


def test_a_shared_question_is_asked_once():
    packs = shipped()
    asked = packs.questions(["pci-dss", "psd2-sca"])
    names = [question.id for question in asked]
    assert names.count("card_payments") == 1
    assert packs["pci-dss"].question("card_payments").shared


def test_controls_carry_their_dates_and_periods():
    packs = shipped()
    assert packs["pci-dss"].control("PCI-01").renewal == "P1Y"
    starts = [control.applies_from for pack in packs for control in pack.controls if control.applies_from]
    assert starts
    assert all(isinstance(day, date) for day in starts)


def test_gates_and_stand_ins_come_from_the_catalogue():
    catalogue = shipped().catalogue
    assert catalogue.gate_order == ("start", "build", "go_live", "close")
    assert catalogue.stand_ins["FRD"] == ("PAY", "FIN", "ECM")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("applies_if: card_payments", "applies_if: card_payment", "There is no fact card_payment. Did you mean"),
        ("renewal: P1Y", "renewal: 1Y", "1Y is no period"),
        ("    severity: critical", "    applies_from: soon\n    severity: critical", "soon is no date"),
        ("saq_type == 'd' or", "saq_type == 'e' or", "The question saq_type has no choice e."),
        ("in ['a_ep', 'd']", "in ['a_ep', 'x']", "The question saq_type has no choice x."),
        ("saq_type == 'd' or", "saq_type or", "not a condition"),
        ("question: saq_type", "question: saq", "The scope names saq"),
        ("'saqa:eligibility'", "'saq:eligibility'", "saq:eligibility names no source"),
        ("- id: full_scope", "- id: wide_scope", "The name wide_scope is given twice."),
        ("id: PCI-02", "id: PCI-01", "The name PCI-01 is given twice."),
    ],
)
def test_a_broken_pack_is_refused_with_the_line(old, new, sentence):
    line = PCI[: PCI.index(old)].count("\n") + 1
    with pytest.raises(DocumentError) as caught:
        read_pack(PCI.replace(old, new, 1), "own.yaml")
    assert (line, True) in [(fault.line, sentence in str(fault.sentence)) for fault in caught.value.faults]


def test_words_and_rules_are_the_same_pack():
    pack = shipped()["gdpr"]
    assert [control.id for control in pack.rules.controls] == [control.id for control in pack.controls]
    assert asdict(pack.rules.controls[0])["text"]["title"] == dict(pack.controls[0].title)
