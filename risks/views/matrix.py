"""The heat map above the register: open threats or open opportunities before, now or as aimed at, never both kinds."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecompm.core.ui.charts import heat_map
from risks import sentences
from risks.calc.criteria import Criteria
from risks.models import Risk
from risks.tables import score_mark

STAGES: dict[str, tuple[str | Promise, str, str]] = {
    "before": (gettext_lazy("Before"), "inherent_likelihood", "inherent_impact"),
    "current": (gettext_lazy("Current"), "current_likelihood", "current_impact"),
    "target": (gettext_lazy("Target"), "residual_likelihood", "residual_impact"),
}


@dataclass(frozen=True)
class Matrix:
    """One heat map with what stands around it. `at` is the address of the register, `asked` its parameters."""

    rows: Any
    criteria: Criteria
    at: str
    asked: Any
    opportunities: bool

    @property
    def stage(self) -> str:
        asked = self.asked.get("matrix", "")
        return asked if asked in STAGES else "current"

    @property
    def stages(self) -> list[dict[str, Any]]:
        """The three pictures to choose from."""
        return [
            {"label": label, "href": self._url(matrix=name), "current": name == self.stage}
            for name, (label, _likelihood, _impact) in STAGES.items()
        ]

    @property
    def chosen(self) -> tuple[int, int] | None:
        """The cell that filters the list now."""
        values = [self.asked.get(name, "") for name in STAGES[self.stage][1:]]
        return (int(values[0]), int(values[1])) if all(value in set("12345") for value in values) else None

    @property
    def clear_url(self) -> str:
        return self._url(matrix=self.stage)

    @property
    def html(self) -> SafeString:
        _label, likelihood, impact = STAGES[self.stage]
        cells: dict[tuple[int, int], list[str]] = defaultdict(list)
        for number, *place in self.rows.exclude(**{likelihood: None}).values_list("number", likelihood, impact):
            cells[place[0], place[1]].append(f"{Risk.prefix}{number}")
        return heat_map(
            cells,
            caption=self._caption(),
            href=lambda x, y: self._url(matrix=self.stage, is_open="true", **{likelihood: x, impact: y}),
            band=lambda x, y: self.criteria.heat(x * y),
            word=lambda x, y: sentences.BANDS[self.criteria.band(x * y).level],
            chosen=self.chosen,
            mirrored=self.opportunities,
        )

    @property
    def legend(self) -> list[tuple[SafeString, str]]:
        """Each band with its scores in words."""
        return [
            (score_mark(end, self.criteria), f"{start}–{end} {sentences.BANDS[band.level]}")
            for band, start, end in self.criteria.ranges()
        ]

    def _caption(self) -> str:
        words = {"stage": STAGES[self.stage][0]}
        if self.opportunities:
            return _("Open opportunities by likelihood and impact: %(stage)s") % words
        return _("Open threats by likelihood and impact: %(stage)s") % words

    def _url(self, **parameters: Any) -> str:
        kind = {"is_opportunity": "true"} if self.opportunities else {}
        return f"{self.at}?{urlencode({**kind, **parameters})}"
