"""The vocabulary of a plan: tasks, links and what may be asked of their dates."""

from collections.abc import Hashable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from .calendars import Calendar

TaskId = Hashable


class Constraint(StrEnum):
    """The eight date constraints of a task."""

    ASAP = "ASAP"
    ALAP = "ALAP"
    SNET = "SNET"
    SNLT = "SNLT"
    FNET = "FNET"
    FNLT = "FNLT"
    MSO = "MSO"
    MFO = "MFO"


class LinkType(StrEnum):
    """Which end of the predecessor holds back which end of the successor."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class LagKind(StrEnum):
    """How a lag is counted: in working minutes, minutes on the clock, or percent of the predecessor's duration."""

    WORKING = "working"
    ELAPSED = "elapsed"
    PERCENT = "percent"


class PlanTask(NamedTuple):
    """One task of the work breakdown structure. A task that is another's parent is a summary: its dates are derived.

    `duration_min` is in working minutes of `calendar` (None: the plan's); zero makes a milestone. `manual_start` makes
    the task manual: it stays there (to `manual_finish`, or for its duration) whatever its links say. `remaining_min` is
    what is left of a started task (None: its whole duration). `not_before` holds a task back as levelling decided it.
    """

    id: TaskId
    duration_min: int = 0
    parent: TaskId | None = None
    calendar: Calendar | None = None
    constraint: Constraint | str = Constraint.ASAP
    constraint_date: datetime | None = None
    deadline: datetime | None = None
    manual_start: datetime | None = None
    manual_finish: datetime | None = None
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    remaining_min: int | None = None
    not_before: datetime | None = None


class PlanLink(NamedTuple):
    """A dependency. `lag` is in minutes, or in percent for `LagKind.PERCENT`; a lead is negative."""

    pred: TaskId
    succ: TaskId
    type: LinkType | str = LinkType.FS
    lag: int = 0
    lag_kind: LagKind | str = LagKind.WORKING


class PlanError(ValueError):
    """The plan cannot be scheduled as it stands."""


class UnknownTaskError(PlanError):
    """A link or a parent names a task that is not in the plan; `task` is that name."""

    def __init__(self, task: TaskId) -> None:
        super().__init__(f"The plan has no task {task!r}.")
        self.task = task


class DuplicateTaskError(PlanError):
    """Two tasks have the same name; `task` is that name."""

    def __init__(self, task: TaskId) -> None:
        super().__init__(f"The plan has two tasks {task!r}.")
        self.task = task


class CircularPlanError(PlanError):
    """Tasks wait for one another in a circle; `path` names them in order and ends where it began."""

    def __init__(self, path: list[TaskId]) -> None:
        super().__init__("These tasks wait for one another in a circle: " + " → ".join(map(str, path)))
        self.path = path
