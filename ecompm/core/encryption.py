"""Secrets that must be read again (second factors, access to other systems) are stored encrypted.

The keys are FIELD_KEYS, or the SECRET_KEY where there are none; the first one encrypts, the others still decrypt, so
that a key can be changed without losing anything.
"""

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _

from ecompm.core.errors import Unavailable


def encrypt(text: str) -> str:
    """The text as ciphertext that also proves itself unchanged."""
    return _cipher(_keys()).encrypt(text.encode()).decode()


def decrypt(ciphertext: str) -> str:
    """The text again. Raises Unavailable when no key fits."""
    try:
        return _cipher(_keys()).decrypt(ciphertext.encode()).decode()
    except InvalidToken as error:
        raise Unavailable(_("A stored secret can't be read: the key it was stored with is missing.")) from error


def _keys() -> tuple[str, ...]:
    return tuple(settings.FIELD_KEYS or [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])


@cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    digests = (hashlib.sha256(f"ecompm field {key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
