"""Charts over time: lines with limits, windows and notes, each drawn twice, wide and narrow, at real text size."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from ecompm.core.ui import formats
from ecompm.core.ui.charts import svg

Dated = Sequence[tuple[dt.date, float]]
STYLES = ("ln k1", "ln k2 dash", "ln k3 dots", "ln k4", "ln k5 dash", "ln k6 dots")
INK = ("tk1", "tk2", "tk3", "tk3", "tk3", "tk3")
TOP, BOTTOM, LEFT, LINE = 18, 28, 44, 14
# Width of a letter of 11 px text, on average.
GLYPH = 6.4


@dataclass(frozen=True, slots=True)
class Series:
    """One line. It is named at its end; `outlook` continues it dotted, for a forecast."""

    name: str
    points: Dated
    outlook: Dated = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """A dashed line across the chart with its words, for example "Limit 97 %"."""

    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Area:
    """A tinted range of values: ok, warn or bad."""

    low: float
    high: float
    state: str


@dataclass(frozen=True, slots=True)
class Window:
    """A named span of time, for example a freeze: shaded with a dashed edge."""

    start: dt.date
    finish: dt.date
    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with its words, for example "P80 · 26 Oct"."""

    day: dt.date
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered point that a feed beside the chart explains."""

    day: dt.date
    value: float
    number: int


@dataclass(frozen=True, slots=True)
class Spec:
    """Everything a chart over time shows. `shown` turns a value into words for the axis."""

    label: str
    series: Sequence[Series]
    shown: Callable[[float], str] = formats.number
    limits: Sequence[Limit] = ()
    areas: Sequence[Area] = ()
    windows: Sequence[Window] = ()
    marks: Sequence[Mark] = ()
    notes: Sequence[Note] = ()
    lines: Sequence[tuple[dt.date, str]] = ()
    today: dt.date | None = None
    low: float | None = None
    high: float | None = None
    height: float = 260


def draw(spec: Spec) -> SafeString:
    """The chart, or nothing when no series has a point."""
    if not any(series.points for series in spec.series):
        return SafeString()
    return svg.both(_Plot(spec, 640, 96, 6).picture(), _Plot(spec, 330, 8, 3).picture())


class _Plot:
    """One drawing of a specification: its width, the room for words at the right, and how many dates fit below."""

    def __init__(self, spec: Spec, width: float, right: float, dates: int) -> None:
        self.spec, self.width, self.dates = spec, width, dates
        self.words_right = right > 40
        days = [day for line in spec.series for day, _ in (*line.points, *line.outlook)]
        values = [value for line in spec.series for _, value in (*line.points, *line.outlook)]
        values += [limit.value for limit in spec.limits]
        low = min(values) if spec.low is None else spec.low
        high = max(values) if spec.high is None else spec.high
        self.levels = svg.ticks(low, high, 4)
        self.right, self.bottom = width - right, spec.height - BOTTOM
        self.x = svg.Days(min(days), max(days), LEFT, self.right)
        self.y = svg.Linear(self.levels[0], self.levels[-1], self.bottom, TOP)

    def picture(self) -> SafeString:
        layers = (
            self._areas,
            self._grid,
            self._windows,
            self._limits,
            self._lines,
            self._series,
            self._names,
            self._marks,
        )
        parts = [part for layer in layers for part in layer()]
        return svg.frame(self.width, self.spec.height, self.spec.label, parts)

    def _areas(self) -> Iterator[SafeString]:
        for area in self.spec.areas:
            top = self.y(min(area.high, self.levels[-1]))
            bottom = self.y(max(area.low, self.levels[0]))
            yield svg.rect(LEFT, top, self.right - LEFT, bottom - top, f"area-{area.state}")

    def _grid(self) -> Iterator[SafeString]:
        for level in self.levels:
            yield svg.horizontal(self.y(level), LEFT, self.right, "grid-l")
            yield svg.text(LEFT - 8, self.y(level) + 4, self.spec.shown(level), anchor="end")
        for day in svg.day_ticks(self.x.first, self.x.last, self.dates):
            yield svg.vertical(self.x(day), self.bottom, self.bottom + 4, "axis")
            yield svg.text(self.x(day), self.spec.height - 8, formats.day(day), anchor="middle")

    def _windows(self) -> Iterator[SafeString]:
        for window in self.spec.windows:
            start, finish = max(window.start, self.x.first), min(window.finish, self.x.last)
            if start > finish:
                continue
            left, right = self.x(start), self.x(finish)
            yield svg.rect(left, TOP, right - left, self.bottom - TOP, "freeze")
            yield svg.vertical(left, TOP, self.bottom, "freeze-l dash")
            yield svg.text(right - 6, self.bottom - 8, window.name, "freeze-t halo", "end")

    def _limits(self) -> Iterator[SafeString]:
        for limit in self.spec.limits:
            yield svg.horizontal(self.y(limit.value), LEFT, self.right, "limit")
            if not self.words_right:
                yield svg.text(LEFT + 4, self.y(limit.value) - 5, limit.words, "lab halo")

    def _lines(self) -> Iterator[SafeString]:
        if self.spec.today and self.x.holds(self.spec.today):
            yield svg.vertical(self.x(self.spec.today), TOP - 6, self.bottom, "today")
        for day, words in self.spec.lines:
            if self.x.holds(day):
                yield svg.vertical(self.x(day), TOP - 4, self.bottom, "limit")
                yield svg.text(self.x(day) + 5, TOP - 6, words, "lab halo")

    def _series(self) -> Iterator[SafeString]:
        for index, series in enumerate(self.spec.series):
            if not series.points:
                continue
            style = STYLES[index % len(STYLES)]
            yield svg.line(self._points(series.points), style)
            if series.outlook:
                yield svg.line(self._points([series.points[-1], *series.outlook]), f"ln k{index + 1} dots")

    def _names(self) -> Iterator[SafeString]:
        """Names of the lines at their ends, and of the limits beside them, moved apart where they would overlap."""
        names = [
            (*self._points((*series.points, *series.outlook))[-1], series.name, INK[index % len(INK)])
            for index, series in enumerate(self.spec.series)
            if series.points and series.name
        ]
        if self.words_right:
            names += [(self.right, self.y(limit.value), limit.words, "lab") for limit in self.spec.limits]
        lowest = 0.0
        for x, y, words, css in sorted(names, key=lambda name: name[1]):
            lowest = max(y + 4, lowest + LINE)
            if self.words_right and x + 6 + GLYPH * len(words) <= self.width:
                yield svg.text(x + 6, lowest, words, f"{css} halo")
            elif self.words_right:
                yield svg.text(self.width, lowest, words, f"{css} halo", "end")
            else:
                yield svg.text(x - 4, lowest + 10, words, f"{css} halo", "end")

    def _points(self, dated: Dated) -> list[svg.Point]:
        return [(self.x(day), self.y(value)) for day, value in dated]

    def _marks(self) -> Iterator[SafeString]:
        for mark in self.spec.marks:
            if self.x.holds(mark.day):
                x, y = self.x(mark.day), self.y(mark.value)
                yield svg.circle(x, y, 4.5, "pt k1")
                to_left = x - LEFT > 80
                yield svg.text(
                    x - 11 if to_left else x + 11, y - 4, mark.words, "em halo", "end" if to_left else "start"
                )
        for note in self.spec.notes:
            x, y = self.x(note.day), self.y(note.value)
            yield svg.circle(x, y, 8, "pt k1")
            yield svg.text(x, y + 4, note.number, "em", "middle")
