from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from ecompm.core.expressions import State, compute, evaluate, fact_calls, known_value, parse

FACTS = {
    "verified": 38.0,
    "defects": 0,
    "cpi": Decimal("0.95"),
    "measured": 99.95,
    "ready": True,
    "blocked": False,
    "vendor": "acme",
    "finish": date(2026, 11, 20),
    "target": date(2026, 11, 27),
    "nothing": None,
}


def run(text):
    return evaluate(parse(text), lambda call: FACTS.get(call.name))


def value(text):
    return compute(parse(text), lambda call: FACTS.get(call.name))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("defects == 0", "met"),
        ("verified == 100", "unmet"),
        ("missing == 100", "unknown"),
        ("nothing == 0", "unknown"),
        ("ready", "met"),
        ("not ready", "unmet"),
        ("not nothing", "unknown"),
        ("ready and defects == 0", "met"),
        ("blocked and nothing == 1", "unmet"),
        ("ready and nothing == 1", "unknown"),
        ("ready or nothing == 1", "met"),
        ("blocked or nothing == 1", "unknown"),
        ("vendor != ''", "met"),
        ("vendor in ['other', 'acme']", "met"),
        ("vendor in ['other']", "unmet"),
        ("nothing in ['other']", "unknown"),
        ("finish <= target", "met"),
        ("finish + 10 <= target", "unmet"),
        ("target - finish == 7", "met"),
        ("ready == false", "unmet"),
    ],
)
def test_a_condition_is_met_unmet_or_unknown(text, state):
    assert run(text).state == state


@pytest.mark.parametrize(
    "text",
    ["defects == 'zero'", "vendor < 'b'", "ready > false", "vendor + 1 == 2", "verified", "verified and ready",
     "finish * 2 == 3", "-vendor == 1", "1 + finish == target", "finish + vendor == target", "finish - 1 == 5"],
)  # fmt: skip
def test_values_that_do_not_fit_each_other_decide_nothing(text):
    assert run(text).state is State.UNKNOWN


@pytest.mark.parametrize("text", ["verified / defects > 1", "verified / 0 > 1", "finish + 99999999999 > target"])
def test_what_cannot_be_computed_is_unknown(text):
    assert run(text).state is State.UNKNOWN


def test_numbers_are_compared_as_decimals():
    assert run("measured >= 99.95").state is State.MET
    assert value("0.1 + 0.2") == Decimal("0.3")
    assert value("cpi * 2 - -1") == Decimal("2.90")


def test_a_fraction_of_a_day_is_dropped():
    assert value("finish + 1.9") == date(2026, 11, 21)


def test_the_result_tells_value_operator_and_threshold_of_its_one_condition():
    part = run("verified >= 50 * 2").single
    assert (part.state, part.value, part.operator, part.threshold) == ("unmet", Decimal(38), ">=", Decimal(100))
    assert (str(part.subject), str(part.limit)) == ("verified", "50 * 2")


def test_a_compound_condition_tells_the_state_of_each_part():
    result = run("ready and (verified == 100 or nothing > 2)")
    assert [(str(part.subject), part.state) for part in result.parts] == [
        ("ready", "met"),
        ("verified", "unmet"),
        ("nothing", "unknown"),
    ]
    assert result.single is None


def test_under_not_a_part_states_what_has_to_hold():
    parts = run("not (verified >= 100 or ready or vendor in ['acme'])").parts
    assert [(part.operator, part.threshold, part.state) for part in parts] == [
        ("<", Decimal(100), "met"),
        ("==", False, "unmet"),
        ("not in", ("acme",), "unmet"),
    ]


def test_the_facts_read_are_listed_once_with_their_values():
    result = run("defects == 0 and nothing < 3 and defects < 5")
    assert [(str(reading.call), reading.value) for reading in result.readings] == [("defects", 0), ("nothing", None)]
    assert [str(call) for call in result.unknown] == ["nothing"]


def test_each_fact_is_resolved_once():
    asked = []
    evaluate(parse("a == 1 and a('x') == 1 and (a == 2 or not a == 1)"), lambda call: asked.append(str(call)))
    assert asked == ["a", "a('x')"]


def test_the_facts_of_several_expressions_are_collected_once():
    calls = fact_calls(parse("kpi('x') >= baseline('x') - 1"), parse("kpi('x') > 3 and lessons.count > 0"))
    assert [str(call) for call in calls] == ["kpi('x')", "baseline('x')", "lessons.count"]


@pytest.mark.parametrize(
    ("given", "known"),
    [
        (True, True),
        (3, Decimal(3)),
        (0.1, Decimal("0.1")),
        (Fraction(1, 4), Decimal("0.25")),
        (float("nan"), None),
        (float("inf"), None),
        (Decimal("nan"), None),
        (datetime(2026, 1, 2, 3, tzinfo=UTC), date(2026, 1, 2)),
    ],
)
def test_values_of_facts_become_values_of_the_language(given, known):
    assert known_value(given) == known
    assert type(known_value(given)) is type(known)


def test_a_fact_that_gives_no_value_of_the_language_is_a_fault_of_the_program():
    expression = parse("a == 1")
    with pytest.raises(TypeError, match=r"a fact gave \[\]"):
        evaluate(expression, lambda call: [])
