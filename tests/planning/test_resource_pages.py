"""Pages of resources as people use them: forms that keep their input, causes, a levelling that is taken back."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Page

from planning.models import Assignment, Leave, Resource, Task
from projects.models import Project
from tests.cast import Cast
from tests.e2e.findings import findings
from tests.planning.staff import assigned, away, worker
from tests.planning.stage import MONDAY, again, task

pytestmark = pytest.mark.django_db
HOME = "/projects/SHOP"


@pytest.fixture
def alice(plan: Cast) -> Client:
    client = Client()
    client.force_login(plan.alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def busy(plan: Cast) -> Cast:
    """Anna has two tasks at once from next January on."""
    Project.objects.filter(pk=plan.project.pk).update(wished_start=date(2027, 1, 4))
    plan.project.refresh_from_db()
    anna = worker(plan, "Anna", team="Shop")
    for name in ("Design", "Content"):
        assigned(plan, task(plan, name, 2), anna)
    return plan


def html(client: Client, path: str) -> str:
    answer = client.get(f"{HOME}{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_resource_is_added_and_listed(alice: Client) -> None:
    values = {"name": "Anna", "kind": "person", "max_units": 80, "skills": "SEO,  SEO, Checkout"}
    answer = alice.post(f"{HOME}/resources/new/", values)
    assert answer["Location"] == f"{HOME}/resources/1/"
    assert Resource.objects.get().skills == "SEO, Checkout"
    assert "Anna" in html(alice, "/resources/?search=checkout")
    assert "Anna" not in html(alice, "/resources/?search=nothing")


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("max_units", "0"), ("available_until", "2020-01-01"), ("cost_rate", "much")]
)
def test_a_wrong_value_is_named_at_its_field_and_nothing_typed_is_lost(alice: Client, field: str, value: str) -> None:
    values = {"name": "Anna", "kind": "person", "max_units": 80, "team": "Shop", "available_from": "2026-05-04"}
    answer = alice.post(f"{HOME}/resources/new/", {**values, field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'value="Shop"' in answer.content.decode()


def test_leave_is_noted_and_taken_back(busy: Cast, alice: Client) -> None:
    alice.post(f"{HOME}/resources/1/leave/", {"first_day": "2027-01-04", "last_day": "2027-01-05"})
    assert again(Task.objects.get(name="Design")).start_day == date(2027, 1, 6)
    leave = Leave.objects.get()
    alice.post(f"{HOME}/resources/1/leave/{leave.pk}/delete/", {"version": leave.version})
    assert again(Task.objects.get(name="Design")).start_day == date(2027, 1, 4)


def test_an_assignment_is_changed_on_the_page_of_its_task(busy: Cast, alice: Client) -> None:
    one = Assignment.objects.first()
    assert "Anna" in html(alice, f"/tasks/{one.task.number}/")
    address = f"{HOME}/tasks/{one.task.number}/assignments/{one.pk}/"
    alice.post(address, {"units": 100, "effort": "1 d", "follows_calendar": "on", "version": one.version})
    one.refresh_from_db()
    assert one.units == 50
    stale = alice.post(address, {"units": 10, "version": 1})
    assert stale.status_code == 422
    alice.post(f"{address}delete/", {"version": one.version})
    assert not Assignment.objects.filter(pk=one.pk).exists()


def test_a_marked_week_leads_to_its_causes(busy: Cast, alice: Client) -> None:
    page = html(alice, "/resources/load/")
    assert "row=1&amp;week=2027-01-04" in page
    assert "over-allocated on 2 days" in page
    causes = html(alice, "/resources/load/?row=1&week=2027-01-04&first=2027-01-04")
    assert causes.count("/tasks/1/") == 2
    assert "16" in causes


@pytest.mark.parametrize("query", ["?by=team&row=Shop&week=2027-01-04", "?first=2026-W01&by=x&row=9", "?week=99"])
def test_any_address_of_the_load_is_answered(busy: Cast, alice: Client, query: str) -> None:
    assert "Anna" in html(alice, f"/resources/load/{query}")


def test_levelling_is_applied_as_previewed_and_undone(busy: Cast, alice: Client) -> None:
    page = alice.get(f"{HOME}/plan/levelling/")
    mark = page.context["preview"].mark
    alice.post(f"{HOME}/plan/levelling/", {"room": "beyond", "order": "priority", "mark": mark})
    levelled = alice.get(f"{HOME}/plan/levelling/")
    assert (levelled.context["levelled"], levelled.context["preview"].moves) == (True, ())
    alice.post(f"{HOME}/plan/undo/{levelled.context['undo']}/")
    assert not Task.objects.exclude(not_before=None).exists()


def test_another_plan_than_the_previewed_one_is_said(busy: Cast, alice: Client) -> None:
    answer = alice.post(f"{HOME}/plan/levelling/", {"room": "beyond", "order": "priority", "mark": "other"})
    assert answer.status_code == 409
    assert "Look at the new one" in answer.content.decode()


def test_pages_take_the_same_statements_for_two_as_for_ten(busy: Cast, alice: Client, django_assert_max_num_queries):
    for number in range(10):
        assigned(busy, task(busy, f"Task {number}"), worker(busy, f"Person {number}"))
    for path in ("/resources/", "/resources/load/", "/resources/1/", "/plan/levelling/"):
        with django_assert_max_num_queries(40):
            html(alice, path)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_are_accessible(plan: Cast, page: Page, sign_in: Callable[[object], None]) -> None:
    anna = worker(plan, "Anna", team="Shop", skills="SEO, Checkout", cost_rate=80)
    for name in ("Design", "Content"):
        assigned(plan, task(plan, name, 2), anna)
    away(plan, anna, date(2026, 6, 1), date(2026, 6, 5))
    pages = [
        "/resources/", "/resources/1/", "/resources/1/edit/", "/resources/1/leave/", "/tasks/1/", "/tasks/1/assign/",
        f"/resources/load/?first={MONDAY}&row=1&week={MONDAY}", "/plan/levelling/",
    ]  # fmt: skip
    assert findings(page, sign_in, [(plan.alice, f"{HOME}{path}") for path in pages]) == []
