"""Dependencies of the file as links of a plan here."""

from exchange.mspdi import MspdiError, Place, Plan
from exchange.mspdi.codes import TimeUnit
from exchange.mspdi.errors import gettext_noop
from exchange.mspdi.model import Link
from exchange.mspdi.report import Recorder
from exchange.mspdi.scheduling import LINK_TYPES
from planning.models import LONGEST, TaskLink
from planning.services.plans import NewLink

OF_WHOLE = gettext_noop("It is linked to the row of the whole project, which is no task here.")
OF_INACTIVE = gettext_noop("It is linked to an inactive task, which holds nothing back.")
OWN_PART = gettext_noop("A task can't depend on what it is part of, nor on its own parts.")
LONG_LAG = gettext_noop("A lag is longer than %(limit)d working days. Shorten it.")


def draft_links(plan: Plan, recorder: Recorder) -> tuple[NewLink, ...]:
    """The links, between UIDs as text. Raises MspdiError for a lag that is too long."""
    return tuple(_new_link(link) for link in _Sieve(plan, recorder).kept())


class _Sieve:
    """Tells links that can stand here from those that can't."""

    def __init__(self, plan: Plan, recorder: Recorder) -> None:
        self.plan, self.recorder = plan, recorder
        self.tasks = {task.uid: task for task in plan.tasks}

    def kept(self) -> list[Link]:
        kept = []
        for link in self.plan.links:
            reason = self._reason(link)
            task = self.tasks[link.successor_uid]
            place = Place("Task", task.uid, task.name)
            if reason:
                self.recorder.drop(place, "PredecessorLink", reason)
                continue
            if abs(link.lag.amount) > LONGEST:
                raise MspdiError(LONG_LAG, place, limit=LONGEST // 480)
            kept.append(link)
        return kept

    def _reason(self, link: Link) -> str:
        ends = self.tasks[link.predecessor_uid], self.tasks[link.successor_uid]
        if not all(end.outline_level for end in ends):
            return OF_WHOLE
        if not all(end.active for end in ends):
            return OF_INACTIVE
        inside = self._is_inside(*ends) or self._is_inside(*reversed(ends))
        return OWN_PART if inside and link.predecessor_uid != link.successor_uid else ""

    def _is_inside(self, task: object, summary: object) -> bool:
        own, above = task.outline_number, summary.outline_number  # type: ignore[attr-defined]
        return bool(own.startswith(f"{above}."))


def _new_link(link: Link) -> NewLink:
    percent = link.lag.unit is TimeUnit.PERCENT
    kinds = TaskLink.LagKind
    kind = kinds.PERCENT if percent else kinds.ELAPSED if link.lag.elapsed else kinds.WORKING
    type_ = str(LINK_TYPES[link.type])
    return NewLink(str(link.predecessor_uid), str(link.successor_uid), type_, round(link.lag.amount), str(kind))
