"""Templates to choose from: those that are shipped and those of this installation, the newest version of each."""

from collections.abc import Mapping

from blueprints.calc import shelf
from blueprints.calc.template import Template
from blueprints.models import ProjectTemplate


def on_offer() -> Mapping[str, Template]:
    """The templates a project can be made from, by id: shipped ones first, then those of this installation by name."""
    offered = dict(shelf.shipped())
    for row in ProjectTemplate.objects.offered().order_by("title", "edition"):
        held = offered.get(row.template_id)
        if held is None or held.version < row.edition:
            offered[row.template_id] = row.template
    return offered


def find_template(template_id: str, version: int | None = None) -> Template | None:
    """The template with this id: the version on offer, or any version that was ever there; None when there is none."""
    if version is None:
        return on_offer().get(template_id)
    shipped = shelf.shipped().get(template_id)
    if shipped is not None and shipped.version == version:
        return shipped
    row = ProjectTemplate.objects.filter(template_id=template_id, edition=version).first()
    return row.template if row else None
