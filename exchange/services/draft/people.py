"""Resources of the file as roles and resources, and who does which task."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from exchange.mspdi import Place, Plan
from exchange.mspdi.codes import ResourceType
from exchange.mspdi.errors import gettext_noop
from exchange.mspdi.model import Rate, Resource
from exchange.mspdi.report import Recorder
from exchange.services.draft.parts import NewPerson
from planning.cost_rates import MOST as MOST_RATES
from planning.models import Resource as StoredResource
from planning.models.staff import MOST_UNITS

ResourceKind = StoredResource.Kind

COST_ITEM = gettext_noop("Cost items don't come in: a resource here does work or is used for it.")
MATERIAL = gettext_noop("Material comes in as equipment, without its price.")
AMOUNTS = gettext_noop("Amounts of material and costs are not kept, only the work of people and equipment.")
PERIODS = gettext_noop("Only the first span of availability comes in.")
OUT_OF_RANGE = gettext_noop("A resource has from 1 to 10,000 percent of full time here.")
KINDS = {
    "agency": ResourceKind.AGENCY,
    "vendor": ResourceKind.AGENCY,
    "supplier": ResourceKind.AGENCY,
    "equipment": ResourceKind.EQUIPMENT,
    "machine": ResourceKind.EQUIPMENT,
}
"""What a resource is by the word in its code or group, for the format knows work, material and cost only."""

CODE, NAME, TEAM = 12, 120, 80
HIGHEST_RATE = 10**8
FIRST_YEAR, LAST_YEAR = 1984, 2049


def draft_people(plan: Plan, recorder: Recorder) -> tuple[tuple[NewPerson, ...], dict[str, tuple[NewPerson, ...]]]:
    """The resources in the order of the file, and by task (its UID as text) the people assigned to it, in order."""
    people = {one.uid: one for one in _people(plan.resources, recorder)}
    teams: dict[str, tuple[NewPerson, ...]] = {}
    tasks = {task.uid for task in plan.tasks if task.outline_level}
    for one in plan.assignments:
        person = people.get(one.resource_uid)
        team = teams.get(str(one.task_uid), ())
        if person and person.has_role and person not in team and one.task_uid in tasks:
            teams[str(one.task_uid)] = (*team, person)
    _note_amounts(plan, people, recorder)
    return tuple(people.values()), teams


def _note_amounts(plan: Plan, people: Mapping[int, NewPerson], recorder: Recorder) -> None:
    names = {task.uid: task.name for task in plan.tasks}
    known = {one.uid for one in plan.resources}
    for one in plan.assignments:
        person = people.get(one.resource_uid)
        if one.resource_uid in known and (person is None or not person.works):
            recorder.drop(Place("Task", one.task_uid, names.get(one.task_uid, "")), "Assignment", AMOUNTS)


def _people(resources: Iterable[Resource], recorder: Recorder) -> Iterator[NewPerson]:
    taken: set[str] = set()
    for one in resources:
        if one.type is not ResourceType.WORK:
            reason = COST_ITEM if one.type is ResourceType.COST else MATERIAL
            recorder.drop(Place("Resource", one.uid, one.name), "Type", reason)
        if one.type is ResourceType.COST:
            continue
        name = one.name or _("Resource %(number)d") % {"number": one.uid}
        code = next(text for text in _codes(one.initials or name) if text not in taken)
        taken.add(code)
        email = one.email.strip() if "@" in one.email else ""
        yield NewPerson(one.uid, code, name[:NAME], email, **_terms(one, recorder))


def _terms(one: Resource, recorder: Recorder) -> dict[str, Any]:
    """How much of it is there, when, and at what price."""
    first = [period for period in one.availability if period.first or period.last]
    if len(first) > 1:
        recorder.drop(Place("Resource", one.uid, one.name), "AvailabilityPeriods", PERIODS, len(first) - 1)
    period = first[0] if first else None
    units = round(one.max_units * 100)
    if not 1 <= units <= MOST_UNITS:
        recorder.drop(Place("Resource", one.uid, one.name), "MaxUnits", OUT_OF_RANGE)
    return {
        "team": one.group[:TEAM],
        "kind": _kind(one),
        "works": one.type is ResourceType.WORK,
        "max_units": min(max(units, 1), MOST_UNITS),
        "cost_rate": _rate(one),
        "cost_rates": _dated_rates(one),
        "available_from": _day(period.first if period else None),
        "available_until": _day(period.last if period else None),
    }


def _kind(one: Resource) -> ResourceKind:
    if one.type is ResourceType.MATERIAL:
        return ResourceKind.EQUIPMENT
    words = (one.code.strip().lower(), one.group.strip().lower())
    named = next((KINDS[word] for word in words if word in KINDS), ResourceKind.PERSON)
    return ResourceKind.ROLE if one.is_generic and named is ResourceKind.PERSON else named


def _rate(one: Resource) -> Decimal | None:
    """Money an hour before any later rate; the price of material is by amount."""
    begins = next((rate for rate in _table(one) if _since(rate) is None), one.rate)
    told = one.type is ResourceType.WORK and 0 < begins.standard < HIGHEST_RATE
    return round(begins.standard, 2) if told else None


def _dated_rates(one: Resource) -> tuple[tuple[date, Decimal], ...]:
    """The rates that hold from a day on."""
    if one.type is not ResourceType.WORK:
        return ()
    dated = {since: round(rate.standard, 2) for rate in _table(one) if (since := _since(rate))}
    return tuple((day, rate) for day, rate in sorted(dated.items()) if 0 <= rate < HIGHEST_RATE)[:MOST_RATES]


def _table(one: Resource) -> list[Rate]:
    """Rate table A, the one that counts."""
    return [rate for rate in one.rates if rate.table == 0]


def _since(rate: Rate) -> date | None:
    return rate.first.date() if rate.first and rate.first.year > FIRST_YEAR else None


def _day(moment: datetime | None) -> date | None:
    """The day of an availability; the first and the last years of Microsoft Project mean that it has no bound."""
    return moment.date() if moment and FIRST_YEAR < moment.year < LAST_YEAR else None


def _codes(text: str) -> Iterator[str]:
    """Short codes made of a text: the first letters of its words, then with a number."""
    words = re.findall(r"[^\W_]+", text.upper())
    base = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)
    base = base[: CODE - 5] or "R"
    yield base
    yield from (f"{base}{number}" for number in range(2, 10**5))
