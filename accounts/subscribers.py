"""Mails of the sign-in library leave here."""

from django.core.mail import EmailMessage

from ecompm.core import encryption, outbox
from ecompm.core.models import OutboxEvent


@outbox.on("mail.written")
def send_written_mail(event: OutboxEvent) -> None:
    """Send the mail and forget its text, which may hold a link that signs in."""
    mail = event.payload
    headers = {"Auto-Submitted": "auto-generated"}
    EmailMessage(mail["subject"], encryption.decrypt(mail["body"]), to=mail["to"], headers=headers).send()
    OutboxEvent.objects.filter(pk=event.pk).update(payload={"to": mail["to"], "subject": mail["subject"]})
