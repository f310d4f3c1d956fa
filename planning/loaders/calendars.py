"""The working calendars of projects, as the engine takes them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planning import working_time
from planning.calc.calendars import Calendar
from planning.loaders.grouping import grouped
from planning.models import WorkCalendar
from planning.working_time import Freeze
from projects.models import Project


@dataclass(frozen=True)
class Calendars:
    """The calendars of one project: its own, the others by id, and the freezes of its own.

    `by_task` holds the working time of tasks that follow who is assigned to them, where it is not the project's.
    """

    own: Calendar
    by_id: Mapping[int, Calendar] = field(default_factory=dict)
    freezes: tuple[Freeze, ...] = ()
    by_task: Mapping[int, Calendar] = field(default_factory=dict)

    def of(self, calendar_id: int | None) -> Calendar:
        return self.own if calendar_id is None else self.by_id.get(calendar_id, self.own)

    def of_task(self, task_id: int, calendar_id: int | None) -> Calendar:
        """When the task is worked on."""
        return self.by_task.get(task_id) or self.of(calendar_id)


def load_calendars(projects: Iterable[Project]) -> dict[int, Calendars]:
    """The calendars of the projects in one query; without rows, the standard week with the country's holidays."""
    by_project = {project.pk: project for project in projects}
    stored = grouped(WorkCalendar.objects.filter(project_id__in=by_project), lambda row: row.project_id)
    return {pk: _calendars(project, stored[pk]) for pk, project in by_project.items()}


def _calendars(project: Project, rows: list[WorkCalendar]) -> Calendars:
    year = (project.wished_start or project.wished_finish or project.created_at).year
    built = {row.pk: working_time.build(row.week, row.exceptions, row.country, row.region, around=year) for row in rows}
    default = next((row for row in rows if row.is_default), None)
    if default is None:
        return Calendars(working_time.national(project.country, "", year), built)
    return Calendars(built[default.pk], built, tuple(working_time.freezes(default.exceptions)))
