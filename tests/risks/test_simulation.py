"""A simulation of the live plan: dates by their chance, stale after a change, responses side by side."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ecompm.core import jobs
from ecompm.core.errors import Conflict, Invalid
from ecompm.core.facts import FactRun
from ecompm.core.models import Job
from planning.models import Task, WorkCalendar
from planning.services.links import create_link
from planning.services.tasks import change_task, create_task
from projects.services.projects import change_project
from projects.services.roles import create_role
from risks.loaders.simulation import load_inputs
from risks.models import Simulation
from risks.services import register
from risks.services.simulation import start_simulation
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
DAY = 480


@pytest.fixture
def tasks(cast: Cast) -> list[Task]:
    """Ten days of building that may take twenty, then the launch."""
    project = cast.project
    change_project(project, by=cast.alice, version=project.version, wished_start=MONDAY)
    project.refresh_from_db()
    build = create_task(
        by=cast.alice, project=project, name="Build", duration=10 * DAY, optimistic=8 * DAY, pessimistic=20 * DAY
    )
    launch = create_task(by=cast.alice, project=project, name="Launch", kind=Task.Kind.MILESTONE, duration=0, gate="G3")
    create_link(by=cast.alice, project=project, predecessor=build, successor=launch)
    return [build, launch]


def simulate(cast: Cast, **values: Any) -> Simulation:
    started = start_simulation(by=cast.alice, project=cast.project, on=MONDAY, **{"iterations": 500, **values})
    jobs.run(started.job_id)
    started.refresh_from_db()
    return started


def facts(cast: Cast, name: str) -> Any:
    return FactRun([cast.project.pk], MONDAY).values(name)[cast.project.pk]


def delay(cast: Cast, task: Task, **values: Any) -> Any:
    amounts = {"delay_low": 5, "delay_likely": 10, "delay_high": 15, "cost_low": 1, "cost_likely": 2, "cost_high": 3}
    values = {"likelihood": 5, "hits": [task], **{name: Decimal(value) for name, value in amounts.items()}, **values}
    return register.create_risk(by=cast.alice, project=cast.project, title="Review takes longer", **values)


def test_without_doubt_every_date_is_that_of_the_plan(cast: Cast, tasks: list[Task]) -> None:
    build = tasks[0]
    build.refresh_from_db()
    change_task(build, by=cast.alice, version=build.version, optimistic=None, pessimistic=None)
    found = simulate(cast)
    build.refresh_from_db()
    assert found.p50_finish == found.p80_finish == build.finish_day == date(2026, 12, 4)
    assert found.result["without_estimate"] == 1


def test_doubt_moves_p80_behind_p50(cast: Cast, tasks: list[Task]) -> None:
    found = simulate(cast)
    assert date(2026, 12, 3) < found.p50_finish < found.p80_finish < date(2026, 12, 21)
    assert found.result["with"]["reserve_days"] > 0


def test_the_same_seed_gives_the_same_result(cast: Cast, tasks: list[Task]) -> None:
    first, second, third = simulate(cast), simulate(cast), simulate(cast, seed=2)
    assert first.result == second.result != third.result


def test_responses_bring_the_finish_forward(cast: Cast, tasks: list[Task]) -> None:
    risk = delay(cast, tasks[0])
    response = register.add_response(by=cast.alice, project=cast.project, risk=risk, name="Early papers")
    type(response).objects.filter(pk=response.pk).update(lowers_likelihood=4)
    values = simulate(cast).result
    assert values["days_saved"] > 3
    assert values["with"]["finish"]["p80"] < values["without"]["finish"]["p80"]
    assert values["without"]["drivers"][0] == {**values["without"]["drivers"][0], "source": "risk", "key": risk.pk}


def test_proposed_risks_can_be_left_out(cast: Cast, tasks: list[Task]) -> None:
    delay(cast, tasks[0])
    assert simulate(cast).p80_finish > simulate(cast, include_proposed=False).p80_finish


def test_a_change_of_the_plan_makes_it_stale_and_its_facts_unknown(cast: Cast, tasks: list[Task]) -> None:
    found = simulate(cast)
    assert facts(cast, "simulation.p80_finish") == found.p80_finish
    build = Task.objects.get(pk=tasks[0].pk)
    change_task(build, by=cast.alice, version=build.version, duration=12 * DAY)
    assert facts(cast, "simulation.p80_finish") is None


def test_a_changed_risk_makes_it_stale(cast: Cast, tasks: list[Task]) -> None:
    simulate(cast)
    delay(cast, tasks[0])
    assert facts(cast, "simulation.p50_finish") is None


def test_a_cutover_in_a_freeze_is_seen(cast: Cast, tasks: list[Task]) -> None:
    freeze = {"from": "2026-12-01", "to": "2026-12-31", "name": "Trade-peak freeze"}
    WorkCalendar.objects.create(project=cast.project, name="Own", is_default=True, exceptions=[freeze])
    simulate(cast)
    assert facts(cast, "simulation.p80_cutover_in_freeze") is True
    assert facts(cast, "simulation.p80_days_to_freeze") < 0


def test_working_days_to_a_freeze_are_counted_from_the_cutover(cast: Cast, tasks: list[Task]) -> None:
    freeze = {"from": "2027-02-01", "to": "2027-02-28", "name": "Sales"}
    WorkCalendar.objects.create(project=cast.project, name="Own", is_default=True, exceptions=[freeze])
    assert simulate(cast).cutover_in_freeze is False
    assert facts(cast, "simulation.p80_days_to_freeze") > 20


def test_what_is_done_stands_and_what_runs_takes_what_remains(cast: Cast, tasks: list[Task]) -> None:
    build = Task.objects.get(pk=tasks[0].pk)
    change_task(build, by=cast.alice, version=build.version, actual_start=date(2026, 11, 16), percent=50)
    inputs = load_inputs(cast.project, on=MONDAY, include_proposed=True)
    running = inputs.network.tasks[inputs.network.position(build.pk)]
    assert (running.not_before, running.duration.likely, running.duration.pessimistic) == (0, 10, 15)


def test_a_link_to_a_summary_holds_back_the_tasks_below_it(cast: Cast, tasks: list[Task]) -> None:
    phase = create_task(by=cast.alice, project=cast.project, name="After")
    child = create_task(by=cast.alice, project=cast.project, name="Hypercare", parent=phase, duration=5 * DAY)
    create_link(by=cast.alice, project=cast.project, predecessor=tasks[1], successor=Task.objects.get(pk=phase.pk))
    child.refresh_from_db()
    found = simulate(cast).result
    assert found["with"]["likely"] == child.finish_day.isoformat()


def test_a_plan_without_open_tasks_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        simulate(cast)


def test_only_one_runs_at_a_time(cast: Cast, tasks: list[Task]) -> None:
    start_simulation(by=cast.alice, project=cast.project, on=MONDAY)
    with pytest.raises(Conflict):
        start_simulation(by=cast.alice, project=cast.project, on=MONDAY)


def test_a_cancelled_simulation_stores_nothing(cast: Cast, tasks: list[Task]) -> None:
    started = start_simulation(by=cast.alice, project=cast.project, on=MONDAY)
    Job.objects.filter(pk=started.job_id).update(cancel_requested=True)
    jobs.run(started.job_id)
    started.refresh_from_db()
    assert (started.state, started.result) == ("cancelled", {})


def test_a_confidential_risk_is_not_named_to_members(cast: Cast, tasks: list[Task], client: Any) -> None:
    delay(cast, tasks[0], is_confidential=True)
    simulate(cast)
    seen = {}
    for person in (cast.alice, cast.vera):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        seen[person] = client.get(f"/projects/{cast.project.key}/risks/simulation/").content.decode()
    assert "Review takes longer" in seen[cast.alice]
    assert "Review takes longer" not in seen[cast.vera]
    assert "A confidential risk" in seen[cast.vera]


def crew(cast: Cast, tasks: list[Task], side: str) -> None:
    """Two tasks side by side that one role does, before the launch."""
    role = create_role(by=cast.alice, project=cast.project, code="DEV", name="Developers", side=side)
    build, launch = tasks
    build.refresh_from_db()
    change_task(build, by=cast.alice, version=build.version, role=role, owner=cast.bob)
    values = {"duration": 10 * DAY, "optimistic": 8 * DAY, "pessimistic": 20 * DAY, "role": role, "owner": cast.bob}
    after = create_task(by=cast.alice, project=cast.project, name="Fill", **values)
    create_link(by=cast.alice, project=cast.project, predecessor=build, successor=after)
    create_link(by=cast.alice, project=cast.project, predecessor=after, successor=launch)


@pytest.mark.parametrize(
    ("by", "side", "groups"),
    [("role", "internal", 1), ("owner", "internal", 1), ("vendor", "internal", 0), ("vendor", "agency", 1)],
)
def test_tasks_of_one_group_run_long_together(cast: Cast, tasks: list[Task], by: str, side: str, groups: int) -> None:
    crew(cast, tasks, side)
    apart = simulate(cast, iterations=4000)
    together = simulate(cast, iterations=4000, correlate_by=by, correlation=90)
    reserves = [found.result["with"]["reserve_days"] for found in (apart, together)]
    assert together.result["groups"] == groups
    assert (reserves[1] > reserves[0]) == bool(groups)


DECEMBER_4 = date(2026, 12, 4)


@pytest.mark.parametrize("fixed", [{"deadline": DECEMBER_4}, {"constraint": "MSO", "constraint_date": DECEMBER_4}])
def test_a_fixed_day_that_p80_misses_is_told(cast: Cast, tasks: list[Task], client: Any, fixed: Any) -> None:
    launch = tasks[1]
    launch.refresh_from_db()
    change_task(launch, by=cast.alice, version=launch.version, **fixed)
    simulate(cast)
    client.force_login(cast.vera, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/projects/{cast.project.key}/risks/simulation/").content.decode()
    assert "Launch misses its day at P80." in page


def test_figures_with_and_without_responses_stand_side_by_side(cast: Cast, tasks: list[Task], client: Any) -> None:
    risk = delay(cast, tasks[0])
    register.add_response(by=cast.alice, project=cast.project, risk=risk, name="Early papers", lowers_likelihood=1)
    simulate(cast)
    client.force_login(cast.alice, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/projects/{cast.project.key}/risks/simulation/").content.decode()
    assert "With and without the responses" in page
    assert "Approve as reserve" in page
