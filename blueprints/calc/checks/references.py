"""Every id is given once, and every reference leads somewhere."""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from blueprints.calc.checks.finding import Finding
from blueprints.calc.template import Template
from ecompm.core.documents import Record
from ecompm.core.sentences import Sentence, gettext_noop

ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,19}", re.ASCII)
SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)

TWICE = gettext_noop("%(name)s stands here a second time; it was first given in line %(first)s.")
NO_ID = gettext_noop("%(name)s is no id. An id is a letter, followed by up to 19 letters, digits or underscores.")
NO_SLUG = gettext_noop("%(name)s is no template id. Use small letters, digits and hyphens, as in new-shop-launch.")
NO_CODE = gettext_noop("%(name)s is no KPI code. Use small letters, digits and underscores, as in aov_eur.")
NO_NAME = gettext_noop("The name needs a text in at least one language.")
DID_YOU_MEAN = gettext_noop("%(sentence)s Did you mean %(closest)s?")
NOBODY = gettext_noop("The task %(name)s has no accountable role; it needs exactly one.")
GATE_WITHOUT_MILESTONE = gettext_noop("No milestone names the gate %(name)s, so it has no place in the plan.")
GATE_TWICE = gettext_noop("The gate %(name)s already stands at %(other)s.")
GATE_AT_WORK = gettext_noop("The gate %(name)s stands at a milestone; %(task)s is none.")

TASK: Final = gettext_noop("There is no task %(name)s.")
ROLE: Final = gettext_noop("There is no role %(name)s.")
GATE: Final = gettext_noop("There is no gate %(name)s.")
REQUIREMENT: Final = gettext_noop("There is no requirement %(name)s.")
RISK: Final = gettext_noop("There is no risk %(name)s.")
KPI: Final = gettext_noop("There is no KPI %(name)s.")
PACK: Final = gettext_noop("There is no compliance pack %(name)s.")
"""What can be referred to, each by the sentence that says it is not there."""


def reference_findings(template: Template, packs: Collection[str]) -> Iterator[Finding]:
    """Findings about ids, names and references."""
    yield from _names(template)
    yield from _task_references(template)
    yield from _gate_references(template)
    yield from _other_references(template, packs)


def unknown(name: str, kind: str, known: Iterable[str]) -> Sentence:
    """The sentence for a reference that leads nowhere, with the closest that would."""
    sentence = Sentence(kind, {"name": name})
    closest = ", ".join(difflib.get_close_matches(name, sorted(known), n=2, cutoff=0.6))
    return Sentence(DID_YOU_MEAN, {"sentence": sentence, "closest": closest}) if closest else sentence


def _names(template: Template) -> Iterator[Finding]:
    if not SLUG.fullmatch(template.id):
        yield Finding(template.line("id"), "id", Sentence(NO_SLUG, {"name": template.id}))
    if not any(text.strip() for text in template.name.values()):
        yield Finding(template.line("name"), "name", Sentence(NO_NAME))
    criteria = [criterion for gate in template.gates for criterion in gate.criteria]
    yield from _unique("roles", template.roles, "code", ID, NO_ID)
    yield from _unique("tasks", template.tasks, "id", ID, NO_ID)
    yield from _unique("gates", template.gates, "id", ID, NO_ID)
    yield from _unique("criteria", criteria, "id")
    yield from _unique("requirements", template.requirements, "id", ID, NO_ID)
    yield from _unique("risks", template.risks, "id", ID, NO_ID)
    yield from _unique("kpis", template.kpis, "code", CODE, NO_CODE)
    yield from _unique("blocks", template.blocks, "id")


def _unique(
    place: str, records: Iterable[Any], key: str, pattern: re.Pattern[str] | None = None, text: str = ""
) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for record in records:
        name, line = getattr(record, key), record.line(key)
        if name in first:
            yield Finding(line, f"{place} {name}", Sentence(TWICE, {"name": name, "first": first[name]}))
        elif pattern and not pattern.fullmatch(name):
            yield Finding(line, f"{place} {name}", Sentence(text, {"name": name}))
        first.setdefault(name, line)


def _references(
    record: Record, field: str, place: str, names: Iterable[str], kind: str, known: Collection[str]
) -> Iterator[Finding]:
    for name in names:
        if name not in known:
            yield Finding(record.line(field), f"{place} {field}", unknown(name, kind, known))


def _task_references(template: Template) -> Iterator[Finding]:
    roles, gates = {role.code for role in template.roles}, {gate.id for gate in template.gates}
    for task in template.tasks:
        place = f"tasks {task.id}"
        yield from _references(task, "links", place, [link.task for link in task.links], TASK, template.task)
        yield from _references(task, "responsible", place, task.responsible, ROLE, roles)
        if task.accountable:
            yield from _references(task, "accountable", place, [task.accountable], ROLE, roles)
        else:
            yield Finding(task.line("accountable"), place, Sentence(NOBODY, {"name": task.id}))
        if task.gate is not None:
            yield from _references(task, "gate", place, [task.gate], GATE, gates)


def _gate_references(template: Template) -> Iterator[Finding]:
    """Every gate stands at exactly one milestone and is voted on by roles there are."""
    roles = {role.code for role in template.roles}
    at: dict[str, str] = {}
    for task in template.tasks:
        if task.gate is None:
            continue
        values = {"name": task.gate, "other": at.get(task.gate), "task": task.id}
        if task.gate in at:
            yield Finding(task.line("gate"), f"tasks {task.id} gate", Sentence(GATE_TWICE, values))
        if not task.milestone:
            yield Finding(task.line("gate"), f"tasks {task.id} gate", Sentence(GATE_AT_WORK, values))
        at.setdefault(task.gate, task.id)
    for gate in template.gates:
        if gate.id not in at:
            yield Finding(gate.line(), f"gates {gate.id}", Sentence(GATE_WITHOUT_MILESTONE, {"name": gate.id}))
        place = f"gates {gate.id} approvers"
        yield from _references(gate.approvers, "roles", place, gate.approvers.roles, ROLE, roles)


def _other_references(template: Template, packs: Collection[str]) -> Iterator[Finding]:
    tasks = template.task
    for requirement in template.requirements:
        place = f"requirements {requirement.id}"
        yield from _references(requirement, "traces", place, requirement.traces, TASK, tasks)
    for risk in template.risks:
        yield from _references(risk, "hits", f"risks {risk.id}", risk.hits, TASK, tasks)
    roles = {role.code for role in template.roles}
    for message in template.communication:
        yield from _references(message, "owner", f"communication {message.audience}", [message.owner], ROLE, roles)
    yield from _references(template, "compliance", "", template.compliance, PACK, packs)
    if template.event is not None:
        yield from _references(template, "event", "", [template.event], TASK, tasks)
    yield from _block_references(template)


def _block_references(template: Template) -> Iterator[Finding]:
    known: dict[str, tuple[str, Collection[str]]] = {
        "tasks": (TASK, template.task),
        "requirements": (REQUIREMENT, {item.id for item in template.requirements}),
        "risks": (RISK, {item.id for item in template.risks}),
        "kpis": (KPI, {item.code for item in template.kpis}),
        "compliance": (PACK, template.compliance),
    }
    for block in template.blocks:
        for field, (kind, names) in known.items():
            yield from _references(block, field, f"blocks {block.id}", getattr(block, field), kind, names)
