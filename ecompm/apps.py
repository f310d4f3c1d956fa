from django.apps import AppConfig
from django.conf import settings


class WiringConfig(AppConfig):
    """Wiring of the product: its commands and the checks that every process passes before it works."""

    name = "ecompm"
    label = "wiring"

    def ready(self) -> None:
        # Not imported by the package itself, so that `ecompm.core` and every `calc` load without Celery and Django.
        from ecompm import celery, hardening  # noqa: F401

        if settings.PRODUCTION:
            hardening.refuse_half_safe_start()
