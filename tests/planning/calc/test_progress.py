"""Progress of tasks by nine methods, and of branches by weight."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.calc.plan import CircularPlanError
from planning.calc.progress import Done, ProgressMethod, progress_of, roll_up, weighted_mean

PARENT_OF = {"phase": None, "a": "phase", "part": "phase", "b": "part", "c": "part", "other": None}


@pytest.mark.parametrize(
    ("method", "known", "expected"),
    [
        ("0/100", Done(started=True), 0),
        ("20/80", Done(started=True), 0.2),
        ("20/80", Done(), 0),
        ("50/50", Done(started=True), 0.5),
        ("milestones", Done(milestones=((1, True), (3, False))), 0.25),
        ("milestones", Done(), 0),
        ("units", Done(done=30, total=120), 0.25),
        ("units", Done(done=5), 0),
        ("effort", Done(spent=6, left=2), 0.75),
        ("effort", Done(), 0),
        ("points", Done(done=8, total=20), 0.4),
        ("physical", Done(physical=0.35), 0.35),
        ("level_of_effort", Done(planned=0.6), 0.6),
    ],
)
def test_a_method_measures_what_it_names(method, known, expected):
    assert progress_of(method, known) == pytest.approx(expected)


@pytest.mark.parametrize("method", ProgressMethod)
def test_a_finished_task_is_done_by_every_method(method):
    assert progress_of(method, Done(started=True, finished=True)) == 1


def test_more_than_planned_is_still_all_and_no_more():
    assert progress_of("units", Done(done=130, total=120)) == 1


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="guess"):
        progress_of("guess", Done())


def test_a_branch_is_the_mean_of_its_tasks_by_weight():
    rolled = roll_up(PARENT_OF, {"a": 1, "b": 0.5, "c": 0}, {"a": 10, "b": 20, "c": 10})
    assert rolled == pytest.approx({"part": 1 / 3, "phase": 0.5})


def test_a_summary_may_have_a_weight_of_its_own():
    rolled = roll_up(PARENT_OF, {"a": 1, "b": 0, "c": 0}, {"a": 1, "part": 3, "b": 50, "c": 50})
    assert rolled["phase"] == 0.25


def test_without_weights_every_task_counts_the_same():
    assert roll_up(PARENT_OF, {"a": 1, "b": 1, "c": 0}, {}) == {"part": 0.5, "phase": 0.75}


def test_only_the_branch_above_a_change_is_computed():
    known = {"a": 0, "b": 1, "c": 1, "part": 0.5, "phase": 0.25}
    assert roll_up(PARENT_OF, known, {}, changed=["a"]) == {"phase": 0.25}
    assert roll_up(PARENT_OF, known, {}, changed=["b"]) == {"part": 1, "phase": 0.5}
    assert roll_up(PARENT_OF, known, {}, changed=["other"]) == {}


def test_an_outline_in_a_circle_is_refused():
    with pytest.raises(CircularPlanError):
        roll_up({"a": "b", "b": "a"}, {}, {})


FRACTIONS = st.floats(0, 1)


@settings(deadline=None)
@given(st.lists(st.tuples(st.just(0) | st.floats(0.01, 1e6), FRACTIONS), min_size=1))
def test_a_mean_lies_between_least_and_most(parts):
    values = [value for _, value in parts]
    assert min(values) - 1e-9 <= weighted_mean(parts) <= max(values) + 1e-9


@settings(deadline=None)
@given(st.lists(FRACTIONS, min_size=3, max_size=3), st.lists(st.integers(1, 100), min_size=3, max_size=3))
def test_the_whole_is_the_mean_of_the_leaves_however_it_is_cut(progress, weights):
    leaves = dict(zip("abc", progress, strict=True))
    rolled = roll_up(PARENT_OF, leaves, dict(zip("abc", weights, strict=True)))
    assert rolled["phase"] == pytest.approx(weighted_mean(zip(weights, progress, strict=True)))
