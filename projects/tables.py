"""Lists of projects."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from ecompm.core.ui import marks
from ecompm.core.ui.tables import Bulk, Column, Row, Table, cells
from projects import notices
from projects.filters import NotificationFilter


def _text(value: Any, row: Row) -> str:
    return notices.text(row["kind"], row["parameters"])


def _state(read_at: Any, row: Row) -> str:
    word = pgettext("notification", "Read") if read_at else pgettext("notification", "Unread")
    return marks.status("ok" if read_at else "info", word)


class NotificationTable(Table):
    key = "notifications"
    caption = _("Notifications")
    columns = [
        Column(
            "text", _("Notification"), cell=_text, head=True, computed=True, reads=("kind", "parameters"),
            export=lambda row: _text(None, row),
        ),
        Column("project__key", _("Project"), cell=cells.key, sort="project__key"),
        Column("created_at", _("When"), cell=cells.age, sort="created_at"),
        Column("read_at", _("State"), cell=_state),
    ]  # fmt: skip
    filterset_class = NotificationFilter
    filters = ("unread",)
    default_sort = "-created_at"
    bulk = (Bulk("read", _("Mark as read"), "check"),)
    page_size = 50

    def row_name(self, row: Row) -> str:
        return _text(None, row)
