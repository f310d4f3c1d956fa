"""The outcome of a gate review from criteria, waivers and votes.

Decision set and precedence of classic stage-gate practice: Stop > Recycle > Hold > Conditional go > Go. A missing must
holds the gate; a missing should, or a waived must, allows at most a conditional go.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """In order of precedence, the strongest first."""

    STOP = "stop"
    RECYCLE = "recycle"
    HOLD = "hold"
    CONDITIONAL_GO = "conditional_go"
    GO = "go"


MOVES_ON = frozenset({Outcome.GO, Outcome.CONDITIONAL_GO})
_RANK = {outcome: rank for rank, outcome in enumerate(Outcome)}


@dataclass(frozen=True)
class CriterionState:
    """A criterion as the review sees it: `state` is met, unmet or unknown; unknown never passes."""

    text: str
    is_must: bool
    state: str
    waived: bool = False

    @property
    def missing(self) -> bool:
        return self.state != "met"


@dataclass(frozen=True)
class Verdict:
    """The outcome and what decided it: `votes`, `must` (missing must criteria), `waived` or `should`."""

    outcome: Outcome
    because: str
    criteria: tuple[str, ...] = ()


def strongest(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome that takes precedence; Go when there is none."""
    return min(outcomes, key=_RANK.__getitem__, default=Outcome.GO)


def best_possible(criteria: Sequence[CriterionState]) -> Verdict:
    """The best outcome the criteria allow, whatever the votes say."""
    must = tuple(c.text for c in criteria if c.missing and c.is_must and not c.waived)
    if must:
        return Verdict(Outcome.HOLD, "must", must)
    waived = tuple(c.text for c in criteria if c.missing and c.waived)
    if waived:
        return Verdict(Outcome.CONDITIONAL_GO, "waived", waived)
    should = tuple(c.text for c in criteria if c.missing)
    if should:
        return Verdict(Outcome.CONDITIONAL_GO, "should", should)
    return Verdict(Outcome.GO, "met")


def decide(criteria: Sequence[CriterionState], votes: Sequence[Outcome], quorum: int) -> Verdict | None:
    """The verdict once `quorum` votes are in, else None. The stronger of the votes and the criteria wins."""
    if len(votes) < quorum:
        return None
    allowed, voted = best_possible(criteria), strongest(votes)
    return allowed if _RANK[allowed.outcome] < _RANK[voted] else Verdict(voted, "votes")
