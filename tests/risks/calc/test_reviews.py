"""Review intervals by level."""

from datetime import date

import pytest

from risks.calc.reviews import likelihood_range, next_review
from risks.calc.scores import Colour

LAST = date(2026, 3, 2)


@pytest.mark.parametrize(("colour", "days"), [("red", 7), ("amber", 14), ("yellow", 14), ("green", 30)])
def test_review_is_due_sooner_the_higher_the_level(colour, days):
    review = next_review(LAST, Colour(colour), on=LAST)
    assert (review.due - LAST).days == days
    assert review.overdue_days == 0


def test_a_missed_review_counts_its_days():
    assert next_review(LAST, Colour.RED, on=date(2026, 3, 12)).overdue_days == 3


@pytest.mark.parametrize(("overdue", "shown"), [(0, (3, 3)), (1, (2, 4)), (7, (2, 4)), (8, (1, 5)), (400, (1, 5))])
def test_an_overdue_review_widens_the_displayed_likelihood(overdue, shown):
    assert likelihood_range(3, overdue, Colour.RED) == shown


def test_the_displayed_likelihood_stays_on_the_scale():
    assert likelihood_range(5, 30, Colour.RED) == (3, 5)
