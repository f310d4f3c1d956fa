"""Changing the register: risks with their scores, indicators, responses that are tasks of the plan."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecompm.core.errors import Conflict, Invalid, NotAllowed
from ecompm.core.expressions import ExpressionError, Kind, check, condition, fact_calls, parse
from ecompm.core.facts import registry
from planning.calc import DAY
from planning.models import Task
from planning.services.tasks import create_task
from projects import access
from projects.models import Project
from projects.services import items
from risks.loaders.criteria import load_criteria
from risks.models import Indicator, Response, Risk
from risks.querysets import ENDED
from risks.services.escalation import escalate
from risks.services.rescoring import rescore_risks

CHANGE = "risk.change"
AGAINST = frozenset({Risk.Strategy.AVOID, Risk.Strategy.REDUCE, Risk.Strategy.TRANSFER})
TOWARDS = frozenset({Risk.Strategy.EXPLOIT, Risk.Strategy.ENHANCE})
IMPACTS = ("impact_time", "impact_cost", "impact_quality", "impact_reputation", "impact_compliance")


@transaction.atomic
def create_risk(*, by: Any, project: Project, **values: Any) -> Risk:
    """A new risk. Its overall impact is the worst dimension; its first judgement is kept as the inherent one."""
    refuse_secrecy(by, project, None, values)
    refuse_misfit(Risk(), values)
    risk = items.create_item(Risk, by=by, project=project, grant=CHANGE, values=_new(values, by))
    escalate(Risk.objects.filter(pk=risk.pk), timezone.localdate())
    return risk


@transaction.atomic
def create_risks(*, by: Any, project: Project, rows: Sequence[Mapping[str, Any]]) -> list[Risk]:
    """New risks as `create_risk` makes them, in a few statements however many there are."""
    for values in rows:
        refuse_secrecy(by, project, None, values)
        refuse_misfit(Risk(), values)
    made = items.create_items(Risk, by=by, project=project, grant=CHANGE, rows=[_new(values, by) for values in rows])
    escalate(Risk.objects.filter(pk__in=[risk.pk for risk in made]), timezone.localdate())
    return made


def _new(given: Mapping[str, Any], by: Any) -> dict[str, Any]:
    """The columns of a new risk: what it was judged to be is its inherent and its current score; who makes it has
    raised it, unless somebody else is named."""
    values = _judged(given, Risk(**{name: value for name, value in given.items() if name != "hits"}))
    likelihood, impact = values.get("likelihood", 3), values.get("impact", 3)
    values["inherent_likelihood"] = values.get("inherent_likelihood") or likelihood
    values["inherent_impact"] = values.get("inherent_impact") or impact
    values |= {"current_likelihood": likelihood, "current_impact": impact, "score": likelihood * impact}
    values["raised_by"] = values.get("raised_by") or by
    values["raised_on"] = values.get("raised_on") or timezone.localdate()
    if values.get("status") in ENDED:
        values["ended_on"] = timezone.localdate()
    if values.get("is_opportunity"):
        values.setdefault("strategy", Risk.Strategy.ENHANCE)
    return values


@transaction.atomic
def change_risk(risk: Risk, *, by: Any, version: int, **values: Any) -> Risk:
    """The changed risk, scored anew at once; the movement is stored with what drove it."""
    refuse_secrecy(by, risk.project, risk, values)
    refuse_occurrence(risk, values)
    refuse_misfit(risk, values)
    if "status" in values and (values["status"] in ENDED) != (risk.status in ENDED):
        values["ended_on"] = timezone.localdate() if values["status"] in ENDED else None
    changed = items.change_item(risk, by=by, grant=CHANGE, version=version, values=_judged(values, risk))
    rescore_risks([changed], timezone.localdate(), by)
    return changed


def delete_risk(risk: Risk, *, by: Any, version: int) -> None:
    items.delete_item(risk, by=by, grant=CHANGE, version=version)


def _judged(values: Mapping[str, Any], risk: Risk) -> dict[str, Any]:
    """The values with the overall impact derived from the dimensions, where any is judged."""
    merged = [values.get(name, getattr(risk, name)) for name in IMPACTS]
    judged = [impact for impact in merged if impact]
    return {**values, "impact": max(judged)} if judged else dict(values)


def refuse_secrecy(by: Any, project: Project, risk: Risk | None, values: Mapping[str, Any]) -> None:
    """Only who sees confidential risks may make one."""
    wanted = values.get("is_confidential")
    if not wanted or (risk and risk.is_confidential):
        return
    if not access.holds(by, project, "risk.confidential") and values.get("owner") != by:
        raise NotAllowed(_("Only a manager or the owner may make a risk confidential."))


def refuse_misfit(risk: Risk, values: Mapping[str, Any]) -> None:
    """A threat isn't exploited and an opportunity isn't avoided."""
    if not {"strategy", "is_opportunity"} & set(values) or not values.get("strategy", risk.pk):
        return
    strategy, chance = values.get("strategy", risk.strategy), values.get("is_opportunity", risk.is_opportunity)
    if chance and strategy in AGAINST:
        raise Invalid(
            fields={"strategy": [_("This is for threats. Exploit, enhance, share or accept an opportunity.")]}
        )
    if not chance and strategy in TOWARDS:
        raise Invalid(
            fields={"strategy": [_("This is for opportunities. Avoid, reduce, transfer, share or accept a threat.")]}
        )


def refuse_occurrence(risk: Risk, values: Mapping[str, Any]) -> None:
    """A risk occurs, and is watched again, by `services.occurrence` alone, which also handles issue and reserve."""
    status, occurred = values.get("status", risk.status), Risk.Status.OCCURRED
    if "issue" in values or status == risk.status:
        return
    if status == occurred:
        raise Invalid(fields={"status": [_("Use “It occurred”: it asks for the actual impact and opens an issue.")]})
    if risk.status == occurred and status != Risk.Status.CLOSED:
        raise Invalid(fields={"status": [_("Take the occurrence back instead: that closes the issue as well.")]})


@transaction.atomic
def review_risk(risk: Risk, *, by: Any, version: int, on: date) -> Risk:
    """Note that the risk was reviewed today; the next review follows from its level."""
    due = on + timedelta(days=load_criteria().days_to_review(risk.score))
    return items.change_item(risk, by=by, grant=CHANGE, version=version, values={"next_review_on": due})


def add_indicator(*, by: Any, project: Project, risk: Risk, **values: Any) -> Indicator:
    """A leading indicator. Metric and threshold must be readable; names no app computes yet stay unknown."""
    check_indicator(values)
    return items.create_item(Indicator, by=by, project=project, grant=CHANGE, values={"risk": risk, **values})


def check_indicator(values: Mapping[str, Any]) -> None:
    """Refuse an expression that can't be read, at its field."""
    for name in ("metric", "threshold"):
        try:
            expression = parse(values[name])
            if all(call.name in registry.signatures for call in fact_calls(expression)):
                check(expression, registry.signatures, wants=Kind.ANY)
        except ExpressionError as error:
            raise Invalid(fields={name: [str(error)]}) from error
    if not values.get("adds"):
        raise Invalid(fields={"adds": [_("An indicator must move the likelihood by one or two grades.")]})
    try:
        condition(values["metric"], values["operator"], parse(values["threshold"]))
    except ExpressionError as error:
        raise Invalid(fields={"threshold": [str(error)]}) from error


