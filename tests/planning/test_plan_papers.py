"""The plan on paper and as files: A3 sheets with their own axis, PDF, SVG."""

import re
import zlib
from xml.etree import ElementTree

import pytest
from django.test import Client

from planning.gantt import pdf
from planning.gantt.sheets import ROWS
from planning.services.plans import NewTask, add_plan
from planning.views import plan_papers
from tests.cast import Cast
from tests.planning.stage import chain, task

pytestmark = pytest.mark.django_db
PLAN = "/projects/SHOP/plan/"


@pytest.fixture
def alice(plan: Cast, client: Client) -> Client:
    client.force_login(plan.alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def fill(plan: Cast, count: int) -> None:
    add_plan(by=plan.alice, project=plan.project, tasks=[NewTask(str(k), f"Task {k:03}") for k in range(count)])


def test_each_sheet_has_its_own_rows_and_axis(plan: Cast, alice: Client) -> None:
    fill(plan, ROWS + 1)
    html = alice.get(f"{PLAN}print/").content.decode()
    first, second = html.split('class="plan-sheet"')[1:]
    assert "Sheet 1 of 2" in first
    assert f"Task {ROWS:03}" not in first
    assert f"Task {ROWS:03}" in second
    assert all(">May" in sheet and ">Predecessors<" in sheet for sheet in (first, second))


def test_no_id_stands_twice_on_paper(plan: Cast, alice: Client) -> None:
    fill(plan, ROWS + 1)
    html = alice.get(f"{PLAN}print/").content.decode()
    names = re.findall(r' id="(hatch-\d+)"', html)
    assert len(names) == len(set(names)) == 2
    assert set(re.findall(r'fill="url\(#(.*?)\)"', html)) == set(names)


def test_what_the_plan_hides_is_not_printed(plan: Cast, alice: Client) -> None:
    task(plan, "Build", parent=task(plan, "Execution"))
    assert "Build" not in alice.get(f"{PLAN}print/?closed=1").content.decode()


def test_a_picture_stands_alone_with_its_colours(plan: Cast, alice: Client) -> None:
    chain(plan, task(plan, "Design", 3), task(plan, "<Build> & test", 2))
    answer = alice.get(f"{PLAN}plan.svg")
    picture = answer.content.decode()
    texts = [text.text for text in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314
    assert {"Design", "<Build> & test", "8 May"} <= set(texts)
    assert ".g .crit{fill: #f7cdc8" in picture
    assert "var(" not in picture
    assert answer["Content-Disposition"] == 'attachment; filename="SHOP-plan.svg"'


def test_the_pdf_has_a_page_for_each_sheet(plan: Cast, alice: Client) -> None:
    pytest.importorskip("weasyprint")
    fill(plan, 2 * ROWS + 1)
    content = alice.get(f"{PLAN}plan.pdf").content
    objects = b"".join(_unpacked(part) for part in re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL))
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type ?/Page\b(?!s)", content + objects)) == 3


def test_without_the_library_the_page_says_how_else(plan: Cast, alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    task(plan, "Design")
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    answer = alice.get(f"{PLAN}plan.pdf")
    assert answer.status_code == 409
    assert "save as PDF" in answer.content.decode()
    assert "plan.pdf" not in alice.get(f"{PLAN}print/").content.decode()


def test_what_is_too_long_to_draw_is_refused_with_a_way_out(
    plan: Cast, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(plan_papers.MOST_ROWS, "svg", 2)
    fill(plan, 3)
    answer = alice.get(f"{PLAN}plan.svg")
    assert answer.status_code == 409
    assert "3 rows" in answer.content.decode()


def test_a_guest_gets_a_picture_of_what_is_shared(plan: Cast, client: Client) -> None:
    plan.share_with_gus(task(plan, "Design"))
    task(plan, "Secret")
    client.force_login(plan.gus, backend="django.contrib.auth.backends.ModelBackend")
    picture = client.get(f"{PLAN}plan.svg").content.decode()
    assert "Design" in picture
    assert "Secret" not in picture


def test_the_api_gives_the_picture_of_the_page(plan: Cast, alice: Client) -> None:
    task(plan, "Build", parent=task(plan, "Execution"))
    for query in ("", "?closed=1&zoom=day"):
        file = alice.get(f"/api/v1/plan-papers/{plan.project.pk}/{query}")
        assert file.content == alice.get(f"{PLAN}plan.svg{query}").content
    assert alice.get(f"/api/v1/plan-papers/{plan.project.pk}/?file=png").status_code == 404
