"""Which rows may a person see? Every read of project data goes through `.allowed(user, grant)`."""

from collections.abc import Callable, Collection
from functools import cache
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from ecompm.core.ids import IdIn
from ecompm.core.models import AuditEntry, Job
from projects import access, objects
from projects.access import Role

NOBODY = -1
"""Stands for the person in SQL that is written once for all."""
COUNTED = 99
"""Beyond this the count of notifications says no more than "more"."""


class ProjectQuerySet(models.QuerySet[Any]):
    def allowed(self, user: Any, grant: str = "project.view") -> Self:
        """Projects on which the person holds the grant."""
        return self.filter(_granted(user, access.roles_with(grant), project="pk", visibility="visibility"))

    def current(self) -> Self:
        return self.filter(archived_at=None)


class ProjectItemQuerySet(models.QuerySet[Any]):
    """Rows with a `project`. Guests hold a grant only on rows that are shared with them."""

    def allowed(self, user: Any, grant: str) -> Self:
        roles = access.roles_with(grant)
        rows = _granted(user, roles - {Role.GUEST}, project="project_id", visibility="project__visibility")
        if rows and Role.GUEST in roles and user.is_authenticated:
            rows |= self._shared_with(user)
        return self.filter(rows)  # an empty condition, of an instance role, is every row

    def of(self, project: Any) -> Self:
        return self.filter(project=project)

    def in_projects(self, ids: Collection[int]) -> Self:
        """Rows of many projects: what is computed for all of them at once starts here."""
        return self.filter(IdIn("project_id", ids)) if ids else self.none()

    def _shared_with(self, user: Any) -> Q:
        """Rows shared with a guest."""
        project = Q(project_id__in=_ids(_projects_of, user, frozenset({Role.GUEST})))
        shared = Q(pk__in=_ids(_shares_of, user, self.model._meta.label_lower))
        return project & shared & _within_token(user, "project_id")


class OnObjectQuerySet(models.QuerySet[Any]):
    """Comments and attachments: a person sees those of the objects that they may see."""

    def allowed(self, user: Any, grant: str) -> Self:
        if grant not in access.GRANTS:
            raise KeyError(grant)
        return self.filter(objects.visible_to(user)) if user.is_authenticated else self.none()

    def of(self, project: Any) -> Self:
        return self.filter(project=project)

    def on(self, target: models.Model) -> Self:
        """Those of one object."""
        return self.filter(object_type=target._meta.label_lower, object_id=target.pk)


class NotificationQuerySet(models.QuerySet[Any]):
    def own(self, user: Any) -> Self:
        """Those of the person about objects that they may still see.

        The kinds that occur are asked first, so that the condition names two or three of them and not all.
        """
        if not user.is_authenticated:
            return self.none()
        rows = self.filter(recipient_id=user.pk)
        occurring = set(rows.order_by().values_list("object_type", flat=True).distinct())
        return rows.filter(objects.visible_to(user, occurring))

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def count_own(self, user: Any) -> int:
        """How many of the person's, counted up to COUNTED + 1."""
        return self.own(user).order_by()[: COUNTED + 1].count()


def audit_entries(user: Any) -> Any:
    """Lines of the audit trail the person may read: all of projects they manage, elsewhere those of visible objects.

    A line of a deleted object is left to managers, for nobody can tell any more who could see the object.
    """
    entries = AuditEntry.objects.all()
    if not user.is_authenticated:
        return entries.none()
    projects = apps.get_model("projects.Project").objects
    managed = Q(project_id__in=projects.allowed(user, "audit.all").values("pk"))
    read = Q(project_id__in=projects.allowed(user, "audit.view").values("pk"))
    return entries.filter(managed | (read & objects.visible_to(user)))


def jobs(user: Any) -> Any:
    """Jobs of one's own, and those of projects whose jobs one may see."""
    if not user.is_authenticated:
        return Job.objects.none()
    projects = apps.get_model("projects.Project").objects.allowed(user, "job.view").values("pk")
    return Job.objects.filter(Q(project_id__in=projects) | (Q(owner_id=user.pk) & _within_token(user, "project_id")))


class ShareQuerySet(models.QuerySet[Any]):
    def allowed(self, user: Any, grant: str) -> Self:
        """Shares of the projects on which the person holds the grant."""
        names = {"project": "membership__project_id", "visibility": "membership__project__visibility"}
        return self.filter(_granted(user, access.roles_with(grant), **names))


def _granted(user: Any, roles: frozenset[Role], *, project: str, visibility: str) -> Q:
    """The one condition behind every read: membership with a sufficient role, instance role, or internal visibility."""
    if not user.is_authenticated or not roles:
        return Q(pk__in=[])
    if access.instance_role(user) in roles:
        return _within_token(user, project)
    rows = Q(**{f"{project}__in": _ids(_projects_of, user, roles)})
    if Role.VIEWER in roles and not user.is_external:
        rows |= Q(**{visibility: "internal"})
    return rows & _within_token(user, project)


def _projects_of(person: int, roles: frozenset[Role]) -> Any:
    memberships = apps.get_model("projects.Membership").objects
    return memberships.filter(user_id=person, role__in=sorted(roles)).values("project_id")


def _shares_of(person: int, kind: str) -> Any:
    """Objects of one kind that are shared with a guest."""
    shares = apps.get_model("projects.Share").objects
    return shares.filter(membership__user_id=person, membership__role=Role.GUEST, object_type=kind).values("object_id")


def _ids(rows: Callable[..., Any], user: Any, which: Any) -> RawSQL:
    """The ids that `rows(person, which)` selects. They stand in every read, so their SQL is written once."""
    sql, values = _written(rows, which)
    return RawSQL(sql, [user.pk if value == NOBODY else value for value in values])  # noqa: S611


@cache
def _written(rows: Callable[..., Any], which: Any) -> tuple[str, tuple[Any, ...]]:
    """The ORM's own SQL of a subquery and its values, the same for everybody but for the person."""
    sql, values = rows(NOBODY, which).order_by().query.sql_with_params()
    return sql, tuple(values)


def _within_token(user: Any, project: str) -> Q:
    limited: frozenset[int] = getattr(user, "limited_to", frozenset())
    return Q(**{f"{project}__in": sorted(limited)}) if limited else Q()
