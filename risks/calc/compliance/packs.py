"""Compliance packs: which controls apply to a project, given its answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from risks.calc.compliance.grammar import Answer, Answers, GrammarError, Leaf, Name, Node, parse


class PackError(ValueError):
    """A pack whose content contradicts itself; the message names the place."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a project must answer: yes or no, or one of `choices`. A shared question is asked once for all packs."""

    id: str
    choices: tuple[str, ...] = ()
    shared: bool = False

    def accepts(self, answer: Answer) -> bool:
        """Return whether the answer is one this question allows."""
        return answer in self.choices if self.choices else isinstance(answer, bool)


@dataclass(frozen=True, slots=True)
class Control:
    """One item of a pack. `due_offset` counts calendar days before its gate, negative after it.

    `renewal` is an ISO 8601 period from acceptance (`P1Y`) or None for once; `applies_from` the day its duty starts.
    `text` holds the words of the pack, untouched, to tell whether a new version changed them.
    """

    id: str
    level: str
    basis: str
    gate: str
    due_offset: int
    condition: Node
    renewal: str | None = None
    applies_from: date | None = None
    owner_role: str = ""
    text: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def blocks(self) -> bool:
        """Return whether an open one stops a gate: level must, and more than a watch point."""
        return self.level == "must" and self.basis != "outlook"


@dataclass(frozen=True)
class Pack:
    """A parsed pack. `named` are its named expressions.

    `scope_question` is the choice that states its scope, if any, and `undecided` the answers that leave it open.
    """

    id: str
    version: str
    questions: Mapping[str, Question]
    named: Mapping[str, Node]
    condition: Node
    controls: tuple[Control, ...]
    scope_question: str | None = None
    undecided: tuple[str, ...] = ()

    def applicability(self, answers: Answers) -> dict[str, bool | None]:
        """Return for each control that is not clearly excluded whether it applies: True, or None while unknown.

        An answer the question does not allow counts as missing.
        """
        known = {name: answers[name] for name in self.questions if self._allows(name, answers)}
        whole = self.condition.evaluate(known, self.named)
        found: dict[str, bool | None] = {}
        for control in self.controls:
            values = (whole, control.condition.evaluate(known, self.named))
            if False not in values:
                found[control.id] = None if None in values else True
        return found

    def missing_answers(self, answers: Answers) -> list[str]:
        """Return the questions without an allowed answer, in the order of the pack."""
        return [name for name in self.questions if not self._allows(name, answers)]

    def scope(self, answers: Answers) -> str:
        """Return the decided scope, or an empty text while it is undecided or the pack has none."""
        answer = answers.get(self.scope_question or "", "")
        decided = answer not in self.undecided and self.scope_question and self._allows(self.scope_question, answers)
        return str(answer) if decided else ""

    def _allows(self, name: str, answers: Answers) -> bool:
        return name in answers and self.questions[name].accepts(answers[name])


@dataclass(frozen=True, slots=True)
class Difference:
    """Control ids that a new version of a pack adds, changes and removes."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def compare(old: Pack, new: Pack) -> Difference:
    """Return what changes from one version to another; a changed must control goes back to review."""
    before = {control.id: control.text for control in old.controls}
    after = {control.id: control.text for control in new.controls}
    return Difference(
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(key for key in after.keys() & before.keys() if after[key] != before[key])),
        removed=tuple(sorted(before.keys() - after.keys())),
    )


def read_pack(data: Mapping[str, Any]) -> Pack:
    """Return the pack of one loaded document.

    Raises PackError for an expression outside the grammar, an unknown name, a yes-no question compared with a text, a
    choice standing alone or compared with a text it does not offer, and a named expression inside another.
    """
    rules, scope = data["applicability"], data.get("scope") or {}
    questions = {item["id"]: _question(item) for item in rules["questions"]}
    reader = _Reader(data["id"], questions)
    named = {item["id"]: reader.condition(item["id"], item["expr"]) for item in rules["expressions"]}
    reader.named = named
    return Pack(
        id=data["id"],
        version=str(data["version"]),
        questions=questions,
        named=named,
        condition=reader.condition("applies_if", rules["applies_if"]),
        controls=tuple(_control(item, reader.condition(item["id"], item["applies_if"])) for item in data["controls"]),
        scope_question=scope.get("question"),
        undecided=tuple(scope.get("empty_values", ())),
    )


def _question(item: Mapping[str, Any]) -> Question:
    choices = tuple(item["choices"]) if item["type"] == "choice" else ()
    return Question(item["id"], choices, bool(item.get("shared", False)))


def _control(item: Mapping[str, Any], condition: Node) -> Control:
    starts = item.get("applies_from")
    return Control(
        id=item["id"],
        level=item["level"],
        basis=item["basis"],
        gate=item["gate"],
        due_offset=int(item["due_offset"]),
        condition=condition,
        renewal=item.get("renewal"),
        applies_from=date.fromisoformat(str(starts)) if starts else None,
        owner_role=item.get("owner_role", ""),
        text=item,
    )


class _Reader:
    """Parses the expressions of one pack and checks every name in them."""

    def __init__(self, pack: str, questions: Mapping[str, Question]) -> None:
        self.pack = pack
        self.questions = questions
        self.named: Mapping[str, Node] = {}

    def condition(self, place: str, text: str) -> Node:
        try:
            tree = parse(text)
        except GrammarError as error:
            raise PackError(f"{self.pack}/{place}: {error}") from error
        for problem in self.problems(tree):
            raise PackError(f"{self.pack}/{place}: {problem}")
        return tree

    def problems(self, tree: Node) -> Iterator[str]:
        for leaf in tree.leaves():
            if not (isinstance(leaf, Name) and leaf.name in self.named):
                yield from self.leaf_problems(leaf)

    def leaf_problems(self, leaf: Leaf) -> Iterator[str]:
        question = self.questions.get(leaf.name)
        if question is None:
            yield f"unknown name {leaf.name}"
        elif isinstance(leaf, Name):
            if question.choices:
                yield f"{leaf.name} is a choice; compare it with == or in"
        else:
            for choice in leaf.choices:
                if choice not in question.choices:
                    yield f"{leaf.name} does not offer {choice!r}"
