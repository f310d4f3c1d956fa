"""The list of lessons."""

from django.utils.translation import gettext_lazy as _

from ecompm.core.ui.tables import Column, Row, Table
from lifecycle.filters import LessonFilter


def project_name(row: Row) -> object:
    return row["source"] or _("A project you can't see")


class LessonTable(Table):
    key = "lessons"
    caption = _("Lessons learned")
    columns = [
        Column("title", _("Lesson"), sort="title", head=True, reads=("source", "number"), second=project_name),
        Column("recommendation", _("Recommendation")),
        Column("category", _("Category"), sort="category"),
    ]
    filterset_class = LessonFilter
    filters = ["category"]
    default_sort = "title"
