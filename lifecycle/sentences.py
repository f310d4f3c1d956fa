"""What stands between the project and its next gate, in one sentence."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecompm.core.expressions import State
from lifecycle.loaders import Evaluated


def counts(results: Sequence[Evaluated]) -> dict[str, int]:
    """How many criteria are met, unmet, unknown and waived; a waived one counts only as waived."""
    found = Counter("waived" if r.waiver and r.state != State.MET else str(r.state) for r in results)
    return {name: found[name] for name in ("met", "unmet", "unknown", "waived")}


def readiness(results: Sequence[Evaluated]) -> str:
    """The sentence of a gate: how many musts are met and what the others wait for."""
    must = [r for r in results if r.criterion.is_must]
    missing = [r for r in must if not r.passes]
    if not results:
        return _("This gate has no criteria yet. Add what must be true before the project may go on.")
    if not missing:
        return _("Every must is met or waived. The review can be requested.")
    head = ngettext(
        "%(missing)d of %(all)d must stands between the project and this gate:",
        "%(missing)d of %(all)d musts stand between the project and this gate:",
        len(missing),
    ) % {"missing": len(missing), "all": len(must)}
    named = ", ".join(result.criterion.text for result in missing[:4])
    return f"{head} {named}{' …' if len(missing) > 4 else '.'}"
