"""What follows from events of projects: notifications, and mails to people."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone, translation

from ecompm.core import mails, outbox
from ecompm.core.errors import NotFound
from ecompm.core.models import OutboxEvent
from projects import objects
from projects.models import Comment, Invitation, Notification
from projects.notices import KINDS
from projects.services import invitations
from projects.services.notifications import notify


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
def tell_who_is_mentioned(event: OutboxEvent) -> None:
    comment = Comment.objects.select_related("project", "author").filter(pk=event.payload["comment_id"]).first()
    person = get_user_model().objects.filter(pk=event.payload["person_id"]).first()
    if comment is None or person is None:
        return
    try:
        target = objects.find(person, comment.object_type, comment.object_id)
    except NotFound:
        return
    path = f"{target.get_absolute_url()}#comment-{comment.pk}"
    notify("comment.mentioned", [person], about=target, by=comment.author, path=path, comment=comment.pk)


@outbox.on("notification.made")
def mail_notification(event: OutboxEvent) -> None:
    """One mail to one person, if they want it, may still see the object, and there is still something to say."""
    rows = Notification.objects.select_related("recipient", "project")
    notification = rows.filter(pk=event.payload["notification"]).first()
    if notification is None or notification.kind not in KINDS:
        return
    person, mail = notification.recipient, KINDS[notification.kind].mail
    if mail is None or not (person.is_active and getattr(person, mail.wanted)):
        return
    if not Notification.objects.filter(pk=notification.pk).own(person).exists():
        return
    with translation.override(person.language):
        names = mail.names(notification)
    if names is not None:
        frame = {
            "project": notification.project,
            "path": notification.path,
            "profile_path": reverse("accounts:profile"),
        }
        mails.send(mail.template, person.email, language=person.language, **frame, **names)
