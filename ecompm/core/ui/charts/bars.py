"""Bars: how often (histogram) and what matters most (tornado). Bars start at zero."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from ecompm.core.ui import formats
from ecompm.core.ui.charts import svg

LEFT, TOP = 44, 18
ROW = 28


@dataclass(frozen=True, slots=True)
class Bin:
    """How often values fell between low and high."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Percentile:
    """A value of the distribution with its words, for example "P80 · €118,600"."""

    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Driver:
    """What moves a result, and how much. `kind` 1 or 2 picks the series, for example task or risk event."""

    name: str
    value: float
    kind: int = 1


def histogram(
    bins: Sequence[Bin],
    *,
    label: str,
    percentiles: Sequence[Percentile] = (),
    shown: Callable[[float], str] = formats.number,
) -> SafeString:
    """Counts as touching bars over a numeric axis, with percentiles as named lines."""
    if not bins:
        return SafeString()
    return svg.both(
        svg.frame(620, 240, label, _histogram(bins, percentiles, shown, 620, 5)),
        svg.frame(330, 240, label, _histogram(bins, percentiles, shown, 330, 3)),
    )


def _histogram(
    bins: Sequence[Bin], percentiles: Sequence[Percentile], shown: Callable[[float], str], width: float, count: int
) -> Iterator[SafeString]:
    bottom = 240 - 28
    levels = svg.ticks(0, max(one.count for one in bins), 4)
    x = svg.Linear(bins[0].low, bins[-1].high, LEFT, width - 8)
    y = svg.Linear(0, levels[-1], bottom, TOP)
    for level in levels:
        yield svg.horizontal(y(level), LEFT, width - 8, "grid-l")
        yield svg.text(LEFT - 8, y(level) + 4, formats.number(level), anchor="end")
    for one in bins:
        yield svg.rect(
            x(one.low), y(one.count), max(x(one.high) - x(one.low) - 1, 0.5), bottom - y(one.count), "ph-now"
        )
    for value in svg.ticks(bins[0].low, bins[-1].high, count):
        if bins[0].low <= value <= bins[-1].high:
            yield svg.text(x(value), 240 - 8, shown(value), anchor="middle")
    for index, mark in enumerate(percentiles):
        yield svg.vertical(x(mark.value), TOP - 6, bottom, "limit")
        yield svg.text(x(mark.value) - 5, TOP + 6 + 14 * index, mark.words, "lab halo", "end")


def tornado(
    drivers: Sequence[Driver], *, label: str, note: str = "", shown: Callable[[float], str] | None = None
) -> SafeString:
    """Drivers as bars, each named at its left and valued at its end; negative values go to the left of zero."""
    if not drivers:
        return SafeString()
    words = shown or (lambda value: formats.number(value, 2))
    height = ROW * len(drivers) + 24
    return svg.both(
        svg.frame(440, height, label, _tornado(drivers, note, words, 440)),
        svg.frame(330, height, label, _tornado(drivers, note, words, 330)),
    )


def _tornado(drivers: Sequence[Driver], note: str, words: Callable[[float], str], width: float) -> Iterator[SafeString]:
    left = 166
    values = [driver.value for driver in drivers]
    x = svg.Linear(min(0, *values), max(0, *values), left, width - 52)
    for index, driver in enumerate(drivers):
        y = ROW * index + 6
        start, end = sorted((x(0), x(driver.value)))
        yield svg.text(left - 8, y + 12, _short(driver.name), "lab", "end")
        yield svg.rect(start, y, end - start, 16, f"f{driver.kind}", 2)
        yield svg.text(end + 6, y + 12, words(driver.value), "em")
    yield svg.vertical(x(0), 0, ROW * len(drivers) + 4, "axis")
    if note:
        yield svg.text(left, ROW * len(drivers) + 20, note)


def _short(name: str, size: int = 26) -> str:
    """A name that fits beside its bar; the table twin has it in full."""
    return name if len(name) <= size else f"{name[: size - 1].rstrip()}…"
