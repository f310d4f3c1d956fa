"""The scheduling engine: plain Python and numpy, no Django.

    from planning.calc.calendars import STANDARD, Calendar, days_off
    from planning.calc.plan import PlanLink, PlanTask
    from planning.calc.schedule import schedule

    german = STANDARD.with_exceptions(days_off([date(2026, 12, 25)]))
    tasks = [PlanTask("design", 5 * DAY), PlanTask("build", 10 * DAY, constraint="SNET", constraint_date=...)]
    links = [PlanLink("design", "build", "FS", lag=2 * DAY)]
    result = schedule(tasks, links, start=datetime(2026, 3, 2), calendar=german)
    result["build"].start, result["build"].finish_day, result["build"].total_float, result["build"].critical
    for dates in result: ...          # TaskDates of every task, in the order given
    result.start, result.finish, result.length

Dates are naive local datetimes of the project, durations whole working minutes (`DAY` is 480). Constraint, link and lag
kinds are plain strings ("SNET", "FS", "working") and enums of the same values. Every refusal is a ValueError with its
cause: `CircularPlanError.path`, `UnknownTaskError.task`, `UnreachableDateError.day`, `NoWorkingTimeError`.
"""

DAY = 480
"""Working minutes of a standard day: converts durations in days."""
