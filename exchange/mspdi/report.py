"""What an import brings in, and what it leaves out and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from exchange.mspdi.errors import Place


@dataclass(frozen=True, slots=True)
class Dropped:
    """One thing left out: where it stood, which field (with how many entries), and a translatable reason."""

    place: Place
    field: str
    reason: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """`counts` by kind of what comes in; `dropped` in file order, at most Limits.report_rows of `dropped_total`."""

    counts: Mapping[str, int]
    dropped: tuple[Dropped, ...] = ()
    dropped_total: int = 0


@dataclass(slots=True)
class Recorder:
    """Collects rows while a file is read."""

    limit: int
    rows: list[Dropped] = field(default_factory=list)
    total: int = 0

    def drop(self, place: Place, name: str, reason: str, count: int = 1) -> None:
        """Note one loss; beyond the limit only the total grows."""
        self.total += 1
        if len(self.rows) < self.limit:
            self.rows.append(Dropped(place, name, reason, count))

    def report(self, counts: Counter[str]) -> Report:
        """Return the finished report."""
        return Report(dict(counts), tuple(self.rows), self.total)
