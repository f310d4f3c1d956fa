"""The time axis: where a moment stands in pixels, and what is written above it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.dateformat import format as date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from ecompm.core.ui import formats
from planning.calc.calendars import Calendar
from planning.gantt.rows import PlanRows

PIXELS = {"day": 24.0, "week": 26 / 7, "month": 1.5, "quarter": 0.75, "year": 0.3}
"""Pixels of a calendar day at each zoom, the closest one first."""

HEIGHT = 48
MARGIN = 7  # days before the first bar
TAIL = 31  # days after the last
NARROWEST = 640  # pixels; labels behind the last bars need their room
FITTING = {"day": 70, "week": 500, "month": 1400, "quarter": 3000}
"""The most days that a zoom shows unasked; more are shown by year."""

YEARS = ("month", "quarter", "year")
"""Zooms whose axis has years above."""


@dataclass(frozen=True)
class Scale:
    """A span of days drawn at a zoom. A working day fills its column: 08:00 is its left edge, 17:00 its right one."""

    first: date
    last: date
    zoom: str
    calendar: Calendar
    today: date
    drawn: float = 0.0  # pixels of a day where they follow from the paper, not from the zoom

    @property
    def pixels(self) -> float:
        return self.drawn or PIXELS[self.zoom]

    def fitted(self, width: float) -> "Scale":
        """The same span drawn in so many pixels, with the marks of the zoom that comes closest."""
        pixels = width / ((self.last - self.first).days + 1)
        zooms = [name for name, least in PIXELS.items() if pixels >= least]
        return replace(self, zoom=zooms[0] if zooms else "year", drawn=pixels)

    @property
    def width(self) -> int:
        return round(((self.last - self.first).days + 1) * self.pixels)

    def day(self, day: date) -> float:
        """The left edge of a day."""
        return round((day - self.first).days * self.pixels, 1)

    def at(self, moment: datetime) -> float:
        """Where a moment of work stands: by the part of that day's working time that has passed."""
        shifts = self.calendar.shifts_on(moment.date())
        minute = moment.hour * 60 + moment.minute
        if shifts:
            opens, closes = shifts[0][0], min(shifts[-1][1], 1440)
            part = min(max((minute - opens) / (closes - opens), 0.0), 1.0)
        else:
            part = minute / 1440
        return round(((moment.date() - self.first).days + part) * self.pixels, 1)

    @property
    def today_at(self) -> int:
        """Where today stands, 0 when it is not in the picture."""
        return round(self.day(self.today)) if self.first <= self.today <= self.last else 0

    def grid(self) -> str:
        """Path commands of the vertical lines: days, weeks, months or quarters."""
        return "".join(f"M{self.day(day)} 0V{{height}}" for day in self._lines())

    def weekends(self) -> Iterator[tuple[float, float]]:
        """Left edge and width of the days off, drawn where a day is wide enough to be seen."""
        if self.zoom == "day":
            for day in self._days():
                if not self.calendar.is_working_day(day):
                    yield self.day(day), self.pixels

    def axis(self) -> SafeString:
        """The head of the picture, with the hatching of critical bars."""
        return mark_safe(  # noqa: S308 -- numbers, and words that are escaped
            f'<svg class="g plan-axis" width="{self.width}" height="{HEIGHT}" aria-hidden="true">{hatching(HATCH)}'
            f"{self.marks()}</svg>"
        )

    def marks(self) -> str:
        """What stands on the axis: months with weeks or days below, or years with months or quarters, and today."""
        upper = self._years() if self.zoom in YEARS else self._months()
        lower = {"month": self._month_names, "quarter": self._quarters, "year": self._quarters}.get(
            self.zoom, self._ticks
        )
        return f"{''.join(upper)}{''.join(lower())}{self._today()}"

    def _days(self) -> Iterator[date]:
        return (self.first + timedelta(days=k) for k in range((self.last - self.first).days + 1))

    def _lines(self) -> Iterator[date]:
        if self.zoom == "day":
            return self._days()
        if self.zoom == "week":
            return (day for day in self._days() if day.weekday() == 0)
        step = 1 if self.zoom == "month" else 3
        return (day for day in self._days() if day.day == 1 and (day.month - 1) % step == 0)

    def _months(self) -> Iterator[str]:
        pattern = pgettext("date pattern: month and year", "M Y")
        for day in self._days():
            if day.day == 1 or day == self.first:
                yield from self._mark(day, date_format(day, pattern), room=(_month_end(day) - day).days)

    def _years(self) -> Iterator[str]:
        for day in self._days():
            if (day.day, day.month) == (1, 1) or day == self.first:
                yield from self._mark(day, str(day.year), room=366)

    def _mark(self, day: date, word: str, room: int) -> Iterator[str]:
        x = self.day(day)
        yield f'<path class="monline" d="M{x} 4V{HEIGHT}"/>'
        if room * self.pixels > 60:
            yield f'<text class="mon" x="{x + 6}" y="18">{escape(word)}</text>'

    def _month_names(self) -> Iterator[str]:
        for day in self._days():
            if day.day == 1 and not self._near_today(day, 20):
                yield f'<text class="wk" x="{self.day(day) + 6}" y="40">{escape(date_format(day, "M"))}</text>'

    def _quarters(self) -> Iterator[str]:
        for day in self._days():
            if day.day == 1 and (day.month - 1) % 3 == 0 and not self._near_today(day, round(40 / self.pixels)):
                word = pgettext("quarter of a year", "Q%(number)d") % {"number": (day.month + 2) // 3}
                yield f'<text class="wk" x="{self.day(day) + 6}" y="40">{escape(word)}</text>'

    def _ticks(self) -> Iterator[str]:
        """Calendar weeks, every second one where they are narrow; days of the month where there is room."""
        for day in self._days():
            if self.zoom == "day" and not self._near_today(day, 2):
                x = round(self.day(day) + self.pixels / 2, 1)
                yield f'<text class="wk" x="{x}" y="40" text-anchor="middle">{day.day}</text>'
            elif self.zoom == "week" and (day - self.first).days % 14 == 0 and not self._near_today(day):
                word = pgettext("calendar week", "W%(number)d") % {"number": day.isocalendar().week}
                yield f'<text class="wk" x="{self.day(day) + 4}" y="40">{escape(word)}</text>'

    def _near_today(self, day: date, reach: int = 12) -> bool:
        return abs((day - self.today).days) < reach

    def _today(self) -> str:
        if not self.first <= self.today <= self.last:
            return ""
        x = round(self.day(self.today) + self.pixels / 2, 1)
        return (
            f'<rect class="today-pill" x="{x - 33}" y="26" width="66" height="18" rx="9"/>'
            f'<text class="today-txt" x="{x}" y="39" text-anchor="middle">{escape(formats.day(self.today))}</text>'
        )


HATCH = "hatch"


def hatching(name: str) -> str:
    """The pattern of critical bars under an id, which stands once in a document."""
    return (
        f'<defs><pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="hatch-l" d="M0 0V6"/></pattern></defs>'
    )


def scale_of(plan: PlanRows, zoom: str, today: date) -> Scale:
    """The scale of a view: it fits the work and ends with a month, at least a month after the last finish or freeze.

    So the axis, and all that is drawn on it, seldom changes with the work.
    """
    moments = [moment for row in plan.rows for moment in (row.start, row.finish) if moment]
    starts = [moment.date() for moment in moments] or [today]
    frozen = [freeze.last for freeze in plan.calendars.freezes if freeze.first <= max(starts) + timedelta(days=120)]
    first = min(starts) - timedelta(days=MARGIN)
    last = _month_end(max([*starts, *frozen]) + timedelta(days=TAIL)) - timedelta(days=1)
    first -= timedelta(days=first.weekday())
    zoom = zoom or _fitting((last - first).days)
    last = max(last, first + timedelta(days=round(NARROWEST / PIXELS[zoom])))
    return Scale(first, last, zoom, plan.calendars.own, today)


def _fitting(days: int) -> str:
    return next((zoom for zoom, most in FITTING.items() if days <= most), "year")


def _month_end(day: date) -> date:
    """The first day of the next month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
