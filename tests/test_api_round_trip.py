"""What a client reads it may send back: a whole object with nothing changed is no change and no fault.

Bodies are strict (an unknown or a changed read-only field is refused), so this holds for every object that can be
changed. The objects come from `build` in `tests/<app>/routes.py`.
"""

import importlib
from typing import Any

import pytest
from django.urls import reverse

from ecompm.api_urls import router
from tests.api_client import Api
from tests.cast import Cast

VIEWSETS = {name: viewset for _prefix, viewset, name in router.registry}
CHANGED = sorted(name for name, viewset in VIEWSETS.items() if "partial_update" in viewset.grants)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CHANGED)
def test_an_object_goes_back_as_it_was_read(name: str, cast: Cast) -> None:
    routes = importlib.import_module(f"tests.{VIEWSETS[name].__module__.split('.')[0]}.routes")
    world: dict[str, Any] = {"cast": cast, "project": cast.project, **routes.build(cast)}
    [row] = [row for row in routes.ROUTES if str(row) == f"PATCH api:{name}-detail"]
    path = reverse(row.route, kwargs=row.args(world)).removeprefix("/api/v1/")
    api = Api(cast.alice)
    seen = api.get(path)
    answer = api.patch(path, seen.json(), seen["ETag"])
    assert (answer.status_code, answer.json()) == (200, seen.json())
