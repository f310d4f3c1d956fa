"""Risks of templates and of the library come into the register under a category that it knows."""

from dataclasses import replace

import pytest

from blueprints.calc import shelf
from blueprints.calc.library import shipped
from blueprints.calc.rows.risks import risk_pattern_row, risk_row
from risks.calc.categories import GROUP_OF

OTHERS = shipped().vocabulary.risk_category_of_template


def test_every_shipped_risk_has_a_category_of_the_register():
    risks = [risk for template in shelf.shipped().values() for risk in template.risks]
    rows = [risk_row(risk, OTHERS) for risk in risks]
    rows += [risk_pattern_row(pattern, "en", 1) for pattern in shipped().of("risks")]
    assert len(rows) > 100
    assert {row["category"] for row in rows} <= set(GROUP_OF)


@pytest.mark.parametrize(
    ("name", "category"),
    [("performance", "performance"), ("technology", "technology"), ("stock", "logistics"), ("cost", "finance")],
)
def test_a_category_of_the_register_is_kept_and_any_other_translated(small, name, category):
    assert risk_row(replace(small.risks[0], category=name), OTHERS)["category"] == category
