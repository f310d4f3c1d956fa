import json

import jsonschema
import pytest
import yaml

from blueprints.calc import shelf
from blueprints.calc.checks.expressions import indicator_condition
from blueprints.calc.library import CONTENT, Library, Raci, shipped
from blueprints.calc.library.collection import PLACES
from ecompm.core.documents import DocumentError
from ecompm.core.expressions import Kind, check, fact_calls, parse

COUNTS = {
    "roles": 30,
    "requirements": 179,
    "risks": 100,
    "kpis": 70,
    "stakeholders": 43,
    "deliverables": 64,
    "communications": 25,
    "measures": 32,
    "courses": 27,
    "lessons": 42,
    "runbooks": 2,
    "meetings": 16,
}
LIBRARY = shipped()
SIGNATURES = LIBRARY.vocabulary.signatures
FILES = [*(place.file for place in PLACES.values()), "vocabulary.yaml"]


def test_every_kind_of_pattern_is_read():
    assert {kind: len(LIBRARY.of(kind)) for kind in PLACES} == COUNTS


@pytest.mark.parametrize("file", FILES)
def test_every_file_follows_its_schema(file):
    name = "runbooks" if file == "runbook.yaml" else file.removesuffix(".yaml")
    schema = json.loads((CONTENT / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    document = yaml.safe_load((CONTENT / file).read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(document)] == []


@pytest.mark.parametrize("risk", LIBRARY.of("risks"), ids=lambda risk: risk.code)
def test_indicators_can_be_evaluated_and_name_known_kpis(risk):
    for indicator in risk.kri:
        expression = indicator_condition(indicator)
        assert check(expression, SIGNATURES) is Kind.BOOLEAN
        for call in fact_calls(expression):
            if call.name in ("kpi", "baseline"):
                assert LIBRARY.get("kpis", call.arguments[0].literal.value)


@pytest.mark.parametrize("kpi", LIBRARY.of("kpis"), ids=lambda kpi: kpi.code)
def test_formulas_name_their_base_measures_and_nothing_else(kpi):
    expression = parse(kpi.formula.expr)
    signatures = LIBRARY.vocabulary.formula_signatures(LIBRARY.base_measures)
    assert check(expression, signatures, wants=Kind.ANY) is Kind.NUMBER
    calls = fact_calls(expression)
    used = {argument.literal.value for call in calls for argument in call.arguments}
    used |= {call.name for call in calls if not call.arguments}
    assert used == set(kpi.base_measures)


@pytest.mark.parametrize("runbook", LIBRARY.of("runbooks"), ids=lambda runbook: runbook.code)
def test_stop_rules_can_be_evaluated(runbook):
    for rule in runbook.stop_rules:
        assert check(parse(rule.expr), SIGNATURES) is Kind.BOOLEAN


@pytest.mark.parametrize("name", shelf.shipped())
def test_the_roles_of_a_template_resolve_to_themselves_and_all_others_to_them(name):
    roles = {role.code for role in shelf.shipped()[name].roles}
    for role in LIBRARY.of("roles"):
        resolved = LIBRARY.role_in(role.code, name)
        assert resolved in roles
        assert role.code not in roles or resolved == role.code


def test_the_vocabulary_describes_the_shipped_templates():
    described = {known.id: (known.roles, known.tasks, known.gates) for known in LIBRARY.vocabulary.templates}
    assert described == {
        template.id: (
            tuple(role.code for role in template.roles),
            len(template.tasks),
            tuple(gate.id for gate in template.gates),
        )
        for template in shelf.shipped().values()
    }


def test_patterns_of_a_template_come_first_and_the_rest_is_found_by_search():
    first = {risk.code for risk in LIBRARY.for_template("risks", "marketplace-launch")}
    rest = {risk.code for risk in LIBRARY.search("risks", "", beyond="marketplace-launch")}
    assert first
    assert rest
    assert not first & rest
    assert first | rest == {risk.code for risk in LIBRARY.of("risks")}


def test_patterns_for_every_template_are_offered_with_each():
    assert len(LIBRARY.for_template("measures", "replatforming")) == COUNTS["measures"]


def test_search_finds_every_word_without_regard_to_language_case_and_accents():
    assert "RQ-CAT-01" in {found.code for found in LIBRARY.search("requirements", "VOLLSTANDIGKEIT kanal")}
    assert "RQ-CAT-01" in {found.code for found in LIBRARY.search("requirements", "day du kenh")}
    assert LIBRARY.search("requirements", "vollständigkeit zebra") == ()


def test_search_puts_matches_in_the_title_first():
    found = LIBRARY.search("kpis", "conversion")
    assert found[0].code == "conversion_rate_pct"
    assert len(found) > 1


def test_a_code_finds_its_pattern_and_an_unknown_code_none():
    assert LIBRARY.get("risks", "STR01").title_text["en"] == "No agreed reason for the project"
    with pytest.raises(KeyError):
        LIBRARY.get("risks", "XXX99")


def test_roles_that_fall_together_appear_once_in_a_raci_row():
    row = Raci(R=("ECM", "BA"), A="SPO", C=("CNT", "MKT"), I=("ECM", "OPS"))
    resolved = LIBRARY.raci_in(row, "payment-migration")
    letters = [resolved.A, *resolved.C, *resolved.I]
    assert len(set(resolved.R)) == len(resolved.R)
    assert len(letters) == len(set(letters))
    assert not set(resolved.R) & {*resolved.C, *resolved.I}


def test_limits_name_references_there_are():
    named = {
        bound.ref for kpi in LIBRARY.of("kpis") for bound in (kpi.good_practice, kpi.typical, kpi.legal_limit) if bound
    }
    assert named
    assert named <= set(LIBRARY.references)


def test_every_message_answers_the_five_compulsory_contents():
    contents = list(LIBRARY.compulsory_contents)
    assert len(contents) == 5
    for message in LIBRARY.of("communications"):
        assert sorted(rule.content for rule in message.message_checklist) == sorted(contents)


def test_requirements_propose_risks_and_kpis_there_are():
    risks = {risk.code for risk in LIBRARY.of("risks")}
    kpis = {kpi.code for kpi in LIBRARY.of("kpis")}
    for requirement in LIBRARY.of("requirements"):
        assert set(requirement.typical_risks) <= risks
        assert set(requirement.typical_kpis) <= kpis


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("schema: x\nrisks: [{code: A}]", "The key category is missing."), ("schema: x", "The key risks is missing.")],
)
def test_a_library_file_that_does_not_fit_is_refused(tmp_path, text, sentence):
    (tmp_path / "risks.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=sentence):
        Library(tmp_path).of("risks")


def test_patterns_are_titled_by_what_names_them():
    assert LIBRARY.get("lessons", "LL-01").title_text["en"].startswith("Platform contract ended")
    assert LIBRARY.get("courses", "TR-04").title_text == {"en": "Risk workshop moderation"}
    assert LIBRARY.for_template("runbooks", "replatforming")[0].code == "RB-REPLATFORM"
