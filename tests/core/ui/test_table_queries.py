import pytest
from django.template.loader import render_to_string

from tests.core.ui.people import ask, crowd

pytestmark = pytest.mark.django_db


def render(table) -> str:
    return render_to_string("components/table.html", {"table": table, "request": table.request})


@pytest.mark.parametrize("rows", [10, 90])
def test_a_single_page_needs_one_query_however_many_rows(django_assert_num_queries, rows):
    crowd(rows)
    with django_assert_num_queries(1):
        render(ask())


def test_more_pages_need_one_more_to_count(django_assert_num_queries):
    crowd(120)
    with django_assert_num_queries(2):
        render(ask())


def test_hidden_columns_are_not_read():
    assert "is_staff" not in str(ask().matching.query)
    assert "is_staff" in str(ask("columns=is_staff").matching.query)
