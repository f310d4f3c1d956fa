"""The tasks form one network: no circle, one start, one end."""

from collections.abc import Iterator, Sequence
from typing import Final

from blueprints.calc.checks.finding import Finding
from blueprints.calc.offsets import circle
from blueprints.calc.tailoring import tasks_without
from blueprints.calc.template import Task, Template
from ecompm.core.sentences import Sentence, gettext_noop

CIRCLE = gettext_noop("These tasks wait for one another in a circle: %(path)s.")
ITSELF = gettext_noop("The task %(name)s waits for itself.")
LINK_TWICE = gettext_noop("The task %(name)s waits for %(other)s twice.")
NO_TASK = gettext_noop("A template needs at least one task.")
SECOND_START = gettext_noop("%(name)s waits for nothing, and neither does %(first)s. A plan begins at one task.")
SECOND_END = gettext_noop("Nothing waits for %(name)s, nor for %(last)s. A plan ends at one task.")
FIXED = gettext_noop("%(name)s is a gate or the event of the plan and cannot be left out with a block.")
TOO_MANY = gettext_noop("The template has %(count)s tasks; at most %(limit)s are allowed.")
TOO_MANY_OPTIONAL = gettext_noop("The blocks hold %(count)s tasks; at most %(limit)s are allowed.")
LOOSE = gettext_noop("Without this block the plan falls apart: %(sentence)s")

MOST_TASKS: Final = 1000
MOST_OPTIONAL_TASKS: Final = 200


def graph_findings(template: Template) -> Iterator[Finding]:
    """Findings about links, circles, starts and ends."""
    count = len(template.tasks)
    if not count:
        yield Finding(template.line("tasks"), "tasks", Sentence(NO_TASK))
    if count > MOST_TASKS:
        values = {"count": count, "limit": MOST_TASKS}
        yield Finding(template.line("tasks"), "tasks", Sentence(TOO_MANY, values))
        return
    circles = [*_links(template), *_circle(template)]
    yield from circles
    yield from _ends(template.tasks)
    if not circles:
        yield from _blocks(template)


def _blocks(template: Template) -> Iterator[Finding]:
    """Every block can be left out: it holds no gate, and what remains has one start and one end."""
    optional = sum(len(block.tasks) for block in template.blocks)
    if optional > MOST_OPTIONAL_TASKS:
        values = {"count": optional, "limit": MOST_OPTIONAL_TASKS}
        yield Finding(template.line("blocks"), "blocks", Sentence(TOO_MANY_OPTIONAL, values))
        return
    ends = len(list(_ends(template.tasks)))
    for block in template.blocks:
        place, line = f"blocks {block.id}", block.line("tasks")
        known = [name for name in block.tasks if name in template.task]
        for name in known:
            if template.task[name].gate or name == template.event:
                yield Finding(line, place, Sentence(FIXED, {"name": name}))
        loose = list(_ends(tasks_without(template, known)))
        for finding in loose[ends:]:
            yield Finding(line, place, Sentence(LOOSE, {"sentence": finding.sentence}))


def _links(template: Template) -> Iterator[Finding]:
    for task in template.tasks:
        seen: set[tuple[str, str]] = set()
        for link in task.links:
            place, values = f"tasks {task.id} deps", {"name": task.id, "other": link.task}
            if link.task == task.id:
                yield Finding(task.line("links"), place, Sentence(ITSELF, values))
            if (link.task, link.type) in seen:
                yield Finding(task.line("links"), place, Sentence(LINK_TWICE, values))
            seen.add((link.task, link.type))


def _circle(template: Template) -> Iterator[Finding]:
    path = circle(template)
    if path:
        line = template.task[path[0]].line("links")
        yield Finding(line, f"tasks {path[0]} deps", Sentence(CIRCLE, {"path": " → ".join(path)}))


def _ends(tasks: Sequence[Task]) -> Iterator[Finding]:
    awaited = {link.task for task in tasks for link in task.links}
    starts = [task for task in tasks if not task.links]
    ends = [task for task in tasks if task.id not in awaited]
    for task in starts[1:]:
        yield _end(task, SECOND_START, first=starts[0].id)
    for task in ends[:-1]:
        yield _end(task, SECOND_END, last=ends[-1].id)


def _end(task: Task, text: str, **values: str) -> Finding:
    return Finding(task.line("links"), f"tasks {task.id}", Sentence(text, {"name": task.id, **values}))
