"""Whoever manages a project comes to every page by links, beginning at the start page."""

import importlib
import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from lifecycle.services.gates import create_criterion
from lifecycle.services.reviews import request_review
from projects.models import Project
from tests.blueprints.stage import made
from tests.cast import Cast
from tests.e2e.walk import of_routes
from tests.test_route_matrix import MODULES

LINK = re.compile(r"""<(?P<tag>a|form|[a-z]+)\b[^>]*?\s(?P<kind>href|hx-get|action)="(?P<path>/[^"#]*)""", re.ASCII)
ENOUGH = {True: 12, False: 2}
"""So many addresses of one route are opened in the small project, and outside of it, where one looks like the other."""

BY_OTHER_WAYS = {
    "blueprints:questions": "the button of the wizard's first step",
    "blueprints:preview": "the button of its second step",
    "projects:new": "the wizard's choice of an empty project",
    "projects:invitation": "the link of a mail",
    "lifecycle:request": "the gate's page while no review is open; the journey from idea to closure goes there",
    "lifecycle:decide": "the gate's page once the quorum is reached; that journey goes there too",
    "risks:compliance_upgrade": "the pack's page once the product brings a newer version of it",
    "components": "for builders, not for managers",
    "jobs:detail": "the notice of work that runs",
}


def links_of(html: str) -> Iterator[str]:
    """Addresses that a person can follow, and the panels that a page loads by itself."""
    for found in LINK.finditer(html):
        if found["kind"] != "action" or 'method="get"' in found[0]:
            yield unescape(found["path"])


def route_of(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""


def reached(client: Client) -> set[str]:
    """The names of all routes that links lead to, page after page."""
    opened: Counter[tuple[str, bool]] = Counter()
    waiting, known = deque(["/"]), {"/"}
    while waiting:
        path = waiting.popleft()
        kind = (route_of(path), "/SHOP/" in path)
        opened[kind] += 1
        if opened[kind] > ENOUGH[kind[1]]:
            continue
        answer = client.get(path, follow=True)
        if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
            continue
        fresh = {link for link in links_of(answer.content.decode()) if link not in known and route_of(link)}
        known |= fresh
        waiting.extend(sorted(fresh))
    return {name for name, _project in opened}


def before_a_vote(cast: Cast, project: Project) -> None:
    """The first gate waits for Alice's word on a criterion and for her vote."""
    project.roles.filter(code="SPO").update(person=cast.alice)
    gate = project.gates.order_by("position").first()
    create_criterion(by=cast.alice, project=project, gate=gate, kind="manual", text="Board informed")
    request_review(gate, by=cast.alice)


@pytest.mark.any_database
@pytest.mark.django_db
def test_every_page_of_a_manager_is_reached_by_links(client: Client, cast: Cast) -> None:
    before_a_vote(cast, made(cast, "new-shop-launch", key="FULL"))
    visits = [visit for module in MODULES for visit in of_routes(importlib.import_module(module), cast)]
    pages = {route_of(path) for person, path in visits if person == cast.alice}
    client.force_login(cast.alice, backend="django.contrib.auth.backends.ModelBackend")
    missing = pages - reached(client) - BY_OTHER_WAYS.keys()
    assert not missing, f"no link leads to: {sorted(missing)}"
