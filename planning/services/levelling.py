"""Resource levelling of the stored plan: preview, apply, lift. Whoever is asked for too much does one thing later."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecompm.core import audit, jobs
from ecompm.core.errors import Conflict, Invalid, NotFound
from ecompm.core.models import AuditEntry, Job
from planning import working_time
from planning.calc.calendars import moment_of
from planning.calc.levelling import THOROUGH, Booking, Demand, Levelling, level
from planning.calc.levelling_cpsat import is_available, level_by_solver
from planning.calc.load import DayLoad, works_of
from planning.calc.schedule import Schedule, schedule
from planning.loaders import Plan, load_plan
from planning.loaders.staff import Staff, load_staff
from planning.models import Task
from planning.services.scheduling import UNSOLVABLE, explained, lock_project, schedule_project
from planning.services.stored_rows import update_rows
from projects import access, activity
from projects.models import Project
from projects.services import pulse

CHANGE = "resource.change"
VERB = "levelled"
JOB = "planning.level"
MOST_DAYS = 1461
TOLD_EVERY = 5_000
OnRound = Callable[[int, int], None]
USUAL_PRIORITY = 500

activity.say(VERB, gettext_lazy("%(actor)s levelled the resources of %(object)s"), "users")


class Options(NamedTuple):
    """How to level. `within_float` never moves the end of the plan; `longer` tries far more orders, in a job, and then
    the solver where it is installed."""

    within_float: bool = False
    by_priority: bool = True
    longer: bool = False


class Move(NamedTuple):
    """A task that starts at another moment; `minutes` are working minutes of the project, positive is later."""

    id: int
    number: int
    name: str
    minutes: int
    before: date
    after: date
    finish_before: date
    finish_after: date


class Milestone(NamedTuple):
    """A gate or milestone, its day before and after, and by how many working days it is later."""

    number: int
    name: str
    gate: str
    before: date
    after: date
    days: int


class Pressure(NamedTuple):
    """Over-allocation: highest load of a day in percent, resources, their days, hours beyond what is there."""

    peak: float
    resources: int
    days: int
    hours: float


@dataclass(frozen=True)
class Preview:
    """What levelling would do. `elsewhere` is what other projects alone ask of the same people, which can't be moved
    from here; `mark` names this very result, so that another one isn't applied in its place."""

    moves: tuple[Move, ...]
    milestones: tuple[Milestone, ...]
    unresolved: tuple[tuple[int, str], ...]
    finish_before: date
    finish_after: date
    finish_days: int
    before: Pressure
    after: Pressure
    elsewhere: Pressure
    mark: str

    def as_json(self) -> dict[str, Any]:
        """The preview for the API: days are inclusive, minutes and days working ones."""
        return {
            "moves": [move._asdict() for move in self.moves],
            "milestones": [milestone._asdict() for milestone in self.milestones],
            "unresolved": [{"number": number, "name": name} for number, name in self.unresolved],
            "finish_before": self.finish_before,
            "finish_after": self.finish_after,
            "finish_days": self.finish_days,
            "before": self.before._asdict(),
            "after": self.after._asdict(),
            "elsewhere": self.elsewhere._asdict(),
            "mark": self.mark,
        }


def has_solver() -> bool:
    """Whether the solver is installed that finds shorter plans than any order of tasks tried."""
    return is_available()


def preview_levelling(project: Project, *, by: Any, on: date, options: Options) -> Preview:
    """What levelling would move; nothing is stored. Over-allocation is counted from the day `on`.

    The longer search is left to the job. Raises Invalid where there is nothing to level or the plan has no solution.
    """
    access.require(by, project, "resource.view")
    return _Problem(project).solved(options._replace(longer=False)).preview(on)


@transaction.atomic
def apply_levelling(*, by: Any, project: Project, options: Options, mark: str = "") -> AuditEntry:
    """Level the plan and store its dates; returns the line of the trail by which it is taken back.

    Raises Conflict where the result isn't the one with the `mark` that was previewed.
    """
    access.require(by, project, CHANGE)
    locked = lock_project(project.pk)
    solved = _Problem(locked).solved(options)
    if mark and solved.mark != mark:
        raise Conflict(_("The plan was changed since the preview. Look at the new one."))
    return _hold_back(locked, solved.levelling.not_before, by)


@transaction.atomic
def start_levelling(*, by: Any, project: Project, options: Options) -> Job:
    """Level the plan in a job, for large plans and the longer search."""
    access.require(by, project, CHANGE)
    title = _("Levelling of %(project)s") % {"project": project.name}
    return jobs.start(JOB, by=by, title=title, project_id=project.pk, options=options._asdict())


def level_plan(run: jobs.JobRun) -> None:
    """The job: compute outside of any lock, then store if the plan is still the one that was levelled."""
    project = Project.objects.get(pk=run.job.project_id or 0)
    by = _starter(run.job)
    access.require(by, project, CHANGE)
    solved = _Problem(project).solved(Options(**run.arguments["options"]), run.step)
    with run.finish() as job:
        locked = lock_project(project.pk)
        if _Problem(locked).stamp != solved.problem.stamp:
            raise Conflict(_("The plan was changed while it was levelled. Start again."))
        entry = _hold_back(locked, solved.levelling.not_before, by)
        job.result = {"entry": entry.pk, "moved": len(solved.levelling.not_before)}


