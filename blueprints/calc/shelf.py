"""The project templates that come with the product."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from blueprints.calc.library import shipped as shipped_library
from blueprints.calc.reading import read_template
from blueprints.calc.template import Template
from risks.calc import packs

CONTENT: Final = Path(__file__).resolve().parent.parent / "content" / "templates"


@cache
def shipped() -> Mapping[str, Template]:
    """The shipped templates by id, in the order they are offered."""
    return {template.id: template for template in map(_read, sorted(CONTENT.glob("*.yaml")))}


def _read(path: Path) -> Template:
    return read(path.read_bytes(), path.name)


def read(text: str | bytes, file: str) -> Template:
    """A template held against the published vocabulary and the shipped compliance packs.

    Raises DocumentError, whose `faults` name file and line.
    """
    signatures = shipped_library().vocabulary.signatures
    return read_template(text, file, signatures=signatures, packs=packs.shipped().names)
