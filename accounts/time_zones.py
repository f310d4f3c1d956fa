"""The time zones a person can choose."""

import zoneinfo
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def names() -> frozenset[str]:
    """Every zone that the time zone database knows."""
    return frozenset(zoneinfo.available_timezones())


@cache
def choices() -> list[tuple[str, str]]:
    """Zones named after a place, and UTC first, as a form offers them."""
    places = sorted(name for name in names() if name.split("/")[0] in REGIONS and "/" in name)
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places)]


def validate_time_zone(name: str) -> None:
    """Raise ValidationError for a name that the time zone database doesn't know."""
    if name not in names():
        raise ValidationError(_("%(name)s is no time zone. Use a name such as Europe/Berlin."), params={"name": name})
