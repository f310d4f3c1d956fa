"""Who gets at what: every operation by every role, on another tenant's objects and on one's own.

LEAK        the canary in an answer, or a success on the victim's object
ORACLE      an object of the victim's answers otherwise than one that doesn't exist
METHOD      a method that isn't declared is answered
REFERENCE   a reference to an object of the victim's was accepted
ASSIGNED    a field that isn't the caller's to write was written
POLICY      a role got through that shouldn't, or was refused that should
UNDECLARED  an operation that policy.json doesn't name
CHANGED     the victim's view of their data after the attack isn't the one before
ERROR       an answer of 5xx
"""

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import httpx

from tests.blackbox.policy import Rule, load_policy
from tests.blackbox.target import ROLES, Client, Operation, Request, Target, matches

REFUSED = frozenset({401, 403, 404})
# Last what ends an object or a session, so that everything else finds it; then what owns others; then what changes
# the caller's own role or the project's address.
ENDING = re.compile(
    r"DELETE|delete|remove|drop|revoke|withdraw|activation|end_session|retire|discard|import_report|import-confirm"
)
LAST = (
    ENDING,
    re.compile(r"DELETE api:(kpi|task|gate|resource)-detail|:(task_|gate_|resource_)?delete|decide"),
    re.compile(r"(PATCH|DELETE) api:membership|member_|projects:settings|archive|restore"),
    # An import takes the place of the caller's earlier one.
    re.compile(r"DELETE api:membership|member_remove|:withdraw|review-withdraw|[:_-]import(-list)?$"),
)
MINE = {
    "is_staff": True,
    "is_superuser": True,
    "role": "administrator",
    "user": 1,
    "owner": 1,
    "by": 1,
    "id": 987_654_321,
}
Part = Callable[[Target, Operation, Rule], None]
VARIANTS = ("{bare}", "{bare}.json", "{url}?format=api", "{base}/{url}", "{bare}%2f", "{url}?_method=DELETE")


def attack(target: Target) -> None:
    """Run the whole matrix; what is found is added to the target. Objects of one's own are changed and deleted."""
    policy = load_policy()
    _check_declared(target, policy)
    day, before = datetime.now(UTC).date(), _view(target)
    if not any(target.canary in text for text in before.values()):
        raise RuntimeError("The victim doesn't see the canary: the seed and the running copy don't fit")
    with ThreadPoolExecutor(3) as pool:  # all of this should be refused, so the order doesn't matter
        list(pool.map(lambda one: _guarded(target, one, _from_outside, policy), target.chosen))
    after = _view(target)
    if datetime.now(UTC).date() == day:  # figures of a plan move at midnight by themselves
        for name in (name for name in before if before[name] != after[name]):
            target.found("CHANGED", "-", f"GET {name}", 0, "the victim's view changed")
    _on_own(target, policy)


def _guarded(target: Target, operation: Operation, part: Part, policy: dict[str, Rule]) -> None:
    """Run a part of the attack on an operation; a connection that breaks is an answer that never came."""
    try:
        part(target, operation, policy.get(operation.name, Rule()))
    except httpx.TransportError as error:
        target.found("ERROR", "-", operation.name, 0, type(error).__name__)


def _from_outside(target: Target, operation: Operation, rule: Rule) -> None:
    if rule.is_for_all:
        return
    if operation.aims:
        _on_the_victim(target, operation)
    if operation.reads and operation.is_api:
        _around(target, operation)


def observe(target: Target) -> dict[str, str]:
    """Which roles got through on their own tenant: the first draft of a policy, to be reviewed by hand."""
    seen: dict[str, str] = {}
    for operation in endings_last(target.operations):
        callers = list(target.clients_for(operation))
        through = [role for role, client in callers if not _is_refused(client.send(operation, operation.own))]
        if through and ENDING.search(operation.name):
            through = [role for role, _client in callers if ROLES.index(role) >= ROLES.index(through[0])]
        above = [role for role, _client in callers][-len(through) :]
        seen[operation.name] = f"{through[0]}+" if through and through == above else " ".join(through) or "nobody"
    return seen


def _check_declared(target: Target, policy: dict[str, Rule]) -> None:
    for operation in target.operations:
        if operation.name not in policy:
            target.found("UNDECLARED", "-", operation.name, 0, "not in policy.json")
    for path, methods in (target.schema["paths"] | target.pages["paths"]).items():
        for method in set(methods) & {"get", "post", "put", "patch", "delete"}:
            rows = (row for row in target.operations if row.method.lower() == method)
            if not any(matches(path, row.own.url) for row in rows):
                target.found("UNDECLARED", "-", f"{method.upper()} {path}", 0, "no row attacks it")


