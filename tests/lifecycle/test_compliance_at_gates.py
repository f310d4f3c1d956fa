"""A gate asks for the compliance controls of its own purpose and of earlier ones, and for no later ones."""

from datetime import date
from typing import Any

import pytest

from ecompm.core.facts import FactRun
from lifecycle.calc.purposes import PURPOSES, purposes, serving
from lifecycle.loaders import live_criteria
from lifecycle.models import Criterion, Gate
from lifecycle.services import gates, phases
from planning.models import Task
from planning.services.tasks import create_task
from risks.calc.packs import shipped
from risks.loaders.compliance import due_days
from risks.models import AppliedPack
from risks.services import compliance
from tests.cast import Cast

TODAY = date(2026, 11, 23)
FULL = ("initiation", "planning", "execution", "closure")


def set_up(cast: Cast, codes: tuple[str, ...] = FULL) -> list[Gate]:
    phases.set_up_phases(cast.project, by=cast.alice)
    ends = {phase.code: phase for phase in cast.project.phases.all()}
    return [gates.create_gate(by=cast.alice, project=cast.project, phase=ends[code], name=code) for code in codes]


def ask(cast: Cast, gate: Gate, expression: str) -> str:
    values = {"kind": "auto", "text": "Checklist complete", "expression": expression}
    made = gates.create_criterion(by=cast.alice, project=cast.project, gate=gate, **values)
    return live_criteria(Criterion.objects.filter(pk=made.pk), TODAY)[0].value


def owed(pack: str, count: int) -> int:
    """Musts of the first gates, read from the pack itself; unanswered, every control counts."""
    return sum(one.blocks and one.gate in PURPOSES[:count] for one in shipped()[pack].rules.controls)


def fact(cast: Cast, call: str) -> Any:
    return FactRun([cast.project.pk], TODAY).values(call)[cast.project.pk]


@pytest.fixture
def pci(cast: Cast) -> AppliedPack:
    return compliance.apply_packs(by=cast.alice, project=cast.project, packs=["pci-dss"])[0]


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        (FULL, PURPOSES),
        (("initiation", "execution", "closure"), ("start", "go_live", "close")),
        (("execution", "closure"), ("go_live", "close")),
        (("execution",), ("close",)),
        (("initiation", "execution", "execution", "closure"), ("start", "go_live", "go_live", "close")),
        (("discover", "develop", "launch", "grow"), PURPOSES),
        (("execution", "discover", "closure"), ("go_live", "go_live", "close")),
        ((), ()),
    ],
)  # fmt: skip
def test_a_gate_serves_the_purpose_of_the_phase_it_ends(ended: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert tuple(purposes(ended)) == expected


def test_where_a_purpose_has_no_gate_the_next_one_serves_it() -> None:
    assert [serving(purpose, ["start", "go_live", "close"]) for purpose in PURPOSES] == [0, 1, 1, 2]


def test_the_gates_of_the_packs_are_those_of_the_lifecycle() -> None:
    assert shipped().catalogue.gate_order == PURPOSES


@pytest.mark.django_db
@pytest.mark.parametrize("pack", [sheet.id for sheet in shipped()])
def test_each_gate_counts_its_own_controls_and_those_before(cast: Cast, pack: str) -> None:
    compliance.apply_packs(by=cast.alice, project=cast.project, packs=[pack])
    found = [ask(cast, gate, f"compliance('{pack}').open_must == 0") for gate in set_up(cast)]
    assert found == [str(owed(pack, count)) for count in (1, 2, 3, 4)]


@pytest.mark.django_db
def test_a_project_with_fewer_gates_answers_for_several_at_one(cast: Cast, pci: AppliedPack) -> None:
    found = [ask(cast, gate, "compliance('pci-dss').open_must == 0") for gate in set_up(cast, ("execution", "closure"))]
    assert found == [str(owed("pci-dss", count)) for count in (3, 4)]


@pytest.mark.django_db
def test_a_criterion_may_name_the_gate_it_means(cast: Cast, pci: AppliedPack) -> None:
    closing = set_up(cast)[-1]
    assert ask(cast, closing, "compliance('pci-dss', gate='build').open_must == 0") == str(owed("pci-dss", 2))


@pytest.mark.django_db
def test_away_from_gates_the_next_one_counts(cast: Cast, pci: AppliedPack) -> None:
    call = "compliance('pci-dss').open_must"
    assert fact(cast, call) == owed("pci-dss", 4)  # without gates every control is owed
    made = set_up(cast)
    assert fact(cast, call) == owed("pci-dss", 1) == 0
    Gate.objects.filter(pk__in=[made[0].pk, made[1].pk]).update(state=Gate.State.PASSED)
    assert fact(cast, call) == owed("pci-dss", 3)


@pytest.mark.django_db
def test_the_gate_of_the_launch_is_met_while_closing_controls_are_open(cast: Cast, pci: AppliedPack) -> None:
    made = set_up(cast)
    late = [one.id for one in pci.sheet.controls if one.gate == "close"]
    pci.items.exclude(control__in=late).update(status="accepted", evidence="Portal", accepted_on=TODAY)
    found = [ask(cast, gate, "compliance('pci-dss').open_must == 0") for gate in made]
    assert found == ["0", "0", "0", str(owed("pci-dss", 4) - owed("pci-dss", 3))]


@pytest.mark.django_db
def test_days_of_controls_come_from_the_gate_that_answers(cast: Cast) -> None:
    build, close = set_up(cast, ("planning", "closure"))
    for gate, day in ((build, 1), (close, 5)):
        fixed = {"constraint": "MSO", "constraint_date": date(2027, 3, day)}
        gate.milestone = create_task(
            by=cast.alice, project=cast.project, name=gate.name, kind=Task.Kind.MILESTONE, duration=0, **fixed
        )
        gate.save()
    days = due_days(cast.project, TODAY)
    assert [days[purpose].day for purpose in PURPOSES] == [1, 1, 5, 5]
