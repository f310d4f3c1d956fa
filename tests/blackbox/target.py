"""What is attacked: the operations written down by the seed, and a client for each role."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx

ROLES = ("anonymous", "outsider", "guest", "viewer", "member", "manager", "admin")
SIDES = ("foreign", "own", "ghost")
# Nothing is encrypted here, and to load the authorities' certificates takes longer than most requests.
PLAIN: dict[str, Any] = {"timeout": 60, "verify": False}


@dataclass(frozen=True)
class Request:
    url: str
    body: dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """One row of the route matrix: the same request against the victim's object, one's own, and one that isn't.

    `object` is the part of one's own address that names the object, "" without one.
    """

    name: str
    method: str
    is_api: bool
    object: str
    foreign: Request
    own: Request
    ghost: Request

    @property
    def aims(self) -> bool:
        """Whether it names an object at all, so that it can be pointed at the victim's."""
        return self.foreign != self.own

    @property
    def reads(self) -> bool:
        return self.method == "GET"


@dataclass
class Finding:
    kind: str
    role: str
    operation: str
    status: int
    why: str

    def __str__(self) -> str:
        return f"{self.kind:<10} {self.role:<9} {self.operation:<45} {self.status}  {self.why}"


class Client:
    """One role. It calls the API with a token and the pages with a session, keeps connections, never follows."""

    def __init__(self, base: str, held: dict[str, dict[str, str]]) -> None:
        cookies = held.get("cookies", {"csrftoken": "c" * 32})
        self.has_pages = "cookies" in held or not held
        self.sent, self.framed = 0, dict[str, int]()
        each: dict[str, Any] = {**PLAIN, "base_url": base, "event_hooks": {"response": [self._look_at]}}
        self.api = httpx.Client(**each, headers={"If-Match": "*", **held.get("headers", {})})
        self.pages = httpx.Client(**each, headers={"X-CSRFToken": cookies["csrftoken"]}, cookies=cookies)

    def _look_at(self, answer: httpx.Response) -> None:
        """Count it, and note a page that another site may frame."""
        self.sent += 1
        alone = "frame-ancestors 'none'" in answer.headers.get("Content-Security-Policy", "")
        alone = alone and answer.headers.get("X-Frame-Options") == "DENY"
        if answer.headers.get("Content-Type", "").startswith("text/html") and not alone:
            self.framed[answer.request.url.path] = answer.status_code

    def send(self, operation: Operation, request: Request) -> httpx.Response:
        """Send a request of an operation as the product's own pages and clients would."""
        return self.call(operation.is_api, operation.method, request.url, request.body)

    def call(self, is_api: bool, method: str, url: str, body: dict[str, Any] | None = None) -> httpx.Response:
        client = self.api if is_api else self.pages
        if method == "GET":
            return client.get(url, params=body or None)
        if method == "DELETE":
            return client.delete(url)
        files = {name: (part["file"], part["text"]) for name, part in _uploads(body)}
        if files or not is_api:
            plain = {name: value for name, value in (body or {}).items() if name not in files}
            return client.request(method, url, data=plain, files=files or None)
        return client.request(method, url, json=body or {})

    def raw(self, method: str, url: str, **parts: Any) -> httpx.Response:
        """Any request to the API."""
        return self.api.request(method, url, **parts)


def _uploads(body: dict[str, Any] | None) -> Iterator[tuple[str, dict[str, str]]]:
    for name, value in (body or {}).items():
        if isinstance(value, dict) and set(value) == {"file", "text"}:
            yield name, value


@dataclass
class Target:
    """A running copy with its tenants; `chosen` are the operations to attack, of all of them.

    `canary` is in every text of the victim's, `public` in those they offer to everybody in the organisation, and
    `external` is a person of theirs from outside the organisation, by id.
    """

    name: str
    base: str
    server: int
    canary: str
    public: str
    external: int
    operations: list[Operation]
    chosen: list[Operation]
    clients: dict[str, Client]
    owner: Client
    schema: dict[str, Any]
    pages: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)
    done: list[Operation] = field(default_factory=list)

    def found(self, kind: str, role: str, operation: str, status: int, why: str) -> None:
        self.findings.append(Finding(kind, role, operation, status, why))
        print(f"{self.name}: {self.findings[-1]}", flush=True)

    def clients_for(self, operation: Operation) -> Iterator[tuple[str, Client]]:
        """The roles that can call it at all, least first."""
        yield from ((role, client) for role, client in self.clients.items() if operation.is_api or client.has_pages)

    @property
    def requests(self) -> int:
        return sum(client.sent for client in self.clients.values())

    def properties(self, operation: Operation) -> dict[str, Any]:
        """The body's properties in the API description, by name; none for pages."""
        content = self._described(operation).get("requestBody", {}).get("content", {})
        body = self.resolve(next(iter(content.values()), {}).get("schema", {}))
        return {name: self.resolve(part) for name, part in body.get("properties", {}).items()}

    def shown(self, operation: Operation) -> dict[str, Any]:
        """The properties of the answer in the API description, by name."""
        for code in ("200", "201"):
            content = self._described(operation).get("responses", {}).get(code, {}).get("content", {})
            if content:
                body = self.resolve(next(iter(content.values())).get("schema", {}))
                return {name: self.resolve(part) for name, part in body.get("properties", {}).items()}
        return {}

    def parameters(self, operation: Operation) -> list[str]:
        """Names of the query parameters of a list."""
        described = self._described(operation).get("parameters", [])
        return [part["name"] for part in described if part["in"] == "query"]

    def resolve(self, node: Any) -> dict[str, Any]:
        """A part of the description with its reference followed."""
        while isinstance(node, dict) and ("$ref" in node or len(node.get("allOf", ())) == 1):
            node = self._referred(node["$ref"]) if "$ref" in node else node["allOf"][0]
        return node

    def _referred(self, reference: str) -> Any:
        node: Any = self.schema
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
        return node

    def _described(self, operation: Operation) -> dict[str, Any]:
        for path, methods in self.schema["paths"].items():
            if matches(path, operation.own.url):
                return methods.get(operation.method.lower(), {})
        return {}


def matches(path: str, url: str) -> bool:
    """Whether an address belongs to a path of a description."""
    return bool(_pattern(path).fullmatch(url))


@cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)))


def load(name: str, base: str, server: int, folder: Path, only: str = "") -> Target:
    """The target that the seed described in a folder, and that a server answers for at an address."""
    surface = json.loads((folder / "surface.json").read_text())
    held = json.loads((folder / "roles.json").read_text())
    operations = [_operation(row) for row in surface["operations"]]
    clients = {role: Client(base, held.get(role, {})) for role in ROLES}
    owner = Client(base, held["owner"])
    schema = owner.api.get("/api/schema/", headers={"Accept": "application/json"}).json()
    marks = (surface["canary"], surface["public"], surface["external"])
    chosen = [operation for operation in operations if re.search(only, operation.name)]
    pages = json.loads((folder / "pages.json").read_text())
    return Target(name, base, server, *marks, operations, chosen, clients, owner, schema, pages)


def _operation(row: dict[str, Any]) -> Operation:
    sides = {side: Request(**row[side]) for side in SIDES}
    return Operation(row["name"], row["method"], row["is_api"], row["object"], **sides)
