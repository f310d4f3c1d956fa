"""The history of a register, as `risks.calc.burndown` counts it."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils import timezone

from risks.calc.burndown import Exposed, Life, Step, burn_down, weeks
from risks.models import ScoreMove

COLUMNS = (
    "pk", "created_at", "ended_on", "current_likelihood", "score", "cost_low", "cost_likely", "cost_high",
)  # fmt: skip


def load_burn_down(risks: Any, on: date) -> list[Exposed]:
    """The open exposure of the risks week by week up to a day: two queries, however many risks there are."""
    rows = list(risks.order_by("pk").values(*COLUMNS))
    if not rows:
        return []
    moves: dict[int, list[ScoreMove]] = defaultdict(list)
    for move in ScoreMove.objects.filter(risk__in=risks.order_by().values("pk")).order_by("id").defer("drivers"):
        moves[move.risk_id].append(move)
    lives = [_life(row, moves.get(row["pk"], [])) for row in rows]
    return burn_down(lives, weeks(min(life.steps[0].day for life in lives), on))


def _life(row: dict[str, Any], moves: list[ScoreMove]) -> Life:
    raised = timezone.localdate(row["created_at"])
    if not moves:
        steps = [Step(raised, row["current_likelihood"], row["score"])]
    else:
        first = min(raised, timezone.localdate(moves[0].at))
        steps = [Step(first, moves[0].old_likelihood, moves[0].old_score)]
        steps += [Step(timezone.localdate(move.at), move.new_likelihood, move.new_score) for move in moves]
    costs = [row[name] for name in ("cost_low", "cost_likely", "cost_high")]
    return Life(steps, row["ended_on"], None if None in costs else float(sum(costs)) / 3)
