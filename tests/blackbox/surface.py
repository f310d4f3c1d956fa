"""The rows of the route matrix as requests: against an object of the victim, one's own, and one that doesn't exist."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

from django.core.files.base import File
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.matrix import Row

GHOST = 987_654_321
_ARGUMENT = r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>"  # of a regular expression or of a path
Rows = list[tuple[str, Row]]
Request = dict[str, Any]


def request(row: Row, world: dict[str, Any]) -> Request:
    """What a row sends in a world: the arguments of its address and its body."""
    return {"args": row.args(world), "body": {name: _plain(value) for name, value in row.body(world).items()}}


def _plain(value: Any) -> Any:
    """A value as JSON; an upload as its name and text."""
    if isinstance(value, File):
        return {"file": value.name, "text": value.read().decode()}
    return value


def names(rows: Rows) -> list[str]:
    """Method and route of each row, numbered where a route has more than one."""
    seen: Counter[str] = Counter()
    named = []
    for _module, row in rows:
        seen[str(row)] += 1
        named.append(str(row) if seen[str(row)] == 1 else f"{row} {seen[str(row)]}")
    return named


def is_api(row: Row) -> bool:
    return row.route.startswith("api")


def operations(rows: Rows, foreign: list[Request], own: list[Request]) -> list[dict[str, Any]]:
    """All rows with their three requests each."""
    sides = zip(names(rows), rows, foreign, own, strict=True)
    return [_operation(name, row, theirs, mine) for name, (_module, row), theirs, mine in sides]


def _operation(name: str, row: Row, foreign: Request, own: Request) -> dict[str, Any]:
    ghost = {
        part: {name: _ghost(value, own[part].get(name)) for name, value in foreign[part].items()}
        for part in ("args", "body")
    }
    return {
        "name": name,
        "method": row.method,
        "is_api": is_api(row),
        "object": _object(reverse(row.route, kwargs=own["args"]), own["args"]),
        **{
            side: {"url": reverse(row.route, kwargs=request["args"]), "body": request["body"]}
            for side, request in (("foreign", foreign), ("own", own), ("ghost", ghost))
        },
    }


def _object(url: str, args: dict[str, Any]) -> str:
    """The part of an address that names the object: up to its last argument; "" where that is the project at most."""
    values = [quote(str(value)) for name, value in args.items() if name != "key"]
    return url[: max((url.rfind(value) + len(value) for value in values), default=0)]


def _ghost(victim: Any, own: Any) -> Any:
    """The same value, pointing at nothing where it names an object of one tenant."""
    if victim == own or isinstance(victim, dict | list):
        return victim
    if isinstance(victim, int):
        return GHOST
    if isinstance(victim, UUID):
        return uuid4()
    return "ZZGHOST" if victim.isupper() and len(victim) <= 10 else victim[::-1]


def pages(rows: Rows) -> dict[str, Any]:
    """The addresses of the pages with the methods of their rows, as the API description states its own."""
    templates = dict(_addresses(get_resolver().url_patterns, "", "/"))
    paths: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for _module, row in rows:
        if not is_api(row):
            paths[templates[row.route]][row.method.lower()] = {"operationId": str(row)}
    return {"openapi": "3.1.0", "info": {"title": "Pages", "version": "1"}, "paths": dict(sorted(paths.items()))}


def _addresses(patterns: list[Any], space: str, prefix: str) -> Iterator[tuple[str, str]]:
    """Each named route with its address, the arguments in braces."""
    for pattern in patterns:
        address = prefix + re.sub(_ARGUMENT, r"{\1\2}", str(pattern.pattern).strip("^$"))
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _addresses(pattern.url_patterns, inner, address)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", address
