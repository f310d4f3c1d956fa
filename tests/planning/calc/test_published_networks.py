"""Lengths of published networks, to the period: PSPLIB, ProGen/max and the product's own templates."""

import re
from datetime import datetime

import pytest
import yaml

from planning.calc import DAY
from planning.calc.calendars import ALWAYS
from planning.calc.lags import ContradictingLagsError, earliest_starts
from planning.calc.plan import PlanLink, PlanTask
from planning.calc.schedule import schedule
from tests.planning.calc.psplib import read_lags, read_sm

pytestmark = pytest.mark.oracle

MONDAY = datetime.fromisoformat("2026-01-05")
WORKING_DAYS = {"01": 107, "02": 126, "03": 55, "04": 66, "05": 84, "06": 39}
DEPENDENCY = re.compile(r"(T\d+)(?::(FS|SS|FF|SF))?([+-]\d+)?$")


@pytest.mark.parametrize("size", ["j30", "j60", "j120"])
def test_a_psplib_project_has_the_published_length_and_float(oracle, rows, size):
    """Kolisch, Sprecher (1996): MPM time of each file; critical activities and float sum computed by networkx."""
    expected = [row for row in rows("rcpsp/expected.csv") if row["set"] == size]
    assert len(expected) == {"j30": 144, "j60": 48, "j120": 10}[size]
    for row in expected:
        tasks, links = read_sm(oracle(f"rcpsp/{size}/{row['instance']}")).plan()
        result = schedule(tasks, links, start=MONDAY, calendar=ALWAYS)
        ours = result.length, int(result.critical.sum()), int(result.total_float.sum())
        theirs = row["mpm_time_in_file"], row["critical_activities"], row["total_float_sum"]
        assert ours == tuple(map(int, theirs)), row["instance"]


def test_minimum_and_maximum_lags_give_the_published_starts(oracle, rows):
    """Schwindt's ProGen/max set: the start of the sink without resources, by Bellman-Ford."""
    expected = rows("rcpsp-max/sm_j10/expected.csv")
    assert len(expected) == 40
    for row in expected:
        count, lags = read_lags(oracle(f"rcpsp-max/sm_j10/{row['instance']}"))
        assert earliest_starts(count, lags)[-1] == int(row["temporal_only_start_of_sink"]), row["instance"]


def test_a_published_project_with_one_lag_too_many_is_refused(oracle):
    count, lags = read_lags(oracle("rcpsp-max/sm_j10/PSP1.SCH"))
    with pytest.raises(ContradictingLagsError) as refused:
        earliest_starts(count, [*lags, (count - 1, 0, -25)])
    assert refused.value.path[0] == refused.value.path[-1]


@pytest.mark.parametrize(("number", "days"), WORKING_DAYS.items())
def test_a_template_takes_its_published_working_days(oracle, number, days):
    template = yaml.safe_load(next(oracle("templates").glob(f"{number}_*.yaml")).read_text(encoding="utf-8"))
    tasks = [PlanTask(task["id"], task["d"][1] * DAY) for task in template["tasks"]]
    links = []
    for task in template["tasks"]:
        for dependency in task["deps"]:
            pred, type_, lag = DEPENDENCY.match(dependency).groups()
            links.append(PlanLink(pred, task["id"], type_ or "FS", int(lag or 0) * DAY))
    assert schedule(tasks, links, start=MONDAY).length == days * DAY
