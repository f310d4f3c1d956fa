"""Model fields that Django lacks."""

from datetime import date, datetime, time
from typing import Any

from django.core import exceptions
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _


class PlanDateTimeField(models.DateTimeField):
    """A moment in a plan: local to the project, without a zone, never shifted into a viewer's zone."""

    description = _("Date and time of a plan, without a time zone")

    def get_internal_type(self) -> str:
        return "PlanDateTimeField"

    def db_type(self, connection: Any) -> str:
        return "timestamp without time zone" if connection.vendor == "postgresql" else "datetime"

    def get_db_converters(self, connection: Any) -> list[Any]:
        """PostgreSQL gives datetimes as they are: thousands of rows of a plan need no function called on each."""
        return [] if connection.vendor == "postgresql" else super().get_db_converters(connection)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> datetime | None:
        return parse_datetime(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> datetime | None:
        parsed = parse_datetime(value) if isinstance(value, str) else value
        if isinstance(parsed, date) and not isinstance(parsed, datetime):
            return datetime.combine(parsed, time())  # a day is its first moment, as in a comparison
        if parsed is None and value not in (None, ""):
            raise exceptions.ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value})
        return parsed.replace(tzinfo=None) if isinstance(parsed, datetime) else None

    def get_prep_value(self, value: Any) -> datetime | None:
        return self.to_python(value)
