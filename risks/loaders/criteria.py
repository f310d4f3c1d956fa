"""The risk criteria that count now."""

from risks.calc.criteria import Criteria
from risks.models.criteria import ONLY, RiskCriteria


def stored_criteria() -> RiskCriteria:
    """The row of the instance; the defaults, as version 0 and not stored, while nobody has set any."""
    return RiskCriteria.objects.filter(pk=ONLY).first() or RiskCriteria(pk=ONLY, version=0)


def load_criteria() -> Criteria:
    """The criteria for one request or run: one query."""
    return stored_criteria().rules
