"""Charts drawn on the server as SVG with classes: no script, no animation, colours by token, words at their real size.

Each takes a `label`, the one sentence a screen reader hears, and has a table twin beside it.
"""

from ecompm.core.ui.charts.bars import Bin, Driver, Percentile, histogram, tornado
from ecompm.core.ui.charts.bowtie import BowTie, Box, bow_tie
from ecompm.core.ui.charts.grid import Stake, power_grid
from ecompm.core.ui.charts.heat import heat_map
from ecompm.core.ui.charts.lines import line_chart, s_curve, trend
from ecompm.core.ui.charts.plot import Area, Limit, Mark, Note, Series, Window
from ecompm.core.ui.charts.ribbon import Gate, Phase, ribbon
from ecompm.core.ui.charts.small import coverage, meter, sparkline
from ecompm.core.ui.charts.timeline import Pin, Span, Timeline
from ecompm.core.ui.charts.twin import twin

__all__ = [
    "Area",
    "Bin",
    "BowTie",
    "Box",
    "Driver",
    "Gate",
    "Limit",
    "Mark",
    "Note",
    "Percentile",
    "Phase",
    "Pin",
    "Series",
    "Span",
    "Stake",
    "Timeline",
    "Window",
    "bow_tie",
    "coverage",
    "heat_map",
    "histogram",
    "line_chart",
    "meter",
    "power_grid",
    "ribbon",
    "s_curve",
    "sparkline",
    "tornado",
    "trend",
    "twin",
]
