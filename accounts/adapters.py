"""How the sign-in library meets the product: who may sign up, how mails leave, where secrets rest."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ecompm.core import encryption, origin, outbox
from ecompm.core.errors import Unavailable

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited; SIGNUP_OPEN lets everybody make an account."""
        return settings.SIGNUP_OPEN

    def get_client_ip(self, request: HttpRequest) -> str:
        return origin.address_of(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave the mail to the outbox: it isn't lost, and the answer takes as long for an unknown address."""
        full = {"request": None, "email": email, "current_site": {"name": "ecompm", "domain": settings.BASE_URL}}
        links = {name: _at_our_address(value) for name, value in context.items() if name.endswith("_url")}
        message = self.render_mail(template_prefix, email, {**full, **context, **links})
        outbox.add("mail.written", to=message.to, subject=message.subject, body=encryption.encrypt(message.body))

    def format_email_subject(self, subject: str) -> str:
        return subject


def _at_our_address(link: str) -> str:
    """A link to where people use the product. The library takes the host of the request, which any caller can write."""
    ours = urlsplit(settings.BASE_URL)
    return urlsplit(link)._replace(scheme=ours.scheme, netloc=ours.netloc).geturl()


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Company accounts (OpenID Connect)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """A provider that is trusted to know the organisation's people may bring new ones."""
        app = sociallogin.provider.app
        return bool(app and app.settings.get("signup"))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        user = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name") or "", data.get("last_name") or "")
        user.name = (data.get("name") or " ".join(parts)).strip()[:150] or user.email
        return user

    def get_requests_session(self) -> requests.Session:
        session = super().get_requests_session()
        session.request = partial(_ask, session.request)
        return session


def _ask(request: Callable[..., requests.Response], *args: Any, **kwargs: Any) -> requests.Response:
    """The answer of a provider. Raises Unavailable when there is none, which is the fault of nobody here."""
    try:
        answer = request(*args, **kwargs)
    except requests.RequestException as error:
        logger.warning("sign-in provider unreachable", extra={"error": str(error)})
        raise Unavailable(_("The company account can't be reached right now. Try again in a minute.")) from error
    if answer.status_code >= 500:
        logger.warning("sign-in provider failed", extra={"status": answer.status_code})
        raise Unavailable(_("The company account can't be reached right now. Try again in a minute."))
    return answer


class MFAAdapter(DefaultMFAAdapter):
    """Second factors rest encrypted."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)
