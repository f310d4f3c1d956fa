"""The audit trail in sentences: who did what to which object, what changed, with a link where one may follow it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecompm.core.models import AuditEntry
from ecompm.core.ui import formats, marks
from projects import objects
from projects.confidential import Confidential

LONGEST = 80

# What a verb of the trail says, and its icon. Apps above add theirs with `say`.
SENTENCES: dict[str, tuple[str | Promise, str]] = {
    "created": (gettext_lazy("%(actor)s created %(object)s"), "plus"),
    "changed": (gettext_lazy("%(actor)s changed %(object)s"), "pencil"),
    "deleted": (gettext_lazy("%(actor)s deleted %(object)s"), "trash"),
    "archived": (gettext_lazy("%(actor)s archived %(object)s"), "lock"),
    "restored": (gettext_lazy("%(actor)s restored %(object)s"), "undo"),
    "commented": (gettext_lazy("%(actor)s commented on %(object)s"), "comment"),
    "attached": (gettext_lazy("%(actor)s added a file to %(object)s"), "clip"),
    "shared": (gettext_lazy("%(actor)s shared %(object)s with a guest"), "users"),
    "unshared": (gettext_lazy("%(actor)s stopped sharing %(object)s"), "users"),
    "invited": (gettext_lazy("%(actor)s invited %(object)s"), "mail"),
    "withdrawn": (gettext_lazy("%(actor)s withdrew the invitation of %(object)s"), "mail"),
    "joined": (gettext_lazy("%(actor)s joined the project"), "user"),
}
_OTHER = (gettext_lazy("%(actor)s: %(verb)s %(object)s"), "info")


# Where a change came from, said only when it wasn't a page.
SOURCES = {
    "api": gettext_lazy("over the API"),
    "job": gettext_lazy("by background work"),
    "admin": gettext_lazy("in the administration"),
    "command": gettext_lazy("by a command"),
}
# The sentence says it already: the values of a new or deleted object aren't repeated below.
_TOLD = frozenset({"created", "deleted"})


def say(verb: str, sentence: str | Promise, icon: str = "info") -> None:
    """Teach the activity a verb: its sentence with the places actor and object."""
    SENTENCES[verb] = (sentence, icon)


@dataclass(frozen=True, slots=True)
class Change:
    """One field in words; `old` is empty where there was no value before."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the feed."""

    entry: AuditEntry
    icon: str
    sentence: SafeString
    changes: tuple[Change, ...]
    source: str | Promise = ""


def told(entries: Iterable[AuditEntry], user: Any) -> list[Line]:
    """The entries in words; the queries are one for each kind of object that is linked or named in them."""
    rows = list(entries)
    links = _links(rows, user)
    known = Confidential(user)
    for entry in rows:
        entry.changes = known.shown(entry.object_type, entry.project_id, entry.changes)
    names = _Names(rows, user)
    return [
        Line(
            entry, _words(entry)[1], _sentence(entry, links), tuple(_changes(entry, names)),
            SOURCES.get(entry.source, ""),
        )
        for entry in rows
    ]  # fmt: skip


def _words(entry: AuditEntry) -> tuple[str | Promise, str]:
    return SENTENCES.get(entry.verb, _OTHER)


def _sentence(entry: AuditEntry, links: dict[tuple[str, int], str]) -> SafeString:
    title = entry.object_label or objects.name_of_kind(entry.object_type)
    href = links.get((entry.object_type, entry.object_id or 0), "")
    shown = format_html('<a href="{}">{}</a>', href, title) if href else format_html("<b>{}</b>", title)
    actor = entry.actor_name or _("The product")
    places = {"actor": format_html("<b>{}</b>", actor), "object": shown, "verb": conditional_escape(entry.verb)}
    return SafeString(conditional_escape(str(_words(entry)[0])) % places)


def _links(entries: list[AuditEntry], user: Any) -> dict[tuple[str, int], str]:
    """Addresses of the objects that still exist and that the person may see."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.object_id:
            wanted[entry.object_type].add(entry.object_id)
    found: dict[tuple[str, int], str] = {}
    for kind, ids in wanted.items():
        model: Any = objects.kinds().get(kind)
        if model is None or not hasattr(model, "get_absolute_url"):
            continue
        rows = model._default_manager.allowed(user, objects.view_grant(model)).filter(pk__in=ids)
        for row in rows if kind == "projects.project" else rows.select_related("project"):
            found[kind, row.pk] = row.get_absolute_url()
    return found


def _changes(entry: AuditEntry, names: "_Names") -> Iterator[Change]:
    if entry.verb in _TOLD:
        return
    for name, pair in entry.changes.items():
        if not isinstance(pair, list) or len(pair) != 2 or isinstance(pair[1], dict):
            continue
        field = _field(entry.object_type, name)
        label = str(getattr(field, "verbose_name", name)).replace("_", " ")
        old = "" if pair[0] is None and entry.verb != "changed" else names.shown(field, pair[0])
        yield Change(label, old, names.shown(field, pair[1]))


def _field(kind: str, name: str) -> Any:
    try:
        return apps.get_model(kind)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


class _Names:
    """Titles of the objects that changed fields point to, read set-wise and only where the person may see them."""

    def __init__(self, entries: list[AuditEntry], user: Any) -> None:
        wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        for entry in entries:
            for name, pair in entry.changes.items():
                target = _target(_field(entry.object_type, name))
                if target is not None and isinstance(pair, list):
                    wanted[target] |= set(_ids(pair))
        self.titles = {model: _titles(model, ids, user) for model, ids in wanted.items()}

    def shown(self, field: Any, value: Any) -> str:
        """A stored value as a person reads it."""
        target = _target(field)
        if value is None or value == "" or value == []:
            return str(marks.NO_VALUE)
        if target is not None:
            return ", ".join(self.titles.get(target, {}).get(pk, "…") for pk in _ids([value]))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if getattr(field, "choices", None):
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, list):
            return ", ".join(str(part) for part in value)
        return _short(_moment(field, str(value)))


def _moment(field: Any, text: str) -> str:
    if isinstance(field, models.DateTimeField):
        instant = parse_datetime(text)
        return formats.moment(instant) if instant else text
    if isinstance(field, models.DateField):
        day = parse_date(text)
        return formats.day(day) if day else text
    return text


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _target(field: Any) -> type[models.Model] | None:
    return field.related_model if field is not None and field.is_relation else None


def _ids(pair: list[Any]) -> Iterator[int]:
    for value in pair:
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, int):
                yield part


def _titles(model: type[models.Model], ids: set[Any], user: Any) -> dict[Any, str]:
    rows: Any = model._default_manager.filter(pk__in=ids)
    if model._meta.label_lower in objects.kinds():
        rows = rows.allowed(user, objects.view_grant(model))
    return {row.pk: str(row) for row in rows}
