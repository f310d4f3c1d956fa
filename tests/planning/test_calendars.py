"""Working calendars of a project."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from planning.models import WorkCalendar
from planning.services.calendars import change_calendar, create_calendar, delete_calendar
from planning.services.tasks import change_task
from tests.cast import Cast
from tests.planning.stage import again, task

pytestmark = pytest.mark.django_db


def calendar(cast: Cast, **values: Any) -> WorkCalendar:
    return create_calendar(by=cast.alice, project=cast.project, **{"name": "Ours", **values})


def test_a_half_day_week_takes_twice_as_long(plan: Cast) -> None:
    design = task(plan, "Design", 2)
    calendar(plan, is_default=True, week={str(day): [[480, 720]] for day in range(5)})
    assert again(design).finish_day.isoformat() == "2026-05-07"


def test_a_task_may_have_a_calendar_of_its_own(plan: Cast) -> None:
    weekend = calendar(plan, week={"5": [[480, 960]]})
    design = task(plan, "Switch over", 1, calendar=weekend)
    assert design.start_day.isoformat() == "2026-05-09"
    delete_calendar(weekend, by=plan.alice, version=1)
    assert again(design).start_day.isoformat() == "2026-05-04"


def test_there_is_one_default(plan: Cast) -> None:
    first = calendar(plan, is_default=True)
    second = calendar(plan, name="Theirs", is_default=True)
    assert not WorkCalendar.objects.get(pk=first.pk).is_default
    change_calendar(WorkCalendar.objects.get(pk=first.pk), by=plan.alice, version=1, is_default=True)
    assert not WorkCalendar.objects.get(pk=second.pk).is_default


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("week", {"7": [[480, 720]]}),
        ("week", {"0": [[720, 480]]}),
        ("week", {"0": []}),
        ("week", "always"),
        ("exceptions", [{"from": "soon"}]),
        ("exceptions", [{"from": "2026-05-06", "to": "2026-05-05"}]),
        ("exceptions", [{"from": "2026-05-06", "shifts": "none"}]),
        ("exceptions", [{"from": "2026-05-06", "colour": "red"}]),
        ("country", "XX"),
        ("region", "ZZ"),
    ],
)
def test_what_makes_no_calendar_is_refused(plan: Cast, field: str, value: Any) -> None:
    country = {"country": "DE"} if field == "region" else {}
    with pytest.raises(ValidationError):
        calendar(plan, **{field: value}, **country)


def test_a_stale_plan_does_not_lose_its_manual_dates(plan: Cast) -> None:
    design = task(plan, "Design", 2)
    manual = change_task(design, by=plan.alice, version=1, manual=True)
    calendar(plan, is_default=True, exceptions=[{"from": "2026-05-04", "to": "2026-05-05", "shifts": []}])
    assert again(manual).start_day.isoformat() == "2026-05-04"


CALENDAR = "/projects/SHOP/plan/calendar/"
WEEK = {"days": ["0", "1", "2", "3", "4"], "hours": "09:00-13:00, 14:00-18:00", "country": "at", "version": 0}


@pytest.fixture
def alice(plan: Cast, client: Client) -> Client:
    client.force_login(plan.alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_makes_the_calendar_of_the_project(plan: Cast, alice: Client) -> None:
    lines = {"days_off": "2026-12-24\r\n2026-12-28 2026-12-31", "freezes": "2026-11-16 2027-01-08 Trade peak"}
    answer = alice.post(CALENDAR, {**WEEK, **lines})
    assert answer.status_code == 302
    stored = WorkCalendar.objects.get()
    assert (stored.is_default, stored.country, stored.week["4"]) == (True, "AT", [[540, 780], [840, 1080]])
    assert stored.exceptions == [
        {"from": "2026-12-24", "to": "2026-12-24", "shifts": []},
        {"from": "2026-12-28", "to": "2026-12-31", "shifts": []},
        {"from": "2026-11-16", "to": "2027-01-08", "name": "Trade peak"},
    ]


def test_the_page_shows_again_what_was_saved(plan: Cast, alice: Client) -> None:
    alice.post(CALENDAR, {**WEEK, "freezes": "2026-11-16 2027-01-08 Trade peak"})
    html = alice.get(CALENDAR).content.decode()
    assert "2026-11-16 2027-01-08 Trade peak" in html
    assert "09:00-13:00, 14:00-18:00" in html


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": "early"},
        {"hours": "17:00-08:00"},
        {"days_off": "Christmas"},
        {"freezes": "2026-11-16 2027-01-08"},
        {"country": "XX"},
        {"days": []},
    ],
)
def test_what_the_page_cannot_read_is_said_at_its_field(plan: Cast, alice: Client, wrong: dict[str, Any]) -> None:
    answer = alice.post(CALENDAR, {**WEEK, **wrong})
    assert answer.status_code == 422
    assert not WorkCalendar.objects.exists()
