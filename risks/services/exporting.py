"""The register on its way out: all fields of the risks that a person may see."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from planning.models import Task
from projects import access
from projects.models import Project
from risks.models import Risk
from risks.sheets import RISKS

GRANT = "risk.view"
Row = dict[str, Any]


def export_register(project: Project, *, by: Any, rows: Any = None) -> Iterator[Row]:
    """The risks as rows of `RISKS`, worst first; `rows` narrows them. Two queries, however many there are."""
    access.require(by, project, GRANT)
    chosen = Risk.objects.all() if rows is None else rows
    seen = chosen.allowed(by, GRANT).of(project).order_by("-score", "number")
    hits = _hits(seen)
    for row in seen.values("pk", "number", *RISKS.stored):
        yield {**row, "hits": hits.get(row["pk"], [])}


def _hits(risks: Any) -> dict[int, list[str]]:
    """The codes of the tasks that each risk hits."""
    found: dict[int, list[str]] = defaultdict(list)
    through = Risk.hits.through.objects.filter(risk_id__in=risks.order_by().values("pk"))
    for risk_id, number in through.order_by("task__number").values_list("risk_id", "task__number"):
        found[risk_id].append(f"{Task.prefix}{number}")
    return found
