"""Every registered fact answers for a project, set-wise, and with values of its declared kind."""

from datetime import date

import pytest

from ecompm.core.expressions import Kind, Parameter
from ecompm.core.facts import Fact, FactRun, registry
from projects.services.projects import create_project
from tests.cast import Cast
from tests.lifecycle.stage import before_first_gate

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def call_of(fact: Fact) -> str:
    """The fact with an example for each argument that it needs."""
    given = ", ".join(example(parameter) for parameter in fact.args if parameter.required)
    return f"{fact.name}({given})" if given else fact.name


def example(parameter: Parameter) -> str:
    if parameter.choices:
        return f"'{parameter.choices[0]}'"
    return "1" if parameter.kind is Kind.NUMBER else "'example'"


@pytest.mark.parametrize("fact", registry.all(), ids=lambda fact: fact.name)
def test_the_fact_answers(cast: Cast, fact: Fact) -> None:
    before_first_gate(cast)
    values = FactRun([cast.project.pk], TODAY).values(call_of(fact))
    assert set(values) == {cast.project.pk}


@pytest.mark.parametrize("fact", registry.all(), ids=lambda fact: fact.name)
def test_its_queries_do_not_grow_with_projects(cast: Cast, fact: Fact, django_assert_max_num_queries) -> None:
    ids = [create_project(by=cast.alice, key=f"P{n}", name="Shop").pk for n in range(10, 20)]
    with django_assert_max_num_queries(6):
        FactRun(ids, TODAY).values(call_of(fact))
