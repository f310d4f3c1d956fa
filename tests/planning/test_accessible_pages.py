"""Pages of plan, board and own work: WCAG 2.2 AA in both themes, and no sideways scrolling on a phone."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page

from delivery.services import block_task
from planning.models import Task
from planning.services.baselines import take_baseline
from planning.services.calendars import create_calendar
from planning.services.recurring import create_recurring
from planning.services.scenarios import add_change, create_scenario
from planning.services.tasks import change_task
from projects.models import Project
from tests.cast import Cast
from tests.e2e.findings import findings
from tests.planning.stage import again, chain, task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/projects/SHOP/plan/",
    "/projects/SHOP/plan/?search=nothing+like+it",
    "/projects/SHOP/tasks/",
    "/projects/SHOP/tasks/3/",
    "/projects/SHOP/tasks/3/path/",
    "/projects/SHOP/tasks/3/edit/",
    "/projects/SHOP/tasks/new/",
    "/projects/SHOP/plan/baselines/",
    "/projects/SHOP/plan/baselines/?all=1",
    "/projects/SHOP/plan/baselines/new/",
    "/projects/SHOP/plan/calendar/",
    "/projects/SHOP/plan/health/",
    "/projects/SHOP/plan/scenarios/",
    "/projects/SHOP/plan/scenarios/new/",
    "/projects/SHOP/plan/scenarios/1/",
    "/projects/SHOP/plan/scenarios/1/changes/new/",
    "/projects/SHOP/plan/recurring/",
    "/projects/SHOP/plan/recurring/new/",
    "/projects/SHOP/plan/recurring/1/edit/",
    "/projects/SHOP/board/",
    "/projects/SHOP/board/?by=none",
    "/projects/SHOP/board/3/block/",
    "/my-work/",
]


@pytest.fixture
def stage(plan: Cast) -> Cast:
    """A plan with everything that can be drawn: summary, milestone, gate, link, block, freeze, baseline, progress."""
    project, alice = plan.project, plan.alice
    Project.objects.filter(pk=project.pk).update(wished_start=date.today())  # noqa: DTZ011 -- a plan around today
    freeze = [{"from": "2026-05-16", "to": "2026-05-20", "name": "Spring sale"}]
    create_calendar(by=alice, project=project, name="Ours", is_default=True, exceptions=freeze)
    phase = task(plan, "Execution")
    design = task(plan, "Design of the new shop", 3, parent=phase, owner=alice)
    build = task(plan, "Build", 4, parent=again(phase), owner=plan.bob, description="Catalogue and search")
    live = task(plan, "Go-live", kind="milestone", gate="G3")
    task(plan, "Texts", 1)
    chain(plan, design, build, live)
    take_baseline(by=alice, project=project, name="Agreed", reason="Steering committee")
    change_task(again(design), by=alice, version=1, percent=100)
    slower = create_scenario(by=alice, project=project, name="Slower", question="For the sponsor")
    add_change(by=alice, project=project, scenario=slower, task=again(build), duration=10 * 480)
    create_recurring(by=alice, project=project, name="Report", first_day=date(2026, 5, 8), times=2, people=[plan.bob])
    block_task(Task.objects.get(name="Build"), by=alice, version=1, reason="No data", waits_for=alice)
    return plan


def test_a_plan_with_everything_that_can_be_drawn_is_accessible(
    stage: Cast, page: Page, sign_in: Callable[[object], None]
) -> None:
    assert findings(page, sign_in, [(stage.alice, address) for address in PAGES]) == []
