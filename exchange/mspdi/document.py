"""Hardened parsing of an MSPDI file: one record (a task, a resource, …) in memory at a time.

No tree of the document is ever built, so depth and size cost nothing before a limit refuses them. Document types,
entities and network access are refused; only four encodings are accepted.
"""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Never

from lxml import etree

from exchange.mspdi.errors import MspdiError, gettext_noop
from exchange.mspdi.limits import Limits

NAMESPACE = "http://schemas.microsoft.com/project"
PREFIX = f"{{{NAMESPACE}}}"
ROOT = "Project"

# Children of the root that hold one record per child; every other child of the root is a record itself.
LISTS = frozenset({"OutlineCodes", "WBSMasks", "ExtendedAttributes", "Calendars", "Tasks", "Resources", "Assignments"})
# Bulky parts that are not kept: counted on their owner, never held.
OMITTED = frozenset({"TimephasedData", "ValueList", "Values", "Masks"})

CHUNK = 64 * 1024
ENCODINGS = {"utf-8": "utf-8", "us-ascii": "us-ascii", "iso-8859-1": "iso-8859-1"}
DECLARED_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
OLE_FILE = gettext_noop(
    "This is a Microsoft Project or Office file in its own format, not XML. "
    "In Microsoft Project choose Save As, then “XML format (*.xml)”, and import that file."
)
TOO_MANY_ELEMENTS = gettext_noop("The file has more than %(limit)d elements. Split the plan.")
NOT_XML = gettext_noop(
    "The file is not XML. In Microsoft Project choose Save As, then “XML format (*.xml)”, and import that file."
)


class Element:
    """A part of one record: texts of its plain children by name, its other children, and counts of parts not held."""

    __slots__ = ("children", "name", "omitted", "texts")

    def __init__(self, name: str) -> None:
        self.name = name
        self.texts: dict[str, str] = {}
        self.children: list[Element] = []
        self.omitted: dict[str, int] = {}


