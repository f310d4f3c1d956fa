import pytest
from django.template.loader import render_to_string

from ecompm.core.users import InstanceRole
from tests.core.ui.people import ask, names, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _people():
    person("Alice", language="de")
    person("Ada", role=InstanceRole.ADMINISTRATOR)
    person("Bob")


def chip(query: str, name: str):
    return next(chip for chip in ask(query).chips if chip.bound.name == name)


def test_filters_narrow_the_rows():
    assert names(ask("role=administrator")) == ["Ada"]
    assert names(ask("search=al")) == ["Alice"]
    assert names(ask("language=de&language=en&search=a")) == ["Ada", "Alice"]


def test_an_active_chip_says_its_value_in_words():
    assert chip("role=administrator", "role").shown == "Administrator"
    assert chip("language=de&language=en", "language").shown == "English, German"


def test_a_chip_that_filters_nothing_says_nothing():
    assert chip("search=al", "role").shown == ""


def test_a_range_is_shown_with_both_ends_and_cleared_with_both():
    joined = chip("joined_after=2026-01-05&joined_before=2026-02-01&role=member", "joined")
    assert " – " in joined.shown
    assert joined.clear_url == "?role=member"


def test_few_choices_are_asked_at_once_and_several_wait_for_the_button():
    assert chip("", "role").at_once
    assert not chip("", "language").at_once


def test_a_value_that_makes_no_sense_is_told_and_filters_nothing():
    table = ask("role=emperor")
    assert len(table.rows) == 3
    assert "emperor" in render_to_string("components/table.html", {"table": table, "request": table.request})


def test_clearing_the_filters_keeps_the_order():
    assert ask("role=member&search=x&sort=-name").clear_url == "?sort=-name"


def test_the_forms_carry_each_other_s_state():
    table = ask("role=member&columns=name&sort=-name&page=2")
    assert table.kept_by_filters == [("columns", "name"), ("sort", "-name")]
    assert table.kept_by_columns == [("role", "member"), ("sort", "-name")]


def test_nothing_matches_is_not_nothing_yet():
    nothing = ask("search=zzz")
    html = render_to_string("components/table.html", {"table": nothing, "request": nothing.request})
    assert "Nothing matches" in html
    assert "Nothing here yet" not in html
