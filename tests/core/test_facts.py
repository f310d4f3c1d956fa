from datetime import date, timedelta
from decimal import Decimal

import pytest

from ecompm.core.expressions import ExpressionError, Kind, Parameter, State, parse
from ecompm.core.facts import DuplicateFactError, FactRegistry, FactRun, evaluate, shared

ON = date(2026, 11, 2)


@pytest.fixture
def registry():
    return FactRegistry()


def test_a_fact_is_listed_with_all_that_readers_need(registry):
    @registry.fact("kpi", unit="number", label="KPI %(code)s", args=("code", Parameter("window", required=False)))
    def kpi(project_ids, on, code, window=""):
        return {}

    (fact,) = registry.all()
    assert (fact.name, fact.unit, fact.kind, fact.app) == ("kpi", "number", Kind.NUMBER, __name__.split(".")[0])
    assert [parameter.name for parameter in fact.args] == ["code", "window"]
    assert fact.label_of(parse("kpi('aov_eur')").root) == "KPI aov_eur"


def test_two_facts_of_one_name_are_refused_when_the_apps_load(registry):
    registry.fact("lessons.count", unit="count", label="Lessons")(lambda project_ids, on: {})
    with pytest.raises(DuplicateFactError, match=r"lessons\.count"):
        registry.fact("lessons.count", unit="count", label="Lessons")(lambda project_ids, on: {})


@pytest.mark.parametrize("name", ["kpi('x')", "a == 1", "in.time", "a..b"])
def test_a_name_that_no_expression_could_spell_is_refused(registry, name):
    with pytest.raises(ValueError):
        registry.fact(name, unit="count", label="X")(lambda project_ids, on: {})


def test_declared_arguments_must_be_those_of_the_function(registry):
    with pytest.raises(TypeError, match="pack"):
        registry.fact("compliance.open_must", unit="count", label="X", args=("code",))(lambda ids, on, pack: {})


def test_a_fact_is_computed_for_all_projects_in_one_call_and_once(registry):
    asked = []

    @registry.fact("lessons.count", unit="count", label="Lessons")
    def lessons(project_ids, on):
        asked.append((tuple(project_ids), on))
        return {1: 5, 2: 7}

    run = FactRun([1, 2, 3, 1], ON, registry=registry)
    assert run.values("lessons.count") == {1: Decimal(5), 2: Decimal(7), 3: None}
    results = run.evaluate(parse("lessons.count >= 6 or lessons.count < 0"))
    assert {pk: result.state for pk, result in results.items()} == {1: "unmet", 2: "met", 3: "unknown"}
    assert asked == [((1, 2, 3), ON)]


def test_facts_share_what_one_run_has_found(registry):
    asked = []

    @shared
    def tasks(project_ids, on):
        asked.append(project_ids)
        return dict.fromkeys(project_ids, 2)

    registry.fact("tasks.open", unit="count", label="Open")(tasks)
    registry.fact("tasks.late", unit="count", label="Late")(
        lambda ids, on: {pk: n - 1 for pk, n in tasks(ids, on).items()}
    )
    run = FactRun([1, 2], ON, registry=registry)
    assert (run.values("tasks.open")[1], run.values("tasks.late")[2]) == (2, 1)
    assert asked == [(1, 2)]
    FactRun([1, 2], ON, registry=registry).values("tasks.open")
    assert len(asked) == 2


def test_both_spellings_of_a_path_are_one_call_and_other_arguments_another(registry):
    asked = []

    @registry.fact("compliance.open_must", unit="count", label="Open", args=("pack",))
    def open_must(project_ids, on, pack):
        asked.append(pack)
        return dict.fromkeys(project_ids, 0)

    run = FactRun([1], ON, registry=registry)
    run.values("compliance('gdpr').open_must")
    run.values("compliance.open_must('gdpr')")
    run.values("compliance.open_must('pci-dss')")
    assert asked == ["gdpr", "pci-dss"]


def test_arguments_reach_the_function_under_their_names(registry):
    window = Parameter("window", Kind.DURATION, required=False)

    @registry.fact("kpi", unit="number", label="KPI", args=("code", window))
    def kpi(project_ids, on, code, window=None):
        return {1: 1 if (code, window) == ("aov_eur", timedelta(days=7)) else 0}

    run = FactRun([1], ON, registry=registry)
    assert run.compute(parse("kpi('aov_eur', window='7d') + kpi('aov_eur') / 2")) == {1: Decimal(1)}


def test_an_unknown_fact_is_told_with_the_closest_names(registry):
    registry.fact("lessons.count", unit="count", label="Lessons")(lambda project_ids, on: {})
    with pytest.raises(ExpressionError, match=r"Did you mean lessons\.count\?"):
        FactRun([1], ON, registry=registry).values("lesson.count")


def test_an_expression_is_not_a_fact(registry):
    with pytest.raises(ExpressionError, match="more than the name of one fact"):
        FactRun([1], ON, registry=registry).values("lessons.count > 3")


def test_no_project_is_no_query(registry):
    registry.fact("lessons.count", unit="count", label="Lessons")(lambda project_ids, on: {})
    assert FactRun([], ON, registry=registry).evaluate(parse("lessons.count > 3")) == {}


def test_a_missing_value_never_passes(registry):
    registry.fact("lessons.count", unit="count", label="Lessons")(lambda project_ids, on: {1: None})
    run = FactRun([1, 2], ON, registry=registry)
    assert {result.state for result in run.evaluate(parse("lessons.count == 0")).values()} == {State.UNKNOWN}


def test_several_facts_are_computed_at_once_by_call_and_project(registry):
    @registry.fact("figure.size", unit="count", label="Figure", args=("code",))
    def figure(project_ids, on, code):
        return dict.fromkeys(project_ids, len(code))

    asked = ["figure.size('ab')", "figure('abc').size", "figure('ab').size"]
    found = evaluate(asked, [1, 2], ON, registry=registry)
    assert {str(call): values for call, values in found.items()} == {
        "figure.size('ab')": {1: 2, 2: 2},
        "figure.size('abc')": {1: 3, 2: 3},
    }