class _Builder:
    """Parser target: holds the record under way and checks every limit that needs no knowledge of the format.

    The parser calls start, data and end a million times for a large plan, so they avoid calls of their own.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.ready: list[tuple[str, Element]] = []
        self.elements = 0
        self._depth = 0
        self._list = ""
        self._names: list[str] = []  # the open elements of the record
        self._open: list[Element | None] = []  # as far as they have children
        self._record_size = 0
        self._omitting = 0
        self._text: list[str] = []
        self._text_size = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.elements += 1
        self._depth += 1
        limits = self.limits
        if self._depth > limits.depth or self.elements > limits.elements or len(attributes) > limits.attributes:
            self._refuse_size()
        if self._omitting:
            self._omitting += 1
            return
        if not tag.startswith(PREFIX):
            self._refuse_tag(tag)
        name = tag[len(PREFIX) :]
        self._text = []
        if self._names:
            self._record_size += 1
            if self._record_size > limits.elements_per_record:
                self._refuse_record()
            if name in OMITTED:
                self._omit(name)
                return
        elif self._starts_no_record(name):
            return
        self._names.append(name)
        self._open.append(None)

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._omitting:
            self._omitting -= 1
        elif self._names:
            self._close()
        elif self._depth == 1:
            self._list = ""

    def data(self, text: str) -> None:
        if self._omitting or not self._names:
            return
        self._text_size = self._text_size + len(text) if self._text else len(text)
        if self._text_size > self.limits.text:
            _refuse(
                gettext_noop("A text is longer than %(limit)d characters. Shorten it and try again."), self.limits.text
            )
        self._text.append(text)

    def doctype(self, name: str, public: str | None, system: str | None) -> Never:
        raise MspdiError(
            gettext_noop("The file has a document type (DTD), which is not allowed. Remove the DOCTYPE and try again.")
        )

    def close(self) -> None:
        """Nothing to return: records leave through `ready`."""

    def _starts_no_record(self, name: str) -> bool:
        if self._depth == 1 and name != ROOT:
            self._refuse_tag(name)
        if self._depth == 2 and name in LISTS:
            self._list = name
            return True
        self._record_size = 1
        return self._depth == 1

    def _close(self) -> None:
        name, element = self._names.pop(), self._open.pop()
        if not self._names:
            self.ready.append(self._record(name, element))
            return
        parent = self._parent()
        if element is None:
            parent.texts[name] = "".join(self._text).strip()
        else:
            parent.children.append(element)
        self._text = []

    def _parent(self) -> Element:
        parent = self._open[-1]
        if parent is None:
            parent = self._open[-1] = Element(self._names[-1])
        return parent

    def _record(self, name: str, element: Element | None) -> tuple[str, Element]:
        """Return a finished record; a plain child of the root becomes a record that holds its own text."""
        element = element or Element(name)
        if not self._list and self._text:
            element.texts[name] = "".join(self._text).strip()
        return self._list or name, element

    def _omit(self, name: str) -> None:
        self._omitting = 1
        omitted = self._parent().omitted
        omitted[name] = omitted.get(name, 0) + 1

    def _refuse_size(self) -> Never:
        limits = self.limits
        if self._depth > limits.depth:
            _refuse(gettext_noop("Elements are nested more than %(limit)d deep. This is not a plan."), limits.depth)
        if self.elements > limits.elements:
            _refuse(TOO_MANY_ELEMENTS, limits.elements)
        _refuse(gettext_noop("An element has more than %(limit)d attributes."), limits.attributes)

    def _refuse_record(self) -> Never:
        limit = self.limits.elements_per_record
        _refuse(gettext_noop("One task, calendar or resource has more than %(limit)d elements."), limit)

    def _refuse_tag(self, tag: str) -> Never:
        if self._depth > 1:
            raise MspdiError(
                gettext_noop("The element “%(tag)s” does not belong to the Microsoft Project format. Remove it."),
                tag=tag[:80],
            )
        raise MspdiError(
            gettext_noop(
                "The file is XML but no Microsoft Project plan: it starts with “%(tag)s”. "
                "In Microsoft Project choose Save As, then “XML format (*.xml)”, and import that file."
            ),
            tag=tag[:80],
        )


def records(source: bytes | BinaryIO, limits: Limits) -> Iterator[tuple[str, Element]]:
    """Yield (list name, record) in document order, for a record outside a list (element name, record).

    Raises MspdiError when the file is not well-formed, not MSPDI or larger than a limit. Besides the bytes of the file
    only the largest record is held, whatever the file says.
    """
    content = _content(source, limits)
    builder = _Builder(limits)
    parser = etree.XMLParser(
        target=builder,
        encoding=_encoding(content),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    progress = (0, 0)
    try:
        for start in range(0, len(content), CHUNK):
            parser.feed(content[start : start + CHUNK])
            progress = _progress(progress, builder.elements, start, limits)
            yield from builder.ready
            builder.ready.clear()
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, seen=builder.elements > 0) from None
    yield from builder.ready


def _content(source: bytes | BinaryIO, limits: Limits) -> bytes:
    """Return the bytes of the file; refuse too many, and those that open more elements than a plan may have."""
    content = source if isinstance(source, bytes) else b"".join(_pieces(source, limits.bytes))
    if len(content) > limits.bytes:
        _refuse(gettext_noop("The file is larger than %(limit)d bytes. Split the plan."), limits.bytes)
    opened = content.count(b"<") - sum(map(content.count, (b"</", b"<!", b"<?")))
    if opened > limits.elements and not content.startswith(UTF16_MARKS):
        _refuse(TOO_MANY_ELEMENTS, limits.elements)
    return content


def _pieces(stream: BinaryIO, most: int) -> Iterator[bytes]:
    while most >= 0 and (piece := stream.read(CHUNK)):
        most -= len(piece)
        yield piece


def _progress(last: tuple[int, int], elements: int, total: int, limits: Limits) -> tuple[int, int]:
    """Return (elements, bytes) of the last progress; refuse bytes that never become an element."""
    if elements != last[0]:
        return elements, total
    if total - last[1] > limits.unread_bytes:
        _refuse(gettext_noop("A tag, text or comment is longer than %(limit)d bytes."), limits.unread_bytes)
    return last


def _encoding(head: bytes) -> str:
    if head.startswith(OLE_MAGIC):
        raise MspdiError(OLE_FILE)
    if head.startswith(UTF16_MARKS) and not head.startswith(b"\xff\xfe\x00\x00"):
        return "utf-16"
    declared = DECLARED_ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name not in ENCODINGS:
        raise MspdiError(
            gettext_noop("The file says it is encoded in %(encoding)s. Save it as UTF-8 and try again."), encoding=name
        )
    return ENCODINGS[name]


def _syntax_error(error: etree.XMLSyntaxError, *, seen: bool) -> MspdiError:
    if not seen:
        return MspdiError(NOT_XML)
    return MspdiError(
        gettext_noop("The XML is broken or cut off at line %(line)d: %(detail)s. Save the file again and retry."),
        line=error.lineno or 0,
        detail=str(error.msg).split("\n")[0].rstrip(".")[:200],
    )


def _refuse(message: str, limit: int) -> Never:
    raise MspdiError(message, limit=limit)
