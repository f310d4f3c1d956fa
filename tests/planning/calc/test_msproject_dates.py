"""Dates, floats and criticality of Microsoft Project's own files, equal to the minute."""

from datetime import datetime

import pytest

from exchange.mspdi import read
from exchange.mspdi.scheduling import to_engine
from planning.calc.plan import PlanTask
from planning.calc.schedule import schedule

pytestmark = pytest.mark.oracle

FILES = [
    "actual-task-properties",
    "alap-constraint",
    "enterprise-fields-mspdi",
    "home-move-plan",
    "legacy-sample-mspdi",
    "libreplan-dependencies",
    "mpp14-baseline-progress",
    "mspdi-relations",
    "multi-baselines-mspdi",
    "new-product-dev",
    "new-product-projectlibre",
    "recurring-calendar-exceptions",
    "resource-cost-rates-mspdi",
    "slack9-must-finish-on",
    "task-calendars",
    "task-links-2003-mspdi",
    "task-links-2013-mspdi",
    "timephased-segments-mspdi",
]
# The file stores floats from before its longest tasks were entered; see docs/development/msproject-differences.md.
STALE_FLOATS = {"timephased-segments-mspdi": {2, 3, 4, 5, 6, 7, 8, 9, 19}}


def computed(path):
    """Return the dates of every task of a file by its number; task 0 is the whole project, as in Microsoft Project."""
    asked = to_engine(read(path.read_bytes())[0])
    tasks = [task._replace(parent=0) if task.parent is None else task for task in asked.tasks]
    plan = schedule(
        [PlanTask(0), *tasks],
        asked.links,
        start=asked.start,
        finish=asked.finish,
        calendar=asked.calendar,
        honor_constraints=asked.honor_constraints,
        critical_threshold=asked.critical_threshold,
    )
    return {task.id: task for task in plan}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_microsoft_project_has_its_own_dates(oracle, rows, name):
    ours = computed(oracle(f"msproject/{name}.xml"))
    compared = [row for row in rows(f"msproject/{name}.expected.csv") if row["cpm_matches"] == "1"]
    assert compared
    stale = STALE_FLOATS.get(name, set())
    for row in compared:
        task = ours[int(row["uid"])]
        theirs = [datetime.fromisoformat(row[end]) for end in ("start", "finish")]
        assert [task.start, task.finish] == theirs, row["name"]
        if task.id in stale:
            continue
        floats = float(row["total_slack_min"]), float(row["free_slack_min"])
        assert (task.total_float, task.free_float, task.critical) == (*floats, row["critical"] == "1"), row["name"]


def test_the_floats_called_stale_do_differ(oracle, rows):
    for name, tasks in STALE_FLOATS.items():
        ours = computed(oracle(f"msproject/{name}.xml"))
        theirs = {int(row["uid"]): float(row["total_slack_min"]) for row in rows(f"msproject/{name}.expected.csv")}
        assert {task for task in tasks if ours[task].total_float != theirs[task]} == tasks
