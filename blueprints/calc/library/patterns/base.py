"""What all patterns of the library have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from ecompm.core.documents import Record

Words: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Pattern(Record):
    """Base of all patterns. Codes are never reused."""

    label: ClassVar[str] = "code"
    code: str

    @property
    def templates(self) -> tuple[str, ...] | None:
        """The templates it is offered for; None for every template."""
        return getattr(self, "applies_to", None)

    @property
    def title_text(self) -> Words:
        """Its title by language."""
        for field in ("title", "name"):
            title: Any = getattr(self, field, None)
            if title:
                return {"en": title} if isinstance(title, str) else title
        return {"en": self.code}
