"""Who should get at what, as policy.json states it by operation.

A rule is a text that names roles, or an object with `roles` and what is open beyond them, each with its reason:

    "public"       roles that see what a tenant has offered to everybody, and why
    "references"   fields that may name somebody of another tenant, and why
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.blackbox.target import ROLES

FILE = Path(__file__).parent / "policy.json"


@dataclass(frozen=True)
class Rule:
    text: str = "nobody"
    public: frozenset[str] = frozenset()
    references: frozenset[str] = field(default=frozenset())

    @property
    def roles(self) -> frozenset[str]:
        return roles_of(self.text)

    @property
    def is_for_all(self) -> bool:
        return self.text == "public"


def load_policy() -> dict[str, Rule]:
    """The rule of each operation. Raises KeyError for what is open without a reason."""
    return {name: _rule(stated) for name, stated in json.loads(FILE.read_text()).items()}


def _rule(stated: Any) -> Rule:
    if isinstance(stated, str):
        return Rule(stated)
    public, references = stated.get("public"), stated.get("references", {})
    if not all(references.values()) or (public and not public["because"]):
        raise KeyError(f"Nothing is open without a reason: {stated}")
    return Rule(stated["roles"], roles_of(public["roles"]) if public else frozenset(), frozenset(references))


def roles_of(text: str) -> frozenset[str]:
    """The roles a text names: `viewer+` from the viewer up, `public`, `nobody`, or the roles themselves."""
    if text == "public":
        return frozenset(ROLES)
    if text.endswith("+"):
        return frozenset(ROLES[ROLES.index(text[:-1]) :])
    return frozenset(text.split()) - {"nobody"}
