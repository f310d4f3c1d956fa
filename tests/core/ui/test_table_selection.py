import pytest
from django.template.loader import render_to_string

from tests.core.ui.people import ask, person

pytestmark = pytest.mark.django_db


def render(**options) -> str:
    table = ask(**options)
    return render_to_string("components/table.html", {"table": table, "request": table.request})


def test_rows_can_be_selected_by_name_where_something_can_be_done_with_them():
    alice = person("Alice")
    html = render(bulk_url="/people/bulk")
    assert f'name="selected" value="{alice.pk}" aria-label="Select Alice"' in html
    assert 'method="post" action="/people/bulk"' in html
    assert 'name="action" value="invite"' in html


def test_without_an_address_for_it_nothing_can_be_selected():
    person("Alice")
    assert 'name="selected"' not in render()


def test_an_empty_list_offers_no_action():
    assert "Invite" not in render(bulk_url="/people/bulk")
