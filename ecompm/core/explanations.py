"""Tells in words why a condition is met, unmet or unknown: "Must requirements verified: 38 %, needs 100 %"."""

from typing import Final

from django.utils.translation import gettext, gettext_noop

from ecompm.core import facts, units
from ecompm.core.expressions import FactCall, Part, Result, State, Value

NEEDS: Final = {
    "==": gettext_noop("%(subject)s: %(value)s, needs %(threshold)s"),
    "!=": gettext_noop("%(subject)s: %(value)s, needs anything but %(threshold)s"),
    "<": gettext_noop("%(subject)s: %(value)s, needs less than %(threshold)s"),
    "<=": gettext_noop("%(subject)s: %(value)s, needs at most %(threshold)s"),
    ">": gettext_noop("%(subject)s: %(value)s, needs more than %(threshold)s"),
    ">=": gettext_noop("%(subject)s: %(value)s, needs at least %(threshold)s"),
    "in": gettext_noop("%(subject)s: %(value)s, needs one of %(threshold)s"),
    "not in": gettext_noop("%(subject)s: %(value)s, needs none of %(threshold)s"),
}
BEFORE: Final = {
    "<": gettext_noop("%(subject)s: %(value)s, needs a day before %(threshold)s"),
    "<=": gettext_noop("%(subject)s: %(value)s, needs %(threshold)s or earlier"),
    ">": gettext_noop("%(subject)s: %(value)s, needs a day after %(threshold)s"),
    ">=": gettext_noop("%(subject)s: %(value)s, needs %(threshold)s or later"),
}


def explain(result: Result, registry: facts.FactRegistry = facts.registry) -> str:
    """The conditions that made the result what it is, in words of the active language, joined by semicolons.

    For a met condition these are the ones that hold, for an unmet one those that fail, for an unknown one those whose
    value is missing.
    """
    deciding = [part for part in result.parts if part.state is result.state] or list(result.parts)
    return "; ".join(explain_part(part, registry) for part in deciding)


def explain_part(part: Part, registry: facts.FactRegistry = facts.registry) -> str:
    """One elementary condition with its value and what it needs."""
    subject, unit = describe(part, registry)
    if part.limit is None and isinstance(part.threshold, bool) and part.state is State.MET:
        return f"{subject}: {units.written(part.value)}"
    patterns = NEEDS | BEFORE if unit == "date" else NEEDS
    return gettext(patterns[part.operator]) % {
        "subject": subject,
        "value": gettext("not known yet") if part.value is None else units.written(part.value, unit),
        "threshold": _threshold(part.threshold, unit),
    }


def describe(part: Part, registry: facts.FactRegistry = facts.registry) -> tuple[str, str]:
    """The label and the unit of the left side; anything but a single registered fact is shown as written."""
    if not isinstance(part.subject, FactCall) or part.subject.name not in registry.signatures:
        return str(part.subject), "number"
    fact = registry.get(part.subject)
    return fact.label_of(part.subject), fact.unit


def _threshold(threshold: Value | tuple[Value, ...] | None, unit: str) -> str:
    if threshold is None:
        return gettext("a value not known yet")
    if isinstance(threshold, tuple):
        return ", ".join(units.written(choice, unit) for choice in threshold)
    return units.written(threshold, unit)
