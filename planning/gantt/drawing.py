"""A view of a plan, drawn: its blocks, and of them only what somebody doesn't see yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from planning.gantt.bars import Bars
from planning.gantt.pieces import Piece, Seen, sign, unseen
from planning.gantt.rows import PlanRows
from planning.gantt.scale import Scale
from planning.gantt.state import PlanState
from planning.gantt.table import Grid


@dataclass(frozen=True)
class Drawing:
    """The grid and the bars of the rows of a view."""

    plan: PlanRows
    scale: Scale
    state: PlanState
    grid: Grid
    bars: Bars

    @property
    def frame(self) -> str:
        """A sign of all that rows stand in: how many there are, columns, axis, days off. It differs where a page has to
        be drawn anew."""
        scale, own = self.scale, self.plan.calendars.own
        axis = (scale.first, scale.last, scale.zoom, scale.today, own.week, sorted(own.exceptions.items()))
        beside = [number for number, _dates in self.plan.beside]
        rights = (self.bars.may_change, self.grid.with_variance, beside, get_language())
        return sign(repr((len(self.plan.rows), axis, self.plan.calendars.freezes, self.state.query(), rights)))

    def block(self, number: int) -> SafeString:
        """The rows of a block for their place, its bars beside them out of band."""
        picture = self.bars.block(number).replace("<svg ", '<svg hx-swap-oob="true" ', 1)
        return mark_safe(f"{self.grid.block(number)}<template>{picture}</template>")  # noqa: S308 -- both are safe

    def first_blocks(self, near: Iterable[int]) -> dict[str, list[SafeString]]:
        """The first block and those in view written out, the others as places that fill themselves when seen."""
        full = {0, *near}
        return {
            "table_blocks": [self._rows(k, k in full) for k in range(self.plan.blocks)],
            "bar_blocks": [self._bars(k, k in full) for k in range(self.plan.blocks)],
        }

    def changes(self, seen: Seen) -> dict[str, SafeString]:
        """What a page in the same frame has to exchange: rows and bars in view, and blocks out of view as places."""
        rows, bars, left = [], [], set(seen.far)
        for number, signs in seen.near.items():
            own, beside = self._pieces(number)
            if len(signs) == len(own) + len(beside):
                rows += unseen(own, signs[: len(own)])
                bars += unseen(beside, signs[len(own) :])
            else:
                left.add(number)
        places = [k for k in sorted(left) if k < self.plan.blocks]
        return {
            "rows": _joined([*rows, *(self.grid.waiting(k) for k in places)]),
            "bars": _joined(bars),
            "places": _joined(self.bars.waiting(k) for k in places),
        }

    def _pieces(self, number: int) -> tuple[list[Piece], list[Piece]]:
        """The rows of a block, and what is drawn beside them; nothing for a block that isn't there."""
        there = number < self.plan.blocks
        return (self.grid.pieces(number), self.bars.pieces(number)) if there else ([], [])

    def _rows(self, number: int, full: bool) -> SafeString:
        return self.grid.block(number) if full else self.grid.waiting(number)

    def _bars(self, number: int, full: bool) -> SafeString:
        return self.bars.block(number) if full else self.bars.waiting(number)


def _joined(parts: Iterable[str]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 -- written by grid and bars
