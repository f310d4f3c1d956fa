"""Who may use the routes of the risk register."""

from datetime import date
from typing import Any

from ecompm.core import jobs
from risks.models import ScoreMove
from risks.services import register
from risks.services.compliance import apply_packs
from risks.services.simulation import start_simulation
from tests.cast import Cast
from tests.matrix import row
from tests.risks import occurrence_rows, register_rows, security_rows


def build(cast: Cast) -> dict[str, Any]:
    alice, project = cast.alice, cast.project
    risk = register.create_risk(by=alice, project=project, title="Merchant review takes longer")
    move = {"at": risk.created_at, "old_likelihood": 3, "new_likelihood": 4, "old_score": 9, "new_score": 12}
    response = register.add_response(by=alice, project=project, risk=risk, name="Early papers")
    simulation = start_simulation(by=alice, project=project, on=date(2026, 11, 23), iterations=100)
    jobs.run(simulation.job_id)
    (pack,) = apply_packs(by=alice, project=project, packs=["pci-dss"])
    return {
        "finding": security_rows.build(cast),
        "finding_intake": security_rows.build_import(cast),
        **occurrence_rows.build(cast),
        **register_rows.build(cast),
        "pack": pack,
        "control": pack.items.first(),
        "simulation": simulation,
        "risk": risk,
        "indicator": register.add_indicator(
            by=alice, project=project, risk=risk, metric="tasks.open", operator=">", threshold="99", adds=1
        ),
        "response": response,
        "move": ScoreMove.objects.create(project=project, risk=risk, **move),
        "hidden": register.create_risk(by=alice, project=project, title="Insolvency", is_confidential=True),
    }


def in_project(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key}


def page(name: str) -> Any:
    return lambda world: {"key": world["project"].key, "number": world[name].number}


def one(name: str) -> Any:
    return lambda world: {"key": world["project"].key, "pk": world[name].pk}


def pk(name: str) -> Any:
    return lambda world: {"pk": world[name].pk}


def of_pack(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key, "pack": world["pack"].pack}


def old_pack(world: dict[str, Any]) -> dict[str, Any]:
    """The pack as an older version of it was taken."""
    type(world["pack"]).objects.filter(pk=world["pack"].pk).update(pack_version="0.9")
    return of_pack(world)


def old_pk(world: dict[str, Any]) -> dict[str, Any]:
    old_pack(world)
    return {"pk": world["pack"].pk}


def seen(name: str) -> Any:
    return lambda world: {"If-Match": world[name].etag}


def tag(world: dict[str, Any]) -> dict[str, str]:
    world["risk"].refresh_from_db()
    return {"If-Match": world["risk"].etag}


FORM = {"title": "Slow", "category": "vendor", "likelihood": 3, "impact": 4, "strategy": "reduce", "status": "proposed"}
READ = "ok ok ok ok ok 403 404 login"
WORK = "ok 403 ok ok 403 403 404 login"
WORKED = "moved 403 moved moved 403 403 404 login"
LIST_API = "ok ok ok ok ok ok ok 401"
READ_API = "ok ok ok ok ok 404 404 401"
MADE = "created 403 created created 403 404 404 401"
GONE = "gone 403 gone gone 403 404 404 401"
CHANGED = "ok 403 ok ok 403 404 404 401"
ANSWERED = {"answers": {"card_payments": True}}
INDICATOR = {"metric": "tasks.open", "operator": ">", "threshold": "5", "adds": 1}

ADMIN_PAGE = "ok 403 403 403 403 403 403 login"
SIGNED_IN = "ok ok ok ok ok ok ok 401"
SIMULATED = {"iterations": 100, "seed": 1, "correlate_by": "none", "correlation": 0}
CRITERIA = {"preset": "bts", "appetite": 9, "review_green": 30, "review_yellow": 9, "review_amber": 9,
            "review_red": 7, "version": 0}  # fmt: skip

