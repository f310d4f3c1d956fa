"""Who may use the routes of KPIs and goals."""

from typing import Any

from kpis.services import create_goal, create_kpi, record_measurement
from tests.cast import Cast
from tests.matrix import row


def build(cast: Cast) -> dict[str, Any]:
    alice, project = cast.alice, cast.project
    kpi = create_kpi(by=alice, project=project, key="conversion_pct", name="Conversion", target=3)
    return {
        "kpi": kpi,
        "goal": create_goal(by=alice, project=project, statement="Sell more"),
        "measurement": record_measurement(by=alice, project=project, kpi=kpi, value=2),
    }


def in_project(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key}


def page(name: str) -> Any:
    return lambda world: {"key": world["project"].key, "number": world[name].number}


def pk(name: str) -> Any:
    return lambda world: {"pk": world[name].pk}


def tag(name: str) -> Any:
    return lambda world: {"If-Match": world[name].etag}


READ = "ok ok ok ok ok 403 404 login"
READ_API = "ok ok ok ok ok 404 404 401"
LIST_API = "ok ok ok ok ok ok ok 401"
MANAGE = "ok 403 ok 403 403 403 404 login"
MANAGED = "moved 403 moved 403 403 403 404 login"
CHANGED = "ok 403 ok 403 403 404 404 401"
GONE = "gone 403 gone 403 403 404 404 401"
KPI = {"key": "aov_eur", "name": "Order value", "direction": "up", "window_days": 1, "version": 1}

ROUTES = [
    row("GET kpis:list", READ, args=in_project),
    row("GET kpis:new", MANAGE, args=in_project),
    row("POST kpis:new", MANAGED, args=in_project, body=lambda w: KPI),
    row("GET kpis:detail", READ, args=page("kpi")),
    row("POST kpis:detail", "moved 403 moved moved 403 403 404 login", args=page("kpi"), body=lambda w: {"value": 2}),
    row("GET kpis:edit", MANAGE, args=page("kpi")),
    row("POST kpis:edit", MANAGED, args=page("kpi"), body=lambda w: KPI),
    row("GET kpis:delete", MANAGE, args=page("kpi")),
    row("POST kpis:delete", MANAGED, args=page("kpi"), body=lambda w: {"version": 1}),
    row("GET kpis:goals", READ, args=in_project),
    row("GET kpis:goal_new", MANAGE, args=in_project),
    row("POST kpis:goal_new", MANAGED, args=in_project, body=lambda w: {"statement": "Sell"}),
    row("GET kpis:goal_edit", MANAGE, args=page("goal")),
    row("POST kpis:goal_edit", MANAGED, args=page("goal"), body=lambda w: {"statement": "Sell", "version": 1}),
    row("GET kpis:goal_delete", MANAGE, args=page("goal")),
    row("POST kpis:goal_delete", MANAGED, args=page("goal"), body=lambda w: {"version": 1}),
    row("GET api:goal-list", LIST_API),
    row(
        "POST api:goal-list",
        "created 403 created 403 403 404 404 401",
        body=lambda w: {"project": w["project"].pk, "statement": "Sell"},
    ),
    row("GET api:goal-detail", READ_API, args=pk("goal")),
    row("PATCH api:goal-detail", CHANGED, args=pk("goal"), headers=tag("goal"), body=lambda w: {"reason": "r"}),
    row("DELETE api:goal-detail", GONE, args=pk("goal"), headers=tag("goal")),
    row("GET api:kpi-list", LIST_API),
    row(
        "POST api:kpi-list",
        "created 403 created 403 403 404 404 401",
        body=lambda w: {"project": w["project"].pk, "key": "aov_eur", "name": "Order value"},
    ),
    row("GET api:kpi-detail", READ_API, args=pk("kpi")),
    row("PATCH api:kpi-detail", CHANGED, args=pk("kpi"), headers=tag("kpi"), body=lambda w: {"target": "4"}),
    row("DELETE api:kpi-detail", GONE, args=pk("kpi"), headers=tag("kpi")),
    row("GET api:measurement-list", LIST_API),
    row(
        "POST api:measurement-list",
        "created 403 created created 403 404 404 401",
        body=lambda w: {"kpi": w["kpi"].pk, "value": "2.5"},
    ),
    row("GET api:measurement-detail", READ_API, args=pk("measurement")),
    row("DELETE api:measurement-detail", "gone 403 gone gone 403 404 404 401", args=pk("measurement")),
]
