"""From stored rows to what `planning.calc` computes with: any number of projects in the same number of queries."""

from planning.loaders.calendars import Calendars, load_calendars
from planning.loaders.plan import (
    Plan,
    TaskRow,
    baseline_rows,
    constraint_moment,
    load_plan,
    load_plans,
    plan_task,
    working_time_of,
)
from planning.loaders.states import plan_states

__all__ = [
    "Calendars",
    "Plan",
    "TaskRow",
    "baseline_rows",
    "constraint_moment",
    "load_calendars",
    "load_plan",
    "load_plans",
    "plan_states",
    "plan_task",
    "working_time_of",
]
