"""KPIs of templates and of the library as rows of a project."""

import re
from typing import Any, Final

from blueprints.calc.library.patterns import KpiPattern
from blueprints.calc.rows.origin import exact
from blueprints.calc.template import Kpi

DAYS: Final = {"h": 0, "d": 1, "w": 7}
UNITS: Final = {"pct": "%", "eur": "EUR", "count": "", "ratio": "", "score": ""}
PERIOD: Final = re.compile(r"([0-9]{1,4})([hdw])", re.ASCII)
LONGEST_WINDOW: Final = 400


def kpi_row(kpi: Kpi, pattern: KpiPattern | None, language: str) -> dict[str, Any]:
    """The columns of a KPI of a template; name, definition and formula are those of the library's KPI of that code."""
    return {
        **_words(kpi.code, pattern, language),
        "direction": kpi.direction,
        "target": exact(kpi.target),
        "green": kpi.green,
        "amber": kpi.amber,
        "window_days": window_days(kpi.window),
        "source": kpi.source,
    }


def kpi_pattern_row(pattern: KpiPattern, language: str) -> dict[str, Any]:
    """The columns of a KPI copied from the library: published limits where there are some, no target."""
    practice = pattern.good_practice
    return {
        **_words(pattern.code, pattern, language),
        "direction": pattern.direction,
        "green": (practice.green if practice else None) or "",
        "amber": (practice.amber if practice else None) or "",
        "window_days": window_days(pattern.window),
        "source": pattern.source,
    }


def window_days(period: str) -> int:
    """A window such as 7d, 4h, 2w or once in whole days, at least one."""
    match = PERIOD.fullmatch(period)
    days = int(match[1]) * DAYS[match[2]] if match else 1
    return min(max(days, 1), LONGEST_WINDOW)


def _words(code: str, pattern: KpiPattern | None, language: str) -> dict[str, str]:
    if pattern is None:
        name = code.replace("_pct", "").replace("_", " ")
        return {"key": code, "name": name[:1].upper() + name[1:], "unit": "%" if code.endswith("_pct") else ""}
    return {
        "key": code,
        "name": pattern.name.get(language) or pattern.name["en"],
        "description": pattern.formula.text,
        "formula": pattern.formula.expr,
        "unit": UNITS.get(pattern.unit, pattern.unit),
    }
