"""What the engine found out in words: when something recurs, what limits a task."""

from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecompm.core.ui import formats
from planning.calc.recurrence import Frequency
from planning.models import RecurringTask, Task
from planning.notation import format_duration
from planning.services.paths import Explanation


def rule_text(rule: RecurringTask) -> str:
    """When something recurs, in one sentence: “Every 2 weeks on Tuesday, until 12 Jan”."""
    return f"{_every(rule)}, {_end(rule)}"


def _every(rule: RecurringTask) -> str:
    first, n = rule.first_day, rule.interval
    days = rule.weekdays or [first.weekday()]
    values: dict[str, Any] = {
        "count": n,
        "weekdays": ", ".join(str(WEEKDAYS[day]) for day in sorted(days)),
        "weekday": str(WEEKDAYS[first.weekday()]),
        "day": first.day,
        "week": (first.day - 1) // 7 + 1,
    }
    match rule.frequency:
        case Frequency.DAILY:
            text = ngettext("Every day", "Every %(count)d days", n)
        case Frequency.WEEKLY:
            text = ngettext("Every week on %(weekdays)s", "Every %(count)d weeks on %(weekdays)s", n)
        case Frequency.MONTHLY:
            text = ngettext("Every month on day %(day)d", "Every %(count)d months on day %(day)d", n)
        case _month_weekday:
            text = ngettext(
                "Every month on %(weekday)s number %(week)d", "Every %(count)d months on %(weekday)s number %(week)d", n
            )
    return text % values


def _end(rule: RecurringTask) -> str:
    ends = []
    if rule.last_day:
        ends.append(_("until %(day)s") % {"day": formats.day(rule.last_day)})
    if rule.times:
        ends.append(ngettext("once", "%(count)d times", rule.times) % {"count": rule.times})
    return ", ".join(ends)


def limit_text(found: Explanation, task: Task) -> str:
    """What sets the late dates of a task and how much room there is before it; empty where nothing does."""
    if not found.limit:
        return ""
    return f"{_limit(found, task)} {_room(found.total_float)}"


def _limit(found: Explanation, task: Task) -> str:
    day, limited = formats.day(found.limit_day), found.limited
    own = limited is not None and limited.task_id == task.pk
    words = {"day": day} if limited is None else {"day": day, "task": f"T{limited.number} {limited.name}"}
    match found.limit, own:
        case "deadline", True:
            text = _("Its own deadline, %(day)s, limits this task.")
        case "deadline", _other:
            text = _("The deadline of %(task)s, %(day)s, limits this task.")
        case "constraint", True:
            text = _("Its own constraint, %(day)s, limits this task.")
        case "constraint", _other:
            text = _("The constraint of %(task)s, %(day)s, limits this task.")
        case _finish:
            text = _("The finish of the plan, %(day)s, limits this task.")
    return text % words


def _room(total_float: int) -> str:
    if total_float < 0:
        return _("It ends %(time)s too late for that.") % {"time": format_duration(-total_float)}
    if not total_float:
        return _("There is no room: every delay endangers it.")
    return _("It can be %(time)s late before it endangers that.") % {"time": format_duration(total_float)}
