import pytest

from tests.core.ui.people import ask, person

pytestmark = pytest.mark.django_db


def shown(query: str) -> list[str]:
    return [column.name for column in ask(query).state.columns]


def test_columns_are_shown_as_declared():
    assert shown("") == ["name", "role", "language"]


def test_the_address_chooses_columns_and_the_name_stays():
    assert shown("columns=is_staff&columns=role") == ["name", "role", "is_staff"]


def test_unknown_columns_change_nothing():
    assert shown("columns=password") == ["name", "role", "language"]


def test_cells_are_escaped():
    person("<script>alert(1)</script>")
    body = str(ask().body)
    assert "<script>" not in body
    assert "&lt;script&gt;" in body


def test_a_cell_names_its_column_for_the_card_on_a_phone():
    person("Alice")
    assert '<td role="cell" data-l="Role">Member</td>' in str(ask().body)


def test_the_second_line_and_the_link_stand_in_the_name():
    person("Alice")
    body = str(ask(row_url=lambda row: f"/people/{row['pk']}").body)
    assert '<a class="name" href="/people/' in body
    assert "<span>alice@example.com</span>" in body


def test_no_value_is_a_dash_not_zero():
    person("")
    assert '<span class="name">–</span>' in str(ask().body)
