"""What MPXJ makes of MSPDI files: a program that reads and writes JSON.

Asked {file: [first day, number of days]} it answers, by file, with the tasks as read and their links, the working time
of every calendar on those days, rates, and the dates that MPXJ's MicrosoftScheduler gives the tasks.
"""

import json
import sys
from datetime import date, timedelta
from typing import Any


def main(asked: dict[str, tuple[str, int]]) -> dict[str, Any]:
    import jpype
    import mpxj  # noqa: F401  puts the jars on the class path

    jpype.startJVM("-Xmx512m")
    return {path: read(path, date.fromisoformat(first), days) for path, (first, days) in asked.items()}


def read(path: str, first: date, days: int) -> dict[str, Any]:
    from jpype import JException
    from org.mpxj.cpm import MicrosoftScheduler
    from org.mpxj.reader import UniversalProjectReader

    project = UniversalProjectReader().read(path)
    answer = {
        "tasks": {int(task.getUniqueID()): task_of(task) for task in project.getTasks()},
        "calendars": {int(each.getUniqueID()): days_of(each, first, days) for each in project.getCalendars()},
        "rates": [rates_of(resource) for resource in project.getResources()],
    }
    try:
        MicrosoftScheduler().schedule(project, project.getProjectProperties().getStartDate())
    except JException as refusal:
        return {**answer, "scheduled": None, "refusal": str(refusal)}
    return {**answer, "scheduled": {int(task.getUniqueID()): dates_of(task) for task in project.getTasks()}}


def task_of(task: Any) -> dict[str, Any]:
    from org.mpxj import TimeUnit

    calendar = task.getCalendar()
    duration = task.getDuration()
    return {
        "name": str(task.getName() or ""),
        "level": int(task.getOutlineLevel()),
        "manual": str(task.getTaskMode()) == "MANUALLY_SCHEDULED",
        "milestone": bool(task.getMilestone()),
        "constraint": str(task.getConstraintType()),
        "deadline": moment(task.getDeadline()),
        "notes": str(task.getNotes() or ""),
        "cost": float(task.getCost() or 0),
        "calendar": int(calendar.getUniqueID()) if calendar else None,
        "minutes": float(duration.convertUnits(TimeUnit.MINUTES, task.getEffectiveCalendar()).getDuration())
        if duration
        else 0.0,
        "dates": dates_of(task),
        "baseline": [moment(task.getBaselineStart()), moment(task.getBaselineFinish())],
        "links": sorted(
            [int(link.getPredecessorTask().getUniqueID()), str(link.getType()), str(link.getLag())]
            for link in task.getPredecessors()
        ),
    }


def dates_of(task: Any) -> list[str]:
    return [moment(task.getStart()), moment(task.getFinish())]


def days_of(calendar: Any, first: date, days: int) -> dict[str, list[list[str]]]:
    from java.time import LocalDate

    return {
        str(day): [
            [str(span.getStart()), str(span.getEnd())]
            for span in calendar.getHours(LocalDate.of(day.year, day.month, day.day))
        ]
        for day in (first + timedelta(number) for number in range(days))
    }


def rates_of(resource: Any) -> list[str]:
    rates = (resource.getStandardRate(), resource.getOvertimeRate(), resource.getCostPerUse(), resource.getMaxUnits())
    return [str(resource.getName() or ""), str(resource.getType()), *map(str, rates)]


def moment(value: Any) -> str:
    return str(value)[:16] if value else ""


if __name__ == "__main__":
    json.dump(main(json.load(sys.stdin)), sys.stdout)
