"""Cards and lanes of the board as HTML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delivery.loaders import STATUSES, BoardColumn, Card
from ecompm.core.ui import formats, marks
from planning.models import Task

GROUPS = ("owner", "phase", "none")


@dataclass(frozen=True)
class Lane:
    """The cards of one owner or phase; a board without groups has one lane without a name."""

    name: str
    columns: list[list[Card]]
    in_progress: int


def lanes_of(board: list[BoardColumn], by: str) -> list[Lane]:
    """The cards grouped; work that belongs to nobody (or no phase) comes last."""
    names = sorted({_group(card, by) for column in board for card in column.cards}, key=lambda name: (not name, name))
    return [_lane(board, by, name) for name in names] or [_lane(board, "none", "")]


def _lane(board: list[BoardColumn], by: str, name: str) -> Lane:
    columns = [[card for card in column.cards if _group(card, by) == name] for column in board]
    return Lane(name, columns, len(columns[STATUSES.index(Task.Status.IN_PROGRESS)]))


def _group(card: Card, by: str) -> str:
    return {"owner": card.owner__name or "", "phase": card.phase}.get(by, "")


class Cards:
    """Writes cards. `at` is the present moment: a card tells how long it has stood in its column."""

    def __init__(self, key: str, *, may_change: bool, at: datetime, on: date) -> None:
        self.key, self.may_change, self.at, self.on = key, may_change, at, on
        self.words = {status: str(status.label) for status in STATUSES}

    def list(self, cards: Iterable[Card], label: str, status: str) -> SafeString:
        """One column of a lane."""
        body = "".join(map(self.card, cards))
        return mark_safe(  # noqa: S308 -- escaped below
            f'<ul aria-label="{escape(label)}" data-status="{status}">{body}</ul>'
        )

    def card(self, card: Card) -> str:
        address = reverse("planning:task", kwargs={"key": self.key, "number": card.number})
        focus = ' tabindex="0" draggable="true"' if self.may_change else ""
        return (
            f'<li class="tcard" id="card-{card.number}" data-n="{card.number}" data-v="{card.version}"{focus}>'
            f'<div class="hd">{marks.key(card.code)}{self._blocked(card)}{self._menu(card)}</div>'
            f'<a class="name" href="{address}">{escape(card.name)}</a>{self._why(card)}'
            f'<div class="ft">{"".join(self._foot(card))}</div></li>'
        )

    def _blocked(self, card: Card) -> str:
        return marks.status("blocked", _("Blocked")) if card.blocked_reason else ""

    def _why(self, card: Card) -> str:
        if not card.blocked_reason:
            return ""
        reason = escape(card.blocked_reason)
        if card.waits_for__name:
            reason += " " + escape(_("Waits for %(person)s.") % {"person": card.waits_for__name})
        return f'<p class="why">{reason}</p>'

    def _foot(self, card: Card) -> Iterator[str]:
        if card.status == Task.Status.DONE:
            yield marks.status("ok", _("Done %(day)s") % {"day": formats.day(card.actual_finish)})
            return
        if card.status_since:
            days = (self.at - card.status_since).days
            here = ngettext("%(count)d day here", "%(count)d days here", days) % {"count": days}
            yield f'<span class="row-x nowrap">{marks.icon("clock", css="s")}{escape(here)}</span>'
        if card.due:
            word = _("due %(day)s") % {"day": formats.day(card.due)}
            late = card.due < self.on
            yield f'<span class="push">{marks.status("warn", word) if late else escape(word)}</span>'

    def _menu(self, card: Card) -> str:
        """Actions of a card: buttons of the one form of the board, so that they work without script."""
        if not self.may_change:
            return ""
        move = reverse("delivery:move", kwargs={"key": self.key, "number": card.number})
        block = reverse("delivery:block", kwargs={"key": self.key, "number": card.number})
        buttons = "".join(self._move(move, card, status) for status in STATUSES if status != card.status)
        label = escape(_("Actions for %(code)s") % {"code": card.code})
        word = escape(_("Change or lift the block") if card.blocked_reason else _("Mark as blocked"))
        return (
            f'<details class="menu push"><summary class="iconbtn" aria-label="{label}">{marks.icon("dots")}</summary>'
            f'<div class="menu-box">{buttons}<a href="{block}" hx-get="{block}" hx-target="#dialog" data-block>'
            f"{marks.icon('blocked')}{word}</a></div></details>"
        )

    def _move(self, address: str, card: Card, status: str) -> str:
        word = escape(_("Move to %(column)s") % {"column": self.words[Task.Status(status)]})
        return (
            f'<button type="submit" form="move" formaction="{address}?version={card.version}" name="status"'
            f' value="{status}">{marks.icon("arrow")}{word}</button>'
        )
