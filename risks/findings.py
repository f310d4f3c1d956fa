"""What a simulation found, as a person reads it: sentence, pictures and their tables.

Risks are named only to those who may see them: drivers are stored by key and looked up for the reader.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ecompm.core.ui import charts, formats
from planning.models import Task
from projects.models import Project
from risks.models import Risk, Simulation

LEVELS = ("p10", "p50", "p80", "p90")
RISK = "risk"


class Findings:
    """One finished simulation for one reader."""

    def __init__(self, simulation: Simulation, project: Project, reader: Any) -> None:
        self.simulation, self.project, self.reader = simulation, project, reader
        self.result: Mapping[str, Any] = simulation.result
        self.answered: Mapping[str, Any] = self.result["with"]
        self.bare: Mapping[str, Any] = self.result["without"]

    # Figures

    @property
    def p50(self) -> date:
        return _day(self.answered["finish"]["p50"])

    @property
    def p80(self) -> date:
        return _day(self.answered["finish"]["p80"])

    @property
    def chance(self) -> float | None:
        """Percent of the runs that keep the wished finish."""
        share = self.result["chance_of_wish"]
        return None if share is None else 100 * share

    @property
    def joint(self) -> float:
        """Percent of the runs that keep date and cost at P80 both."""
        return 100 * float(self.answered["joint"])

    @property
    def cost_reserve(self) -> float:
        return float(self.answered["cost"]["p80"] - self.answered["cost"]["p50"])

    @property
    def cost_reserve_text(self) -> str:
        """The reserve as a number for an address."""
        return f"{self.cost_reserve:.2f}"

    @property
    def has_cost(self) -> bool:
        return bool(self.answered["cost"]["p90"])

    @property
    def has_responses(self) -> bool:
        return bool(self.result["days_saved"] or self.result["money_saved"])

    @property
    def is_late(self) -> bool:
        """Whether the finish at P80 lies behind the wished one."""
        return self.project.wished_finish is not None and self.p80 > self.project.wished_finish

    @cached_property
    def caught(self) -> list[dict[str, Any]]:
        """Gates, cutover and finish whose P80 falls into a named freeze, with its name."""
        ends = [(self._tasks.get(row["task"], ""), _day(row["p80"])) for row in self.answered["gates"]]
        if self.p80 not in [day for _name, day in ends]:
            ends.append((_("Finish"), self.p80))
        return [
            {"name": name, "day": day, "freeze": freeze}
            for name, day in ends
            for freeze, first, last in self.freezes
            if name and first <= day <= last
        ]

    @property
    def missed(self) -> list[dict[str, Any]]:
        """Tasks whose P80 lies behind the day by which they must be finished; last the wished finish of the project."""
        p80 = {row["task"]: _day(row["p80"]) for row in self.answered["gates"]}
        rows = [
            {"name": self._tasks[task], "day": p80[task], "fixed": _day(fixed)}
            for task, fixed in self.result.get("fixed", ())
            if task in self._tasks and p80[task] > _day(fixed)
        ]
        if self.is_late:
            rows.append({"name": _("Finish"), "day": self.p80, "fixed": self.project.wished_finish})
        return rows

    @property
    def sides(self) -> list[tuple[str, Any, Any]]:
        """The same figures with and without the responses, side by side."""
        both = (self.answered, self.bare)
        words = {level: level.upper() for level in ("p50", "p80")}
        dates = [
            (_("Finish at %(level)s") % {"level": word}, *(formats.day(_day(one["finish"][level])) for one in both))
            for level, word in words.items()
        ]
        money = [
            (_("Cost at %(level)s") % {"level": word}, *(self._amount(one["cost"][level]) for one in both))
            for level, word in words.items()
        ]
        chances = [(_("Date and cost at P80 both kept"), *(formats.percent(100 * o["joint"]) for o in both))]
        return [*dates, *(money if self.has_cost else []), *(chances if self.has_cost else [])]

    @property
    def has_labour(self) -> bool:
        """Whether rates of people are part of the cost."""
        return bool(self.result.get("priced"))

    @cached_property
    def freezes(self) -> list[tuple[str, date, date]]:
        return [(name, _day(first), _day(last)) for name, first, last in self.result["freezes"]]

    @property
    def gates(self) -> list[dict[str, Any]]:
        """The milestones of the gates and the cutover: name, P50 and P80 with responses, P80 without."""
        bare = {row["task"]: row for row in self.bare["gates"]}
        return [
            {
                "name": self._tasks[row["task"]],
                "p50": _day(row["p50"]),
                "p80": _day(row["p80"]),
                "bare": _day(bare[row["task"]]["p80"]),
            }
            for row in self.answered["gates"]
            if row["task"] in self._tasks
        ]

    @property
    def critical(self) -> list[tuple[str, float]]:
        """Tasks by the percent of runs in which they had no float."""
        rows = self.answered["critical"]
        return [(self._tasks[row["task"]], 100 * row["share"]) for row in rows if row["task"] in self._tasks]

    # Pictures

    @property
    def curve(self) -> SafeString:
        curves = [charts.Series(_("with responses"), _points(self.answered["curve"]))]
        if self.has_responses:
            curves.append(charts.Series(_("without responses"), _points(self.bare["curve"])))
        wish = self.project.wished_finish
        return charts.s_curve(
            curves,
            label=_("Chance that the project is finished by a date, with and without risk responses"),
            marks=[
                charts.Mark(_day(self.answered["finish"][level]), share, f"{level.upper()} · {self._shown(level)}")
                for level, share in (("p50", 0.5), ("p80", 0.8))
            ],
            windows=[charts.Window(first, last, name) for name, first, last in self.freezes],
            committed=(wish, _("Wished %(day)s") % {"day": formats.day(wish)}) if wish else None,
        )

    @property
    def curve_table(self) -> SafeString:
        rows = [
            (level.upper(), *(formats.day(_day(half["finish"][level])) for half in (self.answered, self.bare)))
            for level in LEVELS
        ]
        return charts.twin(_("Finish by its chance"), [_("Chance"), _("With responses"), _("Without")], rows)

    @property
    def tornado(self) -> SafeString:
        label = _("What moves the finish most, by rank correlation")
        return charts.tornado(self._drivers, label=label, note=_("0 = no effect on the finish"))

    @property
    def tornado_table(self) -> SafeString:
        rows = [(driver.name, formats.number(driver.value, 2)) for driver in self._drivers]
        return charts.twin(_("What moves the finish most"), [_("Driver"), _("Rank correlation")], rows)

    @property
    def histogram(self) -> SafeString:
        return charts.histogram(
            self._bins,
            label=_("How often the risks cost how much, over all runs"),
            percentiles=[
                charts.Percentile(self.answered["cost"][level], f"{level.upper()} · {self._money(level)}")
                for level in ("p50", "p80")
            ],
            shown=self._amount,
        )

    @property
    def histogram_table(self) -> SafeString:
        rows = [
            (f"{self._amount(one.low)} – {self._amount(one.high)}", formats.number(one.count)) for one in self._bins
        ]
        return charts.twin(_("Cost of the risks"), [_("Cost"), _("Runs")], rows)

    @property
    def convergence(self) -> SafeString:
        label = _("P80 of the finish as the runs went on")
        return charts.sparkline([p80 for _runs, p80 in self.answered["trace"]], label=label)

    # How it is put together

    @cached_property
    def _tasks(self) -> Mapping[int, str]:
        """Names of the tasks of this result that are still in the plan."""
        wanted = [row["task"] for row in (*self.answered["gates"], *self.answered["critical"])]
        wanted += [row["key"] for row in self.answered["drivers"] if row["source"] != RISK]
        return _named(Task.objects.of(self.project).filter(pk__in=_numbers(wanted)), "name")

    @cached_property
    def _risks(self) -> Mapping[int, str]:
        wanted = [row["key"] for row in self.answered["drivers"] if row["source"] == RISK]
        seen = Risk.objects.allowed(self.reader, "risk.view").of(self.project).filter(pk__in=_numbers(wanted))
        return {pk: f"{Risk.prefix}{number} {title}" for pk, number, title in seen.values_list("pk", "number", "title")}

    @cached_property
    def _drivers(self) -> list[charts.Driver]:
        return [
            charts.Driver(self._driver(row), row["correlation"], 2 if row["source"] == RISK else 1)
            for row in self.answered["drivers"]
        ]

    def _driver(self, row: Mapping[str, Any]) -> str:
        if row["source"] == RISK:
            return self._risks.get(row["key"], _("A confidential risk"))
        return self._tasks.get(row["key"], _("A deleted task"))

    @property
    def _bins(self) -> list[charts.Bin]:
        values = self.answered["cost_histogram"]
        edges = values["edges"]
        return [charts.Bin(*ends) for ends in zip(edges, edges[1:], values["counts"], strict=False)]

    def _shown(self, level: str) -> str:
        return formats.day(_day(self.answered["finish"][level]))

    def _money(self, level: str) -> str:
        return self._amount(self.answered["cost"][level])

    def _amount(self, value: float) -> str:
        return formats.money(value, self.project.currency)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _points(curve: Sequence[Sequence[Any]]) -> list[tuple[date, float]]:
    return [(_day(day), share) for day, share in curve]


def _numbers(keys: Sequence[Any]) -> list[int]:
    """Keys of rows; nodes that stand for a summary have words."""
    return [key for key in keys if isinstance(key, int)]


def _named(rows: QuerySet[Any], field: str) -> dict[int, str]:
    return dict(rows.values_list("pk", field))
