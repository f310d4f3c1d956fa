"""Expected monetary value against published examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risks.calc.exposure import PROBABILITIES, Exposed, expected_value, exposure, probability_of
from risks.calc.pert import ThreePoint
from risks.calc.scores import Kind


@pytest.mark.oracle
@pytest.mark.parametrize("position", [0, 1, 2])
def test_published_expected_values(published, position):
    for risk in published("emv.json")[position]["risks"]:
        assert expected_value(risk["p"], risk["impact"]) == pytest.approx(risk["emv"])


@pytest.mark.oracle
def test_published_contingency_of_six_risks(published):
    case = published("emv.json")[0]
    register = [Exposed(risk["p"], ThreePoint.fixed(risk["impact"])) for risk in case["risks"]]
    assert exposure(register).net == pytest.approx(case["contingency"])


def test_a_three_point_impact_counts_with_its_mean():
    assert expected_value(0.5, ThreePoint(0, 2_000, 8_000)) == pytest.approx(10_000 / 6)


def test_opportunities_reduce_the_contingency():
    register = [
        Exposed(0.4, ThreePoint.fixed(10_000)),
        Exposed(0.2, ThreePoint.fixed(5_000), Kind.OPPORTUNITY),
    ]
    assert (exposure(register).threats, exposure(register).opportunities) == (4_000, 1_000)
    assert exposure(register).net == 3_000


def test_default_probabilities_rise():
    assert [probability_of(likelihood) for likelihood in range(1, 6)] == [0.05, 0.20, 0.40, 0.60, 0.85]


@pytest.mark.parametrize("table", [{1: 0.1}, {**PROBABILITIES, 5: 0.5}, {**PROBABILITIES, 5: 1.2}])
def test_a_table_that_does_not_rise_is_refused(table):
    with pytest.raises(ValueError, match="robabilit"):
        probability_of(3, table)


@given(st.floats(max_value=-1e-9) | st.floats(min_value=1.000001))
def test_a_probability_outside_0_to_1_is_refused(probability):
    with pytest.raises(ValueError, match="between 0 and 1"):
        expected_value(probability, 10)
