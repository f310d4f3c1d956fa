"""The changes a person has made in the plan during this session, for undo and redo of more than the last one."""

from typing import Any

KEY = "plan-changes"
MOST, MOST_SETTLED = 50, 300
EMPTY: dict[str, list[Any]] = {"done": [], "undone": [], "settled": []}


class Changes:
    """Lines of the audit trail, newest last: `done` can be taken back, `undone` be done again.

    `undone` holds pairs: the line that was taken back and the one this wrote. Lines in `settled` cancel each other
    out, so that an older change can still be taken back.
    """

    def __init__(self, session: Any, project: Any) -> None:
        self._session, self._project = session, str(project.pk)
        stored = session.get(KEY, {}).get(self._project, EMPTY)
        self.done: list[int] = [*stored["done"]]
        self.undone: list[list[int]] = [[*pair] for pair in stored["undone"]]
        self.settled: list[int] = [*stored["settled"]]

    def add(self, entry: int | None) -> None:
        """A new change: what was undone before can't be done again."""
        if entry is not None:
            self.done, self.undone = [*self.done, entry][-MOST:], []
            self._save()

    def take_back(self, entry: int, by_entry: int | None) -> None:
        self.done = [one for one in self.done if one != entry]
        if by_entry is None:
            self.undone = []
        else:
            self.undone.append([entry, by_entry])
            self.settled += [entry, by_entry]
        self._save()

    def do_again(self, entry: int, taken_back_by: int, by_entry: int | None) -> None:
        self.undone = [pair for pair in self.undone if pair[0] != entry]
        self.done.append(entry)
        again = [taken_back_by, *([by_entry] if by_entry else [])]
        self.settled = [one for one in self.settled if one not in (entry, taken_back_by)] + again
        self._save()

    def forget(self, entry: int) -> None:
        """Leave out a change that can't be taken back any more, so that older ones can."""
        self.done = [one for one in self.done if one != entry]
        self.undone = [pair for pair in self.undone if pair[0] != entry]
        self._save()

    def _save(self) -> None:
        lists = {"done": self.done, "undone": self.undone, "settled": self.settled[-MOST_SETTLED:]}
        self._session[KEY] = {**self._session.get(KEY, {}), self._project: lists}
