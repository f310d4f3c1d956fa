"""Who may use the routes of the wizard, the library and templates."""

from typing import Any

from blueprints.models import ProjectTemplate
from blueprints.services import drafts
from blueprints.services.templates import import_template
from tests.blueprints.calc.conftest import SMALL
from tests.cast import Cast
from tests.matrix import row

TYPED = {
    "name": "New provider",
    "key": "PAY",
    "country": "DE",
    "fixed": "start",
    "day": "2026-05-04",
    "blocks": [],
    "packs": [],
}


def build(cast: Cast) -> dict[str, Any]:
    """A stored template, and everybody at the last step of the wizard."""
    stored = ProjectTemplate.objects.filter(template_id="small-shop").first()
    stored = stored or import_template(by=cast.ada, source=SMALL)
    for person in cast.by_role().values():
        if person is not None:
            drafts.keep_answers(by=person, template_id="payment-migration", shared=TYPED, own={})
    return {"stored": stored}


def in_project(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key}


def version(world: dict[str, Any]) -> dict[str, Any]:
    stored: ProjectTemplate = world["stored"]
    return {"template_id": stored.template_id, "edition": stored.edition}


ORGANISATION = "ok ok ok ok ok 403 ok login"
MAKERS = "moved moved moved moved moved 403 moved login"
ADMIN = "ok 403 403 403 403 403 403 login"

ROUTES = [
    row("GET blueprints:new", ORGANISATION),
    row("POST blueprints:new", MAKERS, body=lambda w: {"template": "replatforming"}),
    row("GET blueprints:questions", ORGANISATION),
    row("POST blueprints:questions", MAKERS, body=lambda w: {**TYPED, "key": "OTHER"}),
    row("GET blueprints:preview", ORGANISATION),
    row("POST blueprints:preview", MAKERS),
    row("GET blueprints:library", ORGANISATION),
    row("GET blueprints:import", ADMIN),
    row(
        "POST blueprints:import",
        "moved 403 403 403 403 403 403 login",
        body=lambda w: {"source": SMALL.replace("version: 1", "version: 2")},
    ),
    row("GET blueprints:template", ORGANISATION, args=lambda w: {"template_id": "replatforming"}),
    row("GET blueprints:source", ORGANISATION, args=lambda w: {"template_id": "small-shop"}),
    row("POST blueprints:retire", "moved 403 403 403 403 403 403 login", args=version),
    row("GET blueprints:patterns", ORGANISATION, args=lambda w: {"kind": "risks"}),
    row("GET blueprints:pattern", ORGANISATION, args=lambda w: {"kind": "risks", "code": "STR01"}),
    row("GET blueprints:pick", "ok ok ok ok ok 403 404 login", args=in_project),
    row(
        "POST blueprints:pick",
        "moved 403 moved moved 403 403 404 login",
        args=in_project,
        body=lambda w: {"kind": "requirements", "code": ["RQ-CAT-01"]},
    ),
    row("GET blueprints:save", "ok 403 ok 403 403 403 404 login", args=in_project),
    row("POST blueprints:save", "422 403 422 403 403 403 404 login", args=in_project),
    row("GET api:template-list", "ok ok ok ok ok 403 ok 401"),
    row("GET api:template-detail", "ok ok ok ok ok 403 ok 401", args=lambda w: {"id": "replatforming"}),
    row(
        "POST api:template-list",
        "created 403 403 403 403 403 403 401",
        body=lambda w: {"source": SMALL.replace("version: 1", "version: 2")},
    ),
    row(
        "POST api:from-template",
        "created created created created created 403 created 401",
        body=lambda w: {"template": "small-shop", "key": "SMALL", "name": "Small shop", "day": "2026-05-04"},
    ),
]
