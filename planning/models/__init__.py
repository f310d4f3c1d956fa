"""The tables of the plan and of who works in it."""

from planning.models.plan import LONGEST, Baseline, BaselineTask, Task, TaskLink, WorkCalendar
from planning.models.recurring import RecurringTask
from planning.models.scenarios import Scenario, ScenarioAssignment, ScenarioChange
from planning.models.staff import Assignment, Leave, Resource

__all__ = [
    "LONGEST",
    "Assignment",
    "Baseline",
    "BaselineTask",
    "Leave",
    "RecurringTask",
    "Resource",
    "Scenario",
    "ScenarioAssignment",
    "ScenarioChange",
    "Task",
    "TaskLink",
    "WorkCalendar",
]
