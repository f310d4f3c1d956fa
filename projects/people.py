"""Which people does a person know of? Nobody learns from a list or an error that a stranger has an account."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from projects import access
from projects.models import Membership, Project


def known_to(user: Any) -> Any:
    """Active people the person may name: colleagues of the organisation, and members of their projects."""
    people = get_user_model().objects.filter(is_active=True)
    if not user.is_authenticated:
        return people.none()
    seen = Project.objects.allowed(user, "members.view")
    shared = Membership.objects.filter(project__in=seen).values("user_id")
    known = Q(pk=user.pk) | Q(pk__in=shared)
    return people.filter(known if user.is_external else known | Q(is_external=False))


def of_project(project: Project) -> Any:
    """Active members of the project, by name."""
    return get_user_model().objects.filter(memberships__project=project, is_active=True).order_by("name", "pk")


def mentionable(user: Any, project: Project) -> Any:
    """Whom the person may mention: the members, unless guests, who can't list people."""
    if not access.holds(user, project, "members.view"):
        return get_user_model().objects.none()
    return of_project(project)
