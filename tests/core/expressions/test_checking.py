from datetime import timedelta
from decimal import Decimal

import pytest

from ecompm.core.expressions import ExpressionError, Kind, Parameter, Signature, bind, check, parse

SEVERITIES = ("minor", "major", "critical", "blocker")
SIGNATURES = {
    signature.name: signature
    for signature in (
        Signature("lessons.count", Kind.NUMBER),
        Signature("schedule.baseline_set", Kind.BOOLEAN),
        Signature("risks.high.without_owner", Kind.NUMBER),
        Signature("project.target_finish", Kind.DATE),
        Signature("contracts.field", Kind.TEXT, (Parameter("vendor"), Parameter("name"))),
        Signature("kpi", Kind.NUMBER, (Parameter("code"), Parameter("window", Kind.DURATION, required=False))),
        Signature("capacity.weeks_over", Kind.NUMBER, (Parameter("factor", Kind.NUMBER),)),
        Signature(
            "issues.open", Kind.NUMBER, (Parameter("severity", required=False, choices=SEVERITIES, ordered=True),)
        ),
        Signature("custom", Kind.ANY),
    )
}


def fault(text, **wants):
    with pytest.raises(ExpressionError) as caught:
        check(parse(text), SIGNATURES, **wants)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "schedule.baseline_set and lessons.count >= 5",
        "not schedule.baseline_set == false",
        "contracts.field('psp', 'notice_date') != ''",
        "project.target_finish + 5 <= 2026-11-27",
        "2026-11-27 - project.target_finish >= 10",
        "kpi('aov_eur', window='7d') * 0.98 > kpi(code='aov_eur')",
        "issues.open(severity>='critical') == 0",
        "custom and custom >= 3 and custom != 'x'",
        "contracts.field('psp', 'state') in ['open', 'closed']",
        "custom - 2026-11-27 > 3",
    ],
)
def test_sound_conditions_pass(text):
    assert check(parse(text), SIGNATURES) is not None


def test_an_unknown_name_is_told_with_the_closest_known_ones():
    error = fault("lessons.count >= 5 and risk.high.without_owner == 0")
    assert str(error) == "There is no fact risk.high.without_owner. Did you mean risks.high.without_owner?"
    assert error.column == 24
    assert error.known[0] == "risks.high.without_owner"
    assert set(error.known) == set(SIGNATURES)


def test_a_name_like_nothing_known_gets_no_suggestion():
    assert str(fault("xyz == 1")) == "There is no fact xyz."


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("lessons.count(1) > 2", "lessons.count takes no arguments; 1 is too much.", 15),
        ("kpi > 2", "kpi needs the argument code. It takes: code, window=.", 1),
        ("kpi('a', '7d', 1) > 2", "kpi does not take the argument 1. It takes: code, window=.", 16),
        ("kpi('a', days=7) > 2", "kpi does not take the argument days=7. It takes: code, window=.", 15),
        ("kpi('a', code='b') > 2", "kpi gets the argument code twice.", 15),
        ("kpi(7) > 2", "The argument code of kpi is a text; 7 is not.", 5),
        (
            "kpi('a', window='7y') > 2",
            "The argument window of kpi is a duration such as '12h', '7d' or '4w'; window='7y' is not.",
            17,
        ),
        ("kpi('a', window>'7d') > 2", "The argument window of kpi is set with a single =, not with >.", 17),
        (
            "issues.open(severity='bad') == 0",
            "The argument severity of issues.open is one of minor, major, critical, blocker; severity='bad' is not.",
            22,
        ),
    ],
)
def test_wrong_arguments_are_told_with_what_the_fact_takes(text, message, column):
    error = fault(text)
    assert (str(error), error.column) == (message, column)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lessons.count == 'five'", "lessons.count is a number and 'five' is a text: they cannot be compared."),
        (
            "project.target_finish <= '2026-11-27'",
            "project.target_finish is a date and '2026-11-27' is a text: they cannot be compared.",
        ),
        ("schedule.baseline_set > true", "schedule.baseline_set is true or false: use == or != instead of >."),
        ("contracts.field('a', 'b') < 'c'", "contracts.field('a', 'b') is a text: use == or != instead of <."),
        ("lessons.count and schedule.baseline_set",
         "lessons.count is a number, not a condition. Compare it with something, for example with ==."),
        ("lessons.count + 'x' == 1", "+ needs numbers; 'x' is a text."),
        ("project.target_finish * 2 == 1", "* needs numbers; project.target_finish is a date."),
        ("5 + project.target_finish == 1", "+ needs numbers; project.target_finish is a date."),
        ("-schedule.baseline_set == 1", "- needs numbers; schedule.baseline_set is true or false."),
        ("lessons.count in [1, 'two']", "lessons.count is a number and 'two' is a text: they cannot be compared."),
        ("(lessons.count > 1) == 1", "lessons.count > 1 is true or false and 1 is a number: they cannot be compared."),
    ],
)  # fmt: skip
def test_values_that_do_not_fit_are_refused_in_a_sentence(text, message):
    assert str(fault(text)) == message


def test_a_metric_is_no_criterion():
    assert "not a condition" in str(fault("lessons.count"))
    assert check(parse("lessons.count + 1"), SIGNATURES, wants=Kind.ANY) is Kind.NUMBER


def bound(text):
    call = parse(text).root
    return bind(call, SIGNATURES[call.name])


def test_arguments_reach_the_fact_under_the_names_it_declared():
    assert bound("kpi('aov_eur', window='12h')") == {"code": "aov_eur", "window": timedelta(hours=12)}
    assert bound("capacity.weeks_over(1.10)") == {"factor": Decimal("1.10")}
    assert bound("kpi('aov_eur')") == {"code": "aov_eur"}


@pytest.mark.parametrize(
    ("operator", "fitting"),
    [
        ("=", ("major",)),
        ("!=", ("minor", "critical", "blocker")),
        ("<", ("minor",)),
        ("<=", ("minor", "major")),
        (">", ("critical", "blocker")),
        (">=", ("major", "critical", "blocker")),
    ],
)
def test_a_compared_argument_reaches_the_fact_as_the_choices_that_fit(operator, fitting):
    assert bound(f"issues.open(severity{operator}'major')") == {"severity": fitting}
