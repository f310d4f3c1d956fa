"""The enumerations of the format, under the names that Microsoft Project shows."""

from enum import Enum, IntEnum


class TimeUnit(Enum):
    """The unit in which a duration or lag is shown."""

    MINUTE = "m"
    HOUR = "h"
    DAY = "d"
    WEEK = "w"
    MONTH = "mo"
    PERCENT = "%"


class LinkType(IntEnum):
    """MSPDI codes of the four dependency types."""

    FINISH_TO_FINISH = 0
    FINISH_TO_START = 1
    START_TO_FINISH = 2
    START_TO_START = 3


class ConstraintType(IntEnum):
    """MSPDI codes of the eight date constraints."""

    AS_SOON_AS_POSSIBLE = 0
    AS_LATE_AS_POSSIBLE = 1
    MUST_START_ON = 2
    MUST_FINISH_ON = 3
    START_NO_EARLIER_THAN = 4
    START_NO_LATER_THAN = 5
    FINISH_NO_EARLIER_THAN = 6
    FINISH_NO_LATER_THAN = 7


class TaskType(IntEnum):
    """What stays when work, units or duration of a task change."""

    FIXED_UNITS = 0
    FIXED_DURATION = 1
    FIXED_WORK = 2


class ResourceType(IntEnum):
    """MSPDI codes; a cost resource is stored as material with a mark of its own."""

    MATERIAL = 0
    WORK = 1
    COST = 2


class RateUnit(IntEnum):
    """The unit in which a rate is shown; its amount is per hour all the same (per unit for material)."""

    MINUTE = 1
    HOUR = 2
    DAY = 3
    WEEK = 4
    MONTH = 5
    YEAR = 7
    MATERIAL = 8


class RecurrenceKind(IntEnum):
    """MSPDI codes of a calendar exception's pattern; every day from first to last needs none."""

    YEARLY_ON_DATE = 2
    YEARLY_ON_WEEKDAY = 3
    MONTHLY_ON_DATE = 4
    MONTHLY_ON_WEEKDAY = 5
    WEEKLY = 6
    EVERY_FEW_DAYS = 7
    EVERY_FEW_WEEKDAYS = 8
