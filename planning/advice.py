"""The checks of a plan's health in words: what each asks, why that matters, how it is mended, what an offender did."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecompm.core.ui import formats
from planning.calc.health import HealthCheck
from planning.models import Task
from planning.notation import format_duration
from planning.services.health import CheckResult, Offender


class Words(NamedTuple):
    """A check in words. `field` is the field of the task's form where an offender is mended."""

    title: str | Promise
    meaning: str | Promise
    field: str


WORDS = {
    HealthCheck.LOGIC: Words(
        gettext_lazy("Missing logic"),
        gettext_lazy("A task that hangs loose moves nothing when it is late. Give it a predecessor and a successor."),
        "predecessors",
    ),
    HealthCheck.LEADS: Words(
        gettext_lazy("Leads"),
        gettext_lazy("A negative lag hides work that overlaps. Split the task and link its parts."),
        "predecessors",
    ),
    HealthCheck.LAGS: Words(
        gettext_lazy("Lags"),
        gettext_lazy("Waiting time inside a link is seen by nobody. Make it a task with a name."),
        "predecessors",
    ),
    HealthCheck.RELATIONSHIPS: Words(
        gettext_lazy("Finish-to-start links"),
        gettext_lazy("At least nine links in ten go from a finish to a start: other kinds are hard to follow."),
        "predecessors",
    ),
    HealthCheck.HARD_CONSTRAINTS: Words(
        gettext_lazy("Hard constraints"),
        gettext_lazy("A date that must be met stops the plan from moving. Use a deadline, or start no earlier than."),
        "constraint",
    ),
    HealthCheck.HIGH_FLOAT: Words(
        gettext_lazy("High float"),
        gettext_lazy("So much room mostly means that a successor is missing."),
        "predecessors",
    ),
    HealthCheck.NEGATIVE_FLOAT: Words(
        gettext_lazy("Negative float"),
        gettext_lazy("The plan breaks a date that it was given. Shorten the path to it, or move the date."),
        "deadline",
    ),
    HealthCheck.HIGH_DURATION: Words(
        gettext_lazy("Long durations"),
        gettext_lazy("What takes so long can't be judged on the way. Split it into parts with results."),
        "duration",
    ),
    HealthCheck.INVALID_DATES: Words(
        gettext_lazy("Invalid dates"),
        gettext_lazy("Open work can't lie in the past, nor done work in the future. Report progress or plan anew."),
        "status",
    ),
    HealthCheck.RESOURCES: Words(
        gettext_lazy("Nobody assigned"), gettext_lazy("Work without a person is done by nobody."), "owner"
    ),
    HealthCheck.MISSED_TASKS: Words(
        gettext_lazy("Missed tasks"),
        gettext_lazy("These should be finished by the baseline, and were or will be finished later."),
        "status",
    ),
    HealthCheck.CRITICAL_PATH_TEST: Words(
        gettext_lazy("Critical path test"),
        gettext_lazy("A long delay of a critical task must delay the finish as much. Else links are missing."),
        "predecessors",
    ),
    HealthCheck.CRITICAL_PATH_LENGTH_INDEX: Words(
        gettext_lazy("Critical path length index"),
        gettext_lazy("Below 0.95 the wished finish needs work to go quicker than planned. These tasks set the finish."),
        "duration",
    ),
    HealthCheck.BASELINE_EXECUTION_INDEX: Words(
        gettext_lazy("Baseline execution index"),
        gettext_lazy("Tasks done for each task that the baseline wanted done by now. These are still open."),
        "status",
    ),
}


def value_of(result: CheckResult) -> str:
    """The figure of a check: percent, or an index with two decimals; a dash where there was nothing to judge."""
    if result.value is None:
        return str(formats.NO_VALUE)
    return formats.number(result.value, 2) if result.is_index else formats.percent(100 * result.value)


def limit_of(result: CheckResult) -> str:
    """What is healthy."""
    text = formats.number(result.limit, 2) if result.is_index else formats.percent(100 * result.limit)
    at_least = result.is_index or result.check in (HealthCheck.RELATIONSHIPS, HealthCheck.CRITICAL_PATH_TEST)
    if not at_least and not result.limit:
        return _("none")
    return (_("at least %(limit)s") if at_least else _("at most %(limit)s")) % {"limit": text}


def fault_of(check: HealthCheck, one: Offender) -> str:
    """What a task did to offend, in few words."""
    match check:
        case HealthCheck.LEADS | HealthCheck.LAGS | HealthCheck.RELATIONSHIPS:
            return _("after %(link)s") % {"link": one.link}
        case HealthCheck.LOGIC:
            return _loose(one)
        case HealthCheck.HARD_CONSTRAINTS:
            return f"{Task.Constraint(one.constraint).label}, {formats.day(one.constraint_date)}"
        case HealthCheck.HIGH_FLOAT | HealthCheck.NEGATIVE_FLOAT:
            return _("float %(float)s") % {"float": format_duration(one.total_float)}
        case HealthCheck.INVALID_DATES:
            word = _("began, planned finish %(day)s") if one.started else _("not begun, planned start %(day)s")
            return word % {"day": formats.day(one.finish if one.started else one.start)}
        case HealthCheck.MISSED_TASKS | HealthCheck.BASELINE_EXECUTION_INDEX:
            days = {"agreed": formats.day(one.agreed), "now": formats.day(one.finish)}
            return _("agreed %(agreed)s, now %(now)s") % days
        case _other:
            return format_duration(one.duration)


def _loose(one: Offender) -> str:
    if not one.preceded and not one.followed:
        return _("waits for nothing, and nothing waits for it")
    return _("nothing waits for it") if one.preceded else _("waits for nothing")
