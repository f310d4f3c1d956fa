"""How fast levelling is, and how close it comes to the best plans known.

    python -m benchmarks.levelling [SECONDS]

Prints one JSON line a figure. "floor" is serial generation over whole days without calendars, in plain Python. The gaps
to the best makespans known are measured on PSPLIB instances where they are installed (ECOMPM_ORACLE_DATA); with SECONDS
also those of the solver with two threads.
"""

import csv
import json
import sys
import time
from bisect import bisect_left
from collections.abc import Callable, Hashable
from datetime import datetime
from functools import partial
from heapq import heappop, heappush

from benchmarks.networks import TaskNetwork, layered_network
from planning.calc import DAY
from planning.calc.calendars import ALWAYS
from planning.calc.levelling import QUICK, THOROUGH, Demand, Levelling, level
from planning.calc.levelling_cpsat import level_by_solver
from planning.calc.plan import PlanLink, PlanTask
from planning.calc.schedule import schedule
from tests.planning.calc.conftest import DATA
from tests.planning.calc.psplib import read_sm

MONDAY = datetime.fromisoformat("2026-01-05 08:00")


def bare_levelling(network: TaskNetwork, late: list[int]) -> int:
    """Return the length in days when every resource does one task at a time, least late finish first."""
    after: list[list[int]] = [[] for _ in network.days]
    before: list[list[int]] = [[] for _ in network.days]
    for first, then in network.links:
        after[first].append(then)
        before[then].append(first)
    waiting = [len(preds) for preds in before]
    ready = [(late[task], task) for task, count in enumerate(waiting) if not count]
    busy: list[list[tuple[int, int]]] = [[] for _ in range(1 + max(network.resource))]
    finish = [0] * len(network.days)
    ready.sort()
    while ready:
        task = heappop(ready)[1]
        start, taken = max([finish[pred] for pred in before[task]], default=0), busy[network.resource[task]]
        k = bisect_left(taken, (start,))
        if k and taken[k - 1][1] > start:
            start = taken[k - 1][1]
        while k < len(taken) and taken[k][0] < start + network.days[task]:
            start, k = max(start, taken[k][1]), k + 1
        finish[task] = start + network.days[task]
        taken.insert(k, (start, finish[task]))
        for succ in after[task]:
            waiting[succ] -= 1
            if not waiting[succ]:
                heappush(ready, (late[succ], succ))
    return max(finish)


def timed(work: Callable[[], object], runs: int = 3) -> tuple[float, object]:
    """Return the CPU milliseconds of the fastest run, and its result."""
    best, result = float("inf"), None
    for _ in range(runs):
        begun = time.process_time()
        result = work()
        best = min(best, 1000 * (time.process_time() - begun))
    return best, result


def measure_speed(count: int) -> None:
    network = layered_network(count)
    tasks = [PlanTask(task, days * DAY) for task, days in enumerate(network.days)]
    plan = schedule(tasks, [PlanLink(*link) for link in network.links], start=MONDAY)
    demands = [Demand(task, resource) for task, resource in enumerate(network.resource)]
    capacity: dict[Hashable, int] = dict.fromkeys(network.resource, 100)
    late = plan.late_finish.tolist()
    floor, days = timed(lambda: bare_levelling(network, late))
    for name, placements in (("one plain pass", 0), ("as a request levels", QUICK)):
        ours, result = timed(partial(level, plan, demands, capacity, placements=placements))
        assert isinstance(result, Levelling)
        print_line(f"{count} tasks, {name}", round(ours, 1), "floor", round(floor, 1), "ms")
        print_line(f"{count} tasks, {name}: length", result.schedule.length // DAY, "floor", days, "days")


def measure_gap(size: str, method: str, run: Callable[..., Levelling]) -> None:
    """Print the mean gap to the best makespans known, and the longest run, of one PSPLIB set."""
    gaps, times = [], []
    with (DATA / "rcpsp" / "expected.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["set"] == size]
    for row in rows:
        instance = read_sm(DATA / "rcpsp" / size / row["instance"])
        plan = schedule(*instance.plan(), start=MONDAY, calendar=ALWAYS)
        begun = time.process_time()
        result = run(plan, instance.demands(), instance.capacities())
        times.append(time.process_time() - begun)
        gaps.append(100 * result.schedule.length / int(row["best_known_ub"]) - 100)
    name = f"{size}, {len(rows)} instances, {method}: gap to best known, mean (longest run {max(times):.2f} s CPU)"
    print(json.dumps({"name": name, "ours": round(sum(gaps) / len(gaps), 2), "unit": "%"}), flush=True)


def print_line(name: str, ours: float, beside: str, other: object, unit: str) -> None:
    ratio = round(ours / float(str(other)), 2)
    print(json.dumps({"name": name, "ours": ours, beside: other, "unit": unit, "ratio": ratio}), flush=True)


def main(seconds: float) -> None:
    for count in (1_000, 10_000):
        measure_speed(count)
    if not DATA.exists():
        print(json.dumps({"name": "gaps to best known", "skipped": f"no reference data at {DATA}"}))
        return
    for size in ("j30", "j60", "j120"):
        measure_gap(size, "as a request levels", level)
        measure_gap(size, "longer search", partial(level, placements=THOROUGH))
        if seconds:
            solver = f"solver {seconds:g} s"
            measure_gap(size, solver, lambda *plan: level_by_solver(*plan, seconds=seconds, workers=2))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 0)
