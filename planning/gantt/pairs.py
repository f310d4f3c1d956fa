"""Two states of a task as one above the other, over an axis that all rows of a table share."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.safestring import SafeString

from ecompm.core.ui import formats
from ecompm.core.ui.charts import svg
from planning.services.comparing import Compared, State

WIDTH, HEIGHT = 300, 22
DAY = timedelta(days=1)
SHORT = 60
"""Days of a plan whose axis names days instead of months."""


class Pairs:
    """Draws rows of a comparison: the earlier state thin and pale above, the later one below it."""

    def __init__(self, rows: Iterable[Compared]) -> None:
        states = [state for row in rows for state in (row.was, row.now) if state]
        known = [day for state in states for day in (state.start, state.finish) if day]
        first, last = min(known, default=date.min), max(known, default=date.min)
        self.x = svg.Days(first, last + DAY, 0, WIDTH)
        days = (last - first).days
        self.ticks = svg.months(first, last, 1 + days // 180) if days > SHORT else svg.day_ticks(first, last, 4)
        self.word = formats.month if days > SHORT else formats.day

    def head(self) -> SafeString:
        """The names of the months, or of days in a short plan."""
        names = [svg.text(self.x(day) + 2, 12, self.word(day)) for day in self.ticks if self.x(day) < WIDTH - 16]
        return svg.frame(WIDTH, 16, "", names)

    def strip(self, row: Compared) -> SafeString:
        """One task. The cells beside it say the same in words."""
        lines = [svg.vertical(self.x(day), 0, HEIGHT, "grid-l") for day in self.ticks]
        marks = [*self._mark(row.was, 3, 5, "ph-done"), *self._mark(row.now, 11, 8, "ph-now")]
        return svg.frame(WIDTH, HEIGHT, "", [*lines, *marks])

    def _mark(self, state: State | None, top: float, height: float, css: str) -> Iterator[SafeString]:
        if state is None or state.start is None or state.finish is None:
            return
        left, right = self.x(state.start), self.x(state.finish + DAY)
        if state.duration or state.is_summary:
            yield svg.rect(left, top, max(right - left, 2), height, css, 2)
        else:
            yield svg.diamond(right, top + height / 2, height / 2 + 1, css)
