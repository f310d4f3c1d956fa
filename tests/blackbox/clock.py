"""How long an answer took, without the time for which a busy machine kept server and client from working."""

import threading
import time
from pathlib import Path


class Stopwatch:
    """Started when it is made. `seconds` leaves out what the threads of the server and the calling thread spent ready
    to run and without a processor, as far as the kernel tells: that says something about the machine alone.

    Meant for one request at a time; of several at once it would leave out the waiting of all.
    """

    def __init__(self, server: int) -> None:
        self.server, self.held_up = server, _held_up(server)
        self.begun = time.monotonic()

    def seconds(self) -> float:
        took = time.monotonic() - self.begun
        return took - max(0.0, _held_up(self.server) - self.held_up)


def _held_up(server: int) -> float:
    own = Path("/proc/self/task") / str(threading.get_native_id())
    threads = [own, *(thread for process in _family(server) for thread in Path(f"/proc/{process}/task").glob("*"))]
    return sum(_waited(thread) for thread in threads) / 1e9


def _family(process: int) -> list[int]:
    """A process and its children, as gunicorn has them."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        children = []
    return [process, *map(int, children)]


def _waited(thread: Path) -> int:
    """Nanoseconds that a thread has stood in the queue; 0 for one that has ended or that the kernel doesn't count."""
    try:
        return int((thread / "schedstat").read_text().split()[1])
    except (OSError, IndexError):
        return 0
