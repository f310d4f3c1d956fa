"""The 5 × 5 heat map of risks: likelihood up, impact right. A table, so that it can be read aloud and walked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecompm.core.ui.marks import BANDS, band_of

LIKELIHOOD = (
    gettext_lazy("Rare"),
    gettext_lazy("Unlikely"),
    gettext_lazy("Possible"),
    gettext_lazy("Likely"),
    gettext_lazy("Almost certain"),
)
IMPACT = (
    gettext_lazy("Minor"),
    gettext_lazy("Low"),
    gettext_lazy("Medium"),
    gettext_lazy("High"),
    gettext_lazy("Severe"),
)
GAIN = (*IMPACT[:4], gettext_lazy("Very high"))
NAMED = 2


def heat_map(
    cells: Mapping[tuple[int, int], Sequence[str]],
    *,
    caption: str,
    href: Callable[[int, int], str] | None = None,
    band: Callable[[int, int], int] | None = None,
    chosen: tuple[int, int] | None = None,
    word: Callable[[int, int], object] | None = None,
    mirrored: bool = False,
) -> SafeString:
    """Keys of risks by (likelihood, impact), both 1 to 5. A cell with risks links to `href(likelihood, impact)`.

    `band` gives a cell's band 1 to 4 and `word` its name where an organisation has its own; `chosen` is the cell that
    filters the list. Opportunities are `mirrored`: the largest impact stands at the left.
    """
    bands = band or (lambda likelihood, impact: band_of(likelihood * impact))
    words = word or (lambda likelihood, impact: BANDS[bands(likelihood, impact) - 1][1])
    steps = range(5, 0, -1) if mirrored else range(1, 6)
    heat = _Heat(cells, href, bands, chosen, words, steps)
    names = GAIN if mirrored else IMPACT
    rows = format_html_join(
        "", '<tr><th scope="row">{}</th>{}</tr>', ((LIKELIHOOD[step - 1], heat.row(step)) for step in range(5, 0, -1))
    )
    return format_html(
        '<div><div class="heat-axis"><span>↑ {}</span></div><table class="heat"><caption class="sr">{}</caption>'
        '<colgroup><col class="h"><col span="5"></colgroup><tbody>{}</tbody><tfoot><tr>'
        '<td><span class="sr">{}</span></td>{}</tr></tfoot></table>'
        '<div class="heat-axis">{}</div></div>',
        _("Likelihood"),
        caption,
        rows,
        _("Impact"),
        format_html_join("", '<th scope="col">{}</th>', ((names[step - 1],) for step in steps)),
        format_html("<span>← {}</span><span></span>" if mirrored else "<span></span><span>{} →</span>", _("Impact")),
    )


@dataclass(frozen=True, slots=True)
class _Heat:
    cells: Mapping[tuple[int, int], Sequence[str]]
    href: Callable[[int, int], str] | None
    band: Callable[[int, int], int]
    chosen: tuple[int, int] | None
    words: Callable[[int, int], object]
    steps: Sequence[int]

    def row(self, likelihood: int) -> SafeString:
        return format_html_join("", "{}", ((self.cell(likelihood, impact),) for impact in self.steps))

    def cell(self, likelihood: int, impact: int) -> SafeString:
        level = self.band(likelihood, impact)
        classes = [f"h{level}c"]
        if level == len(BANDS):
            classes.append("band4")
        if (likelihood, impact) == self.chosen:
            classes.append("on")
        return format_html('<td class="{}">{}</td>', " ".join(classes), self.inside(likelihood, impact))

    def inside(self, likelihood: int, impact: int) -> SafeString:
        keys = self.cells.get((likelihood, impact), ())
        if not keys:
            return format_html('<span class="cell"><span class="sc">{}</span></span>', likelihood * impact)
        words = format_html(
            '<span class="sc">{}<span class="sr"> {}: </span></span><span class="ks" translate="no">{}{}</span>',
            likelihood * impact,
            self.words(likelihood, impact),
            format_html_join(" ", "<span>{}</span>", ((key,) for key in keys[:NAMED])),
            format_html(" <span>+{}</span>", len(keys) - NAMED) if len(keys) > NAMED else "",
        )
        if self.href is None:
            return format_html('<span class="cell">{}</span>', words)
        return format_html('<a class="cell" href="{}">{}</a>', self.href(likelihood, impact), words)
