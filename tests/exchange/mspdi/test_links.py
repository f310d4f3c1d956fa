"""Dependencies: types, lags in every unit, and links that lead nowhere."""

import pytest

from exchange.mspdi import MspdiError, read
from exchange.mspdi.codes import LinkType, TimeUnit
from exchange.mspdi.model import Lag
from tests.exchange.mspdi.files import link, task, with_tasks


def read_link(inner: str):
    plan, _ = read(with_tasks(task(1), task(2, link(1, inner))))
    return plan.links[0]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (0, LinkType.FINISH_TO_FINISH),
        (1, LinkType.FINISH_TO_START),
        (2, LinkType.START_TO_FINISH),
        (3, LinkType.START_TO_START),
    ],
)
def test_the_four_types(code, kind):
    assert read_link(f"<Type>{code}</Type>").type is kind


@pytest.mark.parametrize(
    ("lag", "unit", "expected"),
    [
        (4800, 7, Lag(480, TimeUnit.DAY)),
        (-4800, 7, Lag(-480, TimeUnit.DAY)),
        (24000, 9, Lag(2400, TimeUnit.WEEK)),
        (14400, 8, Lag(1440, TimeUnit.DAY, elapsed=True)),
        (14400, 40, Lag(1440, TimeUnit.DAY, elapsed=True)),
        (50, 19, Lag(50, TimeUnit.PERCENT)),
        (5, 3, Lag(0.5, TimeUnit.MINUTE)),
    ],
)
def test_lags_are_tenths_of_a_minute_or_percent(lag, unit, expected):
    assert read_link(f"<LinkLag>{lag}</LinkLag><LagFormat>{unit}</LagFormat>").lag == expected


def test_a_link_without_type_or_lag_is_finish_to_start():
    found = read_link("")

    assert (found.type, found.lag) == (LinkType.FINISH_TO_START, Lag())


def test_a_link_to_a_missing_task_is_refused():
    with pytest.raises(MspdiError, match="Task 2 “Pack”: Its predecessor 9 is not in the file"):
        read(with_tasks(task(1), task(2, link(9), name="Pack")))


def test_a_link_to_another_project_is_reported():
    plan, report = read(with_tasks(task(1), task(2, link(1, "<CrossProject>1</CrossProject>"))))

    assert plan.links == ()
    assert [(str(row.place), row.field) for row in report.dropped] == [("Task 2 “Task 2”", "PredecessorLink")]


def test_the_second_link_between_two_tasks_is_reported():
    plan, report = read(with_tasks(task(1), task(2, link(1) + link(1, "<Type>3</Type>"))))

    assert [found.type for found in plan.links] == [LinkType.FINISH_TO_START]
    assert report.dropped[0].reason == "These two tasks are linked already; the first link counts."
