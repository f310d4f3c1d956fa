"""Reading SVG back: the tests of charts look at what is drawn, not at how it was made."""

import re
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"


def parse(html: str) -> ET.Element:
    """The picture as a tree; fails when it is not well formed."""
    return ET.fromstring(f'<div xmlns="http://www.w3.org/2000/svg">{html}</div>')  # noqa: S314


def all_of(html: str, tag: str, css: str) -> list[ET.Element]:
    """Elements of a kind with the class, in document order."""
    return [element for element in parse(html).iter(f"{SVG}{tag}") if css in element.get("class", "").split()]


def words(html: str) -> list[str]:
    return [element.text or "" for element in parse(html).iter(f"{SVG}text")]


def points(element: ET.Element) -> list[tuple[float, float]]:
    """Corners of a polyline drawn as a path."""
    numbers = [float(text) for text in re.findall(r"-?\d+(?:\.\d+)?", element.get("d", ""))]
    return list(zip(numbers[0::2], numbers[1::2], strict=True))


def wide(html: str) -> str:
    """The wide one of two drawings."""
    return html[: html.index('<div class="c-narrow">')]
