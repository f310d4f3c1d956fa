"""The charts over time by name: trend with limits, several lines, chance of a date."""

import datetime as dt
from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

from ecompm.core.ui import formats
from ecompm.core.ui.charts.plot import Area, Dated, Limit, Mark, Note, Series, Spec, Window, draw


def trend(
    points: Dated,
    *,
    label: str,
    outlook: Dated = (),
    limits: Sequence[Limit] = (),
    areas: Sequence[Area] = (),
    notes: Sequence[Note] = (),
    shown: Callable[[float], str] = formats.number,
    today: dt.date | None = None,
) -> SafeString:
    """One measured line with its limits. The outlook is dotted; `notes` are numbers that a feed beside it explains."""
    series = [Series("", points, outlook)]
    return draw(Spec(label, series, shown, limits=limits, areas=areas, notes=notes, today=today))


def line_chart(
    series: Sequence[Series],
    *,
    label: str,
    limits: Sequence[Limit] = (),
    windows: Sequence[Window] = (),
    shown: Callable[[float], str] = formats.number,
    today: dt.date | None = None,
    low: float | None = None,
) -> SafeString:
    """Up to six lines named at their ends: the first solid, the second dashed, the third dotted, for grey print.

    For planned, earned and actual cost pass `low=0`.
    """
    return draw(Spec(label, series, shown, limits=limits, windows=windows, today=today, low=low))


def s_curve(
    curves: Sequence[Series],
    *,
    label: str,
    marks: Sequence[Mark] = (),
    windows: Sequence[Window] = (),
    committed: tuple[dt.date, str] | None = None,
) -> SafeString:
    """The chance (0 to 1) that work is finished by a date. Mark P10, P50 and P80: no date without its chance."""
    return draw(
        Spec(
            label,
            curves,
            lambda share: formats.percent(share * 100),
            windows=windows,
            marks=marks,
            lines=[committed] if committed else [],
            low=0,
            high=1,
            height=300,
        )
    )
