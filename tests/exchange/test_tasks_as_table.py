"""The tasks of a plan as a table for a spreadsheet: all of them, and no cell that it would run."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from tests.planning.stage import chain, open_plan, task

pytestmark = pytest.mark.django_db
FORMULAS = ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "＝1+1", "＠x", "\t=1+1", "\r=1"]


def table(cast):
    client = Client()
    client.force_login(cast.alice, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse("exchange:export_tasks", kwargs={"key": cast.project.key}))
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_task_is_a_row_with_plain_numbers_and_days(cast):
    open_plan(cast)
    design, build = task(cast, "Design", 2), task(cast, "Build", 1.5)
    chain(cast, design, build)
    rows = table(cast)
    assert [row["Task"] for row in rows] == ["Design", "Build"]
    assert (rows[1]["Duration in days"], rows[1]["Predecessors"], rows[1]["Start"]) == ("1.5", "1", "2026-05-06")


def test_no_cell_is_a_formula(cast):
    open_plan(cast)
    for formula in FORMULAS:
        task(cast, formula, description=formula)
    cells = [cell for row in table(cast) for cell in (row["Task"], row["Description"])]
    assert len(cells) == 2 * len(FORMULAS)
    assert [cell for cell in cells if not cell.startswith("'")] == []
