"""What a part of a template, or a pattern of the library, becomes in a project: the columns of its new row."""

from blueprints.calc.rows.kpis import kpi_pattern_row, kpi_row
from blueprints.calc.rows.people import communication_of, communication_row, lesson_pattern_row, stakeholder_pattern_row
from blueprints.calc.rows.requirements import requirement_pattern_row, requirement_row
from blueprints.calc.rows.risks import (
    indicator_pattern_rows,
    indicator_rows,
    risk_pattern_row,
    risk_row,
    statement_of,
    statement_parts,
)

__all__ = [
    "communication_of",
    "communication_row",
    "indicator_pattern_rows",
    "indicator_rows",
    "kpi_pattern_row",
    "kpi_row",
    "lesson_pattern_row",
    "requirement_pattern_row",
    "requirement_row",
    "risk_pattern_row",
    "risk_row",
    "stakeholder_pattern_row",
    "statement_of",
    "statement_parts",
]
