import pytest

from tests.core.ui.people import ask, person

pytestmark = pytest.mark.django_db


def answer(query: str = "", **options) -> str:
    return ask(query, **options).respond("components/table.html").content.decode()


def test_htmx_gets_what_changed_and_nothing_else():
    person("Alice")
    html = answer("role=member", htmx=True)
    assert 'id="people-results"' in html
    assert 'id="people-chips" hx-swap-oob="true"' in html
    assert 'id="people-tools" hx-swap-oob="true"' in html
    assert 'type="search"' not in html


def test_the_count_is_announced_out_of_band():
    person("Alice")
    assert 'role="status" id="people-status" hx-swap-oob="innerHTML">1 row' in answer(htmx=True)


def test_without_script_the_same_address_is_the_whole_list():
    person("Alice")
    html = answer("role=member")
    assert 'method="get" action="/people/"' in html
    assert "hx-swap-oob" not in html
    assert "Alice" in html


def test_caches_keep_both_answers_apart():
    response = ask().respond("components/table.html")
    assert {"HX-Request", "HX-Target"} <= set(response["Vary"].replace(" ", "").split(","))
