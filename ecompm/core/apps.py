from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CoreConfig(AppConfig):
    name = "ecompm.core"
    label = "core"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        # Facts, job handlers, outbox subscribers and kinds of notifications register themselves when they are imported.
        autodiscover_modules("facts", "tasks", "subscribers", "notices")


class AdministrationConfig(AdminConfig):
    default_site = "ecompm.core.administration.Administration"
