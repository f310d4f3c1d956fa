"""Computing a plan's dates and storing what changed."""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from ecompm.core.errors import Invalid
from planning.calc.calendars import NoWorkingTimeError, UnreachableDateError
from planning.calc.plan import CircularPlanError, PlanError
from planning.calc.schedule import TaskDates, schedule
from planning.loaders import Plan, TaskRow, load_plan, load_plans
from planning.models import Task
from planning.services.progress import roll_up
from planning.services.stored_rows import update_rows
from projects.models import Project

logger = logging.getLogger(__name__)

IMMEDIATE = 2000
"""Plans that had up to this many tasks are scheduled with the change itself; larger ones by the recalculation."""

BATCH = 200
"""Projects whose rows are locked and written together by a recalculation."""

COLUMNS = (
    "start", "finish", "late_start", "late_finish", "total_float", "free_float", "is_critical", "progress", "share",
    "duration",
)  # fmt: skip

UNSOLVABLE = (PlanError, NoWorkingTimeError, UnreachableDateError)


class Change(NamedTuple):
    """The stored row of a task and the row as it is now computed."""

    before: TaskRow
    after: TaskRow


@dataclass(frozen=True)
class Outcome:
    """A plan that was computed; `changes` holds only the rows that differ from the stored ones."""

    plan: Plan
    changes: list[Change]

    @property
    def finish(self) -> Any:
        """The last finish of the plan as computed."""
        after = {change.after.id: change.after for change in self.changes}
        return max((finish for row in self.plan.rows if (finish := after.get(row.id, row).finish)), default=None)


def schedule_projects(project_ids: Collection[int]) -> dict[int, Outcome]:
    """Compute the plans of the projects and store the rows that changed, a batch of projects in one transaction.

    Each batch takes six statements. A plan that can't be solved is left as it is and logged.
    """
    wanted = sorted(set(project_ids))
    batches = [wanted[k : k + BATCH] for k in range(0, len(wanted), BATCH)]
    return {outcome.plan.project_id: outcome for batch in batches for outcome in _schedule_batch(batch)}


def schedule_project(project: Project) -> Outcome:
    """Compute one plan and store the rows that changed. Raises Invalid where the plan has no solution.

    The caller holds the project's lock (`lock_project`).
    """
    plan = load_plan(project)
    try:
        outcome = solve(plan)
    except UNSOLVABLE as error:
        raise explained(error, plan) from error
    store([outcome])
    return outcome


def reschedule(project: Project) -> Outcome | None:
    """Schedule a plan of `lock_project` after a change, or leave it to the recalculation when it is large (None)."""
    return None if project.has_large_plan else schedule_project(project)  # type: ignore[attr-defined]


def with_dates(task: Task, outcome: Outcome | None) -> Task:
    """The task with the values that were stored for it, from the outcome or, without one, from its row."""
    if outcome is None:
        project = task.project
        task.refresh_from_db()
        task.project = project
        return task
    found = next((change.after for change in outcome.changes if change.after.id == task.pk), None)
    for name in COLUMNS if found else ():
        setattr(task, name, getattr(found, name))
    return task


def lock_project(project_id: int) -> Project:
    """The project, locked: nobody else changes the structure of its plan until the transaction ends.

    Whether its plan has more than IMMEDIATE tasks is asked along, and reads no more of it than that.
    """
    beyond = Task.objects.filter(project=OuterRef("pk"))[IMMEDIATE:]
    return Project.objects.select_for_update().annotate(has_large_plan=Exists(beyond)).get(pk=project_id)


def solve(plan: Plan) -> Outcome:
    """Dates, floats and progress of a plan, without storing anything. Raises what `planning.calc` raises."""
    dates = schedule(plan.tasks, plan.links, **plan.frame)
    progress = roll_up(plan.rows)
    pairs = zip(plan.rows, dates, strict=True)
    computed = ((row, _computed(row, found, *progress[row.id], plan)) for row, found in pairs)
    return Outcome(plan, [Change(before, after) for before, after in computed if before != after])


def store(outcomes: Collection[Outcome]) -> None:
    """Write the changed rows of the outcomes in one statement."""
    changed = [change.after for outcome in outcomes for change in outcome.changes]
    update_rows(Task, COLUMNS, [(row.id, *(getattr(row, name) for name in COLUMNS)) for row in changed])


def explained(error: Exception, plan: Plan) -> Invalid:
    """The refusal of the engine in words, with the tasks by their numbers."""
    if isinstance(error, CircularPlanError):
        numbers = {row.id: f"{Task.prefix}{row.number}" for row in plan.rows}
        path = " → ".join(numbers.get(pk, "?") for pk in error.path)  # type: ignore[call-overload]
        return Invalid(_("These tasks would wait for one another in a circle: %(path)s.") % {"path": path})
    if isinstance(error, UnreachableDateError):
        return Invalid(_("The plan would run beyond %(day)s. Shorten a task or a lag.") % {"day": error.day})
    return Invalid(_("The plan can't be scheduled: a calendar has no working time or a link names a missing task."))


def _schedule_batch(project_ids: list[int]) -> list[Outcome]:
    with transaction.atomic():
        list(Project.objects.select_for_update().filter(pk__in=project_ids).order_by("pk").values_list("pk"))
        outcomes = list(_solved(load_plans(project_ids).values()))
        store(outcomes)
    return outcomes


def _solved(plans: Collection[Plan]) -> Iterator[Outcome]:
    for plan in plans:
        try:
            yield solve(plan)
        except UNSOLVABLE as error:
            logger.warning("plan without a solution", extra={"project": plan.project_id, "error": str(error)})


def _computed(row: TaskRow, found: TaskDates, done: float, share: int, plan: Plan) -> TaskRow:
    length = plan.calendars.own.between(found.start, found.finish) if row.is_summary else row.duration
    return row._replace(
        start=found.start,
        finish=found.finish,
        late_start=found.late_start,
        late_finish=found.late_finish,
        total_float=found.total_float,
        free_float=found.free_float,
        is_critical=found.critical and row.status != Task.Status.CANCELLED,
        progress=row.progress if float(row.progress) == done else done,
        share=share,
        duration=length,
    )
