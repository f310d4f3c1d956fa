"""A row of a list is the very JSON of the object's own address, for every collection of the API.

Where a collection has a `row_serializer_class`, its rows leave fields out; those they have are the same.

The objects come from `build` and the detail row in `tests/<app>/routes.py`; a collection that stays empty fails, for it
proves nothing. Collections that are read from files, by a name instead of a number, have no rows.
"""

import importlib
from typing import Any

import pytest
from django.urls import reverse

from ecompm.api_urls import router
from tests.api_client import Api
from tests.cast import Cast


def stored(viewset: Any) -> bool:
    return (viewset.lookup_url_kwarg or viewset.lookup_field) == "pk"


VIEWSETS = {name: viewset for _prefix, viewset, name in router.registry}
BOTH = sorted(n for n, viewset in VIEWSETS.items() if {"list", "retrieve"} <= set(viewset.grants) and stored(viewset))


@pytest.mark.django_db
@pytest.mark.parametrize("name", BOTH)
def test_a_row_is_the_object(name: str, cast: Cast) -> None:
    cast.alice.time_zone = "Asia/Ho_Chi_Minh"
    cast.alice.save()
    app = VIEWSETS[name].__module__.split(".")[0]
    routes = importlib.import_module(f"tests.{app}.routes")
    world = {"cast": cast, "project": cast.project, **routes.build(cast)}
    for detail in (row for row in routes.ROUTES if str(row) == f"GET api:{name}-detail"):
        detail.args(world)  # some rows make their object only when they are asked
    client = Api(cast.alice).client
    rows: list[dict[str, Any]] = client.get(reverse(f"api:{name}-list")).json()["results"]
    assert rows, f"build() of tests/{app}/routes.py makes no {name} that Alice can see"
    shorter = getattr(VIEWSETS[name], "row_serializer_class", None) is not None
    for row in rows:
        detail = client.get(reverse(f"api:{name}-detail", kwargs={"pk": row["id"]})).json()
        assert row == ({field: detail[field] for field in row} if shorter else detail)
        assert shorter == (len(row) < len(detail))
