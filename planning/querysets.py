"""Which tasks?"""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import BooleanField, F, Func, Q, Value
from django.db.models.expressions import Col

from projects import access
from projects.querysets import ProjectItemQuerySet

_WORDS = SearchVectorField()
_WORDS.set_attributes_from_name("words")


class Words(F):
    """The column with the words of name and description, made by the migration `task_words` on PostgreSQL."""

    def __init__(self) -> None:
        super().__init__("words")

    def resolve_expression(self, query: Any = None, *args: Any, **kwargs: Any) -> Col:
        return Col(query.get_initial_alias(), _WORDS)


class HasWords(Func):
    """Whether a task has the words of a search expression."""

    template = "%(expressions)s)"
    arg_joiner = " @@ to_tsquery('simple'::regconfig, "
    output_field = BooleanField()

    def __init__(self, text: str) -> None:
        super().__init__(Words(), Value(text))


def late(on: date) -> Q:
    """Rows whose planned finish or deadline lies before the day."""
    return Q(finish__lt=on) | Q(deadline__lt=on)


class TaskQuerySet(ProjectItemQuerySet):
    def allowed_in(self, project: Any, user: Any, grant: str) -> Self:
        """The rows of one project that `allowed` gives. The role is read first: the rows then need no condition."""
        role = access.role_of(user, project)
        if role not in access.roles_with(grant):
            return self.none()
        rows = self.filter(project=project)
        return rows.filter(self._shared_with(user)) if role == access.Role.GUEST else rows

    def work(self) -> Self:
        """Tasks that are done by somebody: no summaries, nothing cancelled."""
        return self.filter(is_summary=False).exclude(status="cancelled")

    def open(self) -> Self:
        return self.work().exclude(status="done")

    def overdue(self, on: date) -> Self:
        """Open tasks whose planned finish or deadline lies before the day."""
        return self.open().filter(late(on))

    def search(self, text: str) -> Self:
        """Tasks with every word, or the beginning of one, in name or description; a code such as T12 finds its task."""
        words = ["".join(filter(_is_part, word)) for word in text.split()[:10]]
        words = [word for word in words if word]
        if not words:
            return self.none() if text.strip() else self
        found = _with_words(words)
        code = words[0].upper().removeprefix("T")
        return self.filter(found | Q(number=int(code)) if len(words) == 1 and _is_number(code) else found)


class ResourceQuerySet(ProjectItemQuerySet):
    def search(self, text: str) -> Self:
        """Resources with every word in name, team or skills."""
        found = Q()
        for word in text.split()[:10]:
            found &= Q(name__icontains=word) | Q(team__icontains=word) | Q(skills__icontains=word)
        return self.filter(found)


def _with_words(words: list[str]) -> Q:
    if connection.vendor == "postgresql":
        # The whole word is among its beginnings, but only of whole words the planner knows how frequent they are.
        return Q(HasWords(" & ".join(f"('{word}' | '{word}':*)" for word in words)))
    found = Q()
    for word in words:
        found &= Q(name__icontains=word) | Q(description__icontains=word)
    return found


def _is_part(char: str) -> bool:
    """Characters of a word; what a search expression would read as an operator is left out."""
    return char.isalnum() or char in "-_."


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9
