"""Readers of published scheduling problems: PSPLIB (.sm) and ProGen/max (.SCH)."""

from dataclasses import dataclass
from pathlib import Path

from planning.calc.lags import Lag
from planning.calc.levelling import Demand
from planning.calc.plan import PlanLink, PlanTask


@dataclass
class Instance:
    """One resource-constrained project: durations and demands by activity, successors, capacities."""

    duration: list[int]
    successors: list[list[int]]
    demand: list[list[int]]
    capacity: list[int]

    def plan(self) -> tuple[list[PlanTask], list[PlanLink]]:
        """Return the project as a plan in which a minute stands for a period."""
        tasks = [PlanTask(activity, minutes) for activity, minutes in enumerate(self.duration)]
        links = [PlanLink(before, after) for before, row in enumerate(self.successors) for after in row]
        return tasks, links

    def demands(self) -> list[Demand]:
        """Return what the activities take of the resources, which are called by their numbers."""
        return [Demand(job, k, units) for job, row in enumerate(self.demand) for k, units in enumerate(row)]

    def capacities(self) -> dict[int, int]:
        return dict(enumerate(self.capacity))


def read_sm(path: Path) -> Instance:
    """Return a single-mode instance in the ProGen format."""
    precedence, requests, capacities = (_numbers(path, head) for head in ("PRECEDENCE", "REQUESTS", "RESOURCEAVAIL"))
    return Instance(
        duration=[row[2] for row in requests],
        successors=[[job - 1 for job in row[3:]] for row in precedence],
        demand=[row[3:] for row in requests],
        capacity=capacities[0],
    )


def read_lags(path: Path) -> tuple[int, list[Lag]]:
    """Return the number of activities and the start-to-start lags of a ProGen/max instance."""
    lines = [line.split() for line in path.read_text().splitlines()]
    count = int(lines[0][0]) + 2
    lags = []
    for activity, _, number, *rest in lines[1 : count + 1]:
        successors, distances = rest[: int(number)], rest[int(number) :]
        for after, distance in zip(successors, distances, strict=True):
            lags.append((int(activity), int(after), int(distance.strip("[]"))))
    return count, lags


def _numbers(path: Path, head: str) -> list[list[int]]:
    """Return the rows of numbers of one section."""
    lines = path.read_text().splitlines()
    begin = next(k for k, line in enumerate(lines) if line.startswith(head))
    section = []
    for line in lines[begin + 1 :]:
        if line.startswith("***"):
            break
        if line.split() and all(word.isdigit() for word in line.split()):
            section.append([int(word) for word in line.split()])
    return section
