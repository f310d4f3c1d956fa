"""Which tasks run long together: those of one role, one vendor, one team or one person."""

from collections.abc import Mapping

from planning.models import Assignment, Task
from projects.models import Project, ProjectRole
from risks.models import Simulation

By = Simulation.Correlate
OUTSIDE = (ProjectRole.Side.AGENCY, ProjectRole.Side.VENDOR)


def load_groups(project: Project, by: str) -> Mapping[int, str]:
    """The group of each task that has one. By vendor only tasks of vendors and agencies have one, by team
    those of resources that name their team (of several the first who was assigned)."""
    rows = Task.objects.of(project).filter(is_summary=False)
    if by == By.ROLE:
        return _named(rows.exclude(role=None).values_list("pk", "role_id"))
    if by == By.VENDOR:
        return _named(rows.filter(role__side__in=OUTSIDE).values_list("pk", "role_id"))
    if by == By.TEAM:
        assigned = Assignment.objects.of(project).exclude(resource__team="").order_by("-id")
        return _named(assigned.values_list("task_id", "resource__team"))
    if by == By.OWNER:
        return _named(rows.exclude(owner=None).values_list("pk", "owner_id"))
    return {}


def _named(rows: object) -> Mapping[int, str]:
    return {pk: str(group) for pk, group in rows}  # type: ignore[attr-defined]
