"""The plain fields of the format, as one table per element that the reader and the writer share.

A column ties an element of the format to an attribute of the model. The order is that of the format's schema, which
Microsoft Project expects when it opens a file.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, dataclass, fields
from datetime import time
from enum import IntEnum
from typing import Any

from exchange.mspdi import values
from exchange.mspdi.codes import ConstraintType, RateUnit, ResourceType, TaskType
from exchange.mspdi.fields import LARGEST, Fields
from exchange.mspdi.model import Assignment, Baseline, Project, Rate, Resource, Task

MINUTES_OF_DAY = 24 * 60
Read = Callable[[Fields, str, Any], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a value is read (None for a column that is only written) and written."""

    read: Read | None
    write: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Column:
    """One element, the attribute it fills, its kind, and the value when it is absent."""

    element: str
    attribute: str
    kind: Kind
    required: bool
    default: Any


def read_columns(source: Fields, columns: Iterable[Column]) -> dict[str, Any]:
    """Return the attributes that the columns fill, by name."""
    return {
        column.attribute: column.kind.read(source, column.element, column.default)
        if column.required or source.holds(column.element)
        else column.default
        for column in columns
        if column.kind.read
    }


def written_columns(target: object, columns: Iterable[Column]) -> Iterator[tuple[str, str]]:
    """Yield (element, text) of each column that has something to say."""
    for column in columns:
        value = getattr(target, column.attribute)
        text = "" if value is None else column.kind.write(value)
        if text:
            yield column.element, text


def _table(model: type, *rows: tuple[str, str, Kind]) -> tuple[Column, ...]:
    defaults = {field.name: field.default for field in fields(model)}
    return tuple(
        Column(element, attribute, kind, defaults.get(attribute) is MISSING, defaults.get(attribute))
        for element, attribute, kind in rows
    )


def _flag(value: bool) -> str:
    return "1" if value else "0"


def _whole(low: int, high: int) -> Kind:
    return Kind(lambda fields, name, default: fields.whole(name, default, low, high), str)


def _choice(kind: type[IntEnum]) -> Kind:
    return Kind(lambda fields, name, default: fields.choice(name, kind, default), lambda value: str(int(value)))


def _duration(unit_name: str) -> Kind:
    return Kind(
        lambda fields, name, default: fields.duration(name, unit_name),
        lambda duration: values.format_minutes(duration.minutes),
    )


UID = Kind(lambda fields, name, default: fields.uid(name), str)
REFERENCE = Kind(lambda fields, name, default: fields.reference(name), str)
RESOURCE_UID = _whole(-LARGEST, LARGEST)
NUMBER = _whole(0, LARGEST)
PERCENT = _whole(0, 100)
LINE = Kind(lambda fields, name, default: fields.short_text(name), str)
TEXT = Kind(lambda fields, name, default: fields.text(name), str)
FLAG = Kind(lambda fields, name, default: fields.flag(name, default), _flag)
OPPOSITE = Kind(lambda fields, name, default: not fields.flag(name, not default), lambda value: _flag(not value))
WRITTEN_FLAG = Kind(None, _flag)
MOMENT = Kind(lambda fields, name, default: fields.moment(name), values.format_moment)
WRITTEN_MOMENT = Kind(None, values.format_moment)
CLOCK = Kind(lambda fields, name, default: fields.clock(name, default), time.isoformat)
MINUTES = Kind(lambda fields, name, default: fields.minutes(name), values.format_minutes)
WRITTEN_MINUTES = Kind(None, values.format_minutes)
WORK = Kind(lambda fields, name, default: fields.work(name), values.format_minutes)
TENTHS = Kind(lambda fields, name, default: fields.tenths(name), values.format_tenths)
DURATION = _duration("DurationFormat")
DURATION_FORMAT = Kind(None, lambda duration: str(values.duration_code(duration)))
ELAPSED = Kind(lambda fields, name, default: fields.unit(name)[1], lambda elapsed: "8" if elapsed else "7")
MONEY = Kind(lambda fields, name, default: fields.money(name, default), values.format_money)
RATE = Kind(lambda fields, name, default: fields.number(name, default), values.format_number)
UNITS = Kind(lambda fields, name, default: fields.units(name), values.format_number)
WEEKDAY = Kind(lambda fields, name, default: (fields.whole(name, default, 0, 6) - 1) % 7 + 1, lambda day: str(day % 7))
RESOURCE_TYPE = Kind(
    lambda fields, name, default: fields.choice(name, ResourceType, default),
    lambda kind: "1" if kind is ResourceType.WORK else "0",
)

