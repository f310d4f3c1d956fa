"""What else happens in a project of the demo: risks move, remarks are made, requirements met, work is blocked."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from blueprints.services.demo.stories import ANSWERS, Happened, Story, Weakness
from controlling.models import Issue
from controlling.services.issues import change_issue, create_issue
from controlling.services.reserve import approve_reserve
from planning.models import Task
from planning.services.tasks import change_task
from projects.models import Project
from projects.services.comments import add_comment
from projects.services.shares import share_object
from requirements.services import change_requirement
from risks.calc.compliance import Question
from risks.models import AppliedPack, Finding, Response, Risk
from risks.services.compliance import answer_questions
from risks.services.register import add_response, change_risk, create_risk
from risks.services.responses import judge_response
from risks.services.security import create_finding, retest_finding
from stakeholders.models import Stakeholder
from stakeholders.services import change_stakeholder

People = Mapping[str, Any]
SHARED = 6
"""Tasks that a guest is shown."""


def begin(project: Project, story: Story, people: People, start: date) -> None:
    """Everybody gets their part on the first days: risks an owner and a response, guests their tasks."""
    approval: dict[str, Any] = {"amount": Decimal(story.reserve), "reason": _("Approved with the budget"), "on": start}
    approve_reserve(by=people["anna"], project=project, **approval)
    owners = [people[name] for name in ("marco", "tomasz", "peter", "elif")]
    for place, risk in enumerate(Risk.objects.of(project).order_by("number")):
        risk.project = project
        values = {"owner": owners[place % len(owners)], "status": "monitoring"}
        changed = change_risk(risk, by=people["anna"], version=risk.version, **values)
        _respond(changed, people["anna"])
    for pk in AppliedPack.objects.of(project).values_list("pk", flat=True):
        applied = AppliedPack.objects.select_related("project").get(pk=pk)  # the answers to others may have changed it
        answers = {name: _answer(question) for name, question in applied.sheet.rules.questions.items()}
        answer_questions(applied, by=people["anna"], version=applied.version, answers=answers)
    for membership in project.memberships.filter(role="guest").select_related("user"):
        membership.project = project
        for task in Task.objects.of(project).filter(owner=membership.user).order_by("number")[:SHARED]:
            share_object(
                by=people["anna"],
                project=project,
                membership=membership,
                object_type="planning.task",
                object_id=task.pk,
            )


def between(
    project: Project, story: Story, people: People, day_of: Callable[[int], date], told: date, day: date
) -> None:
    """What was said and done after `told` up to `day`."""
    if project.is_read_only:
        return
    for remark in story.remarks:
        if told < day_of(remark.day) <= day:
            task = Task.objects.get(project=project, ref=remark.task)
            add_comment(
                by=people[remark.by], project=project, object_type="planning.task", object_id=task.pk, text=remark.text
            )
    for weakness in story.weaknesses:
        _repair(project, weakness, people, day_of, (told, day))
    for happened in story.issues:
        if told < day_of(happened.day) <= day:
            _raise(project, happened, people, day_of(happened.day))
    _judge(project, people["anna"], told)
    meet_requirements(project, people["anna"])


def _judge(project: Project, by: Any, told: date) -> None:
    """Responses done before the last step have worked; the newest wait for a judgement."""
    done = Response.objects.of(project).filter(effect=Response.Effect.OPEN, task__status="done")
    for response in done.filter(task__actual_finish__lt=told).select_related("risk", "task"):
        response.project = response.risk.project = project
        judge_response(response, by=by, worked=True)


def _raise(project: Project, happened: Happened, people: People, day: date) -> None:
    names = ("title", "component", "severity")
    values = {name: getattr(happened, name) for name in names} | {"owner": people[happened.owner], "raised_on": day}
    issue = create_issue(by=people["anna"], project=project, due_on=day + timedelta(days=happened.due), **values)
    if happened.resolution:
        solved = {"status": Issue.Status.RESOLVED, "resolution": happened.resolution}
        change_issue(issue, by=people[happened.owner], version=issue.version, **solved)


def _repair(
    project: Project, weakness: Weakness, people: People, day_of: Callable[[int], date], step: tuple[date, date]
) -> None:
    """Record a weakness once it is found, and its retest once that is done, both within a step of the story."""
    told, day = step
    found_on, by = day_of(weakness.day), people[weakness.owner]
    if told < found_on <= day:
        names = ("title", "asset", "description", "remediation", "source")
        values = {name: getattr(weakness, name) for name in names}
        values |= {"cvss": Decimal(weakness.cvss), "found_on": found_on, "owner": by, "status": Finding.Status.FIXING}
        values["risk"] = Risk.objects.of(project).filter(category=Risk.Category.SECURITY).first()
        create_finding(by=people["anna"], project=project, **values)
    if weakness.retested is not None and told < (retested_on := day_of(weakness.retested)) <= day:
        finding = Finding.objects.of(project).get(title=weakness.title)
        finding.project = project
        proof: dict[str, Any] = {"passed": True, "evidence": weakness.evidence, "retested_on": retested_on}
        retest_finding(finding, by=people["anna"], version=finding.version, **proof)


def meet_requirements(project: Project, by: Any) -> None:
    """Requirements follow the tasks they are traced to: in build when one has begun, verified when all are done."""
    begun = Q(tasks__status__in=("in_progress", "done"))
    for requirement in project.requirements.filter(begun, status="approved").distinct():
        requirement.project = project
        status = "in_build" if requirement.tasks.exclude(status="done").exists() else "verified"
        change_requirement(requirement, by=by, version=requirement.version, status=status)
    for requirement in project.requirements.filter(status="in_build").exclude(
        tasks__status__in=("todo", "in_progress")
    ):
        requirement.project = project
        change_requirement(requirement, by=by, version=requirement.version, status="verified")


def end(project: Project, story: Story, people: People) -> None:
    """What is so today: blocked work, risks that grew, stakeholders who changed their mind."""
    for ref, (reason, waits_for) in story.blocked.items():
        task = Task.objects.select_related("project").get(project=project, ref=ref)
        if task.status != "done":
            values = {"blocked_reason": reason, "waits_for": people[waits_for]}
            change_task(task, by=people["anna"], version=task.version, **values)
    for ref, likelihood in story.raised.items():
        risk = Risk.objects.select_related("project").get(project=project, ref=ref)
        change_risk(risk, by=people["anna"], version=risk.version, likelihood=likelihood)
    review_risks(project, people["anna"])
    moods = ("supportive", "neutral", "leading", "resistant", "supportive", "unaware")
    for place, row in enumerate(Stakeholder.objects.of(project).order_by("number")[: len(moods)]):
        row.project = project
        change_stakeholder(row, by=people["anna"], version=row.version, engagement=moods[place])


def review_risks(project: Project, by: Any) -> None:
    """Risks have a target and a day of review, some of which is over; something may also turn out better."""
    today = timezone.localdate()
    for place, risk in enumerate(Risk.objects.open().of(project).order_by("number")):
        risk.project = project
        target = {"residual_likelihood": max(risk.likelihood - 2, 1), "residual_impact": risk.impact}
        due = today + timedelta(days=4 * place - 3)
        change_risk(risk, by=by, version=risk.version, next_review_on=due, velocity=1 + place % 5, **target)
    create_risk(
        by=by, project=project, title="The new checkout may sell more than planned", category="market",
        cause="the new checkout asks for half as many fields", event="more visitors may finish their purchase",
        effect="a higher conversion from the first week on", is_opportunity=True, strategy="enhance", likelihood=3,
        impact=4, residual_likelihood=4, residual_impact=4, status="monitoring", owner=by,
        next_review_on=today + timedelta(days=10),
    )  # fmt: skip


def _answer(question: Question) -> Any:
    """A plain shop: no to everything special, the first choice where there are several."""
    if not question.choices:
        return False
    stated = ANSWERS.get(question.id)
    return stated if stated in question.choices else question.choices[0]


def _respond(risk: Risk, by: Any) -> None:
    """The first task that the risk hits and that is no response yet becomes its response."""
    task = risk.hits.filter(response=None).order_by("number").first()
    if task is not None:
        add_response(by=by, project=risk.project, risk=risk, task=task, lowers_likelihood=1)
