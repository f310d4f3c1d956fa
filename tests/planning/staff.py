"""Staff for tests: people and placeholders in Alice's project, and who does what."""

from datetime import date
from typing import Any

from planning.models import Assignment, Leave, Resource, Task
from planning.services import resources, staffing
from tests.cast import Cast


def worker(cast: Cast, name: str, **values: Any) -> Resource:
    return resources.create_resource(by=cast.alice, project=cast.project, name=name, **values)


def away(cast: Cast, one: Resource, first: date, last: date) -> Leave:
    return resources.add_leave(by=cast.alice, project=cast.project, resource=one, first_day=first, last_day=last)


def assigned(cast: Cast, task: Task, one: Resource, **values: Any) -> Assignment:
    stored = Task.objects.get(pk=task.pk)
    return staffing.assign(by=cast.alice, project=cast.project, task=stored, resource=one, **values)
