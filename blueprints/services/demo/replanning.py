"""How plans of the demo were changed on purpose: new baselines after changes that were agreed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Max, Min

from blueprints.services.demo.clock import moment
from planning.calc import DAY
from planning.models import Task
from planning.services.baselines import take_baseline
from planning.services.recurring import create_recurring
from planning.services.scenarios import add_change, create_scenario
from projects.models import Project


@dataclass(frozen=True)
class Replanned:
    """A new baseline on working day `day`, after a change that was agreed."""

    day: int
    name: str
    reason: str
    change_request: str


REPLANNED: Final = {
    "SWR": Replanned(
        day=62,
        name="Plan after the search delay",
        reason="Search in the second language took six days longer. The committee agreed to the new dates.",
        change_request="C2",
    )
}
"""By the key of the project."""


@dataclass(frozen=True)
class Weighed:
    """A scenario: the days that tasks would take, and the days by which they would begin later, by their refs."""

    name: str
    question: str
    takes: Mapping[str, int] = field(default_factory=dict)
    later: Mapping[str, int] = field(default_factory=dict)


WEIGHED: Final = {
    "SWR": (
        Weighed(
            "Shorter tests",
            "Do we reach the old date if the system test runs with a second team and the rehearsal is cut?",
            takes={"T22": 7, "T26": 4, "T28": 2},
        ),
        Weighed(
            "Go live after the holidays",
            "What does it cost in time to keep everybody off work between the years?",
            later={"T30": 13},
        ),
    )
}
"""By the key of the project."""


def begin(project: Project, people: Mapping[str, Any]) -> None:
    """Let the steering committee meet every second week until the plan ends."""
    first = Task.objects.of(project).aggregate(first=Min("start"), last=Max("finish"))
    if project.key not in REPLANNED or first["first"] is None:
        return
    start = first["first"].date()
    create_recurring(
        by=people["anna"],
        project=project,
        name="Steering committee",
        description="Reads the status, decides what is asked of it, agrees to changes of dates and money.",
        duration=90,
        interval=2,
        first_day=start + timedelta(days=8 - start.weekday()),
        last_day=first["last"].date() - timedelta(days=7),
        people=[people["anna"]],
    )


def end(project: Project, people: Mapping[str, Any]) -> None:
    """What is weighed today: scenarios that nobody has applied yet."""
    for asked in WEIGHED.get(project.key, ()):
        scenario = create_scenario(by=people["anna"], project=project, name=asked.name, question=asked.question)
        for ref in asked.takes.keys() | asked.later.keys():
            task = Task.objects.filter(project=project, ref=ref).exclude(status="done").first()
            if task is not None:
                values = _weighed(task, asked)
                add_change(by=people["anna"], project=project, scenario=scenario, task=task, **values)


def _weighed(task: Task, asked: Weighed) -> dict[str, Any]:
    if task.ref in asked.takes:
        return {"duration": asked.takes[task.ref] * DAY}
    begins = (task.start_day or date.min) + timedelta(days=asked.later[task.ref])
    return {"constraint": "SNET", "constraint_date": begins}


def between(project: Project, people: Mapping[str, Any], day_of: Callable[[int], date], told: date, day: date) -> None:
    """Take the baseline that falls after `told` and up to `day`, if there is one."""
    agreed = REPLANNED.get(project.key)
    if agreed is None or not told < day_of(agreed.day) <= day:
        return
    take_baseline(
        by=people["anna"],
        project=project,
        name=agreed.name,
        reason=agreed.reason,
        change_request=agreed.change_request,
        at=moment(day_of(agreed.day), 10),
    )
