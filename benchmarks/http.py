"""What requests to the REST API cost, beside the least Django that answers the same, in one run.

    python -m benchmarks.http [--tasks 10000] [--requests 30] [--only list100,item] [--quick]

Prints one JSON line a figure: CPU milliseconds a request of application and PostgreSQL together, ours and the floor's
(benchmarks/floor_app.py), their ratio, the goal for it, and the SQL statements of each. The requests come one after the
other and alternate between the two, in rounds; a figure is the median of the rounds. CPU time is what the kernel
counted, so colleagues on the machine disturb it little; `load` says how busy it was. At the end: how much dearer each
request gets from 1,000 to 100,000 tasks in the project (`--quick`: to 20,000).
"""

import argparse
import contextlib
import http.client
import itertools
import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Any

from benchmarks.copies import ROOT, Served, database, environment, folder, load, served
from benchmarks.counting import HEADER

ROUNDS = 5
WARM_UP = 8
CSRF = "c" * 32
GOALS = {"list100": 2.2, "item": 1.6, "create": 2.0, "status": 2.0, "filter": 1.0, "search": 1.7, "board": 2.0}
"""The most that a request may cost, as a multiple of the floor's."""

GROWING = ("list100", "item", "status", "board")
CEILING = 1.2
"""The most that a request may get dearer with a hundred times the tasks."""


@dataclass
class Cost:
    """Of one request: CPU milliseconds of application and database, SQL statements, bytes of the answer."""

    application: float
    database: float
    statements: int
    size: int

    @property
    def total(self) -> float:
        return self.application + self.database


class Caller:
    """A member with a session who calls one application over one connection."""

    def __init__(self, side: Served, session: str) -> None:
        self.side = side
        self.connection = http.client.HTTPConnection("127.0.0.1", side.port, timeout=60)
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Content-Type": "application/json",
            "If-Match": "*",
        }

    def send(self, method: str, path: str, body: Any = None) -> tuple[int, int]:
        """Statements and bytes of the answer, which must be a success."""
        text = json.dumps(body) if body is not None else None
        self.connection.request(method, path, text, self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path} answered {answer.status}: {content[:300].decode(errors='replace')}")
        return int(answer.headers[HEADER]), len(content)

    def cost(self, requests: Iterator[tuple[Any, ...]], count: int) -> Cost:
        application, base = self.side.cpu()
        seen = [self.send(*next(requests)) for _ in range(count)]
        used, stored = self.side.cpu()
        statements, size = seen[-1]
        return Cost((used - application) / count, (stored - base) / count, statements, size)


def ours(world: dict[str, Any]) -> dict[str, Iterator[tuple[Any, ...]]]:
    """Endless requests by name, to the project of a world."""
    project, person = world["project"], world["person"]
    tasks = "/api/v1/tasks/"
    of_project = f"{tasks}?project={project}&limit=100"
    return {
        "list100": itertools.repeat(("GET", of_project)),
        "item": (("GET", f"{tasks}{pk}/") for pk in itertools.cycle(world["ids"])),
        "create": (("POST", tasks, {"project": project, "name": f"Task {n}"}) for n in itertools.count()),
        "status": (("PATCH", f"{tasks}{pk}/", {"status": "in_progress"}) for pk in world["todo"]),
        "filter": itertools.repeat(("GET", f"{of_project}&status=in_progress&owner={person}")),
        "search": itertools.repeat(("GET", f"{of_project}&search=schedule")),
        "board": itertools.repeat(("GET", f"/api/v1/boards/{project}/")),
    }


def floor(world: dict[str, Any]) -> dict[str, Iterator[tuple[Any, ...]]]:
    """The same requests to the floor application."""
    base, status = f"/{world['project']}", world["status"]
    items = f"{base}/items/"
    return {
        "list100": itertools.repeat(("GET", items)),
        "item": (("GET", f"{items}{pk}/") for pk in itertools.cycle(world["ids"])),
        "create": (("POST", items, {"title": f"Item {n}", "status": status}) for n in itertools.count()),
        "status": (("PATCH", f"{items}{pk}/", {"status": status}) for pk in world["todo"]),
        "filter": itertools.repeat(("GET", f"{base}/filter/?status={status}&assignee={world['person']}")),
        "search": itertools.repeat(("GET", f"{base}/search/?q=schedule")),
        "board": itertools.repeat(("GET", f"{base}/board/")),
    }


