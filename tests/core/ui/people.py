"""A list of people, and the request that asks for it: what the tests of lists share."""

from types import SimpleNamespace

import django_filters
from django.test import RequestFactory

from accounts.models import User
from ecompm.core.ui.tables import Bulk, Column, Table, cells
from ecompm.core.users import InstanceRole
from tests.cast import person


class PersonFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="name", lookup_expr="icontains", label="Search")
    role = django_filters.ChoiceFilter(choices=InstanceRole.choices, label="Role")
    language = django_filters.MultipleChoiceFilter(choices=[("en", "English"), ("de", "German")], label="Language")
    joined = django_filters.DateFromToRangeFilter(field_name="date_joined", label="Joined")

    class Meta:
        model = User
        fields = ["is_active"]


class PersonTable(Table):
    key = "people"
    caption = "People"
    columns = [
        Column("name", "Name", sort="name", head=True, second=lambda row: row["email"], reads=("email",)),
        Column("role", "Role", cell=cells.choice(InstanceRole), sort="role"),
        Column("language", "Language", sort=("language", "-name")),
        Column("is_staff", "Staff", shown=False),
    ]
    filterset_class = PersonFilter
    filters = ("role", "language", "joined")
    bulk = [Bulk("invite", "Invite")]
    default_sort = "name"


def ask(query: str = "", *, htmx: bool = False, table: type[Table] = PersonTable, **options: object) -> Table:
    """The list as a person's browser asks for it."""
    headers = {"HX-Request": "true", "HX-Target": f"{table.key}-results"} if htmx else {}
    request = RequestFactory().get(f"/people/?{query}", headers=headers)
    request.user = SimpleNamespace(is_authenticated=False, is_staff=False)
    request.htmx = htmx
    return table(request, User.objects.all(), **options)


def names(table: Table) -> list[str]:
    return [row["name"] for row in table.rows]


def crowd(count: int) -> None:
    User.objects.bulk_create(User(name=f"P{index:03}", email=f"p{index:03}@example.com") for index in range(count))


__all__ = ["PersonTable", "ask", "crowd", "names", "person"]
