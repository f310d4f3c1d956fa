"""Drawing: scales, ticks and the few SVG elements the charts are made of. Sizes in pixels, colours by class only."""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Linear:
    """A scale from values (low to high) to pixels (start to end); equal ends give the middle."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Days:
    """A scale from dates to pixels."""

    first: dt.date
    last: dt.date
    start: float
    end: float

    def __call__(self, day: dt.date) -> float:
        scale = Linear(self.first.toordinal(), self.last.toordinal(), self.start, self.end)
        return scale(day.toordinal())

    def holds(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def n(value: float) -> str:
    """A coordinate with at most one decimal, never localised."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Round values from at or below low to at or above high, about `count` of them, in steps of 1, 2, 2.5 or 5."""
    span = (high - low) or abs(high) or 1.0
    power = 10 ** math.floor(math.log10(span / count))
    step = next((power * unit for unit in (1, 2, 2.5, 5) if span / (power * unit) <= count), power * 10)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(step * index, 10) for index in range(first, max(last, first + 1) + 1)]


def day_ticks(first: dt.date, last: dt.date, count: int = 6) -> list[dt.date]:
    """Days to name on an axis, equally far apart, in steps of days, weeks or months, at most `count` + 1."""
    days = max((last - first).days, 1)
    step = next((size for size in (1, 2, 7, 14, 28, 56) if days / size <= count), 0)
    if step:
        return [first + dt.timedelta(days=offset) for offset in range(0, days + 1, step)]
    return months(first, last, math.ceil(days / 30.4 / count))


def months(first: dt.date, last: dt.date, step: int = 1) -> list[dt.date]:
    """First days of every `step`-th month that lie in the span."""
    index = first.year * 12 + first.month - 1 + (first.day > 1)
    starts = []
    while (day := dt.date(index // 12, index % 12 + 1, 1)) <= last:
        starts.append(day)
        index += step
    return starts


def line(points: Sequence[Point], css: str) -> SafeString:
    """A polyline through the points."""
    return path("M" + "L".join(f"{n(x)} {n(y)}" for x, y in points), css) if points else SafeString()


def path(d: str, css: str) -> SafeString:
    return format_html('<path class="{}" d="{}"/>', css, d)


def vertical(x: float, top: float, bottom: float, css: str) -> SafeString:
    return path(f"M{n(x)} {n(top)}V{n(bottom)}", css)


def horizontal(y: float, left: float, right: float, css: str) -> SafeString:
    return path(f"M{n(left)} {n(y)}H{n(right)}", css)


def rect(x: float, y: float, width: float, height: float, css: str, radius: float = 0) -> SafeString:
    rounded = format_html(' rx="{}"', n(radius)) if radius else ""
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"{}/>',
        css,
        n(x),
        n(y),
        n(max(width, 0)),
        n(height),
        rounded,
    )


def circle(x: float, y: float, radius: float, css: str) -> SafeString:
    return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', css, n(x), n(y), n(radius))


def text(x: float, y: float, words: object, css: str = "", anchor: str = "") -> SafeString:
    """Words at their real size; `anchor` is start (default), middle or end."""
    return format_html(
        '<text{}{} x="{}" y="{}">{}</text>',
        format_html(' class="{}"', css) if css else "",
        format_html(' text-anchor="{}"', anchor) if anchor else "",
        n(x),
        n(y),
        words,
    )


def diamond(x: float, y: float, radius: float, css: str) -> SafeString:
    r = n(radius)
    return path(f"m{n(x)} {n(y - radius)} {r} {r}-{r} {r}-{r}-{r}z", css)


def frame(width: float, height: float, label: str, parts: Iterable[SafeString], css: str = "chart") -> SafeString:
    """The picture. `label` is the one sentence a screen reader hears; without one the picture is decoration."""
    inside = format_html_join("", "{}", ((part,) for part in parts))
    named = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="{}" viewBox="0 0 {} {}" {}>{}</svg>', css, n(width), n(height), named, inside)


def both(wide: SafeString, narrow: SafeString) -> SafeString:
    """Two drawings of the same figures; the width of the panel decides which one is shown."""
    return format_html('<div class="c-wide">{}</div><div class="c-narrow">{}</div>', wide, narrow)
