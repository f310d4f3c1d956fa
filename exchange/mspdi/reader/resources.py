"""Resources with their rates and availability, and their assignments to tasks."""

from exchange.mspdi.codes import ResourceType
from exchange.mspdi.columns import (
    ASSIGNMENT,
    RATE_SPAN,
    RATE_VALUES,
    RESOURCE,
    RESOURCE_REST,
    read_columns,
)
from exchange.mspdi.fields import Fields
from exchange.mspdi.model import Assignment, Availability, Rate, Resource
from exchange.mspdi.reader import ignored
from exchange.mspdi.reader.parts import drop_unread, read_baselines, read_custom
from exchange.mspdi.report import Recorder


def read_resource(fields: Fields, recorder: Recorder, position: int) -> Resource:
    """Return one resource."""
    known = read_columns(fields, RESOURCE + RESOURCE_REST)
    if not fields.text("ID"):
        known["id"] = position
    if fields.flag("IsCostResource"):
        known["type"] = ResourceType.COST
    resource = Resource(
        **known,
        rate=Rate(**read_columns(fields, RATE_VALUES)),
        rates=_read_rates(fields),
        availability=_read_availability(fields),
        baselines=read_baselines(fields, recorder),
        custom=read_custom(fields),
    )
    drop_unread(fields, recorder, ignored.RESOURCE)
    return resource


def read_assignment(fields: Fields, recorder: Recorder) -> Assignment:
    """Return one assignment; its resource is below one for nobody. Whether task and resource exist is not checked."""
    assignment = Assignment(**read_columns(fields, ASSIGNMENT), baselines=read_baselines(fields, recorder))
    drop_unread(fields, recorder, ignored.ASSIGNMENT)
    return assignment


def _read_rates(fields: Fields) -> tuple[Rate, ...]:
    return tuple(Rate(**read_columns(inner, RATE_SPAN + RATE_VALUES)) for inner in fields.within("Rates", "Rate"))


def _read_availability(fields: Fields) -> tuple[Availability, ...]:
    periods = fields.within("AvailabilityPeriods", "AvailabilityPeriod")
    return tuple(
        Availability(inner.moment("AvailableFrom"), inner.moment("AvailableTo"), inner.units("AvailableUnits"))
        for inner in periods
    )
