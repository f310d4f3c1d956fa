"""People, placeholders, agencies and equipment of a project, and what their working time does to the plan."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from ecompm.core.errors import NotAllowed, StaleVersion
from ecompm.core.models import AuditEntry
from planning.models import Resource
from planning.services import resources
from planning.services.calendars import create_calendar
from tests.api_client import Api
from tests.cast import Cast
from tests.planning.staff import assigned, away, worker
from tests.planning.stage import again, task

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY = date(2026, 5, 5), date(2026, 5, 6)


def test_a_resource_is_numbered_and_audited(plan: Cast) -> None:
    anna = worker(plan, "Anna", skills="SEO, Checkout")
    assert (anna.code, anna.skill_list) == ("W1", ["SEO", "Checkout"])
    assert AuditEntry.objects.filter(verb="created", object_type="planning.resource", object_id=anna.pk).exists()


def test_a_person_with_an_account_is_called_like_the_account(plan: Cast) -> None:
    assert resources.create_resource(by=plan.alice, project=plan.project, user=plan.bob).name == "Bob"


def test_nobody_is_twice_in_a_project(plan: Cast) -> None:
    worker(plan, "Bob", user=plan.bob)
    answer = Api(plan.alice).post("resources/", {"project": plan.project.pk, "name": "B", "user": plan.bob.pk})
    assert answer.status_code == 400
    assert "already" in str(answer.json())


def test_a_placeholder_has_no_account(plan: Cast) -> None:
    with pytest.raises(ValidationError, match="Only a person"):
        worker(plan, "Developer", kind="role", user=plan.bob)


def test_availability_ends_after_it_begins(plan: Cast) -> None:
    with pytest.raises(ValidationError, match="before the first"):
        worker(plan, "Anna", available_from=WEDNESDAY, available_until=TUESDAY)


def test_members_look_and_managers_change(plan: Cast) -> None:
    anna = worker(plan, "Anna")
    with pytest.raises(NotAllowed):
        resources.change_resource(anna, by=plan.bob, version=anna.version, team="Shop")


def test_who_saved_first_wins(plan: Cast) -> None:
    anna = worker(plan, "Anna")
    resources.change_resource(anna, by=plan.alice, version=1, team="Shop")
    with pytest.raises(StaleVersion):
        resources.change_resource(anna, by=plan.alice, version=1, team="Content")


def test_a_task_waits_while_its_person_is_on_leave(plan: Cast) -> None:
    design, anna = task(plan, "Design", 3), worker(plan, "Anna")
    assigned(plan, design, anna)
    leave = away(plan, anna, TUESDAY, WEDNESDAY)
    assert again(design).finish_day == date(2026, 5, 8)
    resources.delete_leave(leave, by=plan.alice, version=leave.version)
    assert again(design).finish_day == date(2026, 5, 6)


def test_somebody_else_goes_on_meanwhile(plan: Cast) -> None:
    design, anna = task(plan, "Design", 3), worker(plan, "Anna")
    assigned(plan, design, anna)
    assigned(plan, design, worker(plan, "Ben"))
    away(plan, anna, TUESDAY, WEDNESDAY)
    assert again(design).finish_day == date(2026, 5, 6)


def test_a_task_that_does_not_follow_goes_on(plan: Cast) -> None:
    design, anna = task(plan, "Design", 3), worker(plan, "Anna")
    assigned(plan, design, anna, follows_calendar=False)
    away(plan, anna, TUESDAY, WEDNESDAY)
    assert again(design).finish_day == date(2026, 5, 6)


def test_a_task_waits_until_its_person_is_available(plan: Cast) -> None:
    design, anna = task(plan, "Design", 1), worker(plan, "Anna", available_from=WEDNESDAY)
    assigned(plan, design, anna)
    assert again(design).start_day == WEDNESDAY
    resources.change_resource(anna, by=plan.alice, version=anna.version, available_from=None)
    assert again(design).start_day == date(2026, 5, 4)


def test_a_task_follows_the_working_week_of_its_person(plan: Cast) -> None:
    mornings = {str(day): [[480, 720]] for day in range(5)}
    half = create_calendar(by=plan.alice, project=plan.project, name="Mornings", week=mornings)
    design = task(plan, "Design", 2)
    assigned(plan, design, worker(plan, "Anna", calendar=half))
    assert again(design).finish_day == date(2026, 5, 7)


def test_the_calendar_of_the_task_counts_as_well(plan: Cast) -> None:
    mondays = create_calendar(
        by=plan.alice, project=plan.project, name="Mondays", week={"0": [[480, 720], [780, 1020]]}
    )
    design, anna = task(plan, "Design", 1, calendar=mondays), worker(plan, "Anna")
    assigned(plan, design, anna)
    away(plan, anna, date(2026, 5, 4), date(2026, 5, 4))
    assert again(design).start_day == date(2026, 5, 11)


def test_deleting_a_resource_gives_the_task_its_dates_back(plan: Cast) -> None:
    design, anna = task(plan, "Design", 1), worker(plan, "Anna", available_from=WEDNESDAY)
    assigned(plan, design, anna)
    resources.delete_resource(anna, by=plan.alice, version=anna.version)
    assert again(design).start_day == date(2026, 5, 4)
    assert not Resource.objects.exists()


def test_only_managers_are_told_the_cost_rate(plan: Cast) -> None:
    anna = worker(plan, "Anna", cost_rate=95)
    told = [Api(user).get(f"resources/{anna.pk}/").json()["cost_rate"] for user in (plan.alice, plan.bob)]
    listed = [Api(user).get("resources/").json()["results"][0]["cost_rate"] for user in (plan.alice, plan.vera)]
    assert (told, listed) == (["95.00", None], ["95.00", None])


def test_the_list_takes_the_same_statements_for_two_as_for_twenty(plan: Cast, django_assert_max_num_queries) -> None:
    for number in range(20):
        worker(plan, f"Person {number}")
    api = Api(plan.bob)
    with django_assert_max_num_queries(8):
        assert len(api.get(f"resources/?project={plan.project.pk}").json()["results"]) == 20


@pytest.mark.parametrize("skills", ["SEO", ["a,b"], [1]])
def test_skills_are_words(plan: Cast, skills: object) -> None:
    answer = Api(plan.alice).post("resources/", {"project": plan.project.pk, "name": "Anna", "skills": skills})
    assert answer.status_code == 400
    assert "skills" in answer.json()["errors"]
