"""The lines between dependent tasks in a block of the picture."""

from collections.abc import Iterator

from planning.gantt import ROW
from planning.gantt.rows import Link, PlanRows, Row
from planning.gantt.scale import Scale

STUB = 5.0
ARROW = 4
HALF_BAR, DIAMOND = 7, 9
"""From the middle of a row to the edge of a bar, and to the tip of a diamond."""


def links_by_row(plan: PlanRows, scale: Scale, first: int, last: int) -> dict[int, list[str]]:
    """The links that touch the rows `first` to `last`, by the row they lead to; one that leads beyond them is cut off
    at the edge and stands with the row it comes from, or with the first one where it only passes by."""
    marks: dict[int, list[str]] = {place: [] for place in range(first, last + 1)}
    for link in plan.links:
        low, high = min(link.pred, link.succ), max(link.pred, link.succ)
        if high >= first and low <= last:
            home = next((end for end in (link.succ, link.pred) if end in marks), first)
            marks[home] += _draw(plan.rows, link, scale, first)
    return marks


def _draw(rows: list[Row], link: Link, scale: Scale, first: int) -> Iterator[str]:
    pred, succ = rows[link.pred], rows[link.succ]
    if None in (pred.start, pred.finish, succ.start, succ.finish):
        return
    from_finish, to_finish = link.type[0] == "F", link.type[1] == "F"
    x1, x2 = _edge(pred, scale, at_finish=from_finish), _edge(succ, scale, at_finish=to_finish)
    y1, y2 = (ROW * (place - first) + ROW / 2 - 0.5 for place in (link.pred, link.succ))
    css = "-crit" if pred.critical and succ.critical else ""
    attributes = f'class="lk{" lk-crit" if css else ""}" data-a="{pred.number}" data-b="{succ.number}"'
    if from_finish and not to_finish and x2 >= x1 - 1:
        side = 1 if y2 > y1 else -1
        down = x2 + (0 if succ.is_milestone else 3)
        stop = y2 - side * (DIAMOND if succ.is_milestone else HALF_BAR)
        begin = f"M{x1} {y1 + side * DIAMOND}V{y1 + side * ROW / 2}" if pred.is_milestone else f"M{x1} {y1}"
        yield from _down(begin, max(down, x1), stop, side, attributes, css)
    else:
        yield from _around(x1, y1, x2, y2, from_finish, to_finish, attributes, css)


def _down(begin: str, x: float, stop: float, side: int, attributes: str, css: str) -> Iterator[str]:
    """Sideways, then straight onto the upper (or lower) edge of the successor."""
    x = round(x, 1)
    yield f'<path {attributes} d="{begin}H{x}V{stop - side * ARROW}"/>'
    yield f'<path class="ah{css}" d="m{x} {stop}-3{"-" if side > 0 else " "}4h6z"/>'


def _around(
    x1: float, y1: float, x2: float, y2: float, from_finish: bool, to_finish: bool, attributes: str, css: str
) -> Iterator[str]:
    """Out of the predecessor's edge, along between the rows if the way leads back, into the successor's edge."""
    out = round(x1 + (STUB if from_finish else -STUB), 1)
    into = round(x2 + (STUB if to_finish else -STUB), 1)
    tip = x2 + (ARROW if to_finish else -ARROW)
    straight = out >= into if to_finish else out <= into
    if from_finish == to_finish:
        bend = max(out, into) if to_finish else min(out, into)
        path = f"M{x1} {y1}H{bend}V{y2}H{tip}"
    elif straight:
        path = f"M{x1} {y1}H{into}V{y2}H{tip}"
    else:
        between = y1 + (ROW / 2 if y2 > y1 else -ROW / 2)
        path = f"M{x1} {y1}H{out}V{between}H{into}V{y2}H{tip}"
    yield f'<path {attributes} d="{path}"/>'
    head = f"m{x2} {y2} {ARROW}-3v6z" if to_finish else f"m{x2} {y2}-{ARROW}-3v6z"
    yield f'<path class="ah{css}" d="{head}"/>'


def _edge(row: Row, scale: Scale, *, at_finish: bool) -> float:
    moment = row.finish if at_finish or row.is_milestone else row.start
    x = scale.at(moment)  # type: ignore[arg-type]
    return x
