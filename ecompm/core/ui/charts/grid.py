"""The power and interest grid of stakeholders: mark by the gap between engagement now and wanted."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ecompm.core.ui.charts import svg

LEFT, TOP = 30, 10
STEPS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Stake:
    """A stakeholder: power and interest 1 to 5; `state` ok, warn, bad or unknown gives the shape of the mark."""

    key: str
    name: str
    power: int
    interest: int
    state: str = "unknown"


def power_grid(stakes: Sequence[Stake], *, label: str) -> SafeString:
    """Power up, interest right, four quadrants. Names when wide, keys when narrow; the register is its twin."""
    wide = _Grid(stakes, 540, 490, (504, 450), named=True)
    narrow = _Grid(stakes, 326, 360, (290, 320), named=False)
    return svg.both(wide.picture(label), narrow.picture(label))


class _Grid:
    def __init__(
        self, stakes: Sequence[Stake], width: float, height: float, field: tuple[float, float], *, named: bool
    ) -> None:
        self.stakes, self.width, self.height, self.named = stakes, width, height, named
        self.right, self.bottom = LEFT + field[0], TOP + field[1]
        self.x = svg.Linear(0.5, 5.5, LEFT, self.right)
        self.y = svg.Linear(0.5, 5.5, self.bottom, TOP)

    def picture(self, label: str) -> SafeString:
        return svg.frame(self.width, self.height, label, [*self._field(), *self._marks()])

    def _field(self) -> Iterator[SafeString]:
        x, y = self.x(3.5), self.y(3.5)
        yield svg.rect(x, TOP, self.right - x, y - TOP, "area-ok")
        yield svg.rect(LEFT, TOP, self.right - LEFT, self.bottom - TOP, "quad")
        yield svg.path(f"M{svg.n(x)} {TOP}V{svg.n(self.bottom)}M{LEFT} {svg.n(y)}H{svg.n(self.right)}", "quad")
        yield svg.text(LEFT + 8, TOP + 16, _("Keep satisfied"), "q")
        yield svg.text(self.right - 8, TOP + 16, _("Manage closely"), "q", "end")
        yield svg.text(LEFT + 8, self.bottom - 8, _("Monitor"), "q")
        yield svg.text(self.right - 8, self.bottom - 8, _("Keep informed"), "q", "end")
        for step in STEPS:
            yield svg.text(self.x(step), self.bottom + 14, step, anchor="middle")
            yield svg.text(LEFT - 8, self.y(step) + 4, step, anchor="end")
        interest = _("Interest")
        yield svg.text(self.right, self.height - 2, f"{interest} →", anchor="end")
        yield svg.text(2, TOP + 2, "↑")

    def _marks(self) -> Iterator[SafeString]:
        """Those at the same spot stand in a column, in the order given."""
        spots: dict[tuple[int, int], list[Stake]] = defaultdict(list)
        for stake in self.stakes:
            spots[stake.interest, stake.power].append(stake)
        for (interest, power), group in spots.items():
            height = 34 if self.named else 18
            top = self.y(power) - height * (len(group) - 1) / 2
            for index, stake in enumerate(group):
                yield from self._mark(stake, self.x(interest), top + height * index)

    def _mark(self, stake: Stake, x: float, y: float) -> Iterator[SafeString]:
        yield _shape(stake.state, x, y)
        if self.named:
            yield svg.text(x, y + 18, stake.name, "lab halo", "middle")
        else:
            yield svg.text(x + 10, y + 4, stake.key, "lab halo")


def _shape(state: str, x: float, y: float) -> SafeString:
    if state == "ok":
        return svg.circle(x, y, 5.5, "ok")
    if state == "warn":
        return svg.path(f"m{svg.n(x)} {svg.n(y - 7)} 7 12h-14z", "warn-pt")
    if state == "bad":
        return svg.rect(x - 5.5, y - 5.5, 11, 11, "bad", 3)
    return svg.circle(x, y, 5.5, "pt none-l")
