"""The style of pictures that leave the page: the Gantt's rules of plan.css with the light colours written out."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe

_TOKEN = re.compile(r"--c-([\w-]+):\s*light-dark\((.+?), ")
_RULE = re.compile(r"^ {2}(\.g (?:text|\.[\w-]+)) \{([^}]*)\}", re.MULTILINE)
_COLOUR = re.compile(r"var\(--c-([\w-]+)\)")
_ALPHA = re.compile(r"rgb\((\d+) (\d+) (\d+) / ([\d.]+)\)")
_HALO = re.compile(r"paint-order:|stroke(-width|-linejoin)?:")
FONT = "sans-serif"


def with_style(picture: str, *, halo: bool = True) -> SafeString:
    """The SVG with its style inside. Without `halo` labels have no outline, which some programs draw on top of them."""
    return mark_safe(picture.replace(">", f"><style>{_style(halo)}</style>", 1))  # noqa: S308 -- our own stylesheet


@cache
def _style(halo: bool) -> str:
    tokens = dict(_TOKEN.findall(_read("css/tokens.css")))
    rules = [f".g{{background:{tokens['surface']};font-family:{FONT}}}"]
    for selector, body in _RULE.findall(_read("css/plan.css")):
        kept = [_written(line, tokens) for line in body.split(";") if line.strip()]
        if selector == ".g .lbl" and not halo:
            kept = [one for one in kept if not _HALO.match(one)]
        rules.append(f"{selector}{{{';'.join(kept)}}}")
    return "".join(rules)


def _written(line: str, tokens: dict[str, str]) -> str:
    plain = _COLOUR.sub(lambda found: tokens[found[1]], " ".join(line.split()))
    return _ALPHA.sub(r"rgba(\1,\2,\3,\4)", plain)


def _read(name: str) -> str:
    return Path(str(finders.find(name))).read_text()
