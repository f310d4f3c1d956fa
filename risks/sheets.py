"""The tables of the risk room that leave and come back as files: the register and the security findings."""

from django.utils.translation import gettext_lazy as _

from risks import categories
from risks.columns import KEY, VERSION, Sheet
from risks.models import Finding, Risk

MEASURED = ("current_likelihood", "current_impact", "score")
HAPPENED = ("actual_delay", "actual_cost", "occurred_on")

RISKS = Sheet(
    Risk,
    names=(
        KEY, "title", "cause", "event", "effect", "category_group", "category", "is_opportunity", "is_confidential",
        "status", "likelihood", "impact", "impact_time", "impact_cost", "impact_quality", "impact_reputation",
        "impact_compliance", "inherent_likelihood", "inherent_impact", *MEASURED, "residual_likelihood",
        "residual_impact", "confidence", "velocity", "proximity_on", "raised_by",
        "raised_on", "owner", "escalated_to", "strategy", "response", "trigger", "contingency",
        "fallback", "next_review_on", "delay_low", "delay_likely", "delay_high", "cost_low", "cost_likely", "cost_high",
        *HAPPENED, "hits", VERSION,
    ),
    read_only=frozenset({"category_group", *MEASURED, *HAPPENED}),
    coded={"hits": _("There is no task %(code)s in this project.")},
    computed={"category_group": (_("Category group"), lambda row: categories.group_name(row["category"]))},
)  # fmt: skip

FINDINGS = Sheet(
    Finding,
    names=(
        KEY, "title", "description", "source", "reference", "asset", "cvss", "vector", "severity", "found_on", "due_on",
        "owner", "risk", "remediation", "status", "retested_on", "retest_evidence", "reason", "accepted_until",
        "approver", VERSION,
    ),
    read_only=frozenset({"severity", "due_on", "approver"}),
    coded={"risk": _("There is no risk %(code)s in this project.")},
)  # fmt: skip
