"""Many at once on one object.

LOST     not exactly one of sixteen writers with the same If-Match won, or one without it was let in
TWICE    one Idempotency-Key made more than one object, or took another body
NUMBER   fifty creations at once didn't make fifty objects with the next fifty numbers
CIRCLE   of two links that close a circle together, both or neither were made
ERROR    an answer of 5xx, or none
"""

import json
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx

from tests.blackbox.target import PLAIN, Operation, Target

WRITERS = 16
CREATORS = 50
PAIRS = 4


def attack(target: Target) -> None:
    """Race for objects, keys, numbers and the order of tasks; what is found is added to the target."""
    by_name = {operation.name: operation for operation in target.operations}
    for detail, name in (("api:task-detail", "name"), ("api:risk-detail", "title")):
        _lost_update(target, by_name[f"PATCH {detail}"], name)
    for collection in ("api:task-list", "api:comment-list"):
        _idempotency(target, by_name[f"POST {collection}"], by_name[f"GET {collection}"])
    for collection in ("api:task-list", "api:risk-list"):
        _numbers(target, by_name[f"POST {collection}"])
    _circles(target, by_name["POST api:task-list"], by_name["POST api:task-link-list"])


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


def _numbers(target: Target, operation: Operation) -> None:
    url, body = operation.own.url, operation.own.body
    answers = _burst(target, lambda one, number: one.post(url, json=body), CREATORS)
    codes = _codes(target, operation, answers)
    numbers = sorted(answer.json()["number"] for answer in answers if _succeeded(answer))
    if codes != {201: CREATORS} or numbers != list(range(numbers[0], numbers[0] + CREATORS)):
        target.found("NUMBER", "manager", operation.name, 0, f"{dict(codes)} with the numbers {numbers}")


def _circles(target: Target, creation: Operation, linking: Operation) -> None:
    """In pairs of new tasks each is made to wait for the other, at once."""
    client = target.clients["manager"].api
    project = {"project": linking.own.body["project"]}
    bodies = [creation.own.body | project | {"name": f"Half {number}"} for number in range(2 * PAIRS)]
    tasks = [client.post(creation.own.url, json=body).json()["id"] for body in bodies]

    def link(one: httpx.Client, number: int) -> httpx.Response:
        ends = {"predecessor": tasks[number], "successor": tasks[number ^ 1]}
        return one.post(linking.own.url, json=project | ends)

    answers = _burst(target, link, 2 * PAIRS)
    made = {answer.json()["predecessor"] for answer in answers if _succeeded(answer)}
    codes = _codes(target, linking, answers)
    if any(len(made & set(tasks[number : number + 2])) != 1 for number in range(0, 2 * PAIRS, 2)):
        target.found("CIRCLE", "manager", linking.name, 0, f"{PAIRS} pairs got {dict(codes)}")


def _ids(client: httpx.Client, url: str) -> set[Any]:
    return {row["id"] for row in client.get(url, params={"limit": "200"}).json()["results"]}


def _burst(
    target: Target, send: Callable[[httpx.Client, int], httpx.Response], count: int = WRITERS
) -> list[httpx.Response | str]:
    """Requests that start together, each on a connection of its own."""
    gate, answers = threading.Barrier(count), []
    headers = {"Authorization": target.clients["manager"].api.headers["Authorization"]}

    def run(number: int) -> None:
        with httpx.Client(base_url=target.base, headers=headers, **PLAIN) as one:
            gate.wait()
            try:
                answers.append(_patiently(lambda: send(one, number)))
            except httpx.TransportError as error:
                answers.append(type(error).__name__)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    target.clients["manager"].sent += count
    return answers


def _patiently(send: Callable[[], httpx.Response]) -> httpx.Response:
    """The answer of a server that isn't too busy: who is told to come back later does, as any client should."""
    for _attempt in range(5):
        answer = send()
        if answer.status_code != 503 or "Retry-After" not in answer.headers:
            return answer
        time.sleep(int(answer.headers["Retry-After"]))
    return answer


def _codes(target: Target, operation: Operation, answers: list[httpx.Response | str]) -> Counter[Any]:
    codes = Counter(answer if isinstance(answer, str) else answer.status_code for answer in answers)
    for code, count in codes.items():
        if isinstance(code, str) or code >= 500:
            target.found("ERROR", "manager", operation.name, 0, f"{code} for {count} of {len(answers)} at once")
    return codes


def _succeeded(answer: httpx.Response | str) -> bool:
    return not isinstance(answer, str) and answer.status_code < 300