def compare(callers: list[Caller], requests: list[Iterator[tuple[Any, ...]]], count: int) -> list[Cost]:
    """The median cost of a request for each caller; they take turns, so that a busy minute hits them alike."""
    for caller, own in zip(callers, requests, strict=True):
        caller.cost(own, WARM_UP)
    size = max(count // ROUNDS, 1)
    rounds = [[caller.cost(own, size) for caller, own in zip(callers, requests, strict=True)] for _ in range(ROUNDS)]
    return [_median(list(costs)) for costs in zip(*rounds, strict=True)]


def _median(costs: list[Cost]) -> Cost:
    middle = [statistics.median(getattr(cost, part) for cost in costs) for part in ("application", "database")]
    return Cost(*middle, costs[-1].statements, costs[-1].size)


def report(name: str, mine: Cost, least: Cost) -> float:
    ratio = mine.total / least.total
    line = {
        "name": f"http.{name}",
        "ours": round(mine.total, 2),
        "floor": round(least.total, 2),
        "unit": "ms CPU a request",
        "ratio": round(ratio, 2),
        "goal": GOALS[name],
        "database": round(mine.database, 2),
        "statements": mine.statements,
        "floor_statements": least.statements,
        "bytes": mine.size,
        "load": load(),
    }
    print(json.dumps(line), flush=True)
    return ratio


def report_growth(name: str, small: Cost, large: Cost, sizes: list[int]) -> None:
    ratio = large.total / small.total
    line = {
        "name": f"http.{name}.growth: {sizes[0]} to {sizes[1]} tasks",
        "ours": round(large.total, 2),
        "floor": round(small.total, 2),
        "unit": "ms CPU a request",
        "ratio": round(ratio, 2),
        "goal": CEILING,
        "load": load(),
    }
    print(json.dumps(line), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=10_000, help="tasks in the project (default 10,000)")
    parser.add_argument("--requests", type=int, default=30, help="measured requests of each kind (default 30)")
    parser.add_argument("--only", default="", help="names, with commas between")
    parser.add_argument("--quick", action="store_true", help="growth to 20,000 tasks instead of 100,000")
    options = parser.parse_args()
    chosen = [name for name in GOALS if not options.only or name in options.only.split(",")]
    sizes = [1000, 20_000 if options.quick else 100_000]
    with contextlib.ExitStack() as stack:
        path = stack.enter_context(folder())
        sides = [
            _start(stack, path, "tasks_app", f"{options.tasks}, {sizes}"),
            _start(stack, path, "floor_app", str(options.tasks)),
        ]
        (mine, world), (least, floor_world) = sides
        own, other = ours(world), floor(floor_world)
        ratios = [report(name, *compare([mine, least], [own[name], other[name]], options.requests)) for name in chosen]
        mean = round(prod(ratios) ** (1 / len(ratios)), 2)
        print(json.dumps({"name": "http: geometric mean of the ratios", "ratio": mean, "goal": 1.3}), flush=True)
        grown = [ours({**world, **size, "ids": size["todo"]}) for size in world["sizes"]]
        for name in GROWING:
            if name in chosen:
                costs = compare([mine, mine], [requests[name] for requests in grown], options.requests)
                report_growth(name, *costs, sizes)


def _start(stack: contextlib.ExitStack, path: str, app: str, arguments: str) -> tuple[Caller, dict[str, Any]]:
    """A caller of an application that has been filled, and what there is to ask for."""
    module = f"benchmarks.{app}"
    settings = environment(stack.enter_context(database(app)), path)
    script = f"import json; from {module} import seed; print(json.dumps(seed({arguments})))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=settings, check=True, stdout=subprocess.PIPE, text=True
    )
    world = json.loads(done.stdout.splitlines()[-1])
    return Caller(stack.enter_context(served(module, settings)), world["session"]), world


if __name__ == "__main__":
    main()
