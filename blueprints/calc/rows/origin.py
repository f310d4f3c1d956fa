"""Where a copied row comes from: the code of its pattern and the version of the library it was copied from."""

from decimal import Decimal


def origin(code: str, version: int) -> str:
    """`RQ-CAT-01@1`."""
    return f"{code}@{version}"


def code_of(ref: str) -> str:
    """The code of the pattern that a row was copied from; for a row of a template its id there."""
    return ref.partition("@")[0]


def shortened(text: str, limit: int) -> str:
    """The text, or its beginning up to a whole word with an ellipsis where it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    return f"{text[: limit - 1].rsplit(' ', 1)[0]}…"


def as_title(text: str) -> str:
    """The text with a capital first letter and without a full stop."""
    plain = text.strip().rstrip(".")
    return plain[:1].upper() + plain[1:]


def exact(number: float) -> Decimal:
    """The number as it is written in the file: 2.4, not the float next to it."""
    return Decimal(str(number))
