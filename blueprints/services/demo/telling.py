"""One project told from its start to today, two weeks at a time: work, gates, KPIs, risks, remarks."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from blueprints.services.demo import happenings, replanning
from blueprints.services.demo.clock import Clock, moment
from blueprints.services.demo.figures import Measuring
from blueprints.services.demo.gates import Deciding
from blueprints.services.demo.staff import plan_leave
from blueprints.services.demo.stories import Story
from planning import working_time
from planning.calc import DAY
from planning.calc.calendars import Calendar
from planning.loaders import load_calendars
from planning.models import Task, TaskLink
from planning.services.reporting import report_progress
from projects.models import Project

STEP = timedelta(days=14)
ROUNDS = 12
"""Times at most that finished work is looked for in one step: whoever finishes lets others begin."""


class Telling:
    """The story of a project as it goes on; `people` are those of the demo by name."""

    def __init__(self, project: Project, story: Story, people: Mapping[str, Any], clock: Clock, start: date) -> None:
        self.project, self.story, self.people, self.clock, self.start = project, story, people, clock, start
        self.manager = people["anna"]
        self.calendar: Calendar = load_calendars([project])[project.pk].own
        self.links = list(TaskLink.objects.of(project).values_list("predecessor_id", "successor_id", "type"))
        self.measuring = Measuring(project, story, people, start)
        self.deciding = Deciding(project, story, people, self.measuring)

    def until(self, on: date, remember: Callable[[Project, date], object]) -> None:
        """Tell everything up to the day; the figures of each told day are kept by `remember`."""
        happenings.begin(self.project, self.story, self.people, self.start)
        replanning.begin(self.project, self.people)
        self.measuring.begin()
        told = self.start
        for day in self._days(on):
            self._work(day)
            happenings.between(self.project, self.story, self.people, self._day_of, told, day)
            replanning.between(self.project, self.people, self._day_of, told, day)
            self.measuring.between(told, day, on)
            self.clock.set_back(day)
            self.project.refresh_from_db()
            remember(self.project, day)
            self.clock.set_back(day)
            if self.project.is_read_only:
                return
            told = day
        happenings.end(self.project, self.story, self.people)
        plan_leave(self.project, self.manager, on)
        replanning.end(self.project, self.people)
        self.clock.set_back(on)

    def _days(self, on: date) -> Iterator[date]:
        """The days that are told: every second week, and today."""
        day = self.start + STEP
        while day < on:
            yield day
            day += STEP
        yield on

    def _day_of(self, days: int) -> date:
        """The day on which the project is so many working days old."""
        opening = working_time.opening(self.calendar, self.start)
        return self.calendar.work_from(opening, days * DAY)[1].date()

    def _work(self, day: date) -> None:
        """Report what was done up to the day; a gate that is reached is decided on its day."""
        for _round in range(ROUNDS):
            tasks = {task.pk: task for task in Task.objects.of(self.project).filter(is_summary=False)}
            ready = [task for task in tasks.values() if task.status != "done" and self._may_begin(task, tasks)]
            reports = {task.pk: report for task in ready if (report := self._report(task, day))}
            done = [tasks[pk] for pk, report in reports.items() if report["status"] == "done"]
            if reports:
                report_progress(by=self.manager, project=self.project, reports=reports, at=moment(day, 12))
            for milestone in (task for task in done if task.gate):
                self._decide(milestone, milestone.finish_day or day)
            if not done or self.project.is_read_only:
                return

    def _decide(self, milestone: Task, day: date) -> None:
        """Decide the gate at a milestone on its day."""
        self.clock.set_back(day)
        self.deciding.decide(milestone, day)
        self.clock.set_back(day)
        self.project.refresh_from_db()

    def _may_begin(self, task: Task, tasks: Mapping[int, Task]) -> bool:
        """Whether everything the task waits for is done, or begun where that is enough."""
        if task.gate and not self.deciding.may_decide(task):
            return False
        before = [(tasks[pred], kind) for pred, succ, kind in self.links if succ == task.pk and pred in tasks]
        return all(one.status == "done" or (kind == "SS" and one.status == "in_progress") for one, kind in before)

    def _report(self, task: Task, day: date) -> dict[str, Any] | None:
        """Status and actual dates on a day, None while there is nothing to report."""
        first, last = task.actual_start or task.start_day, self._finish(task)
        if first is None or last is None or first > day or (task.gate and last > day):
            return None
        if task.ref not in self.story.blocked and last <= day:
            return {"status": "done", "actual_start": min(first, last), "actual_finish": last}
        whole = max(self.calendar.working_days(first, last), 1)
        percent = min(round(100 * self.calendar.working_days(first, day) / whole), 90)
        return None if task.is_milestone else {"status": "in_progress", "actual_start": first, "percent": percent}

    def _finish(self, task: Task) -> date | None:
        """The planned last day, later by what the story says."""
        late = self.story.late.get(task.ref, 0)
        if task.finish_day is None or not late:
            return task.finish_day
        closing = working_time.closing(self.calendar, task.finish_day)
        return self.calendar.work_from(closing, late * DAY)[1].date()
