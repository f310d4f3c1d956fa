"""Baselines of a project under the eleven numbers that Microsoft Project has for them."""

from collections.abc import Iterable

from exchange.mspdi import model
from planning.models import Baseline, BaselineTask
from projects.models import Project

NUMBERS = range(11)


def load_baselines(project: Project, *, with_costs: bool) -> dict[int, tuple[model.Baseline, ...]]:
    """What the latest eleven baselines say of each task, by its id, in the order of their numbers."""
    latest = Baseline.objects.filter(project=project).order_by("-number").values_list("pk", "source_number")
    number = _numbers(latest[: len(NUMBERS)])
    found: dict[int, list[model.Baseline]] = {}
    rows = BaselineTask.objects.filter(baseline_id__in=number, task__isnull=False)
    for row in sorted(rows, key=lambda row: number[row.baseline_id]):
        frozen = model.Baseline(
            number=number[row.baseline_id],
            start=row.start,
            finish=row.finish,
            duration=model.Duration(float(row.duration)),
            work_minutes=None if row.work is None else float(row.work),
            cost=row.cost if with_costs else None,
        )
        found.setdefault(row.task_id or 0, []).append(frozen)
    return {task: tuple(frozen) for task, frozen in found.items()}


def _numbers(latest: Iterable[tuple[int, int | None]]) -> dict[int, int]:
    """Numbers by baseline: the latest counts and is 0, others keep that of their source, the rest take what is free."""
    taken: dict[int, int] = {}
    rest = []
    for pk, source in latest:
        number = source if taken else 0
        if number is None or number not in NUMBERS or number in taken.values():
            rest.append(pk)
        else:
            taken[pk] = number
    free = [number for number in NUMBERS if number not in taken.values()]
    return taken | dict(zip(rest, free, strict=False))
