"""Comments on any object of a project. Who is mentioned gets a mail, once, if they may see the object."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecompm.core import audit, outbox
from ecompm.core.errors import Invalid, NotAllowed, NotFound
from projects import access, objects, people
from projects.mentions import mentioned
from projects.models import Comment, Project
from projects.services import items


@transaction.atomic
def add_comment(*, by: Any, project: Project, object_type: str, object_id: int, text: str) -> Comment:
    """A remark on an object. Raises NotFound when the person can't see the object."""
    target = objects.find(by, object_type, object_id)
    if target.project_id != project.pk:
        raise Invalid(fields={"object_id": [_("This object belongs to another project.")]})
    access.require(by, project, "comment.add", target)
    comment = Comment(project=project, object_type=object_type, object_id=object_id, author=by, text=text)
    items.clean(comment, {"text": text})
    comment.save(force_insert=True)
    audit.record(by=by, verb="commented", obj=target, project_id=project.pk, changes={"text": (None, text)})
    _mention(comment, by)
    outbox.add("comment.added", project_id=project.pk, comment_id=comment.pk)
    return comment


@transaction.atomic
def change_comment(comment: Comment, *, by: Any, version: int, text: str) -> Comment:
    """Only its author changes a comment; who is mentioned for the first time gets a mail."""
    require_author(comment, by)
    changed = items.change_item(comment, by=by, grant="comment.add", version=version, values={"text": text})
    _mention(changed, by)
    return changed


@transaction.atomic
def delete_comment(comment: Comment, *, by: Any, version: int) -> None:
    """Its author, or a manager, removes a comment."""
    require_remover(comment, by)
    items.delete_item(comment, by=by, grant="comment.add", version=version)


def require_author(comment: Comment, by: Any) -> None:
    """Let pass who wrote the comment. Raises NotFound for who can't see it, NotAllowed for all others."""
    _require_visible(comment, by)
    if comment.author_id != by.pk:
        raise NotAllowed(_("Only its author can change a comment."))


def require_remover(comment: Comment, by: Any) -> None:
    """Let pass the author and managers. Raises NotFound for who can't see it, NotAllowed for all others."""
    _require_visible(comment, by)
    if comment.author_id != by.pk and access.role_of(by, comment.project) != access.Role.MANAGER:
        raise NotAllowed(_("Only its author or a manager can delete a comment."))


def _require_visible(comment: Comment, by: Any) -> None:
    if not Comment.objects.allowed(by, "comment.view").filter(pk=comment.pk).exists():
        raise NotFound()


def _mention(comment: Comment, by: Any) -> None:
    known = set(comment.mentions.values_list("pk", flat=True))
    named = [
        person
        for person in mentioned(comment.text, people.mentionable(by, comment.project))
        if person.pk not in known and person.pk != by.pk and _sees(person, comment)
    ]
    comment.mentions.add(*named)
    for person in named:
        outbox.add("comment.mentioned", project_id=comment.project_id, comment_id=comment.pk, person_id=person.pk)


def _sees(person: Any, comment: Comment) -> bool:
    try:
        objects.find(person, comment.object_type, comment.object_id)
    except NotFound:
        return False
    return True
