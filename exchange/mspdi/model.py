"""A plan as Microsoft Project's XML format (MSPDI) states it.

Times are naive local times of the project, work and durations are minutes, money is in units of the project's
currency, rates are per working hour. Weekdays are ISO (1 is Monday). What a scheduler derives (early and late dates,
float, the critical path) is not part of the plan.

Field meanings: Microsoft, "Project XML Data Interchange Schema Reference" (Project 2007 and later).
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from exchange.mspdi.codes import ConstraintType, LinkType, RateUnit, RecurrenceKind, ResourceType, TaskType, TimeUnit


@dataclass(frozen=True, slots=True)
class Duration:
    """Working minutes, or minutes of the clock when elapsed; `estimated` is the question mark of Project."""

    minutes: float
    unit: TimeUnit = TimeUnit.DAY
    elapsed: bool = False
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Lag:
    """Minutes (negative is a lead), or a percentage of the predecessor's duration when the unit is PERCENT."""

    amount: float = 0.0
    unit: TimeUnit = TimeUnit.DAY
    elapsed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A dependency between two tasks of this plan."""

    predecessor_uid: int
    successor_uid: int
    type: LinkType = LinkType.FINISH_TO_START
    lag: Lag = Lag()


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Frozen values of a task, resource or assignment; number 0 is "Baseline", 1 to 10 are the named ones."""

    number: int
    start: datetime | None = None
    finish: datetime | None = None
    duration: Duration | None = None
    work_minutes: float | None = None
    cost: Decimal | None = None
    fixed_cost: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomField:
    """A custom field in use: Project's field number, its own name (Text1) and the user's name for it."""

    field_id: int
    name: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True)
