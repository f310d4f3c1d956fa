"""The register of stakeholders."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ecompm.core.ui import marks
from ecompm.core.ui.tables import Column, Row, Table, cells
from stakeholders.calc.engagement import Quadrant, gap, quadrant
from stakeholders.filters import CommunicationFilter, StakeholderFilter
from stakeholders.models import Stakeholder

QUADRANTS = {
    Quadrant.MANAGE_CLOSELY: _("Manage closely"),
    Quadrant.KEEP_SATISFIED: _("Keep satisfied"),
    Quadrant.KEEP_INFORMED: _("Keep informed"),
    Quadrant.MONITOR: _("Monitor"),
}


def shape(missing: int) -> str:
    """The mark of a gap between engagement now and wanted."""
    return ("ok", "warn", "bad")[min(missing, 2)]


def standing(value: str, row: Row) -> object:
    missing = gap(value, row["desired_engagement"])
    words = Stakeholder.Engagement(value).label
    if not missing:
        return marks.status("ok", words)
    text = ngettext("%(now)s, %(n)d step short", "%(now)s, %(n)d steps short", missing) % {"now": words, "n": missing}
    return marks.status(shape(missing), text)


def strategy(value: Any, row: Row) -> object:
    return QUADRANTS[quadrant(row["power"], row["interest"])]


def rhythm(days: int | None, row: Row | None = None) -> str:
    """How often, in words: once, every 3 days, every 2 weeks."""
    if days is None:
        return _("Once")
    if days % 7:
        return ngettext("Every day", "Every %(n)d days", days) % {"n": days}
    return ngettext("Every week", "Every %(n)d weeks", days // 7) % {"n": days // 7}


def told_by(value: str | None, row: Row) -> object:
    """The role, with the person who plays it."""
    return " · ".join(filter(None, (value, row["role__person__name"]))) or None


class CommunicationTable(Table):
    key = "communication"
    caption = _("Communication plan")
    columns = [
        Column("audience", _("Audience"), sort="audience", head=True, reads=("number",)),
        Column("purpose", _("Purpose")),
        Column("channel", _("Channel"), sort="channel"),
        Column("every_days", _("How often"), cell=rhythm, sort="every_days"),
        Column("role__name", _("Told by"), cell=told_by, sort="role__name", reads=("role__person__name",)),
    ]
    filterset_class = CommunicationFilter
    filters = ["role"]
    default_sort = "every_days"


class StakeholderTable(Table):
    key = "stakeholders"
    caption = _("Stakeholders")
    columns = [
        Column("name", _("Stakeholder"), sort="name", head=True, reads=("number", "position", "organisation"),
               second=lambda row: ", ".join(filter(None, (row["position"], row["organisation"])))),
        Column("power", _("Power"), sort="power", align="r"),
        Column("interest", _("Interest"), sort="interest", align="r"),
        Column("strategy_word", _("Strategy"), cell=strategy, computed=True, reads=("power", "interest")),
        Column("engagement", _("Engagement"), cell=standing, sort="engagement", reads=("desired_engagement",)),
        Column("owner__name", _("Kept in touch by"), cell=cells.person, sort="owner__name"),
    ]  # fmt: skip
    filterset_class = StakeholderFilter
    filters = ["engagement", "is_group"]
    default_sort = "-power"
