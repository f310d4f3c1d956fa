"""Cells for columns: each takes the value and the row and returns text or safe HTML."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Choices
from django.utils.safestring import SafeString

from ecompm.core.ui import formats, marks
from ecompm.core.ui.escaping import esc
from ecompm.core.ui.marks import NO_VALUE
from ecompm.core.ui.tables.column import Cell, Row, Text

Number = int | float | Decimal


def key(value: str | None, row: Row) -> SafeString:
    return marks.key(value) if value else NO_VALUE


def score(value: float | None, row: Row) -> SafeString:
    return marks.score(value)


def person(value: str | None, row: Row) -> SafeString:
    """A name with its avatar."""
    return marks.avatar(value, named=True)


def tag(value: str | None, row: Row) -> SafeString:
    return marks.tag(value) if value else NO_VALUE


def date(value: dt.date | None, row: Row) -> SafeString:
    return formats.date_html(value)


def age(value: dt.datetime | None, row: Row) -> SafeString:
    return formats.age_html(value)


def days(value: Number | None, row: Row) -> str:
    return formats.days(value)


def number(decimals: int = 0) -> Cell:
    """Numbers with a fixed count of decimals."""
    return lambda value, row: formats.number(value, decimals)


def percent(decimals: int = 0) -> Cell:
    return lambda value, row: formats.percent(value, decimals)


def money(currency: str | Callable[[Row], str] = "EUR", *, cents: bool = False) -> Cell:
    """Amounts in one currency, or in the one the row names."""
    return lambda value, row: formats.money(value, currency(row) if callable(currency) else currency, cents=cents)


def choice(choices: type[Choices]) -> Cell:
    """The word of a stored choice."""
    words: dict[Any, Text] = dict(choices.choices)
    return lambda value, row: NO_VALUE if value in (None, "") else words.get(value, value)


def status(states: Mapping[Any, tuple[str, Text]], *, pill: bool = False) -> Cell:
    """A stored state as icon and word: `{"open": ("todo", _("Open")), …}`. What is not named is unknown."""

    def cell(value: Any, row: Row) -> SafeString:
        kind, word = states.get(value, ("unknown", str(value or NO_VALUE)))
        return marks.status(kind, str(word), pill=pill)

    return cell


def progress(value: Number | None, row: Row) -> SafeString:
    """Per cent done as a bar with its number."""
    if value is None:
        return NO_VALUE
    return SafeString(
        f'<span class="row-x nowrap"><progress class="bar w64" max="100" value="{float(value):g}" aria-hidden="true">'
        f'</progress><span class="num">{esc(formats.percent(value))}</span></span>'
    )
