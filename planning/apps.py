from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "planning"

    def ready(self) -> None:
        from projects.activity import say

        say("applied", _("%(actor)s applied %(object)s to the plan"), "check")
        say("taken_back", _("%(actor)s took %(object)s back"), "undo")
