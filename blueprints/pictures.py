"""The phases, gates and freezes of a project to be, drawn wide and narrow."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from blueprints.calc.answers import Freeze
from blueprints.calc.forecast import Forecast
from ecompm.core.ui import formats
from ecompm.core.ui.charts import svg

WIDE, NARROW, HEIGHT = 1064, 326, 146
TOP, MIDDLE, BOTTOM = 6, 70, 128
ROOM = 7
"""Pixels a letter of a label takes at most."""


def phase_chart(forecast: Forecast, freezes: Sequence[Freeze], names: dict[str, str], lane: str) -> SafeString:
    """Phases as bars, gates as diamonds, the lane below, and the aim with its spread to P80.

    `names` are the phases by code, `lane` the code of the one that runs beside the others.
    """
    label = _("Phases, gates and freezes from %(first)s to %(last)s. The tables below hold the same dates.") % {
        "first": formats.day(forecast.start),
        "last": formats.day(forecast.finish),
    }
    return svg.both(
        svg.frame(WIDE, HEIGHT, label, _parts(forecast, freezes, names, lane, WIDE)),
        svg.frame(NARROW, HEIGHT, label, _parts(forecast, freezes, names, lane, NARROW)),
    )


def _parts(
    forecast: Forecast, freezes: Sequence[Freeze], names: dict[str, str], lane: str, width: int
) -> Iterator[SafeString]:
    first, last = forecast.start.replace(day=1), forecast.finish_p80 + dt.timedelta(days=10)
    x = svg.Days(first, last, 4, width - 4)
    for day in svg.months(first, last, -(-(last - first).days // 30 * 70 // width)):
        yield svg.vertical(x(day), TOP, BOTTOM, "grid-l")
        yield svg.text(x(day) + 3, HEIGHT - 4, formats.month(day))
    for freeze in freezes:
        left, right = x(max(freeze.first, first)), x(min(freeze.last, last))
        if right > left:
            yield svg.rect(left, TOP, right - left, BOTTOM - TOP, "freeze")
            yield svg.text(left + 4, TOP + 13, freeze.name if width == WIDE else _("Freeze"), "freeze-t")
    yield from _phases(forecast, names, lane, x)
    for gate in forecast.gates:
        yield svg.diamond(x(gate.day), MIDDLE, 8, "gate")
        yield svg.text(x(gate.day), MIDDLE + 24, gate.gate.id, "em halo", "middle")
    yield from _spread(forecast, x, width)


def _phases(forecast: Forecast, names: dict[str, str], lane: str, x: svg.Days) -> Iterator[SafeString]:
    taken = [0.0, 0.0]
    for phase in forecast.phases:
        left, right = x(phase.first), x(phase.last)
        if phase.code == lane:
            yield svg.rect(left, MIDDLE + 12, max(right - left, 2), 4, "ph", 2)
            continue
        yield svg.rect(
            left, MIDDLE - 6, max(right - left - 1.5, 2), 12, "ph-now" if phase.code == "execution" else "ph", 2
        )
        name = names.get(phase.code, phase.code)
        line = next((row for row in (0, 1) if left >= taken[row]), None)
        if line is not None and left + len(name) * ROOM < x.end:
            taken[line] = left + len(name) * ROOM
            yield svg.text(left, MIDDLE - 14 - 15 * line, name, "lab halo")


def _spread(forecast: Forecast, x: svg.Days, width: int) -> Iterator[SafeString]:
    """The aim and the day that four of five runs keep."""
    left, right = x(forecast.aim), x(min(forecast.aim_p80, x.last))
    y = BOTTOM - 14
    yield svg.path(f"M{svg.n(left)} {y}H{svg.n(right)}M{svg.n(left)} {y - 5}v10M{svg.n(right)} {y - 5}v10", "p80")
    words = _("P80 %(day)s") % {"day": formats.day(forecast.aim_p80)}
    fits = right + 8 + len(words) * ROOM < width
    yield svg.text(right + 6 if fits else left - 6, y + 4, words, "em halo", "" if fits else "end")
