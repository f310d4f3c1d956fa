"""The content library: patterns by kind, those of a template first, the rest by search.

library = shipped()
library.for_template("risks", "replatforming")        # offered first
library.search("risks", "token", beyond="replatforming")
library.role_in("CNT", "payment-migration")           # the template's role that takes a library role's place
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from blueprints.calc.library.patterns import (
    BaseMeasure,
    ChangeMeasure,
    CommunicationPattern,
    Course,
    DeliverablePattern,
    KpiPattern,
    LessonPattern,
    MeetingPattern,
    Pattern,
    Raci,
    Reference,
    RequirementPattern,
    RiskPattern,
    RolePattern,
    Runbook,
    StakeholderPattern,
)
from blueprints.calc.library.vocabulary import Vocabulary
from ecompm.core.documents import DocumentError, Entries, Fault, Reader, load, read_yaml
from ecompm.core.sentences import Sentence, gettext_noop

CONTENT: Final = Path(__file__).resolve().parent.parent.parent / "content" / "library"

Kind: TypeAlias = Literal[
    "roles",
    "requirements",
    "risks",
    "kpis",
    "stakeholders",
    "deliverables",
    "communications",
    "measures",
    "courses",
    "lessons",
    "runbooks",
    "meetings",
]


class _Place(NamedTuple):
    """Where the patterns of a kind stand."""

    file: str
    of: type[Pattern]


PLACES: Final[Mapping[Kind, _Place]] = {
    "roles": _Place("roles.yaml", RolePattern),
    "requirements": _Place("requirements.yaml", RequirementPattern),
    "risks": _Place("risks.yaml", RiskPattern),
    "kpis": _Place("kpis.yaml", KpiPattern),
    "stakeholders": _Place("stakeholders.yaml", StakeholderPattern),
    "deliverables": _Place("deliverables.yaml", DeliverablePattern),
    "communications": _Place("communications.yaml", CommunicationPattern),
    "measures": _Place("changes.yaml", ChangeMeasure),
    "courses": _Place("training.yaml", Course),
    "lessons": _Place("lessons.yaml", LessonPattern),
    "runbooks": _Place("runbook.yaml", Runbook),
    "meetings": _Place("meetings.yaml", MeetingPattern),
}

VERSION: Final = re.compile(r"^version: ([0-9]{1,6})$", re.MULTILINE | re.ASCII)

NO_LIST = gettext_noop("The key %(key)s is missing.")


@cache
def shipped() -> "Library":
    """The library that comes with the product. Each file is read when it is first asked for."""
    return Library(CONTENT)


class Library:
    """The patterns of a folder. DocumentError when a file is first read and does not fit its records."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._patterns: dict[Kind, dict[str, Any]] = {}
        self._texts: dict[tuple[Kind, str], str] = {}
        self._versions: dict[str, int] = {}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The shared enumerations and the published facts."""
        return load(Vocabulary, (self.folder / "vocabulary.yaml").read_bytes(), "vocabulary.yaml")

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        """The sources that KPI limits name, by id."""
        return {reference.id: reference for reference in self._list("kpis.yaml", "references", Reference)}

    @cached_property
    def base_measures(self) -> Mapping[str, BaseMeasure]:
        """The measures that KPI formulas use, by code."""
        return {measure.code: measure for measure in self._list("kpis.yaml", "base_measures", BaseMeasure)}

    @cached_property
    def compulsory_contents(self) -> Mapping[str, str]:
        """What every message has to answer: the question by the code of the content."""
        root = self._root("communications.yaml", "compulsory_contents")
        rows = Reader("communications.yaml").value(tuple[Mapping[str, str], ...], root, "compulsory_contents")
        return {row["code"]: row["prompt"] for row in rows}

    def of(self, kind: Kind) -> tuple[Any, ...]:
        """All patterns of a kind, in the order of the library."""
        return tuple(self._by_code(kind).values())

    def version(self, kind: Kind) -> int:
        """The version of the file that holds a kind; a copied pattern remembers it."""
        file = PLACES[kind].file
        if file not in self._versions:
            found = VERSION.search((self.folder / file).read_text("utf-8"))
            if found is None:
                raise DocumentError([Fault(file, 1, "", Sentence(NO_LIST, {"key": "version"}))])
            self._versions[file] = int(found[1])
        return self._versions[file]

    def get(self, kind: Kind, code: str) -> Any:
        """The pattern with a code; KeyError when there is none."""
        return self._by_code(kind)[code]

    def for_template(self, kind: Kind, template: str) -> tuple[Any, ...]:
        """The patterns offered first for a template, and those that belong to every template."""
        return tuple(pattern for pattern in self.of(kind) if offered(pattern, template))

    def search(self, kind: Kind, text: str, *, beyond: str | None = None) -> tuple[Any, ...]:
        """The patterns that contain every word of the text, in any language and without regard to case and accents.

        Those with all words in code or title come first. `beyond` leaves out what is offered for a template anyway. An
        empty text finds everything.
        """
        words = folded(text).split()
        found = [
            (pattern, all(word in folded(" ".join(_title_words(pattern))) for word in words))
            for pattern in self.of(kind)
            if (beyond is None or not offered(pattern, beyond))
            and all(word in self._text(kind, pattern) for word in words)
        ]
        return tuple(pattern for pattern, _ in sorted(found, key=lambda hit: not hit[1]))

    def role_in(self, code: str, template: str) -> str:
        """The role of a template that takes a library role's place; the code itself for other templates."""
        return str(self.get("roles", code).in_template.get(template, code))

    def raci_in(self, raci: Raci, template: str) -> Raci:
        """A RACI row in the role codes of a template. Two library roles may fall together: then the one who does or
        answers for the work is not consulted or informed too."""
        accountable = self.role_in(raci.A, template)
        doing = self._roles_in(raci.R, template)
        consulted = [role for role in self._roles_in(raci.C, template) if role not in {accountable, *doing}]
        informed = [role for role in self._roles_in(raci.I, template) if role not in {accountable, *doing, *consulted}]
        return Raci(R=tuple(doing), A=accountable, C=tuple(consulted), I=tuple(informed))

    def _by_code(self, kind: Kind) -> dict[str, Any]:
        if kind not in self._patterns:
            place = PLACES[kind]
            self._patterns[kind] = {item.code: item for item in self._list(place.file, kind, place.of)}
        return self._patterns[kind]

    def _roles_in(self, codes: Iterable[str], template: str) -> list[str]:
        return list(dict.fromkeys(self.role_in(code, template) for code in codes))

    def _root(self, file: str, key: str) -> Any:
        root = read_yaml((self.folder / file).read_bytes(), file)
        if not isinstance(root, Entries) or key not in root.values:
            raise DocumentError([Fault(file, root.line, "", Sentence(NO_LIST, {"key": key}))])
        return root.values[key]

    def _list(self, file: str, key: str, of: type[Any]) -> tuple[Any, ...]:
        reader = Reader(file)
        records = reader.value(tuple[of, ...], self._root(file, key), key)  # type: ignore[valid-type]
        if reader.faults:
            raise DocumentError(reader.faults)
        return tuple(records)

    def _text(self, kind: Kind, pattern: Pattern) -> str:
        """All words of a pattern, folded; made once."""
        key = (kind, pattern.code)
        if key not in self._texts:
            self._texts[key] = folded(" ".join(_texts(pattern)))
        return self._texts[key]


def offered(pattern: Pattern, template: str) -> bool:
    """Whether a pattern is offered first for a template."""
    return pattern.templates is None or template in pattern.templates


def folded(text: str) -> str:
    """The text without case and accents, so that "phi" finds "phí" and "PHÍ"."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _title_words(pattern: Pattern) -> Iterator[str]:
    yield pattern.code
    yield from pattern.title_text.values()


def _texts(value: Any) -> Iterator[str]:
    """Every text within a record."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for item in fields(value):
            if item.name != "lines":
                yield from _texts(getattr(value, item.name))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
