"""A rule makes tasks, and those that have not begun follow it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ecompm.core.errors import Invalid, NotAllowed, StaleVersion
from ecompm.core.models import AuditEntry
from planning.models import RecurringTask, Task
from planning.sentences import rule_text
from planning.services.health import plan_health
from planning.services.recurring import change_recurring, create_recurring, delete_recurring
from planning.services.tasks import change_task
from tests.cast import Cast
from tests.planning.stage import MONDAY, again, task

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 5, 5)


def make(cast: Cast, **values: Any) -> RecurringTask:
    """Three meetings of an hour, every other Tuesday."""
    plain = {"name": "Steering", "duration": 60, "interval": 2, "first_day": TUESDAY, "times": 3}
    return create_recurring(by=cast.alice, project=cast.project, **{**plain, **values})


def parts(rule: RecurringTask) -> list[Task]:
    return list(Task.objects.filter(parent=rule.summary_id).order_by("position"))


def days(rule: RecurringTask) -> list[str]:
    return [f"{one.start:%m-%d}" for one in parts(rule)]


def change(cast: Cast, rule: RecurringTask, **values: Any) -> RecurringTask:
    return change_recurring(rule, by=cast.alice, version=rule.version, **values)


def test_a_rule_makes_tasks_below_a_summary(plan: Cast) -> None:
    task(plan, "Design")
    rule = make(plan)
    assert (rule.summary.name, days(rule)) == ("Steering", ["05-05", "05-19", "06-02"])
    assert [one.wbs for one in parts(rule)] == ["2.1", "2.2", "2.3"]
    assert again(rule.summary).is_summary


def test_people_take_turns(plan: Cast) -> None:
    rule = make(plan, people=[plan.bob, plan.alice])
    assert [one.owner for one in parts(rule)] == [plan.alice, plan.bob, plan.alice]


def test_strangers_take_no_turns(plan: Cast) -> None:
    with pytest.raises(Invalid):
        make(plan, people=[plan.charlie])


def test_a_day_off_moves_to_the_next_working_day(plan: Cast) -> None:
    assert days(make(plan, first_day=date(2026, 5, 9), times=1)) == ["05-11"]


def test_a_day_off_can_be_left_out(plan: Cast) -> None:
    rule = make(plan, frequency="daily", interval=1, first_day=date(2026, 5, 8), times=4, on_day_off="skip")
    assert days(rule) == ["05-08", "05-11"]


def test_a_rule_of_nothing_but_days_off_is_refused(plan: Cast) -> None:
    with pytest.raises(Invalid):
        make(plan, first_day=date(2026, 5, 9), on_day_off="skip")
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    "values", [{"times": None}, {"last_day": date(2026, 5, 1)}, {"weekdays": [7]}, {"weekdays": "x"}, {"interval": 0}]
)
def test_a_rule_that_makes_no_sense_is_refused(plan: Cast, values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        make(plan, **values)


def test_tasks_that_have_not_begun_follow_the_rule(plan: Cast) -> None:
    rule = make(plan)
    first = parts(rule)[0]
    change_task(first, by=plan.alice, version=first.version, status="done", at=None)
    change(plan, rule, name="Board", weekdays=[3])
    assert days(rule)[1:] == ["05-07", "05-21", "06-04"]
    assert [one.name for one in parts(rule)] == ["Steering 1", "Board 1", "Board 2", "Board 3"]
    assert again(rule.summary).name == "Board"


def test_a_longer_rule_goes_on_below_its_summary(plan: Cast) -> None:
    rule = make(plan)
    task(plan, "Design")
    change(plan, rule, times=4)
    assert [one.wbs for one in parts(rule)] == ["1.1", "1.2", "1.3", "1.4"]
    assert Task.objects.get(name="Design").wbs == "2"
    assert list(Task.objects.values_list("name", flat=True)) == [
        "Steering", "Steering 1", "Steering 2", "Steering 3", "Steering 4", "Design",
    ]  # fmt: skip


def test_a_task_moved_by_hand_keeps_its_day(plan: Cast) -> None:
    rule = make(plan)
    second = parts(rule)[1]
    change_task(second, by=plan.alice, version=second.version, start=date(2026, 5, 20))
    change(plan, rule, duration=120)
    assert days(rule) == ["05-05", "05-20", "06-02"]
    assert {one.duration for one in parts(rule)} == {120}


def test_what_did_not_change_moves_nothing(plan: Cast) -> None:
    rule = make(plan)
    before = [(one.pk, one.version) for one in parts(rule)]
    change(plan, rule, name="Steering")
    assert [(one.pk, one.version) for one in parts(rule)] == before


def test_a_rule_ends_with_its_waiting_tasks(plan: Cast) -> None:
    rule = make(plan)
    first = parts(rule)[0]
    change_task(first, by=plan.alice, version=first.version, status="done")
    delete_recurring(rule, by=plan.alice, version=rule.version)
    assert [one.name for one in Task.objects.all()] == ["Steering", "Steering 1"]


def test_a_rule_without_history_takes_its_summary_with_it(plan: Cast) -> None:
    rule = make(plan)
    delete_recurring(rule, by=plan.alice, version=rule.version)
    assert not Task.objects.exists()


def test_every_removed_task_is_in_the_trail(plan: Cast) -> None:
    rule = make(plan)
    change(plan, rule, times=1)
    assert AuditEntry.objects.filter(verb="deleted", object_type="planning.task").count() == 2


def test_a_stale_change_is_refused(plan: Cast) -> None:
    rule = make(plan)
    change(plan, rule, times=4)
    with pytest.raises(StaleVersion):
        change_recurring(rule, by=plan.bob, version=1, times=9)


def test_viewers_make_none(plan: Cast) -> None:
    with pytest.raises(NotAllowed):
        create_recurring(by=plan.vera, project=plan.project, name="Mine", first_day=TUESDAY, times=1)


def test_health_leaves_them_out(plan: Cast) -> None:
    make(plan)
    assert plan_health(plan.project, on=MONDAY).failed == []


def test_a_rule_reads_as_a_sentence(plan: Cast) -> None:
    rule = make(plan, weekdays=[1, 3], last_day=date(2026, 12, 1))
    assert rule_text(rule) == "Every 2 weeks on Tuesday, Thursday, until 1 Dec, 3 times"


def test_the_form_makes_a_rule_and_keeps_what_was_wrong(plan: Cast, client: Client) -> None:
    client.force_login(plan.bob)
    data = {"name": "Report", "duration": "1 h", "interval": 1, "frequency": "weekly", "first_day": "2026-05-08",
            "weekdays": ["4"], "on_day_off": "move", "people": [plan.bob.pk]}  # fmt: skip
    wrong = client.post("/projects/SHOP/plan/recurring/new/", data)
    assert (wrong.status_code, "Say until when" in wrong.content.decode()) == (422, True)
    assert client.post("/projects/SHOP/plan/recurring/new/", {**data, "times": 2}).status_code == 302
    assert days(RecurringTask.objects.get()) == ["05-08", "05-15"]
    assert "Every week on Friday" in client.get("/projects/SHOP/plan/recurring/").content.decode()


def test_the_api_hides_people_who_are_no_members(plan: Cast, client: Client) -> None:
    client.force_login(plan.bob)
    body = {"project": plan.project.pk, "name": "Report", "first_day": "2026-05-08", "times": 2}
    answers = [
        client.post("/api/v1/recurring-tasks/", {**body, "people": [pk]}, "application/json")
        for pk in (plan.charlie.pk, 987654)
    ]
    assert [one.status_code for one in answers] == [400, 400]
    assert (
        answers[0].json()["errors"]["people"][0].split('"')[0] == answers[1].json()["errors"]["people"][0].split('"')[0]
    )


def test_more_days_take_no_more_statements(plan: Cast) -> None:
    counts = []
    for times in (5, 60):
        with CaptureQueriesContext(connection) as caught:
            make(plan, times=times)
        # SQLite takes a few rows with each insert, so those are counted once.
        others = [q for q in caught if not q["sql"].startswith('INSERT INTO "planning_task"')]
        counts.append(len(others))
    assert counts[0] == counts[1]
