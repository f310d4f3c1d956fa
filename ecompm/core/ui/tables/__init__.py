"""Lists: declared once as a class, rendered fast from `.values()` rows, filtered, sorted, paged, selected, exported.

class RiskTable(Table):
    key = "risks"
    caption = _("Open risks")
    columns = [
        Column("code", _("Key"), cell=cells.key, sort="number", card="off"),
        Column("title", _("Risk"), sort="title", head=True),
        Column("score", _("Current"), cell=cells.score, sort="score"),
    ]
    filterset_class = RiskFilter
    default_sort = "-score"
"""

from ecompm.core.ui.tables import cells
from ecompm.core.ui.tables.column import Bulk, Column, Row
from ecompm.core.ui.tables.table import Empty, Table
from ecompm.core.ui.tables.views import View, ViewStore

__all__ = ["Bulk", "Column", "Empty", "Row", "Table", "View", "ViewStore", "cells"]