@transaction.atomic
def delete_indicator(indicator: Indicator, *, by: Any) -> None:
    access.require(by, indicator.project, CHANGE)
    risk = indicator.risk
    indicator.delete()
    rescore_risks([risk], timezone.localdate(), by)


@transaction.atomic
def add_response(
    *,
    by: Any,
    project: Project,
    risk: Risk,
    name: str = "",
    task: Task | None = None,
    days: Decimal | None = None,
    deadline: date | None = None,
    **values: Any,
) -> Response:
    """A response: a new task of the plan that takes so many working days, or one that is there already."""
    access.require(by, project, CHANGE, risk)
    if task is None:
        if not name:
            raise Invalid(fields={"name": [_("Say what is done, or choose a task.")]})
        planned: dict[str, Any] = {} if days is None else {"duration": int(days * DAY)}
        task = create_task(
            by=by, project=project, name=name, kind=Task.Kind.RESPONSE, owner=risk.owner, deadline=deadline, **planned
        )
    elif Response.objects.filter(task=task).exists():
        raise Conflict(_("This task is a response already."), fields={"task": [_("Choose another task.")]})
    response = items.create_item(
        Response, by=by, project=project, grant=CHANGE, values={"risk": risk, "task": task, **values}
    )
    rescore_risks([risk], timezone.localdate(), by)
    return response


@transaction.atomic
def delete_response(response: Response, *, by: Any) -> None:
    """Take a task off the responses; the task stays in the plan."""
    access.require(by, response.project, CHANGE)
    risk = response.risk
    response.delete()
    rescore_risks([risk], timezone.localdate(), by)
