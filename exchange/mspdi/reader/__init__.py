"""Read a Microsoft Project XML file (MSPDI) from a source nobody vouches for."""

from collections import Counter
from collections.abc import Callable, Sized
from dataclasses import replace
from typing import BinaryIO

from exchange.mspdi.document import Element, records
from exchange.mspdi.errors import MspdiError, Place, gettext_noop
from exchange.mspdi.fields import Fields
from exchange.mspdi.limits import LIMITS, Limits
from exchange.mspdi.model import Assignment, Calendar, CustomField, Link, Plan, Resource, Task
from exchange.mspdi.reader import checks
from exchange.mspdi.reader.calendars import read_calendar
from exchange.mspdi.reader.parts import NOT_KEPT
from exchange.mspdi.reader.project import read_custom_field, read_project
from exchange.mspdi.reader.resources import read_assignment, read_resource
from exchange.mspdi.reader.tasks import drop_rest, outline, read_links, read_task
from exchange.mspdi.report import Recorder, Report

EMPTY_ROW = gettext_noop("It is an empty row.")
STAND_IN = gettext_noop("It stands in for a task of another project.")
WITHOUT_TASK = gettext_noop("Its task was left out.")


def read(source: bytes | BinaryIO, limits: Limits = LIMITS) -> tuple[Plan, Report]:
    """Return the plan in the file, and the report of what came in and what was left out.

    Raises MspdiError, whose text says what is wrong, where and what to do, when the file is not MSPDI, breaks a limit,
    or contradicts itself (a UID used twice, a link to a task it does not hold). Cycles of links are not looked for.
    """
    reading = _Reading(limits)
    for list_name, element in records(source, limits):
        reading.take(list_name, element)
    return reading.finish()


