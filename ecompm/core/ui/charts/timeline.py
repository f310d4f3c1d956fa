"""Projects as bars over the same months, one strip in each row of a list."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ecompm.core.ui import formats
from ecompm.core.ui.charts import svg

WIDTH, HEIGHT, MIDDLE = 300, 26, 13


@dataclass(frozen=True, slots=True)
class Span:
    """A phase: `state` is done, now or empty for later."""

    start: dt.date
    finish: dt.date
    state: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """A gate: `state` is ok (passed), next or empty for later."""

    day: dt.date
    state: str = ""


class Timeline:
    """The axis that all strips of a list share."""

    def __init__(
        self, first: dt.date, last: dt.date, *, today: dt.date, windows: Sequence[tuple[dt.date, dt.date]] = ()
    ) -> None:
        self.x = svg.Days(first, last, 0, WIDTH)
        self.today, self.windows = today, windows
        self.months = svg.day_ticks(first, last, 6)

    def head(self) -> SafeString:
        """The head of the column: names of months, and the span in words for screen readers."""
        names = [svg.text(self.x(day) + 2, 12, formats.month(day)) for day in self.months if self.x(day) < WIDTH - 16]
        span = _("Timeline %(first)s to %(last)s") % {
            "first": formats.day(self.x.first),
            "last": formats.day(self.x.last),
        }
        return format_html('<span class="sr">{}</span>{}', span, svg.frame(WIDTH, 16, "", names))

    def strip(
        self, spans: Sequence[Span], pins: Sequence[Pin] = (), *, label: str, p80: dt.date | None = None
    ) -> SafeString:
        """One project: its phases, its gates, and its finish at P80 as a whisker."""
        parts = [*self._ground(), *self._spans(spans), *self._pins(pins), *self._whisker(p80), self._today()]
        return svg.frame(WIDTH, HEIGHT, label, parts)

    def _ground(self) -> Iterator[SafeString]:
        for day in self.months:
            yield svg.vertical(self.x(day), 0, HEIGHT, "grid-l")
        for start, finish in self.windows:
            left, right = self._inside(start), self._inside(finish)
            if right > left:
                yield svg.rect(left, -5, right - left, HEIGHT + 10, "freeze")

    def _spans(self, spans: Sequence[Span]) -> Iterator[SafeString]:
        for span in spans:
            left, right = self._inside(span.start), self._inside(span.finish)
            css = {"done": "ph-done", "now": "ph-now"}.get(span.state, "ph")
            yield svg.rect(left, MIDDLE - 4, max(right - left - 1.5, 1), 8, css, 2)

    def _pins(self, pins: Sequence[Pin]) -> Iterator[SafeString]:
        for pin in pins:
            if self.x.holds(pin.day):
                css = f"gate gate-{pin.state}" if pin.state in ("ok", "next") else "gate"
                yield svg.diamond(self.x(pin.day), MIDDLE, 7, css)

    def _whisker(self, day: dt.date | None) -> Iterator[SafeString]:
        if day and self.x.holds(day):
            x = self.x(day)
            yield svg.path(f"M{svg.n(x)} 4V22M{svg.n(x - 3)} 4h6M{svg.n(x - 3)} 22h6", "p80")

    def _today(self) -> SafeString:
        return svg.vertical(self.x(self.today), -6, HEIGHT + 6, "today") if self.x.holds(self.today) else SafeString()

    def _inside(self, day: dt.date) -> float:
        return self.x(min(max(day, self.x.first), self.x.last))
