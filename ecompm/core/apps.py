from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CoreConfig(AppConfig):
    name = "ecompm.core"
    label = "core"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        # Facts, job handlers and outbox subscribers register themselves when their module is imported.
        autodiscover_modules("facts", "tasks", "subscribers")


class AdministrationConfig(AdminConfig):
    default_site = "ecompm.core.administration.Administration"
