"""Saved views: the address of a list under a name. The address is the truth; a store only remembers it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class View:
    """A remembered state of a list: `query` is the query string without the question mark."""

    name: str
    query: str
    is_default: bool = False
    delete_url: str = ""


class ViewStore(Protocol):
    """Where a person's views are kept. `save_url` takes a POST of table, name and query; empty when nothing is kept."""

    save_url: str

    def views(self, table: str) -> Sequence[View]:
        """The person's views of a list, in their order."""
        ...


# Filled when the app of people starts, so that lists need not know who keeps views.
STORES: list[Callable[[HttpRequest], "ViewStore"]] = []


def kept_for(request: HttpRequest) -> "ViewStore":
    """The store of the person who asks; one that keeps nothing while no app offers any."""
    return STORES[0](request) if STORES else NoViews()


def default_query(views: Sequence[View]) -> str:
    """The query of the view that a list starts with; empty when it starts as declared."""
    return next((view.query for view in views if view.is_default), "")


class NoViews:
    """The store of lists whose views nobody keeps."""

    save_url = ""

    def views(self, table: str) -> Sequence[View]:
        return ()
