"""Lessons: recorded in one project, offered to the next of its kind, adopted or set aside there."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ecompm.core.errors import Conflict
from lifecycle.models import Lesson
from lifecycle.querysets import LessonQuerySet
from projects import access
from projects.models import Project
from projects.services import items

CHANGE = "lesson.change"


def create_lesson(*, by: Any, project: Project, **values: Any) -> Lesson:
    """A new lesson; without a template of its own it should change the one its project came from."""
    values.setdefault("template_id", project.template_id)
    return items.create_item(Lesson, by=by, project=project, grant=CHANGE, values={**values, "author": by})


def create_lessons(*, by: Any, project: Project, rows: Sequence[Mapping[str, Any]]) -> list[Lesson]:
    """Many lessons at once, from the library."""
    authored = [{**values, "author": by} for values in rows]
    return items.create_items(Lesson, by=by, project=project, grant=CHANGE, rows=authored)


def change_lesson(lesson: Lesson, *, by: Any, version: int, **values: Any) -> Lesson:
    return items.change_item(lesson, by=by, grant=CHANGE, version=version, values=values)


def delete_lesson(lesson: Lesson, *, by: Any, version: int) -> None:
    items.delete_item(lesson, by=by, grant=CHANGE, version=version)


def offered_to(project: Project, user: Any) -> LessonQuerySet:
    """Public lessons of closed projects from the same template that this project has not taken a stand on."""
    taken = Lesson.objects.of(project).exclude(origin=None).values("origin")
    same = Q(template_id=project.template_id) & ~Q(template_id="")
    return Lesson.objects.public(user).filter(same).exclude(project=project).exclude(pk__in=taken)


@transaction.atomic
def judge_lesson(source: Lesson, *, by: Any, project: Project, adopt: bool) -> Lesson:
    """Adopt an offered lesson, or note that it is not relevant; either way it is not offered again."""
    access.require(by, project, CHANGE)
    if not offered_to(project, by).filter(pk=source.pk).exists():
        raise Conflict(_("This lesson isn't offered to the project, or was judged already."))
    verdict = Lesson.Verdict.ADOPTED if adopt else Lesson.Verdict.NOT_RELEVANT
    copied = ("title", "situation", "cause", "effect", "recommendation", "category", "phase", "tags")
    values = {name: getattr(source, name) for name in copied} | {"template_id": source.template_id}
    extra = {"origin": source, "verdict": verdict, "author": by, "is_public": False}
    return items.create_item(Lesson, by=by, project=project, grant=CHANGE, values={**values, **extra})
