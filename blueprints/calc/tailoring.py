"""Leaves parts out of a template so that what remains still holds together."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import cast

from blueprints.calc.template import Criterion, Gate, Link, LinkType, Requirement, Risk, Task, Template
from ecompm.core.expressions import FactCall, fact_calls, parse


@dataclass(frozen=True)
class _Gone:
    """The ids that leave the template, by what they are."""

    tasks: frozenset[str]
    requirements: frozenset[str]
    risks: frozenset[str]
    kpis: frozenset[str]
    compliance: frozenset[str]

    def concerns(self, text: str) -> bool:
        """Whether an expression speaks of something that leaves."""
        return any(self._is_subject(call) for call in fact_calls(parse(text)))

    def _is_subject(self, call: FactCall) -> bool:
        gone = {"kpi": self.kpis, "baseline": self.kpis, "task": self.tasks, "compliance": self.compliance}
        names = gone.get(call.name.split(".")[0], frozenset())
        return any(argument.literal.value in names for argument in call.arguments)


def without(template: Template, blocks: Collection[str]) -> Template:
    """The template without the named blocks.

    A task that leaves counts as one that takes no time: whoever waited for it now waits for what it waited for, with
    the lags added up. Criteria and indicators that speak of something that left are dropped, and so are references to
    it. Names of blocks that the template does not have are passed over.
    """
    left = [block for block in template.blocks if block.id in blocks]
    gone = _Gone(
        tasks=_ids(block.tasks for block in left),
        requirements=_ids(block.requirements for block in left),
        risks=_ids(block.risks for block in left),
        kpis=_ids(block.kpis for block in left),
        compliance=_ids(block.compliance for block in left),
    )
    return replace(
        template,
        tasks=tasks_without(template, gone.tasks),
        gates=tuple(_gate(gate, gone) for gate in template.gates),
        requirements=tuple(
            _requirement(item, gone) for item in template.requirements if item.id not in gone.requirements
        ),
        risks=tuple(_risk(risk, gone) for risk in template.risks if risk.id not in gone.risks),
        kpis=tuple(kpi for kpi in template.kpis if kpi.code not in gone.kpis),
        compliance=tuple(pack for pack in template.compliance if pack not in gone.compliance),
        blocks=tuple(block for block in template.blocks if block.id not in blocks),
    )


def _ids(groups: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(name for group in groups for name in group)


def tasks_without(template: Template, gone: Collection[str]) -> tuple[Task, ...]:
    """The tasks that stay, with their links through the leaving ones closed. The template must have no circle."""
    closed: dict[str, tuple[Link, ...]] = {}

    def links(name: str) -> tuple[Link, ...]:
        if name not in closed:
            closed[name] = _longest(link for own in template.task[name].links for link in through(own))
        return closed[name]

    def through(link: Link) -> list[Link]:
        return [_joined(before, link) for before in links(link.task)] if link.task in gone else [link]

    return tuple(replace(task, links=links(task.id)) for task in template.tasks if task.id not in gone)


def _longest(links: Iterable[Link]) -> tuple[Link, ...]:
    """Of links of one type to one task only the one with the longest lag counts."""
    found: dict[tuple[str, LinkType], Link] = {}
    for link in links:
        key = (link.task, link.type)
        if key not in found or found[key].lag < link.lag:
            found[key] = link
    return tuple(found.values())


def _joined(before: Link, after: Link) -> Link:
    """The link that two make when the task between them takes no time."""
    return Link(before.task, cast(LinkType, before.type[0] + after.type[1]), before.lag + after.lag)


def _gate(gate: Gate, gone: _Gone) -> Gate:
    return replace(gate, criteria=tuple(item for item in gate.criteria if not _concerns(item, gone)))


def _concerns(criterion: Criterion, gone: _Gone) -> bool:
    return bool(criterion.expr) and gone.concerns(criterion.expr)


def _requirement(requirement: Requirement, gone: _Gone) -> Requirement:
    return replace(requirement, traces=tuple(name for name in requirement.traces if name not in gone.tasks))


def _risk(risk: Risk, gone: _Gone) -> Risk:
    indicators = tuple(
        item for item in risk.kri if not any(map(gone.concerns, filter(None, (item.metric, item.value_ref))))
    )
    return replace(risk, hits=tuple(name for name in risk.hits if name not in gone.tasks), kri=indicators)
