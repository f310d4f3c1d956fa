"""How fast the scheduling engine is, beside a bare loop and the engines of others, in one run.

    python -m benchmarks.schedule_engine [TASKS]

Prints one JSON line a figure: name, ours, floor or peer, unit, ratio. Times are the best of several runs in CPU
milliseconds (MPXJ and TaskJuggler, which are other processes: on the clock). "floor" is the bare critical path over
integers, without calendars, in plain Python. Peers that are not installed are left out.
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from benchmarks.networks import TaskNetwork, layered_network
from planning.calc import DAY
from planning.calc.calendars import STANDARD, days_off, minute_of
from planning.calc.network import Network
from planning.calc.passes import Passes
from planning.calc.plan import PlanLink, PlanTask
from planning.calc.schedule import Schedule, Terms, schedule

MONDAY = datetime.fromisoformat("2026-01-05 08:00")
HOLIDAYS = [date(year, month, day) for year in range(2026, 2040) for month, day in ((1, 1), (5, 1), (12, 25))]
CALENDAR = STANDARD.with_exceptions(days_off(HOLIDAYS))


def best_of(runs: int, work: Callable[[], object]) -> float:
    """Return the CPU milliseconds of the fastest of several runs."""
    times = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return 1000 * min(times)


def report(name: str, ours: float, other: float, *, beside: str) -> None:
    line = {
        "name": name,
        "ours": round(ours, 2),
        beside: round(other, 2),
        "unit": "ms",
        "ratio": round(ours / other, 3),
    }
    print(json.dumps(line), flush=True)


def bare_pass(network: TaskNetwork) -> int:
    """Return the length of the plan by the least code that computes early and late dates: the floor."""
    after: list[list[int]] = [[] for _ in network.days]
    for before, task in network.links:
        after[task].append(before)
    finish = [0] * len(network.days)
    for task, days in enumerate(network.days):
        finish[task] = max([finish[before] for before in after[task]], default=0) + days
    late = [max(finish)] * len(finish)
    for task in reversed(range(len(late))):
        start = late[task] - network.days[task]
        for before in after[task]:
            late[before] = min(late[before], start)
    return max(finish)


def networkx_pass(network: TaskNetwork) -> Callable[[], int]:
    """Return networkx's longest path as a function; its graph is built before the clock starts."""
    import networkx

    graph = networkx.DiGraph()
    graph.add_weighted_edges_from((before, task, network.days[before]) for before, task in network.links)
    graph.add_weighted_edges_from((task, -1, days) for task, days in enumerate(network.days))
    return lambda: networkx.dag_longest_path_length(graph)


MPXJ = """
import json, sys, time, jpype, mpxj
jpype.startJVM("-Xmx2g")
from java.lang import Integer
from java.time import LocalDateTime
from org.mpxj import ActivityType, Duration, ProjectFile, Relation, RelationType, TimeUnit
from org.mpxj.cpm import MicrosoftScheduler
days, links = json.load(sys.stdin)
hours = lambda count: Duration.getInstance(count, TimeUnit.HOURS)
start, times = LocalDateTime.of(2026, 1, 5, 8, 0), []
for _ in range(3):
    plan = ProjectFile()
    calendar = plan.addDefaultBaseCalendar()
    plan.getProjectProperties().setDefaultCalendar(calendar)
    plan.getProjectProperties().setStartDate(start)
    tasks = []
    for number, count in enumerate(days):
        task = plan.addTask()
        task.setUniqueID(Integer(number + 1))
        task.setDuration(hours(8 * count)); task.setRemainingDuration(hours(8 * count))
        task.setActualDuration(hours(0)); task.setPercentageComplete(0)
        task.setActivityType(ActivityType.TASK_DEPENDENT)
        tasks.append(task)
    for before, after in links:
        relation = Relation.Builder().predecessorTask(tasks[before]).type(RelationType.FINISH_START).lag(hours(0))
        tasks[after].addPredecessor(relation)
    begun = time.perf_counter()
    MicrosoftScheduler().schedule(plan, start)
    times.append(time.perf_counter() - begun)
print(1000 * min(times))
"""


def mpxj(network: TaskNetwork) -> float | None:
    """Return the milliseconds of MPXJ's Microsoft scheduler, warm, without building its plan."""
    done = subprocess.run(
        [sys.executable, "-c", MPXJ],
        input=json.dumps([network.days, network.links]),
        capture_output=True,
        text=True,
        check=False,
    )
    return float(done.stdout.split()[-1]) if done.returncode == 0 else None


def taskjuggler(network: TaskNetwork) -> float | None:
    """Return the milliseconds of a whole tj3 run on the same network."""
    program = shutil.which("tj3")
    if program is None:
        return None
    before: dict[int, list[str]] = {}
    for first, then in network.links:
        before.setdefault(then, []).append(f"t{first}")
    lines = ['project p "p" 2026-01-05 +15y']
    for task, days in enumerate(network.days):
        waits = f"depends {', '.join(before[task])}" if task in before else "start 2026-01-05"
        lines.append(f't{task} "t" {{ length {days}d {waits} }}'.replace("t", "task t", 1))
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.tjp"
        plan.write_text("\n".join(lines))
        begun = time.perf_counter()
        subprocess.run([program, "--silent", str(plan)], cwd=folder, check=True, capture_output=True)
        return 1000 * (time.perf_counter() - begun)


def main(count: int) -> None:
    plan = layered_network(count)
    tasks = [PlanTask(task, days * DAY) for task, days in enumerate(plan.days)]
    links = [PlanLink(before, task) for before, task in plan.links]
    network = Network(tasks, links)
    assert schedule(tasks, links, start=MONDAY, calendar=CALENDAR).length == bare_pass(plan) * DAY

    def passes_and_floats() -> Schedule:
        passes = Passes(network, CALENDAR)
        passes.forward(minute_of(MONDAY))
        horizon = max(passes.finish)
        passes.backward(horizon)
        return Schedule(passes, horizon, Terms(MONDAY, calendar=CALENDAR))

    size = f"{count} tasks, {len(links)} links"
    whole = best_of(15, lambda: schedule(tasks, links, start=MONDAY, calendar=CALENDAR))
    computing = best_of(15, passes_and_floats)
    report(f"{size}: build, both passes, floats", whole, best_of(15, lambda: bare_pass(plan)), beside="floor")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"name": f"{size}: peak memory of the process", "ours": round(peak), "unit": "MB"}))
    longest = networkx_pass(plan)
    report(f"{size}: both passes and floats; networkx: longest path", computing, best_of(5, longest), beside="peer")
    for name, peer in (("MPXJ MicrosoftScheduler, warm", mpxj), ("tj3, whole run", taskjuggler)):
        theirs = peer(plan)
        if theirs is not None:
            report(f"{size}: both passes and floats; {name}", computing, theirs, beside="peer")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
