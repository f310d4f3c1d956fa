"""How a value is written in its unit."""

import datetime as dt

from django.utils.translation import gettext, pgettext

from ecompm.core.expressions import Value
from ecompm.core.ui import formats
from ecompm.core.ui.marks import NO_VALUE


def written(value: Value | None, unit: str = "number") -> str:
    """The value as people of the active language write it, with its unit; a dash when there is none."""
    if value is None:
        return NO_VALUE
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, str):
        return value or gettext("empty")
    if isinstance(value, dt.date):
        return formats.day(value)
    decimals = min(max(-int(value.normalize().as_tuple().exponent), 0), 2)
    match unit:
        case "pct":
            return formats.percent(value, decimals)
        case "eur":
            return formats.money(value, "EUR", cents=decimals > 0)
        case "d":
            return formats.days(value, decimals)
        case "h" | "min" | "ms":
            return formats.unbroken(_pattern(unit)) % {"count": formats.number(value, decimals)}
        case _:
            return formats.number(value, decimals)


def _pattern(unit: str) -> str:
    if unit == "h":
        return pgettext("duration", "%(count)s h")
    return pgettext("duration", "%(count)s min") if unit == "min" else pgettext("duration", "%(count)s ms")