class _Reading:
    """What has been read of one file so far."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.recorder = Recorder(limits.report_rows)
        self.heading = Element("Project")
        self.tasks: dict[int, Task] = {}
        self.left_out: set[int] = set()
        self.calendar_of_nobody: int | None = None
        self.links: list[Link] = []
        self.calendars: dict[int, Calendar] = {}
        self.resources: dict[int, Resource] = {}
        self.assignments: dict[int, Assignment] = {}
        self.custom_fields: dict[int, CustomField] = {}
        self.takers: dict[tuple[str, str], Callable[[Fields], None]] = {
            ("ExtendedAttributes", "ExtendedAttribute"): self.take_custom_field,
            ("Calendars", "Calendar"): self.take_calendar,
            ("Tasks", "Task"): self.take_task,
            ("Resources", "Resource"): self.take_resource,
            ("Assignments", "Assignment"): self.take_assignment,
        }

    def take(self, list_name: str, element: Element) -> None:
        """Take in one record of the file."""
        taker = self.takers.get((list_name, element.name))
        if taker:
            taker(_fields(element, self.limits))
        elif list_name == element.name:
            self.take_heading(element)
        else:
            self.recorder.drop(_fields(element, self.limits).place, list_name, NOT_KEPT)

    def take_heading(self, element: Element) -> None:
        """Keep one child of the root for the heading: its text, or that it holds elements."""
        if element.children or element.texts.keys() - {element.name}:
            self.heading.children.append(element)
        else:
            self.heading.texts.update(element.texts)
        self.check_count(self.heading.texts, self.limits.elements_per_record, "Project")
        self.check_count(self.heading.children, self.limits.elements_per_record, "Project")

    def take_custom_field(self, fields: Fields) -> None:
        """Keep the definition of a custom field."""
        custom_field = read_custom_field(fields, self.recorder)
        self.custom_fields[custom_field.field_id] = custom_field
        self.check_count(self.custom_fields, self.limits.custom_fields, "ExtendedAttributes")

    def take_calendar(self, fields: Fields) -> None:
        """Keep a calendar."""
        calendar = read_calendar(fields, self.recorder)
        checks.new_uid(fields, calendar.uid, self.calendars)
        self.calendars[calendar.uid] = calendar
        self.check_count(self.calendars, self.limits.calendars, "Calendars")

    def take_task(self, fields: Fields) -> None:
        """Keep a task and its links; empty rows and stand-ins are left out."""
        reason = EMPTY_ROW if fields.flag("IsNull") else STAND_IN if fields.flag("ExternalTask") else None
        if reason:
            self.recorder.drop(fields.place, "Task", reason)
            self.left_out.add(fields.uid())
            return
        task = read_task(fields, self.recorder, position=len(self.tasks) + 1)
        checks.new_uid(fields, task.uid, self.tasks)
        self.tasks[task.uid] = task
        self.links += read_links(fields, self.recorder, task.uid)
        drop_rest(fields, self.recorder)
        self.check_count(self.tasks, self.limits.tasks, "Tasks")
        self.check_count(self.links, self.limits.links, "PredecessorLink")

    def take_resource(self, fields: Fields) -> None:
        """Keep a resource; empty rows and Project's nameless stand-in for "nobody" are left out."""
        if fields.flag("IsNull"):
            self.recorder.drop(fields.place, "Resource", EMPTY_ROW)
            return
        resource = read_resource(fields, self.recorder, position=len(self.resources) + 1)
        if resource.uid == 0 and not resource.name:
            self.calendar_of_nobody = resource.calendar_uid
            return
        checks.new_uid(fields, resource.uid, self.resources)
        self.resources[resource.uid] = resource
        self.check_count(self.resources, self.limits.resources, "Resources")

    def take_assignment(self, fields: Fields) -> None:
        """Keep an assignment, unless it is Project's stand-in for a task that nobody is assigned to."""
        task = self.tasks.get(fields.uid("TaskUID"))
        fields.place = replace(fields.place, name=task.name if task else "")
        assignment = read_assignment(fields, self.recorder)
        if assignment.task_uid in self.left_out:
            self.recorder.drop(fields.place, "Assignment", WITHOUT_TASK)
        elif assignment.resource_uid > 0 or assignment.resource_uid in self.resources:
            checks.new_uid(fields, assignment.uid, self.assignments)
            self.assignments[assignment.uid] = assignment
            self.check_count(self.assignments, self.limits.assignments, "Assignments")

    def check_count(self, collection: Sized, limit: int, name: str) -> None:
        """Refuse more of a kind than the limit allows."""
        if len(collection) > limit:
            raise MspdiError(
                gettext_noop("The file has more than %(limit)d entries in %(name)s. Split the plan."),
                limit=limit,
                name=name,
            )

    def finish(self) -> tuple[Plan, Report]:
        """Check what one part says of another and return plan and report."""
        project = read_project(Fields(self.heading, Place("Project"), self.limits), self.recorder)
        project = self.with_calendar(project, Place("Project"))
        tasks = outline(list(self.tasks.values()), self.limits)
        tasks = tuple(self.with_calendar(task, Place("Task", task.uid, task.name)) for task in tasks)
        resources = tuple(
            self.with_calendar(resource, Place("Resource", resource.uid, resource.name))
            for resource in self.resources.values()
        )
        calendars = checks.calendars(self.calendars, self.recorder)
        used = {
            project.calendar_uid,
            *(task.calendar_uid for task in tasks),
            *(each.calendar_uid for each in resources),
        }
        if self.calendar_of_nobody not in used:
            calendars = self.without_calendar_of_nobody(calendars)
        plan = Plan(
            project=project,
            calendars=tuple(calendars.values()),
            tasks=tasks,
            links=checks.links(self.links, self.tasks, self.left_out, self.recorder),
            resources=resources,
            assignments=checks.assignments(self.assignments, self.tasks, self.resources),
            custom_fields=tuple(self.custom_fields.values()),
        )
        return plan, self.recorder.report(_counts(plan))

    def without_calendar_of_nobody(self, calendars: dict[int, Calendar]) -> dict[int, Calendar]:
        """Return the calendars without the one Project made for its stand-in, unless another rests on it."""
        bases = {calendar.base_uid for calendar in calendars.values()}
        return {
            uid: calendar
            for uid, calendar in calendars.items()
            if uid != self.calendar_of_nobody or calendar.is_base or uid in bases
        }

    def with_calendar(self, owner: checks.HasCalendar, place: Place) -> checks.HasCalendar:
        """Return the owner, without its calendar when the file does not hold it."""
        return checks.calendar_of(owner, place, self.calendars, self.recorder)


def _fields(element: Element, limits: Limits) -> Fields:
    """Return the fields of a record, with a place that is right even when the UID is not."""
    uid = element.texts.get("UID", "")
    known = int(uid) if uid.isdecimal() and len(uid) < 12 else None
    place = Place(element.name, known, element.texts.get("Name", "")[:80])
    return Fields(element, place, limits)


def _counts(plan: Plan) -> Counter[str]:
    return Counter(
        tasks=len(plan.tasks),
        summaries=sum(task.summary for task in plan.tasks),
        milestones=sum(task.milestone for task in plan.tasks),
        links=len(plan.links),
        calendars=len(plan.calendars),
        calendar_exceptions=sum(len(calendar.exceptions) for calendar in plan.calendars),
        resources=len(plan.resources),
        assignments=len(plan.assignments),
        baselines=sum(len(task.baselines) for task in plan.tasks),
        custom_values=sum(len(task.custom) for task in plan.tasks),
    )
