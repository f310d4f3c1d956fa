"""The plan as people see and change it in the browser, with and without script."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planning.gantt.bars import Bars
from planning.gantt.rows import load_rows
from planning.gantt.scale import scale_of
from planning.gantt.state import PlanState
from planning.models import Task
from planning.services.baselines import take_baseline
from planning.services.links import written
from planning.services.plans import NewTask, add_plan
from planning.services.tasks import change_task
from tests.cast import Cast
from tests.planning.stage import MONDAY, again, chain, task

pytestmark = pytest.mark.django_db
PLAN = "/projects/SHOP/plan/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def alice(plan: Cast, client: Client) -> Client:
    client.force_login(plan.alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def cell(client: Client, number: int, field: str, value: Any, version: int = 1, **more: Any) -> Any:
    body = {"field": field, "value": value, "version": version, **more}
    return client.post(f"/projects/SHOP/tasks/{number}/cell/", body, headers=HTMX)


def page(client: Client, query: str = "", **headers: str) -> str:
    return client.get(PLAN + query, headers=headers).content.decode()


def test_the_grid_says_in_words_what_the_bars_show(plan: Cast, alice: Client) -> None:
    chain(plan, task(plan, "Design", 3), task(plan, "Build & test", 2))
    html = page(alice)
    assert 'role="treegrid"' in html
    assert "Build &amp; test" in html
    assert "8 May" in html
    assert 'class="crit-hatch"' in html


def test_an_empty_plan_says_how_to_begin(alice: Client) -> None:
    assert "No tasks yet" in page(alice)


def test_a_cell_is_edited_and_the_banner_tells_the_ripple(plan: Cast, alice: Client) -> None:
    chain(plan, task(plan, "Design", 3), task(plan, "Build", 2))
    html = cell(alice, 1, "duration", "5 d").content.decode()
    assert "T1 now takes 5\u202fd." in html
    assert "One other task moves." in html
    assert "2 working days later" in html


def test_undo_takes_it_back(plan: Cast, alice: Client) -> None:
    design = task(plan, "Design", 3)
    html = cell(alice, 1, "duration", "5 d").content.decode()
    address = html.split('hx-post="')[1].split('"')[0]
    alice.post(address, headers=HTMX)
    assert again(design).duration == 3 * 480


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("duration", "soon", "Write a duration"),
        ("predecessors", "99", "There is no task 99"),
        ("percent", "101", "less than or equal to 100"),
        ("finish", "2026-05-01", "end before it begins"),
        ("name", " ", "required"),
    ],
)
def test_a_refused_cell_comes_back_with_the_reason(
    plan: Cast, alice: Client, field: str, value: str, reason: str
) -> None:
    task(plan, "Design", 3)
    answer = cell(alice, 1, field, value, typed="1")
    assert answer.status_code == 422
    assert reason in answer.content.decode()


def test_a_stale_cell_shows_the_plan_as_others_left_it(plan: Cast, alice: Client) -> None:
    change_task(task(plan, "Design"), by=plan.bob, version=1, name="Concept")
    answer = cell(alice, 1, "name", "Draft")
    assert answer.status_code == 409
    assert "Somebody else changed T1" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("start", "2026-05-11", "2026-05-11"),
        ("shift", "2", "2026-05-06"),
        ("shift", "-1", "2026-05-04"),
    ],
)
def test_nudges_and_dates_move_a_task(plan: Cast, alice: Client, field: str, value: str, expected: str) -> None:
    design = task(plan, "Design", 3)
    cell(alice, 1, field, value)
    assert again(design).start_day.isoformat() == expected


def test_a_finish_sets_the_duration(plan: Cast, alice: Client) -> None:
    design = task(plan, "Design", 3)
    cell(alice, 1, "finish", "2026-05-08")
    assert again(design).duration == 5 * 480


def test_the_owner_is_one_of_the_members(plan: Cast, alice: Client) -> None:
    design = task(plan, "Design")
    assert cell(alice, 1, "owner", plan.charlie.pk, typed="1").status_code == 422
    cell(alice, 1, "owner", plan.bob.pk)
    assert again(design).owner == plan.bob


def test_undo_goes_back_step_by_step_and_redo_forward(plan: Cast, alice: Client) -> None:
    design = task(plan, "Design", 3)
    cell(alice, 1, "duration", "5 d")
    cell(alice, 1, "duration", "7 d", version=2)
    lengths = []
    for step in ("undo", "undo", "redo", "redo", "undo"):
        alice.post(f"{PLAN}{step}/", headers=HTMX)
        lengths.append(again(design).duration // 480)
    assert lengths == [5, 3, 5, 7, 5]


def test_a_new_change_ends_what_could_be_done_again(plan: Cast, alice: Client) -> None:
    task(plan, "Design", 3)
    cell(alice, 1, "duration", "5 d")
    alice.post(f"{PLAN}undo/", headers=HTMX)
    cell(alice, 1, "duration", "4 d", version=3)
    assert "nothing to do again" in alice.post(f"{PLAN}redo/", headers=HTMX).content.decode()


def test_what_cannot_be_taken_back_does_not_bar_older_changes(plan: Cast, alice: Client) -> None:
    design, build = task(plan, "Design", 3), task(plan, "Build", 2)
    cell(alice, 1, "duration", "5 d")
    cell(alice, 2, "duration", "5 d")
    change_task(again(build), by=plan.bob, version=2, name="Draft")
    assert alice.post(f"{PLAN}undo/", headers=HTMX).status_code == 409
    alice.post(f"{PLAN}undo/", headers=HTMX)
    assert (again(design).duration, again(build).name) == (3 * 480, "Draft")


def test_a_drawn_link_comes_on_top_of_the_others(plan: Cast, alice: Client) -> None:
    design, _build, launch = (task(plan, name) for name in ("Design", "Build", "Launch"))
    chain(plan, design, launch)
    cell(alice, 3, "link", "2SS", version=again(launch).version)
    assert written(launch.predecessor_links.select_related("predecessor")) == "1; 2SS"
    cell(alice, 3, "link", "2FF", version=again(launch).version)
    assert written(launch.predecessor_links.select_related("predecessor")) == "1; 2FF"


@pytest.mark.parametrize(
    ("after", "order"),
    [("1", "Phase,Test,Design,Last"), ("2", "Phase,Design,Test,Last"), ("", "Phase,Design,Last,Test")],
)
def test_a_new_row_stands_below_the_chosen_one(plan: Cast, alice: Client, after: str, order: str) -> None:
    phase = task(plan, "Phase")
    task(plan, "Design", parent=phase)
    task(plan, "Last")
    alice.post(f"{PLAN}add/", {"name": "Test", "after": after}, headers=HTMX)
    assert ",".join(Task.objects.of(plan.project).order_by("position").values_list("name", flat=True)) == order


def test_the_progress_line_says_who_is_behind_today(plan: Cast, alice: Client) -> None:
    task(plan, "Design", 3)
    with time_machine.travel("2026-05-07 09:00:00+00:00", tick=False):
        html = page(alice, "?progress=1")
    assert 'class="pline"' in html
    assert "\N{MINUS SIGN}3</td>" in html
    assert 'class="pline"' not in page(alice)


@pytest.mark.parametrize(("zoom", "word"), [("month", "Jun"), ("quarter", "Q3"), ("year", "Q3")])
def test_long_plans_are_seen_by_quarter_and_year(plan: Cast, alice: Client, zoom: str, word: str) -> None:
    task(plan, "Design", 300)
    assert f">{word}</text>" in page(alice, f"?zoom={zoom}")


def test_without_script_a_change_leads_back_to_the_plan(plan: Cast, alice: Client) -> None:
    task(plan, "Design", 3)
    body = {"field": "percent", "value": "40", "version": 1}
    answer = alice.post("/projects/SHOP/tasks/1/cell/?critical=1", body)
    assert answer.headers["Location"] == "/projects/SHOP/plan/?critical=1#t-1"
    assert 'id="t-1"' in page(alice)


def test_a_closed_summary_hides_its_parts(plan: Cast, alice: Client) -> None:
    phase = task(plan, "Execution")
    task(plan, "Build", parent=phase)
    assert "Build" not in page(alice, "?closed=1")


def test_a_filter_keeps_the_summaries_of_what_it_finds(plan: Cast, alice: Client) -> None:
    phase = task(plan, "Execution")
    task(plan, "Build the shop", parent=phase)
    task(plan, "Texts")
    html = page(alice, "?search=shop")
    assert "Execution" in html
    assert "Texts" not in html


def test_the_baseline_is_drawn_and_its_slip_told(plan: Cast, alice: Client) -> None:
    design = task(plan, "Design", 3)
    take_baseline(by=plan.alice, project=plan.project, name="Agreed")
    change_task(design, by=plan.alice, version=1, duration=5 * 480)
    html = page(alice)
    assert 'class="base"' in html
    assert ">+2</td>" in html
    assert 'class="base"' not in page(alice, "?baseline=0")


def test_two_more_baselines_are_drawn_each_in_its_own_form(plan: Cast, alice: Client) -> None:
    task(plan, "Design", 3)
    for name in ("First", "Second", "Third", "Fourth"):
        take_baseline(by=plan.alice, project=plan.project, name=name)
    html = page(alice, "?beside=1,3,2")
    assert [html.count(f'class="{form}" d="M0 6H22"') for form in ("base-2", "base-3")] == [1, 1]
    assert [name in html for name in ("baseline 1<", "baseline 3<", "baseline 2<")] == [True, True, False]
    assert "base-2" not in page(alice, "?beside=4,9,x,99999999999")


def test_a_viewer_reads_without_editors(plan: Cast, client: Client) -> None:
    task(plan, "Design")
    client.force_login(plan.vera, backend="django.contrib.auth.backends.ModelBackend")
    html = page(client)
    assert "Design" in html
    assert "data-f=" not in html


def test_a_guest_sees_only_what_is_shared(plan: Cast, client: Client) -> None:
    shared = task(plan, "Design")
    task(plan, "Secret")
    plan.share_with_gus(shared)
    client.force_login(plan.gus, backend="django.contrib.auth.backends.ModelBackend")
    html = page(client)
    assert "Design" in html
    assert "Secret" not in html


def test_a_large_plan_comes_in_blocks(plan: Cast, alice: Client) -> None:
    add_plan(by=plan.alice, project=plan.project, tasks=[NewTask(str(k), f"Task {k:03}") for k in range(250)])
    html = page(alice)
    assert "Task 099" in html
    assert "Task 100" not in html
    second = page(alice, "?block=1", **HTMX)
    assert "Task 100" in second
    assert 'id="bars-1"' in second
    assert "Task 200" not in second


def test_the_page_takes_the_same_statements_at_any_size(plan: Cast, alice: Client) -> None:
    counts = []
    for size in (150, 450):
        add_plan(by=plan.alice, project=plan.project, tasks=[NewTask(str(k), f"Task {k}") for k in range(size)])
        with CaptureQueriesContext(connection) as caught:
            page(alice)
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 20


@pytest.mark.parametrize("zoom", ["day", "week", "month"])
def test_a_bar_begins_and_ends_with_its_days(plan: Cast, zoom: str) -> None:
    task(plan, "Design", 5)
    rows = load_rows(plan.project, plan.alice, PlanState(zoom=zoom))
    scale = scale_of(rows, zoom, MONDAY)
    bar = Bars(rows, scale, may_change=False).block(0)
    x = scale.day(MONDAY)
    assert f'class="crit" x="{x + 0.5}"' in bar
    assert round(scale.at(rows.rows[0].finish) - x, 0) == round(5 * scale.pixels, 0)


def test_names_are_escaped_in_grid_and_bars(plan: Cast, alice: Client) -> None:
    task(plan, "<script>alert(1)</script>", kind="milestone")
    html = page(alice)
    assert "<script>alert" not in html
