"""Cost rates as a resource stores them: `[{"since": "2026-07-01", "rate": "95.00"}]`, money an hour from a day on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from planning.calc.rates import Rates

MOST = 50
HIGHEST = Decimal(10**8)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Row = Mapping[str, Any]


def rates_of(first: Decimal | None, rows: Iterable[Row]) -> Rates:
    """The rates of a resource: its plain one, and those that hold from a day on."""
    return Rates(first, tuple((date.fromisoformat(row["since"]), Decimal(row["rate"])) for row in rows))


def checked(rows: Any) -> list[dict[str, str]]:
    """The rows as they are stored, in the order of their days. Raises ValidationError and quotes what it can't read."""
    if not isinstance(rows, list) or any(not isinstance(row, dict) or row.keys() != {"since", "rate"} for row in rows):
        raise ValidationError(_("Give rates as a list of days and rates: “since” and “rate”."))
    if len(rows) > MOST:
        raise ValidationError(_("A resource has at most %(limit)d later rates.") % {"limit": MOST})
    found = {_day(row["since"]): _rate(row["rate"]) for row in rows}
    if len(found) < len(rows):
        raise ValidationError(_("Two rates begin on the same day. Remove one."))
    return [{"since": day, "rate": found[day]} for day in sorted(found)]


def parse(text: str) -> list[dict[str, str]]:
    """Rates as they are typed, one a line: `2026-07-01 95.00`. Raises ValidationError with what it can't read."""
    rows = []
    for line in filter(str.strip, text.splitlines()):
        parts = line.split()
        if len(parts) != 2:
            raise ValidationError(_("This line can't be read: %(line)s.") % {"line": line.strip()})
        rows.append({"since": parts[0], "rate": parts[1]})
    return checked(rows)


def text_of(rows: Sequence[Row]) -> str:
    """The inverse of `parse`."""
    return "\n".join(f"{row['since']} {row['rate']}" for row in rows)


def _day(text: Any) -> str:
    try:
        if isinstance(text, str) and DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise ValidationError(_("“%(text)s” is no day. Write it as 2026-07-01.") % {"text": text})


def _rate(text: Any) -> str:
    try:
        rate = Decimal(str(text))
    except InvalidOperation:
        rate = Decimal(-1)
    if isinstance(text, bool) or not rate.is_finite() or not 0 <= rate < HIGHEST or rate != round(rate, 2):
        raise ValidationError(_("“%(text)s” is no rate. Write it as 95 or 95.50.") % {"text": text})
    return f"{rate:.2f}"
