"""The small marks of the design language: icon, status, score, key, avatar. Shape first, then word, then colour."""

from functools import cache, lru_cache

from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ecompm.core.ui.escaping import esc

NO_VALUE = SafeString("–")

# State -> name of its icon. The silhouette of each differs, so that a state is readable in grey print.
STATES = {
    "ok": "ok",
    "warn": "warn",
    "bad": "bad",
    "unknown": "unknown",
    "waive": "waive",
    "info": "info",
    "run": "half",
    "todo": "todo",
    "blocked": "blocked",
    "wait": "wait",
}

HEALTH = {"ok": _("on track"), "warn": _("at risk"), "bad": _("off track"), "unknown": _("health unknown")}
BANDS = ((1, _("Low")), (2, _("Medium")), (3, _("High")), (4, _("Very high")))


@cache
def _sprite() -> str:
    return static("icons.svg")


# Marks repeat all over a page, so each different one is made once. The words are resolved before: a cached mark
# belongs to the language it was made in.
@lru_cache(maxsize=2048)
def _icon(name: str, label: str, css: str) -> SafeString:
    role = f'role="img" aria-label="{esc(label)}"' if label else 'aria-hidden="true"'
    classes = esc(f"i {css}".strip())
    return SafeString(f'<svg class="{classes}" {role}><use href="{esc(_sprite())}#i-{esc(name)}"/></svg>')


def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """One icon of the sprite. Without a label it is decoration; with one it stands alone and is read aloud."""
    return _icon(name, str(label), css)


@lru_cache(maxsize=2048)
def _status(kind: str, word: str, pill: bool) -> SafeString:
    css = f"st st-{kind} pill" if pill else f"st st-{kind}"
    return SafeString(f'<span class="{css}">{icon(STATES[kind])}{esc(word)}</span>')


def status(state: str, word: object, *, pill: bool = False) -> SafeString:
    """A state as icon and word. `state` is a key of STATES; anything else is shown as unknown, never as green."""
    return _status(state if state in STATES else "unknown", str(word), pill)


def health_mark(state: str | None) -> SafeString:
    """The health of a project as its shape alone, with the word for screen readers; for the rail."""
    kind = state if state in HEALTH else "unknown"
    return SafeString(f'<span class="st st-{kind} st-dot">{icon(STATES[kind], str(HEALTH[kind]), "s")}</span>')


def band_of(score: float) -> int:
    """Band 1 to 4 of a risk score on the 5 × 5 scale: to 4 low, to 9 medium, to 14 high, above very high."""
    return 1 + sum(score >= lowest for lowest in (5, 10, 15))


def score(value: float | None, band: int | None = None, word: object = "") -> SafeString:
    """A risk score with its band. None is shown as an open score, because unknown is not zero.

    `band` 1 to 4 gives the colour and `word` the name of the band where an organisation has its own.
    """
    if value is None:
        unscored = esc(_("Not scored"))
        return SafeString(
            f'<span class="score open"><span aria-hidden="true">{NO_VALUE}</span>'
            f'<span class="sr">{unscored}</span></span>'
        )
    level = band or band_of(value)
    said = esc(word or BANDS[level - 1][1])
    return SafeString(f'<span class="score h{int(level)}c">{float(value):g}<span class="sr"> {said}</span></span>')


def key(text: str) -> SafeString:
    """A stable id such as R04, in mono. Keys are never translated."""
    return SafeString(f'<span class="key" translate="no">{esc(text)}</span>')


def tag(text: object) -> SafeString:
    """The class of a thing, for example Threat or Version 3."""
    return SafeString(f'<span class="tag">{esc(text)}</span>')


def initials(name: str) -> str:
    """First letters of the first and the last word, upper case; empty for an empty name."""
    words = name.split()
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [name.strip()[:2]]
    return "".join(letters).upper()


def avatar(person: object, *, named: bool = False, large: bool = False, role: bool = False) -> SafeString:
    """Initials of a person (text or anything whose str() is the name).

    With `named` the name stands beside it, else it is there for screen readers only. A role that nobody holds yet
    gets a dashed ring. None gives the dash for "no value".
    """
    if person is None or person == "":
        return NO_VALUE
    css = "avatar" + (" l" if large else "") + (" role" if role else "")
    name = str(person)
    ring = f'<span class="{css}" aria-hidden="true">{esc(initials(name))}</span>'
    if named:
        return SafeString(f'<span class="who">{ring}<span>{esc(name)}</span></span>')
    return SafeString(f'{ring}<span class="sr">{esc(name)}</span>')
