"""How much of a resource is taken when: a step function over instants."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from .passes import FOREVER, NEVER


class Profile:
    """The units of one resource that are taken; `used[k]` holds from `times[k]` to the next time."""

    __slots__ = ("times", "used")

    def __init__(self) -> None:
        self.times: list[int] = [NEVER, FOREVER]
        self.used: list[int] = [0, 0]

    def copy(self) -> "Profile":
        """Return the same steps, to be changed apart."""
        twin = Profile()
        twin.times, twin.used = self.times[:], self.used[:]
        return twin

    def take(self, start: int, finish: int, units: int) -> None:
        """Take units from start to finish."""
        times, used = self.times, self.used
        first = bisect_right(times, start) - 1
        if times[first] != start:
            first += 1
            times.insert(first, start)
            used.insert(first, used[first - 1])
        last = bisect_left(times, finish, first)
        if times[last] != finish:
            times.insert(last, finish)
            used.insert(last, used[last - 1])
        for k in range(first, last):
            used[k] += units

    def free_after(self, start: int, finish: int, room: int, length: int) -> int:
        """Return the next instant after a step above `room` between start and finish from which on `length` minutes
        are free, 0 if there is no such step."""
        times, used = self.times, self.used
        k = bisect_left(times, finish) - 1
        while used[k] <= room:
            if times[k] <= start:
                return 0
            k -= 1
        while True:
            while used[k] > room:
                k += 1
            free = times[k]
            while used[k] <= room:
                k += 1
                if times[k] - free >= length:
                    return free

    def free_before(self, start: int, finish: int, room: int, length: int) -> int:
        """Return the last instant before a step above `room` between start and finish until which `length` minutes
        are free, 0 if there is no such step."""
        times, used = self.times, self.used
        k = bisect_right(times, start) - 1
        while used[k] <= room:
            k += 1
            if times[k] >= finish:
                return 0
        while True:
            while used[k] > room:
                k -= 1
            free = times[k + 1]
            while used[k] <= room:
                if free - times[k] >= length:
                    return free
                k -= 1

    def steps(self) -> Iterator[tuple[int, int, int]]:
        """Yield start, finish and units of every step in which something is taken."""
        for start, finish, units in zip(self.times, self.times[1:], self.used, strict=False):
            if units:
                yield start, finish, units
