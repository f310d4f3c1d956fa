"""Parts that tasks, resources and assignments have in common: baselines, custom values, and what is left over."""

from exchange.mspdi.columns import BASELINE, read_columns
from exchange.mspdi.errors import gettext_noop
from exchange.mspdi.fields import Fields
from exchange.mspdi.model import Baseline, CustomValue
from exchange.mspdi.report import Recorder

NOT_KEPT = gettext_noop("This field has no counterpart here.")
SPREAD = gettext_noop("Values spread over time (splits, contours) are not kept, only their total.")
INTERIM = gettext_noop("Interim plans are not kept, only baselines.")
LOOKUP = gettext_noop("Lists of allowed values are not kept.")
OMISSIONS = {"TimephasedData": SPREAD}


def read_baselines(fields: Fields, recorder: Recorder) -> tuple[Baseline, ...]:
    """Return the baselines 0 to 10 in the order of their numbers."""
    found: dict[int, Baseline] = {}
    for inner in fields.all("Baseline"):
        if inner.flag("Interim"):
            recorder.drop(fields.place, "Baseline", INTERIM)
            continue
        baseline = Baseline(**read_columns(inner, BASELINE))
        if baseline.number in found:
            fields.refuse(gettext_noop("%(field)s %(number)d stands twice."), "Baseline", number=baseline.number)
        found[baseline.number] = baseline
    return tuple(found[number] for number in sorted(found))


def read_custom(fields: Fields) -> tuple[CustomValue, ...]:
    """Return the custom values of an element; those without a value are left out."""
    values = ((inner.uid("FieldID"), inner.text("Value")) for inner in fields.all("ExtendedAttribute"))
    return tuple(CustomValue(field_id, value) for field_id, value in values if value)


def drop_unread(fields: Fields, recorder: Recorder, ignored: frozenset[str]) -> None:
    """Report what the element holds beyond the fields that were read."""
    for name, count in fields.element.omitted.items():
        recorder.drop(fields.place, name, OMISSIONS.get(name, LOOKUP), count)
    for name in fields.unread(ignored):
        recorder.drop(fields.place, name, NOT_KEPT)
