"""A reader of the TaskJuggler projects whose dates are asserted, as far as they use what the engine knows.

Working time is Monday to Friday, 09:00 to 17:00. A gap in working time is a task of that length between the two.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from planning.calc.calendars import ALWAYS, Calendar, days_off
from planning.calc.plan import PlanLink, PlanTask
from planning.calc.schedule import Schedule, schedule

OFFICE = Calendar({weekday: [(9 * 60, 17 * 60)] for weekday in range(5)})
DATE = r"\d{4}-\d{1,2}-\d{1,2}(?:-\d{1,2}:\d{2})?"
ELAPSED_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "m": 30.4167}
WORKING_HOURS = {"h": 1, "d": 8, "w": 40}
ASSERTS = {"FixStart": ["start"], "FixEnd": ["finish"], "FixMS": ["start", "finish"], "FixTask": ["start", "finish"]}


@dataclass
class Block:
    """A statement and the statements in braces below it."""

    head: str
    body: list["Block"] = field(default_factory=list)

    def all(self, word: str) -> list[str]:
        """Return what follows a word in each statement that begins with it."""
        return [block.head[len(word) :].strip() for block in self.body if re.match(rf"{word}\b", block.head)]


def parse(text: str) -> Block:
    """Return the statements of a project, one a line, nested by braces at the ends of lines."""
    stack = [Block("")]
    for line in re.sub(r"#.*", "", text).splitlines():
        statement = line.strip()
        if statement == "}":
            stack.pop()
        elif statement:
            block = Block(statement.removesuffix("{").strip())
            stack[-1].body.append(block)
            if statement.endswith("{"):
                stack.append(block)
    return stack[0]


def when(text: str) -> datetime:
    """Return the first date in a text."""
    numbers = [int(number) for number in re.split(r"[-:]", re.search(DATE, text)[0])]
    year, month, day, hour, minute = (*numbers, 0, 0)[:5]
    return datetime.fromisoformat(f"{year}-{month:02}-{day:02} {hour:02}:{minute:02}")


class Project:
    """One scenario of a project: what the engine is asked, and which dates are asserted by task."""

    def __init__(self, path: Path, scenario: str = "") -> None:
        self.scenario = scenario
        root = parse(path.read_text(encoding="utf-8"))
        project = next(block for block in root.body if block.head.startswith("project"))
        self.start = when(project.head)
        self.finish = self._end(project.head)
        self.calendar = OFFICE.with_exceptions(days_off(when(day).date() for day in root.all("vacation")))
        tracked = scenario and scenario in project.all("trackingscenario")
        self.status_date = when(project.all("now")[0]) if tracked else None
        self.resources = {block.head.split()[1]: block for block in root.body if block.head.startswith("resource")}
        self.tasks: list[PlanTask] = []
        self.links: list[PlanLink] = []
        self.asserted: list[tuple[str, str, datetime]] = []
        for block in root.body:
            if block.head.startswith("task "):
                self._add(block, "", late=False)

    def scheduled(self) -> Schedule:
        terms = {"calendar": self.calendar, "status_date": self.status_date}
        return schedule(self.tasks, self.links, start=self.start, finish=self.finish, **terms)

    def _end(self, head: str) -> datetime:
        months = re.search(r"\+(\d+)m", head)
        if not months:
            return when(re.findall(DATE, head)[1])
        month = self.start.month - 1 + int(months[1])
        return self.start.replace(year=self.start.year + month // 12, month=month % 12 + 1)

    def _add(self, block: Block, parent: str, *, late: bool) -> None:
        """Add a task and those in it; `late` is handed down: as late as possible."""
        name = re.match(r'task (?:(\w+) )?"(.*)"', block.head)
        task = f"{parent}.{name[1] or name[2]}".lstrip(".")
        block = Block(block.head, [one for one in map(self._of_scenario, block.body) if one is not None])
        late = late or "alap" in block.all("scheduling") or bool(block.all("precedes") or block.all("end"))
        self._assert(task, block)
        self._link(task, parent, block)
        inner = [one for one in block.body if one.head.startswith("task ")]
        self.tasks.append(self._plan_task(task, parent, block, late=late, summary=bool(inner)))
        for one in inner:
            self._add(one, task, late=late)

    def _of_scenario(self, block: Block) -> Block | None:
        """Return the statement if it is for every scenario or for this one."""
        scoped = re.match(r"(\w+):(?=[a-z])(.*)", block.head)
        if scoped is None:
            return block
        return Block(scoped[2], block.body) if scoped[1] == self.scenario else None

    def _plan_task(self, task: str, parent: str, block: Block, *, late: bool, summary: bool) -> PlanTask:
        minutes, calendar = self._work(block)
        plain = PlanTask(task, minutes, parent or None, None if summary else calendar)
        if block.all("period"):
            first, last = map(self._date, block.all("period")[0].split(" - "))
            return plain._replace(manual_start=first, manual_finish=last)
        if block.all("effortdone"):
            done = self._minutes(block.all("effortdone")[0], WORKING_HOURS, 60)
            return plain._replace(actual_start=when(block.all("start")[0]), remaining_min=minutes - done)
        for word, kind in (("end", "MFO"), ("start", "SNET")):
            if block.all(word):
                return plain._replace(constraint=kind, constraint_date=self._date(block.all(word)[0]))
        return plain._replace(constraint="ALAP" if late and not summary else "ASAP")

    def _work(self, block: Block) -> tuple[int, Calendar]:
        """Return the minutes of a task and the calendar in which they are counted."""
        if block.all("duration"):
            return self._minutes(block.all("duration")[0], ELAPSED_DAYS, 1440), ALWAYS
        if block.all("length"):
            return self._minutes(block.all("length")[0], WORKING_HOURS, 60), self.calendar
        if block.all("effort"):
            away = self.resources[block.all("allocate")[0]].all("vacation")
            weeks = [when(week).date() for week in away]
            days = days_off(first + timedelta(days=k) for first in weeks for k in range(7))
            return self._minutes(block.all("effort")[0], WORKING_HOURS, 60), self.calendar.with_exceptions(days)
        return 0, ALWAYS

    def _minutes(self, text: str, units: dict[str, float], minutes: int) -> int:
        amount, unit = re.match(r"(\d+)(\w)", text).groups()
        return round(int(amount) * units[unit] * minutes / 10) * 10

    def _date(self, text: str) -> datetime:
        return {"${projectstart}": self.start, "${projectend}": self.finish}.get(text) or when(text)

    def _link(self, task: str, parent: str, block: Block) -> None:
        """Add the links of a task; those to tasks beside it begin with an exclamation mark."""
        for word in ("depends", "precedes"):
            for text in block.all(word):
                names, _, options = text.partition("{")
                for name in names.split(","):
                    other = f"{parent}.{name.strip(' !')}".lstrip(".") if "!" in name else name.strip()
                    self._link_one(task, other, options, forward=word == "depends")

    def _link_one(self, task: str, other: str, options: str, *, forward: bool) -> None:
        first, then = (other, task) if forward else (task, other)
        kind = {"onstart": "SS", "": "FS"} if forward else {"onend": "FF", "": "FS"}
        kind = next(kind[word] for word in kind if word in options)
        gap, length = re.search(r"gapduration (\w+)", options), re.search(r"gaplength (\w+)", options)
        if length:
            between = f"{first}-{then}"
            minutes = self._minutes(length[1], WORKING_HOURS, 60)
            self.tasks.append(PlanTask(between, minutes, constraint="ASAP" if forward else "ALAP"))
            self.links += [
                PlanLink(first, between, "SS" if kind == "SS" else "FS"),
                PlanLink(between, then, "FF" if kind == "FF" else "FS"),
            ]
        else:
            lag = self._minutes(gap[1], ELAPSED_DAYS, 1440) if gap else 0
            self.links.append(PlanLink(first, then, kind, lag, "elapsed"))

    def _assert(self, task: str, block: Block) -> None:
        """Note the dates a task is asserted to have, in this scenario."""
        for one in block.body:
            macro = re.match(r"\$\{(Fix[A-Za-z]+?)(Sc)? (.*)\}$", one.head)
            if macro and (not macro[2] or f'"{self.scenario}"' in macro[3]):
                ends = ASSERTS[macro[1]]
                dates = re.findall(r'"([^"]+)"', macro[3])
                dates = dates[: len(dates) - bool(macro[2])]
                self.asserted += [(task, end, self._date(dates[k % len(dates)])) for k, end in enumerate(ends)]
            failing = re.match(rf"fail {self.scenario or '-'}\.(start|end) != (.*)", one.head)
            if failing:
                self.asserted.append((task, "start" if failing[1] == "start" else "finish", when(failing[2])))
            bound = re.match(r"(min|max)(start|end) (.*)", one.head)
            if bound:
                self.asserted.append((task, "start" if bound[2] == "start" else "finish", self._date(bound[3])))
