"""A plan that asks everything of calendars and links that the reference plans do not."""

from datetime import date, datetime

from exchange.mspdi.codes import ConstraintType, LinkType, RecurrenceKind, TimeUnit
from exchange.mspdi.model import (
    Assignment,
    Calendar,
    CalendarException,
    Duration,
    Lag,
    Link,
    Plan,
    Project,
    Recurrence,
    Resource,
    Shift,
    Task,
    WeekDay,
    WorkWeek,
)

day, at = date.fromisoformat, datetime.fromisoformat

OFFICE = (Shift(480, 720), Shift(780, 1020))
MORNING = (Shift(480, 720),)
NOON = (Shift(600, 840),)
NIGHT = (Shift(0, 180), Shift(1380, 1440))
EASTER = CalendarException(first=day("2026-04-03"), last=day("2026-04-06"), name="Easter")
HALF_DAY = CalendarException(first=day("2026-04-10"), last=day("2026-04-10"), shifts=MORNING)
INVENTORY = CalendarException(
    first=day("2026-05-06"),
    last=day("2026-07-15"),
    recurrence=Recurrence(kind=RecurrenceKind.WEEKLY, period=2, weekdays=(3,), occurrences=6),
)
PEAK = WorkWeek(
    first=day("2026-11-02"),
    last=day("2026-11-29"),
    name="Peak",
    days=tuple(WeekDay(number, NOON if number < 6 else MORNING) for number in range(1, 8)),
)
STANDARD = Calendar(
    uid=1,
    name="Standard",
    week=tuple(WeekDay(number, OFFICE if number < 6 else ()) for number in range(1, 8)),
    work_weeks=(PEAK,),
    exceptions=(EASTER, HALF_DAY, INVENTORY),
)
BOB = Calendar(
    uid=2,
    name="Bob",
    is_base=False,
    base_uid=1,
    week=(WeekDay(1, MORNING), WeekDay(5)),
    exceptions=(
        CalendarException(first=day("2026-04-06"), last=day("2026-04-06"), shifts=NOON),
        CalendarException(first=day("2026-04-07"), last=day("2026-04-08")),
    ),
)
NIGHTS = Calendar(uid=3, name="Night", week=tuple(WeekDay(number, NIGHT) for number in range(1, 8)))
WEEK_NIGHTS = Calendar(uid=4, name="Week nights", base_uid=3, week=(WeekDay(7),))
ALICE = Calendar(uid=5, name="Alice", is_base=False, base_uid=1)


def _task(number: int, minutes: float, **more) -> Task:
    values = {"duration": Duration(minutes), "actual_duration_minutes": 0.0, "remaining_duration_minutes": minutes}
    return Task(uid=number, id=number, name=f"T{number}", outline_number=str(number), **{**values, **more})


def _link(before: int, after: int, kind: LinkType = LinkType.FINISH_TO_START, lag: Lag | None = None) -> Link:
    return Link(predecessor_uid=before, successor_uid=after, type=kind, lag=lag or Lag())


MADE_PLAN = Plan(
    project=Project(title="Autumn campaign", start=at("2026-04-01T08:00"), calendar_uid=1),
    calendars=(STANDARD, BOB, NIGHTS, WEEK_NIGHTS, ALICE),
    tasks=(
        _task(1, 960),
        _task(2, 960),
        _task(3, 480),
        _task(4, 480),
        _task(5, 2880, duration=Duration(2880, TimeUnit.DAY, elapsed=True)),
        _task(6, 480, calendar_uid=3),
        _task(7, 960, calendar_uid=4),
        _task(8, 480, deadline=at("2026-04-09T17:00")),
        _task(9, 0, milestone=True),
        _task(10, 2400),
        _task(11, 480),
        _task(12, 960),
        _task(13, 480, constraint=ConstraintType.FINISH_NO_EARLIER_THAN, constraint_date=at("2026-04-20T17:00")),
        _task(14, 480, constraint=ConstraintType.START_NO_LATER_THAN, constraint_date=at("2026-04-02T08:00")),
    ),
    links=(
        _link(1, 2, lag=Lag(50, TimeUnit.PERCENT)),
        _link(2, 3, lag=Lag(1440, TimeUnit.DAY, elapsed=True)),
        _link(1, 4, LinkType.START_TO_START, Lag(120, TimeUnit.HOUR)),
        _link(4, 5),
        _link(5, 6),
        _link(5, 7),
        _link(3, 8, LinkType.FINISH_TO_FINISH, Lag(-240, TimeUnit.HOUR)),
        _link(8, 9),
        _link(10, 11, LinkType.START_TO_FINISH, Lag(960)),
        _link(9, 13),
        _link(9, 14),
    ),
    resources=(Resource(uid=1, id=1, name="Bob", calendar_uid=2), Resource(uid=2, id=2, name="Alice", calendar_uid=5)),
    assignments=(
        Assignment(
            uid=1,
            task_uid=12,
            resource_uid=1,
            work_minutes=960.0,
            actual_work_minutes=0.0,
            remaining_work_minutes=960.0,
        ),
    ),
)
