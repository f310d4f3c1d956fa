"""Who may use which route, as data. Each app lists its routes in `tests/<app>/routes.py`:

    ROUTES = [
        row("GET risks:list", "ok ok ok ok ok 403 404 login", key="SHOP"),
        row("POST api:risk-list", "created 403 created created 403 404 404 401", body=lambda w: {...}),
    ]
    def build(cast): ...   # objects the rows name; returns a dict, `args` and `body` may be functions of it

The columns are: admin, portfolio, manager, member, viewer, guest, stranger, anonymous.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ROLES = ("admin", "portfolio", "manager", "member", "viewer", "guest", "stranger", "anonymous")
WORDS = {"ok": 200, "created": 201, "gone": 204, "login": 302, "moved": 302}


@dataclass(frozen=True)
class Row:
    method: str
    route: str
    expected: dict[str, int]
    args: Callable[[dict[str, Any]], dict[str, Any]] = field(default=lambda world: {})
    body: Callable[[dict[str, Any]], dict[str, Any]] = field(default=lambda world: {})
    headers: Callable[[dict[str, Any]], dict[str, str]] = field(default=lambda world: {})

    def __str__(self) -> str:
        return f"{self.method} {self.route}"


def row(
    what: str,
    expected: str,
    *,
    args: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
    body: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
    headers: Callable[[dict[str, Any]], dict[str, str]] | None = None,
) -> Row:
    """One line of the matrix; `expected` has one word or status per role, in the order of ROLES."""
    method, route = what.split()
    codes = [WORDS[word] if word in WORDS else int(word) for word in expected.split()]
    given = {name: value for name, value in (("args", args), ("body", body), ("headers", headers)) if value}
    return Row(method, route, dict(zip(ROLES, codes, strict=True)), **given)  # type: ignore[arg-type]
