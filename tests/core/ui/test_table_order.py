import pytest

from tests.core.ui.people import ask, names, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _people():
    person("Bob", language="de")
    person("Alice", language="en")
    person("Charlie", language="de")


def test_the_declared_order_is_the_default():
    assert names(ask()) == ["Alice", "Bob", "Charlie"]


def test_a_minus_turns_the_order_round():
    assert names(ask("sort=-name")) == ["Charlie", "Bob", "Alice"]


def test_a_column_may_sort_by_several_fields():
    assert names(ask("sort=language")) == ["Charlie", "Bob", "Alice"]
    assert names(ask("sort=-language")) == ["Alice", "Bob", "Charlie"]


@pytest.mark.parametrize("name", ["password", "is_staff", "-", "name__contains", "--name"])
def test_only_declared_columns_sort(name):
    assert ask(f"sort={name}").state.sort == "name"


def test_the_primary_key_ends_every_order():
    assert ask("sort=role").state.ordering == ["role", "pk"]


def test_the_head_says_how_the_list_is_sorted_and_turns_it_on_the_next_click():
    head = str(ask("sort=role").head)
    assert 'aria-sort="ascending"><a href="?sort=-role"' in head
    assert head.count("aria-sort") == 1
    assert 'aria-sort="descending"><a href="?sort=role"' in str(ask("sort=-role").head)


def test_sorting_keeps_the_filters_and_leaves_the_page():
    assert 'href="?role=member&amp;sort=role"' in str(ask("role=member&page=3").head)
