import pytest

from ecompm.core.expressions import ExpressionError, parse


def fault(text):
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "column", "found"),
    [
        ("", 1, ""),
        ("   ", 4, ""),
        ("a ==", 5, ""),
        ("a b", 3, "b"),
        ("a = 1", 3, "="),
        ("a == 1)", 7, ")"),
        ("(a == 1", 8, ""),
        ("a == 'open", 6, "'"),
        ("a ; b", 3, ";"),
        ("a == 3d", 7, "d"),
        ("a.", 3, ""),
        ("a.1", 3, "1"),
        ("f(1 2)", 5, "2"),
        ("f(a.b)", 4, "."),
        ("f(g(1))", 4, "("),
        ("a < b < c", 7, "<"),
        ("a in 'u'", 6, "'u'"),
        ("a in ['u',]", 11, "]"),
        ("a in []", 7, "]"),
        ("not", 4, ""),
        ("a == 2026-02-30", 6, "2026-02-30"),
        ("a == 123456789012345678901", 6, "123456789012345678901"),
        ("f(x=1, x=2)", 10, "x"),
        ("a\n== ?", 6, "?"),
    ],
)
def test_a_fault_names_its_column_and_what_stands_there(text, column, found):
    error = fault(text)
    assert (error.column, error.found) == (column, found)


def test_the_message_says_what_is_expected():
    assert str(fault("a == 1 2")) == (
        "Column 8 has 2 where an operator such as ==, >= or and, or the end of the expression is expected."
    )


def test_a_caret_points_at_the_fault():
    assert fault("a == 1 and b ~ 2").pointer == "a == 1 and b ~ 2\n             ^"


def test_the_caret_line_shows_only_the_surroundings_of_a_long_text():
    error = fault("a == 1 and " * 30 + "?" + " and b == 2" * 30)
    line, caret = error.pointer.split("\n")
    assert len(line) <= 80
    assert line[caret.index("^")] == "?"


def test_the_caret_line_shows_only_the_line_at_fault():
    assert fault("a == 1\nand ?\nor b").pointer == "and ?\n    ^"


def test_messages_are_translated_part_by_part():
    german = {"a comma or a closing parenthesis": "ein Komma oder eine schließende Klammer"}
    assert "ein Komma" in fault("f(1 2)").message(lambda text: german.get(text, text))


@pytest.mark.parametrize("text", ["(" * 21 + "a" + ")" * 21, "not " * 21 + "a", "-" * 21 + "a"])
def test_deep_nesting_is_refused(text):
    assert "deeper than 20" in str(fault(text))


@pytest.mark.parametrize("text", ["(" * 20 + "a" + ")" * 20, "not " * 20 + "a", "-" * 20 + "a"])
def test_nesting_up_to_the_limit_is_read(text):
    assert parse(text)


def test_long_texts_are_refused_before_they_are_read():
    assert fault("?" * 1001).column == 1001


def test_many_parts_are_refused():
    assert "more than 200 parts" in str(fault("+".join("a" * 101)))


@pytest.mark.parametrize("text", ["a == 'b\x00'", "a == '\ud800'", "a == 'b\n'", "\x00", "ä == 1", "a == ‘b’"])
def test_control_characters_and_foreign_letters_have_no_place(text):
    assert fault(text).column >= 1
