"""The register as a table, the same out and in: which columns there are, what they are called, how a cell is read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from ecompm.core.ui.tables import Column
from risks import categories
from risks.models import Risk

KEY, VERSION, HITS, GROUP = "key", "version", "hits", "category_group"
MEASURED = ("current_likelihood", "current_impact", "score", "actual_delay", "actual_cost", "occurred_on")
PLAIN = (
    "title", "cause", "event", "effect", "category", "is_opportunity", "is_confidential", "status", "likelihood",
    "impact", "impact_time", "impact_cost", "impact_quality", "impact_reputation", "impact_compliance",
    "inherent_likelihood", "inherent_impact", *MEASURED[:3], "residual_likelihood", "residual_impact", "velocity",
    "proximity_on", "owner", "strategy", "response", "trigger", "contingency", "fallback", "next_review_on",
    "delay_low", "delay_likely", "delay_high", "cost_low", "cost_likely", "cost_high", *MEASURED[3:],
)  # fmt: skip
READ_ONLY = (GROUP, *MEASURED)
NAMES = (KEY, *PLAIN[:4], GROUP, *PLAIN[4:], HITS, VERSION)
WRITTEN = frozenset(NAMES) - {KEY, VERSION, *READ_ONLY}
YES = frozenset({"true", "yes", "1", "x"})
NO = frozenset({"false", "no", "0", ""})


class CellError(ValueError):
    """A cell that can't be read; the message says what to write instead."""


@dataclass(frozen=True)
class Lookup:
    """What the words of a file may mean in one project: its members and tasks, and who imports."""

    people: Mapping[str, list[Any]]
    tasks: Mapping[str, Any]


def label(name: str) -> str:
    """What the column is called in the active language."""
    if name == KEY:
        return _("Key")
    if name == GROUP:
        return _("Category group")
    words = str(Risk._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return words[:1].upper() + words[1:]


def columns() -> list[Column]:
    """The columns of an export, named in the active language."""
    return [Column(name, label(name), export=_exporter(name)) for name in NAMES]


def _exporter(name: str) -> Callable[[Mapping[str, Any]], object] | None:
    if name == KEY:
        return lambda row: f"{Risk.prefix}{row['number']}"
    if name == GROUP:
        return lambda row: categories.group_name(row["category"])
    if name == "owner":
        return lambda row: row["owner__name"]
    if name == HITS:
        return lambda row: ", ".join(row["hits"])
    field: Any = Risk._meta.get_field(name)
    if isinstance(field, models.BooleanField):
        return lambda row: _("yes") if row[name] else _("no")
    if field.choices:
        words = dict(field.flatchoices)
        return lambda row: words.get(row[name], row[name])
    return None


@cache
def _names() -> Mapping[str, str]:
    """Every name that a column may have in a file, in any language, and its own."""
    found = {name: name for name in NAMES}
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            found |= {str(label(name)).casefold(): name for name in NAMES}
    return found


def named(head: str) -> str | None:
    """The column that a head line means; None for one that isn't ours."""
    return _names().get(head.casefold())


def read(name: str, text: str, lookup: Lookup) -> Any:
    """The value of a cell. Raises CellError."""
    if name == "owner":
        return _person(text, lookup)
    if name == HITS:
        return _tasks(text, lookup)
    field: Any = Risk._meta.get_field(name)
    if field.choices:
        return _choice(field, text)
    for kind, reader in READERS:
        if isinstance(field, kind):
            return reader(text) if text else _nothing(field)
    return text


def _nothing(field: Any) -> Any:
    if field.null:
        return None
    if isinstance(field, models.BooleanField):
        return False
    raise CellError(_("Fill this in."))


def _choice(field: Any, text: str) -> Any:
    if not text:
        return field.get_default()
    found = _choices(field.name).get(text.casefold())
    if found is None:
        known = ", ".join(str(word) for _value, word in field.flatchoices)
        raise CellError(_("“%(text)s” is none of: %(known)s.") % {"text": text[:60], "known": known})
    return found


@cache
def _choices(name: str) -> Mapping[str, Any]:
    field: Any = Risk._meta.get_field(name)
    found = {str(value).casefold(): value for value, _word in field.flatchoices}
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            found |= {str(word).casefold(): value for value, word in field.flatchoices}
    return found


def _person(text: str, lookup: Lookup) -> Any:
    if not text:
        return None
    found = lookup.people.get(text.casefold(), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise CellError(_("Several members are called %(name)s. Write the e-mail address.") % {"name": text[:60]})
    raise CellError(_("No member of the project is called %(name)s.") % {"name": text[:60]})


def _tasks(text: str, lookup: Lookup) -> list[Any]:
    codes = [code.strip().upper() for code in text.replace(";", ",").split(",") if code.strip()]
    missing = [code for code in codes if code not in lookup.tasks]
    if missing:
        raise CellError(_("There is no task %(code)s in this project.") % {"code": missing[0][:20]})
    return [lookup.tasks[code] for code in dict.fromkeys(codes)]


def _whole(text: str) -> int:
    if not text.isdecimal() or not text.isascii() or len(text) > 6:
        raise CellError(_("Write a whole number."))
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text) if text.isascii() and "_" not in text else Decimal("nan")
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite() or "e" in text.casefold():
        raise CellError(_("Write a number such as 1250.50."))
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if len(text) == 10 else date.fromisoformat("")
    except ValueError:
        raise CellError(_("There is no such day. Write it as 2027-02-26.")) from None


def _yes_no(text: str) -> bool:
    said = text.casefold()
    words = {code: {str(word).casefold() for word in _yes_no_words(code == "yes")} for code in ("yes", "no")}
    if said in YES | words["yes"]:
        return True
    if said in NO | words["no"]:
        return False
    raise CellError(_("Write yes or no."))


def _yes_no_words(yes: bool) -> Iterable[str]:
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            yield _("yes") if yes else _("no")


READERS: tuple[tuple[type, Callable[[str], Any]], ...] = (
    (models.BooleanField, _yes_no),
    (models.PositiveSmallIntegerField, _whole),
    (models.DecimalField, _decimal),
    (models.DateField, _day),
)
