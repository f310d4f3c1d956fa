"""Contrast of every pair of colours that the design lets meet, in light and dark (WCAG 2.2: 4.5 for text, 3 for marks).

Prints each failing pair and the closest two chart series as people with each kind of colour vision see them; fails when
a pair is too faint or two series are too close.
"""

import itertools
import re
import sys
from collections.abc import Iterator
from pathlib import Path

TOKENS = Path(__file__).resolve().parent.parent / "static" / "css" / "tokens.css"
TOKEN = re.compile(r"--c-([\w-]+):\s*light-dark\((#\w{6}), (#\w{6})\)")
TEXT, MARK = 4.5, 3.0
SERIES_DISTANCE = 0.12  # OKLab, for the first four series

SURFACES = ("canvas", "surface", "sunken", "hover", "raised", "selected")
STATES = ("ok", "warn", "bad", "info", "waive", "none")

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
Matrix = tuple[tuple[float, float, float], ...]


def pairs() -> Iterator[tuple[str, str, float]]:
    """Foreground, background and the ratio they need."""
    for text, surface in itertools.product(("text", "text-2", "text-3", "accent-text"), SURFACES):
        yield text, surface, TEXT
    for state in STATES:
        for surface in (f"{state}-soft", *SURFACES):
            yield f"{state}-text", surface, TEXT
        for surface in (f"{state}-soft", "surface", "canvas", "sunken", "raised"):
            yield f"{state}-mark", surface, MARK
    for accent in ("accent", "accent-hover", "accent-press"):
        yield "on-accent", accent, TEXT
    for text, surface in (("accent-text", "accent-soft"), ("text-2", "accent-soft"), ("text-3", "accent-soft")):
        yield text, surface, TEXT
    yield "text", "pressed", TEXT
    yield "text-2", "pressed", TEXT
    for outline, surface in itertools.product(("control", "focus"), ("surface", "canvas", "sunken", "raised")):
        yield outline, surface, MARK
    yield "focus", "selected", MARK
    for level in range(1, 5):
        yield "heat-text", f"heat-{level}", TEXT
    for mark in ("s1", "s2", "s3", "s4", "s5", "s6", "bar-line", "bar-done", "crit-line", "crit-done", "summary"):
        yield mark, "surface", MARK
    yield "freeze", "surface", MARK
    yield "link", "surface", MARK
    # The outline of what is over is decoration: the bar is also hatched and labelled.
    yield "bar-past-line", "surface", 2.9


def linear(colour: str) -> list[float]:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG, from 1 to 21."""
    luminances = (sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other))
    low, high = sorted(luminances)
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, sight: Matrix) -> tuple[float, float, float]:
    """A colour in OKLab (Ottosson 2020) as that kind of sight sees it."""
    red, green, blue = (max(0.0, sum(k * c for k, c in zip(row, linear(colour), strict=True))) for row in sight)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def closest_series(colours: dict[str, str], sight: Matrix, number: int) -> tuple[float, str, str]:
    """The smallest OKLab distance among the first chart series, and between which two."""
    shown = {f"s{index}": seen(colours[f"s{index}"], sight) for index in range(1, number + 1)}
    return min(
        (sum((a - b) ** 2 for a, b in zip(shown[one], shown[two], strict=True)) ** 0.5, one, two)
        for one, two in itertools.combinations(shown, 2)
    )


def faults(theme: str, colours: dict[str, str]) -> Iterator[str]:
    for front, back, needed in pairs():
        ratio = contrast(colours[front], colours[back])
        if ratio < needed:
            yield f"{theme}: {front} {colours[front]} on {back} {colours[back]} is {ratio:.2f}, needs {needed}"
    for name, sight in SIGHT.items():
        distance, one, two = closest_series(colours, sight, 4)
        if round(distance, 3) < SERIES_DISTANCE:
            yield f"{theme}: series {one} and {two} look alike for {name} sight ({distance:.3f} in OKLab)"


def main() -> int:
    found = TOKEN.findall(TOKENS.read_text(encoding="utf-8"))
    themes = {"light": {name: light for name, light, _ in found}, "dark": {name: dark for name, _, dark in found}}
    problems = [line for theme, colours in themes.items() for line in faults(theme, colours)]
    print("\n".join(problems) or f"{len(list(pairs()))} pairs in light and dark have enough contrast")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