PROJECT = _table(
    Project,
    ("Name", "name", LINE),
    ("GUID", "guid", LINE),
    ("Title", "title", LINE),
    ("Subject", "subject", LINE),
    ("Company", "company", LINE),
    ("Manager", "manager", LINE),
    ("Author", "author", LINE),
    ("CreationDate", "created", MOMENT),
    ("LastSaved", "last_saved", MOMENT),
    ("ScheduleFromStart", "schedule_from_start", FLAG),
    ("StartDate", "start", MOMENT),
    ("FinishDate", "finish", MOMENT),
    ("CriticalSlackLimit", "critical_slack_days", _whole(-10_000, 10_000)),
    ("CurrencyDigits", "currency_digits", _whole(0, 9)),
    ("CurrencySymbol", "currency_symbol", LINE),
    ("CurrencyCode", "currency_code", LINE),
    ("CalendarUID", "calendar_uid", REFERENCE),
    ("DefaultStartTime", "default_start_time", CLOCK),
    ("DefaultFinishTime", "default_finish_time", CLOCK),
    ("MinutesPerDay", "minutes_per_day", _whole(1, MINUTES_OF_DAY)),
    ("MinutesPerWeek", "minutes_per_week", _whole(1, MINUTES_OF_DAY * 7)),
    ("DaysPerMonth", "days_per_month", _whole(1, 31)),
    ("HonorConstraints", "honor_constraints", FLAG),
    ("WeekStartDay", "week_start_day", WEEKDAY),
    ("StatusDate", "status_date", MOMENT),
    ("CurrentDate", "current_date", MOMENT),
    ("NewTasksAreManual", "new_tasks_are_manual", FLAG),
)

TASK = _table(
    Task,
    ("UID", "uid", UID),
    ("GUID", "guid", LINE),
    ("ID", "id", NUMBER),
    ("Name", "name", LINE),
    ("Active", "active", FLAG),
    ("Manual", "manual", FLAG),
    ("Type", "type", _choice(TaskType)),
    ("CreateDate", "created", MOMENT),
    ("Contact", "contact", LINE),
    ("WBS", "wbs", LINE),
    ("OutlineNumber", "outline_number", LINE),
    ("OutlineLevel", "outline_level", NUMBER),
    ("Priority", "priority", _whole(0, 1000)),
    ("Start", "start", MOMENT),
    ("Finish", "finish", MOMENT),
    ("Duration", "duration", DURATION),
    ("ManualStart", "manual_start", WRITTEN_MOMENT),
    ("ManualFinish", "manual_finish", WRITTEN_MOMENT),
    ("ManualDuration", "manual_duration_minutes", WRITTEN_MINUTES),
    ("DurationFormat", "duration", DURATION_FORMAT),
    ("Work", "work_minutes", WORK),
    ("Stop", "stop", MOMENT),
    ("Resume", "resume", MOMENT),
    ("EffortDriven", "effort_driven", FLAG),
    ("Recurring", "recurring", FLAG),
    ("Estimated", "estimated", WRITTEN_FLAG),
    ("Milestone", "milestone", FLAG),
    ("Summary", "summary", FLAG),
    ("FixedCost", "fixed_cost", MONEY),
    ("PercentComplete", "percent_complete", PERCENT),
    ("PercentWorkComplete", "percent_work_complete", PERCENT),
    ("Cost", "cost", MONEY),
    ("ActualStart", "actual_start", MOMENT),
    ("ActualFinish", "actual_finish", MOMENT),
    ("ActualDuration", "actual_duration_minutes", MINUTES),
    ("ActualCost", "actual_cost", MONEY),
    ("ActualWork", "actual_work_minutes", WORK),
    ("RemainingDuration", "remaining_duration_minutes", MINUTES),
    ("RemainingWork", "remaining_work_minutes", WORK),
    ("ConstraintType", "constraint", _choice(ConstraintType)),
    ("CalendarUID", "calendar_uid", REFERENCE),
    ("ConstraintDate", "constraint_date", MOMENT),
    ("Deadline", "deadline", MOMENT),
    ("LevelingDelay", "leveling_delay_minutes", TENTHS),
    ("LevelingDelayFormat", "leveling_delay_elapsed", ELAPSED),
    ("Hyperlink", "hyperlink", TEXT),
    ("HyperlinkAddress", "hyperlink_address", TEXT),
    ("IgnoreResourceCalendar", "ignore_resource_calendar", FLAG),
    ("Notes", "notes", TEXT),
    ("PhysicalPercentComplete", "physical_percent_complete", PERCENT),
)

