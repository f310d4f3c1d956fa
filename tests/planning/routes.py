"""Who may use the routes of the plan."""

from datetime import date
from typing import Any

from planning.services import undo
from planning.services.baselines import take_baseline
from planning.services.calendars import create_calendar
from planning.services.links import create_link
from planning.services.recurring import create_recurring
from planning.services.resources import add_leave, create_resource
from planning.services.scenarios import add_assignment, add_change, create_scenario
from planning.services.staffing import assign
from planning.services.tasks import change_task, create_task
from tests.cast import Cast
from tests.matrix import row


def build(cast: Cast) -> dict[str, Any]:
    first = create_task(by=cast.alice, project=cast.project, name="Design")
    task = create_task(by=cast.alice, project=cast.project, name="Build")
    task = change_task(task, by=cast.alice, version=task.version, name="Build the shop")
    token = undo.token_for(task, by=cast.alice)
    anna = create_resource(by=cast.alice, project=cast.project, name="Anna")
    assignment = assign(by=cast.alice, project=cast.project, task=task, resource=anna)
    days = {"first_day": date(2026, 8, 3), "last_day": date(2026, 8, 7), "reason": "Summer"}
    return {
        "resource": anna,
        "idle": create_resource(by=cast.alice, project=cast.project, name="Build server", kind="equipment"),
        "assignment": assignment,
        "leave": add_leave(by=cast.alice, project=cast.project, resource=anna, **days),
        "first": first,
        "task": task,
        "link": create_link(by=cast.alice, project=cast.project, predecessor=first, successor=task),
        "calendar": create_calendar(by=cast.alice, project=cast.project, name="Nights"),
        "baseline": take_baseline(by=cast.alice, project=cast.project, name="Agreed"),
        "recurring": create_recurring(
            by=cast.alice,
            project=cast.project,
            name="Steering committee",
            first_day=date(2026, 5, 5),
            times=2,
            description="Decides",
        ),
        **build_scenario(cast, task, anna),
        "token": token,
    }


def build_scenario(cast: Cast, task: Any, anna: Any) -> dict[str, Any]:
    scenario = create_scenario(by=cast.alice, project=cast.project, name="Slower", question="For the sponsor")
    change = add_change(by=cast.alice, project=cast.project, scenario=scenario, task=task, duration=1440)
    told = {"scenario": scenario, "task": task, "resource": anna, "units": 50}
    tried = add_assignment(by=cast.alice, project=cast.project, **told)
    return {"scenario": scenario, "change": change, "tried": tried}


def key(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key}


def page(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key, "number": world["task"].number}


def one(name: str) -> Any:
    return lambda world: {"pk": world[name].pk}


def tag(name: str) -> Any:
    return lambda world: {"If-Match": world[name].etag}


def in_project(**values: Any) -> Any:
    return lambda world: {"project": world["project"].pk, **values}


def rule(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key, "number": world["recurring"].number}


def what_if(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key, "number": world["scenario"].number}


def step(name: str) -> Any:
    return lambda world: {**what_if(world), "step": name}


def changed(world: dict[str, Any]) -> dict[str, Any]:
    return {**what_if(world), "task": world["task"].number}


def tried(world: dict[str, Any]) -> dict[str, Any]:
    return {**what_if(world), "pk": world["tried"].pk}


def tried_for_first(world: dict[str, Any]) -> dict[str, Any]:
    return {"scenario": world["scenario"].pk, "task": world["first"].pk, "resource": world["idle"].pk, "units": 50}


def first_version(world: dict[str, Any]) -> dict[str, Any]:
    return {"version": 1}


def change_of_first(world: dict[str, Any]) -> dict[str, Any]:
    return {"scenario": world["scenario"].pk, "task": world["first"].pk, "left_out": True}


def seen(**values: Any) -> Any:
    return lambda world: {"version": world["task"].version, **values}


named = seen(field="name", value="Shop")


def ends(world: dict[str, Any]) -> dict[str, Any]:
    third = create_task(by=world["cast"].alice, project=world["project"], name="Test")
    return {"project": world["project"].pk, "predecessor": world["task"].pk, "successor": third.pk}


def before_first(world: dict[str, Any]) -> dict[str, Any]:
    return {"before": world["first"].pk}


