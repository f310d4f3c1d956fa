"""Write a plan as Microsoft Project XML. The same plan always gives the same bytes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeVar

from exchange.mspdi import values
from exchange.mspdi.columns import (
    ASSIGNMENT,
    BASELINE,
    PROJECT,
    RATE_SPAN,
    RATE_VALUES,
    RESOURCE,
    RESOURCE_KIND,
    RESOURCE_REST,
    TASK,
    written_columns,
)
from exchange.mspdi.document import NAMESPACE
from exchange.mspdi.lines import branch, leaf, leaves
from exchange.mspdi.model import (
    Assignment,
    Availability,
    Baseline,
    CustomField,
    CustomValue,
    Link,
    Plan,
    Rate,
    Resource,
    Task,
)
from exchange.mspdi.written_calendars import calendar_parts

SAVE_VERSION = "14"  # Project 2010 and later
Part = TypeVar("Part")


def write(plan: Plan) -> bytes:
    """Return the plan as an MSPDI document in UTF-8.

    `read` gives an equal plan back, with its links in the order of their successors, apart from characters that XML
    cannot hold and white space around a text.
    """
    links: dict[int, list[Link]] = defaultdict(list)
    for link in plan.links:
        links[link.successor_uid].append(link)
    lines = chain(
        ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', f'<Project xmlns="{NAMESPACE}">'],
        [leaf("SaveVersion", SAVE_VERSION)],
        leaves(written_columns(plan.project, PROJECT)),
        _list("ExtendedAttributes", "ExtendedAttribute", plan.custom_fields, _custom_field),
        _list("Calendars", "Calendar", plan.calendars, calendar_parts),
        _list("Tasks", "Task", plan.tasks, lambda task: _task(task, links[task.uid])),
        _list("Resources", "Resource", plan.resources, _resource),
        _list("Assignments", "Assignment", plan.assignments, _assignment),
        ["</Project>", ""],
    )
    return "\n".join(lines).encode()


def _list(container: str, name: str, parts: Iterable[Part], lines: Callable[[Part], Iterable[str]]) -> Iterator[str]:
    return branch(container, chain.from_iterable(branch(name, lines(part)) for part in parts))


def _custom_field(field: CustomField) -> Iterator[str]:
    return leaves([("FieldID", str(field.field_id)), ("FieldName", field.name), ("Alias", field.alias)])


def _task(task: Task, links: Iterable[Link]) -> Iterator[str]:
    yield from leaves(written_columns(task, TASK))
    for link in links:
        yield from branch("PredecessorLink", _link(link))
    yield from _custom_values(task.custom)
    yield from _baselines(task.baselines)


def _link(link: Link) -> Iterator[str]:
    yield leaf("PredecessorUID", str(link.predecessor_uid))
    yield leaf("Type", str(int(link.type)))
    yield leaf("CrossProject", "0")
    yield leaf("LinkLag", values.format_lag(link.lag))
    yield leaf("LagFormat", str(values.lag_code(link.lag)))


def _resource(resource: Resource) -> Iterator[str]:
    yield from leaves(written_columns(resource, RESOURCE))
    yield from leaves(written_columns(resource.rate, RATE_VALUES))
    yield from leaves(written_columns(resource, RESOURCE_REST))
    yield from _custom_values(resource.custom)
    yield from _baselines(resource.baselines)
    yield from leaves(written_columns(resource, RESOURCE_KIND))
    if resource.availability:
        yield from _list("AvailabilityPeriods", "AvailabilityPeriod", resource.availability, _availability)
    if resource.rates:
        yield from _list("Rates", "Rate", resource.rates, _rate)


def _availability(period: Availability) -> Iterator[str]:
    if period.first:
        yield leaf("AvailableFrom", values.format_moment(period.first))
    if period.last:
        yield leaf("AvailableTo", values.format_moment(period.last))
    yield leaf("AvailableUnits", values.format_number(period.units))


def _rate(rate: Rate) -> Iterator[str]:
    return leaves(written_columns(rate, RATE_SPAN + RATE_VALUES))


def _assignment(assignment: Assignment) -> Iterator[str]:
    yield from leaves(written_columns(assignment, ASSIGNMENT))
    yield from _baselines(assignment.baselines)


def _custom_values(custom: Iterable[CustomValue]) -> Iterator[str]:
    for value in custom:
        yield from branch("ExtendedAttribute", leaves([("FieldID", str(value.field_id)), ("Value", value.value)]))


def _baselines(baselines: Iterable[Baseline]) -> Iterator[str]:
    for baseline in baselines:
        yield from branch("Baseline", leaves(written_columns(baseline, BASELINE)))
