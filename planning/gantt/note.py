"""What a change did to the plan, as the sentences of the banner above it."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecompm.core.ui import formats
from planning.models import Task
from planning.notation import format_duration
from planning.services.ripple import Ripple

FEW = 3


class Note(NamedTuple):
    """A banner: the fact in bold, then what follows from it. `kind` is a banner kind; `undo` a token or empty;
    `redo` says whether what was taken back can be done again."""

    fact: str
    text: str
    kind: str = "info"
    undo: str = ""
    redo: bool = False


def note_of(task: Task, fact: str, ripple: Ripple, undo: str, *, asked: date | None = None) -> Note:
    """The note of a change. `asked` is the start somebody wished for: where links hold the task back, it says so."""
    sentences = [_effect(ripple), *_held_back(task, asked), *_milestones(ripple), *_finish(ripple)]
    return Note(fact, " ".join(sentences), undo=undo)


def fact_of(task: Task, field: str) -> str:
    """What was changed, in one sentence."""
    name = {"code": task.code, "name": task.name}
    match field:
        case "duration" | "finish" | "stretch":
            return _("%(code)s now takes %(days)s.") % {**name, "days": format_duration(task.duration)}
        case "start" | "shift":
            return _("%(code)s now starts on %(day)s.") % {**name, "day": formats.day(task.start_day)}
        case "predecessors" | "link":
            return _("The predecessors of %(code)s changed.") % name
        case "owner":
            person = task.owner or _("nobody")
            return _("%(code)s now belongs to %(person)s.") % {**name, "person": person}
        case "percent":
            return _("%(code)s is %(percent)s done.") % {**name, "percent": formats.percent(task.percent)}
        case _name:
            return _("%(code)s is now called “%(name)s”.") % name


def _effect(ripple: Ripple) -> str:
    if not ripple.complete:
        return _("The plan is large: its dates are computed in the background.")
    others = len(ripple.others)
    if others:
        return ngettext("One other task moves.", "%(count)d other tasks move.", others) % {"count": others}
    if ripple.float_left is not None and ripple.float_left > 0:
        return _("Nothing else moves; the total float is now %(float)s.") % {
            "float": format_duration(ripple.float_left)
        }
    return _("Nothing else moves.")


def _held_back(task: Task, asked: date | None) -> list[str]:
    if asked is None or task.start_day is None or task.start_day == asked:
        return []
    return [_("It can't start on %(asked)s: links or days off hold it back.") % {"asked": formats.day(asked)}]


def _milestones(ripple: Ripple) -> list[str]:
    return [
        _("T%(number)d moves by %(days)s d to %(day)s.")
        % {"number": one.number, "days": formats.signed(one.days), "day": formats.day(one.finish)}
        for one in ripple.milestones[:FEW]
    ]


def _finish(ripple: Ripple) -> list[str]:
    if not ripple.finish_days:
        return []
    what = {"day": formats.day(ripple.finish_after), "days": abs(ripple.finish_days)}
    if ripple.finish_days > 0:
        sentence = ngettext(
            "The plan now ends on %(day)s, %(days)d working day later.",
            "The plan now ends on %(day)s, %(days)d working days later.",
            what["days"],
        )
    else:
        sentence = ngettext(
            "The plan now ends on %(day)s, %(days)d working day earlier.",
            "The plan now ends on %(day)s, %(days)d working days earlier.",
            what["days"],
        )
    return [sentence % what]