def new_assignment(world: dict[str, Any]) -> dict[str, Any]:
    return {"project": world["project"].pk, "task": world["first"].pk, "resource": world["resource"].pk}


def new_leave(world: dict[str, Any]) -> dict[str, Any]:
    days = {"first_day": "2026-09-01", "last_day": "2026-09-02"}
    return {"project": world["project"].pk, "resource": world["resource"].pk, **days}


def who(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key, "number": world["resource"].number}


def staffed(world: dict[str, Any]) -> dict[str, Any]:
    return {**page(world), "pk": world["assignment"].pk}


VIEW = "ok ok ok ok ok 403 404 login"
SENT = "moved 403 moved moved 403 403 404 login"
FORM_HERE = "ok 403 ok ok 403 403 404 login"
MANAGE_SENT = "moved 403 moved 403 403 403 404 login"
READ = "ok ok ok ok ok 404 404 login"
CHANGE = "moved 403 moved moved 403 404 404 login"
FORM = "ok 403 ok ok 403 404 404 login"
MANAGE_FORM = "ok 403 ok 403 403 403 404 login"
API_CHANGE = "ok 403 ok ok 403 404 404 401"
API_READ = "ok ok ok ok ok 404 404 401"
API_MANAGE = "ok 403 ok 403 403 404 404 401"
API_GONE = "gone 403 gone 403 403 404 404 401"
API_MADE = "created 403 created 403 403 404 404 401"
LISTED = "ok ok ok ok ok ok ok 401"

