"""Reads YAML from strangers: plain data only, with the line of every piece and hard limits.

The text is read event by event and refused as soon as it goes too far, so nothing is built of a bomb. Tags, anchors,
aliases, merge keys, double keys and second documents have no place in our files. Scalars stay text; whoever reads them
into a record says what they are, so `version: 1.10` and `name: No` keep their letters.
"""

from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import yaml

from ecompm.core.documents.faults import DocumentError, Fault
from ecompm.core.sentences import Sentence, gettext_noop

MAX_BYTES: Final = 1_000_000
MAX_NODES: Final = 60_000
MAX_DEPTH: Final = 12

TOO_LARGE = gettext_noop("The file has more than %(limit)s bytes.")
TOO_MANY = gettext_noop("The file has more than %(limit)s values.")
TOO_DEEP = gettext_noop("The values are nested deeper than %(limit)s levels.")
NO_UTF8 = gettext_noop("The file is not encoded as UTF-8.")
NO_YAML = gettext_noop("The YAML cannot be read here: %(problem)s.")
ALIAS = gettext_noop("Anchors and aliases (& and *) are not used in these files; write the value out.")
TAG = gettext_noop("The tag %(tag)s is not used in these files; write the plain value.")
SECOND = gettext_noop("The file holds a second document; a file holds one.")
EMPTY = gettext_noop("The file is empty.")
KEY = gettext_noop("A key is a word, not a list or a mapping.")
TWICE = gettext_noop("The key %(key)s stands here a second time; it was first given in line %(first)s.")

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written; `plain` when it stands without quotes."""

    text: str
    line: int
    plain: bool = True

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in ("", "~", "null")


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    values: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Entries:
    """A mapping; each key with its own line and its value."""

    line: int
    values: dict[str, "Node"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node: TypeAlias = Scalar | Items | Entries


def read_yaml(text: str | bytes, file: str) -> Node:
    """The document as nodes with lines; `file` names it in faults. Raises DocumentError at the first fault."""
    source = _decoded(text, file)
    builder = _Builder(file)
    try:
        for event in yaml.parse(source, Loader=_LOADER):
            builder.add(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise builder.error(NO_YAML, (mark.line if mark else 0) + 1, problem=error.problem or error.context) from error
    except yaml.YAMLError as error:
        line = source.count("\n", 0, getattr(error, "position", 0)) + 1
        raise builder.error(NO_YAML, line, problem=getattr(error, "reason", "")) from error
    if builder.root is None:
        raise builder.error(EMPTY, 1)
    return builder.root


def _decoded(text: str | bytes, file: str) -> str:
    try:
        size = len(text if isinstance(text, bytes) else text.encode())
        if size > MAX_BYTES:
            raise DocumentError([Fault(file, 1, "", Sentence(TOO_LARGE, {"limit": MAX_BYTES}))])
        return text.decode() if isinstance(text, bytes) else text
    except UnicodeError as error:
        raise DocumentError([Fault(file, 1, "", Sentence(NO_UTF8))]) from error


class _Builder:
    """Turns the events of the parser into nodes; `open` holds the lists and mappings that are not closed yet."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.open: list[Items | Entries] = []
        self.keys: list[Scalar | None] = []
        self.count = 0

    def error(self, text: str, line: int, **values: object) -> DocumentError:
        return DocumentError([Fault(self.file, line, "", Sentence(text, values))])

    def add(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        match event:
            case yaml.AliasEvent():
                raise self.error(ALIAS, line)
            case yaml.NodeEvent():
                self.check(event, line)
                self.place(self.made(event, line))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.open.pop()
                self.keys.pop()
            case yaml.DocumentStartEvent() if self.root is not None:
                raise self.error(SECOND, line)

    def check(self, event: Any, line: int) -> None:
        """Refuse what is too much or has no place in these files."""
        self.count += 1
        if event.anchor is not None:
            raise self.error(ALIAS, line)
        if event.tag is not None:
            raise self.error(TAG, line, tag=event.tag)
        if self.count > MAX_NODES:
            raise self.error(TOO_MANY, line, limit=MAX_NODES)
        if len(self.open) >= MAX_DEPTH:
            raise self.error(TOO_DEEP, line, limit=MAX_DEPTH)

    def made(self, event: Any, line: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, line, plain=not event.style)
        return Items(line) if isinstance(event, yaml.SequenceStartEvent) else Entries(line)

    def place(self, node: Node) -> None:
        """Put a node where it belongs: the root, the next of a list, a key, or the value of the key before."""
        holder = self.open[-1] if self.open else None
        if holder is None:
            self.root = node
        elif isinstance(holder, Items):
            holder.values.append(node)
        elif self.keys[-1] is None:
            self.keys[-1] = self.as_key(holder, node)
            return
        else:
            key, self.keys[-1] = self.keys[-1], None
            holder.values[key.text] = node
            holder.lines[key.text] = key.line
        if not isinstance(node, Scalar):
            self.open.append(node)
            self.keys.append(None)

    def as_key(self, holder: Entries, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            raise self.error(KEY, node.line)
        if node.text in holder.values:
            raise self.error(TWICE, node.line, key=node.text, first=holder.lines[node.text])
        return node
