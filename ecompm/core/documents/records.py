"""Reads nodes of a document into dataclasses by their type hints, and tells every misfit with its line.

class Role(Record):
    code: str
    side: Literal["internal", "agency", "vendor"] = "internal"

reader = Reader("shop.yaml")
role = reader.record(Role, node, "roles")      # None when it cannot be built; reader.faults says why
"""

import difflib
import re
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cache
from typing import Any, ClassVar, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from ecompm.core.documents.faults import DocumentError, Fault
from ecompm.core.documents.yaml_source import Entries, Items, Node, Scalar, read_yaml
from ecompm.core.sentences import Sentence, gettext_noop

INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})", re.ASCII)
DECIMAL: Final = re.compile(r"[-+]?[0-9]{1,17}\.[0-9]{1,17}", re.ASCII)
MAX_TEXT: Final = 4000

UNKNOWN_KEY = gettext_noop("There is no key %(key)s here. Known are: %(known)s.")
UNKNOWN_BUT_CLOSE = gettext_noop("There is no key %(key)s here. Did you mean %(closest)s?")
MISSING_KEY = gettext_noop("The key %(key)s is missing.")
MISFIT = gettext_noop("%(found)s is not %(wanted)s.")
NO_CHOICE = gettext_noop("%(found)s is none of %(choices)s.")
TOO_LONG = gettext_noop("The text has more than %(limit)s characters.")
NO_VALUE = gettext_noop("The value is missing.")

NAMES: Final[dict[Any, str]] = {
    int: gettext_noop("a whole number"),
    float: gettext_noop("a number"),
    bool: gettext_noop("true or false"),
    str: gettext_noop("a text"),
    Items: gettext_noop("a list"),
    Entries: gettext_noop("a mapping of keys to values"),
    Scalar: gettext_noop("a single value"),
}


class Misfit(ValueError):
    """Raised by a field's own reading function: the value at hand cannot be read; the sentence says why."""

    def __init__(self, text: str, **values: object) -> None:
        self.sentence = Sentence(text, values)
        super().__init__(str(self.sentence))


