"""What follows from events of projects: mails to people."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from ecompm.core import mails, outbox
from ecompm.core.errors import NotFound
from ecompm.core.models import OutboxEvent
from projects import objects
from projects.models import Comment, Invitation
from projects.services import invitations


@outbox.on("invitation.created")
def mail_invitation(event: OutboxEvent) -> None:
    """The link is made here and stored nowhere; after a failed attempt the next mail carries a new one."""
    invitation = Invitation.objects.select_related("project", "invited_by").filter(
        pk=event.payload["invitation_id"], accepted_at=None, expires_at__gt=timezone.now()
    ).first()  # fmt: skip
    if invitation is None:
        return
    mails.send(
        "invitation",
        invitation.email,
        language=getattr(invitation.invited_by, "language", "en"),
        inviter=invitation.invited_by or "ecompm",
        project=invitation.project,
        role=invitation.get_role_display(),
        path=reverse("projects:invitation", kwargs={"secret": invitations.renew_secret(invitation)}),
        expires=invitation.expires_at,
    )


@outbox.on("comment.mentioned")
def mail_mention(event: OutboxEvent) -> None:
    """One mail to one person, if they want it and may still see the object."""
    comment = Comment.objects.select_related("project", "author").filter(pk=event.payload["comment_id"]).first()
    person = (
        get_user_model().objects.filter(pk=event.payload["person_id"], is_active=True, notify_mentions=True).first()
    )
    if comment is None or person is None:
        return
    try:
        target = objects.find(person, comment.object_type, comment.object_id)
    except NotFound:
        return
    mails.send(
        "mention",
        person.email,
        language=person.language,
        author=comment.author or "",
        project=comment.project.name,
        target=target,
        text=comment.text,
        path=f"{target.get_absolute_url()}#comment-{comment.pk}",
        profile_path=reverse("accounts:profile"),
    )
