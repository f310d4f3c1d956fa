"""Which controls apply, with the published scenarios as the regression oracle."""

import copy

import pytest
import yaml

from risks.calc.compliance import PackError, compare, read_pack

PACK = {
    "id": "sca",
    "version": "1.0.0",
    "scope": {"question": "saq", "empty_values": ["later"]},
    "applicability": {
        "applies_if": "cards",
        "questions": [
            {"id": "cards", "type": "bool", "shared": True},
            {"id": "moto", "type": "bool"},
            {"id": "saq", "type": "choice", "choices": ["a", "d", "later"]},
        ],
        "expressions": [{"id": "broad", "expr": "moto or saq == 'd'"}],
    },
    "controls": [
        {"id": "C-1", "level": "must", "basis": "law", "gate": "build", "due_offset": 20, "applies_if": "true"},
        {"id": "C-2", "level": "should", "basis": "law", "gate": "go_live", "due_offset": -5, "applies_if": "broad"},
    ],
}


def changed(path, value):
    data = copy.deepcopy(PACK)
    *parents, last = path
    place = data
    for key in parents:
        place = place[key]
    place[last] = value
    return data


def test_unanswered_controls_stay_unknown():
    assert read_pack(PACK).applicability({}) == {"C-1": None, "C-2": None}


def test_only_a_clear_no_removes_a_control():
    assert read_pack(PACK).applicability({"cards": False}) == {}
    assert read_pack(PACK).applicability({"cards": True}) == {"C-1": True, "C-2": None}
    assert read_pack(PACK).applicability({"cards": True, "moto": False, "saq": "a"}) == {"C-1": True}


@pytest.mark.parametrize("answer", ["yes", 1, None])
def test_an_answer_that_is_not_offered_counts_as_missing(answer):
    pack = read_pack(PACK)
    assert pack.applicability({"cards": answer}) == {"C-1": None, "C-2": None}
    assert pack.missing_answers({"cards": answer, "moto": True}) == ["cards", "saq"]


def test_a_pack_without_a_scope_question_has_no_scope():
    assert read_pack({**PACK, "scope": None}).scope({"saq": "d"}) == ""


def test_scope_is_empty_until_decided():
    assert read_pack(PACK).scope({}) == ""
    assert read_pack(PACK).scope({"saq": "later"}) == ""
    assert read_pack(PACK).scope({"saq": "z"}) == ""
    assert read_pack(PACK).scope({"saq": "d"}) == "d"


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("cards ==", "Expected text"),
        ("shop", "unknown name"),
        ("saq", "is a choice"),
        ("cards == 'a'", "does not offer"),
        ("saq in ['a', 'x']", "does not offer 'x'"),
    ],
)
def test_a_wrong_condition_names_its_place(expression, problem):
    with pytest.raises(PackError, match=f"^sca/C-1: .*{problem}"):
        read_pack(changed(("controls", 0, "applies_if"), expression))


def test_named_expressions_do_not_nest():
    nested = [*PACK["applicability"]["expressions"], {"id": "wide", "expr": "broad or cards"}]
    with pytest.raises(PackError, match="wide: unknown name broad"):
        read_pack(changed(("applicability", "expressions"), nested))


def test_a_new_version_is_compared_by_id():
    new = changed(("controls", 0, "due_offset"), 25)
    new["controls"][1] = {**PACK["controls"][1], "id": "C-3"}
    difference = compare(read_pack(PACK), read_pack(new))
    assert (difference.added, difference.changed, difference.removed) == (("C-3",), ("C-1",), ("C-2",))


def published_packs(folder):
    loader = type("TextDates", (yaml.SafeLoader,), {})
    loader.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)
    skipped = {"catalogue.yaml", "scenarios.yaml"}
    files = [path for path in sorted(folder.glob("*.yaml")) if path.name not in skipped]
    return [read_pack(yaml.load(path.read_text(encoding="utf-8"), loader)) for path in files]  # noqa: S506


@pytest.mark.oracle
def test_every_published_scenario_is_reproduced(compliance_folder):
    packs = published_packs(compliance_folder)
    scenarios = yaml.safe_load((compliance_folder / "scenarios.yaml").read_text(encoding="utf-8"))["scenarios"]
    assert len(scenarios) >= 5
    for scenario in scenarios:
        found = {}
        for pack in packs:
            applies = pack.applicability(scenario["answers"])
            musts = sum(control.level == "must" for control in pack.controls if applies.get(control.id))
            found[pack.id] = [sum(map(bool, applies.values())), musts, list(applies.values()).count(None)]
        assert found == scenario["expected"], scenario["id"]


@pytest.mark.oracle
def test_published_packs_differ_from_themselves_in_nothing(compliance_folder):
    for pack in published_packs(compliance_folder):
        difference = compare(pack, pack)
        assert (difference.added, difference.changed, difference.removed) == ((), (), ())
        assert pack.controls
