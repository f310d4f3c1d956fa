"""What work costs when an hour of somebody has another price from some day on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import pairwise

from .calendars import Calendar

HOUR = 60


@dataclass(frozen=True)
class Rates:
    """Money an hour: `first` until the first of the dated ones, which ascend; each holds from its day on."""

    first: Decimal | None
    dated: Sequence[tuple[date, Decimal]] = ()

    @property
    def is_known(self) -> bool:
        return self.first is not None or bool(self.dated)

    def on(self, day: date) -> Decimal | None:
        """The rate of a day."""
        return next((rate for since, rate in reversed(self.dated) if since <= day), self.first)

    def cost(self, minutes: float, start: datetime | None, finish: datetime | None, calendar: Calendar) -> Decimal:
        """What work costs that is spread evenly over its time; days without a rate cost nothing."""
        if start is None or finish is None or not self.dated:
            rate = self.first if start is None else self.on(start.date())
            return Decimal(minutes) / HOUR * (rate or 0)
        spans = [(a, b, calendar.between(a, b)) for a, b in pairwise(self._bounds(start, finish))]
        whole = sum(worked for _a, _b, worked in spans)
        if not whole:
            return Decimal(minutes) / HOUR * (self.on(start.date()) or 0)
        shares = (Decimal(worked) / whole * (self.on(a.date()) or 0) for a, _b, worked in spans)
        return sum(shares, Decimal()) * Decimal(minutes) / HOUR

    def _bounds(self, start: datetime, finish: datetime) -> Iterator[datetime]:
        yield start
        yield from (
            moment for since, _rate in self.dated if start < (moment := datetime.combine(since, time())) < finish
        )
        yield finish
