"""What the figures of a project say in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from ecompm.core.ui import formats

DIMENSIONS = {
    "time": gettext_lazy("Time"),
    "cost": gettext_lazy("Cost"),
    "scope": gettext_lazy("Scope"),
    "risk": gettext_lazy("Risk"),
    "quality": gettext_lazy("Quality"),
    "people": gettext_lazy("People"),
}
WORDS = {
    "ok": gettext_lazy("On track"),
    "warn": gettext_lazy("At risk"),
    "bad": gettext_lazy("Off track"),
    "unknown": gettext_lazy("Too little data"),
}
UNKNOWN = gettext_lazy("Not known yet: no figure speaks for it.")


# How each measure is told; a plural is chosen by the value.
COUNTED = {
    "schedule.overdue": ngettext_lazy("%(n)s task is overdue", "%(n)s tasks are overdue", "count"),
    "risks.high.without_owner": ngettext_lazy(
        "%(n)s high risk has no owner", "%(n)s high risks have no owner", "count"
    ),
    "kpis.breached": ngettext_lazy("%(n)s KPI breaches its limit", "%(n)s KPIs breach their limit", "count"),
    "raci.rows_without_single_a": ngettext_lazy(
        "%(n)s task has no single accountable role", "%(n)s tasks have no single accountable role", "count"
    ),
}
NONE = {
    "schedule.overdue": gettext_lazy("No task is overdue"),
    "risks.high.without_owner": gettext_lazy("Every high risk has an owner"),
    "kpis.breached": gettext_lazy("No KPI breaches its limit"),
    "raci.rows_without_single_a": gettext_lazy("Every task has one accountable role"),
}
SHARES = {
    "requirements.must.traced_pct": gettext_lazy("%(pct)s of the must requirements have a task"),
    "roles.unfilled_pct": gettext_lazy("%(pct)s of the project roles are not filled"),
}


def cause(part: Mapping[str, Any]) -> str:
    """The sentence behind the points a dimension costs."""
    value, measure = part["value"], part["measure"]
    if value is None:
        return str(UNKNOWN)
    if measure in NONE and not value:
        return str(NONE[measure])
    if measure in COUNTED:
        return COUNTED[measure] % {"n": formats.number(value, 0), "count": round(value)}
    if measure in SHARES:
        return str(SHARES[measure]) % {"pct": formats.percent(value, 0)}
    if measure == "schedule.slip_days":
        return _slip(round(value))
    if measure == "risks.top_score":
        return _("The highest risk scores %(n)s of 25") % {"n": formats.number(value, 0)}
    return f"{measure}: {formats.number(value, 2)}"


def _slip(days: int) -> str:
    if days <= 0:
        return _("The finish holds the baseline")
    return ngettext(
        "The finish slips %(n)d working day against the baseline",
        "The finish slips %(n)d working days against the baseline",
        days,
    ) % {"n": days}


def lead(lights: Mapping[str, int], total: int) -> str:
    """The sentence of the portfolio."""
    if not total:
        return ""
    troubled = lights.get("bad", 0) + lights.get("warn", 0)
    if not troubled:
        return _("No project is at risk.")
    return ngettext(
        "%(n)d of %(all)d projects is at risk or off track; the worst stands on top.",
        "%(n)d of %(all)d projects are at risk or off track; the worst stand on top.",
        troubled,
    ) % {"n": troubled, "all": total}
