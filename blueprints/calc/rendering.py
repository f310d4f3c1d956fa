"""Writes a template as YAML in the spelling of the shipped ones: one row a line, defaults left out."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from decimal import Decimal
from typing import Any

import yaml

from blueprints.calc.template import Gate, Link, Template
from ecompm.core.documents import Record

WIDE = 100_000


class _Row(dict[str, Any]):
    """A mapping that is written on one line."""


class _List(list[Any]):
    """A list that is written on one line."""


class _Dumper(yaml.SafeDumper):
    """Rows on one line, lists of rows indented, numbers without exponent."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _number(dumper: yaml.SafeDumper, number: float) -> yaml.ScalarNode:
    text = format(Decimal(repr(number)), "f")
    return dumper.represent_scalar("tag:yaml.org,2002:float", text if "." in text else f"{text}.0")


_Dumper.add_representer(_Row, lambda dumper, row: dumper.represent_mapping("tag:yaml.org,2002:map", row, True))
_Dumper.add_representer(_List, lambda dumper, row: dumper.represent_sequence("tag:yaml.org,2002:seq", row, True))
_Dumper.add_representer(float, _number)


def render(template: Template) -> str:
    """The template as YAML text that `read_template` reads back as the same template."""
    whole = {key: _block(value) for key, value in _entries(template)}
    return yaml.dump(whole, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDE)


def _entries(record: Record) -> list[tuple[str, Any]]:
    """Key and value of every field that says more than its default."""
    return [
        (item.metadata.get("key") or item.name, getattr(record, item.name))
        for item in fields(record)
        if item.name != "lines" and getattr(record, item.name) != _default(item)
    ]


def _default(item: Field[Any]) -> Any:
    return item.default_factory() if item.default_factory is not MISSING else item.default


def _block(value: Any) -> Any:
    """A value at the left margin: lists of records have a line for each, gates a line for each criterion too."""
    if isinstance(value, Gate):
        return {key: _block(part) for key, part in _entries(value)}
    if isinstance(value, tuple) and value and isinstance(value[0], Record):
        return [_block(row) if isinstance(row, Gate) else _flow(row) for row in value]
    return _flow(value)


def _flow(value: Any) -> Any:
    """A value on one line."""
    match value:
        case Record():
            return _Row({key: _flow(_short(key, part)) for key, part in _entries(value)})
        case Link():
            return str(value)
        case tuple():
            return _List(map(_flow, value))
        case Mapping():
            return _Row({key: _flow(part) for key, part in value.items()})
        case _:
            return value


def _short(key: str, value: Any) -> Any:
    """One responsible role is written without a list around it."""
    return value[0] if key == "r" and len(value) == 1 else value
