"""Likelihoods that follow the facts."""

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risks.calc.indicators import Indicator, Memory, Override, Reading, Status, rescore

TODAY = date(2026, 3, 2)
CATALOGUE = Indicator("catalogue", "kpi('catalog_completeness_pct')", "<", 85)
SLIP = Indicator("slip", "task('T17').slip_days", ">", 3, adds=2)
GOOD, BAD = 90, 78


def judge(*values, base=3, rules=(CATALOGUE,), **options):
    """Evaluate day after day; each value feeds the first rule. Return the last result."""
    memories, result = {}, None
    for day, value in enumerate(values):
        on = TODAY + timedelta(days=day)
        result = rescore(base, rules, {rules[0].key: Reading(value, on)}, memories, on=on, **options)
        memories = result.memories
    return result


def test_a_bad_reading_fires_at_once_and_says_why():
    result = judge(BAD)
    assert (result.likelihood, result.automatic) == (4, 1)
    (driver,) = result.drivers
    assert (driver.fact, driver.value, driver.op, driver.threshold, driver.adds, driver.status) == (
        "kpi('catalog_completeness_pct')",
        78,
        "<",
        85,
        1,
        Status.FIRED,
    )


def test_a_good_reading_moves_nothing():
    result = judge(GOOD)
    assert (result.likelihood, result.drivers, result.unknown) == (3, (), ())


def test_one_good_reading_holds_the_indicator_and_a_second_clears_it():
    assert judge(BAD, GOOD).likelihood == 4
    assert judge(BAD, GOOD).drivers[0].status is Status.HELD
    assert judge(BAD, GOOD, GOOD).likelihood == 3


def test_a_relapse_starts_the_count_again():
    assert judge(BAD, GOOD, BAD, GOOD).likelihood == 4


@pytest.mark.parametrize("unknown", [None, math.nan, "many"])
def test_unknown_never_fires(unknown):
    result = judge(unknown)
    assert result.likelihood == 3
    assert [driver.status for driver in result.unknown] == [Status.UNKNOWN]


def test_unknown_does_not_clear_what_has_fired():
    assert judge(BAD, GOOD, None).likelihood == 4
    assert judge(BAD, GOOD, None, GOOD).likelihood == 3


def test_a_missing_reading_is_unknown():
    result = rescore(3, [CATALOGUE], {}, {}, on=TODAY)
    assert (result.likelihood, result.unknown[0].key) == (3, "catalogue")


@pytest.mark.parametrize(("age", "likelihood"), [(7, 4), (8, 3)])
def test_a_reading_older_than_the_window_is_unknown(age, likelihood):
    weekly = Indicator("weekly", "kpi('x')", "<", 85, window_days=7)
    reading = Reading(BAD, TODAY - timedelta(days=age))
    assert rescore(3, [weekly], {"weekly": reading}, {}, on=TODAY).likelihood == likelihood


@pytest.mark.parametrize(
    ("op", "threshold", "value"),
    [
        ("<", 5, 4),
        ("<=", 5, 5),
        (">", 5, 6),
        (">=", 5, 5),
        ("==", False, False),
        ("!=", "a", "b"),
        (">", TODAY, date.max),
    ],
)
def test_every_comparison_and_type_can_fire(op, threshold, value):
    rule = Indicator("k", "fact", op, threshold)
    assert rescore(2, [rule], {"k": Reading(value, TODAY)}, {}, on=TODAY).likelihood == 3


def test_several_indicators_move_at_most_two_grades():
    readings = {"catalogue": Reading(BAD, TODAY), "slip": Reading(9, TODAY)}
    result = rescore(1, [CATALOGUE, SLIP], readings, {}, on=TODAY)
    assert (result.likelihood, result.automatic, len(result.drivers)) == (3, 2, 2)


def test_an_indicator_may_also_lower_the_likelihood():
    relief = Indicator("relief", "training.completed_pct", ">=", 90, adds=-1)
    assert judge(95, rules=(relief,)).likelihood == 2


def test_finished_responses_take_their_grades_off():
    assert judge(BAD, reduction=2).likelihood == 2


@pytest.mark.parametrize(("base", "value", "reduction", "likelihood"), [(5, BAD, 0, 5), (1, GOOD, 3, 1)])
def test_likelihood_stays_on_the_scale(base, value, reduction, likelihood):
    assert judge(value, base=base, reduction=reduction).likelihood == likelihood


def test_a_person_overrides_until_the_last_day():
    override = Override(1, "Contract signed yesterday", TODAY)
    result = judge(BAD, override=override)
    assert (result.likelihood, result.computed, result.override) == (1, 4, override)
    assert judge(BAD, BAD, override=override).likelihood == 4


def test_indicators_keep_running_under_an_override():
    result = judge(BAD, override=Override(1, "Known", TODAY))
    assert result.memories == {"catalogue": Memory(active=True)}


@pytest.mark.parametrize("wrong", [{"op": "~"}, {"adds": 0}])
def test_a_senseless_indicator_is_refused(wrong):
    with pytest.raises(ValueError):
        Indicator(**{"key": "k", "fact": "f", "op": "<", "threshold": 1, **wrong})


@pytest.mark.parametrize(("likelihood", "reason"), [(6, "why not"), (3, "  ")])
def test_an_override_needs_a_grade_and_a_reason(likelihood, reason):
    with pytest.raises(ValueError):
        Override(likelihood, reason, TODAY)


def test_a_base_off_the_scale_is_refused():
    with pytest.raises(ValueError, match="1 to 5"):
        judge(GOOD, base=0)


@given(st.integers(1, 5), st.lists(st.tuples(st.integers(-3, 3).filter(bool), st.booleans())), st.integers(0, 4))
def test_the_automatic_move_is_bounded_and_explained(base, moves, reduction):
    rules = [Indicator(str(number), "fact", "==", True, adds=adds) for number, (adds, _) in enumerate(moves)]
    readings = {str(number): Reading(bad, TODAY) for number, (_, bad) in enumerate(moves)}
    result = rescore(base, rules, readings, {}, on=TODAY, reduction=reduction)
    assert 1 <= result.likelihood <= 5
    assert abs(result.automatic) <= 2
    assert len(result.drivers) == sum(bad for _, bad in moves)
