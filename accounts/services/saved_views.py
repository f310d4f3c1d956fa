"""Views of lists that a person keeps."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import SavedView
from ecompm.core.errors import Conflict, Invalid, NotFound
from ecompm.core.ui.tables import View

MOST = 50  # of one list


@transaction.atomic
def save_view(*, by: Any, table: str, name: str, query: str, is_default: bool = False) -> SavedView:
    """Keep a view; the same name again replaces it. One view of a list at most is where it starts."""
    name = name.strip()
    if not name or len(name) > 80 or len(query) > 2000:
        raise Invalid(fields={"name": [_("Give the view a name of at most 80 characters.")]})
    own = SavedView.objects.filter(user=by, table=table)
    if own.exclude(name=name).count() >= MOST:
        raise Conflict(_("You keep %(most)d views of this list already. Delete one first.") % {"most": MOST})
    if is_default:
        own.update(is_default=False)
    values = {"query": query, "is_default": is_default}
    view, _created = SavedView.objects.update_or_create(user=by, table=table, name=name, defaults=values)
    return view


def delete_view(*, by: Any, pk: int) -> None:
    """Forget a view of one's own. Raises NotFound for anybody else's."""
    if not SavedView.objects.filter(user=by, pk=pk).delete()[0]:
        raise NotFound()


class KeptViews:
    """The views of the person who asks, for the lists of their pages."""

    def __init__(self, request: HttpRequest) -> None:
        self.user = request.user
        self.save_url = reverse("accounts:view_save") if self.user.is_authenticated else ""

    def views(self, table: str) -> Sequence[View]:
        if not self.user.is_authenticated:
            return ()
        rows = SavedView.objects.filter(user=self.user, table=table)  # type: ignore[misc]
        return [
            View(row.name, row.query, row.is_default, reverse("accounts:view_delete", kwargs={"pk": row.pk}))
            for row in rows
        ]
