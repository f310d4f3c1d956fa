"""Mails leave through the outbox: deliver what waits and read what was sent."""

import re

from django.core import mail
from django.core.mail import EmailMessage

from ecompm.core import outbox


def delivered() -> list[EmailMessage]:
    """Everything sent so far, once what waits in the outbox has left, and what that wrote into it."""
    while outbox.relay():
        pass
    return mail.outbox


def link_in(message: EmailMessage) -> str:
    """The path of the first link of a mail."""
    return re.search(r"https?://[^/\s]+(/\S+)", message.body).group(1)  # type: ignore[union-attr]
