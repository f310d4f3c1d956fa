"""A baseline freezes work and cost beside the dates, and says so where it didn't."""

from decimal import Decimal

import pytest
from django.test import Client

from planning.models import Baseline, BaselineTask, Resource
from planning.services.baselines import take_baseline
from planning.services.comparing import Compared, compare
from planning.services.resources import change_resource
from planning.services.staffing import change_assignment
from tests.cast import Cast
from tests.planning.staff import assigned, worker
from tests.planning.stage import task

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(plan: Cast) -> Baseline:
    """Design, two days in the summary Shop, is Anna's for 100 an hour; after the baseline she does half of it."""
    shop = task(plan, "Shop")
    design = task(plan, "Design", 2, parent=shop)
    work = assigned(plan, design, worker(plan, "Anna", cost_rate=Decimal(100)))
    baseline = take_baseline(by=plan.alice, project=plan.project, name="Agreed")
    change_assignment(work, by=plan.alice, version=work.version, units=50)
    return baseline


def rows(baseline: Baseline, *, with_costs: bool = True) -> dict[str, Compared]:
    return {row.shown.name: row for row in compare(baseline, with_costs=with_costs).rows}


def test_work_and_cost_are_compared_also_of_summaries(agreed: Baseline) -> None:
    found = rows(agreed)
    assert [found[name].work_minutes for name in ("Shop", "Design")] == [-480, -480]
    assert [found[name].cost_change for name in ("Shop", "Design")] == [-800, -800]
    assert found["Design"].change == "changed"


def test_another_rate_changes_the_cost_and_not_the_work(agreed: Baseline, plan: Cast) -> None:
    anna = Resource.objects.get()
    second = take_baseline(by=plan.alice, project=plan.project, name="Cheaper")
    change_resource(anna, by=plan.alice, version=anna.version, cost_rate=Decimal(50))
    row = rows(second)["Design"]
    assert (row.work_minutes, row.cost_change) == (0, -400)


def test_what_an_older_baseline_did_not_record_is_not_zero(agreed: Baseline, plan: Cast, client: Client) -> None:
    BaselineTask.objects.update(work=None, cost=None)
    row = rows(agreed)["Design"]
    assert (row.work_minutes, row.cost_change, row.change) == (None, None, "same")
    client.force_login(plan.alice)
    assert client.get("/projects/SHOP/plan/baselines/?all=1").content.decode().count("not recorded") == 4
    listed = client.get("/projects/SHOP/tasks/?columns=work_minutes&columns=cost_change").content.decode()
    assert listed.count("not recorded") == 4


def test_work_without_any_rate_has_no_cost(plan: Cast) -> None:
    assigned(plan, task(plan, "Design", 2), worker(plan, "Anna"))
    task(plan, "Texts")
    take_baseline(by=plan.alice, project=plan.project, name="Agreed")
    stored = BaselineTask.objects.order_by("number").values_list("work", "cost")
    assert list(stored) == [(960, None), (0, 0)]


def test_costs_are_for_who_may_know_rates(agreed: Baseline, plan: Cast, client: Client) -> None:
    shown = {}
    for person in (plan.alice, plan.vera):
        client.force_login(person)
        row = client.get(f"/api/v1/baselines/{agreed.pk}/compare/").json()[1]
        page = client.get("/projects/SHOP/plan/baselines/").content.decode()
        listed = client.get("/projects/SHOP/tasks/?columns=cost_change").content.decode()
        shown[person.name] = (row["work_change_minutes"], row["cost_change"], "€800" in page, "Cost variance" in listed)
    assert shown == {"Alice": (-480, "-800.00", True, True), "Vera": (-480, None, False, False)}


def test_the_list_of_tasks_has_both_variances(agreed: Baseline, plan: Cast, client: Client) -> None:
    client.force_login(plan.alice)
    listed = client.get("/projects/SHOP/tasks/?columns=work_minutes&columns=cost_change").content.decode()
    assert ("−1\u202fd" in listed, "−€800" in listed) == (True, True)
