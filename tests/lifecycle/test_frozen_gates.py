"""A gate in review is frozen; whoever may not change it hears that first, not what state it is in."""

import pytest

from ecompm.core.errors import Conflict, NotAllowed
from lifecycle.services import gates, reviews
from tests.cast import Cast
from tests.lifecycle.stage import Stage, before_first_gate, manual


@pytest.fixture
def stage(cast: Cast) -> Stage:
    made = before_first_gate(cast)
    manual(made)
    reviews.request_review(made.gate, by=cast.alice)
    made.gate.refresh_from_db()
    return made


CHANGES = {
    "gate": lambda gate, by: gates.change_gate(gate, by=by, version=gate.version, name="Renamed"),
    "deletion": lambda gate, by: gates.delete_gate(gate, by=by, version=gate.version),
    "new criterion": lambda gate, by: gates.create_criterion(by=by, project=gate.project, gate=gate, text="T"),
    "criterion": lambda gate, by: gates.change_criterion(gate.criteria.get(), by=by, version=1, text="T"),
    "criterion deleted": lambda gate, by: gates.delete_criterion(gate.criteria.get(), by=by, version=1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_manager_hears_that_the_gate_is_frozen(stage: Stage, change):
    with pytest.raises(Conflict):
        change(stage.gate, stage.cast.alice)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_viewer_hears_that_they_may_not(stage: Stage, change):
    with pytest.raises(NotAllowed):
        change(stage.gate, stage.cast.vera)
