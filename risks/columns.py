"""A table of objects, the same out and in: which columns there are, what they are called, how a cell is read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ecompm.core.ui.tables import Column

KEY, VERSION = "key", "version"
YES = frozenset({"true", "yes", "1", "x"})
NO = frozenset({"false", "no", "0", ""})
Row = Mapping[str, Any]


class CellError(ValueError):
    """A cell that can't be read; the message says what to write instead."""


@dataclass(frozen=True)
class Lookup:
    """What the words of a file may mean in one project: its members by name, and its objects by column and code."""

    people: Mapping[str, list[Any]]
    coded: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, eq=False)
class Sheet:
    """The columns of a model by name, in order.

    `read_only` ones are written and not read. `coded` ones refer to objects by their codes; their text says what is
    wrong with an unknown `%(code)s`. `computed` ones are no fields: their label, and what stands in the cell.
    """

    model: Any
    names: tuple[str, ...]
    read_only: frozenset[str]
    coded: Mapping[str, str | Promise]
    computed: Mapping[str, tuple[str | Promise, Callable[[Row], object]]] = field(default_factory=dict)

    @cached_property
    def written(self) -> frozenset[str]:
        """The columns that a file may set."""
        return frozenset(self.names) - {KEY, VERSION, *self.read_only}

    @cached_property
    def stored(self) -> tuple[str, ...]:
        """What an export reads of each row, people by name; objects with a code are added by the exporter."""
        fields = [name for name in self.names if name not in {KEY, *self.coded, *self.computed}]
        return tuple(f"{name}__name" if self._is_person(name) else name for name in fields)

    def label(self, name: str) -> str:
        """What the column is called in the active language."""
        if name == KEY:
            return _("Key")
        if name in self.computed:
            return str(self.computed[name][0])
        words = str(self.model._meta.get_field(name).verbose_name)
        return words[:1].upper() + words[1:]

    def columns(self) -> list[Column]:
        """The columns of an export, named in the active language."""
        return [Column(name, self.label(name), export=self._exporter(name)) for name in self.names]

    def named(self, head: str) -> str | None:
        """The column that a head line means; None for one that isn't ours."""
        return self._heads.get(head.casefold())

    def read(self, name: str, text: str, lookup: Lookup) -> Any:
        """The value of a cell. Raises CellError."""
        if name in self.coded:
            return _objects(text, lookup.coded[name], self.coded[name], many=name in self._many)
        if self._is_person(name):
            return _person(text, lookup)
        known: Any = self.model._meta.get_field(name)
        if known.choices:
            return self._choice(known, text)
        for kind, reader in READERS:
            if isinstance(known, kind):
                return reader(text) if text else _nothing(known)
        return text

    def names_person(self, obj: Any, name: str, text: str) -> bool:
        """Whether the text is the name of the person who stands there now."""
        person = getattr(obj, name) if self._is_person(name) else None
        return person is not None and text.casefold() in {person.name.casefold(), person.email.casefold()}

    def _exporter(self, name: str) -> Callable[[Row], object] | None:
        if name == KEY:
            return lambda row: f"{self.model.prefix}{row['number']}"
        if name in self.computed:
            return self.computed[name][1]
        if name in self.coded:
            return lambda row: ", ".join(row[name])
        if self._is_person(name):
            return lambda row: row[f"{name}__name"]
        known: Any = self.model._meta.get_field(name)
        if isinstance(known, models.BooleanField):
            return lambda row: _("yes") if row[name] else _("no")
        if known.choices:
            words = dict(known.flatchoices)
            return lambda row: words.get(row[name], row[name])
        return None

    def _is_person(self, name: str) -> bool:
        if name in {KEY, *self.coded, *self.computed}:
            return False
        return bool(self.model._meta.get_field(name).related_model is get_user_model())

    @cached_property
    def _many(self) -> frozenset[str]:
        return frozenset(one.name for one in self.model._meta.many_to_many)

    @cached_property
    def _heads(self) -> Mapping[str, str]:
        """Every name that a column may have in a file, in any language, and its own."""
        found = {name: name for name in self.names}
        for code, _language in settings.LANGUAGES:
            with translation.override(code):
                found |= {self.label(name).casefold(): name for name in self.names}
        return found

    def _choice(self, known: Any, text: str) -> Any:
        if not text:
            return known.get_default()
        found = self._choices[known.name].get(text.casefold())
        if found is None:
            words = ", ".join(str(word) for _value, word in known.flatchoices)
            raise CellError(_("“%(text)s” is none of: %(known)s.") % {"text": text[:60], "known": words})
        return found

    @cached_property
    def _choices(self) -> Mapping[str, Mapping[str, Any]]:
        """By column with choices, what each word of a file means, in any language."""
        return {one.name: _words(one) for one in self.model._meta.concrete_fields if one.choices}


def _words(known: Any) -> Mapping[str, Any]:
    found = {str(value).casefold(): value for value, _word in known.flatchoices}
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            found |= {str(word).casefold(): value for value, word in known.flatchoices}
    return found


def _nothing(known: Any) -> Any:
    if known.null:
        return None
    if isinstance(known, models.BooleanField):
        return False
    raise CellError(_("Fill this in."))


def _person(text: str, lookup: Lookup) -> Any:
    if not text:
        return None
    found = lookup.people.get(text.casefold(), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise CellError(_("Several members are called %(name)s. Write the e-mail address.") % {"name": text[:60]})
    raise CellError(_("No member of the project is called %(name)s.") % {"name": text[:60]})


def _objects(text: str, known: Mapping[str, Any], missing: str | Promise, *, many: bool) -> Any:
    codes = [code.strip().upper() for code in text.replace(";", ",").split(",") if code.strip()]
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise CellError(str(missing) % {"code": unknown[0][:20]})
    found = [known[code] for code in dict.fromkeys(codes)]
    if many:
        return found
    if len(found) > 1:
        raise CellError(_("Write one key only."))
    return found[0] if found else None


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
