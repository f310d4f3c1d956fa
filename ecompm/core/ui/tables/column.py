"""What a list declares: its columns and what can be done with a selection."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.utils.functional import Promise

from ecompm.core.ui.escaping import esc
from ecompm.core.ui.marks import NO_VALUE

Row: TypeAlias = Mapping[str, Any]
Text: TypeAlias = str | Promise
Cell: TypeAlias = Callable[[Any, Row], object]


def plain(value: Any, row: Row) -> object:
    """The value as text; the dash for no value."""
    return NO_VALUE if value is None or value == "" else value


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it reads, how a cell is shown, what it sorts by, and how it behaves as a card on a phone.

    `name` is the key in the row and in addresses. `reads` are further names of `.values()` the cell needs (`reads=()`
    with `computed=True` for a value that the table adds to the row itself). `cell` gets the value and the row and
    returns text, which is escaped, or safe HTML. `sort` is one ordering field or several. `second` adds a line of meta
    below the value. `export` gives the plain value for CSV where the stored one would not be understood.
    """

    name: str
    label: Text
    cell: Cell = plain
    sort: str | Sequence[str] = ()
    reads: Sequence[str] = ()
    computed: bool = False
    head: bool = False
    align: str = ""
    card: str = ""
    fit: bool = False
    shown: bool = True
    second: Callable[[Row], object] | None = None
    export: Callable[[Row], object] | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """Names this column needs from `.values()`."""
        return tuple(self.reads) if self.computed else (self.name, *self.reads)

    @property
    def ordering(self) -> tuple[str, ...]:
        return (self.sort,) if isinstance(self.sort, str) else tuple(self.sort)

    def html(self, row: Row, href: str = "") -> str:
        """The inside of the cell."""
        inside = esc(self.cell(row.get(self.name), row))
        if self.head:
            inside = (
                f'<a class="name" href="{esc(href)}">{inside}</a>' if href else f'<span class="name">{inside}</span>'
            )
        if self.second is None:
            return inside
        return f'<span class="two"><span>{inside}</span><span>{esc(self.second(row))}</span></span>'

    def value(self, row: Row) -> object:
        """The plain value for an export."""
        return self.export(row) if self.export else row.get(self.name)


@dataclass(frozen=True, slots=True)
class Bulk:
    """Something done with all selected rows: posted as `action=<name>` with `selected=<pk>` for each."""

    name: str
    label: Text
    icon: str = ""