class CustomValue:
    """The value of one custom field, as the file writes it."""

    field_id: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One row of the plan. Level 0 is the row that sums up the whole project; rows of level 1 have no parent."""

    uid: int
    id: int
    name: str = ""
    guid: str = ""
    wbs: str = ""
    outline_level: int = 1
    outline_number: str = ""
    parent_uid: int | None = None
    summary: bool = False
    milestone: bool = False
    manual: bool = False
    active: bool = True
    recurring: bool = False
    type: TaskType = TaskType.FIXED_UNITS
    effort_driven: bool = False
    priority: int = 500
    calendar_uid: int | None = None
    ignore_resource_calendar: bool = False
    start: datetime | None = None
    finish: datetime | None = None
    duration: Duration | None = None
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    actual_duration_minutes: float | None = None
    remaining_duration_minutes: float | None = None
    stop: datetime | None = None
    resume: datetime | None = None
    percent_complete: int = 0
    percent_work_complete: int = 0
    physical_percent_complete: int = 0
    constraint: ConstraintType = ConstraintType.AS_SOON_AS_POSSIBLE
    constraint_date: datetime | None = None
    deadline: datetime | None = None
    leveling_delay_minutes: float = 0.0
    leveling_delay_elapsed: bool = True
    work_minutes: float | None = None
    actual_work_minutes: float | None = None
    remaining_work_minutes: float | None = None
    fixed_cost: Decimal | None = None
    cost: Decimal | None = None
    actual_cost: Decimal | None = None
    created: datetime | None = None
    contact: str = ""
    hyperlink: str = ""
    hyperlink_address: str = ""
    notes: str = ""
    baselines: tuple[Baseline, ...] = ()
    custom: tuple[CustomValue, ...] = ()

    @property
    def estimated(self) -> bool:
        """Whether the duration is an estimate."""
        return self.duration is not None and self.duration.estimated

    @property
    def manual_start(self) -> datetime | None:
        """The start that a manual task keeps."""
        return self.start if self.manual else None

    @property
    def manual_finish(self) -> datetime | None:
        """The finish that a manual task keeps."""
        return self.finish if self.manual else None

    @property
    def manual_duration_minutes(self) -> float | None:
        """The duration that a manual task keeps."""
        return self.duration.minutes if self.manual and self.duration else None


@dataclass(frozen=True, slots=True)
class Shift:
    """Working time of one day, in minutes since midnight; an end of 1440 is midnight."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One ISO weekday: its shifts, none when the day is off."""

    day: int
    shifts: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkWeek:
    """A different week that holds from one date to another, both included; days it does not name are as usual."""

    first: date
    last: date
    name: str = ""
    days: tuple[WeekDay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """The pattern of a recurring exception.

    `period` counts days, weekdays, weeks or months by kind. `weekdays` are the ISO days of a weekly pattern.
    A day of a month is either `month_day`, or the `position`-th (5 is the last) of the days in `weekdays`.
    `month` is 1 to 12. With `occurrences` the exception's `last` is the day of the last one.
    """

    kind: RecurrenceKind
    period: int = 1
    weekdays: tuple[int, ...] = ()
    month: int | None = None
    month_day: int | None = None
    position: int | None = None
    occurrences: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarException:
    """Days from `first` to `last` that differ from the week; with a recurrence only the days of its pattern."""

    first: date
    last: date
    name: str = ""
    shifts: tuple[Shift, ...] = ()
    recurrence: Recurrence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Working time. A weekday that `week` does not name is as the base calendar has it."""

    uid: int
    name: str = ""
    is_base: bool = True
    base_uid: int | None = None
    week: tuple[WeekDay, ...] = ()
    work_weeks: tuple[WorkWeek, ...] = ()
    exceptions: tuple[CalendarException, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Cost of a resource in one span of time; tables A to E are 0 to 4."""

    table: int = 0
    first: datetime | None = None
    last: datetime | None = None
    standard: Decimal = Decimal(0)
    standard_unit: RateUnit = RateUnit.HOUR
    overtime: Decimal = Decimal(0)
    overtime_unit: RateUnit = RateUnit.HOUR
    per_use: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Availability:
    """Units (1 is one full-time person) a resource offers in one span of time."""

    first: datetime | None
    last: datetime | None
    units: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A person, a machine, a material or a cost item. `rate` is the current one, `rates` the tables over time."""

    uid: int
    id: int
    name: str = ""
    guid: str = ""
    type: ResourceType = ResourceType.WORK
    initials: str = ""
    email: str = ""
    group: str = ""
    code: str = ""
    material_label: str = ""
    max_units: Decimal = Decimal(1)
    calendar_uid: int | None = None
    rate: Rate = Rate()
    rates: tuple[Rate, ...] = ()
    availability: tuple[Availability, ...] = ()
    is_generic: bool = False
    active: bool = True
    notes: str = ""
    baselines: tuple[Baseline, ...] = ()
    custom: tuple[CustomValue, ...] = ()

    @property
    def is_cost(self) -> bool:
        """Whether it stands for money only."""
        return self.type is ResourceType.COST


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Work of one resource on one task. `contour` is Project's code for how the work spreads (0 is flat)."""

    uid: int
    task_uid: int
    resource_uid: int
    units: Decimal = Decimal(1)
    start: datetime | None = None
    finish: datetime | None = None
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    delay_minutes: float = 0.0
    work_minutes: float | None = None
    actual_work_minutes: float | None = None
    remaining_work_minutes: float | None = None
    overtime_work_minutes: float | None = None
    cost: Decimal | None = None
    actual_cost: Decimal | None = None
    cost_rate_table: int = 0
    contour: int = 0
    percent_work_complete: int = 0
    notes: str = ""
    baselines: tuple[Baseline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The heading of the plan and the settings that change what its numbers mean."""

    name: str = ""
    title: str = ""
    subject: str = ""
    author: str = ""
    manager: str = ""
    company: str = ""
    guid: str = ""
    created: datetime | None = None
    last_saved: datetime | None = None
    schedule_from_start: bool = True
    start: datetime | None = None
    finish: datetime | None = None
    status_date: datetime | None = None
    current_date: datetime | None = None
    calendar_uid: int | None = None
    default_start_time: time = time(8)
    default_finish_time: time = time(17)
    minutes_per_day: int = 480
    minutes_per_week: int = 2400
    days_per_month: int = 20
    week_start_day: int = 1
    critical_slack_days: int = 0
    honor_constraints: bool = True
    new_tasks_are_manual: bool = False
    currency_code: str = ""
    currency_symbol: str = ""
    currency_digits: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything the file says that this package keeps; tasks stand in the order of their rows."""

    project: Project = field(default_factory=Project)
    calendars: tuple[Calendar, ...] = ()
    tasks: tuple[Task, ...] = ()
    links: tuple[Link, ...] = ()
    resources: tuple[Resource, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    custom_fields: tuple[CustomField, ...] = ()
