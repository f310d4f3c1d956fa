"""Minimum and maximum time between starts: the links that may run in circles.

"B starts at least 3 and at most 10 after A" is two lags, `(a, b, 3)` and `(b, a, -10)`: a start is the longest path
over the lags, and a circle of lags that add up to more than nothing contradicts itself (Bartusch, Moehring,
Radermacher 1988).
"""

from collections import deque
from collections.abc import Iterable

from .plan import PlanError

Lag = tuple[int, int, int]


class ContradictingLagsError(PlanError):
    """No dates satisfy all lags; `path` names the activities of a circle that cannot be satisfied."""

    def __init__(self, path: list[int]) -> None:
        super().__init__("These activities ask for more time than they allow: " + " → ".join(map(str, path)))
        self.path = path


def earliest_starts(count: int, lags: Iterable[Lag]) -> list[int]:
    """Return the least non-negative starts of `count` activities with start[j] >= start[i] + lag for every (i, j, lag).

    Label correcting with a queue; the lags are whole numbers of any one unit. Raises ContradictingLagsError.
    """
    leaving: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for before, after, lag in lags:
        leaving[before].append((after, lag))
    start, pushed_by, pushes = [0] * count, [-1] * count, [0] * count
    queue, waiting = deque(range(count)), [True] * count
    while queue:
        activity = queue.popleft()
        waiting[activity] = False
        for after, lag in leaving[activity]:
            if start[activity] + lag <= start[after]:
                continue
            start[after], pushed_by[after] = start[activity] + lag, activity
            pushes[after] = pushes[activity] + 1
            if pushes[after] >= count:
                raise ContradictingLagsError(_circle(pushed_by, after))
            if not waiting[after]:
                queue.append(after)
                waiting[after] = True
    return start


def _circle(pushed_by: list[int], activity: int) -> list[int]:
    """Return the circle that is reached by walking back from an activity that was pushed too often."""
    for _ in pushed_by:
        activity = pushed_by[activity]
    path = [activity]
    while len(path) == 1 or path[-1] != activity:
        path.append(pushed_by[path[-1]])
    return path[::-1]
