"""Mails to people. Subscribers of the outbox call `send`, so that no mail is lost and none delays a page."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation


def send(template: str, to: str, *, language: str, **context: Any) -> None:
    """Send one mail: the partials `subject` and `body` of `mails/<template>.txt`, in the language of the reader.

    Raises OSError (so that the outbox tries again) when the mail server can't be reached.
    """
    names = {"base_url": settings.BASE_URL, **context}
    with translation.override(language):
        subject = " ".join(render_to_string(f"mails/{template}.txt#subject", names).split())
        body = render_to_string(f"mails/{template}.txt#body", names).strip() + "\n"
    # Auto-replies must not answer a machine.
    EmailMessage(subject, body, to=[to], headers={"Auto-Submitted": "auto-generated"}).send()
