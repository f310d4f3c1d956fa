"""A project template as data: what a project of one kind brings with it. `reading.py` reads it, `checks/` judges it.

Durations and lags are working days, money is EUR, shares are percent.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Final, Literal, NamedTuple, TypeAlias

from ecompm.core.documents import Items, Misfit, Node, Record, Scalar, spelled
from ecompm.core.sentences import gettext_noop

SCHEMA: Final = "ecpm-template/1"

Phase: TypeAlias = Literal["initiation", "planning", "execution", "monitoring_control", "closure"]
LinkType: TypeAlias = Literal["FS", "SS", "FF", "SF"]
Comparison: TypeAlias = Literal[">", ">=", "<", "<=", "==", "!="]
Number: TypeAlias = int | float

NUMBER: Final = re.compile(r"[-+]?[0-9]{1,9}(\.[0-9]{1,4})?", re.ASCII)
LINK: Final = re.compile(
    r"(?P<task>[A-Za-z][A-Za-z0-9_]{0,19})(?::(?P<type>FS|SS|FF|SF))?(?P<lag>[+-][0-9]{1,4}(\.[0-9])?)?", re.ASCII
)

THREE_NUMBERS = gettext_noop("Three numbers are needed: [lowest, most likely, highest].")
TWO_NUMBERS = gettext_noop("Two whole numbers are needed: [lowest, highest].")
NO_LINK = gettext_noop("%(found)s is no link. Write T07, T07:SS or T07:FS+3 (FS, SS, FF or SF and working days).")
LIST_OF_LINKS = gettext_noop('Links stand in a list: [T07, "T08:SS+3"].')
ONE_ACCOUNTABLE = gettext_noop("A task has exactly one accountable role; here is a list.")
A_ROLE = gettext_noop("A role code or a list of role codes is needed.")


class Span(NamedTuple):
    """A lowest and a highest whole number."""

    low: int
    high: int


class ThreePoint(NamedTuple):
    """A lowest, a most likely and a highest value."""

    low: Number
    likely: Number
    high: Number


class Link(NamedTuple):
    """What a task waits for. The lag is in working days, negative for a lead."""

    task: str
    type: LinkType = "FS"
    lag: Number = 0

    def __str__(self) -> str:
        if not self.lag:
            return self.task if self.type == "FS" else f"{self.task}:{self.type}"
        return f"{self.task}:{self.type}{self.lag:+}"


def _number(text: str) -> Number:
    return float(text) if "." in text else int(text)


def _numbers(node: Node) -> list[Number]:
    """The numbers of a list; empty when it holds anything else."""
    children = node.values if isinstance(node, Items) else []
    plain = [child.text for child in children if isinstance(child, Scalar) and child.plain]
    fits = len(plain) == len(children) and all(NUMBER.fullmatch(text) for text in plain)
    return [_number(text) for text in plain] if fits else []


def read_three_point(node: Node) -> ThreePoint:
    """`[1, 2, 4]`."""
    numbers = _numbers(node)
    if len(numbers) != 3:
        raise Misfit(THREE_NUMBERS)
    return ThreePoint(*numbers)


def read_span(node: Node) -> Span:
    """`[5, 12]`."""
    numbers = _numbers(node)
    if len(numbers) != 2 or not all(isinstance(number, int) for number in numbers):
        raise Misfit(TWO_NUMBERS)
    return Span(int(numbers[0]), int(numbers[1]))


def read_links(node: Node) -> tuple[Link, ...]:
    """`[T07, "T08:SS+3"]`."""
    if not isinstance(node, Items):
        raise Misfit(LIST_OF_LINKS)
    return tuple(read_link(child.text if isinstance(child, Scalar) else "[]") for child in node.values)


def read_link(text: str) -> Link:
    """`T08:SS+3`; Misfit when it is no link."""
    match = LINK.fullmatch(text.strip())
    if match is None:
        raise Misfit(NO_LINK, found=text)
    type_: LinkType = match["type"] or "FS"  # type: ignore[assignment]  # the pattern allows no other
    return Link(match["task"], type_, _number(match["lag"] or "0"))


def _roles(node: Node) -> tuple[str, ...]:
    """One role code or a list of them."""
    children = node.values if isinstance(node, Items) else [node]
    roles = tuple(child.text for child in children if isinstance(child, Scalar) and not child.is_null)
    if not roles or len(roles) != len(children):
        raise Misfit(A_ROLE)
    return roles


def _accountable(node: Node) -> str:
    if isinstance(node, Scalar):
        return "" if node.is_null else node.text
    raise Misfit(ONE_ACCOUNTABLE)


@dataclass(frozen=True, kw_only=True)
class Fit(Record):
    """For whom the template is meant: team size in people, budget, and how complex such a project is."""

    team_size: Span = field(metadata=spelled(read=read_span))
    budget_eur: Span = field(metadata=spelled(read=read_span))
    complexity: Literal["low", "medium", "high"]


@dataclass(frozen=True, kw_only=True)
class Role(Record):
    """A role of the project, to be filled with a person when a project is made."""

    label: ClassVar[str] = "code"
    code: str
    name: str
    side: Literal["internal", "agency", "vendor"]


@dataclass(frozen=True, kw_only=True)
class Task(Record):
    """A task or milestone, with its three-point duration, what it waits for, and who does and answers for it."""

    label: ClassVar[str] = "id"
    id: str
    wbs: str
    phase: Phase
    name: str
    duration: ThreePoint = field(metadata=spelled("d", read_three_point))
    links: tuple[Link, ...] = field(default=(), metadata=spelled("deps", read_links))
    responsible: tuple[str, ...] = field(metadata=spelled("r", _roles))
    accountable: str = field(default="", metadata=spelled("a", _accountable))
    milestone: bool = False
    gate: str | None = None


@dataclass(frozen=True, kw_only=True)
class Criterion(Record):
    """What a gate checks: an expression over facts or KPIs, evidence that must be there, or a person's word."""

    label: ClassVar[str] = "id"
    id: str
    kind: Literal["auto", "kpi", "evidence", "manual"]
    must: bool
    text: str
    expr: str = ""


