"""How plan dates and durations read in JSON: days are inclusive ISO dates, moments are local to the project."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ecompm.core.api.serializers import DayField
from planning.calc import DAY


def day_of(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def days_of(minutes: int | None) -> float | None:
    """Working days of 8 hours, to a hundredth."""
    return None if minutes is None else round(minutes / DAY, 2)


@extend_schema_field({"type": "string", "format": "date", "nullable": True})
class StartDayField(DayField):
    """The first day of a task. Written, it holds an automatic task back and places a manual one."""

    def to_representation(self, value: Any) -> Any:
        return day_of(value) if isinstance(value, datetime) else value


@extend_schema_field({"type": "string", "format": "date-time", "nullable": True})
class PlanMomentField(serializers.Field):
    """A moment of the plan, without a zone."""

    def to_representation(self, value: datetime) -> datetime:
        return value


class ProgressField(serializers.FloatField):
    """Percent as a number; the database keeps it to a hundredth."""

    def to_representation(self, value: Decimal | float) -> float:
        return float(value)


class DaysField(serializers.FloatField):
    """Minutes, told in working days of 8 hours."""

    def to_representation(self, value: int) -> float | None:
        return days_of(value)
