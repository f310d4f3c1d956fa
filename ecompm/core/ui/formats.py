"""Numbers, money, dates and ages as people read them. Patterns are translated, so each language has its own order.

Nothing here shows 0 for unknown: None is always the dash, and so is the empty text that a template gives for what is
missing. `today` and `now` are read here because a page is a door.
"""

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext

from ecompm.core.ui.escaping import esc
from ecompm.core.ui.marks import NO_VALUE

Number = int | float | Decimal
MINUS = "\N{MINUS SIGN}"
THIN = "\N{NARROW NO-BREAK SPACE}"
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "VND": "₫"}


def unbroken(pattern: str) -> str:
    """The pattern with narrow no-break spaces, so that a figure stays on the line of its unit.

    Patterns are written and translated with plain spaces: xgettext would keep an escape of the narrow one as six
    letters, and no translation would ever be found.
    """
    return pattern.replace(" ", THIN)


def number(value: Number | None, decimals: int = 0) -> str:
    """The number with a fixed count of decimals and grouped thousands, with a true minus."""
    if value is None or value == "":
        return NO_VALUE
    return number_format(value, decimals, use_l10n=True, force_grouping=True).replace("-", MINUS)


def signed(value: Number | None, decimals: int = 0) -> str:
    """As `number`, with a plus in front of gains: for slips and differences."""
    text = number(value, decimals)
    return f"+{text}" if value is not None and value > 0 else text


def percent(value: Number | None, decimals: int = 0) -> str:
    """Percentage points as text: 94.2 becomes “94.2 %”."""
    if value is None or value == "":
        return NO_VALUE
    return unbroken(pgettext("percentage", "%(number)s %%")) % {"number": number(value, decimals)}


def money(amount: Number | None, currency: str = "EUR", *, cents: bool = False) -> str:
    """Amount with its currency: whole units, or cents where an invoice needs them."""
    if amount is None or amount == "":
        return NO_VALUE
    symbol = SYMBOLS.get(currency, currency + THIN)
    text = unbroken(pgettext("money", "%(symbol)s%(amount)s")) % {
        "symbol": symbol,
        "amount": number(-amount if amount < 0 else amount, 2 if cents else 0),
    }
    return MINUS + text.strip() if amount < 0 else text.strip()


def days(value: Number | None, decimals: int = 0) -> str:
    """A duration in working days: “5 d”."""
    if value is None or value == "":
        return NO_VALUE
    return unbroken(pgettext("duration", "%(count)s d")) % {"count": number(value, decimals)}


def day(value: dt.date | None, *, today: dt.date | None = None, weekday: bool = False) -> str:
    """A calendar date as “22 Jul”, with the year when it is not this year."""
    if value is None or value == "":
        return NO_VALUE
    this_year = value.year == (today or timezone.localdate()).year
    return _day(value, this_year, weekday, get_language() or "")


@lru_cache(maxsize=4096)
def _day(value: dt.date, this_year: bool, weekday: bool, language: str) -> str:
    """Dates repeat in every list, so each is put into words once per language."""
    pattern = (
        pgettext("date pattern: day and month", "j M")
        if this_year
        else pgettext("date pattern: day, month, year", "j M Y")
    )
    return date_format(value, f"D {pattern}" if weekday else pattern)


def month(value: dt.date) -> str:
    """The short name of a month, for axes."""
    return date_format(value, "M")


def moment(value: dt.datetime | None) -> str:
    """An instant in the reader's zone, to the minute: “22 Jul 2026, 08:10”."""
    if value is None or value == "":
        return NO_VALUE
    return date_format(timezone.localtime(value), pgettext("date pattern: exact moment", "j M Y, H:i"))


def age(value: dt.datetime | None, *, now: dt.datetime | None = None) -> str:
    """How long ago, as short as it stays true: “now”, “3 min”, “5 h”, “Yesterday 16:42”, then the date."""
    if value is None or value == "":
        return NO_VALUE
    now = now or timezone.now()
    minutes = int((now - value).total_seconds() // 60)
    local, today = timezone.localtime(value), timezone.localtime(now).date()
    if minutes < 1:
        return gettext("now")
    if minutes < 60:
        return ngettext("%(count)d min", "%(count)d min", minutes) % {"count": minutes}
    if local.date() == today:
        return ngettext("%(count)d h", "%(count)d h", minutes // 60) % {"count": minutes // 60}
    if (today - local.date()).days == 1:
        return gettext("Yesterday %(time)s") % {"time": date_format(local, "H:i")}
    return day(local.date(), today=today)


def date_html(value: dt.date | dt.datetime | str | None, *, weekday: bool = False) -> SafeString:
    """A plan date as <time>; the machine value stays ISO and unlocalised. Instants are shown in the reader's zone.

    Stored figures hold their dates as ISO text, which is read here.
    """
    if value is None or value == "":
        return NO_VALUE
    if isinstance(value, str):
        value = dt.date.fromisoformat(value[:10])
    if isinstance(value, dt.datetime):
        # A moment of a plan has no zone and never shifts; an instant is shown in the reader's.
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return SafeString(f'<time datetime="{value.isoformat()}">{esc(day(value, weekday=weekday))}</time>')


def age_html(value: dt.datetime | None) -> SafeString:
    """An instant as its age; the exact moment is its title."""
    if value is None or value == "":
        return NO_VALUE
    return SafeString(f'<time datetime="{value.isoformat()}" title="{esc(moment(value))}">{esc(age(value))}</time>')
