"""The answer to a change in the plan: only what changed, and with it the page shows what a fresh one shows."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from planning.models import Task
from planning.services.baselines import take_baseline
from planning.services.plans import NewLink, NewTask, add_plan
from planning.services.tasks import change_task
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PLAN = "/projects/SHOP/plan/"
HTMX = {"HX-Request": "true"}
PIECE = re.compile(r'<(tr|g) data-h="(\w{8})" id="([\w-]+)".*?</\1>', re.DOTALL)
ENDS = re.compile(r'<span id="plan-ends">.*?</span>', re.DOTALL)


@pytest.fixture
def alice(plan: Cast, client: Client) -> Client:
    """Alice, whose plan has a phase of three linked tasks, a milestone, and 120 tasks beside them."""
    phase = NewTask("Phase", "Phase", None, {})
    parts = [phase, *(NewTask(name, name, "Phase", {}) for name in ("Design", "Build", "Test"))]
    launch = NewTask("Launch", "Launch", None, {"kind": "milestone"})
    others = [NewTask(f"Other {k}", f"Other {k}", None, {"duration": 480 * (5 if k == 9 else 60)}) for k in range(120)]
    pairs = [("Design", "Build"), ("Build", "Test"), ("Test", "Launch"), ("Build", "Other 9")]
    links = [NewLink(*pair) for pair in pairs]
    add_plan(by=plan.alice, project=plan.project, tasks=[*parts, launch, *others], links=links)
    client.force_login(plan.alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture(autouse=True)
def may() -> Iterator[None]:
    with time_machine.travel("2026-05-07 09:00:00+00:00", tick=False):
        yield


def page(client: Client, query: str = "") -> str:
    return client.get(PLAN + query).content.decode()


def pieces(html: str) -> dict[str, str]:
    return {found[3]: found[0] for found in PIECE.finditer(html)}


def seen(html: str) -> dict[str, str]:
    """What the script says of a page whose first block is in view."""
    signs = [found[2] for found in PIECE.finditer(html)]
    frame = re.search(r'data-frame="(\w+)"', html)
    return {"frame": frame[1] if frame else "", "near": f"0:{''.join(signs)}", "far": ""}


def change(client: Client, html: str, number: int, what: str, query: str = "", **values: Any) -> Any:
    version = Task.objects.get(project__key="SHOP", number=number).version
    body = {"version": version, **values, **seen(html)}
    return client.post(f"/projects/SHOP/tasks/{number}/{what}/{query}", body, headers=HTMX)


CHANGES = [
    (3, "cell", {"field": "start", "value": "2026-05-11"}),
    (3, "cell", {"field": "finish", "value": "2026-05-15"}),
    (3, "cell", {"field": "percent", "value": "100"}),
    (3, "cell", {"field": "name", "value": "Draw"}),
    (3, "cell", {"field": "link", "value": "9SS"}),
    (3, "cell", {"field": "predecessors", "value": ""}),
    (3, "step", {"step": "out"}),
    (10, "step", {"step": "in"}),
    (3, "step", {"step": "up"}),
    (3, "step", {"step": "down"}),
]


@pytest.mark.parametrize("query", ["", "?zoom=day&progress=1&closed=7"])
@pytest.mark.parametrize(("number", "what", "values"), CHANGES)
def test_after_a_change_all_is_as_on_a_fresh_page(
    alice: Client, query: str, number: int, what: str, values: dict[str, str]
) -> None:
    before = page(alice, query)
    answer = change(alice, before, number, what, query, **values)
    fresh, html = page(alice, query), answer.content.decode()
    assert answer["X-Plan"] == "changes"
    assert {**pieces(before), **pieces(html)} == pieces(fresh)
    assert ENDS.findall(html) == ENDS.findall(fresh)
    assert pieces(html) != {}


def test_a_change_of_the_baselined_plan_shows_its_slip(plan: Cast, alice: Client) -> None:
    take_baseline(by=plan.alice, project=plan.project, name="Agreed")
    before = page(alice)
    html = change(alice, before, 2, "cell", field="duration", value="4 d").content.decode()
    assert ">+3</td>" in html
    assert {**pieces(before), **pieces(html)} == pieces(page(alice))


def test_only_what_moved_is_sent(alice: Client) -> None:
    html = change(alice, page(alice), 2, "cell", field="duration", value="2 d").content.decode()
    rows = {name for name in pieces(html) if name.startswith("row-")}
    assert rows == {"row-0", "row-1", "row-2", "row-3", "row-4", "row-14"}
    assert len(html) < 12_000


def test_what_somebody_else_changed_meanwhile_comes_along(plan: Cast, alice: Client) -> None:
    before = page(alice)
    other = Task.objects.get(project=plan.project, number=20)
    change_task(other, by=plan.bob, version=other.version, name="Theirs")
    html = change(alice, before, 2, "cell", field="name", value="Ours").content.decode()
    assert "Theirs" in html
    assert {**pieces(before), **pieces(html)} == pieces(page(alice))


def test_undo_and_redo_send_what_they_change(alice: Client) -> None:
    shown = page(alice)
    for address in ("tasks/2/cell/", "plan/undo/", "plan/redo/"):
        body = {"field": "duration", "value": "5 d", "version": 1, **seen(shown)}
        answer = alice.post(f"/projects/SHOP/{address}", body, headers=HTMX)
        fresh = page(alice)
        assert {**pieces(shown), **pieces(answer.content.decode())} == pieces(fresh)
        assert answer["X-Plan"] == "changes"
        shown = fresh


def test_a_stale_change_brings_what_the_others_left(plan: Cast, alice: Client) -> None:
    before = page(alice)
    design = Task.objects.get(project=plan.project, number=2)
    change_task(design, by=plan.bob, version=design.version, name="Theirs")
    body = {"field": "name", "value": "Ours", "version": design.version, **seen(before)}
    answer = alice.post("/projects/SHOP/tasks/2/cell/", body, headers=HTMX)
    assert (answer.status_code, answer["X-Plan"]) == (409, "changes")
    assert {**pieces(before), **pieces(answer.content.decode())} == pieces(page(alice))


@pytest.mark.parametrize("lost", [{"frame": "0" * 8}, {"frame": ""}])
def test_a_page_in_another_frame_gets_the_whole_plan(alice: Client, lost: dict[str, str]) -> None:
    body = {"field": "name", "value": "Draw", "version": 1, **seen(page(alice)), **lost}
    answer = alice.post("/projects/SHOP/tasks/2/cell/", body, headers=HTMX)
    assert "X-Plan" not in answer
    assert pieces(answer.content.decode()) == pieces(page(alice))


def test_a_new_row_and_a_later_end_bring_the_whole_plan(alice: Client) -> None:
    added = alice.post(f"{PLAN}add/", {"name": "More", **seen(page(alice))}, headers=HTMX)
    longer = change(alice, page(alice), 2, "cell", field="duration", value="90 d")
    assert "X-Plan" not in added
    assert "X-Plan" not in longer


@pytest.mark.parametrize("near", ["", "0:", "0:xyz", "zero:00;99:00", "1:" + "0" * 8, ";;;", "-1:00"])
def test_signs_that_say_nothing_do_no_harm(alice: Client, near: str) -> None:
    body = {"field": "name", "value": "Draw", "version": 1, **seen(page(alice)), "near": near, "far": "1,x,77"}
    answer = alice.post("/projects/SHOP/tasks/2/cell/", body, headers=HTMX)
    assert answer.status_code == 200
    assert 'id="rows-1"' in answer.content.decode()


def test_blocks_out_of_view_become_places_that_fill_themselves(alice: Client) -> None:
    body = {"field": "name", "value": "Draw", "version": 1, **seen(page(alice)), "far": "1"}
    html = alice.post("/projects/SHOP/tasks/2/cell/", body, headers=HTMX).content.decode()
    assert re.search(r'id="rows-1" hx-get="/projects/SHOP/plan/\?block=1"', html)
    assert re.search(r'id="bars-1" width="\d+" height="700" aria-hidden="true"', html)