@dataclass(frozen=True, kw_only=True)
class Approvers(Record):
    """The roles that vote on a gate, and how many of them must agree."""

    roles: tuple[str, ...]
    quorum: int


@dataclass(frozen=True, kw_only=True)
class Gate(Record):
    """A decision point; the milestone that names it is where it stands in the plan."""

    label: ClassVar[str] = "id"
    id: str
    name: str
    approvers: Approvers
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, kw_only=True)
class Requirement(Record):
    """A need with its acceptance, and the tasks that meet it."""

    label: ClassVar[str] = "id"
    id: str
    type: Literal["functional", "nonfunctional", "integration", "security", "legal", "data", "seo", "operations"]
    moscow: Literal["must", "should", "could", "wont"]
    text: str
    acceptance: str
    traces: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Indicator(Record):
    """A leading indicator: while `metric op value` holds, the likelihood of the risk rises by `adds`.

    Instead of a plain value the limit may be an expression, `value_ref`.
    """

    metric: str
    op: Comparison
    value: bool | int | float | str | None = None
    value_ref: str | None = None
    adds: int = 1


@dataclass(frozen=True, kw_only=True)
class Risk(Record):
    """A threat or opportunity with its starting scores, response, effect on tasks and money, and indicators."""

    label: ClassVar[str] = "id"
    id: str
    category: str
    kind: Literal["threat", "opportunity"] = "threat"
    statement: str
    p: int
    i: int
    strategy: Literal["avoid", "reduce", "transfer", "accept", "exploit", "enhance", "share"]
    response: str
    hits: tuple[str, ...] = ()
    delay_d: ThreePoint = field(default=ThreePoint(0, 0, 0), metadata=spelled(read=read_three_point))
    cost_eur: ThreePoint = field(default=ThreePoint(0, 0, 0), metadata=spelled(read=read_three_point))
    kri: tuple[Indicator, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Kpi(Record):
    """A figure to watch. The limits compare it with a number or with its `baseline`: `>=96`, `>=baseline-1`."""

    label: ClassVar[str] = "code"
    code: str
    target: int | float
    direction: Literal["up", "down"]
    green: str
    amber: str
    window: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Communication(Record):
    """Who is told what, how and how often (`every`: 2w, 4h, once)."""

    label: ClassVar[str] = "audience"
    audience: str
    purpose: str
    channel: str
    every: str
    owner: str


@dataclass(frozen=True, kw_only=True)
class Block(Record):
    """A part of the template that a project may leave out."""

    label: ClassVar[str] = "id"
    id: str
    name: Mapping[str, str]
    tasks: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    compliance: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Template(Record):
    """A whole template. `event` is the task whose start people name when a date is fixed, such as the launch.

    In a `backward` template the date of the event (without one: the finish) is fixed and the start follows from it.
    """

    schema: Literal["ecpm-template/1"]
    id: str
    version: int
    name: Mapping[str, str]
    summary: str
    fit: Fit | None = None
    schedule_mode: Literal["forward", "backward"] = "forward"
    event: str | None = None
    roles: tuple[Role, ...]
    tasks: tuple[Task, ...]
    gates: tuple[Gate, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    risks: tuple[Risk, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    communication: tuple[Communication, ...] = ()
    compliance: tuple[str, ...] = ()
    budget_split_pct: Mapping[str, int | float] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()

    @cached_property
    def task(self) -> Mapping[str, Task]:
        """The tasks by id."""
        return {task.id: task for task in self.tasks}

    def title(self, language: str) -> str:
        """The name in a language, else in English, else in whatever language there is."""
        return self.name.get(language) or self.name.get("en") or next(iter(self.name.values()), self.id)
