"""What other apps may ask about the project itself."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecompm.core.facts import fact
from projects.models import Project


@fact("project.target_finish", unit="date", label=_("Wished finish of the project"))
def target_finish(project_ids: Collection[int], on: date) -> Mapping[int, Any]:
    return dict(Project.objects.filter(pk__in=project_ids).values_list("pk", "wished_finish"))
