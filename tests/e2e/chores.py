"""What a team does between two gates, done by the services: the decisions of a journey stay with the browser."""

from datetime import date

from accounts.models import User
from kpis.models import Kpi
from kpis.services import record_measurement
from lifecycle.services.lessons import create_lessons
from planning.models import Task
from planning.services.tasks import change_task
from projects.models import Project
from requirements.services import change_requirement
from risks.loaders.compliance import load_packs
from risks.models import Risk
from risks.services.compliance import change_control
from risks.services.register import change_risk


def move_requirements(project: Project, by: User, status: str) -> None:
    for requirement in project.requirements.all():
        requirement.project = project
        change_requirement(requirement, by=by, version=requirement.version, status=status)


def own_risks(project: Project, by: User, **values: object) -> None:
    for risk in Risk.objects.of(project):
        risk.project = project
        change_risk(risk, by=by, version=risk.version, owner=by, **values)


def finish_tasks(project: Project, by: User, *phases: str) -> None:
    for task in Task.objects.of(project).work().filter(phase__in=phases).order_by("number"):
        stored = Task.objects.get(pk=task.pk)
        stored.project = project
        change_task(stored, by=by, version=stored.version, status="done")


def prove_compliance(project: Project, by: User, on: date) -> None:
    """Every control that a pack of the project owes at its gates is accepted with a proof."""
    proof = {"status": "accepted", "evidence": "https://files.example.com/proof", "accepted_on": on}
    for state in load_packs([project.pk], on):
        owed = {one.control.id for one in state.open(on)}
        for item in state.applied.items.filter(control__in=owed).select_related("applied"):
            item.project = project
            change_control(item, by=by, version=item.version, **proof)


def reach_targets(project: Project, by: User) -> None:
    for kpi in Kpi.objects.of(project).exclude(target=None):
        record_measurement(by=by, project=project, kpi=kpi, value=kpi.target)


def write_lessons(project: Project, by: User, count: int) -> None:
    row = {"situation": "The warehouse heard late.", "recommendation": "Invite it to the first workshop."}
    create_lessons(by=by, project=project, rows=[{"title": f"Lesson {n}", **row} for n in range(1, count + 1)])
