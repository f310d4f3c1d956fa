import pytest
from django.template.loader import render_to_string

from ecompm.core.ui.tables import View
from tests.core.ui.people import ask, names, person

pytestmark = pytest.mark.django_db


class Store:
    save_url = "/views/"

    def views(self, table: str) -> list[View]:
        return [View("Administrators", "role=administrator", is_default=True), View("By language", "sort=language")]


def test_a_list_without_state_starts_with_the_person_s_own_view():
    person("Ada", role="administrator")
    person("Bob")
    assert names(ask(views=Store())) == ["Ada"]
    assert names(ask("sort=name", views=Store())) == ["Ada", "Bob"]


def test_views_are_addresses_and_the_open_one_is_marked():
    table = ask("sort=language", views=Store())
    html = render_to_string("components/table.html", {"table": table, "request": table.request})
    assert '<a href="?sort=language" aria-current="true">' in html
    assert 'name="query" value="sort=language"' in html


def test_the_filters_of_one_s_own_view_can_be_cleared():
    assert ask(views=Store()).clear_url == "?sort=name"


def test_where_nothing_is_kept_nothing_is_offered():
    table = ask()
    assert "Save this view" not in render_to_string("components/table.html", {"table": table, "request": table.request})
