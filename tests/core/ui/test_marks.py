import pytest

from ecompm.core.ui import marks


@pytest.mark.parametrize("state", marks.STATES)
def test_a_state_has_a_shape_and_a_word(state):
    html = marks.status(state, "Word")
    assert f"#i-{marks.STATES[state]}" in html
    assert "Word" in html


def test_every_state_has_a_shape_of_its_own():
    assert len(set(marks.STATES.values())) == len(marks.STATES)


def test_an_unheard_of_state_is_unknown_and_never_green():
    html = marks.status("splendid", "Splendid")
    assert "st-unknown" in html
    assert "st-ok" not in html


@pytest.mark.parametrize(("score", "band"), [(1, 1), (4, 1), (5, 2), (9, 2), (10, 3), (14, 3), (15, 4), (25, 4)])
def test_scores_fall_into_four_bands(score, band):
    assert marks.band_of(score) == band
    assert f"h{band}c" in marks.score(score)


def test_no_score_is_not_zero():
    assert "Not scored" in marks.score(None)
    assert "0" not in marks.score(None)


def test_marks_escape_what_they_show():
    for html in (
        marks.status("ok", "<b>"),
        marks.key("<b>"),
        marks.tag("<b>"),
        marks.avatar("<b>"),
        marks.icon("x", "<b>"),
    ):
        assert "<b>" not in html


def test_an_icon_alone_is_read_aloud_and_beside_text_is_not():
    assert 'role="img" aria-label="at risk"' in marks.icon("warn", "at risk")
    assert 'aria-hidden="true"' in marks.icon("warn")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Anna Berger", "AB"), ("Đỗ Minh Quân", "ĐQ"), ("Madonna", "MA"), ("  Anna  ", "AN"), ("", "")],
)
def test_initials(name, letters):
    assert marks.initials(name) == letters


def test_nobody_has_no_avatar():
    assert marks.avatar(None) == marks.NO_VALUE
