"""A figure gets worse: the risk that watches it rises, says why, holds its gate and moves the simulated go-live; its
owner hears of it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from ecompm.core import jobs
from kpis.services import create_kpi
from lifecycle.services.gates import create_criterion
from planning.models import Task
from planning.services.links import create_link
from planning.services.tasks import create_task
from portfolio.tasks import recalculate_dirty
from risks.models import Simulation
from risks.services import register
from tests.cast import Cast, assemble
from tests.lifecycle.stage import Stage, before_first_gate
from tests.mail import delivered, link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RATE, RISK, GATE = "/projects/SHOP/kpis/1/", "/projects/SHOP/risks/1/", "/projects/SHOP/gates/1/"
SIMULATION = "/projects/SHOP/risks/simulation/"
DELAY = {"delay_low": Decimal(30), "delay_likely": Decimal(40), "delay_high": Decimal(50)}


@pytest.fixture
def stage() -> Stage:
    """Bob's risk watches a KPI that is still good and may hit the work before go-live; the gate wants no high risk."""
    stage = before_first_gate(assemble())
    alice, bob, project = stage.cast.alice, stage.cast.bob, stage.cast.project
    create_kpi(by=alice, project=project, key="auth_rate_pct", name="Authorisation rate", unit="%")
    named = {"title": "Banks refuse more cards", "owner": bob, "likelihood": 1, "impact": 5, "status": "monitoring"}
    risk = register.create_risk(by=alice, project=project, hits=[plan(stage.cast)], **named, **DELAY)
    watch = {"metric": "kpi('auth_rate_pct')", "operator": "<", "threshold": "88", "adds": 2}
    register.add_indicator(by=alice, project=project, risk=risk, **watch)
    wanted = {"kind": "auto", "text": "No high risk", "expression": "risks.high.count == 0"}
    create_criterion(by=alice, project=project, gate=stage.gate, **wanted)
    return stage


def plan(cast: Cast) -> Task:
    """The integration, then go-live."""
    common = {"by": cast.alice, "project": cast.project}
    build = create_task(**common, name="Connect the new provider", duration=10 * 480)
    live = create_task(**common, name="Go-live", kind=Task.Kind.MILESTONE, duration=0, gate="G3")
    create_link(**common, predecessor=build, successor=live)
    return build


def measure(page: Page, value: str) -> None:
    """Alice types a value on the page of the KPI; then the recalculation runs, as it does within seconds."""
    page.goto(RATE)
    page.get_by_label("Value").fill(value)
    page.get_by_role("button", name="Record").click()
    expect(page.locator("main")).to_contain_text(f"{value} %")
    recalculate_dirty()


def simulate(page: Page) -> date:
    """Alice runs the simulation; the day of go-live at P80, as its page shows it when the work is done."""
    page.goto(SIMULATION)
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#simulation[hx-get]")).to_be_visible()
    jobs.run(Simulation.objects.latest("id").job_id)
    page.goto(SIMULATION)
    expect(page.locator(".meta")).to_contain_text("Up to date")
    shown = page.get_by_role("row", name="Go-live").locator("time").nth(1).get_attribute("datetime")
    return date.fromisoformat(shown or "")


def test_a_falling_figure_raises_the_risk_holds_the_gate_and_moves_the_go_live(
    page: Page, stage: Stage, sign_in: Callable[[object], None]
) -> None:
    sign_in(stage.cast.alice)
    measure(page, "93")
    page.goto(GATE)
    criterion = page.get_by_role("row", name="No high risk")
    expect(criterion).to_contain_text("Met")
    planned = simulate(page)
    assert [mail for mail in delivered() if "gave you" not in mail.subject] == []

    measure(page, "86")
    page.goto(RISK)
    expect(page.locator("main")).to_contain_text("Score 5 → 15: +2 because kpi('auth_rate_pct') is 86, below 88")
    expect(page.locator("main")).to_contain_text("Fires")
    page.goto(GATE)
    expect(criterion).to_contain_text("Not met")
    expect(page.get_by_label("In one sentence")).to_contain_text("No high risk")
    assert (simulate(page) - planned).days > 30
    [mail] = [mail for mail in delivered() if "is 86, below 88" in mail.body]
    assert mail.to == ["bob@example.com"]
    sign_in(stage.cast.bob)
    page.goto(link_in(mail))
    expect(page.get_by_role("heading", level=1)).to_have_text("Banks refuse more cards")
