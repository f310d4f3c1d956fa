"""A project before its first gate, for the tests of reviews."""

from dataclasses import dataclass
from datetime import date

from lifecycle.models import Criterion, Gate
from lifecycle.services import gates, phases
from projects.models import ProjectRole
from tests.cast import Cast

TODAY = date(2026, 11, 23)


@dataclass
class Stage:
    cast: Cast
    gate: Gate
    sponsor: ProjectRole
    lead: ProjectRole


def before_first_gate(cast: Cast, quorum: int = 2) -> Stage:
    """Gate 1 at the end of initiation, approved by Alice as sponsor and Bob as lead; a last gate at closure."""
    project = cast.project
    phases.set_up_phases(project, by=cast.alice)
    roles = [
        ProjectRole.objects.create(project=project, code=code, name=code, person=person)
        for code, person in (("SPO", cast.alice), ("LEAD", cast.bob))
    ]
    made = [
        gates.create_gate(
            by=cast.alice,
            project=project,
            phase=project.phases.get(code=code),
            name=name,
            quorum=quorum,
            approvers=roles,
        )
        for code, name in (("initiation", "Charter approved"), ("closure", "Project closed"))
    ]
    return Stage(cast, made[0], *roles)


def manual(stage: Stage, text: str = "Sponsor informed", *, must: bool = True) -> Criterion:
    return gates.create_criterion(
        by=stage.cast.alice, project=stage.cast.project, gate=stage.gate, kind="manual", text=text, is_must=must
    )
