"""The plan of a project as tasks of a template: durations in working days, links, and days held back as offsets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from django.utils.translation import gettext as _

from blueprints.calc.dates import LANE
from blueprints.calc.tailoring import tasks_without
from blueprints.calc.template import Link, LinkType, Number, Phase, Template, ThreePoint
from blueprints.calc.template import Task as Work
from blueprints.services.saving.ids import Ids
from planning.calc import DAY
from planning.calc.calendars import MINUTES_A_DAY
from planning.loaders import load_calendars
from planning.models import Task, TaskLink
from projects.models import Project
from stakeholders.models import RaciEntry

PHASES: Final = ("initiation", "planning", "execution", LANE, "closure")
WORKED_OF_WEEK: Final = 5 / 7
START, END = "Start", "End"


@dataclass(frozen=True)
class Plan:
    """The tasks, the id of each by the key of its row, and what was changed."""

    tasks: tuple[Work, ...]
    ids: Mapping[int, str]
    notes: tuple[str, ...]


def plan_of(project: Project, gates: Mapping[int, str], manager: str) -> Plan:
    """The plan as a template holds it. `gates` maps milestones to gates, `manager` is the role for what has none."""
    rows = list(Task.objects.of(project).select_related("role").order_by("position", "id"))
    leaves = [row for row in rows if not row.is_summary]
    ids = Ids().all(leaves, Task.prefix)
    links = _links(project, rows, ids)
    letters = _letters(project)
    held = _held_back(project, leaves, ids)
    tasks = tuple(
        replace(
            _work(row, ids[row.pk], gates.get(row.pk), letters[row.pk], manager),
            links=_each_once([*links[row.pk], *held.get(row.pk, ())]),
        )
        for row in leaves
    )
    gone = {ids[row.pk] for row in leaves if row.status == Task.Status.CANCELLED and row.pk not in gates}
    kept = tasks_without(_bare(tasks), gone)
    return Plan(*_with_ends(kept, manager, {pk: name for pk, name in ids.items() if name not in gone}))


def days(minutes: int) -> Number:
    """Working minutes as working days."""
    return minutes // DAY if minutes % DAY == 0 else round(minutes / DAY, 4)


def _work(row: Task, name: str, gate: str | None, letters: Mapping[str, list[str]], manager: str) -> Work:
    own = row.role.code if row.role else manager
    responsible = tuple(dict.fromkeys([*([own] if own in letters["R"] else []), *letters["R"]])) or (own,)
    low = row.duration if row.optimistic is None else row.optimistic
    high = row.duration if row.pessimistic is None else row.pessimistic
    return Work(
        id=name,
        wbs=row.wbs,
        phase=cast(Phase, row.phase if row.phase in PHASES else "execution"),
        name=row.name,
        duration=ThreePoint(0, 0, 0) if row.is_milestone else ThreePoint(days(low), days(row.duration), days(high)),
        responsible=responsible,
        accountable=next(iter(letters["A"]), manager),
        milestone=row.is_milestone,
        gate=gate,
    )


def _letters(project: Project) -> Mapping[int, Mapping[str, list[str]]]:
    """Role codes by task and letter."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: {"R": [], "A": []})
    entries = RaciEntry.objects.of(project).filter(letter__in=["R", "A"]).order_by("id")
    for task, letter, code in entries.values_list("task_id", "letter", "role__code"):
        found[task][letter].append(code)
    return found


def _links(project: Project, rows: Iterable[Task], ids: Mapping[int, str]) -> Mapping[int, list[Link]]:
    """What each task waits for. A link of a summary becomes links of the tasks it holds."""
    below = _leaves_below(rows)
    length = {row.pk: row.duration for row in rows}
    found: dict[int, list[Link]] = defaultdict(list)
    for link in TaskLink.objects.of(project).order_by("id"):
        lag = round(_lag(link, length[link.predecessor_id]) / DAY, 1)
        for successor in below[link.successor_id]:
            for predecessor in below[link.predecessor_id]:
                kind = cast(LinkType, str(link.type))
                found[successor].append(Link(ids[predecessor], kind, int(lag) if lag == int(lag) else lag))
    return found


