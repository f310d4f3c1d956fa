"""How people write durations and dependencies, as in the cells of the plan: `5 d`, `4 h`, `12FS+2d; 5SS`.

Units may be typed in English or in the reader's language, whatever was shown.

A predecessor is named by its task number (12, or T12), which never changes, or by its WBS code where that has a dot
(3.4). Link types are FS (the default), SS, FF and SF; a lag is working time (`+2d`, `-4h`), elapsed time (`+2ed`) or
percent of the predecessor's duration (`+50%`).
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import get_language, override, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from ecompm.core.errors import Invalid
from ecompm.core.ui import formats
from planning.calc import DAY

HOUR, WEEK, MONTH = 60, 5 * DAY, 20 * DAY
ELAPSED_DAY = 1440
WORDS = {
    DAY: pgettext_lazy("words typed for days, separated by spaces", "d day days"),
    HOUR: pgettext_lazy("words typed for hours, separated by spaces", "h hr hrs hour hours"),
    1: pgettext_lazy("words typed for minutes, separated by spaces", "m min mins minute minutes"),
    WEEK: pgettext_lazy("words typed for weeks, separated by spaces", "w wk wks week weeks"),
    MONTH: pgettext_lazy("words typed for months, separated by spaces", "mo mon month months"),
}
ELAPSED = {DAY: ELAPSED_DAY, HOUR: 60, 1: 1, WEEK: 7 * ELAPSED_DAY}
MOST_MINUTES = 10_000 * DAY

# A unit is letters of any language, figures are 0 to 9. Three decimals are refused: 1.000 is one to some and a thousand
# to others.
_DURATION = re.compile(r"(?P<number>[0-9]{1,7}(?:[.,][0-9]{1,2})?)\s*(?P<unit>[^\W\d_]*)\.?")
_LINK = re.compile(
    r"T?(?P<ref>[0-9]{1,9}(?:\.[0-9]{1,6}){0,12})\s*(?P<type>FS|SS|FF|SF)?\s*"
    r"(?:(?P<sign>[+-])\s*(?P<lag>[0-9]{1,6}(?:[.,][0-9]{1,2})?)\s*(?P<unit>[^\W\d_]*|%))?",
    re.IGNORECASE,
)


class Predecessor(NamedTuple):
    """One written dependency; `ref` is a task number or a WBS code, `lag` minutes or percent."""

    ref: str
    type: str = "FS"
    lag: int = 0
    lag_kind: str = "working"


def parse_duration(text: str) -> int:
    """Working minutes of `5 d`, `4 h`, `1.5`, `2 weeks`; a bare number is days. Raises Invalid with what to write."""
    match = _DURATION.fullmatch(_plain(text))
    minutes = _minutes(match["number"], match["unit"]) if match else None
    if minutes is None:
        raise Invalid(_("Write a duration such as 5 d, 4 h or 2 w."))
    if minutes > MOST_MINUTES:
        raise Invalid(_("A task takes at most %(days)s days.") % {"days": formats.number(MOST_MINUTES // DAY)})
    return minutes


def format_duration(minutes: int | None) -> str:
    """The shortest exact way to write working minutes: `5 d`, `0.5 d`, `90 min`; a dash for none.

    Thousands are not grouped, so that what is shown can be typed in any language.
    """
    if minutes is None:
        return formats.NO_VALUE
    if minutes < 0:
        return f"{formats.MINUS}{format_duration(-minutes)}"
    if minutes % (DAY // 10) == 0:
        count = number_format(Decimal(minutes) / DAY, decimal_pos=0 if minutes % DAY == 0 else 1, use_l10n=True)
        return formats.unbroken(pgettext("duration", "%(count)s d")) % {"count": count}
    if minutes % HOUR == 0:
        return formats.unbroken(pgettext("duration", "%(count)s h")) % {"count": minutes // HOUR}
    return formats.unbroken(pgettext("duration", "%(count)s min")) % {"count": minutes}


def parse_predecessors(text: str) -> list[Predecessor]:
    """The dependencies of a cell, parted by semicolons, or by commas. Raises Invalid and quotes what it can't read."""
    parts = text.split(";") if ";" in text else text.split(",")
    return [_predecessor(_plain(part)) for part in parts if part.strip()]


def format_predecessors(links: Iterable[Predecessor]) -> str:
    """The inverse of `parse_predecessors`: `12FS+2d; 5SS`, with FS left out where there is no lag."""
    return "; ".join(_written(link) for link in links)


def _predecessor(text: str) -> Predecessor:
    match = _LINK.fullmatch(text)
    if match is None:
        raise Invalid(_("“%(text)s” is no predecessor. Write for example 12, 12FS+2d or 5SS; 7.") % {"text": text[:40]})
    kind = (match["type"] or "FS").upper()
    if match["lag"] is None:
        return Predecessor(match["ref"], kind)
    lag, lag_kind = _lag(match["lag"], match["unit"], text)
    return Predecessor(match["ref"], kind, -lag if match["sign"] == "-" else lag, lag_kind)


def _lag(number: str, unit: str, text: str) -> tuple[int, str]:
    if unit == "%":
        return round(Decimal(number.replace(",", "."))), "percent"
    elapsed = _units("e").get(unit.lower())
    if elapsed in ELAPSED:
        return round(Decimal(number.replace(",", ".")) * ELAPSED[elapsed]), "elapsed"
    minutes = _minutes(number, unit)
    if minutes is None or minutes > MOST_MINUTES:
        raise Invalid(_("“%(text)s”: write the lag as +2d, -4h, +2ed or +50%%.") % {"text": text[:40]})
    return minutes, "working"


def _written(link: Predecessor) -> str:
    if not link.lag:
        return link.ref if link.type == "FS" else f"{link.ref}{link.type}"
    sign = "+" if link.lag > 0 else "-"
    return f"{link.ref}{link.type}{sign}{_lag_text(abs(link.lag), link.lag_kind)}"


def _lag_text(lag: int, kind: str) -> str:
    if kind == "percent":
        return f"{lag}%"
    day, prefix = (ELAPSED_DAY, "e") if kind == "elapsed" else (DAY, "")
    for minutes, unit in ((day, "d"), (HOUR, "h"), (1, "min")):
        if lag % minutes == 0:
            return f"{lag // minutes}{prefix}{unit}"
    return f"{lag}{prefix}min"


def _minutes(number: str, unit: str) -> int | None:
    factor = _units().get(unit.lower()) if unit else DAY
    try:
        return None if factor is None else round(Decimal(number.replace(",", ".")) * factor)
    except InvalidOperation:
        return None


def _units(prefix: str = "") -> dict[str, int]:
    return units_in(get_language() or "en", prefix)


@lru_cache(maxsize=64)
def units_in(language: str, prefix: str = "") -> dict[str, int]:
    """The working minutes behind each word for a unit in English and in one language, whose own words win."""
    found: dict[str, int] = {}
    for code in ("en", language):
        with override(code):
            for factor, words in WORDS.items():
                found |= dict.fromkeys((prefix + word for word in str(words).lower().split()), factor)
    return found


def _plain(text: str) -> str:
    """Without the narrow spaces in which figures are written, with a plain minus, and letters composed."""
    spaced = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    return spaced.replace(formats.MINUS, "-").strip()
