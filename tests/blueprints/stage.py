"""A project from the payment template, begun on Monday 4 May 2026 in a country without holidays."""

from datetime import date
from typing import Any

from blueprints.calc import shelf
from blueprints.calc.answers import Answers
from blueprints.services.instantiate import create_from_template
from planning.models import Task
from projects.models import Project
from tests.cast import Cast

MONDAY = date(2026, 5, 4)
NOWHERE = "XX"


def answers(name: str = "payment-migration", **values: Any) -> Answers:
    chosen = {"template": shelf.shipped()[name], "key": "PAY", "name": "New provider", "day": MONDAY}
    return Answers(**{**chosen, "country": NOWHERE, **values})


def made(cast: Cast, name: str = "payment-migration", **values: Any) -> Project:
    return create_from_template(by=cast.alice, answers=answers(name, **values))


def work(project: Project, ref: str) -> Task:
    """The task with this id in the template."""
    return Task.objects.get(project=project, ref=ref)
