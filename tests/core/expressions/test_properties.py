from datetime import date
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ecompm.core.expressions import Expression, ExpressionError, State, evaluate, parse
from ecompm.core.expressions.nodes import (
    ARITHMETIC,
    COMPARISONS,
    And,
    Argument,
    Arithmetic,
    Comparison,
    FactCall,
    Literal,
    Membership,
    Negative,
    Not,
    Or,
)
from ecompm.core.expressions.tokens import RESERVED

words = st.from_regex(r"[a-z_][a-z0-9_]{0,5}", fullmatch=True).filter(lambda word: word not in RESERVED)
numbers = st.decimals(min_value=-10_000, max_value=10_000, places=3).map(lambda number: number or Decimal(0))
texts = st.text(st.characters(exclude_characters="\"'\x7f", min_codepoint=32, exclude_categories=["Cs"]), max_size=8)
literals = st.builds(Literal, st.one_of(numbers, texts, st.booleans(), st.dates(min_value=date(1000, 1, 1))))
arguments = st.builds(Argument, literals) | st.builds(
    Argument, literals, words, st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
)


def in_order(arguments):
    named = {argument.name: argument for argument in arguments if argument.name}
    return (*(argument for argument in arguments if not argument.name), *(named[name] for name in sorted(named)))


facts = st.builds(
    FactCall, st.lists(words, min_size=1, max_size=3).map(".".join), st.lists(arguments, max_size=3).map(in_order)
)


def negative(operand):
    is_number = isinstance(operand, Literal) and isinstance(operand.value, Decimal)
    return Literal(-operand.value or Decimal(0)) if is_number else Negative(operand)


def larger(nodes):
    several = st.lists(nodes, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(negative, nodes),
        st.builds(Arithmetic, st.sampled_from(ARITHMETIC), nodes, nodes),
        st.builds(Comparison, st.sampled_from(COMPARISONS), nodes, nodes),
        st.builds(Membership, nodes, st.lists(literals, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, nodes),
        st.builds(And, several),
        st.builds(Or, several),
    )


trees = st.recursive(literals | facts, larger, max_leaves=8)
truths = st.sampled_from([True, False, None])
pieces = st.sampled_from(
    ["and", "or", "not", "in", "true", "a", "b.c", "f('x')", "(", ")", "[", "]", ",", ".", "=", "==", "<", "-", "*",
     "1", "2.5", "2026-01-01", "'t'", '"', "'", "\n", "é", "\x00"]
)  # fmt: skip


@settings(deadline=None)
@given(trees)
def test_the_canonical_spelling_of_any_tree_is_read_back_as_the_same_tree(tree):
    parsed = parse(str(tree))
    assert parsed == Expression(tree, "")
    assert str(parsed) == str(tree)


@settings(deadline=None)
@given(st.text() | st.lists(pieces, max_size=30).map(" ".join) | st.lists(pieces, max_size=30).map("".join))
@example("(" * 1000)
@example("9" * 1000)
@example("a" * 1_000_000)
def test_no_text_does_worse_than_an_expression_error(text):
    try:
        parsed, fault = parse(text), None
    except ExpressionError as error:
        parsed, fault = None, error
    if parsed:
        assert parse(str(parsed)) == parsed
    else:
        line, caret = fault.pointer.split("\n")
        assert 1 <= fault.column <= len(text) + 1
        assert caret.strip() == "^"
        assert len(caret) <= len(line) + 1


def state(text, **truth):
    return evaluate(parse(text), lambda call: truth[call.name]).state


@settings(deadline=None)
@given(truths, truths, truths)
def test_the_laws_of_kleene_logic_hold(a, b, c):
    known = {"a": a, "b": b, "c": c}

    def same(left, right):
        assert state(left, **known) == state(right, **known)

    same("not not a", "a")
    same("a and b", "b and a")
    same("a or b", "b or a")
    same("a and (b and c)", "(a and b) and c")
    same("a and (b or c)", "a and b or a and c")
    same("a or b and c", "(a or b) and (a or c)")
    same("not (a and b)", "not a or not b")
    same("not (a or b)", "not a and not b")
    same("a or a and b", "a")


@settings(deadline=None)
@given(trees, st.dictionaries(words, st.one_of(truths, numbers, texts, st.dates())))
def test_more_knowledge_never_turns_a_decided_condition_round(tree, known):
    expression = Expression(tree, str(tree))
    before = evaluate(expression, lambda call: known.get(call.name)).state
    after = evaluate(expression, lambda call: known.get(call.name, True)).state
    assert before is State.UNKNOWN or after is before