@dataclass(frozen=True, kw_only=True)
class Record:
    """Base of what is read from a document. Knows the line of each of its keys, and of itself under ""."""

    label: ClassVar[str] = ""
    """The field that names a record among others, for the place of a fault."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def line(self, key: str = "") -> int:
        """The line of a field, or of the record itself; 1 when it was not read from a document."""
        return self.lines.get(key) or self.lines.get("", 1)


RecordType = TypeVar("RecordType", bound=Record)


def spelled(key: str = "", read: Callable[[Node], Any] | None = None) -> Mapping[str, Any]:
    """Metadata of a dataclass field that is written under another key, or read by its own function (raises Misfit)."""
    return {"key": key, "read": read}


def load(cls: type[RecordType], text: str | bytes, file: str) -> RecordType:
    """The record that the YAML text holds; DocumentError with every fault of its form."""
    reader = Reader(file)
    record = reader.record(cls, read_yaml(text, file))
    if record is None or reader.faults:
        raise DocumentError(reader.faults)
    return record


class Reader:
    """Reads nodes of one file into records and gathers what does not fit in `faults`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, line: int, place: str, text: str, **values: object) -> None:
        self.faults.append(Fault(self.file, line, place, Sentence(text, values)))

    def record(self, cls: type[RecordType], node: Node, place: str = "") -> RecordType | None:
        """The record at a node; None when a required part is missing or unreadable."""
        if not isinstance(node, Entries):
            self.misfit(node, place, Entries)
            return None
        place = _named(cls, node, place)
        known = _fields(cls)  # type: ignore[arg-type]  # a class is hashable, whatever its instances are
        self._check_keys(node, place, known)
        values: dict[str, Any] = {}
        for key, (item, hint) in known.items():
            if key in node.values and not (_is_null(node.values[key]) and _has_default(item)):
                values[item.name] = self._field(item, hint, node.values[key], f"{place} {key}".strip())
            elif not _has_default(item):
                self.fault(node.line, place, MISSING_KEY, key=key)
                values[item.name] = MISSING
        if MISSING in values.values():
            return None
        lines = {known[key][0].name: line for key, line in node.lines.items() if key in known}
        return cls(**values, lines={"": node.line, **lines})

    def _check_keys(self, node: Entries, place: str, known: Iterable[str]) -> None:
        for key in node.values:
            if key in known:
                continue
            closest = ", ".join(difflib.get_close_matches(key, list(known), n=2))
            text = UNKNOWN_BUT_CLOSE if closest else UNKNOWN_KEY
            self.fault(node.lines[key], place, text, key=key, closest=closest, known=", ".join(known))

    def _field(self, item: Field[Any], hint: Any, node: Node, place: str) -> Any:
        read = item.metadata.get("read")
        if read is None:
            return self.value(hint, node, place)
        try:
            return read(node)
        except Misfit as misfit:
            self.faults.append(Fault(self.file, node.line, place, misfit.sentence))
            return MISSING

    def value(self, hint: Any, node: Node, place: str) -> Any:
        """The value at a node as its type hint asks for; MISSING (and a fault) when it does not fit."""
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            return self._union(get_args(hint), node, place)
        if origin is Literal:
            return self._choice(get_args(hint), node, place)
        if origin is tuple:
            return self._list(get_args(hint)[0], node, place)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(get_args(hint)[1], node, place)
        if issubclass(hint, Record):
            record = self.record(hint, node, place)
            return MISSING if record is None else record
        return self._scalar(hint, node, place)

    def _union(self, hints: tuple[Any, ...], node: Node, place: str) -> Any:
        """`X | None`, or the choice of `bool | int | float | str`, which the spelling decides."""
        if type(None) in hints and _is_null(node):
            return None
        rest = tuple(hint for hint in hints if hint is not type(None))
        if len(rest) == 1:
            return self.value(rest[0], node, place)
        if not isinstance(node, Scalar):
            return self.misfit(node, place, Scalar)
        values = (_read_scalar(hint, node) for hint in rest)
        found = next((value for value in values if value is not None), None)
        return self.misfit(node, place, rest[-1]) if found is None else found

    def _choice(self, choices: tuple[Any, ...], node: Node, place: str) -> Any:
        if isinstance(node, Scalar) and node.text in choices:
            return node.text
        self.fault(node.line, place, NO_CHOICE, found=_shown(node), choices=", ".join(choices))
        return MISSING

    def _list(self, hint: Any, node: Node, place: str) -> Any:
        if not isinstance(node, Items):
            return self.misfit(node, place, Items)
        values = [self.value(hint, child, place) for child in node.values]
        return tuple(value for value in values if value is not MISSING)

    def _mapping(self, hint: Any, node: Node, place: str) -> Any:
        if not isinstance(node, Entries):
            return self.misfit(node, place, Entries)
        values = {key: self.value(hint, child, f"{place} {key}") for key, child in node.values.items()}
        return {key: value for key, value in values.items() if value is not MISSING}

    def _scalar(self, hint: type, node: Node, place: str) -> Any:
        if _is_null(node):
            self.fault(node.line, place, NO_VALUE)
            return MISSING
        value = _read_scalar(hint, node) if isinstance(node, Scalar) else None
        if value is None:
            return self.misfit(node, place, hint)
        if isinstance(value, str) and len(value) > MAX_TEXT:
            self.fault(node.line, place, TOO_LONG, limit=MAX_TEXT)
            return MISSING
        return value

    def misfit(self, node: Node, place: str, wanted: Any) -> Any:
        self.fault(node.line, place, MISFIT, found=_shown(node), wanted=Sentence(NAMES[wanted]))
        return MISSING


@cache
def _fields(cls: Any) -> dict[str, tuple[Field[Any], Any]]:
    """The fields of a record by the key they are written under, with their type hints."""
    hints = get_type_hints(cls)
    return {
        item.metadata.get("key") or item.name: (item, hints[item.name]) for item in fields(cls) if item.name != "lines"
    }


def _has_default(item: Field[Any]) -> bool:
    return item.default is not MISSING or item.default_factory is not MISSING


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null


def _named(cls: type[Record], node: Entries, place: str) -> str:
    name = node.values.get(cls.label)
    return f"{place} {name.text[:40]}".strip() if isinstance(name, Scalar) and not name.is_null else place


def _shown(node: Node) -> str | Sentence:
    return repr(node.text[:60]) if isinstance(node, Scalar) else Sentence(NAMES[type(node)])


def _read_scalar(hint: type, node: Scalar) -> Any:
    """The scalar as bool, int, float or str; None when it is not spelled as one."""
    if hint is str:
        return node.text
    if not node.plain:
        return None
    if hint is bool:
        return {"true": True, "false": False}.get(node.text)
    if INTEGER.fullmatch(node.text):
        return int(node.text) if hint is int else float(node.text)
    return float(node.text) if hint is float and DECIMAL.fullmatch(node.text) else None
