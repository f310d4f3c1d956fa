"""What of a plan is shown and how: read from the address, so that every view of a plan can be shared as a link."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from planning.models import Task

ZOOMS = ("day", "week", "month", "quarter", "year")
MOST_CLOSED = 2000
MOST_BESIDE = 2
"""Baselines that are drawn beside the one that slip is told against."""


@dataclass(frozen=True)
class PlanState:
    """`closed` are numbers of collapsed summaries; an empty zoom fits the work; `baseline` is the number of one.

    `progress` draws the progress line, `beside` are numbers of further baselines.
    """

    zoom: str = ""
    closed: frozenset[int] = frozenset()
    critical: bool = False
    search: str = ""
    owner: int | None = None
    status: str = ""
    baseline: int | None = None
    beside: tuple[int, ...] = ()
    progress: bool = False

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> "PlanState":
        """The state an address asks for; what can't be understood is left out."""
        closed = query.get("closed", "").split(",")[:MOST_CLOSED]
        status = query.get("status", "")
        return cls(
            zoom=query.get("zoom", "") if query.get("zoom") in ZOOMS else "",
            closed=frozenset(number for text in closed if (number := _number(text)) is not None),
            critical=query.get("critical") == "1",
            search=query.get("search", "")[:100].strip(),
            owner=_number(query.get("owner", "")),
            status=status if status in Task.Status.values else "",
            baseline=_number(query.get("baseline", "")),
            beside=_numbers(query.get("beside", ""))[:MOST_BESIDE],
            progress=query.get("progress") == "1",
        )

    @property
    def filters(self) -> bool:
        """Whether only some of the tasks are asked for."""
        return bool(self.critical or self.search or self.owner or self.status)

    def query(self, **changes: Any) -> str:
        """The query part of the address of this state with some changes; empty for the plain plan."""
        state = replace(self, **changes)
        parts = {
            "zoom": state.zoom,
            "closed": ",".join(map(str, sorted(state.closed))),
            "critical": "1" if state.critical else "",
            "search": state.search,
            "owner": state.owner or "",
            "status": state.status,
            "baseline": "" if state.baseline is None else state.baseline,
            "beside": ",".join(map(str, state.beside)),
            "progress": "1" if state.progress else "",
        }
        text = urlencode({name: value for name, value in parts.items() if value != ""})
        return f"?{text}" if text else ""

    def kept(self) -> list[tuple[str, str]]:
        """What stays as it is, by name, when the filters in the form are changed."""
        return parse_qsl(self.query(search="", owner=None, status="").removeprefix("?"))

    def toggled(self, number: int) -> str:
        """The address with one summary opened or closed."""
        return self.query(closed=self.closed ^ {number})


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _numbers(text: str) -> tuple[int, ...]:
    """Numbers parted by commas, each once."""
    found = (_number(part) for part in text.split(",")[:MOST_CLOSED])
    return tuple(dict.fromkeys(number for number in found if number))