def _view(target: Target) -> dict[str, str]:
    """Everything the victim reads through the API, without what reading itself moves."""
    rows = [row for row in target.operations if row.reads and row.is_api]
    texts = {f"{row.foreign.url} {row.foreign.body}": target.owner.send(row, row.foreign).text for row in rows}
    return {name: re.sub(r'"last_used_at":"[^"]*"', "", text) for name, text in texts.items()}


# --- another tenant's objects -------------------------------------------------------------------------------------


def _on_the_victim(target: Target, operation: Operation) -> None:
    """Every role on the victim's object. What isn't there is asked for by two roles, and by the others only where the
    victim's object answers them otherwise."""
    absent: set[tuple[int, str]] = set()
    for role, client in target.clients_for(operation):
        answer = client.send(operation, operation.foreign)
        _check_answer(target, operation, role, answer)
        if not _is_refused(answer):
            target.found("LEAK", role, operation.name, answer.status_code, "a success on the victim's object")
        elif role in ("outsider", "manager") or (role != "anonymous" and absent != {_shape(answer)}):
            ghost = _shape(client.send(operation, operation.ghost))
            absent.add(ghost)
            if ghost != _shape(answer):
                why = f"the victim's object answers {_shape(answer)}, one that isn't {ghost}"
                target.found("ORACLE", role, operation.name, answer.status_code, why[:200])


def _check_answer(
    target: Target, operation: Operation, role: str, answer: httpx.Response, public: frozenset[str] = frozenset()
) -> None:
    """No fault, no canary; and what the victim offers to everybody shows only where the policy says so."""
    if target.public in answer.text and role not in public:
        target.found("LEAK", role, operation.name, answer.status_code, "what is offered to colleagues shows")
    if answer.status_code >= 500:
        target.found("ERROR", role, operation.name, answer.status_code, answer.text[:120])
    if target.canary in answer.text or target.canary in str(answer.headers):
        target.found("LEAK", role, operation.name, answer.status_code, "the canary shows")


def _is_refused(answer: httpx.Response) -> bool:
    to_sign_in = answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]
    return answer.status_code in REFUSED or to_sign_in


def _shape(answer: httpx.Response) -> tuple[int, str]:
    """Status and, of the API, what is said apart from numbers."""
    if "json" not in answer.headers.get("content-type", ""):
        return answer.status_code, ""
    body = {name: value for name, value in answer.json().items() if name != "request_id"}
    return answer.status_code, re.sub(r"\d+", "#", json.dumps(body, sort_keys=True))


def _around(target: Target, operation: Operation) -> None:
    """Other spellings of an address, methods nobody declared, and lists asked for the victim by name."""
    url = operation.foreign.url
    for role in ("anonymous", "outsider", "manager"):
        client = target.clients[role]
        for variant in VARIANTS if operation.aims else ():
            answer = client.raw("GET", variant.format(url=url, bare=url.rstrip("/"), base=target.base))
            _check_answer(target, operation, role, answer)
    if operation.aims:
        _other_methods(target, operation)
    else:
        _filters(target, operation)


def _other_methods(target: Target, operation: Operation) -> None:
    url = operation.foreign.url
    declared = {row.method for row in target.operations if row.foreign.url == url}
    for method in sorted({"PUT", "PATCH", "DELETE", "POST", "TRACE"} - declared):
        answer = target.clients["outsider"].raw(method, url, headers={"X-HTTP-Method-Override": "DELETE"})
        _check_answer(target, operation, "outsider", answer)
        if answer.status_code not in REFUSED | {405}:
            target.found("METHOD", "outsider", f"{method} {url}", answer.status_code, "isn't declared")


def _filters(target: Target, operation: Operation) -> None:
    """By every parameter of a list; by one role alone where none of the victim's numbers has the parameter's name."""
    numbers = {**_victims_numbers(target), "search": target.canary}
    for name in {*target.parameters(operation), "search", "expand", "fields"}:
        value = numbers.get(name, numbers["project"])
        for role in ("outsider", "guest", "manager", "admin") if name in numbers else ("manager",):
            answer = target.clients[role].raw("GET", operation.foreign.url, params={name: value})
            if target.canary in answer.text.replace(f"search={target.canary}", ""):
                target.found("LEAK", role, operation.name, answer.status_code, f"the canary through ?{name}=")
            if answer.status_code >= 500:
                target.found("ERROR", role, operation.name, answer.status_code, f"?{name}={value}")


