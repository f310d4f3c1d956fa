"""Fill an empty database with two tenants and write down what there is to attack.

`roles.json` says how each role signs in. `surface.json` lists every row of the route matrix as a request: against an
object of the victim, against one's own, and against one that doesn't exist.
"""

import importlib
import json
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import File
from django.urls import reverse

from tests.blackbox import tenants
from tests.matrix import Row

GHOST = 987_654_321


def seed(path: str) -> None:
    """Make both tenants in the configured database and write the two files into a folder."""
    folder = Path(path)
    victim = tenants.make_tenant("A")
    surface = [(module, row) for module in tenants.MODULES for row in importlib.import_module(module).ROUTES]
    # Some rows make objects of their own when they are asked, so the victim's are asked before everything is branded.
    foreign = [_request(row, victim.worlds[module]) for module, row in surface]
    tenants.brand_everything()
    # What the API deletes the pages must still find, so each has a tenant of its own.
    api, pages = tenants.make_tenant("B"), tenants.make_tenant("C")
    own = [_request(row, (api if _is_api(row) else pages).worlds[module]) for module, row in surface]
    operations = [
        _operation(name, row, *pair)
        for name, (_module, row), pair in zip(names(surface), surface, zip(foreign, own, strict=True), strict=True)
    ]
    roles = {"owner": tenants.owner_credentials(victim), **tenants.credentials(api, pages)}
    (folder / "roles.json").write_text(json.dumps(roles, indent=1))
    marks = {"canary": tenants.CANARY, "public": tenants.PUBLIC, "external": victim.people["Gus"].pk}
    (folder / "surface.json").write_text(json.dumps({**marks, "operations": operations}, indent=1))


def _request(row: Row, world: dict[str, Any]) -> dict[str, Any]:
    body = {name: _plain(value) for name, value in row.body(world).items()}
    return {"args": row.args(world), "body": body}


def _plain(value: Any) -> Any:
    """A value as JSON; an upload as its name and text."""
    if isinstance(value, File):
        return {"file": value.name, "text": value.read().decode()}
    return value


def names(surface: list[tuple[str, Row]]) -> list[str]:
    """Method and route of each row, numbered where a route has more than one."""
    seen: Counter[str] = Counter()
    named = []
    for _module, row in surface:
        seen[str(row)] += 1
        named.append(str(row) if seen[str(row)] == 1 else f"{row} {seen[str(row)]}")
    return named


def _is_api(row: Row) -> bool:
    return row.route.startswith("api")


def _operation(name: str, row: Row, foreign: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    ghost = {
        part: {name: _ghost(value, own[part].get(name)) for name, value in foreign[part].items()}
        for part in ("args", "body")
    }
    return {
        "name": name,
        "method": row.method,
        "is_api": _is_api(row),
        **{
            side: {"url": reverse(row.route, kwargs=request["args"]), "body": request["body"]}
            for side, request in (("foreign", foreign), ("own", own), ("ghost", ghost))
        },
    }


def _ghost(victim: Any, own: Any) -> Any:
    """The same value, pointing at nothing where it names an object of one tenant."""
    if victim == own or isinstance(victim, dict | list):
        return victim
    if isinstance(victim, int):
        return GHOST
    if isinstance(victim, UUID):
        return uuid4()
    return "ZZGHOST" if victim.isupper() and len(victim) <= 10 else victim[::-1]
