"""Plans that Microsoft Project saved become projects with the same tasks, links and dates."""

from datetime import datetime

import pytest

from planning.models import Task, TaskLink
from tests.exchange.mspdi.files import REFERENCE_PLANS
from tests.exchange.stage import imported

pytestmark = [pytest.mark.oracle, pytest.mark.django_db]

# Start-to-finish without lag, where Project shows the finish at the opening of the next shift
# (docs/development/msproject-differences.md).
NEXT_SHIFT = {("legacy-sample-mspdi", 21), ("mspdi-relations", 5)}


def tasks_of(rows):
    return [row for row in rows if row["outline_level"] != "0"]


def links_of(rows):
    return [link for row in tasks_of(rows) for link in row["predecessors"].split(";") if link]


@pytest.mark.parametrize("name", REFERENCE_PLANS)
def test_every_task_and_link_comes_in(cast, reference, expected, name):
    project = imported(cast, reference(name).read_bytes())
    assert Task.objects.of(project).count() == len(tasks_of(expected(name)))
    assert TaskLink.objects.of(project).count() == len(links_of(expected(name)))


@pytest.mark.parametrize("name", REFERENCE_PLANS)
def test_the_outline_is_that_of_the_file(cast, reference, expected, name):
    project = imported(cast, reference(name).read_bytes())
    stored = Task.objects.of(project).order_by("position").values_list("ref", "name", "outline_level", "is_summary")
    stated = [
        (f"mspdi:{row['uid']}", row["name"], int(row["outline_level"]), row["summary"] == "1")
        for row in tasks_of(expected(name))
    ]
    assert list(stored) == stated


@pytest.mark.parametrize("name", REFERENCE_PLANS)
def test_every_task_has_the_dates_of_microsoft_project(cast, reference, expected, name):
    project = imported(cast, reference(name).read_bytes())
    stored = {ref: dates for ref, *dates in Task.objects.of(project).values_list("ref", "start", "finish")}
    wrong = {
        row["uid"]: (stored[f"mspdi:{row['uid']}"], row["start"], row["finish"])
        for row in tasks_of(expected(name))
        if (name, int(row["uid"])) not in NEXT_SHIFT
        and stored[f"mspdi:{row['uid']}"] != [datetime.fromisoformat(row[at][:16]) for at in ("start", "finish")]
    }
    assert wrong == {}
