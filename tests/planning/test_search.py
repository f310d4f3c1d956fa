"""Finding tasks by their words."""

import pytest
from django.db import connection

from planning.models import Task
from tests.cast import Cast
from tests.planning.stage import task

pytestmark = pytest.mark.django_db


@pytest.fixture
def tasks(plan: Cast) -> None:
    task(plan, "Redirect map for indexed addresses", description="Old shop to new shop")
    task(plan, "Guest checkout")
    task(plan, "Checkout texts in German")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("checkout", ["Guest checkout", "Checkout texts in German"]),
        ("check german", ["Checkout texts in German"]),
        ("redirect shop", ["Redirect map for indexed addresses"]),
        ("T2", ["Guest checkout"]),
        ("2", ["Guest checkout"]),
        ("nothing", []),
        ("'; -- & | ! :* (", []),
    ],
)
def test_every_word_counts_and_its_beginning_is_enough(tasks: None, text: str, found: list[str]) -> None:
    assert [one.name for one in Task.objects.search(text)] == found


def test_an_empty_search_finds_all(tasks: None) -> None:
    assert Task.objects.search(" ").count() == 3


@pytest.mark.postgres
def test_postgresql_reads_the_index(tasks: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "task_words" in Task.objects.search("checkout").explain()
