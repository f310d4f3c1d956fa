"""Dependencies between tasks. A link that would close a circle is refused with the circle's path."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Invalid
from planning.calc.network import Network
from planning.calc.plan import PlanError
from planning.loaders import load_plan
from planning.models import Task, TaskLink
from planning.notation import Predecessor, format_predecessors, parse_predecessors
from planning.services.ripple import Ripple, ripple_of
from planning.services.scheduling import Outcome, explained, lock_project, reschedule, with_dates
from projects import access
from projects.models import Project
from projects.services import items, pulse

CHANGE = "task.change"
Wanted = dict[int, Predecessor]


@transaction.atomic
def create_link(*, by: Any, project: Project, predecessor: Task, successor: Task, **values: Any) -> TaskLink:
    """A new dependency; the plan is computed with it. Raises Invalid for a circle and names its path."""
    access.require(by, project, CHANGE)
    locked = lock_project(project.pk)
    _check_ends(project, predecessor, successor)
    ends = {"predecessor": predecessor, "successor": successor}
    link = items.create_item(TaskLink, by=by, project=project, grant=CHANGE, values={**ends, **values})
    _settle(locked)
    return link


@transaction.atomic
def change_link(link: TaskLink, *, by: Any, version: int, **values: Any) -> TaskLink:
    """The changed dependency: its type, lag or kind of lag."""
    access.require(by, link.project, CHANGE, link)
    locked = lock_project(link.project_id)
    stored = items.change_item(link, by=by, grant=CHANGE, version=version, values=values)
    _check_ends(stored.project, stored.predecessor, stored.successor)
    _settle(locked)
    return stored


@transaction.atomic
def delete_link(link: TaskLink, *, by: Any, version: int) -> None:
    access.require(by, link.project, CHANGE, link)
    locked = lock_project(link.project_id)
    items.delete_item(link, by=by, grant=CHANGE, version=version)
    reschedule(locked)


@transaction.atomic
def set_predecessors(task: Task, *, by: Any, version: int, text: str) -> tuple[Task, Ripple]:
    """Make the dependencies of a task those that the text names, such as `12FS+2d; 5SS` (see `planning.notation`).

    Returns the task, whose version counts the change, and the ripple. Raises Invalid for what can't be read or found.
    """
    access.require(by, task.project, CHANGE, task)
    locked = lock_project(task.project_id)
    stored = items.lock(task, version)
    wanted = _resolved(parse_predecessors(text), stored)
    links = {link.predecessor_id: link for link in stored.predecessor_links.select_related("predecessor")}
    before = written(links.values())
    if not _replace(stored, links, wanted):
        return stored, Ripple.none(stored)
    items.bump(stored)
    after = written(stored.predecessor_links.select_related("predecessor"))
    audit.record(by=by, verb="changed", obj=stored, changes={"predecessors": (before, after)})
    pulse.touch([stored.project_id])
    outcome = _settle(locked)
    return with_dates(stored, None), ripple_of(outcome, stored)


@transaction.atomic
def add_predecessors(task: Task, *, by: Any, version: int, text: str) -> tuple[Task, Ripple]:
    """Like `set_predecessors`, but those it has stay; one that the text names again gets the type and lag named."""
    access.require(by, task.project, CHANGE, task)
    lock_project(task.project_id)
    more = parse_predecessors(text)
    named = {one.ref.lstrip("0") for one in more}
    present = parse_predecessors(written(task.predecessor_links.select_related("predecessor")))
    kept = [one for one in present if one.ref not in named]
    return set_predecessors(task, by=by, version=version, text=format_predecessors([*kept, *more]))


def written(links: Iterable[TaskLink]) -> str:
    """Links of one task as they stand in the plan's cell, predecessors by their numbers."""
    ordered = sorted(links, key=lambda link: link.predecessor.number)
    return format_predecessors(Predecessor(str(k.predecessor.number), k.type, k.lag, k.lag_kind) for k in ordered)


def _check_ends(project: Project, predecessor: Task, successor: Task) -> None:
    if {predecessor.project_id, successor.project_id} != {project.pk}:
        raise Invalid(fields={"successor": [_("Both tasks must belong to this project.")]})
    if predecessor.pk == successor.pk:
        raise Invalid(fields={"successor": [_("A task can't depend on itself.")]})
    ends = Task.objects.in_bulk([predecessor.pk, successor.pk])
    if _is_inside(ends[predecessor.pk], ends[successor.pk]) or _is_inside(ends[successor.pk], ends[predecessor.pk]):
        raise Invalid(fields={"successor": [_("A task can't depend on what it is part of, nor on its own parts.")]})


def _is_inside(task: Task, summary: Task) -> bool:
    return task.wbs.startswith(f"{summary.wbs}.")


def _settle(project: Project) -> Outcome | None:
    """Refuse a circle, then compute the plan or leave that to the recalculation when it is large."""
    outcome = reschedule(project)
    if outcome is None:
        plan = load_plan(project)
        try:
            Network(plan.tasks, plan.links)
        except PlanError as error:
            raise explained(error, plan) from error
    return outcome


def _resolved(named: list[Predecessor], task: Task) -> Wanted:
    """The named predecessors by task id. Raises Invalid for one that isn't there or is named twice."""
    tasks = Task.objects.filter(project_id=task.project_id)
    numbers = {int(one.ref) for one in named if "." not in one.ref}
    codes = {one.ref for one in named if "." in one.ref}
    found = {str(other.number): other for other in tasks.filter(number__in=numbers)}
    found |= {other.wbs: other for other in tasks.filter(wbs__in=codes)}
    wanted: Wanted = {}
    for one in named:
        other = found.get(one.ref.lstrip("0") or "0")
        if other is None:
            raise Invalid(_("There is no task %(number)s in this plan.") % {"number": one.ref})
        if other.pk in wanted:
            raise Invalid(_("Task %(number)s is named twice.") % {"number": one.ref})
        if other.pk == task.pk:
            raise Invalid(_("A task can't depend on itself."))
        if _is_inside(task, other) or _is_inside(other, task):
            raise Invalid(_("A task can't depend on what it is part of, nor on its own parts."))
        wanted[other.pk] = one
    return wanted


def _replace(task: Task, links: dict[int, TaskLink], wanted: Wanted) -> bool:
    """Delete, change and create links so that they are those wanted; returns whether anything changed."""
    gone = [link.pk for pk, link in links.items() if pk not in wanted]
    fresh = [
        TaskLink(project_id=task.project_id, predecessor_id=pk, successor=task, **_values(one))
        for pk, one in wanted.items()
        if pk not in links
    ]
    changed = [links[pk] for pk, one in wanted.items() if pk in links and _differs(links[pk], one)]
    for link in changed:
        for name, value in _values(wanted[link.predecessor_id]).items():
            setattr(link, name, value)
    TaskLink.objects.filter(pk__in=gone).delete()
    TaskLink.objects.bulk_create(fresh)
    TaskLink.objects.bulk_update(changed, ["type", "lag", "lag_kind"])
    return bool(gone or fresh or changed)


def _values(one: Predecessor) -> dict[str, Any]:
    return {"type": one.type, "lag": one.lag, "lag_kind": one.lag_kind}


def _differs(link: TaskLink, one: Predecessor) -> bool:
    return (link.type, link.lag, link.lag_kind) != (one.type, one.lag, one.lag_kind)