ROUTES = [
    *security_rows.ROUTES,
    *occurrence_rows.ROUTES,
    *register_rows.ROUTES,
    row("GET risks:criteria", ADMIN_PAGE),
    row("POST risks:criteria", "moved 403 403 403 403 403 403 login", body=lambda w: CRITERIA),
    row("GET api:risk-criteria", SIGNED_IN),
    row(
        "PATCH api:risk-criteria",
        "ok 403 403 403 403 403 403 401",
        headers=lambda w: {"If-Match": '"1-0"'},
        body=lambda w: {"appetite": 9},
    ),
    row("GET risks:list", READ, args=in_project),
    row("GET risks:new", WORK, args=in_project),
    row("POST risks:new", WORKED, args=in_project, body=lambda w: FORM),
    row("GET risks:detail", READ, args=page("risk")),
    row("GET risks:detail", "ok 404 ok 404 404 403 404 login", args=page("hidden")),
    row("GET risks:edit", WORK, args=page("risk")),
    row("POST risks:edit", WORKED, args=page("risk"), body=lambda w: {**FORM, "version": w["risk"].version}),
    row("GET risks:delete", WORK, args=page("risk")),
    row("POST risks:delete", WORKED, args=page("risk"), body=lambda w: {"version": w["risk"].version}),
    row("POST risks:review", WORKED, args=page("risk"), body=lambda w: {"version": w["risk"].version}),
    row("GET risks:indicator_new", WORK, args=page("risk")),
    row("POST risks:indicator_new", WORKED, args=page("risk"), body=lambda w: INDICATOR),
    row("GET risks:response_new", WORK, args=page("risk")),
    row("POST risks:response_new", WORKED, args=page("risk"), body=lambda w: {"name": "Call them"}),
    row("POST risks:indicator_remove", WORKED, args=one("indicator")),
    row("POST risks:response_remove", WORKED, args=one("response")),
    row("GET risks:simulation", READ, args=in_project),
    row("POST risks:simulation", WORKED, args=in_project, body=lambda w: SIMULATED),
    row("GET risks:compliance", READ, args=in_project),
    row("POST risks:compliance", WORKED, args=in_project, body=lambda w: {"pack": "gdpr-eprivacy"}),
    row("GET risks:compliance_pack", READ, args=of_pack),
    row("POST risks:compliance_pack", WORKED, args=of_pack, body=lambda w: {"version": 1, "card_payments": "yes"}),
    row("GET risks:compliance_remove", WORK, args=of_pack),
    row("POST risks:compliance_remove", WORKED, args=of_pack, body=lambda w: {"version": 1}),
    row("GET risks:compliance_upgrade", WORK, args=of_pack),
    row("POST risks:compliance_upgrade", WORKED, args=old_pack, body=lambda w: {"version": 1}),
    row("POST api:compliance-pack-upgrade", CHANGED, args=old_pk, headers=seen("pack")),
    row("GET risks:compliance_control", WORK, args=one("control")),
    row("POST risks:compliance_control", WORKED, args=one("control"), body=lambda w: {"status": "open", "version": 1}),
    row("GET api:compliance-pack-list", LIST_API),
    row("POST api:compliance-pack-list", MADE, body=lambda w: {"project": w["project"].pk, "pack": "gdpr"}),
    row("GET api:compliance-pack-detail", READ_API, args=pk("pack")),
    row("PATCH api:compliance-pack-detail", CHANGED, args=pk("pack"), headers=seen("pack"), body=lambda w: ANSWERED),
    row("DELETE api:compliance-pack-detail", GONE, args=pk("pack"), headers=seen("pack")),
    row("GET api:compliance-control-list", LIST_API),
    row("GET api:compliance-control-detail", READ_API, args=pk("control")),
    row(
        "PATCH api:compliance-control-detail",
        CHANGED,
        args=pk("control"),
        headers=seen("control"),
        body=lambda w: {"note": "Asked"},
    ),
    row("GET api:simulation-list", LIST_API),
    row("POST api:simulation-list", MADE, body=lambda w: {"project": w["project"].pk, "iterations": 100}),
    row("GET api:simulation-detail", READ_API, args=pk("simulation")),
    row("GET api:risk-list", LIST_API),
    row("POST api:risk-list", MADE, body=lambda w: {"project": w["project"].pk, "title": "Slow"}),
    row("GET api:risk-detail", READ_API, args=pk("risk")),
    row("GET api:risk-detail", "ok 404 ok 404 404 404 404 401", args=pk("hidden")),
    row(
        "PATCH api:risk-detail",
        "ok 403 ok ok 403 404 404 401",
        args=pk("risk"),
        headers=tag,
        body=lambda w: {"likelihood": 4},
    ),
    row("DELETE api:risk-detail", GONE, args=pk("risk"), headers=tag),
    row("POST api:risk-review", "ok 403 ok ok 403 404 404 401", args=pk("risk"), headers=tag),
    row("GET api:indicator-list", LIST_API),
    row("POST api:indicator-list", MADE, body=lambda w: {"risk": w["risk"].pk, **INDICATOR}),
    row("GET api:indicator-detail", READ_API, args=pk("indicator")),
    row("DELETE api:indicator-detail", GONE, args=pk("indicator")),
    row("GET api:response-list", LIST_API),
    row("POST api:response-list", MADE, body=lambda w: {"risk": w["risk"].pk, "name": "Call them"}),
    row("GET api:response-detail", READ_API, args=pk("response")),
    row("DELETE api:response-detail", GONE, args=pk("response")),
    row("GET api:score-move-list", LIST_API),
    row("GET api:score-move-detail", READ_API, args=pk("move")),
]
