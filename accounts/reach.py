"""Which projects does a person reach? Said by the app that owns projects, for it stands above accounts."""

from collections.abc import Callable, Iterable
from typing import Any

# Filled when that app starts: a person's projects as (id, title).
PROVIDERS: list[Callable[[Any], Iterable[tuple[int, str]]]] = []


def projects_of(person: Any) -> dict[int, str]:
    """Titles of the projects that the person reaches, by id."""
    return {pk: title for provide in PROVIDERS for pk, title in provide(person)}
