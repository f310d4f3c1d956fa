"""The parts of a template, put into an empty project: roles, plan, gates and registers, who does and hears what."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from blueprints.calc.answers import Answers
from blueprints.calc.dates import dated, phase_of_gate, single_links
from blueprints.calc.library import shipped as library
from blueprints.calc.rows import communication_row, indicator_rows, kpi_row, requirement_row, risk_row
from blueprints.calc.template import Task as Work
from blueprints.calc.template import Template
from blueprints.services.reading import language
from kpis.services import create_kpis
from lifecycle.models import Phase
from lifecycle.services.gates import create_criteria, create_gates
from lifecycle.services.phases import set_up_phases
from planning.calc import DAY
from planning.loaders import load_calendars
from planning.models import Task
from planning.services.calendars import create_calendar
from planning.services.plans import NewLink, NewTask, add_plan
from projects.models import Project, ProjectRole
from projects.services import items
from projects.services.roles import create_roles
from requirements.services import create_requirements
from risks.models import Indicator, Risk
from stakeholders.services import add_raci_matrix, create_communications

Roles = Mapping[str, ProjectRole]
Tasks = Mapping[str, Task]
Values = dict[str, Any]

PHASE: Final = "phase:"
"""Before the code of a phase: the key of its summary among the keys of tasks, which have no colon."""


def fill(project: Project, *, by: Any, answers: Answers, people: Mapping[str, Any]) -> None:
    """Put everything the template brings into the project; `people` are persons by role code."""
    template = answers.tailored
    roles = _create_roles(project, by, template, people)
    phases = {phase.code: phase for phase in set_up_phases(project, by=by)}
    _create_calendar(project, by, answers)
    tasks = _create_plan(project, by, answers, phases, roles)
    _create_gates(project, by, template, phases, roles, tasks)
    rows = [{**requirement_row(one), "tasks": _those(tasks, one.traces)} for one in template.requirements]
    create_requirements(by=by, project=project, rows=rows)
    _create_risks(project, by, template, tasks)
    patterns = {pattern.code: pattern for pattern in library().of("kpis")}
    kpis = [kpi_row(kpi, patterns.get(kpi.code), language()) for kpi in template.kpis]
    create_kpis(by=by, project=project, rows=kpis)
    add_raci_matrix(by=by, project=project, entries=list(_responsibilities(template, roles, tasks)))
    lines = [{**communication_row(line), "role": roles.get(line.owner)} for line in template.communication]
    create_communications(by=by, project=project, rows=lines)


def _create_roles(project: Project, by: Any, template: Template, people: Mapping[str, Any]) -> Roles:
    rows = [
        {"code": role.code, "name": role.name, "side": role.side, "person": people.get(role.code)}
        for role in template.roles
    ]
    return {role.code: role for role in create_roles(by=by, project=project, rows=rows)}


def _create_calendar(project: Project, by: Any, answers: Answers) -> None:
    """A calendar of the project's own where there are freezes; without any its country is enough."""
    if not answers.freezes:
        return
    exceptions = [
        {"name": freeze.name, "from": freeze.first.isoformat(), "to": freeze.last.isoformat()}
        for freeze in answers.freezes
    ]
    values = {"name": _("Project calendar"), "is_default": True, "country": answers.country}
    create_calendar(by=by, project=project, exceptions=exceptions, **values)


def _create_plan(
    project: Project, by: Any, answers: Answers, phases: Mapping[str, Phase], roles: Roles
) -> dict[str, Task]:
    """The tasks by their ids in the template: one summary for each phase, its tasks below in the template's order.

    Tasks are numbered in the order of the whole template and summaries after them, so that T07 of the template is T7.
    """
    template = answers.tailored
    deadline = _deadline(project, answers)
    rank = {task.id: place for place, task in enumerate(answers.template.tasks)}
    tasks: list[NewTask] = []
    for code, phase in phases.items():
        below = [task for task in template.tasks if task.phase == code]
        if below:
            tasks.append(NewTask(PHASE + code, phase.name, values={"phase": code}, rank=len(rank)))
        tasks += [
            NewTask(task.id, task.name, PHASE + code, {**_work(task, roles), **deadline(task)}, rank[task.id])
            for task in below
        ]
    links = [NewLink(str(link.pred), str(link.succ), str(link.type), link.lag) for link in single_links(template)]
    made = add_plan(by=by, project=project, tasks=tasks, links=links)
    return {key: task for key, task in made.items() if not key.startswith(PHASE)}


def _work(task: Work, roles: Roles) -> Values:
    """The columns of a task; who does it is the first of its responsible roles."""
    role = roles.get(task.responsible[0]) if task.responsible else None
    low, likely, high = (round(days * DAY) for days in task.duration)
    estimates = {"optimistic": low, "pessimistic": high} if not task.milestone else {}
    return {
        "kind": Task.Kind.MILESTONE if task.milestone else Task.Kind.TASK,
        "duration": likely,
        **estimates,
        "ref": task.id,
        "phase": task.phase,
        "gate": task.gate or "",
        "role": role,
        "owner": role.person if role else None,
    }


def _deadline(project: Project, answers: Answers) -> Any:
    """What the event gets when its day is fixed: a deadline, so that a plan that slips shows negative float."""
    template = answers.tailored
    if answers.fixed != "event" or template.event is None or project.wished_start is None:
        return lambda task: {}
    calendar = load_calendars([project])[project.pk].own
    day = dated(template, calendar, project.wished_start)[template.event].finish_day
    return lambda task: {"deadline": day} if task.id == template.event else {}


def _create_gates(
    project: Project, by: Any, template: Template, phases: Mapping[str, Phase], roles: Roles, tasks: Tasks
) -> None:
    """The gates at the ends of their phases, with their criteria."""
    at = {task.gate: task for task in template.tasks if task.gate}
    rows = [
        {
            "phase": phases[phase_of_gate(at[gate.id], tuple(phases))],
            "name": gate.name,
            "milestone": tasks[at[gate.id].id],
            "quorum": gate.approvers.quorum,
            "approvers": [roles[code] for code in gate.approvers.roles],
            "ref": gate.id,
        }
        for gate in template.gates
    ]
    made = create_gates(by=by, project=project, rows=rows)
    criteria = [
        {
            "gate": row,
            "ref": criterion.id,
            "kind": criterion.kind,
            "is_must": criterion.must,
            "text": criterion.text,
            "expression": criterion.expr,
        }
        for row, gate in zip(made, template.gates, strict=True)
        for criterion in gate.criteria
    ]
    create_criteria(by=by, project=project, rows=criteria)


def _create_risks(project: Project, by: Any, template: Template, tasks: Tasks) -> None:
    categories = library().vocabulary.risk_category_of_template
    rows = [{**risk_row(risk, categories), "hits": _those(tasks, risk.hits)} for risk in template.risks]
    made = items.create_items(Risk, by=by, project=project, grant="risk.change", rows=rows)
    indicators = [
        {"risk": row, **values}
        for row, risk in zip(made, template.risks, strict=True)
        for values in indicator_rows(risk.kri)
    ]
    items.create_items(Indicator, by=by, project=project, grant="risk.change", rows=indicators, audited=False)


def _responsibilities(template: Template, roles: Roles, tasks: Tasks) -> Iterator[tuple[Task, ProjectRole, str]]:
    for task in template.tasks:
        for code in dict.fromkeys(task.responsible):
            yield tasks[task.id], roles[code], "R"
        yield tasks[task.id], roles[task.accountable], "A"


def _those(tasks: Tasks, names: tuple[str, ...]) -> list[Task]:
    return [tasks[name] for name in dict.fromkeys(names)]
