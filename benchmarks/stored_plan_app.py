"""Plans of linked tasks in the database, scheduled by the product and by the least that reads and writes the same."""

import json
import os
import time
from collections.abc import Callable
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecompm.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from benchmarks.copies import cpu_of, load
from benchmarks.networks import TaskNetwork, layered_network
from benchmarks.schedule_engine import bare_pass
from planning.models import Task, TaskLink
from planning.services.scheduling import lock_project, schedule_project
from projects.models import Project
from projects.services.projects import create_project

GOALS = {1_000: 120, 10_000: 1_000}
READ = "SELECT id, number, duration, start, finish FROM planning_task WHERE project_id = %s ORDER BY number"
READ_LINKS = "SELECT predecessor_id, successor_id FROM planning_tasklink WHERE project_id = %s"
WRITE = """
    UPDATE planning_task t SET start = new.start, finish = new.finish
    FROM unnest(%s::bigint[], %s::timestamp[], %s::timestamp[]) AS new(id, start, finish) WHERE t.id = new.id
"""


def run(counts: list[int]) -> None:
    """Print what scheduling a stored plan of each size costs."""
    call_command("migrate", verbosity=0)
    user = User.objects.create_user("person@example.com", name="Person")
    for count in counts:
        measure(user, count)


def measure(user: User, count: int) -> None:
    project, network = seed(user, count)
    size = f"{count} tasks, {len(network.links)} links"
    least = best(lambda: floor(project.pk), before=lambda: forget(project))
    whole = best(lambda: scheduled(project), before=lambda: forget(project))
    report(f"stored_plan.every: {size}, every row written", whole, least, count)
    longer = best(lambda: scheduled(project), before=lambda: lengthen(project, count // 2))
    report(f"stored_plan.changed: {size}, a task in the middle takes longer", longer, least, count)
    report(f"stored_plan.unchanged: {size}, nothing to write", best(lambda: scheduled(project)), least, count)


def seed(user: User, count: int) -> tuple[Project, TaskNetwork]:
    """A project with a layered network of tasks."""
    network, now = layered_network(count), timezone.now()
    project = create_project(by=user, key=f"P{count}", name=f"{count} tasks")
    tasks = Task.objects.bulk_create(
        Task(
            project=project, number=number, position=number, wbs=str(number), name=f"Task {number}",
            duration=480 * days, status_since=now,
        )
        for number, days in enumerate(network.days, 1)
    )  # fmt: skip
    TaskLink.objects.bulk_create(
        TaskLink(project=project, predecessor=tasks[before], successor=tasks[after]) for before, after in network.links
    )
    execute("VACUUM ANALYZE")
    return project, network


@transaction.atomic
def scheduled(project: Project) -> None:
    """What follows a change: lock the project, compute its plan, store the rows that changed."""
    schedule_project(lock_project(project.pk))


def floor(project_id: int) -> None:
    """Read, compute and write as little as can be."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [project_id])
        rows = cursor.fetchall()
        cursor.execute(READ_LINKS, [project_id])
        index = {row[0]: place for place, row in enumerate(rows)}
        links = [(index[before], index[after]) for before, after in cursor.fetchall()]
        bare_pass(TaskNetwork([row[2] for row in rows], links, []))
        begun = timezone.now().replace(tzinfo=None)
        moments = [begun + timedelta(minutes=place) for place in range(len(rows))]
        cursor.execute(WRITE, [list(index), moments, moments])


def forget(project: Project) -> None:
    """Every task lies where it isn't, and the dead rows of the last turn are gone."""
    Task.objects.of(project).update(start=None, finish=None)
    execute("VACUUM ANALYZE planning_task")


def lengthen(project: Project, number: int) -> None:
    task = Task.objects.of(project).get(number=number)
    Task.objects.filter(pk=task.pk).update(duration=task.duration + 480)


def best(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """CPU milliseconds of this process and of its connection in PostgreSQL, the least of five turns."""
    connection.ensure_connection()
    backend, turns = connection.connection.get_backend_pid(), []
    for _turn in range(5):
        before()
        stored, begun = cpu_of([backend]), time.process_time()
        work()
        turns.append(1000 * (time.process_time() - begun) + cpu_of([backend]) - stored)
    return min(turns)


def report(name: str, ours: float, least: float, count: int) -> None:
    line = {"name": name, "ours": round(ours, 1), "floor": round(least, 1), "goal": GOALS.get(count), "unit": "ms CPU"}
    print(json.dumps({**line, "ratio": round(ours / least, 2), "load": load()}), flush=True)


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
