"""Resources of the file as roles and resources, and who does which task."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from exchange.mspdi import Place, Plan
from exchange.mspdi.codes import ResourceType
from exchange.mspdi.errors import gettext_noop
from exchange.mspdi.model import Resource
from exchange.mspdi.report import Recorder
from exchange.services.draft.parts import NewPerson
from planning.models.staff import MOST_UNITS

NO_PERSON = gettext_noop("Materials and costs don't come in, only people.")
PERIODS = gettext_noop("Only the first span of availability comes in.")
OUT_OF_RANGE = gettext_noop("A resource has from 1 to 10,000 percent of full time here.")
CODE, NAME, TEAM = 12, 120, 80
HIGHEST_RATE = 10**8
FIRST_YEAR, LAST_YEAR = 1984, 2049


def draft_people(plan: Plan, recorder: Recorder) -> tuple[tuple[NewPerson, ...], dict[str, tuple[NewPerson, ...]]]:
    """The roles in the order of the file, and by task (its UID as text) those who are assigned to it, in order."""
    people = {one.uid: one for one in _people(plan.resources, recorder)}
    teams: dict[str, tuple[NewPerson, ...]] = {}
    tasks = {task.uid for task in plan.tasks if task.outline_level}
    for one in plan.assignments:
        person = people.get(one.resource_uid)
        team = teams.get(str(one.task_uid), ())
        if person and person not in team and one.task_uid in tasks:
            teams[str(one.task_uid)] = (*team, person)
    return tuple(people.values()), teams


def _people(resources: Iterable[Resource], recorder: Recorder) -> Iterator[NewPerson]:
    taken: set[str] = set()
    for one in resources:
        if one.type is not ResourceType.WORK:
            recorder.drop(Place("Resource", one.uid, one.name), "Type", NO_PERSON)
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
        "is_placeholder": one.is_generic,
        "max_units": min(max(units, 1), MOST_UNITS),
        "cost_rate": round(one.rate.standard, 2) if 0 < one.rate.standard < HIGHEST_RATE else None,
        "available_from": _day(period.first if period else None),
        "available_until": _day(period.last if period else None),
    }


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