@transaction.atomic
def lift_levelling(*, by: Any, project: Project) -> AuditEntry:
    """Let every task start again as early as its links let it. Raises Invalid where nothing was levelled."""
    access.require(by, project, CHANGE)
    locked = lock_project(project.pk)
    if not Task.objects.of(project).exclude(not_before=None).exists():
        raise Invalid(_("No task is held back by levelling."))
    return _hold_back(locked, {}, by)


def own_line(entry: int, *, by: Any) -> AuditEntry | None:
    """The line of a levelling that this person did; None for any other line."""
    return AuditEntry.objects.filter(pk=entry, verb=VERB, actor_id=by.pk).first()


@transaction.atomic
def take_back(line: AuditEntry, *, by: Any, settled: Collection[int] = ()) -> AuditEntry:
    """Undo a levelling by its line of the trail; returns the line this wrote.

    Raises Conflict when the plan was levelled again since; lines in `settled` don't count.
    """
    project = Project.objects.allowed(by, "project.view").filter(pk=line.project_id or 0).first()
    if project is None:
        raise NotFound()
    access.require(by, project, CHANGE)
    locked = lock_project(project.pk)
    since = AuditEntry.objects.filter(verb=VERB, project_id=project.pk, pk__gt=line.pk)
    if since.exclude(pk__in=settled).exists():
        raise Conflict(_("The plan was levelled again since. Take that back first."))
    old = line.changes["not_before"][0]
    return _hold_back(locked, {int(pk): datetime.fromisoformat(moment) for pk, moment in old.items()}, by)


def last_levelling(project: Project) -> AuditEntry | None:
    """The line of the trail of the last levelling, lifting or undo."""
    return AuditEntry.objects.filter(verb=VERB, project_id=project.pk).order_by("-pk").first()


def is_levelled(project: Project) -> bool:
    """Whether any task is held back by levelling."""
    return Task.objects.of(project).exclude(not_before=None).exists()


def _hold_back(project: Project, wanted: Mapping[Any, datetime], by: Any) -> AuditEntry:
    """Store until when tasks are held back, as one change of the project, and schedule the plan by it."""
    tasks = Task.objects.of(project).values_list("pk", "not_before")
    old = {pk: moment for pk, moment in tasks if moment is not None}
    known = {pk for pk, _moment in tasks}
    new = {pk: moment for pk, moment in wanted.items() if pk in known}
    rows = [(pk, new.get(pk)) for pk in sorted(old.keys() | new.keys()) if old.get(pk) != new.get(pk)]
    update_rows(Task, ["not_before"], rows)
    entry = audit.record(
        by=by, verb=VERB, obj=project, project_id=project.pk, changes={"not_before": (_written(old), _written(new))}
    )
    pulse.touch([project.pk])
    schedule_project(project)
    return entry


def _written(held: Mapping[int, datetime]) -> dict[str, str]:
    return {str(pk): moment.isoformat() for pk, moment in held.items()}


