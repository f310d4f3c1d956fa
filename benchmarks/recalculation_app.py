"""Many projects to recalculate, made in SQL, and the statements that compute the same figures in one go."""

import json
import os
import resource
import time
from collections.abc import Callable
from datetime import date
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecompm.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.models import User
from benchmarks.copies import cpu_of, load
from planning.models import Task, TaskLink
from portfolio.models import ProjectFigures
from portfolio.services.recalculation import mark_all, recalculate_dirty
from projects.models import Project
from projects.services import pulse
from projects.services.projects import create_project
from risks.models import Risk
from risks.services.rescoring import rescore_projects

TASKS, RISKS, LINES = 100, 20, 4
ON = date(2026, 11, 23)

FLOOR = """
    WITH work AS (
        SELECT project_id, min(start)::date AS start, max(finish)::date AS finish,
            count(*) FILTER (WHERE status <> 'done') AS open,
            count(*) FILTER (WHERE status <> 'done' AND (finish < %(on)s OR deadline < %(on)s)) AS overdue
        FROM planning_task WHERE NOT is_summary AND status <> 'cancelled' GROUP BY project_id
    ), top AS (
        SELECT project_id, round(CASE WHEN sum(share) > 0 THEN sum(share * progress) / sum(share)
            ELSE sum(progress) / count(*) END, 1) AS progress
        FROM planning_task WHERE parent_id IS NULL AND status <> 'cancelled' GROUP BY project_id
    ), risk AS (
        SELECT project_id, count(*) AS open, sum(score) AS sum, max(score) AS top FROM risks_risk
        WHERE NOT is_opportunity AND status NOT IN ('closed', 'rejected') GROUP BY project_id
    ), found AS (
        SELECT project_id, work.start, work.finish, top.progress, work.open, work.overdue,
            coalesce(risk.open, 0) AS risks_open, coalesce(risk.sum, 0) AS score_sum, risk.top AS top_score
        FROM work JOIN top USING (project_id) LEFT JOIN risk USING (project_id)
    ), figures AS (
        UPDATE portfolio_projectfigures f SET progress = found.progress, start = found.start, finish = found.finish,
            risks_open = found.risks_open, top_score = found.top_score
        FROM found WHERE found.project_id = f.project_id
            AND (f.progress, f.start, f.finish, f.risks_open, f.top_score) IS DISTINCT FROM
                (found.progress, found.start, found.finish, found.risks_open, found.top_score)
        RETURNING f.project_id
    ), snapshots AS (
        UPDATE controlling_snapshot s SET progress = found.progress, finish = found.finish, tasks_open = found.open,
            tasks_overdue = found.overdue, risks_open = found.risks_open, risk_score_sum = found.score_sum
        FROM found WHERE found.project_id = s.project_id AND s.on = %(on)s
            AND (s.progress, s.finish, s.tasks_open, s.tasks_overdue, s.risks_open, s.risk_score_sum) IS DISTINCT FROM
                (found.progress, found.finish, found.open, found.overdue, found.risks_open, found.score_sum)
        RETURNING s.project_id
    ) SELECT (SELECT count(*) FROM figures), (SELECT count(*) FROM snapshots)
"""
"""The figures of plan and risks as the product computes them from stored dates and scores, in one statement."""

FORGOTTEN = (
    "UPDATE portfolio_projectfigures SET progress = 0, start = NULL, finish = NULL, risks_open = 0, top_score = NULL",
    "UPDATE controlling_snapshot SET progress = 0, finish = NULL, tasks_open = 0, tasks_overdue = 0, risks_open = 0,"
    " risk_score_sum = 0",
)
CHANGED = """
    UPDATE planning_task SET duration = 4800, version = version + 1, updated_at = now()
    WHERE number = 1 AND project_id IN (SELECT id FROM projects_project ORDER BY id LIMIT %s)
"""
SCORES = """
    UPDATE risks_risk SET current_likelihood = likelihood, current_impact = impact, score = likelihood * impact
    WHERE current_likelihood <> likelihood OR current_impact <> impact OR score <> likelihood * impact
"""
UNSCORED = "UPDATE risks_risk SET score = 1, current_likelihood = 1"


