"""The notations of single MSPDI values, read and written.

Readers return None for text that is not in the notation; the caller knows the place and says so. Time zone marks of a
date are ignored: a plan means the time on the wall. Money is in hundredths, lags and delays in tenths of a minute.
"""

import re
from datetime import datetime, time
from decimal import Decimal

from exchange.mspdi.codes import TimeUnit
from exchange.mspdi.model import Duration, Lag

WHOLE = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
NUMBER = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{0,30})?([eE][+-]?[0-9]{1,2})?", re.ASCII)
MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2}(:[0-9]{2})?)(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII
)
TIME = re.compile(r"([0-9]{2}:[0-9]{2}(:[0-9]{2})?)(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII)
SPAN = re.compile(
    r"(-?)P(?:([0-9]{1,12})D)?(?:T(?:([0-9]{1,12})H)?(?:([0-9]{1,12})M)?(?:([0-9]{1,12}(?:\.[0-9]{1,9})?)S)?)?",
    re.ASCII,
)
FLAGS = {"0": False, "1": True, "false": False, "true": True}

# Format codes of durations and lags: odd ones working, the next even one elapsed; 32 more means estimated.
UNIT_CODES = {
    3: TimeUnit.MINUTE,
    5: TimeUnit.HOUR,
    7: TimeUnit.DAY,
    9: TimeUnit.WEEK,
    11: TimeUnit.MONTH,
    19: TimeUnit.PERCENT,
    21: TimeUnit.DAY,
}
CODES = {unit: code for code, unit in UNIT_CODES.items() if code != 21}
ESTIMATED = 32


def parse_whole(text: str) -> int | None:
    """Return a whole number; "39.0" counts as one."""
    if WHOLE.fullmatch(text):
        return int(text)
    number = parse_number(text)
    return int(number) if number is not None and number == number.to_integral_value() else None


def parse_number(text: str) -> Decimal | None:
    """Return an exact decimal number."""
    return Decimal(text) if NUMBER.fullmatch(text) else None


def parse_moment(text: str) -> datetime | None:
    """Return a naive date and time to the second."""
    match = MOMENT.fullmatch(text)
    if not match:
        return None
    try:
        return datetime.fromisoformat(f"{match[1]}T{match[2]}")
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """Return a time of day."""
    match = TIME.fullmatch(text)
    if not match:
        return None
    try:
        return time.fromisoformat(match[1])
    except ValueError:
        return None


def parse_minutes(text: str) -> float | None:
    """Return minutes, to the second, of an ISO 8601 duration of days, hours, minutes and seconds."""
    match = SPAN.fullmatch(text)
    if not match or text[-1] in "PT":
        return None
    sign, days, hours, minutes, seconds = match.groups()
    total = int(days or 0) * 86400 + int(hours or 0) * 3600 + int(minutes or 0) * 60 + round(float(seconds or 0))
    return (-total if sign else total) / 60


def parse_unit(code: int) -> tuple[TimeUnit, bool, bool] | None:
    """Return (unit, elapsed, estimated) of a format code."""
    estimated = code > ESTIMATED
    base = code - ESTIMATED if estimated else code
    elapsed = base % 2 == 0
    unit = UNIT_CODES.get(base - 1 if elapsed else base)
    return None if unit is None or base == 22 else (unit, elapsed, estimated)


def format_number(value: Decimal) -> str:
    """Return a number without exponent and without trailing zeros."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def format_money(value: Decimal) -> str:
    """Return money in hundredths of the currency unit."""
    return format_number(value * 100)


def format_moment(value: datetime) -> str:
    """Return a date and time to the second, without time zone."""
    return value.strftime("%Y-%m-%dT%H:%M:%S")


def format_minutes(minutes: float) -> str:
    """Return minutes in Project's own form, such as PT8H30M0S."""
    seconds = round(minutes * 60)
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}PT{seconds // 3600}H{seconds % 3600 // 60}M{seconds % 60}S"


def format_tenths(minutes: float) -> str:
    """Return minutes as whole tenths of a minute."""
    return str(round(minutes * 10))


def duration_code(duration: Duration) -> int:
    """Return the format code of a duration."""
    return CODES[duration.unit] + duration.elapsed + ESTIMATED * duration.estimated


def lag_code(lag: Lag) -> int:
    """Return the format code of a lag."""
    return CODES[lag.unit] + lag.elapsed


def format_lag(lag: Lag) -> str:
    """Return a lag as tenths of a minute, or as the percentage itself."""
    return str(round(lag.amount)) if lag.unit is TimeUnit.PERCENT else format_tenths(lag.amount)
