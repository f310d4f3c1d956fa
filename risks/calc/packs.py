"""The words of the compliance packs: what a control asks for and why, the text of the questions, who answers for what.

packs = shipped()
sheet = packs["pci-dss"]                         # by id or alias
sheet.control("PCI-01").title["de"], sheet.question("saq_type").help
sheet.rules.applicability(answers)               # the same pack as risks.calc.compliance judges it
packs.catalogue.stand_ins                        # for risks.calc.compliance.find_owner
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar, Final, Literal, TypeAlias

from ecompm.core.documents import DocumentError, Fault, Misfit, Node, Record, Scalar, load, spelled
from ecompm.core.expressions import Expression, ExpressionError, Kind, Signature, Signatures, check, parse
from ecompm.core.expressions.nodes import Comparison, FactCall, Membership
from ecompm.core.expressions.nodes import Literal as Written
from ecompm.core.sentences import Sentence, gettext_noop
from risks.calc import compliance

CONTENT: Final = Path(__file__).resolve().parent.parent / "content" / "compliance"

GateName: TypeAlias = Literal["start", "build", "go_live", "close"]
Phase: TypeAlias = Literal["initiation", "planning", "execution", "monitoring_control", "closure"]
PackKind: TypeAlias = Literal["pack", "overlay"]

PERIOD: Final = re.compile(r"P[1-9][0-9]{0,3}[YMWD]", re.ASCII)

NO_PERIOD = gettext_noop("%(found)s is no period such as P1Y, P6M, P2W or P90D.")
NO_DATE = gettext_noop("%(found)s is no date such as 2026-06-28.")
NO_CHOICE = gettext_noop("The question %(question)s has no choice %(found)s.")
TWICE = gettext_noop("The name %(name)s is given twice.")
NO_QUESTION = gettext_noop("The scope names %(name)s, which is no choice question of this pack.")
NO_SOURCE = gettext_noop("The reference %(name)s names no source of this pack.")


def _period(node: Node) -> str | None:
    if isinstance(node, Scalar) and node.is_null:
        return None
    text = node.text if isinstance(node, Scalar) else ""
    if not PERIOD.fullmatch(text):
        raise Misfit(NO_PERIOD, found=text)
    return text


def _date(node: Node) -> date:
    text = node.text if isinstance(node, Scalar) else ""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misfit(NO_DATE, found=text) from None


@dataclass(frozen=True, kw_only=True)
class QuestionSheet(Record):
    """A question about the project. One with `shared` is the same in every pack and is asked once per project."""

    label: ClassVar[str] = "id"
    id: str
    text: str
    type: Literal["bool", "choice"]
    help: str
    shared: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NamedCondition(Record):
    """A condition over answers that several controls use by its name."""

    label: ClassVar[str] = "id"
    id: str
    expr: str
    help: str


@dataclass(frozen=True, kw_only=True)
class Applicability(Record):
    """When the pack applies at all, what it asks, and its named conditions."""

    applies_if: str
    questions: tuple[QuestionSheet, ...]
    expressions: tuple[NamedCondition, ...]


@dataclass(frozen=True, kw_only=True)
class Source(Record):
    """Where a requirement stands. `verified`: looked up for the pack's `checked_on` date."""

    label: ClassVar[str] = "id"
    id: str
    title: str
    ref: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class Scope(Record):
    """The question whose answer `compliance('x').scope` gives, and the answers that count as undecided."""

    question: str
    empty_values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ControlSheet(Record):
    """One duty, in words.

    `due_offset` is calendar days before the gate's date, negative after it; `renewal` an ISO 8601 period, None for
    once; `applies_from` the day the duty begins; `augments` the controls of base packs it makes more precise.
    """

    label: ClassVar[str] = "id"
    id: str
    title: Mapping[str, str]
    requirement: str
    why: str
    applies_if: str
    level: Literal["must", "should"]
    basis: Literal["law", "standard", "contract", "guidance", "practice", "outlook"]
    phase: Phase
    gate: GateName
    owner_role: str
    evidence: str
    due_offset: int
    renewal: str | None = field(metadata=spelled(read=_period))
    severity: Literal["critical", "high", "medium", "low"]
    certainty: Literal["verified", "known", "check_with_counsel"]
    refs: tuple[str, ...]
    applies_from: date | None = field(default=None, metadata=spelled(read=_date))
    augments: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """A short mark of all that the control says; another one as soon as any of it differs."""
        return sha256(repr(asdict(self, dict_factory=_without_lines)).encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class PackSheet(Record):
    """A versioned checklist of controls; an overlay `extends` the packs whose controls it makes more precise."""

    schema: Literal["ecpm-compliance-pack/1"]
    id: str
    version: str
    kind: PackKind
    aliases: tuple[str, ...]
    title: Mapping[str, str]
    summary: str
    checked_on: str
    jurisdiction: str
    disclaimer: str
    sources: tuple[Source, ...]
    applicability: Applicability
    controls: tuple[ControlSheet, ...]
    extends: tuple[str, ...] = ()
    scope: Scope | None = None

    @cached_property
    def rules(self) -> compliance.Pack:
        """The pack as it is judged: which controls apply, and what of them is open."""
        return compliance.read_pack(asdict(self, dict_factory=_without_lines))

    def control(self, name: str) -> ControlSheet:
        """The control with this id; KeyError when the pack has none."""
        return self._controls[name]

    def question(self, name: str) -> QuestionSheet:
        """The question with this id; KeyError when the pack does not ask it."""
        return self._questions[name]

    @cached_property
    def _controls(self) -> dict[str, ControlSheet]:
        return {control.id: control for control in self.controls}

    @cached_property
    def _questions(self) -> dict[str, QuestionSheet]:
        return {question.id: question for question in self.applicability.questions}


def _without_lines(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {key: value for key, value in items if key != "lines" and value is not None}


@dataclass(frozen=True, kw_only=True)
class Gate(Record):
    """A gate of the packs, its order, and the gate of the project templates that has the same purpose."""

    id: GateName
    ordinal: int
    text: str
    template_gate: str


@dataclass(frozen=True, kw_only=True)
class OwnerRole(Record):
    """A role that may own controls, and who takes its place when it is not filled."""

    label: ClassVar[str] = "code"
    code: str
    name: Mapping[str, str]
    fallback: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Entry(Record):
    """A pack as the catalogue lists it."""

    label: ClassVar[str] = "id"
    id: str
    file: str
    version: str
    kind: PackKind
    aliases: tuple[str, ...]
    controls: int


@dataclass(frozen=True, kw_only=True)
class Catalogue(Record):
    """The index of the packs, with the gates, phases and roles they speak of."""

    schema: Literal["ecpm-compliance-catalogue/1"]
    version: str
    checked_on: str
    phases: tuple[Phase, ...]
    gates: tuple[Gate, ...]
    roles: tuple[OwnerRole, ...]
    packs: tuple[Entry, ...]

    @property
    def stand_ins(self) -> Mapping[str, tuple[str, ...]]:
        """Who takes the place of a role that is not filled, in order."""
        return {role.code: role.fallback for role in self.roles}

    @property
    def gate_order(self) -> tuple[str, ...]:
        """The gates from first to last."""
        return tuple(gate.id for gate in sorted(self.gates, key=lambda gate: gate.ordinal))


class Packs:
    """The packs of a catalogue, found by id or alias."""

    def __init__(self, catalogue: Catalogue, packs: Iterable[PackSheet]) -> None:
        self.catalogue = catalogue
        self._packs = {pack.id: pack for pack in packs}
        self._ids = {name: pack.id for pack in self._packs.values() for name in (pack.id, *pack.aliases)}

    def __iter__(self) -> Iterator[PackSheet]:
        return iter(self._packs.values())

    def __len__(self) -> int:
        return len(self._packs)

    def __contains__(self, name: object) -> bool:
        return name in self._ids

    def __getitem__(self, name: str) -> PackSheet:
        """The pack with this id or alias; KeyError when there is none."""
        return self._packs[self._ids[name]]

    @property
    def names(self) -> frozenset[str]:
        """All ids and aliases."""
        return frozenset(self._ids)

    def questions(self, names: Iterable[str]) -> tuple[QuestionSheet, ...]:
        """The questions of the named packs, each once, in the order of the packs."""
        asked = (question for name in names for question in self[name].applicability.questions)
        return tuple({question.id: question for question in asked}.values())


@cache
def shipped() -> Packs:
    """The packs that come with the product."""
    return read_packs(CONTENT)


def read_packs(folder: Path) -> Packs:
    """The packs of a folder with a `catalogue.yaml`; DocumentError with every fault of the first bad file."""
    catalogue = load(Catalogue, (folder / "catalogue.yaml").read_bytes(), "catalogue.yaml")
    return Packs(catalogue, [read_pack((folder / entry.file).read_bytes(), entry.file) for entry in catalogue.packs])


def read_pack(text: str | bytes, file: str) -> PackSheet:
    """A pack whose names and conditions are sound; DocumentError with all its faults."""
    pack = load(PackSheet, text, file)
    faults = [Fault(file, line, place, sentence) for line, place, sentence in _misfits(pack)]
    if faults:
        raise DocumentError(faults)
    return pack


_Misfits: TypeAlias = Iterator[tuple[int, str, Sentence]]


def _misfits(pack: PackSheet) -> _Misfits:
    rules = pack.applicability
    yield from _twice([*rules.questions, *rules.expressions])
    yield from _twice(pack.controls)
    questions = {question.id: question for question in rules.questions}
    asked: Signatures = {
        question.id: Signature(question.id, Kind.BOOLEAN if question.type == "bool" else Kind.TEXT)
        for question in rules.questions
    }
    named = {**asked, **{item.id: Signature(item.id, Kind.BOOLEAN) for item in rules.expressions}}
    for item in rules.expressions:
        yield from _condition_misfits(item.expr, item.line("expr"), item.id, asked, questions)
    yield from _condition_misfits(rules.applies_if, rules.line("applies_if"), "applies_if", named, questions)
    for control in pack.controls:
        yield from _condition_misfits(control.applies_if, control.line("applies_if"), control.id, named, questions)
    if pack.scope and not questions.get(pack.scope.question, _NO_CHOICES).choices:
        yield pack.scope.line("question"), "scope", Sentence(NO_QUESTION, {"name": pack.scope.question})
    yield from _source_misfits(pack)


_NO_CHOICES: Final = QuestionSheet(id="", text="", type="bool", help="", shared=False)


def _twice(records: Collection[Any]) -> _Misfits:
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            yield record.line("id"), record.id, Sentence(TWICE, {"name": record.id})
        seen.add(record.id)


def _condition_misfits(
    text: str, line: int, place: str, signatures: Signatures, questions: Mapping[str, QuestionSheet]
) -> _Misfits:
    try:
        expression = parse(text)
        check(expression, signatures)
    except ExpressionError as error:
        yield line, place, error.sentence
        return
    for question, answer in _answers(expression):
        if question in questions and answer not in questions[question].choices and questions[question].type == "choice":
            yield line, place, Sentence(NO_CHOICE, {"question": question, "found": answer})


def _answers(expression: Expression) -> Iterator[tuple[str, object]]:
    """The answers that a condition compares its questions with."""
    for node in expression.root.walk():
        match node:
            case Comparison(left=FactCall(name=name), right=Written(value=value)):
                yield name, value
            case Membership(operand=FactCall(name=name), choices=choices):
                yield from ((name, choice.value) for choice in choices)


def _source_misfits(pack: PackSheet) -> _Misfits:
    sources = {source.id for source in pack.sources}
    for control in pack.controls:
        for ref in control.refs:
            if ref.split(":", 1)[0] not in sources:
                yield control.line("refs"), control.id, Sentence(NO_SOURCE, {"name": ref})
