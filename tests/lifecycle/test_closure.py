"""A project ends by the decision at its last gate: accepted, reported, read-only."""

from decimal import Decimal

import pytest

from ecompm.core.errors import Conflict, NotAllowed
from kpis.services import create_goal, create_kpi, record_measurement
from lifecycle.models import Closure, Lesson
from lifecycle.services import closing, lessons, reviews
from projects.services.projects import create_project
from requirements.services import create_requirement
from tests.cast import Cast
from tests.lifecycle.stage import TODAY, Stage, before_first_gate

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return before_first_gate(cast, quorum=1)


def go(stage: Stage, gate) -> None:
    review = reviews.request_review(gate, by=stage.cast.alice)
    reviews.cast_vote(review, by=stage.cast.alice, role=stage.sponsor, vote="go", on=TODAY)


def end(stage: Stage) -> Closure:
    """Both gates passed, the results accepted in between."""
    project = stage.cast.project
    project.phases.filter(code__in=("planning", "execution")).update(is_active=False)
    go(stage, stage.gate)
    closing.accept_results(closing.closure_of(project), by=stage.cast.alice)
    go(stage, project.gates.get(name="Project closed"))
    project.refresh_from_db()
    return Closure.objects.get(project=project)


def test_the_last_gate_closes_the_project(stage: Stage) -> None:
    end(stage)
    assert stage.cast.project.status == "closed"


def test_a_closed_project_is_read_only(stage: Stage) -> None:
    end(stage)
    with pytest.raises(Conflict, match="read-only"):
        create_requirement(by=stage.cast.alice, project=stage.cast.project, title="One more thing")


def test_the_end_report_tells_goals_and_results(stage: Stage) -> None:
    project, alice = stage.cast.project, stage.cast.alice
    goal = create_goal(by=alice, project=project, statement="Sell more")
    kpi = create_kpi(by=alice, project=project, key="conversion_pct", name="Conversion", target=3, goal=goal)
    record_measurement(by=alice, project=project, kpi=kpi, value=Decimal("3.2"))
    report = end(stage).report
    assert (report["goals"][0]["statement"], report["goals"][0]["reached"]) == ("Sell more", True)
    assert report["gates"][0]["outcome"] == "go"


def test_only_the_sponsor_accepts_where_one_is_named(stage: Stage) -> None:
    stage.cast.project.sponsor = stage.cast.bob
    stage.cast.project.save()
    with pytest.raises(NotAllowed):
        closing.accept_results(closing.closure_of(stage.cast.project), by=stage.cast.alice)


def test_readiness_counts_what_is_open(stage: Stage) -> None:
    create_requirement(by=stage.cast.bob, project=stage.cast.project, title="Guest checkout", priority="must")
    open_things = {thing.label: thing.count for thing in closing.readiness(stage.cast.project)}
    assert open_things["Requirements not verified"] == 1


def test_a_lesson_is_offered_to_the_next_project_of_its_template_and_judged_once(stage: Stage) -> None:
    cast = stage.cast
    type(cast.project).objects.filter(pk=cast.project.pk).update(template_id="new-shop")
    cast.project.refresh_from_db()
    lessons.create_lesson(
        by=cast.alice, project=cast.project, title="Start early", situation="s", recommendation="Order certificates"
    )
    end(stage)
    following = create_project(by=cast.alice, key="NEXT", name="Next shop", template_id="new-shop")
    [offered] = lessons.offered_to(following, cast.alice)
    adopted = lessons.judge_lesson(offered, by=cast.alice, project=following, adopt=True)
    assert (adopted.verdict, lessons.offered_to(following, cast.alice).exists()) == (Lesson.Verdict.ADOPTED, False)
