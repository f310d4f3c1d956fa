"""The tasks that a view of the plan shows, in plan order, with what is drawn of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from planning.gantt import BLOCK
from planning.gantt.state import PlanState
from planning.loaders import Calendars, baseline_rows, load_calendars
from planning.models import Baseline, Task, TaskLink
from planning.notation import Predecessor, format_predecessors
from projects.models import Project


class Row(NamedTuple):
    """A task of the plan."""

    id: int
    number: int
    name: str
    kind: str
    gate: str
    status: str
    parent_id: int | None
    outline_level: int
    is_summary: bool
    duration: int
    start: datetime | None
    finish: datetime | None
    late_finish: datetime | None
    total_float: int | None
    is_critical: bool
    progress: float
    blocked_reason: str
    manual: bool
    deadline: object
    owner_id: int | None
    owner__name: str | None
    version: int

    @property
    def done(self) -> bool:
        return self.progress == 100

    @property
    def is_milestone(self) -> bool:
        return self.kind == Task.Kind.MILESTONE

    @property
    def critical(self) -> bool:
        """Critical and still to be done: what is finished can't delay the plan."""
        return self.is_critical and not self.done


class Link(NamedTuple):
    """A dependency between two shown rows, by their places."""

    pred: int
    succ: int
    type: str


class Written:
    """The predecessors of each task as they are written, each once it is asked for: most rows are out of view.

    Unknown to a guest are tasks not shared.
    """

    def __init__(self, links: Iterable[Sequence], rows: Iterable[Row]) -> None:
        self._number = {row.id: row.number for row in rows}
        self._links: dict[int, list[Sequence]] = {}
        for link in links:
            self._links.setdefault(link[1], []).append(link)

    def of(self, task_id: int) -> str:
        """The predecessors of a task, by their numbers."""
        named = sorted((self._number[a], *how) for a, _b, *how in self._links.get(task_id, ()) if a in self._number)
        return format_predecessors(Predecessor(str(number), *how) for number, *how in named)


Frozen = dict[int, tuple[datetime | None, datetime | None, int]]
"""Start, finish and duration in a baseline, by task id."""


@dataclass(frozen=True)
class PlanRows:
    """The shown rows with their links, baseline dates and calendars; `total` counts the tasks of the whole plan.

    `beside` are the numbers and dates of further baselines.
    """

    rows: list[Row]
    links: list[Link]
    written: "Written"
    total: int
    link_count: int
    calendars: Calendars
    finish: datetime | None
    working_days: int
    baseline: Frozen = field(default_factory=dict)
    beside: tuple[tuple[int, Frozen], ...] = ()

    @property
    def blocks(self) -> int:
        return -(-len(self.rows) // BLOCK)


def load_rows(project: Project, user: object, state: PlanState) -> PlanRows:
    """The rows of a view in four queries; a guest sees the tasks shared with them."""
    tasks = Task.objects.allowed(user, "task.view").filter(project=project).order_by("position", "id")
    every = list(map(Row._make, tasks.values_list(*Row._fields)))
    shown = _open_rows(_matching(every, state, tasks), state)
    seen = {row.id for row in every}
    stored = TaskLink.objects.filter(project=project).order_by("id").values_list(*_LINK)
    links = [link for link in stored if link[0] in seen and link[1] in seen]
    calendars = load_calendars([project])[project.pk]
    last = max((row.finish for row in every if row.finish), default=None)
    first = min((row.start for row in every if row.start), default=None)
    return PlanRows(
        rows=shown,
        links=_placed(links, shown),
        written=Written(links, every),
        total=len(every),
        link_count=len(links),
        calendars=calendars,
        finish=last,
        working_days=calendars.own.working_days(first.date(), last.date()) if first and last else 0,
        **_baselines(project, state),
    )


_LINK = ("predecessor_id", "successor_id", "type", "lag", "lag_kind")


def _matching(rows: list[Row], state: PlanState, tasks: object) -> list[Row]:
    """The rows a filter asks for, with the summaries they are part of."""
    if not state.filters:
        return rows
    found = set(tasks.search(state.search).values_list("pk", flat=True)) if state.search else None  # type: ignore[attr-defined]
    parent = {row.id: row.parent_id for row in rows}
    kept: set[int | None] = set()
    for row in rows:
        if _matches(row, state, found):
            above: int | None = row.id
            while above is not None and above not in kept:
                kept.add(above)
                above = parent.get(above)
    return [row for row in rows if row.id in kept]


def _matches(row: Row, state: PlanState, found: set[int] | None) -> bool:
    return (
        (found is None or row.id in found)
        and (not state.critical or (row.critical and not row.is_summary))
        and (not state.owner or row.owner_id == state.owner)
        and (not state.status or (row.status == state.status and not row.is_summary))
    )


def _open_rows(rows: list[Row], state: PlanState) -> list[Row]:
    """The rows that no closed summary hides."""
    hidden: set[int] = set()
    shown = []
    for row in rows:
        if row.parent_id in hidden:
            hidden.add(row.id)
            continue
        shown.append(row)
        if row.number in state.closed:
            hidden.add(row.id)
    return shown


def _placed(links: Iterable[Sequence], rows: list[Row]) -> list[Link]:
    """Links between shown rows; those of finished pairs are history and left out."""
    place = {row.id: k for k, row in enumerate(rows)}
    done = {row.id for row in rows if row.done}
    return [
        Link(place[a], place[b], kind)
        for a, b, kind, *_lag in links
        if a in place and b in place and not (a in done and b in done)
    ]


def _baselines(project: Project, state: PlanState) -> dict[str, Any]:
    """The baseline asked for by its number, else the latest (0 asks for none), and those to be drawn beside it."""
    known = dict(Baseline.objects.filter(project=project).order_by("-number").values_list("number", "pk"))
    main = next(iter(known), 0) if state.baseline is None else state.baseline
    others = [number for number in state.beside if number in known and number != main]
    beside = tuple((number, baseline_rows(known[number])) for number in others)
    return {"baseline": baseline_rows(known.get(main)), "beside": beside}
