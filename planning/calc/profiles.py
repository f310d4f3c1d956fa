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
        first, last = self._cut(start), self._cut(finish)
        used = self.used
        for k in range(first, last):
            used[k] += units

    def free_after(self, start: int, finish: int, room: int) -> int:
        """Return when the last step above `room` between start and finish ends, 0 if there is none."""
        times, used = self.times, self.used
        k = bisect_left(times, finish) - 1
        while used[k] <= room:
            if times[k] <= start:
                return 0
            k -= 1
        return times[k + 1]

    def free_before(self, start: int, finish: int, room: int) -> int:
        """Return when the first step above `room` between start and finish begins, 0 if there is none."""
        times, used = self.times, self.used
        k = bisect_right(times, start) - 1
        while used[k] <= room:
            k += 1
            if times[k] >= finish:
                return 0
        return times[k]

    def steps(self) -> Iterator[tuple[int, int, int]]:
        """Yield start, finish and units of every step in which something is taken."""
        for start, finish, units in zip(self.times, self.times[1:], self.used, strict=False):
            if units:
                yield start, finish, units

    def _cut(self, time: int) -> int:
        """Return the index of the step that begins at `time`, which is made if there is none."""
        times = self.times
        k = bisect_right(times, time) - 1
        if times[k] == time:
            return k
        times.insert(k + 1, time)
        self.used.insert(k + 1, self.used[k])
        return k + 1
