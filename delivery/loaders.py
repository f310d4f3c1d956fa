"""The board of a project: its open work by status, the top of each column, and how much there is below."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from planning.models import Task
from planning.working_time import last_day
from projects.models import Project

TOP = 50
"""Cards of a column that are shown."""

COUNTED = 1000
"""Tasks of a column that are counted: an exact count of a long column would cost more than the rest of the board."""

STATUSES = (Task.Status.TODO, Task.Status.IN_PROGRESS, Task.Status.IN_REVIEW, Task.Status.DONE)


class Card(NamedTuple):
    """A task on the board."""

    id: int
    number: int
    name: str
    status: str
    board_position: int
    phase: str
    owner_id: int | None
    owner__name: str | None
    start: datetime | None
    finish: datetime | None
    deadline: date | None
    is_critical: bool
    percent: int
    blocked_reason: str
    blocked_since: datetime | None
    waits_for__name: str | None
    status_since: datetime | None
    actual_finish: date | None
    version: int

    @property
    def due(self) -> date | None:
        """The day by which it should be done: its planned finish or, before that, its deadline."""
        days = [day for day in (last_day(self.start, self.finish), self.deadline) if day]
        return min(days, default=None)

    @property
    def code(self) -> str:
        return f"{Task.prefix}{self.number}"


@dataclass(frozen=True)
class BoardColumn:
    """A status with its first cards. `count` counts all of them up to COUNTED; `has_more` says that there are more."""

    status: Task.Status
    cards: list[Card]
    count: int
    has_more: bool


def load_board(project: Project, user: Any, filters: Mapping[str, Any] | None = None) -> list[BoardColumn]:
    """The columns of a board, in four queries however much work there is. Done work stands newest first."""
    tasks = Task.objects.allowed_in(project, user, "task.view").filter(is_summary=False, **(filters or {})).order_by()
    parts = {status: tasks.filter(status=status) for status in STATUSES}
    cards: dict[str, list[Card]] = {status: [] for status in STATUSES}
    for row in Task.objects.filter(pk__in=_tops(parts)).order_by().values_list(*Card._fields):
        card = Card(*row)
        cards[card.status].append(card)
    for status, column in cards.items():
        column.sort(key=_newest if status == Task.Status.DONE else _in_order)
    counts = _counts({status: part for status, part in parts.items() if len(cards[status]) == TOP})
    found = {status: counts.get(status, len(cards[status])) for status in STATUSES}
    return [BoardColumn(one, cards[one], min(found[one], COUNTED), found[one] > COUNTED) for one in STATUSES]


_NEWEST, _BY_HAND = ("-status_since", "-pk"), ("board_position", "pk")


def _tops(parts: Mapping[Task.Status, QuerySet[Task]]) -> list[int]:
    """The ids of the top of every column in one statement, which reads each column by an index of the board."""
    tops = [part.order_by(*_NEWEST if status == Task.Status.DONE else _BY_HAND)[:TOP] for status, part in parts.items()]
    return [pk for (pk,) in _read(tops, "SELECT * FROM ({}) AS part", " UNION ALL ")]


def _counts(parts: Mapping[Task.Status, QuerySet[Task]]) -> dict[Task.Status, int]:
    """How many tasks the columns hold, counted up to one more than COUNTED, in one statement."""
    if not parts:
        return {}
    counted = [part[: COUNTED + 1] for part in parts.values()]
    [row] = _read(counted, "(SELECT count(*) FROM ({}) AS part)", ", ", start="SELECT ")
    return dict(zip(parts, row, strict=True))


def _read(parts: Iterable[QuerySet[Task]], pattern: str, glue: str, start: str = "") -> list[Any]:
    """The answer of one statement that holds the ids of every part in the pattern.

    The ORM can't limit the parts of a union on every database, and compiles all of their columns.
    """
    compiled = [part.values("pk").query.sql_with_params() for part in parts]
    with connection.cursor() as cursor:
        statement = start + glue.join(pattern.format(sql) for sql, _params in compiled)
        cursor.execute(statement, [value for _sql, params in compiled for value in params])
        return cursor.fetchall()


def _in_order(card: Card) -> tuple[int, int]:
    return card.board_position, card.id


def _newest(card: Card) -> tuple[float, int]:
    return -(card.status_since.timestamp() if card.status_since else 0), -card.id
