"""Who is on a task, and what joining, changing and leaving make of it, as the services of staffing store it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import NamedTuple

from planning.models import LONGEST, ScenarioAssignment
from planning.models.staff import FULL_TIME, work_of


class Member(NamedTuple):
    """A resource on a task, as its assignment has it."""

    resource: int
    units: int
    effort: int | None
    follows: bool = True


@dataclass(frozen=True)
class Crew:
    """Everybody on one task, whose duration is in working minutes."""

    duration: int
    effort_driven: bool
    members: tuple[Member, ...] = ()

    def share(self, member: Member) -> float:
        """Percent of full time that the task takes of somebody while it lasts."""
        work = work_of(member.effort, member.units, self.duration)
        return FULL_TIME * work / self.duration if self.duration else 0.0

    def lasting(self, duration: int) -> "Crew":
        """With another duration, that somebody set: efforts that drive it grow and shrink with it."""
        if not self.effort_driven:
            return replace(self, duration=duration)
        members = (one._replace(effort=self._stretched(one, duration)) for one in self.members)
        return replace(self, duration=duration, members=tuple(members))

    def after(self, change: ScenarioAssignment) -> "Crew":
        """With what a scenario changes of one assignment."""
        there = next((one for one in self.members if one.resource == change.resource_id), None)
        if change.left_out:
            return self._without(there) if there else self
        return self._changed(there, change) if there else self._joined(change)

    def _stretched(self, one: Member, duration: int) -> int:
        before = work_of(one.effort, one.units, self.duration)
        return round(before * duration / self.duration) if self.duration else work_of(None, one.units, duration)

    def _joined(self, change: ScenarioAssignment) -> "Crew":
        new = Member(change.resource_id, change.units or FULL_TIME, change.effort)
        if not self.effort_driven:
            return replace(self, members=(*self.members, self._by_units(new)))
        total = sum(one.effort or 0 for one in self.members) or work_of(None, new.units, self.duration)
        members = (*self.members, new)
        return self._driven(members if new.effort is not None else _shared(members, total))

    def _changed(self, there: Member, change: ScenarioAssignment) -> "Crew":
        if self.effort_driven:
            new = there._replace(**change.values)
        elif change.effort is not None and change.units in (None, there.units):
            new = self._by_units(there._replace(effort=change.effort))
        else:
            new = there._replace(units=change.units or there.units)
        members = tuple(new if one is there else one for one in self.members)
        return self._driven(members) if self.effort_driven else replace(self, members=members)

    def _without(self, there: Member) -> "Crew":
        rest = tuple(one for one in self.members if one is not there)
        if not self.effort_driven:
            return replace(self, members=rest)
        return self._driven(_shared(rest, sum(one.effort or 0 for one in self.members)) if rest else ())

    def _by_units(self, one: Member) -> Member:
        """Effort on a task of fixed duration is told as units."""
        made = round(one.effort * FULL_TIME / self.duration) if one.effort and self.duration else 0
        return one._replace(units=made or one.units, effort=None)

    def _driven(self, members: tuple[Member, ...]) -> "Crew":
        """With the duration that the efforts make."""
        pairs = [(one.effort, one.units) for one in members if one.effort]
        return replace(self, members=members, duration=effort_driven_duration(pairs) if pairs else self.duration)


def effort_driven_duration(assignments: Sequence[tuple[int, int]]) -> int:
    """Working minutes of an effort-driven task from pairs of effort and units: of whoever needs longest."""
    return min(max((ceil(effort * FULL_TIME / units) for effort, units in assignments), default=0), LONGEST)


def _shared(members: Iterable[Member], total: int) -> tuple[Member, ...]:
    """Everybody with a part of the effort by their units, so that all are done at the same time."""
    members = tuple(members)
    units = sum(one.units for one in members)
    return tuple(one._replace(effort=round(total * one.units / units)) for one in members)
