"""Likelihoods that follow facts: indicators, finished responses and overrides give each risk its current score.

Set-wise over projects. Risks that nothing moves are scored by one UPDATE; the others are judged in Python, and only
rows that change are written. Every movement is stored with its drivers.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone

from ecompm.core import outbox
from ecompm.core.expressions import ExpressionError, compute, parse
from ecompm.core.facts import FactRun
from risks.calc import indicators as calc
from risks.models import Indicator, Response, Risk, ScoreMove
from risks.querysets import ENDED
from risks.services.escalation import escalate, waits_for_escalation

JUDGED = {"current_likelihood": F("likelihood"), "current_impact": F("impact"), "score": F("likelihood") * F("impact")}
"""How a risk is scored that nothing moves."""


def rescore_projects(project_ids: Collection[int], on: date) -> list[ScoreMove]:
    """Give every open risk of the projects its current likelihood and score. Returns the movements.

    One pass over the risks tells what there is to do, which mostly is nothing.
    """
    risks = Risk.objects.in_projects(project_ids)
    moved = _is_moved() & ~Q(status__in=ENDED)
    wrong = ~Q(**JUDGED) & ~Q(status__in=ENDED) & ~_is_moved()
    waiting = {"moved": moved, "wrong": wrong, "to_escalate": waits_for_escalation()}
    found = risks.order_by().aggregate(**{name: Count("pk", filter=rows) for name, rows in waiting.items()})
    moves = _rescore(list(risks.filter(moved)), on) if found["moved"] else []
    if found["wrong"]:
        risks.filter(wrong).update(**JUDGED)
    if moves or found["wrong"] or found["to_escalate"]:
        escalate(risks, on)
    return moves


def rescore_risks(risks: Iterable[Risk], on: date, by: Any = None) -> list[ScoreMove]:
    """Score some risks anew, for example after a person (`by`) changed them."""
    rows = list(risks)
    moves = _rescore(rows, on, by)
    escalate(Risk.objects.filter(pk__in=[risk.pk for risk in rows]), on)
    return moves


def proposed_scores(risk: Risk, on: date) -> dict[int, int]:
    """The score that each finished response nobody has judged yet proposes, by the id of the response."""
    waiting = list(risk.responses.filter(effect=Response.Effect.OPEN, task__status="done").order_by("id"))
    if not waiting or risk.status in ENDED:
        return {}
    own = _rules([risk]).get(risk.pk, [])
    readings, taken = _readings({risk.pk: own}, on), _lowered([risk])[risk.pk]
    found = {}
    for row in waiting:
        lowered = (taken[0] + row.lowers_likelihood, taken[1] + row.lowers_impact)
        likelihood = _judge(risk, own, readings, lowered, on).likelihood
        found[row.pk] = likelihood * max(risk.impact - lowered[1], 1)
    return found


def _is_moved() -> Q:
    """Asked of the few indicators and responses, not of every risk by joins."""
    done = Response.objects.filter(task__status="done", effect=Response.Effect.TAKEN).values("risk")
    watched = Indicator.objects.values("risk")
    return Q(pk__in=watched) | Q(pk__in=done) | Q(override_likelihood__isnull=False)


def _rescore(risks: list[Risk], on: date, by: Any = None) -> list[ScoreMove]:
    rules, lowered = _rules(risks), _lowered(risks)
    readings = _readings(rules, on)
    moves: list[ScoreMove] = []
    changed: list[Risk] = []
    remembered: list[Indicator] = []
    for risk in risks:
        own = rules.get(risk.pk, [])
        result = _judge(risk, own, readings, lowered[risk.pk], on)
        remembered += _remember(own, result, readings)
        if move := _apply(risk, result, lowered[risk.pk]):
            moves.append(move)
            changed.append(risk)
    Risk.objects.bulk_update(changed, ["current_likelihood", "current_impact", "score"], batch_size=500)
    Indicator.objects.bulk_update(remembered, ["is_firing", "good_runs", "last_value", "evaluated_at"], batch_size=500)
    return _store(moves, by)


def _rules(risks: Iterable[Risk]) -> Mapping[int, list[Indicator]]:
    found = defaultdict(list)
    for rule in Indicator.objects.filter(risk__in=risks):
        found[rule.risk_id].append(rule)
    return found


def _lowered(risks: Iterable[Risk]) -> Mapping[int, tuple[int, int]]:
    """What finished responses whose effect was taken over take off the likelihood and the impact, by risk."""
    found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    rows = Response.objects.filter(risk__in=risks, task__status="done", effect=Response.Effect.TAKEN)
    for pk, likelihood, impact in rows.values_list("risk_id", "lowers_likelihood", "lowers_impact"):
        found[pk] = (found[pk][0] + likelihood, found[pk][1] + impact)
    return found


def _readings(rules: Mapping[int, list[Indicator]], on: date) -> Mapping[tuple[int, str], Any]:
    """The value of every metric and threshold expression for every project that asks; unknown facts give None."""
    asked: dict[str, set[int]] = defaultdict(set)
    for own in rules.values():
        for rule in own:
            asked[rule.metric].add(rule.project_id)
            asked[rule.threshold].add(rule.project_id)
    run = FactRun({pk for ids in asked.values() for pk in ids}, on)
    return {(pk, text): value for text, ids in asked.items() for pk, value in _values(run, text, ids).items()}


def _values(run: FactRun, text: str, ids: set[int]) -> Mapping[int, Any]:
    try:
        expression = parse(text)
        return {pk: compute(expression, run.resolver(pk)) for pk in ids}
    except ExpressionError:
        return dict.fromkeys(ids)


def _judge(
    risk: Risk, rules: list[Indicator], readings: Mapping[tuple[int, str], Any], lowered: tuple[int, int], on: date
) -> calc.Rescored:
    known = [rule for rule in rules if readings.get((rule.project_id, rule.threshold)) is not None]
    override = None
    if risk.override_likelihood and risk.override_until and risk.override_reason:
        override = calc.Override(risk.override_likelihood, risk.override_reason, risk.override_until)
    return calc.rescore(
        risk.likelihood,
        [_rule(rule, readings) for rule in known],
        {str(rule.pk): calc.Reading(readings[(rule.project_id, rule.metric)], on) for rule in known},
        {str(rule.pk): calc.Memory(rule.is_firing, rule.good_runs) for rule in known},
        on=on,
        reduction=lowered[0],
        override=override,
    )


def _rule(rule: Indicator, readings: Mapping[tuple[int, str], Any]) -> calc.Indicator:
    threshold = readings[(rule.project_id, rule.threshold)]
    return calc.Indicator(str(rule.pk), rule.metric, rule.operator, threshold, rule.adds)


def _remember(
    rules: list[Indicator], result: calc.Rescored, readings: Mapping[tuple[int, str], Any]
) -> Iterable[Indicator]:
    """Rules whose memory or last value changed."""
    now = timezone.now()
    for rule in rules:
        memory = result.memories.get(str(rule.pk), calc.Memory(rule.is_firing, rule.good_runs))
        value = readings.get((rule.project_id, rule.metric))
        shown = "" if value is None else _plain(value)
        if (memory.active, memory.good_readings, shown) != (rule.is_firing, rule.good_runs, rule.last_value):
            rule.is_firing, rule.good_runs, rule.last_value = memory.active, memory.good_readings, shown
            rule.evaluated_at = now
            yield rule


def _apply(risk: Risk, result: calc.Rescored, lowered: tuple[int, int]) -> ScoreMove | None:
    """Set the new score on the risk; the movement if there is one."""
    impact = max(risk.impact - lowered[1], 1)
    score = result.likelihood * impact
    if (result.likelihood, impact, score) == (risk.current_likelihood, risk.current_impact, risk.score):
        return None
    move = ScoreMove(
        project_id=risk.project_id,
        risk=risk,
        at=timezone.now(),
        old_likelihood=risk.current_likelihood,
        new_likelihood=result.likelihood,
        old_score=risk.score,
        new_score=score,
        drivers=_drivers(result, lowered),
    )
    risk.current_likelihood, risk.current_impact, risk.score = result.likelihood, impact, score
    return move


def _drivers(result: calc.Rescored, lowered: tuple[int, int]) -> list[dict[str, Any]]:
    """The drivers as plain data, from which `risks.sentences` makes words."""
    rows: list[dict[str, Any]] = [
        {"kind": "indicator", **{name: _plain(value) for name, value in asdict(driver).items()}}
        for driver in result.drivers
    ]
    if any(lowered):
        rows.append({"kind": "responses", "likelihood": lowered[0], "impact": lowered[1]})
    if result.override:
        rows.append({"kind": "override", "reason": result.override.reason, "until": str(result.override.expires_on)})
    return rows


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value if isinstance(value, int | str | bool) or value is None else str(value)


def _store(moves: list[ScoreMove], by: Any) -> list[ScoreMove]:
    """Store the movements and announce them, one event a project."""
    stored = ScoreMove.objects.bulk_create(moves, batch_size=500)
    by_project: dict[int, list[int]] = defaultdict(list)
    for move in stored:
        by_project[move.project_id].append(move.pk)
    for project_id, ids in by_project.items():
        outbox.add("risk.moved", project_id=project_id, moves=ids, by=getattr(by, "pk", None))
    return stored
