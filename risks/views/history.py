"""The score of one risk over time, in steps, with what moved it numbered as in the list below."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ecompm.core.ui import formats
from ecompm.core.ui.charts import Limit, Note, trend, twin
from risks import sentences
from risks.calc.criteria import Criteria
from risks.calc.reviews import likelihood_range
from risks.models import Risk, ScoreMove


def history(risk: Risk, moves: list[ScoreMove], criteria: Criteria, on: date) -> dict[str, Any]:
    """The picture and its table, oldest movement as number 1; without a movement there is neither."""
    told = list(reversed(moves))
    rows = [(number, move, sentences.movement(move)) for number, move in enumerate(told, start=1)]
    if not told:
        return {"moves": rows}
    label = _("Score of %(code)s over time") % {"code": risk.code}
    days = [(timezone.localdate(risk.created_at), told[0].old_score)]
    days += [(timezone.localdate(move.at), move.new_score) for move in told]
    notes = [Note(timezone.localdate(move.at), move.new_score, number) for number, move, _why in rows[-9:]]
    chart = trend(_steps(days, on), label=label, limits=_limits(risk, criteria), notes=notes)
    table = twin(label, [_("Day"), _("Score")], [(formats.day(day), f"{score:g}") for day, score in days])
    return {"moves": rows[::-1], "chart": chart, "twin": table}


def _steps(days: list[tuple[date, int]], on: date) -> list[tuple[date, float]]:
    """A score holds until the day it moves."""
    points = [(days[0][0], float(days[0][1]))]
    for day, score in days[1:]:
        points += [(day, points[-1][1]), (day, float(score))]
    return [*points, (max(on, points[-1][0]), points[-1][1])]


def _limits(risk: Risk, criteria: Criteria) -> list[Limit]:
    limits = [Limit(criteria.appetite, _("Appetite %(score)d") % {"score": criteria.appetite})]
    if risk.residual_likelihood and risk.residual_impact:
        target = risk.residual_likelihood * risk.residual_impact
        limits.append(Limit(target, _("Target %(score)d") % {"score": target}))
    return limits


def shown_likelihoods(risk: Risk, criteria: Criteria, on: date) -> tuple[int, int]:
    """The likelihoods that the judgement still stands for: an overdue review opens it to both sides."""
    late = max(0, (on - risk.next_review_on).days) if risk.next_review_on else 0
    colour = criteria.band(risk.score).colour
    return likelihood_range(risk.current_likelihood, late, colour, intervals=criteria.review_days)
