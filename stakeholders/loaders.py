"""The RACI matrix of a project."""

from collections import defaultdict
from dataclasses import dataclass, field

from planning.models import Task
from projects.models import Project, ProjectRole
from stakeholders.calc.raci import Fault, faults
from stakeholders.models import RaciEntry


@dataclass
class RaciRow:
    """One task with its letters by role id, and what is wrong with them."""

    task: Task
    letters: dict[int, list[str]] = field(default_factory=dict)

    @property
    def faults(self) -> list[Fault]:
        return faults(letter for held in self.letters.values() for letter in held)


def raci_matrix(project: Project) -> tuple[list[ProjectRole], list[RaciRow]]:
    """Roles and rows of the matrix, in three queries: every task that is work, in plan order."""
    held: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    order = "RASCI"
    entries = RaciEntry.objects.of(project).values_list("task_id", "role_id", "letter")
    for task, role, letter in sorted(entries, key=lambda row: order.index(row[2])):
        held[task][role].append(letter)
    tasks = Task.objects.of(project).work()
    roles = list(ProjectRole.objects.filter(project=project).select_related("person"))
    return roles, [RaciRow(task, dict(held[task.pk])) for task in tasks]
