from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.services.saved_views import KeptViews
        from ecompm.core.ui.tables import views

        views.STORES.append(KeptViews)
