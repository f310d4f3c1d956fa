"""Forward and backward pass against plain loops and published schedules."""

import numpy as np
import pytest
from hypothesis import given, settings

from risks.calc.pert import ThreePoint, pert_mean
from risks.calc.simulation import CycleError, Link, LinkType, Network, Task, schedule
from tests.risks.calc.simulation.plans import chain, networks, parallel

FROM_FINISH = {LinkType.FS, LinkType.FF}
ON_FINISH = {LinkType.FF, LinkType.SF}


def early_by_loops(network, durations):
    """Return early starts by plain loops; the keys of the tasks rise along every link."""
    length = dict(zip((task.key for task in network.tasks), durations, strict=True))
    start = {}
    for task in sorted(network.tasks, key=lambda task: task.key):
        bounds = [0, task.not_before]
        for link in network.links:
            if link.successor == task.key:
                begin = start[link.predecessor]
                bound = begin + link.lag + (length[link.predecessor] if link.type in FROM_FINISH else 0)
                bounds.append(bound - (length[task.key] if link.type in ON_FINISH else 0))
        start[task.key] = max(bounds)
    return [start[task.key] for task in network.tasks]


def late_by_loops(network, durations, end):
    """Return late finishes by plain loops."""
    length = dict(zip((task.key for task in network.tasks), durations, strict=True))
    finish = {}
    for task in sorted(network.tasks, key=lambda task: -task.key):
        bounds = [end]
        for link in network.links:
            if link.predecessor == task.key:
                limit = finish[link.successor] - link.lag - (0 if link.type in ON_FINISH else length[link.successor])
                bounds.append(limit + (0 if link.type in FROM_FINISH else length[task.key]))
        finish[task.key] = min(bounds)
    return [finish[task.key] for task in network.tasks]


@settings(max_examples=300)
@given(networks())
def test_early_and_late_dates_equal_plain_loops(network):
    durations = [task.duration.likely for task in network.tasks]
    result = schedule(network, durations)
    assert result.early_start.tolist() == early_by_loops(network, durations)
    assert result.late_finish.tolist() == late_by_loops(network, durations, result.finish)
    assert (result.early_finish - result.early_start).tolist() == durations
    assert (result.late_finish - result.late_start).tolist() == durations


@given(networks())
def test_no_task_has_negative_float(network):
    result = schedule(network, [task.duration.likely for task in network.tasks])
    assert (result.total_float >= 0).all()


@given(networks(types=[LinkType.FS, LinkType.SS], lags=(0, 5)))
def test_a_link_never_shortens_the_project(network):
    durations = [task.duration.likely for task in network.tasks]
    free = Network(network.tasks)
    assert schedule(free, durations).finish <= schedule(network, durations).finish


def arrow_network(activities, estimate):
    """Return the tasks of an activity-on-arrow network, linked where one ends at the node another starts from."""
    tasks = tuple(Task(row["name"], estimate(row)) for row in activities)
    pairs = [(a["name"], b["name"]) for a in activities for b in activities if a["to"] == b["from_"]]
    return Network(tasks, tuple(Link(*pair) for pair in pairs))


@pytest.mark.oracle
def test_published_critical_path_example(published):
    case = published("pert-textbook.json")[0]
    network = arrow_network(case["activities"], lambda row: ThreePoint.fixed(row["duration"]))
    result = schedule(network, [task.duration.likely for task in network.tasks])
    wanted = case["published"]
    assert result.finish == wanted["completion"]
    assert [task.key for task, slack in zip(network.tasks, result.total_float, strict=True) if not slack] == wanted[
        "critical"
    ]
    columns = zip(
        network.tasks, result.early_start, result.late_start, result.early_finish, result.late_finish, strict=True
    )
    for task, *dates in columns:
        assert dates == [wanted["table"][task.key][name] for name in ("ES", "LS", "EF", "LF")]


@pytest.mark.oracle
def test_published_pert_example(published):
    case = published("pert-textbook.json")[1]
    network = arrow_network(case["activities"], lambda row: ThreePoint(row["a"], row["m"], row["b"]))
    result = schedule(network, [pert_mean(task.duration) for task in network.tasks])
    slack = {task.key: days for task, days in zip(network.tasks, result.total_float, strict=True)}
    wanted = case["published"]
    assert result.finish == pytest.approx(wanted["expected"])
    assert {key for key, days in slack.items() if days < 1e-4} == set(wanted["critical"])
    assert {key: slack[key] for key in wanted["total_float"]} == pytest.approx(wanted["total_float"], abs=1e-5)


def test_a_circle_names_its_tasks():
    tasks = tuple(Task(name, ThreePoint.fixed(1)) for name in "abc")
    with pytest.raises(CycleError, match="'b', 'c'") as caught:
        schedule(Network(tasks, (Link("a", "b"), Link("b", "c"), Link("c", "b"))), [1, 1, 1])
    assert caught.value.keys == ("b", "c")


def test_a_task_linked_to_itself_is_a_circle():
    with pytest.raises(CycleError):
        schedule(Network((Task(1, ThreePoint.fixed(1)),), (Link(1, 1),)), [1])


@pytest.mark.parametrize("network", [chain((1, 2, 3), (1, 2, 3)), parallel((1, 2, 3))])
def test_likely_durations_add_up(network):
    assert schedule(network, [2] * len(network.tasks)).finish == 2 * len(network.tasks)


def test_a_task_waits_for_its_release():
    network = Network((Task(1, ThreePoint.fixed(3), not_before=10),))
    assert schedule(network, [3]).early_start.tolist() == [10]


@pytest.mark.parametrize(
    ("tasks", "links"),
    [
        ((), ()),
        ((Task(1, ThreePoint.fixed(1)), Task(1, ThreePoint.fixed(2))), ()),
        ((Task(1, ThreePoint.fixed(1)),), (Link(1, 2),)),
    ],
)
def test_a_network_that_does_not_hold_together_is_refused(tasks, links):
    with pytest.raises(ValueError, match="key"):
        Network(tasks, links)


@pytest.mark.parametrize(
    "values", [{"duration": ThreePoint(-1, 0, 1)}, {"duration": ThreePoint.fixed(1), "not_before": -1}]
)
def test_negative_times_are_refused(values):
    with pytest.raises(ValueError, match="negative"):
        Task("t", **values)


def test_a_long_chain_is_settled_level_by_level():
    network = chain(*[(1, 1, 1)] * 3_000)
    assert np.array_equal(schedule(network, [1] * 3_000).early_finish, np.arange(1, 3_001))