def _seldom(on_round: OnRound, tasks: int) -> OnRound:
    """Tell of rounds only as often as some thousand tasks are placed: being told of one asks the database."""
    every = max(1, TOLD_EVERY // max(tasks, 50))

    def tell(done: int, total: int) -> None:
        if done % every == 0:
            on_round(done, total)

    return tell


def _starter(job: Job) -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(pk=job.owner_id)


class _Problem:
    """A stored plan with its staff, as the engine levels it."""

    def __init__(self, project: Project) -> None:
        self.plan: Plan = load_plan(project)
        self.staff: Staff = load_staff([project.pk])[project.pk]
        columns = ("name", "gate", "priority")
        self.texts = {pk: texts for pk, *texts in Task.objects.of(project).values_list("pk", *columns)}
        self.staffed = [row for row in self.staff.assignments if row.task__duration]
        self.most: dict[Any, int] = {one.id: one.max_units for one in self.staff.resources}

    @property
    def stamp(self) -> str:
        """What the plan looks like now; another one after any change that matters."""
        seen = (self.plan.rows, self.plan.links, self.staffed, self.staff.resources, self.staff.elsewhere)
        return sha256(repr([*seen[:4], [work[:5] for work in seen[4]]]).encode()).hexdigest()

    def solved(self, options: Options, on_round: OnRound | None = None) -> "_Solved":
        """The levelled plan. Raises Invalid."""
        self._check()
        try:
            now = schedule(self.plan.tasks, self.plan.links, **self.plan.frame)
            found = self._level(now, options, on_round)
        except UNSOLVABLE as error:
            raise explained(error, self.plan) from error
        return _Solved(self, now, found)

    def _check(self) -> None:
        if self.plan.start is None:
            raise Invalid(_("This plan is counted back from its finish. Give the project a wished start to level it."))
        if not self.staffed:
            raise Invalid(_("Nobody is assigned to a task yet, so there is nothing to level."))

    def _level(self, now: Schedule, options: Options, on_round: OnRound | None) -> Levelling:
        asked: dict[str, Any] = {"bookings": self._bookings(), "priority": self._priority(options)}
        if options.within_float or not options.longer:
            return level(now, self._demands(), self.most, within_float=options.within_float, **asked)
        asked["on_round"] = on_round and _seldom(on_round, len(now))
        if is_available():
            return level_by_solver(now, self._demands(), self.most, **asked)
        return level(now, self._demands(), self.most, placements=THOROUGH, **asked)

    def _demands(self) -> list[Demand]:
        """Whole percents, and no more than there is of the resource: the rest stays over-allocated and is told."""
        return [
            Demand(row.task_id, row.resource_id, min(max(round(row.share), 1), self.most[row.resource_id]))
            for row in self.staffed
        ]

    def _bookings(self) -> list[Booking]:
        """What other projects ask of the same people."""
        return [
            Booking(work.resource, moment_of(work.start), moment_of(work.finish), max(round(work.units), 1))
            for work in self.staff.elsewhere
        ]

    def _priority(self, options: Options) -> dict[Any, int]:
        if not options.by_priority:
            return {}
        return {pk: priority for pk, (_name, _gate, priority) in self.texts.items() if priority != USUAL_PRIORITY}

    def pressure(self, dates: Schedule, on: date, *, own: bool = True) -> Pressure:
        """How far a schedule asks for too much, from the day on; without its own work what other projects ask."""
        days = (dates.finish.date() - on).days + 1
        demands = [Demand(row.task_id, row.resource_id, row.share) for row in self.staffed]  # type: ignore[arg-type]
        works = [*(works_of(dates, demands) if own else ()), *self.staff.elsewhere]
        if days <= 0:
            return Pressure(0.0, 0, 0, 0.0)
        load = DayLoad(works, self.staff.capacity, on, min(days, MOST_DAYS))  # type: ignore[arg-type]
        over = [load.over(one.id) for one in self.staff.resources]
        beyond = sum(float(days.sum()) for days in over)
        counted = sum(int((days > 0).sum()) for days in over)
        return Pressure(round(load.peak(), 1), sum(bool(days.any()) for days in over), counted, round(beyond / 60, 1))


@dataclass(frozen=True)
class _Solved:
    """A plan before and after levelling."""

    problem: _Problem
    now: Schedule
    levelling: Levelling

    @property
    def mark(self) -> str:
        held = sorted((pk, moment.isoformat()) for pk, moment in self.levelling.not_before.items())  # type: ignore[type-var]
        return sha256(repr([self.problem.stamp, held]).encode()).hexdigest()[:24]

    def preview(self, on: date) -> Preview:
        own, after = self.problem.plan.calendars.own, self.levelling.schedule
        return Preview(
            moves=tuple(sorted(self._moves(), key=lambda move: (move.before, move.number))),
            milestones=tuple(self._milestones()),
            unresolved=tuple(self._unresolved()),
            finish_before=self.now.finish.date(),
            finish_after=after.finish.date(),
            finish_days=working_time.days_between(own, self.now.finish.date(), after.finish.date()),
            before=self.problem.pressure(self.now, on),
            after=self.problem.pressure(after, on),
            elsewhere=self.problem.pressure(after, on, own=False),
            mark=self.mark,
        )

    def _pairs(self) -> Iterable[tuple[Any, Any, Any]]:
        """Rows that aren't summaries, with their dates before and after."""
        rows = zip(self.problem.plan.rows, self.now, self.levelling.schedule, strict=True)
        return (found for found in rows if not found[0].is_summary)

    def _moves(self) -> Iterable[Move]:
        own, texts = self.problem.plan.calendars.own, self.problem.texts
        for row, was, now in self._pairs():
            if was.start != now.start and row.kind != Task.Kind.MILESTONE:
                yield Move(
                    row.id, row.number, texts[row.id][0], own.between(was.start, now.start), was.start_day,
                    now.start_day, was.finish_day, now.finish_day,
                )  # fmt: skip

    def _milestones(self) -> Iterable[Milestone]:
        own, texts = self.problem.plan.calendars.own, self.problem.texts
        for row, was, now in self._pairs():
            if row.kind == Task.Kind.MILESTONE:
                days = working_time.days_between(own, was.finish_day, now.finish_day)
                name, gate, _priority = texts[row.id]
                yield Milestone(row.number, name, gate, was.finish_day, now.finish_day, days)

    def _unresolved(self) -> Iterable[tuple[int, str]]:
        """Tasks that stay in conflict: they can't wait, or ask for more than there ever is."""
        too_much = {row.task_id for row in self.problem.staffed if row.share > self.problem.most[row.resource_id] + 0.5}
        stuck = {*self.levelling.unresolved, *too_much}
        texts = self.problem.texts
        return ((row.number, texts[row.id][0]) for row in self.problem.plan.rows if row.id in stuck)
