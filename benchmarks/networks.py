"""Deterministic plans to measure with: layered networks of tasks, each with a duration in days and one resource."""

import math
import random
from typing import NamedTuple


class TaskNetwork(NamedTuple):
    """Durations in days, links (before, after) with before < after, and the resource each task needs alone."""

    days: list[int]
    links: list[tuple[int, int]]
    resource: list[int]


def layered_network(tasks: int, seed: int = 1) -> TaskNetwork:
    """Return a network of `tasks` tasks in 1.5 √tasks layers with half as many links again.

    Every task after the first layer waits for one of the layer before; the other links reach up to five layers back.
    """
    chance = random.Random(seed)
    layers = max(3, int(1.5 * math.sqrt(tasks)))
    bounds = [layer * tasks // layers for layer in range(layers + 1)]
    links = set()
    for layer in range(1, layers):
        for task in range(bounds[layer], bounds[layer + 1]):
            links.add((chance.randrange(bounds[layer - 1], bounds[layer]), task))
    while len(links) < 1.5 * tasks:
        layer = chance.randrange(1, layers)
        task = chance.randrange(bounds[layer], bounds[layer + 1])
        links.add((chance.randrange(bounds[max(0, layer - 5)], bounds[layer]), task))
    days = [max(1, round(chance.triangular(1, 20, 4))) for _ in range(tasks)]
    resource = [chance.randrange(max(5, tasks // 50)) for _ in range(tasks)]
    return TaskNetwork(days, sorted(links), resource)
