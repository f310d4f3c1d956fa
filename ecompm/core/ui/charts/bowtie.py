"""The bow-tie of a risk: causes and prevention at the left, the event, recovery and effects at the right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ecompm.core.ui.charts import svg

LETTER, LINE, PAD, GAP, LINES = 6.0, 15, 7, 10, 5
CSS = ("", "bar", "event", "bar", "")


@dataclass(frozen=True, slots=True)
class Box:
    """One cause, barrier or effect. `state` is "done" for a barrier that stands, "bad" for a cause that is at work."""

    words: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class BowTie:
    """The five columns of the picture; for an opportunity the barriers are what brings it about and secures it."""

    causes: Sequence[Box]
    prevention: Sequence[Box]
    event: str
    recovery: Sequence[Box]
    effects: Sequence[Box]
    is_opportunity: bool = False

    @property
    def heads(self) -> tuple[str, str, str, str, str]:
        if self.is_opportunity:
            return _("Causes"), _("Enablers"), _("Event"), _("Securing"), _("Effects")
        return _("Causes"), _("Prevention"), _("Event"), _("Recovery"), _("Effects")

    @property
    def columns(self) -> tuple[Sequence[Box], ...]:
        """The boxes of each column; where a barrier is missing, that is said."""
        before, after = _("Nothing prevents it yet"), _("Nothing softens it yet")
        if self.is_opportunity:
            before, after = _("Nothing brings it about yet"), _("Nothing secures it yet")
        prevention, recovery = self.prevention or [Box(before, "open")], self.recovery or [Box(after, "open")]
        return self.causes, prevention, [Box(self.event)], recovery, self.effects


def bow_tie(tie: BowTie, *, label: str) -> SafeString:
    """Left to right when wide, top to bottom when narrow. Long texts are cut; the table twin has them in full."""
    return svg.both(_Wide(tie).picture(label), _narrow(tie, label))


def _lines(words: str, width: float) -> list[str]:
    found = wrap(words, max(int((width - 2 * PAD) / LETTER), 8)) or ["–"]
    return found if len(found) <= LINES else [*found[: LINES - 1], f"{found[LINES - 1][:-1].rstrip()}…"]


def _height(box: Box, width: float) -> float:
    return len(_lines(box.words, width)) * LINE + 2 * PAD


def _draw(box: Box, css: str, x: float, y: float, width: float) -> Iterator[SafeString]:
    yield svg.rect(x, y, width, _height(box, width), f"bt-box {css} {box.state}".strip(), 4)
    for index, words in enumerate(_lines(box.words, width)):
        yield svg.text(x + PAD + (4 if "bar" in css else 0), y + PAD + 11 + LINE * index, words, "lab")


class _Wide:
    """Five columns on one middle line; lines run from each cause to the event and on to each effect."""

    WIDTH, SIDE, BARRIER, EVENT, ROOM = 720, 138, 130, 120, 16

    def __init__(self, tie: BowTie) -> None:
        self.tie = tie
        widths = (self.SIDE, self.BARRIER, self.EVENT, self.BARRIER, self.SIDE)
        self.columns = list(zip(tie.columns, widths, self._lefts(widths), strict=True))
        self.height = 24 + max(self._tall(boxes, width) for boxes, width, _left in self.columns)

    def _lefts(self, widths: Sequence[float]) -> list[float]:
        return [sum(widths[:place]) + self.ROOM * place for place in range(len(widths))]

    def _tall(self, boxes: Sequence[Box], width: float) -> float:
        return sum(_height(box, width) + GAP for box in boxes) - GAP

    @property
    def middle(self) -> float:
        return 20 + (self.height - 24) / 2

    def picture(self, label: str) -> SafeString:
        parts = [*self._strands(), *self._heads(), *self._boxes()]
        return svg.frame(self.WIDTH, self.height, label, parts)

    def _places(self, column: int) -> Iterator[tuple[Box, float]]:
        """Each box of a column with its top, the column centred."""
        boxes, width, _left = self.columns[column]
        y = self.middle - self._tall(boxes, width) / 2
        for box in boxes:
            yield box, y
            y += _height(box, width) + GAP

    def _strands(self) -> Iterator[SafeString]:
        _event, width, left = self.columns[2]
        for column, edge, near in ((0, self.SIDE, left), (4, self.columns[4][2], left + width)):
            for box, y in self._places(column):
                start, far = y + _height(box, self.SIDE) / 2, edge
                bend = (far + near) / 2
                yield svg.path(
                    f"M{svg.n(far)} {svg.n(start)}C{svg.n(bend)} {svg.n(start)} {svg.n(bend)} {svg.n(self.middle)} "
                    f"{svg.n(near)} {svg.n(self.middle)}",
                    "bt-l",
                )

    def _heads(self) -> Iterator[SafeString]:
        for name, (_boxes, _width, left) in zip(self.tie.heads, self.columns, strict=True):
            yield svg.text(left, 10, name)

    def _boxes(self) -> Iterator[SafeString]:
        for column, css in enumerate(CSS):
            _boxes, width, left = self.columns[column]
            for box, y in self._places(column):
                yield from _draw(box, css, left, y, width)


def _narrow(tie: BowTie, label: str) -> SafeString:
    """The same from top to bottom."""
    parts: list[SafeString] = []
    y, width = 4.0, 326.0
    for name, boxes, css in zip(tie.heads, tie.columns, CSS, strict=True):
        if parts:
            parts.append(svg.vertical(width / 2, y - 6, y + 6, "bt-l"))
            y += 8
        parts.append(svg.text(2, y + 12, name))
        y += 20
        for box in boxes:
            parts += _draw(box, css, 2, y, width)
            y += _height(box, width) + GAP
    return svg.frame(330, y, label, parts)
