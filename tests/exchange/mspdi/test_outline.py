"""The outline follows from the order and the levels of the rows."""

import pytest

from exchange.mspdi import MspdiError, read
from tests.exchange.mspdi.files import task, with_tasks


def levels(*levels: int) -> bytes:
    return with_tasks(*(task(uid, f"<OutlineLevel>{level}</OutlineLevel>") for uid, level in enumerate(levels, 1)))


def test_parents_numbers_and_summaries():
    plan, _ = read(levels(1, 2, 3, 2, 1))

    assert [task.parent_uid for task in plan.tasks] == [None, 1, 2, 1, None]
    assert [task.outline_number for task in plan.tasks] == ["1", "1.1", "1.1.1", "1.2", "2"]
    assert [task.summary for task in plan.tasks] == [True, True, False, False, False]


def test_the_row_of_the_whole_project_is_nobodys_parent():
    plan, _ = read(with_tasks(task(0), task(1)))

    assert [(task.outline_level, task.outline_number, task.parent_uid) for task in plan.tasks] == [
        (0, "0", None),
        (1, "1", None),
    ]


def test_rows_are_sorted_by_id():
    plan, _ = read(with_tasks(task(2, "<OutlineLevel>2</OutlineLevel>"), task(1, "<OutlineLevel>1</OutlineLevel>")))

    assert [task.uid for task in plan.tasks] == [1, 2]


def test_rows_without_an_id_are_numbered_as_they_stand():
    plan, _ = read(with_tasks("<Task><UID>8</UID></Task>", "<Task><UID>5</UID></Task>"))

    assert [(task.uid, task.id) for task in plan.tasks] == [(8, 1), (5, 2)]


def test_rows_that_share_an_id_stay_as_they_stand():
    plan, _ = read(
        with_tasks(*(f"<Task><UID>{uid}</UID><ID>{row}</ID></Task>" for uid, row in ((4, 9), (6, 1), (5, 9))))
    )

    assert [task.uid for task in plan.tasks] == [4, 6, 5]


def test_a_level_can_be_told_from_the_outline_number():
    plan, _ = read(with_tasks(task(1), task(2, "<OutlineNumber>1.1</OutlineNumber>")))

    assert plan.tasks[1].parent_uid == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((2, 1), "Task 1 “Task 1”: It stands at outline level 2, but no task of level 1 stands above it."),
        ((1, 3), "Task 2 “Task 2”: It stands at outline level 3, but no task of level 2 stands above it."),
        ((1, 0), "Task 2 “Task 2”: Only the first task can have outline level 0. Give it a level."),
        (tuple(range(1, 60)), "Task 51 “Task 51”: Outline level 51 is deeper than 50. Flatten the outline."),
    ],
)
def test_an_outline_with_holes_is_refused(given, sentence):
    with pytest.raises(MspdiError) as refusal:
        read(levels(*given))

    assert str(refusal.value) == sentence
