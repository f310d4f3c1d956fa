"""Simulating the live plan: started by a person, computed as a job, stored with the mark of what it came from."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ecompm.core import jobs
from ecompm.core.errors import Conflict, Invalid
from planning.calc.calendars import NoWorkingTimeError, UnreachableDateError
from planning.models import Task
from planning.working_time import Freeze, days_between
from projects import access
from projects.models import Project
from projects.services import items, pulse
from risks.calc.simulation import Comparison, CycleError, Options, compare_responses
from risks.calc.simulation.outcome import HALF_MINUTE
from risks.calc.simulation.report import report
from risks.loaders.simulation import Inputs, load_inputs, plan_stamps
from risks.models import Simulation

JOB = "risks.simulate"
CHANGE = "risk.change"


@transaction.atomic
def start_simulation(*, by: Any, project: Project, on: date, **assumptions: Any) -> Simulation:
    """A simulation that waits for its job; `assumptions` are fields of it that differ from the usual.

    Raises Invalid for a plan without open tasks, Conflict while one runs.
    """
    access.require(by, project, CHANGE)
    if not Task.objects.of(project).open().exists():
        raise Invalid(_("There is no open task to simulate. Add tasks to the plan first."))
    newest = Simulation.objects.of(project).select_related("job").first()
    if newest is not None and newest.is_working:
        raise Conflict(_("A simulation of this plan is running. Wait for it or cancel it."))
    values = {**assumptions, "on": on, "created_by": by}
    made = items.create_item(Simulation, by=by, project=project, grant=CHANGE, values=values)
    title = _("Simulation of %(project)s") % {"project": project.name}
    made.job = jobs.start(JOB, by=by, title=title, project_id=project.pk, simulation_id=made.pk)
    made.save(update_fields=["job"])
    return made


def simulate_plan(run: jobs.JobRun) -> None:
    """Compute a simulation that was started and store what was found, once. Raises Invalid for an unsolvable plan."""
    wanted = Simulation.objects.select_related("project", "created_by").get(pk=run.arguments["simulation_id"])
    language = wanted.created_by.language if wanted.created_by else None
    with translation.override(language):
        stamp = plan_stamps([wanted.project])[wanted.project_id]
        inputs, found, values = _compute(run, wanted)
        with run.finish():
            _store(wanted, stamp, inputs, found, values)
            pulse.touch([wanted.project_id])


def _compute(run: jobs.JobRun, wanted: Simulation) -> tuple[Inputs, Comparison, dict[str, Any]]:
    try:
        inputs = load_inputs(
            wanted.project, on=wanted.on, include_proposed=wanted.include_proposed, correlate_by=wanted.correlate_by
        )
        options = Options(
            iterations=wanted.iterations,
            seed=wanted.seed,
            correlation=wanted.joined,
            check_every=max(wanted.iterations // 20, 1),
        )
        found = compare_responses(
            inputs.network, inputs.events, watch=inputs.watch, options=options, progress=lambda *at: run.step(*at)
        )
        return inputs, found, report(found, inputs.clock.date_at, inputs.open_ids)
    except CycleError as error:
        raise Invalid(_("The links of the plan form a circle.")) from error
    except (NoWorkingTimeError, UnreachableDateError) as error:
        raise Invalid(_("The plan would run beyond the years its calendar covers.")) from error


def _store(wanted: Simulation, stamp: str, inputs: Inputs, found: Comparison, values: dict[str, Any]) -> None:
    finish = found.answered.finish
    cutover = found.answered.watched.get(inputs.cutover) if inputs.cutover else finish
    p80_cutover = inputs.clock.date_at((cutover or finish).p80)
    values |= {
        "open_tasks": len(inputs.open_ids),
        "without_estimate": inputs.without_estimate,
        "risks": len(inputs.events),
        "cutover": inputs.cutover,
        "fixed": [[task, day.isoformat()] for task, day in inputs.fixed.items()],
        "groups": inputs.groups,
        "priced": inputs.priced,
        "freezes": [[freeze.name, freeze.first.isoformat(), freeze.last.isoformat()] for freeze in inputs.freezes],
        "chance_of_wish": _chance(wanted.project, inputs, found),
    }
    ahead = next_freeze(inputs.freezes, p80_cutover)
    Simulation.objects.filter(pk=wanted.pk).update(
        stamp=stamp,
        result=values,
        finished_at=timezone.now(),
        p50_finish=inputs.clock.date_at(finish.p50),
        p80_finish=inputs.clock.date_at(finish.p80),
        p80_cutover=p80_cutover,
        cutover_in_freeze=ahead is not None and ahead.first <= p80_cutover,
        days_to_freeze=None if ahead is None else days_between(inputs.calendar, p80_cutover, ahead.first),
    )


def next_freeze(freezes: tuple[Freeze, ...], day: date) -> Freeze | None:
    """The freeze in which the day lies or that comes next; None when none is ahead."""
    return next((freeze for freeze in freezes if freeze.last >= day), None)


def _chance(project: Project, inputs: Inputs, found: Comparison) -> float | None:
    """The share of runs that finish by the wished day, with the responses; None without a wish."""
    if project.wished_finish is None:
        return None
    kept = inputs.clock.after(datetime.combine(project.wished_finish + timedelta(days=1), time()))
    return round(found.answered.finish.chance(kept + HALF_MINUTE), 4) if kept else 0.0
