"""Many at once on one object.

LOST     not exactly one of sixteen writers with the same If-Match won, or one without it was let in
TWICE    one Idempotency-Key made more than one object, or took another body
ERROR    an answer of 5xx, or none
"""

import json
import threading
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx

from tests.blackbox.target import Operation, Target

WRITERS = 16


def attack(target: Target) -> None:
    """Race for a task and a risk, and send one creation sixteen times; what is found is added to the target."""
    by_name = {operation.name: operation for operation in target.operations}
    for detail, name in (("api:task-detail", "name"), ("api:risk-detail", "title")):
        _lost_update(target, by_name[f"PATCH {detail}"], name)
    for collection in ("api:task-list", "api:comment-list"):
        _idempotency(target, by_name[f"POST {collection}"], by_name[f"GET {collection}"])


def _lost_update(target: Target, operation: Operation, name: str) -> None:
    url = operation.own.url
    client = target.clients["manager"].api
    tag = client.get(url).headers["ETag"]
    answers = _burst(
        target, lambda one, number: one.patch(url, json={name: f"Writer {number}"}, headers={"If-Match": tag})
    )
    codes = _codes(target, operation, answers)
    if codes[200] != 1 or codes[412] != WRITERS - 1:
        target.found("LOST", "manager", operation.name, 0, f"the writers got {dict(codes)}")
    bare = {**client.headers}
    bare.pop("if-match")
    without = httpx.patch(f"{target.base}{url}", json={name: "No precondition"}, headers=bare)
    if without.status_code != 428:
        target.found("LOST", "manager", operation.name, without.status_code, "a write without If-Match")
    if client.get(url).headers["ETag"] == tag:
        target.found("LOST", "manager", operation.name, 200, "the ETag is the same after a write")


def _idempotency(target: Target, operation: Operation, listed: Operation) -> None:
    url, body, key = operation.own.url, operation.own.body, {"Idempotency-Key": str(uuid.uuid4())}
    client = target.clients["manager"].api
    before = _ids(client, listed.own.url)
    answers = _burst(target, lambda one, number: one.post(url, json=body, headers=key))
    codes = _codes(target, operation, answers)
    made = {json.dumps(answer.json(), sort_keys=True) for answer in answers if _succeeded(answer)}
    new = _ids(client, listed.own.url) - before
    if len(made) != 1 or len(new) != 1:
        why = f"{len(new)} objects and {len(made)} answers: {dict(codes)}"
        target.found("TWICE", "manager", operation.name, 0, why)
    other = client.post(url, json={**body, "description": "different", "text": "different"}, headers=key)
    if other.status_code != 422:
        target.found("TWICE", "manager", operation.name, other.status_code, "the key again with another body")


def _ids(client: httpx.Client, url: str) -> set[Any]:
    return {row["id"] for row in client.get(url, params={"limit": "200"}).json()["results"]}


def _burst(target: Target, send: Callable[[httpx.Client, int], httpx.Response]) -> list[httpx.Response | str]:
    """Sixteen requests that start together, each on a connection of its own."""
    gate, answers = threading.Barrier(WRITERS), []
    headers = {"Authorization": target.clients["manager"].api.headers["Authorization"]}

    def run(number: int) -> None:
        with httpx.Client(base_url=target.base, headers=headers, timeout=60) as one:
            gate.wait()
            try:
                answers.append(send(one, number))
            except httpx.TransportError as error:
                answers.append(type(error).__name__)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    target.requests += WRITERS
    return answers


def _codes(target: Target, operation: Operation, answers: list[httpx.Response | str]) -> Counter[Any]:
    codes = Counter(answer if isinstance(answer, str) else answer.status_code for answer in answers)
    for code, count in codes.items():
        if isinstance(code, str) or code >= 500:
            target.found("ERROR", "manager", operation.name, 0, f"{code} for {count} of {WRITERS} at once")
    return codes


def _succeeded(answer: httpx.Response | str) -> bool:
    return not isinstance(answer, str) and answer.status_code < 300
