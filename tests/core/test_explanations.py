from datetime import date
from decimal import Decimal

import pytest

from ecompm.core.explanations import explain
from ecompm.core.expressions import evaluate, parse
from ecompm.core.facts import FactRegistry


@pytest.fixture
def registry():
    registry = FactRegistry()
    for name, unit, label in (
        ("requirements.must.verified_pct", "pct", "Must requirements verified"),
        ("business_case.npv_eur", "eur", "Net present value"),
        ("schedule.baseline_set", "yes_no", "Baseline set"),
        ("simulation.p80_finish", "date", "Finish at 80 % confidence"),
        ("task.slip_days", "d", "Slip"),
        ("vendor.notice", "text", "Notice date"),
        ("sync.lag", "min", "Lag"),
    ):
        registry.fact(name, unit=unit, label=label)(lambda project_ids, on: {})
    registry.fact("compliance.open_must", unit="count", label="Open must items of %(pack)s", args=("pack",))(
        lambda project_ids, on, pack: {}
    )
    return registry


@pytest.mark.parametrize(
    ("text", "values", "words"),
    [
        ("requirements.must.verified_pct == 100", {"requirements.must.verified_pct": 38},
         "Must requirements verified: 38\u202f%, needs 100\u202f%"),
        ("requirements.must.verified_pct >= 99.95", {"requirements.must.verified_pct": Decimal("99.9")},
         "Must requirements verified: 99.9\u202f%, needs at least 99.95\u202f%"),
        ("requirements.must.verified_pct == 100", {},
         "Must requirements verified: not known yet, needs 100\u202f%"),
        ("business_case.npv_eur > 0", {"business_case.npv_eur": -12000},
         "Net present value: −€12,000, needs more than €0"),
        ("schedule.baseline_set", {"schedule.baseline_set": False}, "Baseline set: no, needs yes"),
        ("schedule.baseline_set", {"schedule.baseline_set": True}, "Baseline set: yes"),
        ("not schedule.baseline_set", {"schedule.baseline_set": True}, "Baseline set: yes, needs no"),
        ("compliance('gdpr').open_must == 0", {"compliance.open_must": 3}, "Open must items of gdpr: 3, needs 0"),
        ("simulation.p80_finish <= 1999-11-27", {"simulation.p80_finish": date(1999, 12, 4)},
         "Finish at 80 % confidence: 4 Dec 1999, needs 27 Nov 1999 or earlier"),
        ("task.slip_days <= 3", {"task.slip_days": 5}, "Slip: 5\u202fd, needs at most 3\u202fd"),
        ("sync.lag <= 2", {"sync.lag": Decimal("7.5")}, "Lag: 7.5\u202fmin, needs at most 2\u202fmin"),
        ("vendor.notice != ''", {"vendor.notice": ""}, "Notice date: empty, needs anything but empty"),
        ("vendor.notice in ['a', 'b']", {"vendor.notice": "c"}, "Notice date: c, needs one of a, b"),
        ("forecast.scenarios >= 3", {"forecast.scenarios": 2}, "forecast.scenarios: 2, needs at least 3"),
        ("task.slip_days * 2 < 4", {"task.slip_days": 5}, "task.slip_days * 2: 10, needs less than 4"),
        ("task.slip_days < business_case.npv_eur", {"task.slip_days": 5},
         "Slip: 5\u202fd, needs less than a value not known yet"),
    ],
)  # fmt: skip
def test_a_condition_is_told_with_value_and_need(registry, text, values, words):
    assert explain(evaluate(parse(text), lambda call: values.get(call.name)), registry) == words


def test_only_the_conditions_that_decide_are_told(registry):
    values = {"requirements.must.verified_pct": 90, "schedule.baseline_set": True, "task.slip_days": 9}
    expression = parse("schedule.baseline_set and requirements.must.verified_pct == 100 and task.slip_days <= 3")
    assert explain(evaluate(expression, lambda call: values.get(call.name)), registry) == (
        "Must requirements verified: 90\u202f%, needs 100\u202f%; Slip: 9\u202fd, needs at most 3\u202fd"
    )