BASELINE = _table(
    Baseline,
    ("Number", "number", _whole(0, 10)),
    ("Start", "start", MOMENT),
    ("Finish", "finish", MOMENT),
    ("Duration", "duration", DURATION),
    ("DurationFormat", "duration", DURATION_FORMAT),
    ("Work", "work_minutes", WORK),
    ("Cost", "cost", MONEY),
    ("FixedCost", "fixed_cost", MONEY),
)

RESOURCE = _table(
    Resource,
    ("UID", "uid", UID),
    ("GUID", "guid", LINE),
    ("ID", "id", NUMBER),
    ("Name", "name", LINE),
    ("Type", "type", RESOURCE_TYPE),
    ("Initials", "initials", LINE),
    ("MaterialLabel", "material_label", LINE),
    ("Code", "code", LINE),
    ("Group", "group", LINE),
    ("EmailAddress", "email", LINE),
    ("MaxUnits", "max_units", UNITS),
)

# A resource repeats the values of its current rate among its own fields.
RATE_VALUES = _table(
    Rate,
    ("StandardRate", "standard", RATE),
    ("StandardRateFormat", "standard_unit", _choice(RateUnit)),
    ("OvertimeRate", "overtime", RATE),
    ("OvertimeRateFormat", "overtime_unit", _choice(RateUnit)),
    ("CostPerUse", "per_use", MONEY),
)

RATE_SPAN = _table(
    Rate, ("RatesFrom", "first", MOMENT), ("RatesTo", "last", MOMENT), ("RateTable", "table", _whole(0, 4))
)

RESOURCE_REST = _table(
    Resource,
    ("CalendarUID", "calendar_uid", REFERENCE),
    ("Notes", "notes", TEXT),
    ("IsGeneric", "is_generic", FLAG),
    ("IsInactive", "active", OPPOSITE),
)

RESOURCE_KIND = _table(Resource, ("IsCostResource", "is_cost", WRITTEN_FLAG))

ASSIGNMENT = _table(
    Assignment,
    ("UID", "uid", UID),
    ("TaskUID", "task_uid", UID),
    ("ResourceUID", "resource_uid", RESOURCE_UID),
    ("PercentWorkComplete", "percent_work_complete", PERCENT),
    ("ActualCost", "actual_cost", MONEY),
    ("ActualFinish", "actual_finish", MOMENT),
    ("ActualStart", "actual_start", MOMENT),
    ("ActualWork", "actual_work_minutes", WORK),
    ("Cost", "cost", MONEY),
    ("CostRateTable", "cost_rate_table", _whole(0, 4)),
    ("Delay", "delay_minutes", TENTHS),
    ("Finish", "finish", MOMENT),
    ("Notes", "notes", TEXT),
    ("OvertimeWork", "overtime_work_minutes", WORK),
    ("RemainingWork", "remaining_work_minutes", WORK),
    ("Start", "start", MOMENT),
    ("Units", "units", UNITS),
    ("Work", "work_minutes", WORK),
    ("WorkContour", "contour", _whole(0, 8)),
)
