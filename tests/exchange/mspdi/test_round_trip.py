"""What is written is read back unchanged."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.mspdi import read, write
from exchange.mspdi.codes import ConstraintType, LinkType, RecurrenceKind, ResourceType, TaskType, TimeUnit
from exchange.mspdi.model import (
    Assignment,
    Availability,
    Baseline,
    Calendar,
    CalendarException,
    CustomField,
    CustomValue,
    Duration,
    Lag,
    Link,
    Plan,
    Project,
    Rate,
    Recurrence,
    Resource,
    Shift,
    Task,
    WeekDay,
    WorkWeek,
)
from tests.exchange.mspdi.files import REFERENCE_PLANS
from tests.exchange.mspdi.made_plan import MADE_PLAN

at = datetime.fromisoformat

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=30).map(str.strip)
moments = st.none() | st.datetimes(at("1990-01-01"), at("2100-01-01")).map(lambda day: day.replace(microsecond=0))
minutes = st.none() | st.integers(0, 100_000).map(float)
money = st.none() | st.decimals(-(10**9), 10**9, places=4)
durations = st.builds(
    Duration,
    st.integers(0, 100_000).map(float),
    st.sampled_from([unit for unit in TimeUnit if unit is not TimeUnit.PERCENT]),
    st.booleans(),
    st.booleans(),
)
lags = st.builds(Lag, st.integers(-10_000, 10_000).map(float), st.sampled_from(TimeUnit), st.booleans())
baselines = st.builds(
    Baseline,
    number=st.integers(0, 10),
    start=moments,
    duration=st.none() | durations,
    work_minutes=minutes,
    cost=money,
)
tasks = st.builds(
    Task,
    uid=st.just(0),
    id=st.just(0),
    name=texts,
    notes=texts,
    milestone=st.booleans(),
    manual=st.booleans(),
    active=st.booleans(),
    type=st.sampled_from(TaskType),
    priority=st.integers(0, 1000),
    start=moments,
    finish=moments,
    duration=st.none() | durations,
    actual_start=moments,
    percent_complete=st.integers(0, 100),
    constraint=st.sampled_from(ConstraintType),
    constraint_date=st.just(at("2026-03-02T08:00")),
    deadline=moments,
    work_minutes=minutes,
    cost=money,
    baselines=st.lists(baselines, max_size=2, unique_by=lambda baseline: baseline.number).map(
        lambda found: tuple(sorted(found, key=lambda baseline: baseline.number))
    ),
)


@st.composite
def plans(draw) -> Plan:
    drawn = draw(st.lists(tasks, min_size=2, max_size=4))
    numbered = tuple(
        replace(task, uid=number * 7, id=number, outline_number=str(number)) for number, task in enumerate(drawn, 1)
    )
    links = tuple(
        Link(
            predecessor_uid=before.uid,
            successor_uid=after.uid,
            type=draw(st.sampled_from(LinkType)),
            lag=draw(lags),
        )
        for before, after in pairwise(numbered)
    )
    return Plan(project=Project(title=draw(texts), start=draw(moments)), tasks=numbered, links=links)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_any_plan_comes_back(plan):
    assert read(write(plan))[0] == plan


def test_a_plan_with_every_kind_of_calendar_and_link_comes_back():
    assert read(write(MADE_PLAN))[0] == MADE_PLAN


@pytest.mark.oracle
@pytest.mark.parametrize("name", REFERENCE_PLANS)
def test_reference_plans_come_back(name, reference_plan):
    plan = reference_plan(name)

    assert read(write(plan))[0] == plan


def test_the_same_plan_gives_the_same_bytes():
    plan = Plan(tasks=(Task(uid=1, id=1, name="Sort the catalogue", outline_number="1"),))

    assert write(plan) == write(read(write(plan))[0])


def test_calendars_come_back():
    night = (Shift(0, 180), Shift(1380, 1440))
    kinds = [
        Recurrence(kind=RecurrenceKind.WEEKLY, period=2, weekdays=(1, 7), occurrences=4),
        Recurrence(kind=RecurrenceKind.MONTHLY_ON_DATE, month_day=31),
        Recurrence(kind=RecurrenceKind.MONTHLY_ON_WEEKDAY, position=5, weekdays=(6, 7)),
        Recurrence(kind=RecurrenceKind.YEARLY_ON_DATE, month=2, month_day=29),
        Recurrence(kind=RecurrenceKind.YEARLY_ON_WEEKDAY, month=11, position=4, weekdays=(5,)),
        Recurrence(kind=RecurrenceKind.EVERY_FEW_WEEKDAYS, period=3),
    ]
    first, last = date(2026, 1, 1), date(2030, 12, 31)
    shop = Calendar(
        uid=1,
        name="Shop",
        week=(WeekDay(1, night), WeekDay(7)),
        work_weeks=(WorkWeek(first=first, last=last, name="Sale", days=(WeekDay(6, night),)),),
        exceptions=tuple(CalendarException(first=first, last=last, recurrence=rule) for rule in kinds),
    )
    plan = Plan(calendars=(shop, Calendar(uid=2, name="Alice", is_base=False, base_uid=1)))

    assert read(write(plan))[0] == plan


def test_people_and_their_work_come_back():
    rate = Rate(table=1, first=at("2026-01-01"), standard=Decimal("87.5"), per_use=Decimal(3))
    alice = Resource(
        uid=1,
        id=1,
        name="Alice",
        email="alice@example.com",
        max_units=Decimal("0.5"),
        rates=(rate,),
        availability=(
            Availability(at("2026-01-01"), at("2026-06-30"), Decimal(1)),
            Availability(None, None, Decimal(0)),
        ),
    )
    hosting = Resource(uid=2, id=2, name="Hosting", type=ResourceType.COST, active=False)
    work = Assignment(
        uid=9, task_uid=1, resource_uid=1, units=Decimal("0.5"), work_minutes=240.0, cost=Decimal("350.25")
    )
    plan = Plan(
        tasks=(Task(uid=1, id=1, outline_number="1", custom=(CustomValue(188743731, "Spring"),)),),
        resources=(alice, hosting),
        assignments=(work,),
        custom_fields=(CustomField(field_id=188743731, name="Text1", alias="Season"),),
    )

    assert read(write(plan))[0] == plan


def test_characters_that_xml_cannot_hold_are_left_out():
    plan = Plan(tasks=(Task(uid=1, id=1, name="Cata\x0blogue <&> \ud800", outline_number="1"),))

    assert read(write(plan))[0].tasks[0].name == "Catalogue <&>"
