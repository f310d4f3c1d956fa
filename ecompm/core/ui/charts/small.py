"""Pictures that fit into a row: sparkline, meter, coverage."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from ecompm.core.ui.charts.svg import Linear, circle, frame, horizontal, line, rect

WIDTH, HEIGHT = 96, 24
COVERAGE = {"done": "ok", "running": "ph-now", "failed": "bad", "missing": "none-l"}


def sparkline(values: Sequence[float | None], *, label: str, limit: float | None = None, state: str = "") -> SafeString:
    """The last values of a KPI, oldest first, with its limit dashed and the last point marked in its state.

    Unknown values are gaps in time, not zeros: they are left out. Empty when no value is known.
    """
    known = [(index, value) for index, value in enumerate(values) if value is not None]
    if not known:
        return SafeString()
    shown = [value for _, value in known] + ([limit] if limit is not None else [])
    x = Linear(0, max(len(values) - 1, 1), 2, WIDTH - 4)
    y = Linear(min(shown), max(shown), HEIGHT - 3, 3)
    points = [(x(index), y(value)) for index, value in known]
    parts = [line(points, "ln"), circle(*points[-1], 3, state)]
    if limit is not None:
        parts.insert(0, horizontal(y(limit), 0, WIDTH, "lim"))
    return frame(WIDTH, HEIGHT, label, parts, "spark")


def meter(lost: float, of: float, *, largest: float, state: str, label: str) -> SafeString:
    """Points lost of the points a cause can lose, drawn to the scale of the largest cause."""
    scale = Linear(0, largest or 1, 0, 104)
    return frame(104, 6, label, [rect(0, 0, scale(of), 6, "muted", 2), rect(0, 0, scale(min(lost, of)), 6, state, 2)])


def coverage(states: Sequence[str], *, label: str) -> SafeString:
    """One segment for each step of a chain: done, running, failed or missing."""
    parts = [
        rect(17 * index + 0.5, 1.5, 14, 7, COVERAGE.get(state, COVERAGE["missing"]), 2)
        for index, state in enumerate(states)
    ]
    return frame(17 * len(states), 10, label, parts)
