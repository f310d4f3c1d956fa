"""What the gates of a project are for. Compliance packs say of each control which of these gates asks for it."""

from collections.abc import Mapping, Sequence

PURPOSES = ("start", "build", "go_live", "close")
"""The project may be planned, work may be built or bought, the shop may go live, the project may be closed."""

OF_PHASE: Mapping[str, str] = {
    "initiation": "start",
    "planning": "build",
    "execution": "go_live",
    "monitoring_control": "go_live",
    "closure": "close",
}


def purposes(phases: Sequence[str]) -> list[str]:
    """Return the purpose of each gate, given the codes of the phases they end, in the order of the gates.

    A phase of one's own stands for what its gate would be, counted from the last one. The last gate always closes the
    project, and no gate falls behind the purpose of one before it.
    """
    found: list[str] = []
    for place, phase in enumerate(phases):
        left = len(phases) - place
        purpose = OF_PHASE.get(phase) or PURPOSES[max(0, len(PURPOSES) - left)]
        found.append(max([purpose, *found[-1:]], key=PURPOSES.index) if left > 1 else PURPOSES[-1])
    return found


def serving(purpose: str, given: Sequence[str]) -> int | None:
    """Return the place of the gate that answers for a purpose: the first that has it, or a later one."""
    needed = PURPOSES.index(purpose)
    return next((place for place, other in enumerate(given) if PURPOSES.index(other) >= needed), None)
