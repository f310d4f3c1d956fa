"""Risk burn-down: how much open exposure there was on each day, from what each score has been since it was judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from risks.calc.exposure import PROBABILITIES, probability_of

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Step:
    """From this day on the risk had this likelihood and score."""

    day: date
    likelihood: int
    score: int


@dataclass(frozen=True, slots=True)
class Life:
    """One risk: its steps by rising day, the first when it was raised; the day it ended; the mean money it may cost."""

    steps: Sequence[Step]
    ended: date | None = None
    cost: float | None = None

    def at(self, day: date) -> Step | None:
        """Return what held at the end of a day; None before the risk was raised and from the day it ended."""
        if self.ended is not None and self.ended <= day:
            return None
        past = [step for step in self.steps if step.day <= day]
        return past[-1] if past else None


@dataclass(frozen=True, slots=True)
class Exposed:
    """The open exposure at the end of one day: how many risks, the sum of their scores, their expected value."""

    day: date
    count: int
    score: int
    value: float


def burn_down(lives: Iterable[Life], days: Iterable[date], table: Mapping[int, float] = PROBABILITIES) -> list[Exposed]:
    """Return the exposure of each day. A risk without a cost counts in the scores and not in the value."""
    known = list(lives)
    return [_exposed(known, day, table) for day in days]


def _exposed(lives: Sequence[Life], day: date, table: Mapping[int, float]) -> Exposed:
    held = [(life, step) for life in lives if (step := life.at(day)) is not None]
    value = sum(probability_of(step.likelihood, table) * life.cost for life, step in held if life.cost is not None)
    return Exposed(day, len(held), sum(step.score for _life, step in held), value)


def weeks(first: date, last: date, most: int = 53) -> list[date]:
    """Return the days to look at, two or more, at most so many: a week apart, from on or before `first` to `last`."""
    count = min(max(-(-(last - first).days // WEEK.days), 1), most - 1)
    return [last - WEEK * back for back in range(count, -1, -1)]