ROUTES = [
    row("GET planning:plan", "ok ok ok ok ok ok 404 login", args=key),
    row("GET planning:print", "ok ok ok ok ok ok 404 login", args=key),
    row("GET planning:pdf", "ok ok ok ok ok ok 404 login", args=key),
    row("GET planning:svg", "ok ok ok ok ok ok 404 login", args=key),
    row("GET planning:tasks", "ok ok ok ok ok ok 404 login", args=key),
    row("GET planning:task", READ, args=page),
    row("GET planning:task_path", "ok ok ok ok ok 403 404 login", args=page),
    row("GET planning:task_new", "ok 403 ok ok 403 403 404 login", args=key),
    row("POST planning:task_new", "422 403 422 422 403 403 404 login", args=key),
    row("GET planning:task_edit", "ok 403 ok ok 403 403 404 login", args=page),
    row("POST planning:task_edit", "422 403 422 422 403 403 404 login", args=page, body=seen()),
    row("GET planning:task_delete", "ok 403 ok ok 403 403 404 login", args=page),
    row("POST planning:task_delete", "moved 403 moved moved 403 403 404 login", args=page, body=seen()),
    row("GET planning:cell", "404 403 404 404 403 403 404 login", args=page),
    row("POST planning:cell", "moved 403 moved moved 403 403 404 login", args=page, body=named),
    row("POST planning:step", "moved 403 moved moved 403 403 404 login", args=page, body=seen(step="up")),
    row("POST planning:undo", "404 403 moved 404 403 403 404 login", args=lambda w: {**key(w), "token": w["token"]}),
    row("POST planning:task_add", "moved 403 moved moved 403 403 404 login", args=key, body=lambda w: {"name": "Test"}),
    row("POST planning:undo_last", "moved 403 moved moved 403 403 404 login", args=key),
    row("POST planning:redo", "moved 403 moved moved 403 403 404 login", args=key),
    row("GET planning:calendar", MANAGE_FORM, args=key),
    row("POST planning:calendar", "422 403 422 403 403 403 404 login", args=key),
    row("GET planning:health", "ok ok ok ok ok 403 404 login", args=key),
    row("GET planning:recurring", "ok ok ok ok ok 403 404 login", args=key),
    row("GET planning:recurring_new", "ok 403 ok ok 403 403 404 login", args=key),
    row("POST planning:recurring_new", "422 403 422 422 403 403 404 login", args=key),
    row("GET planning:recurring_edit", "ok 403 ok ok 403 403 404 login", args=rule),
    row("POST planning:recurring_edit", "422 403 422 422 403 403 404 login", args=rule, body=lambda w: {"version": 1}),
    row("GET planning:recurring_delete", "ok 403 ok ok 403 403 404 login", args=rule),
    row(
        "POST planning:recurring_delete", "moved 403 moved moved 403 403 404 login",
        args=rule, body=lambda w: {"version": 1},
    ),
    row("GET planning:scenarios", "ok ok ok ok ok 403 404 login", args=key),
    row("GET planning:scenario", "ok ok ok ok ok 403 404 login", args=what_if),
    row("GET planning:scenario_new", "ok 403 ok ok 403 403 404 login", args=key),
    row("POST planning:scenario_new", "422 403 422 422 403 403 404 login", args=key),
    row("GET planning:scenario_edit", "ok 403 ok ok 403 403 404 login", args=what_if),
    row("POST planning:scenario_edit", "422 403 422 422 403 403 404 login", args=what_if, body=first_version),
    row("GET planning:scenario_drop", "ok 403 ok ok 403 403 404 login", args=what_if),
    row("POST planning:scenario_drop", "moved 403 moved moved 403 403 404 login", args=what_if, body=first_version),
    row(
        "POST planning:scenario_step", "moved 403 moved 403 403 403 404 login", args=step("apply"), body=first_version
    ),
    row("GET planning:scenario_change_new", "ok 403 ok ok 403 403 404 login", args=what_if),
    row("POST planning:scenario_change_new", "422 403 422 422 403 403 404 login", args=what_if),
    row("GET planning:scenario_change", "ok 403 ok ok 403 403 404 login", args=changed),
    row("POST planning:scenario_change", "422 403 422 422 403 403 404 login", args=changed, body=first_version),
    row(
        "POST planning:scenario_change_remove", "moved 403 moved moved 403 403 404 login",
        args=changed, body=first_version,
    ),
    row("GET planning:scenario_assignment_new", "ok 403 ok ok 403 403 404 login", args=what_if),
    row("POST planning:scenario_assignment_new", "422 403 422 422 403 403 404 login", args=what_if),
    row("GET planning:scenario_assignment", "ok 403 ok ok 403 403 404 login", args=tried),
    row("POST planning:scenario_assignment", "moved 403 moved moved 403 403 404 login", args=tried,
        body=lambda w: {"units": 75, "version": 1}),
    row(
        "POST planning:scenario_assignment_remove", "moved 403 moved moved 403 403 404 login",
        args=tried, body=first_version,
    ),
    row("GET planning:baselines", "ok ok ok ok ok 403 404 login", args=key),
    row("GET planning:baseline_new", MANAGE_FORM, args=key),
    row("POST planning:baseline_new", "moved 403 moved 403 403 403 404 login", args=key, body=lambda w: {"name": "B2"}),
    row("GET planning:baseline_delete", MANAGE_FORM, args=lambda w: {**key(w), "number": 1}),
    row(
        "POST planning:baseline_delete", "moved 403 moved 403 403 403 404 login",
        args=lambda w: {**key(w), "number": 1}, body=lambda w: {"version": 1},
    ),
    row("GET planning:resources", VIEW, args=key),
    row("GET planning:load", VIEW, args=key),
    row("GET planning:resource", VIEW, args=who),
    row("GET planning:resource_new", MANAGE_FORM, args=key),
    row(
        "POST planning:resource_new", MANAGE_SENT,
        args=key, body=lambda w: {"name": "Ben", "kind": "person", "max_units": 100},
    ),
    row("GET planning:resource_edit", MANAGE_FORM, args=who),
    row("POST planning:resource_edit", "422 403 422 403 403 403 404 login", args=who),
    row("GET planning:resource_delete", MANAGE_FORM, args=who),
    row("POST planning:resource_delete", MANAGE_SENT, args=who, body=lambda w: {"version": w["resource"].version}),
    row("GET planning:leave_new", MANAGE_FORM, args=who),
    row(
        "POST planning:leave_new", MANAGE_SENT,
        args=who, body=lambda w: {"first_day": "2026-09-01", "last_day": "2026-09-02"},
    ),
    row(
        "POST planning:leave_delete", MANAGE_SENT,
        args=lambda w: {**who(w), "pk": w["leave"].pk}, body=lambda w: {"version": w["leave"].version},
    ),
    row("GET planning:levelling", VIEW, args=key),
    row("POST planning:levelling", MANAGE_SENT, args=key),
    row("POST planning:levelling_lift", MANAGE_SENT, args=key),
    row("GET planning:assign", FORM_HERE, args=page),
    row("POST planning:assign", SENT, args=page, body=lambda w: {"resource": w["idle"].pk, "units": 100}),
    row("GET planning:assignment_edit", FORM_HERE, args=staffed),
    row(
        "POST planning:assignment_edit", SENT,
        args=staffed, body=lambda w: {"units": 50, "version": w["assignment"].version},
    ),
    row(
        "POST planning:assignment_delete", SENT,
        args=staffed, body=lambda w: {"version": w["assignment"].version},
    ),
    row("GET api:task-list", LISTED),
    row("POST api:task-list", "created 403 created created 403 404 404 401", body=in_project(name="Test")),
    row("GET api:task-detail", API_READ, args=one("task")),
    row("PATCH api:task-detail", API_CHANGE, args=one("task"), headers=tag("task"), body=lambda w: {"name": "x"}),
    row("DELETE api:task-detail", "gone 403 gone gone 403 404 404 401", args=one("task"), headers=tag("task")),
    row("POST api:task-move", API_CHANGE, args=one("task"), headers=tag("task"), body=before_first),
    row("POST api:task-indent", API_CHANGE.replace("ok", "400"), args=one("task"), headers=tag("task")),
    row("POST api:task-outdent", API_CHANGE.replace("ok", "400"), args=one("task"), headers=tag("task")),
    row("POST api:task-preview", API_CHANGE, args=one("task"), headers=tag("task"), body=lambda w: {"percent": 10}),
    row("POST api:task-undo", "409 403 ok 409 403 404 404 401", args=one("task"), headers=tag("task")),
    row("GET api:plan-paper-detail", "ok ok ok ok ok 404 404 401", args=lambda w: {"pk": w["project"].pk}),
    row("GET api:task-path", "ok ok ok ok ok 404 404 401", args=one("task")),
    row("GET api:task-link-list", LISTED),
    row("POST api:task-link-list", "created 403 created created 403 404 404 401", body=ends),
    row("GET api:task-link-detail", API_READ, args=one("link")),
    row("PATCH api:task-link-detail", API_CHANGE, args=one("link"), headers=tag("link"), body=lambda w: {"type": "SS"}),
    row("DELETE api:task-link-detail", "gone 403 gone gone 403 404 404 401", args=one("link"), headers=tag("link")),
    row("GET api:calendar-list", LISTED),
    row("POST api:calendar-list", "created 403 created 403 403 404 404 401", body=in_project(name="Days")),
    row("GET api:calendar-detail", API_READ, args=one("calendar")),
    row(
        "PATCH api:calendar-detail", API_MANAGE,
        args=one("calendar"), headers=tag("calendar"), body=lambda w: {"name": "x"},
    ),
    row("DELETE api:calendar-detail", API_GONE, args=one("calendar"), headers=tag("calendar")),
    row("GET api:recurring-task-list", LISTED),
    row(
        "POST api:recurring-task-list", "created 403 created created 403 404 404 401",
        body=in_project(name="Report", first_day="2026-05-08", times=2),
    ),
    row("GET api:recurring-task-detail", "ok ok ok ok ok 404 404 401", args=one("recurring")),
    row(
        "PATCH api:recurring-task-detail", API_CHANGE,
        args=one("recurring"), headers=tag("recurring"), body=lambda w: {"times": 3},
    ),
    row(
        "DELETE api:recurring-task-detail", "gone 403 gone gone 403 404 404 401",
        args=one("recurring"), headers=tag("recurring"),
    ),
    row("GET api:scenario-list", LISTED),
    row("POST api:scenario-list", "created 403 created created 403 404 404 401", body=in_project(name="Quicker")),
    row("GET api:scenario-detail", "ok ok ok ok ok 404 404 401", args=one("scenario")),
    row(
        "PATCH api:scenario-detail", API_CHANGE,
        args=one("scenario"), headers=tag("scenario"), body=lambda w: {"name": "x"},
    ),
    row(
        "DELETE api:scenario-detail", "gone 403 gone gone 403 404 404 401",
        args=one("scenario"), headers=tag("scenario"),
    ),
    row("GET api:scenario-compare", "ok ok ok ok ok 404 404 401", args=one("scenario")),
    row("POST api:scenario-look-over", API_CHANGE, args=one("scenario"), headers=tag("scenario")),
    row("POST api:scenario-apply", API_MANAGE, args=one("scenario"), headers=tag("scenario")),
    row("POST api:scenario-take-back", API_MANAGE.replace("ok", "409"), args=one("scenario"), headers=tag("scenario")),
    row("GET api:scenario-change-list", LISTED),
    row("POST api:scenario-change-list", "created 403 created created 403 404 404 401", body=change_of_first),
    row("GET api:scenario-change-detail", "ok ok ok ok ok 404 404 401", args=one("change")),
    row(
        "PATCH api:scenario-change-detail", API_CHANGE,
        args=one("change"), headers=tag("change"), body=lambda w: {"duration_minutes": 960},
    ),
    row(
        "DELETE api:scenario-change-detail", "gone 403 gone gone 403 404 404 401",
        args=one("change"), headers=tag("change"),
    ),
    row("GET api:scenario-assignment-list", LISTED),
    row("POST api:scenario-assignment-list", "created 403 created created 403 404 404 401", body=tried_for_first),
    row("GET api:scenario-assignment-detail", "ok ok ok ok ok 404 404 401", args=one("tried")),
    row(
        "PATCH api:scenario-assignment-detail", API_CHANGE,
        args=one("tried"), headers=tag("tried"), body=lambda w: {"units": 75},
    ),
    row(
        "DELETE api:scenario-assignment-detail", "gone 403 gone gone 403 404 404 401",
        args=one("tried"), headers=tag("tried"),
    ),
    row("GET api:plan-health-detail", "ok ok ok ok ok 403 404 401", args=lambda w: {"pk": w["project"].pk}),
    row("GET api:baseline-list", LISTED),
    row("POST api:baseline-list", "created 403 created 403 403 404 404 401", body=in_project(name="B2")),
    row("GET api:baseline-detail", API_READ, args=one("baseline")),
    row(
        "PATCH api:baseline-detail", API_MANAGE,
        args=one("baseline"), headers=tag("baseline"), body=lambda w: {"name": "x"},
    ),
    row("DELETE api:baseline-detail", API_GONE, args=one("baseline"), headers=tag("baseline")),
    row("GET api:resource-list", LISTED),
    row("POST api:resource-list", API_MADE, body=in_project(name="Ben")),
    row("GET api:resource-detail", API_READ, args=one("resource")),
    row(
        "PATCH api:resource-detail", API_MANAGE,
        args=one("resource"), headers=tag("resource"), body=lambda w: {"team": "x"},
    ),
    row("DELETE api:resource-detail", API_GONE, args=one("resource"), headers=tag("resource")),
    row("GET api:resource-load", API_READ, body=in_project()),
    row("POST api:resource-preview-levelling", API_READ, body=in_project()),
    row("POST api:resource-level", API_MANAGE, body=in_project()),
    row("GET api:leave-list", LISTED),
    row("POST api:leave-list", API_MADE, body=new_leave),
    row("GET api:leave-detail", API_READ, args=one("leave")),
    row("PATCH api:leave-detail", API_MANAGE, args=one("leave"), headers=tag("leave"), body=lambda w: {"reason": "x"}),
    row("DELETE api:leave-detail", API_GONE, args=one("leave"), headers=tag("leave")),
    row("GET api:assignment-list", LISTED),
    row("POST api:assignment-list", "created 403 created created 403 404 404 401", body=new_assignment),
    row("GET api:assignment-detail", API_READ, args=one("assignment")),
    row(
        "PATCH api:assignment-detail", "ok 403 ok ok 403 404 404 401",
        args=one("assignment"), headers=tag("assignment"), body=lambda w: {"units": 50},
    ),
    row(
        "DELETE api:assignment-detail", "gone 403 gone gone 403 404 404 401",
        args=one("assignment"), headers=tag("assignment"),
    ),
    row("GET api:baseline-compare", API_READ, args=one("baseline")),
]  # fmt: skip
