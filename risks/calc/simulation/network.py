"""What is simulated: tasks with three-point durations, the links between them, and risk events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from risks.calc.pert import ThreePoint
from risks.calc.scores import Kind

Key = str | int
NOTHING = ThreePoint.fixed(0.0)


class LinkType(StrEnum):
    """Which end of the predecessor holds back which end of the successor."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class Shape(StrEnum):
    """Law of a three-point estimate.

    PERT is the beta law of `pert.beta_shapes`, NORMAL has the classical PERT mean and deviation and is cut at zero,
    UNIFORM ignores the most likely value.
    """

    PERT = "pert"
    TRIANGULAR = "triangular"
    UNIFORM = "uniform"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Task:
    """One activity. Durations and `not_before` (days after the project start) are working days.

    `rate` is money a working day of its duration, `cost` its own money whatever the duration. Tasks of one `group`
    (a vendor, a team) share a common factor. `shape` replaces the law of the run.
    """

    key: Key
    duration: ThreePoint
    not_before: float = 0.0
    group: str = ""
    rate: float = 0.0
    cost: ThreePoint = NOTHING
    shape: Shape | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a negative duration or start."""
        if self.duration.optimistic < 0 or self.not_before < 0:
            raise ValueError(f"Task {self.key!r} has a negative duration or start.")


@dataclass(frozen=True, slots=True)
class Link:
    """A dependency between two tasks; the lag is in working days, negative for a lead."""

    predecessor: Key
    successor: Key
    type: LinkType = LinkType.FS
    lag: float = 0.0


@dataclass(frozen=True)
class Network:
    """The tasks and links of one plan. Keys are unique and every link joins two known tasks, else ValueError."""

    tasks: tuple[Task, ...]
    links: tuple[Link, ...] = ()
    positions: Mapping[Key, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Number the tasks and check the links."""
        positions = {task.key: position for position, task in enumerate(self.tasks)}
        if not self.tasks or len(positions) != len(self.tasks):
            raise ValueError("A network needs tasks, each with a key of its own.")
        object.__setattr__(self, "positions", positions)
        for link in self.links:
            self.position(link.predecessor)
            self.position(link.successor)

    def position(self, key: Key) -> int:
        """Return the place of a task among the tasks; ValueError when there is none of this key."""
        try:
            return self.positions[key]
        except KeyError:
            raise ValueError(f"No task has the key {key!r}.") from None


@dataclass(frozen=True, slots=True)
class Response:
    """What a risk becomes once it is answered; `price` is what the answer costs in any case.

    Delay and cost of None stay as they were.
    """

    probability: float
    delay: ThreePoint | None = None
    cost: ThreePoint | None = None
    price: float = 0.0


@dataclass(frozen=True, slots=True)
class RiskEvent:
    """Something that happens with `probability` and then moves time and money.

    A threat adds `delay` working days (triangular) to the tasks it `hits` and `cost` (triangular) to the money; an
    opportunity takes them off. The same delay falls on every task it hits.
    """

    key: Key
    probability: float
    delay: ThreePoint = NOTHING
    cost: ThreePoint = NOTHING
    hits: tuple[Key, ...] = ()
    kind: Kind = Kind.THREAT
    response: Response | None = None

    def __post_init__(self) -> None:
        """Raise ValueError off 0..1, for a negative effect, or for a response that makes the risk worse."""
        if not 0 <= self.probability <= 1:
            raise ValueError("A probability lies between 0 and 1.")
        if self.delay.optimistic < 0 or self.cost.optimistic < 0:
            raise ValueError("Effects are given as positive amounts; an opportunity takes them off.")
        if self.response is not None and self._worsened_by(self.answered()):
            raise ValueError(f"The response to {self.key!r} makes it worse.")

    @property
    def sign(self) -> int:
        """Return 1 for a threat, -1 for an opportunity."""
        return 1 if self.kind is Kind.THREAT else -1

    def answered(self) -> RiskEvent:
        """Return the risk as its response leaves it; itself when it has none."""
        if self.response is None:
            return self
        return RiskEvent(
            key=self.key,
            probability=self.response.probability,
            delay=self.delay if self.response.delay is None else self.response.delay,
            cost=self.cost if self.response.cost is None else self.response.cost,
            hits=self.hits,
            kind=self.kind,
        )

    def _worsened_by(self, after: RiskEvent) -> bool:
        large, small = (self, after) if self.kind is Kind.THREAT else (after, self)
        return not (
            small.probability <= large.probability and large.delay.covers(small.delay) and large.cost.covers(small.cost)
        )
