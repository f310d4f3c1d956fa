from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "exchange"

    def ready(self) -> None:
        from exchange import tasks  # noqa: F401  its jobs can run wherever the app does
        from projects.activity import say

        say("imported", _("%(actor)s imported %(object)s"), "upload")
