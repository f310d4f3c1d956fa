"""The units in which figures are told, and the kind of value behind each."""

from typing import Final

from ecompm.core.expressions.nodes import Kind

UNIT_KINDS: Final = {
    "count": Kind.NUMBER,
    "number": Kind.NUMBER,
    "pct": Kind.NUMBER,
    "per_100": Kind.NUMBER,
    "ratio": Kind.NUMBER,
    "score": Kind.NUMBER,
    "points": Kind.NUMBER,
    "eur": Kind.NUMBER,
    "d": Kind.NUMBER,
    "h": Kind.NUMBER,
    "min": Kind.NUMBER,
    "ms": Kind.NUMBER,
    "yes_no": Kind.BOOLEAN,
    "text": Kind.TEXT,
    "date": Kind.DATE,
}
