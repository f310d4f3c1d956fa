"""Hostile values in every property, body, form field, address, query and header, sent by a member who may write.

    ERROR   an answer of 5xx, or none
    SLOW    an answer that takes longer than five seconds, a busy machine's delays left out
    NUMBER  NaN or Infinity in a JSON answer
    OTHER   a text that was accepted and reads back as another

With `share` below 1 only that part of the values is sent, always the same one.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from zlib import crc32

import httpx

from tests.blackbox import hostile
from tests.blackbox.clock import Stopwatch
from tests.blackbox.rights import endings_last
from tests.blackbox.target import Client, Operation, Target

SLOW = 5.0  # seconds
_MARK = "@@hostile@@"
_NOT_JSON = re.compile(r"[:\[,]\s*-?(?:NaN|Infinity)\b")


def attack(target: Target, share: float = 1.0) -> None:
    """Send everything; what is found is added to the target."""
    sweep = _Sweep(target, share)
    for operation in endings_last(target.chosen):
        sweep.run(operation)


class _Sweep:
    def __init__(self, target: Target, share: float) -> None:
        self.target, self.share = target, share
        self.client: Client = target.clients["manager"]

    def run(self, operation: Operation) -> None:
        if operation.is_api and operation.method in ("POST", "PATCH"):
            self._properties(operation)
            self._bodies(operation)
        elif operation.is_api and operation.reads:
            self._addresses(operation)
        elif operation.reads:
            self._queries(operation)
        else:
            self._fields(operation)

    def _properties(self, operation: Operation) -> None:
        good = {} if operation.method == "PATCH" else operation.own.body
        for name, part in self.target.properties(operation).items():
            if part.get("readOnly") or "file" in operation.own.body:
                continue
            for label, value in self._some(hostile.values_for(part).items(), operation, name):
                answer = self._send(operation, f"{name} = {label}", content=_encode(good, name, value))
                self._check_read_back(operation, f"{name} = {label}", answer, name, value)

    def _check_read_back(
        self, operation: Operation, what: str, answer: httpx.Response | None, name: str, value: Any
    ) -> None:
        if answer is None or answer.status_code >= 300 or not isinstance(value, str) or isinstance(value, hostile.Raw):
            return
        back = answer.json().get(name)
        if isinstance(back, str) and back.strip() != value.strip() and not _same_number(back, value):
            why = f"{what}: {value[:30]!r} became {back[:30]!r}"
            self.target.found("OTHER", "manager", operation.name, answer.status_code, why)

    def _bodies(self, operation: Operation) -> None:
        for label, body in self._some(hostile.BODIES.items(), operation, "body"):
            self._send(operation, f"body = {label}", content=body)
        self._send(operation, "type = text", content=b"{}", kind="text/plain")

    def _addresses(self, operation: Operation) -> None:
        if operation.aims:
            last = operation.own.url.rstrip("/").rsplit("/", 1)[-1]
            for text in hostile.IDS:
                self._get(operation, f"id = {text[:20]}", operation.own.url.replace(f"/{last}", f"/{text}", 1))
            return
        self._queries(operation)
        for name in self.target.parameters(operation):
            for text in ("\x00", "x", "9" * 30, "-1", "a" * 3000):
                self._get(operation, f"?{name}={text[:20]}", operation.own.url, params={name: text})
        for name, text in hostile.HEADERS.items():
            self._get(operation, f"{name}: {text[:20]}", operation.own.url, headers={name: text})

    def _queries(self, operation: Operation) -> None:
        for name, texts in hostile.QUERIES.items():
            for label, text in self._some(((text[:20], text) for text in texts), operation, name):
                self._get(operation, f"?{name}={label!r}", operation.own.url, params={name: text})

    def _fields(self, operation: Operation) -> None:
        """The fields of a page's form. Texts alone: a form knows nothing else."""
        good = {name: value for name, value in operation.own.body.items() if not isinstance(value, dict)}
        plain = {**hostile.TEXTS, **hostile.NUMBERS, **hostile.DATES}
        texts = [(label, value) for label, value in plain.items() if type(value) is str]
        for name in good:
            for label, text in self._some(texts, operation, name):
                self._watch(
                    operation, f"{name} = {label}", lambda n=name, t=text: self._post(operation, {**good, n: t})
                )

    def _post(self, operation: Operation, body: dict[str, Any]) -> httpx.Response:
        return self.client.call(False, "POST", operation.own.url, body)

    def _get(
        self, operation: Operation, what: str, url: str, params: dict[str, str] | None = None, **parts: Any
    ) -> None:
        client = self.client.api if operation.is_api else self.client.pages
        given = {**operation.own.body, **(params or {})}
        self._watch(operation, what, lambda: client.get(url, params=given, **parts))

    def _send(
        self, operation: Operation, what: str, *, content: bytes, kind: str = "application/json"
    ) -> httpx.Response | None:
        headers = {"Content-Type": kind}
        return self._watch(
            operation,
            what,
            lambda: self.client.raw(operation.method, operation.own.url, content=content, headers=headers),
        )

    def _watch(self, operation: Operation, what: str, send: Any) -> httpx.Response | None:
        """Send, and judge the answer. None where the client itself can't write such a request, or got no answer."""
        watch = Stopwatch(self.target.server)
        try:
            answer = send()
        except httpx.TransportError as error:
            self.target.found("ERROR", "manager", operation.name, 0, f"{what}: {type(error).__name__}")
            return None
        except (httpx.InvalidURL, UnicodeError):
            return None
        took = watch.seconds()
        if answer.status_code >= 500:
            self.target.found("ERROR", "manager", operation.name, answer.status_code, what)
        elif took > SLOW:
            self.target.found("SLOW", "manager", operation.name, answer.status_code, f"{what}: {took:.1f} s")
        elif "json" in answer.headers.get("content-type", "") and _NOT_JSON.search(answer.text):
            self.target.found("NUMBER", "manager", operation.name, answer.status_code, what)
        return answer

    def _some(self, pairs: Any, operation: Operation, name: str) -> Iterator[tuple[str, Any]]:
        """The share of the values that this run sends; spread over the operations, the same in each run."""
        for label, value in pairs:
            if crc32(f"{operation.name} {name} {label}".encode(errors="replace")) % 1000 < self.share * 1000:
                yield label, value


def _encode(body: dict[str, Any], name: str, value: Any) -> bytes:
    """The body as JSON with one value replaced, also by what isn't JSON."""
    if isinstance(value, hostile.Raw):
        return json.dumps({**body, name: _MARK}).replace(f'"{_MARK}"', value).encode("utf-8", "surrogatepass")
    return json.dumps({**body, name: value}).encode()


def _same_number(back: str, value: str) -> bool:
    """Whether two texts are the same number, as 1e2 and 100.00 are."""
    try:
        return float(back) == float(value)
    except ValueError:
        return False
