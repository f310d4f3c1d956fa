"""The risk breakdown structure: two levels, every category below one group."""

import pytest

from risks.calc.categories import GROUP_OF, TREE, leaves_of
from risks.models import Risk


def test_every_category_stands_once_in_the_tree() -> None:
    listed = [leaf for leaves in TREE.values() for leaf in leaves]
    assert sorted(listed) == sorted(Risk.Category.values)
    assert list(TREE) == Risk.CategoryGroup.values


def test_no_group_is_called_like_a_category() -> None:
    assert not set(TREE) & set(GROUP_OF)


def test_a_group_stands_for_its_categories_and_a_category_for_itself() -> None:
    assert "security" in leaves_of("technical")
    assert leaves_of("security") == ("security",)


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(KeyError):
        leaves_of("weather")
