"""The whole template of a project, and its way onto the shelf."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from blueprints.calc.checks import findings
from blueprints.calc.library import shipped as library
from blueprints.calc.rendering import render
from blueprints.calc.template import SCHEMA, Block, Gate, Risk, Template
from blueprints.loaders import find_template
from blueprints.models import ProjectTemplate
from blueprints.services import templates
from blueprints.services.saving import parts
from blueprints.services.saving.ids import Ids
from blueprints.services.saving.plan import gates_at, plan_of
from ecompm.core.errors import Conflict, Invalid
from projects import access
from projects.models import Project
from risks.calc import packs
from risks.models import AppliedPack

SAVE = "template.save"


@dataclass(frozen=True)
class Drawn:
    """A template drawn from a project, and what could not be taken over as it is."""

    template: Template
    notes: tuple[str, ...]


@transaction.atomic
def save_as_template(
    project: Project, *, by: Any, template_id: str, name: Mapping[str, str], summary: str
) -> ProjectTemplate:
    """A new template, or a new version of one's own. Raises Invalid for what can't be mended, Conflict for an id that
    belongs to somebody else."""
    access.require(by, project, SAVE)
    newest = templates.newest_version(template_id)
    if newest and not _may_continue(template_id, by):
        raise Conflict(fields={"template_id": [_("Another template has this id. Choose another one.")]})
    drawn = draw_template(project, template_id=template_id, version=newest + 1, name=name, summary=summary)
    if faults := [sentence for _place, sentence in _findings(drawn.template)]:
        raise Invalid(_("The project can't be a template yet."), fields={"template_id": faults})
    return templates.store_saved(drawn.template, by=by, project=project, source=render(drawn.template))


def draw_template(project: Project, *, template_id: str, version: int, name: Mapping[str, str], summary: str) -> Drawn:
    """The template that the project would make today, without storing it.

    What no project holds (fit, shares of the budget, blocks) comes from the template it was made from.
    """
    base = find_template(project.template_id, project.template_version) if project.template_id else None
    roles = parts.roles_of(project)
    manager = parts.manager_among(roles)
    placed = dict(gates_at(project))
    ids = Ids().all(placed.values(), "G")
    plan = plan_of(project, {task: ids[gate.pk] for task, gate in placed.items()}, manager)
    template = Template(
        schema=SCHEMA,
        id=template_id,
        version=version,
        name=name,
        summary=summary,
        roles=roles,
        tasks=plan.tasks,
        gates=parts.gates_of(_with_criteria(project, ids), ids, manager),
        requirements=parts.requirements_of(project, plan.ids),
        risks=parts.risks_of(project, plan.ids),
        kpis=parts.kpis_of(project),
        communication=parts.communication_of(project, manager),
    )
    notes = [*plan.notes, *_missing_gates(project, ids), *_missing_kpis(project, template)]
    sound, changed = _mended(replace(_from_base(template, base), compliance=_packs(project, base)))
    return Drawn(sound, (*notes, *changed))


def _packs(project: Project, base: Template | None) -> tuple[str, ...]:
    """The compliance packs that the project works through, by the names its template uses for them."""
    names = {packs.shipped()[name].id: name for name in (base.compliance if base else ())}
    applied = AppliedPack.objects.of(project).values_list("pack", flat=True)
    held = [names.get(pack, pack) for pack in applied if pack in packs.shipped()]
    return tuple(sorted(held, key=lambda name: _place(name, base)))


def _place(name: str, base: Template | None) -> tuple[int, str]:
    """Where a pack stands: in the order of the template, further ones by name behind."""
    known = base.compliance if base else ()
    return (known.index(name) if name in known else len(known), name)


def _with_criteria(project: Project, ids: Mapping[int, str]) -> Any:
    gates = project.gates.filter(pk__in=ids).order_by("position", "id")
    return gates.prefetch_related("approvers", "criteria")


def _missing_gates(project: Project, ids: Mapping[int, str]) -> list[str]:
    lost = project.gates.exclude(pk__in=ids).order_by("position", "id")
    return [_("%(gate)s has no milestone of its own in the plan and is left out.") % {"gate": gate} for gate in lost]


def _missing_kpis(project: Project, template: Template) -> list[str]:
    kept = {kpi.code for kpi in template.kpis}
    lost = [kpi.name for kpi in project.kpis.order_by("number") if kpi.key not in kept]
    return [_("KPIs without target or limit are left out: %(names)s.") % {"names": ", ".join(lost)}] if lost else []


def _from_base(template: Template, base: Template | None) -> Template:
    """The template with what only the one it was made from says, as far as it still fits."""
    if base is None:
        return template
    return replace(
        template,
        fit=base.fit,
        schedule_mode=base.schedule_mode,
        event=base.event if base.event in template.task else None,
        budget_split_pct=base.budget_split_pct,
        blocks=tuple(filter(None, (_still_there(block, template) for block in base.blocks))),
    )


def _still_there(block: Block, template: Template) -> Block | None:
    """The block with what is left of it; None when nothing is."""
    known = {
        "tasks": set(template.task),
        "requirements": {one.id for one in template.requirements},
        "risks": {one.id for one in template.risks},
        "kpis": {one.code for one in template.kpis},
    }
    left = {field: tuple(name for name in getattr(block, field) if name in names) for field, names in known.items()}
    return replace(block, **left) if any(left.values()) or block.compliance else None  # type: ignore[arg-type]


def _mended(template: Template) -> tuple[Template, list[str]]:
    """The template without expressions and blocks that make no sense in it, and what was changed."""
    places = {place for place, _sentence in _findings(template)}
    notes = []
    confirmed = {place.split()[1] for place in places if place.startswith("criteria ")}
    unwatched = {place.split()[1] for place in places if place.startswith("risks ") and place.endswith(" kri")}
    loose = {place.split()[1] for place in places if place.startswith("blocks ")}
    if confirmed:
        notes.append(_("Criteria that name what no template knows become confirmations: %(ids)s.") % _listed(confirmed))
    if unwatched:
        notes.append(_("Indicators that name what no template knows are left out at: %(ids)s.") % _listed(unwatched))
    if loose:
        notes.append(_("Parts that can no longer be left out as a block: %(ids)s.") % _listed(loose))
    mended = replace(
        template,
        gates=tuple(_confirmed(gate, confirmed) for gate in template.gates),
        risks=tuple(_unwatched(risk, unwatched) for risk in template.risks),
        blocks=tuple(block for block in template.blocks if block.id not in loose),
    )
    return mended, notes


def _confirmed(gate: Gate, ids: set[str]) -> Gate:
    criteria = tuple(replace(one, kind="manual", expr="") if one.id in ids else one for one in gate.criteria)
    return replace(gate, criteria=criteria)


def _unwatched(risk: Risk, ids: set[str]) -> Risk:
    return replace(risk, kri=()) if risk.id in ids else risk


def _findings(template: Template) -> list[tuple[str, str]]:
    """Place and sentence of everything that is wrong with a template."""
    signatures = library().vocabulary.signatures
    found = findings(template, signatures, packs.shipped().names)
    return [(finding.place, finding.sentence.in_language(_)) for finding in found]


def _listed(ids: set[str]) -> dict[str, str]:
    return {"ids": ", ".join(sorted(ids))}


def _may_continue(template_id: str, by: Any) -> bool:
    """Whether a template of this installation is the person's own, or the person administers."""
    own = ProjectTemplate.objects.filter(template_id=template_id)
    return bool(by.administers) or (own.exists() and not own.exclude(added_by=by).exists())
