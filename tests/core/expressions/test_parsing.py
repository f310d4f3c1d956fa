from datetime import date
from decimal import Decimal

import pytest

from ecompm.core.expressions import Argument, ExpressionError, FactCall, Kind, Literal, condition, parse, parse_limit
from ecompm.core.expressions.nodes import And, Arithmetic, Comparison, Membership, Negative, Not, Or


def root(text):
    return parse(text).root


def test_a_comparison_keeps_its_three_pieces():
    assert root("requirements.must.verified_pct == 100") == Comparison(
        "==", FactCall("requirements.must.verified_pct"), Literal(Decimal(100))
    )


def test_and_binds_tighter_than_or_and_not_tighter_than_both():
    assert root("a or b and not c") == Or((FactCall("a"), And((FactCall("b"), Not(FactCall("c"))))))


def test_products_bind_tighter_than_sums_and_sums_are_read_from_the_left():
    a, b, c = (FactCall(name) for name in "abc")
    assert root("a - b - c") == Arithmetic("-", Arithmetic("-", a, b), c)
    assert root("a - b * c") == Arithmetic("-", a, Arithmetic("*", b, c))


def test_arguments_belong_to_the_fact_wherever_they_stand_in_its_path():
    call = FactCall("compliance.open_must", (Argument(Literal("pci-dss")),))
    assert root("compliance('pci-dss').open_must") == root("compliance.open_must('pci-dss')") == call


def test_named_arguments_are_the_same_in_any_order():
    assert root("f('x', b=2, a=1)") == root("f('x', a=1, b=2)")


def test_an_argument_may_compare():
    assert root("issues.open(severity>='major')") == FactCall(
        "issues.open", (Argument(Literal("major"), "severity", ">="),)
    )


def test_a_bare_word_as_argument_stands_for_its_text():
    assert root("p50(lcp_ms)") == root("p50('lcp_ms')")


def test_dates_are_written_without_quotes():
    assert root("project.target_finish <= 2026-11-27").right == Literal(date(2026, 11, 27))


def test_true_and_one_are_different_literals():
    assert Literal(True) != Literal(Decimal(1))
    assert Literal(True).kind is Kind.BOOLEAN


def test_a_negative_number_is_one_literal_and_a_negated_fact_is_not():
    assert root("-5") == Literal(Decimal(-5))
    assert root("-a") == Negative(FactCall("a"))


def test_a_list_is_read_after_in():
    assert root("size in ['small', 'micro']") == Membership(FactCall("size"), (Literal("small"), Literal("micro")))


def test_a_limit_speaks_of_value_and_baseline():
    assert str(parse_limit(">=baseline*0.95")) == "value >= baseline * 0.95"


def test_a_limit_without_operator_is_refused_at_its_first_column():
    with pytest.raises(ExpressionError) as caught:
        parse_limit("95")
    assert (caught.value.column, caught.value.found) == (1, "95")


@pytest.mark.parametrize(
    ("limit", "spelled"),
    [
        (0.1, "kpi('x') < 0.1"),
        (-3, "kpi('x') < -3"),
        (False, "kpi('x') < false"),
        ("a 'b'", "kpi('x') < \"a 'b'\""),
        (date(2026, 1, 31), "kpi('x') < 2026-01-31"),
        (parse("baseline('x') - 1"), "kpi('x') < baseline('x') - 1"),
    ],
)
def test_a_condition_is_put_together_from_metric_operator_and_limit(limit, spelled):
    built = condition("kpi('x')", "<", limit)
    assert str(built) == spelled
    assert built == parse(spelled)


@pytest.mark.parametrize("limit", [float("nan"), "both ' and \"", 10**30])
def test_a_condition_refuses_a_limit_that_cannot_be_written(limit):
    with pytest.raises(ExpressionError):
        condition("kpi('x')", "<", limit)


def test_a_condition_refuses_an_unknown_operator():
    with pytest.raises(ExpressionError, match="=> is no comparison"):
        condition("kpi('x')", "=>", 1)


def test_the_text_of_the_author_is_kept_beside_the_canonical_spelling():
    expression = parse('compliance( "gdpr" ).open_must==0')
    assert expression.source == 'compliance( "gdpr" ).open_must==0'
    assert str(expression) == "compliance.open_must('gdpr') == 0"


def test_each_text_is_parsed_once():
    assert parse("a == 1") is parse("a == 1")


def test_empty_parentheses_are_no_arguments():
    assert root("lessons.count()") == root("lessons.count")


def test_a_named_argument_may_be_a_bare_word_too():
    assert root("issues.open(component=erp)") == root("issues.open(component='erp')")


def test_a_limit_ends_with_its_value():
    with pytest.raises(ExpressionError) as caught:
        parse_limit(">=95 %")
    assert (caught.value.column, caught.value.found) == (6, "%")
