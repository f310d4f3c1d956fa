"""WSGI applications of the HTTP benchmark that say in a header how many SQL statements an answer took.

gunicorn benchmarks.counting:application        with BENCHMARK_APP=benchmarks.floor_app or benchmarks.tasks_app
"""

import importlib
import os
from collections.abc import Callable, Iterable
from typing import Any

HEADER = "X-Statements"


def counted(inner: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The application with the header; both sides of the comparison pay for the counting."""
    from django.db import connection

    def outer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        statements = 0

        def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal statements
            statements += 1
            return execute(sql, params, many, context)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, (HEADER, str(statements))], *more)

        with connection.execute_wrapper(count):
            return inner(environ, start)

    return outer


if "BENCHMARK_APP" in os.environ:
    application = counted(importlib.import_module(os.environ["BENCHMARK_APP"]).application)
