"""How fast and how small the risk simulation is, beside the bare drawing of its random durations in the same run.

    python -m benchmarks.risk_simulation [ITERATIONS [TASKS]]

Prints one JSON line a figure: name, ours, floor, unit, ratio. Times are the best of several runs in CPU milliseconds
(threads: on the clock). The floor draws triangular durations for all runs and tasks with numpy by the inverse of the
law, in single precision and chunks of 500, and does nothing with them. Memory is what the process needed beyond its
imports and its plan.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.networks import layered_network
from risks.calc.pert import ThreePoint
from risks.calc.simulation import Link, Network, Options, RiskEvent, Shape, Task, compare_responses, simulate

ROUNDS = 5


def plan(tasks: int, *, priced: bool = False) -> Network:
    """Return a layered plan whose tasks take 0.7 to 1.8 times their likely duration, on request with rates."""
    network = layered_network(tasks)
    return Network(
        tuple(
            Task(key, ThreePoint(0.7 * days, days, 1.8 * days), rate=500.0 if priced else 0.0)
            for key, days in enumerate(network.days)
        ),
        tuple(Link(before, after) for before, after in network.links),
    )


def threats(tasks: int, count: int = 20) -> list[RiskEvent]:
    """Return events spread over the plan, each on two tasks."""
    return [
        RiskEvent(
            f"K{number}",
            0.2 + 0.6 * number / count,
            ThreePoint(2, 5, 15),
            ThreePoint(1_000, 5_000, 20_000),
            (number * tasks // count, (number * tasks // count + 7) % tasks),
        )
        for number in range(count)
    ]


def draw_triangular(network: Network, iterations: int) -> float:
    """Draw every duration of every run by the plain inverse of the law; return a sum so that nothing is left out."""
    points = np.array(
        [(each.duration.optimistic, each.duration.likely, each.duration.pessimistic) for each in network.tasks]
    )
    low, mode, high = points.astype(np.float32).T
    split = (mode - low) / (high - low)
    chance = np.random.Generator(np.random.SFC64(1))
    total = 0.0
    for _ in range(0, iterations, 500):
        u = chance.random((500, len(low)), dtype=np.float32)
        left = u < split
        roots = np.where(left, u, 1 - u)
        roots *= np.where(left, (high - low) * (mode - low), (high - low) * (high - mode))
        np.sqrt(roots, out=roots)
        total += float(np.where(left, low + roots, high - roots).sum())
    return total


def best_times(works: Mapping[str, Callable[[], object]], clock: Callable[[], float]) -> dict[str, float]:
    """Return the milliseconds of the fastest round of each work; rounds take turns, so that noise hits all alike."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, work in works.items():
            begun = clock()
            work()
            best[name] = min(best[name], 1_000 * (clock() - begun))
    return best


def report(name: str, ours: float, floor: float, unit: str) -> None:
    """Print one figure."""
    ratio = round(ours / floor, 3) if floor else None
    print(json.dumps({"name": name, "ours": round(ours, 1), "floor": round(floor, 1), "unit": unit, "ratio": ratio}))


def measure_speed(iterations: int, tasks: int) -> None:
    """Print the CPU figures: what is asked for, then each extra on its own."""
    network, priced, risks = plan(tasks), plan(tasks, priced=True), threats(tasks)
    bare = Options(iterations, shape=Shape.TRIANGULAR, drivers=False)
    beta = Options(iterations, shape=Shape.PERT, drivers=False)
    times = best_times(
        {
            "floor": partial(draw_triangular, network, iterations),
            "triangular, criticality, percentiles": partial(simulate, network, options=bare),
            "beta-PERT, criticality, percentiles": partial(simulate, network, options=beta),
            "beta-PERT with tornado": partial(simulate, network, options=Options(iterations)),
            "beta-PERT with tornado, 20 risks and labour costs": partial(
                simulate, priced, risks, options=Options(iterations)
            ),
            "the same without and with responses": partial(
                compare_responses, priced, risks, options=Options(iterations)
            ),
        },
        time.process_time,
    )
    floor = times.pop("floor")
    for name, spent in times.items():
        report(f"{iterations} x {tasks}: {name}", spent, floor, "CPU ms")
    names = list(times)
    report(f"{iterations} x {tasks}: beta-PERT beside triangular", times[names[1]], times[names[0]], "CPU ms")


def measure_threads(iterations: int, tasks: int) -> None:
    """Print the clock time of two threads beside one."""
    network = plan(tasks)
    options = {threads: Options(iterations, drivers=False, threads=threads) for threads in (1, 2)}
    works = {str(threads): partial(simulate, network, options=each) for threads, each in options.items()}
    times = best_times(works, time.perf_counter)
    report(f"{iterations} x {tasks}: two threads beside one", times["2"], times["1"], "ms")


def peak_megabytes() -> float:
    """Return the largest resident memory this process ever had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    match = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert match is not None
    return int(match[1]) / 1024


def own_memory(iterations: int, tasks: int) -> float:
    """Return the megabytes a fresh process needs for a full simulation beyond its imports and its plan."""
    command = [sys.executable, "-m", "benchmarks.risk_simulation", "memory", str(iterations), str(tasks)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure_memory(iterations: int, tasks: int) -> None:
    """Print the memory beside its limit, and that it stays flat in the iterations and in the tasks."""
    usual = own_memory(iterations, tasks)
    report(f"{iterations} x {tasks}: memory beside the limit", usual, 100, "MB")
    report(f"{10 * iterations} x {tasks}: memory beside that", own_memory(10 * iterations, tasks), usual, "MB")
    report(f"{iterations} x {10 * tasks}: memory beside the limit", own_memory(iterations, 10 * tasks), 100, "MB")


def main(arguments: list[str]) -> None:
    """Measure, or, in the process of `own_memory`, simulate once and print the growth of the peak."""
    if arguments[:1] == ["memory"]:
        iterations, tasks = int(arguments[1]), int(arguments[2])
        network, risks, before = plan(tasks, priced=True), threats(tasks), peak_megabytes()
        simulate(network, risks, options=Options(iterations))
        print(peak_megabytes() - before)
        return
    iterations, tasks = (int(text) for text in [*arguments, "10000", "1000"][:2])
    if len(arguments) == 1:
        tasks = 1_000
    measure_memory(iterations, tasks)
    measure_speed(iterations, tasks)
    measure_threads(iterations, tasks)


if __name__ == "__main__":
    main(sys.argv[1:])
