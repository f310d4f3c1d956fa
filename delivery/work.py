"""What waits for a person, over all projects. Each app says in its `work.py` what it knows of:

    @work_source
    def votes(user: User, on: date) -> Iterable[WorkItem]: ...

A source returns only what the person may see and can act on, in a constant number of queries.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delivery.loaders import Card
from ecompm.core.ui import formats
from planning.models import Task
from projects.models import Project

Text = str | Promise
MOST = 200
TASK, OPEN = gettext_lazy("Task"), gettext_lazy("Open")


class Section(StrEnum):
    """Where on the page an item stands. Tasks are sorted by their day; what others wait for is told apart."""

    TASK = "task"
    REVIEW = "review"


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits for a person: what, where, why, until when, and the one thing to press."""

    project_key: str
    title: str
    href: str
    section: Section = Section.TASK
    kind: Text = TASK
    icon: str = "gantt"
    why: Text = ""
    due: date | None = None
    action: Text = OPEN
    blocked: bool = False


Source = Callable[[Any, date], Iterable[WorkItem]]
_sources: list[Source] = []


def work_source(function: Source) -> Source:
    """Register a source of work items."""
    if function not in _sources:
        _sources.append(function)
    return function


@dataclass(frozen=True)
class MyWork:
    """A person's work by urgency; the first item of the first filled list is where to start."""

    overdue: list[WorkItem]
    today: list[WorkItem]
    week: list[WorkItem]
    later: list[WorkItem]
    reviews: list[WorkItem]

    @property
    def count(self) -> int:
        return len(self.overdue) + len(self.today) + len(self.week) + len(self.reviews)

    @property
    def projects(self) -> int:
        urgent = (*self.overdue, *self.today, *self.week, *self.reviews)
        return len({item.project_key for item in urgent})

    @property
    def first(self) -> WorkItem | None:
        return next((items[0] for items in (self.overdue, self.today, self.reviews, self.week) if items), None)


def work_of(user: Any, on: date) -> MyWork:
    """Everything that waits for the person, from all sources, the most urgent first."""
    items = sorted((item for source in _sources for item in source(user, on)), key=_urgency)
    tasks = [item for item in items if item.section == Section.TASK]
    sunday = on + timedelta(days=6 - on.weekday())
    return MyWork(
        overdue=[item for item in tasks if item.due and item.due < on],
        today=[item for item in tasks if item.due == on],
        week=[item for item in tasks if item.due and on < item.due <= sunday],
        later=[item for item in tasks if item.due is None or item.due > sunday],
        reviews=[item for item in items if item.section == Section.REVIEW],
    )


@work_source
def tasks_of(user: Any, on: date) -> Iterable[WorkItem]:
    """Open tasks the person owns, or whose role they play while nobody owns them, that begin within two weeks."""
    mine = Q(owner=user) | Q(owner=None, role__person=user)
    soon = Q(start__lt=on + timedelta(days=15)) | Q(deadline__lte=on + timedelta(days=15))
    rows = _open(user).filter(mine, soon).order_by("finish", "pk")
    return [_item(Card(*row), key, on) for *row, key in rows.values_list(*Card._fields, "project__key")[:MOST]]


@work_source
def waited_for(user: Any, on: date) -> Iterable[WorkItem]:
    """Blocked tasks of others that wait for the person."""
    rows = _open(user).filter(waits_for=user).exclude(owner=user).exclude(blocked_reason="").order_by("finish", "pk")
    return [
        _item(Card(*row), key, on, waited=True) for *row, key in rows.values_list(*Card._fields, "project__key")[:MOST]
    ]


def _open(user: Any) -> Any:
    live = Project.objects.current().filter(status=Project.Status.ACTIVE)
    return Task.objects.allowed(user, "task.view").open().filter(project__in=live)


def _item(card: Card, key: str, on: date, *, waited: bool = False) -> WorkItem:
    return WorkItem(
        project_key=key,
        title=f"{card.code} {card.name}",
        href=reverse("planning:task", kwargs={"key": key, "number": card.number}),
        why=_why(card, waited),
        due=on if waited and not (card.due and card.due < on) else card.due,
        blocked=bool(card.blocked_reason),
    )


def _why(card: Card, waited: bool) -> str:
    if waited:
        person = {"person": card.owner__name or _("Somebody"), "reason": card.blocked_reason}
        return _("%(person)s waits for you: %(reason)s") % person
    if card.blocked_reason:
        return _("Blocked: %(reason)s") % {"reason": card.blocked_reason}
    if card.is_critical:
        return _("Critical: every day of delay moves the finish")
    if card.status == Task.Status.TODO and card.start:
        return _("To begin on %(day)s") % {"day": formats.day(card.start.date())}
    return _("%(percent)s done") % {"percent": formats.percent(card.percent)}


def late_by(item: WorkItem, on: date) -> str:
    """How late an item is, in words."""
    days = (on - item.due).days if item.due else 0
    return ngettext("%(count)d day overdue", "%(count)d days overdue", days) % {"count": days}


def _urgency(item: WorkItem) -> tuple[date, str]:
    return item.due or date.max, item.title