def _leaves_below(rows: Iterable[Task]) -> Mapping[int, list[int]]:
    """The tasks that a summary holds at any depth, a task itself, by their keys."""
    found: dict[int, list[int]] = defaultdict(list)
    parent = {row.pk: row.parent_id for row in rows}
    for row in rows:
        if not row.is_summary:
            above: int | None = row.pk
            while above is not None:
                found[above].append(row.pk)
                above = parent[above]
    return found


def _lag(link: TaskLink, length: int) -> float:
    """A lag in working minutes; elapsed time counts as the working time of an ordinary week."""
    if link.lag_kind == TaskLink.LagKind.PERCENT:
        return length * link.lag / 100
    if link.lag_kind == TaskLink.LagKind.ELAPSED:
        return link.lag / MINUTES_A_DAY * DAY * WORKED_OF_WEEK
    return link.lag


def _held_back(project: Project, leaves: list[Task], ids: Mapping[int, str]) -> Mapping[int, list[Link]]:
    """Days before which tasks may not start, as offsets in working days from the start of the first task."""
    moments = [(row.start, row.position, row.pk) for row in leaves if row.start]
    if not moments:
        return {}
    moment, _position, first = min(moments)
    calendar, begun = load_calendars([project])[project.pk].own, moment.date()
    waiting = [
        (row.pk, row.constraint_date)
        for row in leaves
        if row.constraint == Task.Constraint.SNET and row.constraint_date and row.pk != first
    ]
    return {pk: [Link(ids[first], "SS", calendar.working_days(begun, day) - 1)] for pk, day in waiting if day > begun}


def _each_once(links: Iterable[Link]) -> tuple[Link, ...]:
    """Links of one type to one task only once, with the longest lag."""
    longest: dict[tuple[str, str], Link] = {}
    for link in links:
        known = longest.get((link.task, link.type))
        if known is None or known.lag < link.lag:
            longest[link.task, link.type] = link
    return tuple(longest.values())


def _with_ends(tasks: tuple[Work, ...], manager: str, ids: Mapping[int, str]) -> tuple[Any, ...]:
    """A plan begins at one task and ends at one: where there are several, a milestone before or after them is added."""
    awaited = {link.task for task in tasks for link in task.links}
    starts = [task for task in tasks if not task.links]
    ends = [task for task in tasks if task.id not in awaited]
    notes = []
    if len(starts) > 1:
        first = _milestone(START, _("Start"), tasks[0].phase, manager)
        loose = {task.id for task in starts}
        tasks = (first, *(replace(t, links=(Link(START),)) if t.id in loose else t for t in tasks))
        notes.append(_("A milestone “Start” was put before the tasks that wait for nothing."))
    if len(ends) > 1:
        last = _milestone(END, _("End"), tasks[-1].phase, manager)
        tasks = (*tasks, replace(last, links=tuple(Link(task.id) for task in ends)))
        notes.append(_("A milestone “End” was put after the tasks that nothing waits for."))
    return tasks, ids, tuple(notes)


def _milestone(name: str, title: str, phase: Phase, role: str) -> Work:
    nothing = ThreePoint(0, 0, 0)
    return Work(
        id=name,
        wbs="",
        phase=phase,
        name=title,
        duration=nothing,
        responsible=(role,),
        accountable=role,
        milestone=True,
    )


def _bare(tasks: tuple[Work, ...]) -> Template:
    """A template of the tasks alone, to close the links through those that leave."""
    return Template(
        schema="ecpm-template/1", id="plan", version=1, name={"en": "Plan"}, summary="", roles=(), tasks=tasks
    )


def gates_at(project: Project) -> Iterator[tuple[int, Any]]:
    """The key of the milestone and the gate, for every gate that stands in the plan, each milestone once."""
    seen: set[int] = set()
    for gate in project.gates.order_by("position", "id"):
        if gate.milestone_id is not None and gate.milestone_id not in seen:
            seen.add(gate.milestone_id)
            yield gate.milestone_id, gate
