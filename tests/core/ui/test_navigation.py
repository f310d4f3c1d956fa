from types import SimpleNamespace

from ecompm.core.ui.navigation import RISK_ROOM, Place, links, room
from risks.urls import urlpatterns as risk_urls

HEALTH = Place("Health", "healthz", "ok")
MISSING = Place("Missing", "no_such_page")
COMPONENTS = Place("Components", "components", below=("components_dialog", "gallery"))


def at(name: str, path: str = "/elsewhere") -> SimpleNamespace:
    return SimpleNamespace(path=path, resolver_match=SimpleNamespace(view_name=name))


def test_a_page_that_is_not_there_is_left_out():
    assert [link.label for link in links((MISSING, HEALTH), at("healthz"))] == ["Health"]


def test_the_open_page_is_current_and_its_parent_too():
    assert links((COMPONENTS,), at("components"))[0].current == "page"
    assert links((COMPONENTS,), at("components_dialog"))[0].current == "true"
    assert links((COMPONENTS,), at("gallery:detail"))[0].current == "true"
    assert links((COMPONENTS,), at("healthz"))[0].current == ""


def test_two_names_of_one_address_are_one_page():
    assert links((HEALTH,), at("other:health", "/healthz"))[0].current == "page"


def test_on_an_error_page_nothing_is_current():
    assert links((HEALTH,), None)[0].current == ""


def test_pages_of_a_room_have_a_second_row_and_others_none():
    assert "risks:simulation" in [place.url for place in room(at("risks:findings"))]
    assert room(at("controlling:issue_edit")) == room(at("risks:list"))
    assert room(at("planning:plan")) == ()
    assert room(None) == ()


def test_every_page_of_the_risk_room_stands_below_one_of_its_tabs():
    names = {pattern.name for pattern in risk_urls if "<str:key>" in str(pattern.pattern)}
    posted = {"review", "response_judge", "link_remove", "indicator_remove", "response_remove"}
    parts = {"of_issue", "proposed_reserve", "export", "finding_export", "import_discard", "finding_import_discard"}
    for name in names - posted - parts:
        assert any(place.holds(f"risks:{name}") for place in RISK_ROOM), name
