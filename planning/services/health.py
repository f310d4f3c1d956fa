"""The health of a live plan: the 14 checks of `planning.calc.health`, each with the tasks that offend."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import Q

from planning import working_time
from planning.calc import DAY
from planning.calc.health import Finding, HealthCheck, examine, tied_in
from planning.calc.plan import PlanLink
from planning.calc.schedule import Schedule, schedule
from planning.loaders import Plan, baseline_rows, load_plan
from planning.models import Baseline, Task
from planning.notation import Predecessor, format_predecessors
from planning.services.scheduling import UNSOLVABLE, explained
from projects.models import Project

LONG_DAYS = 15
"""Working days that count as long in a shop project; the original checks, made for years of building, say 44."""


class Offender(NamedTuple):
    """A task that offends, or the successor of a link that does; `link` is that link as it is written.

    `preceded` and `followed` say whether links hold its two ends; `total_float` and `duration` are working minutes,
    `agreed` is its last day in the baseline.
    """

    id: int
    number: int
    name: str
    link: str
    preceded: bool
    followed: bool
    duration: int
    total_float: int
    start: date
    finish: date
    agreed: date | None
    constraint: str
    constraint_date: date | None
    started: bool


@dataclass(frozen=True)
class CheckResult:
    """One check: `value` is a share (0 to 1) or an index, None with nothing to judge, and so is `healthy`."""

    number: int
    check: HealthCheck
    value: float | None
    limit: float
    healthy: bool | None
    offenders: tuple[Offender, ...]

    @property
    def is_index(self) -> bool:
        return self.check in INDICES


@dataclass(frozen=True)
class PlanHealth:
    """The 14 results in order, the baseline they were judged against and what counted as long, in working days."""

    results: tuple[CheckResult, ...]
    baseline: Baseline | None
    long_days: int
    on: date

    @property
    def failed(self) -> list[CheckResult]:
        return [one for one in self.results if one.healthy is False]

    @property
    def passed(self) -> list[CheckResult]:
        return [one for one in self.results if one.healthy]

    @property
    def open(self) -> list[CheckResult]:
        """The checks that had nothing to judge."""
        return [one for one in self.results if one.healthy is None]


INDICES = (HealthCheck.CRITICAL_PATH_LENGTH_INDEX, HealthCheck.BASELINE_EXECUTION_INDEX)


def plan_health(project: Project, *, on: date, long_days: int = LONG_DAYS) -> PlanHealth:
    """Judge the plan on the morning of a day, in seven queries. Raises Invalid for a plan without a solution."""
    plan = load_plan(project)
    try:
        dates = schedule(plan.tasks, plan.links, **plan.frame)
    except UNSOLVABLE as error:
        raise explained(error, plan) from error
    baseline = Baseline.objects.of(project).order_by("-number").first()
    agreed = baseline_rows(baseline.pk if baseline else None)
    findings = examine(
        dates,
        status_date=datetime.combine(on, time()),
        with_resources=_with_people(project),
        baseline_finish={pk: finish for pk, (_start, finish, _length) in agreed.items() if finish},
        target_finish=_target(project, plan),
        long_minutes=long_days * DAY,
        left_out=_recurring(project),
    )
    offenders = _Offenders(project, plan, dates, agreed)
    results = tuple(offenders.result(number, finding) for number, finding in enumerate(findings, start=1))
    return PlanHealth(results, baseline, long_days, on)


class _Offenders:
    """Puts names and figures to the tasks and links that a finding lists."""

    def __init__(self, project: Project, plan: Plan, dates: Schedule, agreed: Mapping[int, Any]) -> None:
        self.dates, self.agreed = dates, agreed
        self.rows = {row.id: row for row in plan.rows}
        self.names = dict(Task.objects.of(project).order_by().values_list("pk", "name"))
        self.preceded, self.followed = tied_in(dates)

    def result(self, number: int, finding: Finding) -> CheckResult:
        found = [self._offender(pk) for pk in finding.tasks]
        found += [self._offender(link.succ, self._written(link)) for link in finding.links]
        return CheckResult(number, finding.check, finding.value, finding.limit, finding.healthy, tuple(found))

    def _offender(self, pk: Any, link: str = "") -> Offender:
        row, dates = self.rows[pk], self.dates[pk]
        was_start, was_finish, _length = self.agreed.get(pk, (None, None, 0))
        return Offender(
            id=pk,
            number=row.number,
            name=self.names[pk],
            link=link,
            preceded=pk in self.preceded,
            followed=pk in self.followed,
            duration=row.duration,
            total_float=dates.total_float,
            start=dates.start_day,
            finish=dates.finish_day,
            agreed=working_time.last_day(was_start, was_finish),
            constraint=row.constraint,
            constraint_date=row.constraint_date,
            started=row.actual_start is not None,
        )

    def _written(self, link: PlanLink) -> str:
        number = str(self.rows[link.pred].number)  # type: ignore[index]
        return format_predecessors([Predecessor(number, str(link.type), link.lag, str(link.lag_kind))])


def _with_people(project: Project) -> Collection[int]:
    """The tasks that have an owner or somebody assigned."""
    staffed = Q(owner__isnull=False) | Q(assignments__isnull=False)
    return set(Task.objects.of(project).filter(staffed).order_by().values_list("pk", flat=True))


def _recurring(project: Project) -> Collection[int]:
    return set(Task.objects.of(project).exclude(recurring=None).order_by().values_list("pk", flat=True))


def _target(project: Project, plan: Plan) -> datetime | None:
    """The moment by which the project wants to be finished, where it says so."""
    day = project.wished_finish
    return working_time.closing(plan.calendars.own, day) if day else None
