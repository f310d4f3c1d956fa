from types import SimpleNamespace

from ecompm.core.ui.navigation import Place, links

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
