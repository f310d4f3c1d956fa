"""Dates that the authors of TaskJuggler assert for their own scheduler.

Left out is Limits.tjp: hours a day, week or month that a task may use at most are not known to the engine. Where
TaskJuggler lets work begin or end in its free time (a length of days from a Saturday, in Container.tjp), the engine's
date is the next or last moment of work.
"""

import pytest

from tests.planning.calc.taskjuggler import Project

pytestmark = pytest.mark.oracle


@pytest.mark.parametrize(
    ("name", "scenario", "asserts"),
    [
        ("AutomaticMilestones", "", 14),
        ("Container", "", 8),
        ("Container-2", "", 10),
        ("DateAndDep", "", 1),
        ("Depends", "", 14),
        ("Duration", "", 8),
        ("InheritStartEnd", "", 36),
        ("Leaves", "s1", 1),
        ("Leaves", "s2", 1),
        ("Precedes", "", 14),
        ("SchedulingMode", "s1", 4),
        ("SchedulingMode", "s2", 4),
        ("SchedulingMode", "s3", 4),
    ],
)
def test_asserted_dates(oracle, name, scenario, asserts):
    project = Project(oracle(f"taskjuggler/{name}.tjp"), scenario)
    result = project.scheduled()
    calendars = {task.id: task.calendar or project.calendar for task in project.tasks}
    assert len(project.asserted) == asserts
    for task, end, expected in project.asserted:
        got = getattr(result[task], end)
        assert calendars[task].between(got, expected) == 0, f"{task} {end}: {got} instead of {expected}"
