from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DeliveryConfig(AppConfig):
    name = "delivery"

    def ready(self) -> None:
        """Every app may say in its `work.py` what waits for a person."""
        autodiscover_modules("work")
