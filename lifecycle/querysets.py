"""Which lessons a person reads, and what of their origin."""

from typing import Any, Self

from django.db.models import Case, F, Q, Value, When

from projects.models import Project
from projects.querysets import ProjectItemQuerySet


class LessonQuerySet(ProjectItemQuerySet):
    def public(self, user: Any) -> Self:
        """Lessons of closed projects that are offered to everybody in the organisation: to nobody from outside."""
        if not user.is_authenticated or user.is_external:
            return self.none()
        return self.filter(is_public=True, origin=None, project__status=Project.Status.CLOSED)

    def readable(self, user: Any) -> Self:
        """First-hand lessons of the projects the person may see, and the public ones."""
        seen = Q(pk__in=self.allowed(user, "lesson.view").values("pk"))
        return self.filter(seen | Q(pk__in=self.public(user).values("pk")), origin=None)

    def with_source(self, user: Any) -> Self:
        """Annotates `source`: the name of the lesson's project, empty for who can't see the project."""
        seen = Project.objects.allowed(user, "project.view").values("pk")
        name = Case(When(project__in=seen, then=F("project__name")), default=Value(""))
        return self.annotate(source=name)
