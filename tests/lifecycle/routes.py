"""Who may use the routes of the lifecycle."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from lifecycle.models import Condition, Lesson
from lifecycle.services import closing, gates, lessons, reviews
from lifecycle.services.phases import current_phase
from projects.models import Project
from tests.cast import Cast, person
from tests.lifecycle.stage import before_first_gate, manual
from tests.matrix import row

TOMORROW = timezone.localdate() + timedelta(days=1)


def build(cast: Cast) -> dict[str, Any]:
    stage = before_first_gate(cast)
    project, alice = cast.project, cast.alice
    criterion, proof, figure = (
        manual(stage),
        gates.create_criterion(by=alice, project=project, gate=stage.gate, kind="evidence", text="Charter"),
        gates.create_criterion(
            by=alice, project=project, gate=stage.gate, kind="auto", text="Case", expression="business_case.npv_eur > 0"
        ),
    )
    waiver = reviews.grant_waiver(criterion, by=alice, reason="later", expires_on=TOMORROW, on=timezone.localdate())
    return {
        "gate": stage.gate,
        "last_gate": project.gates.get(name="Project closed"),
        "phase": current_phase(project),
        "criterion": criterion,
        "proof": proof,
        "figure_criterion": figure,
        "waiver": waiver,
        "evidence": gates.add_evidence(by=alice, project=project, key="k", title="E", url="https://example.com/e"),
        "figure": gates.state_figure(by=alice, project=project, name="evm.cpi", value="1"),
        "handover": closing.set_up_handover(project, by=alice)[0],
        "closure": closing.closure_of(project),
        "lesson": lessons.create_lesson(by=alice, project=project, title="L", situation="s", recommendation="r"),
        "offered": _offered(cast),
        "sponsor": stage.sponsor,
    }


def _offered(cast: Cast) -> Lesson:
    """A lesson of a closed project from the same template."""
    before = cast.project.pk
    other = Project.objects.create(
        key=f"OLD{before}", name="Old shop", template_id="new-shop", manager=person(f"Olga{before}")
    )
    Project.objects.filter(pk=cast.project.pk).update(template_id="new-shop")
    cast.project.template_id = "new-shop"
    lesson = Lesson.objects.create(
        project=other, number=1, title="Old", situation="s", recommendation="r", template_id="new-shop"
    )
    Project.objects.filter(pk=other.pk).update(status=Project.Status.CLOSED)
    return lesson


def reviewed(world: dict[str, Any]) -> Any:
    """An open review of the first gate, the same for every role that asks."""
    if "review" not in world:
        world["review"] = reviews.request_review(world["gate"], by=world["cast"].alice)
    return world["review"]


def decided(world: dict[str, Any]) -> Any:
    """The review with both votes against it, so that a manager may record the decision."""
    review = reviewed(world)
    if not review.votes.exists():
        for person_, code in ((world["cast"].alice, "SPO"), (world["cast"].bob, "LEAD")):
            role = review.gate.approvers.get(code=code)
            reviews.cast_vote(review, by=person_, role=role, vote="hold", comment="wait", on=timezone.localdate())
    return review


def in_review(world: dict[str, Any]) -> dict[str, Any]:
    """Address arguments of the gate while its review is open."""
    reviewed(world)
    return {"key": world["project"].key, "number": world["gate"].number}


def in_project(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key}


def of(name: str, field: str = "pk") -> Any:
    """Address arguments of a page of one object."""
    return lambda world: {"key": world["project"].key, field: getattr(world[name], field)}


def pk(name: str) -> Any:
    return lambda world: {"pk": world[name].pk}


def tag(name: str) -> Any:
    return lambda world: {"If-Match": world[name].etag}


def of_project(**values: Any) -> Any:
    return lambda world: {"project": world["project"].pk, **values}


READ = "ok ok ok ok ok 403 404 login"
READ_API = "ok ok ok ok ok 404 404 401"
LIST_API = "ok ok ok ok ok ok ok 401"
MANAGE = "ok 403 ok 403 403 403 404 login"
MANAGED = "moved 403 moved 403 403 403 404 login"
WORK = "ok 403 ok ok 403 403 404 login"
WORKED = "moved 403 moved moved 403 403 404 login"
GATE = of("gate", "number")

ROUTES = [
    row("GET lifecycle:gates", READ, args=in_project),
    row("GET lifecycle:gate", READ, args=GATE),
    row("GET lifecycle:gate_new", MANAGE, args=in_project),
    row(
        "POST lifecycle:gate_new",
        MANAGED,
        args=in_project,
        body=lambda w: {"name": "Extra", "phase": w["phase"].pk, "quorum": 1},
    ),
    row("GET lifecycle:gate_edit", MANAGE, args=GATE),
    row(
        "POST lifecycle:gate_edit",
        MANAGED,
        args=GATE,
        body=lambda w: {
            "name": "Renamed",
            "phase": w["phase"].pk,
            "quorum": 1,
            "approvers": [role.pk for role in w["gate"].approvers.all()],
            "version": w["gate"].version,
        },
    ),
    row("GET lifecycle:gate_delete", MANAGE, args=GATE),
    row("POST lifecycle:gate_delete", MANAGED, args=GATE, body=lambda w: {"version": w["gate"].version}),
    row("GET lifecycle:criterion_new", MANAGE, args=GATE),
    row("POST lifecycle:criterion_new", MANAGED, args=GATE, body=lambda w: {"text": "T", "kind": "manual"}),
    row("GET lifecycle:criterion_edit", MANAGE, args=of("criterion")),
    row(
        "POST lifecycle:criterion_edit",
        MANAGED,
        args=of("criterion"),
        body=lambda w: {"text": "T", "kind": "manual", "version": w["criterion"].version},
    ),
    row("GET lifecycle:request", MANAGE, args=GATE),
    row("POST lifecycle:request", MANAGED, args=GATE),
    row("GET lifecycle:vote", "403 403 ok ok 403 403 404 login", args=in_review),
    row("POST lifecycle:vote", "403 403 422 422 403 403 404 login", args=in_review),
    row("GET lifecycle:decide", MANAGE, args=in_review),
    row("POST lifecycle:decide", "422 403 422 403 403 403 404 login", args=in_review),
    row("POST lifecycle:withdraw", MANAGED, args=in_review),
    row("POST lifecycle:verify", "404 404 404 404 404 403 404 login", args=in_review),
    row("GET lifecycle:confirm", READ, args=of("criterion")),
    row("POST lifecycle:confirm", "moved 403 moved 403 403 403 404 login", args=of("criterion")),
    row("GET lifecycle:evidence", WORK, args=of("proof")),
    row(
        "POST lifecycle:evidence", WORKED, args=of("proof"), body=lambda w: {"title": "E", "url": "https://example.com"}
    ),
    row("GET lifecycle:figure", WORK, args=of("figure_criterion")),
    row("POST lifecycle:figure", WORKED, args=of("figure_criterion"), body=lambda w: {"value": "1", "source": "CFO"}),
    row("GET lifecycle:waive", READ, args=of("criterion")),
    row(
        "POST lifecycle:waive",
        "403 403 moved moved 403 403 404 login",
        args=of("criterion"),
        body=lambda w: {"reason": "r", "expires_on": TOMORROW.isoformat()},
    ),
    row("POST lifecycle:waiver_revoke", MANAGED, args=of("waiver")),
    row(
        "POST lifecycle:condition_finish",
        WORKED,
        args=lambda w: {**in_project(w), "pk": _condition(w).pk},
    ),
    row("GET lifecycle:phases", READ, args=in_project),
    row("POST lifecycle:phases", MANAGED, args=in_project),
    row("GET lifecycle:phase_new", MANAGE, args=in_project),
    row("POST lifecycle:phase_new", MANAGED, args=in_project, body=lambda w: {"name": "Ramp", "code": "ramp"}),
    row("GET lifecycle:phase_edit", MANAGE, args=of("phase")),
    row(
        "POST lifecycle:phase_edit",
        MANAGED,
        args=of("phase"),
        body=lambda w: {"name": "Start", "code": "initiation", "is_active": "on", "version": w["phase"].version},
    ),
    row("POST lifecycle:phase_move", MANAGED, args=of("phase"), body=lambda w: {"to": "up"}),
    row("GET lifecycle:closure", READ, args=in_project),
    row("GET lifecycle:closure_edit", WORK, args=in_project),
    row(
        "POST lifecycle:closure_edit",
        WORKED,
        args=in_project,
        body=lambda w: {"summary": "s", "version": w["closure"].version},
    ),
    row("POST lifecycle:closure_accept", MANAGED, args=in_project),
    row("POST lifecycle:handover_set_up", WORKED, args=in_project),
    row("GET lifecycle:handover_new", WORK, args=in_project),
    row("POST lifecycle:handover_new", WORKED, args=in_project, body=lambda w: {"text": "Keys"}),
    row("GET lifecycle:handover_edit", WORK, args=of("handover")),
    row("POST lifecycle:handover_edit", WORKED, args=of("handover"), body=lambda w: {"text": "Keys", "version": 1}),
    row("POST lifecycle:handover_accept", WORKED, args=of("handover"), body=lambda w: {"version": 1}),
    row("GET lifecycle:project_lessons", READ, args=in_project),
    row("GET lifecycle:lesson_new", WORK, args=in_project),
    row(
        "POST lifecycle:lesson_new",
        WORKED,
        args=in_project,
        body=lambda w: {"title": "t", "situation": "s", "recommendation": "r"},
    ),
    row("GET lifecycle:lesson", READ, args=of("lesson", "number")),
    row("GET lifecycle:lesson_edit", WORK, args=of("lesson", "number")),
    row(
        "POST lifecycle:lesson_edit",
        WORKED,
        args=of("lesson", "number"),
        body=lambda w: {"title": "t", "situation": "s", "recommendation": "r", "version": 1},
    ),
    row("GET lifecycle:lesson_delete", WORK, args=of("lesson", "number")),
    row("POST lifecycle:lesson_delete", WORKED, args=of("lesson", "number"), body=lambda w: {"version": 1}),
    row("POST lifecycle:lesson_judge", WORKED, args=of("offered"), body=lambda w: {"verdict": "adopt"}),
    row("GET lifecycle:lessons", "ok ok ok ok ok ok ok login"),
    # REST ---------------------------------------------------------------------------------------------------------
    row("GET api:phase-list", LIST_API),
    row("POST api:phase-list", "created 403 created 403 403 404 404 401", body=of_project(code="ramp", name="Ramp")),
    row("GET api:phase-detail", READ_API, args=pk("phase")),
    row(
        "PATCH api:phase-detail",
        "ok 403 ok 403 403 404 404 401",
        args=pk("phase"),
        headers=tag("phase"),
        body=lambda w: {"name": "Start"},
    ),
    row("GET api:gate-list", LIST_API),
    row(
        "POST api:gate-list",
        "created 403 created 403 403 404 404 401",
        body=lambda w: {"project": w["project"].pk, "phase": w["phase"].pk, "name": "Extra"},
    ),
    row("GET api:gate-detail", READ_API, args=pk("gate")),
    row(
        "PATCH api:gate-detail",
        "ok 403 ok 403 403 404 404 401",
        args=pk("gate"),
        headers=tag("gate"),
        body=lambda w: {"name": "Renamed"},
    ),
    row("DELETE api:gate-detail", "gone 403 gone 403 403 404 404 401", args=pk("gate"), headers=tag("gate")),
    row("GET api:criterion-list", LIST_API),
    row(
        "POST api:criterion-list",
        "created 403 created 403 403 404 404 401",
        body=lambda w: {"project": w["project"].pk, "gate": w["gate"].pk, "text": "T"},
    ),
    row("GET api:criterion-detail", READ_API, args=pk("criterion")),
    row(
        "PATCH api:criterion-detail",
        "ok 403 ok 403 403 404 404 401",
        args=pk("criterion"),
        headers=tag("criterion"),
        body=lambda w: {"text": "T"},
    ),
    row(
        "DELETE api:criterion-detail",
        "gone 403 gone 403 403 404 404 401",
        args=pk("criterion"),
        headers=tag("criterion"),
    ),
    row("POST api:criterion-confirm", "ok 403 ok 403 403 404 404 401", args=pk("criterion"), headers=tag("criterion")),
    row("GET api:evidence-list", LIST_API),
    row(
        "POST api:evidence-list",
        "created 403 created created 403 404 404 401",
        body=of_project(key="k2", title="E", url="https://example.com"),
    ),
    row("GET api:evidence-detail", READ_API, args=pk("evidence")),
    row(
        "DELETE api:evidence-detail", "gone 403 gone gone 403 404 404 401", args=pk("evidence"), headers=tag("evidence")
    ),
    row("GET api:stated-figure-list", LIST_API),
    row(
        "POST api:stated-figure-list",
        "created 403 created created 403 404 404 401",
        body=of_project(name="evm.spi", value=1),
    ),
    row("GET api:stated-figure-detail", READ_API, args=pk("figure")),
    row("GET api:review-list", LIST_API),
    row("POST api:review-list", "created 403 created 403 403 404 404 401", body=lambda w: {"gate": w["gate"].pk}),
    row("GET api:review-detail", READ_API, args=lambda w: {"pk": reviewed(w).pk}),
    row("POST api:review-decide", "ok 403 ok 403 403 404 404 401", args=lambda w: {"pk": decided(w).pk}),
    row("POST api:review-withdraw", "ok 403 ok 403 403 404 404 401", args=lambda w: {"pk": reviewed(w).pk}),
    row("GET api:review-verify", READ_API, args=lambda w: {"pk": reviewed(w).pk}),
    row("GET api:vote-list", LIST_API),
    row(
        "POST api:vote-list",
        "403 403 created 403 403 404 404 401",
        body=lambda w: {"review": reviewed(w).pk, "role": w["sponsor"].pk, "vote": "go"},
    ),
    row("GET api:vote-detail", READ_API, args=lambda w: {"pk": decided(w).votes.first().pk}),
    row("GET api:condition-list", LIST_API),
    row("GET api:condition-detail", READ_API, args=lambda w: {"pk": _condition(w).pk}),
    row(
        "POST api:condition-finish",
        "ok 403 ok ok 403 404 404 401",
        args=lambda w: {"pk": _condition(w).pk},
        headers=lambda w: {"If-Match": "*"},
    ),
    row("GET api:waiver-list", LIST_API),
    row(
        "POST api:waiver-list",
        "403 403 created created 403 404 404 401",
        body=lambda w: {"criterion": w["proof"].pk, "reason": "r", "expires_on": TOMORROW.isoformat()},
    ),
    row("GET api:waiver-detail", READ_API, args=pk("waiver")),
    row("POST api:waiver-revoke", "ok 403 ok 403 403 404 404 401", args=pk("waiver")),
    row("GET api:handover-item-list", LIST_API),
    row("POST api:handover-item-list", "created 403 created created 403 404 404 401", body=of_project(text="Keys")),
    row("GET api:handover-item-detail", READ_API, args=pk("handover")),
    row(
        "PATCH api:handover-item-detail",
        "ok 403 ok ok 403 404 404 401",
        args=pk("handover"),
        headers=tag("handover"),
        body=lambda w: {"text": "Keys"},
    ),
    row(
        "DELETE api:handover-item-detail",
        "gone 403 gone gone 403 404 404 401",
        args=pk("handover"),
        headers=tag("handover"),
    ),
    row("POST api:handover-item-accept", "ok 403 ok ok 403 404 404 401", args=pk("handover"), headers=tag("handover")),
    row("GET api:closure-list", LIST_API),
    row("GET api:closure-detail", READ_API, args=pk("closure")),
    row(
        "PATCH api:closure-detail",
        "ok 403 ok ok 403 404 404 401",
        args=pk("closure"),
        headers=tag("closure"),
        body=lambda w: {"summary": "s"},
    ),
    row("POST api:closure-accept", "ok 403 ok 403 403 404 404 401", args=pk("closure")),
    row("GET api:lesson-list", LIST_API),
    row(
        "POST api:lesson-list",
        "created 403 created created 403 404 404 401",
        body=of_project(title="t", situation="s", recommendation="r"),
    ),
    row("GET api:lesson-detail", READ_API, args=pk("lesson")),
    row(
        "PATCH api:lesson-detail",
        "ok 403 ok ok 403 404 404 401",
        args=pk("lesson"),
        headers=tag("lesson"),
        body=lambda w: {"title": "t"},
    ),
    row("DELETE api:lesson-detail", "gone 403 gone gone 403 404 404 401", args=pk("lesson"), headers=tag("lesson")),
]


def _condition(world: dict[str, Any]) -> Condition:
    values = {"review": reviewed(world), "text": "Do it", "owner": world["cast"].bob, "due_on": TOMORROW}
    return Condition.objects.get_or_create(project=world["project"], **values)[0]
