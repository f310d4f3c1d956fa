from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class RisksConfig(AppConfig):
    name = "risks"

    def ready(self) -> None:
        """Teach the feed of a project what only risks do."""
        from projects import activity

        activity.say("escalated", gettext_lazy("%(object)s came above the risk appetite"), "warn")
        activity.say("imported", gettext_lazy("%(actor)s imported %(object)s"), "upload")
