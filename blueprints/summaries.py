"""Templates and answers in words: tiles to choose from, what was answered, what will be made, what is open."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blueprints.calc.answers import Answers
from blueprints.calc.dates import start_day
from blueprints.calc.forecast import Forecast
from blueprints.calc.offsets import length
from blueprints.calc.template import Template
from blueprints.forms.questions import PICKS, ROLE, QuestionsForm
from blueprints.services.instantiate import with_stakeholders
from blueprints.services.reading import language
from ecompm.core.ui import formats
from planning import working_time

COMPLEXITY: Final = {
    "low": gettext_lazy("Complexity low"),
    "medium": gettext_lazy("Complexity medium"),
    "high": gettext_lazy("Complexity high"),
}
WEEK: Final = 5
"""Working days of a week."""


@dataclass(frozen=True)
class Tile:
    """A template as it is offered: its name and for which projects it is meant, its size, whom it fits."""

    id: str
    name: str
    summary: str
    size: str
    tags: tuple[str, ...]
    version: int


def tiles(templates: Mapping[str, Template]) -> list[Tile]:
    """The templates as tiles, in the order they are offered."""
    return [
        Tile(one.id, one.title(language()), one.summary, _size(one), tuple(_fit(one)), one.version)
        for one in templates.values()
    ]


def _size(template: Template) -> str:
    weeks = -(-int(length(template)) // WEEK)
    return " · ".join(
        [
            ngettext("%(count)d task", "%(count)d tasks", len(template.tasks)) % {"count": len(template.tasks)},
            ngettext("%(count)d gate", "%(count)d gates", len(template.gates)) % {"count": len(template.gates)},
            ngettext("about %(count)d week", "about %(count)d weeks", weeks) % {"count": weeks},
        ]
    )


def _fit(template: Template) -> Iterator[str]:
    if template.schedule_mode == "backward":
        yield _("Planned back from the event")
    if template.fit is None:
        return
    people, money = template.fit.team_size, template.fit.budget_eur
    yield _("%(low)d–%(high)d people") % people._asdict()
    yield f"{formats.money(money.low)}–{formats.number(money.high)}"
    yield str(COMPLEXITY[template.fit.complexity])


def so_far(form: QuestionsForm) -> list[tuple[str, str]]:
    """What was answered so far and what follows from it, as pairs of word and value."""
    template = form.template
    rows = [(_("Template"), _("%(name)s, version %(version)d") % _named(template))]
    cleaned = getattr(form, "cleaned_data", {})
    if cleaned.get("day") and cleaned.get("fixed") and cleaned.get("country"):
        rows += _dates(form)
    named = sum(bool(form[ROLE + role.code].value()) for role in template.roles)
    open_ = len(template.roles) - named
    words = ngettext("%(count)d placeholder", "%(count)d placeholders", open_) % {"count": open_}
    rows.append((_("Roles"), _("%(named)d named, %(placeholders)s") % {"named": named, "placeholders": words}))
    if template.blocks:
        kept = len(form["blocks"].value() or ())
        values = {"gone": len(template.blocks) - kept, "all": len(template.blocks)}
        rows.append((_("Left out"), _("%(gone)d of %(all)d parts") % values))
    return rows


def _dates(form: QuestionsForm) -> list[tuple[str, str]]:
    cleaned, template = form.cleaned_data, form.template
    day, fixed = cleaned["day"], cleaned["fixed"]
    calendar = working_time.national(cleaned["country"], "", day.year)
    if fixed == "start":
        return [(_("Start"), formats.day(day, weekday=True))]
    start = start_day(template, calendar, fixed, day)
    return [(_("Fixed day"), formats.day(day, weekday=True)), (_("Latest start"), formats.day(start, weekday=True))]


def to_create(answers: Answers) -> list[tuple[str, str]]:
    """What the project will hold, as pairs of kind and count in words."""
    template = answers.tailored
    picks = with_stakeholders(answers)
    links = sum(len(task.links) for task in template.tasks)
    milestones = sum(task.milestone for task in template.tasks)
    criteria = sum(len(gate.criteria) for gate in template.gates)
    musts = sum(one.moscow == "must" for one in template.requirements)
    rows = [
        (
            _("Tasks"),
            _("%(tasks)d with three estimates, %(links)d links, %(milestones)d milestones")
            % {"tasks": len(template.tasks) - milestones, "links": links, "milestones": milestones},
        ),
        (
            _("Gates"),
            _("%(gates)d with %(criteria)d criteria") % {"gates": len(template.gates), "criteria": criteria},
        ),
        (
            _("Requirements"),
            _("%(count)d, of which %(musts)d musts") % {"count": len(template.requirements), "musts": musts},
        ),
        (_("Risks"), _("%(count)d with responses and warning signs") % {"count": len(template.risks)}),
        (_("KPIs"), _("%(count)d with targets and limits") % {"count": len(template.kpis)}),
    ]
    rows += [(str(PICKS[kind]), str(len(codes))) for kind, codes in picks.items() if codes]
    rows.append((_("Compliance"), _packs(answers.chosen_packs)))
    return rows


def openings(answers: Answers, found: Forecast) -> list[dict[str, Any]]:
    """What has to be settled soon after the project is made: icon, the fact, and what follows from it."""
    template = answers.tailored
    placeholders = [role.name for role in template.roles if role.code not in answers.people]
    rows = []
    if placeholders:
        fact = ngettext("%(count)d role is a placeholder", "%(count)d roles are placeholders", len(placeholders))
        rows.append(_row("unknown", fact % {"count": len(placeholders)}, ", ".join(placeholders) + "."))
    rows += [_row("warn", *one) for one in _unvotable(answers)]
    if template.kpis:
        fact = ngettext("%(count)d KPI has no baseline", "%(count)d KPIs have no baseline", len(template.kpis))
        rows.append(_row("unknown", fact % {"count": len(template.kpis)}, _("Record what is measured today.")))
    if found.in_freeze:
        text = _("Nothing should go live from %(first)s to %(last)s.")
        freeze = found.aim_freeze
        values = {"first": formats.day(freeze.first), "last": formats.day(freeze.last)} if freeze else {}
        rows.append(_row("warn", _("The event lies in a freeze."), text % values))
    if found.chance < 0.5:
        text = _("Four of five runs keep %(day)s: start earlier, leave parts out, or tell the sponsor now.")
        rows.append(_row("warn", _("The date is unlikely."), text % {"day": formats.day(found.aim_p80)}))
    return rows


def _unvotable(answers: Answers) -> Iterator[tuple[str, str]]:
    """Gates that can't be decided as long as too few of their roles are filled."""
    for gate in answers.tailored.gates:
        filled = sum(code in answers.people for code in gate.approvers.roles)
        if filled < gate.approvers.quorum:
            fact = _("%(gate)s can't be voted on yet.") % {"gate": f"{gate.id} {gate.name}"}
            values = {"needed": gate.approvers.quorum, "named": filled}
            yield fact, _("%(needed)d votes are needed, %(named)d of its roles are filled.") % values


def _row(icon: str, fact: str, text: str) -> dict[str, str]:
    return {"icon": icon, "fact": fact, "text": text}


def _packs(names: Iterable[str]) -> str:
    count = len(set(names))
    return ngettext("%(count)d checklist", "%(count)d checklists", count) % {"count": count}


def _named(template: Template) -> dict[str, Any]:
    return {"name": template.title(language()), "version": template.version}