def run(count: int) -> None:
    """Fill the database with `count` projects and print what their recalculation costs."""
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
    seed(count)
    ids = list(Project.objects.order_by("pk").values_list("pk", flat=True))
    size = f"{count} projects, {TASKS} tasks and {RISKS} risks each"
    before = _peak()
    report(f"recalculation.first: {size}; ours schedules every plan", measured(recalculate_all), forgotten_floor())
    again = measured(recalculate_all)
    report(f"recalculation.unchanged: {size}", again, measured(floor), goal=2)
    assert floor() == (0, 0), "The floor computes other figures than the product."
    execute(FORGOTTEN[0])
    report(f"recalculation.figures: {size}, every row of figures changes", measured(recalculate_all), forgotten_floor())
    dirty = max(count // 100, 1)
    execute(CHANGED, dirty)
    mine = measured(lambda: recalculate_some(ids[:dirty]))
    report(f"recalculation.changed: {dirty} of {count} plans changed and are scheduled", mine, measured(floor))
    memory = {"name": f"recalculation.memory: {size}", "ours": _peak(), "floor": before, "unit": "MB at the peak"}
    print(json.dumps({**memory, "ratio": round(_peak() / before, 2)}), flush=True)
    rescoring(f"recalculation.rescoring: {size}", ids)


def run_rescoring(count: int) -> None:
    """Fill the database with the risks of `count` projects and print what re-scoring them costs."""
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
    seed(count, tasks=0)
    ids = list(Project.objects.order_by("pk").values_list("pk", flat=True))
    size = f"{count} projects, {RISKS} risks each"
    rescoring(f"rescoring.all: {size}, every row changes", ids)
    report(f"rescoring.all: {size}, nothing changed", *(least(work) for work in works(ids)))


def rescoring(name: str, ids: list[int]) -> None:
    """Ours and the floor in turns, each from rows that all have to change; the best of each counts."""
    report(name, *(least(work, before=unscore) for work in works(ids)))


def works(ids: list[int]) -> tuple[Callable[[], object], Callable[[], object]]:
    return lambda: rescore_projects(ids, ON), lambda: execute(SCORES)


def unscore() -> None:
    """All scores wrong, and the dead rows of the last turn gone."""
    execute(UNSCORED)
    execute("VACUUM ANALYZE risks_risk")


def least(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """CPU seconds of the best of three turns."""
    turns = []
    for _turn in range(3):
        before()
        turns.append(measured(work))
    return min(turns)


def floor() -> tuple[int, int]:
    """How many rows of figures and of snapshots the one statement has changed."""
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, {"on": ON})
        return cursor.fetchone()


def forgotten_floor() -> float:
    """The cost of the one statement where every row changes."""
    for statement in FORGOTTEN:
        execute(statement)
    return measured(floor)


def seed(count: int, tasks: int = TASKS) -> None:
    """Projects made as copies of one: tasks in four lines one after the other, risks that nothing moves."""
    user = User.objects.create_user("person@example.com", name="Person")
    pattern = create_project(by=user, key="P0", name="Project 0")
    Task.objects.bulk_create([_task(pattern, number) for number in range(1, tasks + 1)])
    risk = {"project": pattern, "likelihood": 3, "impact": 4, "current_likelihood": 1, "score": 1}
    Risk.objects.bulk_create([Risk(number=n, title=f"Risk {n}", **risk) for n in range(1, RISKS + 1)])
    numbers = range(1, count)
    projects = [Project(key=f"P{number}", name=f"Project {number}", manager=user) for number in numbers]
    Project.objects.bulk_create(projects, batch_size=1000)
    for model in (Task, Risk):
        _copy_rows(model, pattern)
    lines = (
        "INSERT INTO planning_tasklink (project_id, predecessor_id, successor_id, type, lag, lag_kind, version,"
        " created_at, updated_at) SELECT a.project_id, a.id, b.id, 'FS', 0, %s, 1, now(), now() FROM planning_task a"
        " JOIN planning_task b ON b.project_id = a.project_id AND b.number = a.number + %s"
    )
    execute(lines, TaskLink._meta.get_field("lag_kind").default, LINES)
    ProjectFigures.objects.bulk_create([ProjectFigures(project=project) for project in Project.objects.all()])
    execute("VACUUM ANALYZE")


def _task(project: Project, number: int) -> Task:
    return Task(
        project=project, number=number, position=number, wbs=str(number), name=f"Task {number}",
        duration=480 * (1 + number % 5), percent=number % 101, status_since=timezone.now(),
    )  # fmt: skip


def _copy_rows(model: Any, pattern: Project) -> None:
    """The rows of the pattern once more in every other project, in one statement."""
    fields = [field for field in model._meta.local_concrete_fields if not (field.primary_key or field.generated)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    picked = ", ".join("p.id" if field.column == "project_id" else f'r."{field.column}"' for field in fields)
    table = model._meta.db_table
    statement = f"INSERT INTO {table} ({columns}) SELECT {picked} FROM {table} r, projects_project p WHERE p.id <> %s"  # noqa: S608
    execute(statement, pattern.pk)


def recalculate_all() -> None:
    """The nightly run."""
    mark_all()
    assert recalculate_dirty(ON) == Project.objects.filter(figures__computed_at__isnull=False).count()


def recalculate_some(ids: list[int]) -> None:
    """What follows a change."""
    pulse.touch(ids)
    assert recalculate_dirty(ON) == len(ids)


def execute(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)


def measured(work: Callable[[], object]) -> float:
    """CPU seconds of this process and of its connection in PostgreSQL."""
    connection.ensure_connection()
    backend = connection.connection.get_backend_pid()
    stored, begun = cpu_of([backend]), time.process_time()
    work()
    return time.process_time() - begun + (cpu_of([backend]) - stored) / 1000


def report(name: str, ours: float, least: float, **more: Any) -> None:
    line = {"name": name, "ours": round(ours, 3), "floor": round(least, 3), "unit": "s CPU"}
    print(json.dumps({**line, "ratio": round(ours / least, 2), **more, "load": load()}), flush=True)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
