"""The stored report of a dry run in words of the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.models import PlanImport

PLACES = 50
"""Places that are listed for one reason; the rest is counted."""


@dataclass
class Loss:
    """One reason why something is left out: of which fields, how often, and where."""

    reason: str
    fields: list[str] = field(default_factory=list)
    total: int = 0
    places: list[str] = field(default_factory=list)

    @property
    def more(self) -> int:
        return max(self.total - len(self.places), 0)


@dataclass(frozen=True)
class Dates:
    """One task: its days here and in the file."""

    name: str
    start: date | None
    finish: date | None
    file_start: date | None
    file_finish: date | None
    moved: bool


class ReportView:
    """What the page says of a plan that was read."""

    def __init__(self, plan_import: PlanImport) -> None:
        self.stored: Mapping[str, Any] = plan_import.report

    @property
    def start(self) -> date | None:
        return _day(self.stored["start"])

    @property
    def finish(self) -> date | None:
        return _day(self.stored["finish"])

    @property
    def moved(self) -> int:
        """How many tasks have other days here than in the file."""
        return int(self.stored["moved"])

    @property
    def tasks(self) -> int:
        return int(self.stored["counts"]["tasks"])

    @property
    def outline(self) -> list[Dates]:
        return [_dates(row) for row in self.stored["outline"]]

    @property
    def moved_rows(self) -> list[Dates]:
        return [_dates(row) for row in self.stored["moved_rows"]]

    @property
    def moved_more(self) -> int:
        return max(self.moved - len(self.stored["moved_rows"]), 0)

    @property
    def comes_in(self) -> list[str]:
        """What becomes part of the project, each kind in a few words; kinds without any are left out."""
        counts = self.stored["counts"]
        return [words % {"count": counts[name]} for name, words in _words(counts) if counts.get(name)]

    @property
    def people(self) -> list[dict[str, Any]]:
        """The resources as roles, with the person who was found."""
        rows = self.stored["people"]
        found = get_user_model().objects.in_bulk([row["person"] for row in rows if row["person"]])
        return [{**row, "user": found.get(row["person"])} for row in rows]

    @property
    def losses(self) -> list[Loss]:
        """What is left out, by reason, the most frequent first."""
        losses: dict[str, Loss] = {}
        for kind, uid, name, what, reason, count in self.stored["dropped"]:
            loss = losses.setdefault(reason, Loss(_(reason)))
            loss.total += 1
            if what not in loss.fields:
                loss.fields.append(what)
            if len(loss.places) < PLACES:
                loss.places.append(f"{_place(kind, uid, name, count)}: {what}")
        return sorted(losses.values(), key=lambda loss: -loss.total)

    @property
    def losses_more(self) -> int:
        """Rows beyond those that the report keeps."""
        return max(int(self.stored["dropped_total"]) - len(self.stored["dropped"]), 0)


def refusal_of(plan_import: PlanImport) -> str:
    """Why a file was refused, as one sentence; empty for one that was not."""
    stored = plan_import.refusal
    if not stored:
        return ""
    sentence = _(stored["message"]) % stored["params"]
    return f"{stored['place']}: {sentence}" if stored["place"] else sentence


def _words(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    return [
        ("tasks", ngettext("%(count)d task", "%(count)d tasks", counts["tasks"])),
        ("summaries", ngettext("%(count)d summary", "%(count)d summaries", counts["summaries"])),
        ("milestones", ngettext("%(count)d milestone", "%(count)d milestones", counts["milestones"])),
        ("links", ngettext("%(count)d link with type and lag", "%(count)d links with type and lag", counts["links"])),
        ("progress", ngettext("%(count)d task with progress", "%(count)d tasks with progress", counts["progress"])),
        ("constraints", ngettext("%(count)d constraint", "%(count)d constraints", counts["constraints"])),
        ("deadlines", ngettext("%(count)d deadline", "%(count)d deadlines", counts["deadlines"])),
        ("manual", ngettext("%(count)d task dated by hand", "%(count)d tasks dated by hand", counts["manual"])),
        ("people", ngettext("%(count)d person as a role", "%(count)d people as roles", counts["people"])),
        (
            "equipment",
            ngettext("%(count)d piece of equipment", "%(count)d pieces of equipment", counts.get("equipment", 0)),
        ),
        ("assignments", ngettext("%(count)d assignment", "%(count)d assignments", counts.get("assignments", 0))),
        ("calendars", ngettext("%(count)d calendar", "%(count)d calendars", counts["calendars"])),
        (
            "exceptions",
            ngettext(
                "%(count)d span of other working time", "%(count)d spans of other working time", counts["exceptions"]
            ),
        ),
        ("baselines", ngettext("%(count)d baseline", "%(count)d baselines", counts.get("baselines", 0))),
    ]


def _place(kind: str, uid: int | None, name: str, count: int) -> str:
    words = " ".join(str(part) for part in (kind, uid) if part is not None)
    named = f"{words} “{name}”" if name else words
    return f"{named} ×{count}" if count > 1 else named


def _dates(row: Mapping[str, Any]) -> Dates:
    days = {name: _day(row[name]) for name in ("start", "finish", "file_start", "file_finish")}
    return Dates(name=row["name"], moved=row["moved"], **days)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
