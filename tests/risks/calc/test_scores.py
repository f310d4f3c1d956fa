"""Scores, bands and matrices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risks.calc.scores import (
    BTS,
    COMMON,
    NPSA,
    PM2,
    SCALE,
    SCHEMES,
    Assessment,
    Band,
    Colour,
    Kind,
    Scheme,
    exceeds_appetite,
    rate_risk,
)

grade = st.sampled_from(SCALE)
WEIGHTS = ((1, 2, 3, 5, 8), (2, 3, 5, 8, 12), (3, 5, 8, 12, 16), (4, 8, 12, 16, 21), (5, 9, 14, 20, 25))
WEIGHTED = Scheme("weighted", COMMON.bands, WEIGHTS)


@given(st.sampled_from([*SCHEMES.values(), WEIGHTED]), grade, grade, grade, grade)
def test_score_never_falls_with_likelihood_or_impact(scheme, likelihood, impact, more_likely, worse):
    higher = scheme.score(max(likelihood, more_likely), max(impact, worse))
    assert scheme.score(likelihood, impact) <= higher
    assert scheme.band(scheme.score(likelihood, impact)).floor <= scheme.band(higher).floor


@pytest.mark.oracle
@pytest.mark.parametrize(("position", "scheme"), [(0, NPSA), (1, BTS)])
def test_published_bands(published, position, scheme):
    for wanted in published("risk-matrices.json")[position]["bands"]:
        for score in (wanted["min"], wanted["max"]):
            assert scheme.band(score).level == wanted["level"]
            assert scheme.band(score).colour in wanted["colour"]


@pytest.mark.oracle
def test_published_matrix(published):
    rows = published("risk-matrices.json")[0]["matrix_rows_L1_to_L5"]
    assert [[cell.score for cell in row] for row in NPSA.matrix()][::-1] == rows


@pytest.mark.parametrize(
    ("score", "colour"),
    [(1, "green"), (4, "green"), (5, "yellow"), (9, "yellow"), (10, "amber"), (12, "amber"), (15, "red"), (25, "red")],
)
def test_common_bands(score, colour):
    assert COMMON.band(score).colour == colour


@pytest.mark.parametrize(("score", "colour"), [(2, "green"), (3, "yellow"), (16, "yellow"), (20, "red")])
def test_pm2_bands(score, colour):
    assert PM2.band(score).colour == colour


def test_overall_score_is_that_of_the_largest_impact():
    assessment = Assessment(3, {"cost": 2, "reputation": 4, "compliance": 4})
    rating = COMMON.rate(assessment)
    assert (rating.score, rating.band.level) == (12, "high")
    assert rating.dimensions == {"cost": 6, "reputation": 12, "compliance": 12}
    assert assessment.dimension == "reputation"


def test_inherent_current_and_residual_are_rated_alike():
    stages = {"inherent": (5, 4), "current": (3, 4), "residual": (2, 2)}
    ratings = rate_risk(
        COMMON, **{name: Assessment(grade, {"time": impact}) for name, (grade, impact) in stages.items()}
    )
    assert [ratings.inherent.score, ratings.current.score, ratings.residual.score] == [20, 12, 4]


def test_opportunities_are_mirrored():
    threats, opportunities = COMMON.matrix(Kind.THREAT), COMMON.matrix(Kind.OPPORTUNITY)
    assert (threats[0][-1].score, threats[-1][0].score) == (25, 1)
    assert opportunities == [row[::-1] for row in threats]


def test_weights_replace_the_product():
    assert WEIGHTED.score(4, 5) == 21
    assert WEIGHTED.rate(Assessment(4, {"time": 5})).band.level == "very_high"


def test_appetite_is_exceeded_only_above_it():
    rating = COMMON.rate(Assessment(3, {"time": 4}))
    assert not exceeds_appetite(rating, 12)
    assert exceeds_appetite(rating, 11)


@pytest.mark.parametrize("weights", [WEIGHTS[::-1], WEIGHTS[:4], (WEIGHTS[0][::-1], *WEIGHTS[1:])])
def test_weights_that_fall_are_refused(weights):
    with pytest.raises(ValueError, match="weight"):
        Scheme("bad", COMMON.bands, weights)


@pytest.mark.parametrize("floors", [(1, 1), (5, 3), (), (2, 4)])
def test_bands_that_leave_a_score_out_are_refused(floors):
    with pytest.raises(ValueError, match="band"):
        Scheme("bad", tuple(Band(str(floor), Colour.GREEN, floor) for floor in floors))


@pytest.mark.parametrize(("likelihood", "impacts"), [(0, {"time": 1}), (3, {"time": 6}), (3, {}), (3, {"mood": 1})])
def test_judgements_off_the_scale_are_refused(likelihood, impacts):
    with pytest.raises(ValueError, match="impact"):
        Assessment(likelihood, impacts)


def test_a_grade_off_the_scale_has_no_score():
    with pytest.raises(ValueError, match="1 to 5"):
        COMMON.score(6, 1)
