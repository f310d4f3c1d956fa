"""Lists of accounts."""

from typing import Any

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from ecompm.core.ui import marks
from ecompm.core.ui.tables import Column, Row, Table, cells
from ecompm.core.users import InstanceRole


class PersonFilter(filters.FilterSet):
    search = filters.CharFilter(method="find", label=_("Search"))
    role = filters.ChoiceFilter(choices=InstanceRole.choices, label=_("Instance role"))
    is_external = filters.BooleanFilter(label=_("From outside the organisation"))
    is_active = filters.BooleanFilter(label=_("Active"))

    class Meta:
        model = User
        fields: list[str] = []

    def find(self, queryset: Any, name: str, text: str) -> Any:
        return queryset.filter(Q(name__icontains=text) | Q(email__icontains=text))


def _state(active: bool, row: Row) -> str:
    return marks.status("ok", str(_("Active"))) if active else marks.status("waive", str(_("Deactivated")))


def _kind(external: bool, row: Row) -> str:
    return str(_("External")) if external else str(_("Organisation"))


class PersonTable(Table):
    key = "people"
    caption = _("People")
    columns = [
        Column("name", _("Name"), sort="name", head=True),
        Column("email", _("E-mail address"), sort="email"),
        Column("role", _("Instance role"), cell=cells.choice(InstanceRole), sort="role"),
        Column("is_external", pgettext_lazy("organisation", "From"), cell=_kind),
        Column("last_login", _("Last sign-in"), cell=cells.age, sort="last_login"),
        Column("is_active", _("State"), cell=_state),
    ]
    filterset_class = PersonFilter
    filters = ("role", "is_external", "is_active")
    default_sort = "name"
