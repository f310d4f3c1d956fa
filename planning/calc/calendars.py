"""Working time: which minutes of which days are worked, and exact arithmetic over them.

An instant is one integer, its minute counted from 0001-01-01 00:00 (`minute_of`, `moment_of`). Plan dates are naive
local times, so a clock change moves nothing: eight working hours stay eight working hours. A calendar lays its shifts
out once as sorted arrays and answers every question with one or two binary searches.
"""

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from typing import NamedTuple

import numpy as np

MINUTES_A_DAY = 1440
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2299, 12, 31)

Shift = tuple[int, int]
Shifts = tuple[Shift, ...]

_FIRST, _LAST = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
_EPOCH_MINUTE = date(1970, 1, 1).toordinal() * MINUTES_A_DAY
_growing = threading.Lock()


class NoWorkingTimeError(ValueError):
    """A calendar in which nobody ever works was asked for a working moment."""


class UnreachableDateError(ValueError):
    """The arithmetic left the years the calendars cover; `day` is the last day that could be reached."""

    def __init__(self, day: date) -> None:
        super().__init__(f"The plan runs beyond {day.isoformat()}, the last day the calendars cover.")
        self.day = day


def minute_of(when: datetime) -> int:
    """Return the instant of a naive local datetime; seconds are dropped."""
    return when.toordinal() * MINUTES_A_DAY + when.hour * 60 + when.minute


def moment_of(minute: int) -> datetime:
    """Return the naive local datetime of an instant."""
    day, rest = divmod(minute, MINUTES_A_DAY)
    return datetime.fromordinal(day) + timedelta(minutes=rest)


def moments_of(minutes: np.ndarray) -> list[datetime]:
    """Return the datetimes of an int64 array of instants, all at once."""
    return (minutes - _EPOCH_MINUTE).astype("datetime64[m]").tolist()


class _Layout(NamedTuple):
    """The shifts of the days from `since` to `until` (instants): opening, closing, minutes worked before each.

    `before` has one element more: the minutes worked in all.
    """

    since: int
    until: int
    opens: list[int]
    closes: list[int]
    before: list[int]
    arrays: tuple[np.ndarray, np.ndarray, np.ndarray]


_NOTHING_YET = _Layout(0, 0, [], [], [0], (np.zeros(0, np.int64),) * 3)


