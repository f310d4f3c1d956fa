"""Figures follow changes, a day has one snapshot, and a killed run loses nothing."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from controlling.models import Snapshot
from portfolio.models import ProjectFigures
from portfolio.services import recalculation
from projects.models import DirtyProject, Project
from requirements.services import create_requirement
from risks.models import Risk
from tests.cast import Cast
from tests.lifecycle.stage import before_first_gate, manual
from tests.portfolio.twins import figures as figures_of
from tests.portfolio.twins import make_twins

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def figures(cast: Cast) -> ProjectFigures:
    return ProjectFigures.objects.get(project=cast.project)


def test_a_change_is_computed_once_and_its_mark_removed(cast: Cast) -> None:
    create_requirement(by=cast.alice, project=cast.project, title="Guest checkout", priority="must")
    assert recalculation.recalculate_dirty(TODAY) == 1
    assert not DirtyProject.objects.exists()
    assert figures(cast).computed_at is not None


def test_the_next_gate_and_what_it_misses(cast: Cast) -> None:
    stage = before_first_gate(cast)
    manual(stage)
    recalculation.recalculate([cast.project.pk], TODAY)
    assert (figures(cast).next_gate, figures(cast).gate_missing) == ("G1 Charter approved", 1)


def test_two_runs_a_day_leave_one_snapshot(cast: Cast) -> None:
    recalculation.recalculate([cast.project.pk], TODAY)
    Risk.objects.create(project=cast.project, number=1, title="Late", likelihood=4, impact=5)
    recalculation.recalculate([cast.project.pk], TODAY)
    recalculation.recalculate([cast.project.pk], TODAY + timedelta(days=1))
    assert list(Snapshot.objects.values_list("on", "risk_score_sum").order_by("on")) == [
        (TODAY, 20),
        (TODAY + timedelta(days=1), 20),
    ]


def test_a_second_run_leaves_a_leased_project_alone(cast: Cast) -> None:
    ProjectFigures.objects.create(project=cast.project, leased_until=timezone.now() + timedelta(minutes=1))
    assert recalculation.recalculate([cast.project.pk], TODAY) == []


def test_a_killed_run_is_done_again_when_its_lease_ends(cast: Cast) -> None:
    """The marks of a killed run are still there, and its lease has ended."""
    ProjectFigures.objects.create(project=cast.project, leased_until=timezone.now() - timedelta(seconds=1))
    assert recalculation.recalculate_dirty(TODAY) == 1


def test_a_run_that_dies_after_the_scores_counts_nothing_twice(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory of indicators and the movements are stored with the figures, or not at all."""
    make_twins("A", 9)
    with monkeypatch.context() as broken:
        broken.setattr(recalculation, "_store", raising(MemoryError))
        with pytest.raises(MemoryError):
            recalculation.recalculate_dirty(TODAY)
    assert recalculation.recalculate_dirty(TODAY) == 10  # the cast's own project is the tenth
    make_twins("B", 9)
    assert recalculation.recalculate_dirty(TODAY) == 9
    assert figures_of("A") == figures_of("B")
    assert any(good == 1 for _key, _fires, good, _last in figures_of("A")["indicators"])


def test_a_dead_run_holds_up_only_its_own_projects(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    make_twins("A", 6)
    monkeypatch.setattr(recalculation, "CHUNK", 3)
    dead = timezone.now() + timedelta(minutes=1)
    first = Project.objects.order_by("pk")[:3]
    ProjectFigures.objects.bulk_create([ProjectFigures(project=one, leased_until=dead) for one in first])
    assert recalculation.recalculate_dirty(TODAY) == 4


def raising(error: type[BaseException]) -> Callable[..., None]:
    def fail(*args: object) -> None:
        raise error

    return fail


def test_a_change_during_the_run_is_computed_by_the_next(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    original = recalculation.load_figures

    def meanwhile(ids, on):
        DirtyProject.objects.create(project=cast.project)
        return original(ids, on)

    monkeypatch.setattr(recalculation, "load_figures", meanwhile)
    recalculation.recalculate([cast.project.pk], TODAY)
    assert DirtyProject.objects.count() == 1


def test_queries_do_not_grow_with_projects(cast: Cast, django_assert_max_num_queries) -> None:
    from projects.services.projects import create_project

    ids = [create_project(by=cast.alice, key=f"P{n}", name="Shop").pk for n in range(10, 40)]
    with django_assert_max_num_queries(90):
        assert len(recalculation.recalculate(ids, TODAY)) == 30
