"""Goals with what the SMART check needs to know of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from kpis.calc.judging import GoalFacts, smart_gaps
from kpis.models import Goal


def goals_with_gaps(goals: Iterable[Goal]) -> list[tuple[Goal, list[str]]]:
    """Each goal with the letters of SMART it misses. The goals must come with project and KPIs prefetched."""
    return [(goal, smart_gaps(_facts(goal), goal.project.wished_start, goal.project.wished_finish)) for goal in goals]


def _facts(goal: Goal) -> GoalFacts:
    return GoalFacts(
        has_owner=goal.owner_id is not None,
        relevant=bool(goal.business_objective) or goal.parent_id is not None,
        due_on=goal.due_on,
        measured=[
            (kpi.baseline is not None, kpi.target is not None, bool(kpi.unit or kpi.formula)) for kpi in goal.kpis.all()
        ],
    )


def complete_goals(project_ids: Collection[int]) -> Mapping[int, int]:
    """How many goals of each project pass the SMART check, 0 where none does."""
    goals = Goal.objects.filter(project_id__in=project_ids).select_related("project").prefetch_related("kpis")
    passed = Counter(goal.project_id for goal, gaps in goals_with_gaps(goals) if not gaps)
    return dict.fromkeys(project_ids, 0) | passed