class Calendar:
    """A working week with dated exceptions.

    `week` maps a weekday (Monday is 0) to its shifts, `(start, end)` in minutes after midnight; an end beyond 1440 runs
    into the next day and belongs to the day on which the shift begins. `exceptions` maps a date to the shifts worked
    instead, none for a day off. Work is counted in whole minutes. Raises `NoWorkingTimeError` and
    `UnreachableDateError` instead of searching without end.
    """

    def __init__(
        self,
        week: Mapping[int, Sequence[Shift]],
        exceptions: Mapping[date, Sequence[Shift]] | None = None,
    ) -> None:
        self.week = tuple(_tidy(week.get(weekday, ())) for weekday in range(7))
        self.exceptions = {day: _tidy(shifts) for day, shifts in (exceptions or {}).items()}
        self._layout = _NOTHING_YET

    # What is worked on a day

    def shifts_on(self, day: date) -> Shifts:
        """Return the shifts of one day, in minutes after its midnight."""
        return self.exceptions.get(day, self.week[day.weekday()])

    def minutes_on(self, day: date) -> int:
        """Return the working minutes of one day."""
        return sum(end - start for start, end in self.shifts_on(day))

    def is_working_day(self, day: date) -> bool:
        """Return whether any work is done on the day."""
        return bool(self.shifts_on(day))

    def with_exceptions(self, exceptions: Mapping[date, Sequence[Shift]]) -> "Calendar":
        """Return this calendar with more exceptions; the later ones win."""
        return Calendar(dict(enumerate(self.week)), {**self.exceptions, **exceptions})

    def __and__(self, other: "Calendar") -> "Calendar":
        """Return the calendar of the time that both work: a task's calendar and the calendar of who does it."""
        days = self.exceptions.keys() | other.exceptions.keys()
        return Calendar(
            {weekday: _overlap(self.week[weekday], other.week[weekday]) for weekday in range(7)},
            {day: _overlap(self.shifts_on(day), other.shifts_on(day)) for day in days},
        )

    def __or__(self, other: "Calendar") -> "Calendar":
        """Return the calendar of the time that at least one of them works: a team of which some are always there."""
        days = self.exceptions.keys() | other.exceptions.keys()
        return Calendar(
            {weekday: self.week[weekday] + other.week[weekday] for weekday in range(7)},
            {day: self.shifts_on(day) + other.shifts_on(day) for day in days},
        )

    # Arithmetic on instants

    def worked(self, minute: int) -> int:
        """Return the working minutes before an instant, counted from an origin that is fixed for this calendar."""
        _, _, opens, closes, before, _ = self._laid_out(minute)
        k = bisect_right(opens, minute) - 1
        return before[k] + min(minute, closes[k]) - opens[k] if k >= 0 else before[0]

    def opening(self, worked: int) -> int:
        """Return the instant after `worked` minutes of work, at the start of a shift: 08:00, not the eve's 17:00."""
        _, _, opens, _, before, _ = self._reaching(worked, worked + 1)
        k = bisect_right(before, worked) - 1
        return opens[k] + worked - before[k]

    def closing(self, worked: int) -> int:
        """Return the instant after `worked` minutes of work, at the end of a shift: 17:00, not the morrow's 08:00."""
        _, _, opens, _, before, _ = self._reaching(worked - 1, worked)
        k = bisect_left(before, worked) - 1
        return opens[k] + worked - before[k]

    def shift(self, minute: int, minutes: int) -> int:
        """Return the instant `minutes` of work after (negative: before) an instant; zero leaves it where it is."""
        if minutes > 0:
            return self.closing(self.worked(minute) + minutes)
        return self.opening(self.worked(minute) + minutes) if minutes else minute

    def span(self, earliest: int, minutes: int) -> tuple[int, int]:
        """Return start and finish of `minutes` of work that begins at `earliest` or at the first working moment after.

        Nothing to do (a milestone) may also stand at the very end of a shift.
        """
        since, until, opens, closes, before, _ = self._layout
        if not since <= earliest < until:
            _, until, opens, closes, before, _ = self._grow(earliest // MINUTES_A_DAY)
        k = bisect_right(opens, earliest) - 1
        start = earliest
        if k < 0 or earliest > closes[k] or (earliest == closes[k] and minutes):
            k += 1
            if k == len(opens):
                self._grow(until // MINUTES_A_DAY)
                return self.span(earliest, minutes)
            start = opens[k]
        finish = start + minutes
        if finish <= closes[k]:
            return start, finish
        worked = before[k] + finish - opens[k]
        if worked > before[-1]:
            return start, self.closing(worked)
        k = bisect_left(before, worked) - 1
        return start, opens[k] + worked - before[k]

    def span_back(self, latest: int, minutes: int) -> tuple[int, int]:
        """Return start and finish of `minutes` of work that ends at `latest` or at the last working moment before."""
        since, until, opens, closes, before, _ = self._layout
        if not since <= latest < until:
            since, _, opens, closes, before, _ = self._grow(latest // MINUTES_A_DAY)
        k = bisect_right(opens, latest) - 1
        if k >= 0 and latest == opens[k] and minutes:
            k -= 1
        if k < 0:
            self._grow(since // MINUTES_A_DAY - 1)
            return self.span_back(latest, minutes)
        finish = latest if latest < closes[k] else closes[k]
        start = finish - minutes
        if start >= opens[k]:
            return start, finish
        worked = before[k] + start - opens[k]
        if worked < before[0]:
            return self.opening(worked), finish
        k = bisect_right(before, worked) - 1
        return opens[k] + worked - before[k], finish

    def worked_all(self, minutes: np.ndarray) -> np.ndarray:
        """Return `worked` of an int64 array of instants."""
        if not minutes.size:
            return minutes
        self._laid_out(int(minutes.min()))
        opens, closes, before = self._laid_out(int(minutes.max())).arrays
        k = np.searchsorted(opens, minutes, side="right") - 1
        inside = np.minimum(minutes, closes[k]) - opens[k]
        return np.where(k >= 0, before[k] + inside, before[0])

    # The same on datetimes, for callers outside the engine

    def add(self, when: datetime, minutes: int) -> datetime:
        """Return the datetime `minutes` of work after (negative: before) `when`."""
        return moment_of(self.shift(minute_of(when), minutes))

    def between(self, start: datetime, finish: datetime) -> int:
        """Return the working minutes from `start` to `finish`, negative when they are the other way round."""
        return self.worked(minute_of(finish)) - self.worked(minute_of(start))

    def work_from(self, earliest: datetime, minutes: int) -> tuple[datetime, datetime]:
        """Return start and finish of `minutes` of work that begins at `earliest` or as soon as work is done after."""
        start, finish = self.span(minute_of(earliest), minutes)
        return moment_of(start), moment_of(finish)

    def working_days(self, first: date, last: date) -> int:
        """Return the number of days with work from `first` to `last`, both included."""
        days = (first + timedelta(days=k) for k in range((last - first).days + 1))
        return sum(map(self.is_working_day, days))

    # The layout, grown on demand

    def _laid_out(self, minute: int) -> _Layout:
        layout = self._layout
        return layout if layout.since <= minute < layout.until else self._grow(minute // MINUTES_A_DAY)

    def _reaching(self, lowest: int, highest: int) -> _Layout:
        """Return a layout that holds the worked minutes from `lowest` to `highest`, or raise UnreachableDateError."""
        layout = self._layout
        while highest > layout.before[-1]:
            layout = self._grow(layout.until // MINUTES_A_DAY)
        while lowest < layout.before[0]:
            layout = self._grow(layout.since // MINUTES_A_DAY - 1)
        return layout

    def _grow(self, day: int) -> _Layout:
        """Lay out the days around an ordinal day, twice as far as before, until there is work in them."""
        if not _FIRST <= day <= _LAST:
            raise UnreachableDateError(LAST_DAY if day > _LAST else FIRST_DAY)
        with _growing:
            old = self._layout
            first, last = _window(day, old)
            opens, closes = self._shifts_between(first, last)
            while not len(opens):
                if (first, last) == (_FIRST, _LAST):
                    raise NoWorkingTimeError("The calendar has no working time.")
                first, last = max(_FIRST, 2 * first - last), min(_LAST, 2 * last - first)
                opens, closes = self._shifts_between(first, last)
            before = np.concatenate(([0], np.cumsum(closes - opens)))
            if old.opens:
                before += old.before[-2] - before[np.searchsorted(opens, old.opens[-1])]
            self._layout = _Layout(
                first * MINUTES_A_DAY,
                (last + 1) * MINUTES_A_DAY,
                opens.tolist(),
                closes.tolist(),
                before.tolist(),
                (opens, closes, before),
            )
            return self._layout

    def _shifts_between(self, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the sorted, disjoint shifts that begin on the ordinal days from `first` to `last`."""
        days = np.arange(first, last + 1)
        altered = [day.toordinal() for day in self.exceptions]
        usual = days[~np.isin(days, altered)] if altered else days
        weekday = (usual + 6) % 7
        parts = [
            usual[weekday == k, None] * MINUTES_A_DAY + np.array(shifts)[None, i]
            for k, shifts in enumerate(self.week)
            for i in range(len(shifts))
        ]
        parts += [
            day.toordinal() * MINUTES_A_DAY + np.array(shifts)
            for day, shifts in self.exceptions.items()
            if shifts and first <= day.toordinal() <= last
        ]
        if not parts:
            return days[:0], days[:0]
        shifts = np.concatenate(parts)
        opens, closes = shifts[np.argsort(shifts[:, 0], kind="stable")].T
        closes = np.maximum.accumulate(closes)
        opens = np.concatenate((opens[:1], np.maximum(opens[1:], closes[:-1])))
        return opens[closes > opens], closes[closes > opens]


def _window(day: int, old: _Layout) -> tuple[int, int]:
    """Return first and last ordinal day to lay out: a year back and four ahead at first, then twice as far."""
    first, last = day - 400, day + 1500
    if old.opens:
        since, until = old.since // MINUTES_A_DAY, old.until // MINUTES_A_DAY - 1
        reach = until - since
        first, last = (since, max(day, until) + reach) if day > until else (min(day, since) - reach, until)
    return max(first, _FIRST), min(last, _LAST)


def _tidy(shifts: Iterable[Shift]) -> Shifts:
    """Return shifts sorted and merged; refuse one that ends before it starts or starts on another day."""
    merged: list[Shift] = []
    for start, end in sorted(shifts):
        if not (0 <= start < MINUTES_A_DAY and start < end <= 2 * MINUTES_A_DAY):
            raise ValueError(f"A shift from minute {start} to minute {end} is not possible.")
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _overlap(ours: Shifts, theirs: Shifts) -> Shifts:
    """Return the parts of the day that lie in a shift of both."""
    both = ((max(a, c), min(b, d)) for a, b in ours for c, d in theirs)
    return tuple((start, end) for start, end in both if start < end)


def days_off(days: Iterable[date]) -> dict[date, Shifts]:
    """Return calendar exceptions in which nobody works on the given days: holidays, leave."""
    return dict.fromkeys(days, ())


def freeze(first: date, last: date) -> dict[date, Shifts]:
    """Return calendar exceptions in which nobody works from `first` to `last`, both included."""
    return days_off(first + timedelta(days=k) for k in range((last - first).days + 1))


def common_time(calendars: Iterable[Calendar]) -> Calendar:
    """Return the calendar of the time all of them work; at least one is needed."""
    return reduce(Calendar.__and__, calendars)


STANDARD = Calendar({weekday: [(8 * 60, 12 * 60), (13 * 60, 17 * 60)] for weekday in range(5)})
"""Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00: 480 minutes a day, as Microsoft Project's Standard calendar."""

ALWAYS = Calendar({weekday: [(0, MINUTES_A_DAY)] for weekday in range(7)})
"""Every minute of every day: for elapsed durations."""
