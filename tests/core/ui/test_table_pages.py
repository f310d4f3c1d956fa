import pytest
from django.template.loader import render_to_string

from ecompm.core.ui.tables import table as module
from tests.core.ui.people import PersonTable, ask, crowd, names

pytestmark = pytest.mark.django_db


class Small(PersonTable):
    page_size = 10


def test_pages_follow_each_other_without_overlap():
    crowd(25)
    pages = [names(ask(f"page={page}", table=Small)) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [10, 10, 5]
    assert len({name for page in pages for name in page}) == 25


def test_only_real_neighbours_are_linked():
    crowd(25)
    first, last = ask("page=1", table=Small), ask("page=3&role=member", table=Small)
    assert (first.previous_url, first.next_url) == ("", "?page=2")
    assert (last.previous_url, last.next_url) == ("?role=member&page=2", "")


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "٣", "99999999999999999999"])
def test_a_page_that_makes_no_sense_is_the_first(page):
    crowd(3)
    assert len(ask(f"page={page}", table=Small).rows) == 3


def test_a_page_behind_the_end_offers_the_way_back():
    crowd(3)
    table = ask("page=9", table=Small)
    assert "Go to the first page" in render_to_string(
        "components/table.html", {"table": table, "request": table.request}
    )


def test_the_foot_says_where_one_is():
    crowd(25)
    table = ask("page=2", table=Small)
    assert render_to_string("components/table_count.html", {"table": table}).strip() == "11 to 20 of 25"


def test_counting_stops_where_it_tells_nothing_more(monkeypatch):
    monkeypatch.setattr(module, "COUNTED", 20)
    crowd(25)
    table = ask(table=Small)
    assert table.total == 21
    assert "of more than" in render_to_string("components/table_count.html", {"table": table})