def _victims_numbers(target: Target) -> dict[str, Any]:
    """Ids of the victim's objects under the names by which bodies refer to them. People belong to nobody: a manager
    may invite anyone."""
    rows = (row for row in target.operations if row.is_api and row.method == "POST")
    found = {name: value for row in rows for name, value in row.foreign.body.items() if value != row.own.body.get(name)}
    return {name: value for name, value in found.items() if isinstance(value, int) and name != "user"}


# --- one's own tenant ---------------------------------------------------------------------------------------------


def _on_own(target: Target, policy: dict[str, Rule]) -> None:
    for operation in endings_last(target.chosen):
        _guarded(target, operation, _on_own_object, policy)


def _on_own_object(target: Target, operation: Operation, rule: Rule) -> None:
    if operation.is_api and operation.method in ("POST", "PATCH"):
        _foreign_references(target, operation, rule)
    if operation.is_api and operation.method == "PATCH":
        _mass_assignment(target, operation)
    _policy(target, operation, rule)


def endings_last(operations: list[Operation]) -> list[Operation]:
    """Reads, then changes, then what others wouldn't survive."""
    return sorted(operations, key=_place)


def _place(row: Operation) -> tuple[int, str]:
    after = [place for place, names in enumerate(LAST) if not row.reads and names.search(row.name)]
    return (0 if row.reads else 2 + max(after, default=-1)), row.name


def _policy(target: Target, operation: Operation, rule: Rule) -> None:
    for role, client in target.clients_for(operation):
        answer = client.send(operation, operation.own)
        _check_answer(target, operation, role, answer, rule.public)
        through = not _is_refused(answer)
        says = f"the policy says {rule.text}"
        if through and role not in rule.roles:
            target.found("POLICY", role, operation.name, answer.status_code, f"got through; {says}")
        if not through and role in rule.roles and not (answer.status_code == 404 and _is_used_up(target, operation)):
            target.found("POLICY", role, operation.name, answer.status_code, f"refused; {says}")
        if through and not operation.reads:
            target.done.append(operation)


def _is_used_up(target: Target, operation: Operation) -> bool:
    """Whether an earlier step has ended the object, so that nobody finds it any more."""
    ended = (done.object for done in target.done if done.object and ENDING.search(done.name))
    return operation in target.done or any(f"{operation.own.url}/".startswith(f"{end}/") for end in ended)


def _foreign_references(target: Target, operation: Operation, rule: Rule) -> None:
    """One's own body with one reference pointed at the victim: at somebody external where colleagues may be named."""
    numbers = _victims_numbers(target)
    for name in target.properties(operation):
        known = operation.foreign.body.get(name, numbers.get(name))
        value = target.external if name in rule.references else known
        if value is None or value == operation.own.body.get(name):
            continue
        swapped, missing = ({**operation.own.body, name: end} for end in (value, 987_654_321))
        answer, ghost = (
            target.clients["manager"].send(operation, Request(operation.own.url, body)) for body in (swapped, missing)
        )
        _check_answer(target, operation, "manager", answer)
        if answer.status_code < 300 and answer.json().get(name) == value:
            target.found("REFERENCE", "manager", operation.name, answer.status_code, f"{name} of the victim accepted")
        if isinstance(value, int) and _shape(answer) != _shape(ghost):
            why = f"{name}: {_shape(answer)} for the victim's, {_shape(ghost)} for one that isn't"
            target.found("ORACLE", "manager", operation.name, answer.status_code, why[:200])


def _mass_assignment(target: Target, operation: Operation) -> None:
    """Fields that the description calls read-only, and those every product guards, sent by a manager."""
    client: Client = target.clients["manager"]
    before = client.raw("GET", operation.own.url)
    if before.status_code != 200:
        return
    writable = {name for name, part in target.properties(operation).items() if not part.get("readOnly")}
    shown: dict[str, Any] = before.json()
    attempt = {**dict.fromkeys(shown, 987_654_321), **MINE}
    for name, value in attempt.items():
        if name not in writable:
            answer = client.raw("PATCH", operation.own.url, json={name: value})
            _check_answer(target, operation, "manager", answer)
    after = client.raw("GET", operation.own.url).json()
    for name in sorted(set(shown) - writable - {"version", "updated_at"}):
        if shown[name] != after.get(name):
            why = f"{name}: {shown[name]!r} became {after.get(name)!r}"
            target.found("ASSIGNED", "manager", operation.name, 200, why)
