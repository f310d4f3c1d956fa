"""A register on its way in, by `intake`: rows of risks."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from planning.models import Task
from projects.models import Project
from risks.models import RegisterImport, Risk
from risks.services import intake, register
from risks.services.intake import Intake, Values
from risks.sheets import RISKS

GRANT = register.CHANGE


def _stored(by: Any, project: Project) -> Iterable[Risk]:
    people = ("owner", "raised_by", "escalated_to")
    return Risk.objects.allowed(by, "risk.view").of(project).select_related(*people).prefetch_related("hits")


def _coded(by: Any, project: Project) -> Mapping[str, Mapping[str, Any]]:
    seen = Task.objects.allowed(by, "task.view").of(project).only("pk", "number", "project")
    return {"hits": {task.code: task for task in seen}}


def _judge(by: Any, risk: Risk, values: Values) -> Values:
    register.refuse_secrecy(by, risk.project, risk if risk.pk else None, values)
    register.refuse_misfit(risk, values)
    if risk.pk:
        register.refuse_occurrence(risk, values)
    return values


INTAKE = Intake(
    sheet=RISKS,
    waiting=RegisterImport,
    grant=GRANT,
    stored=_stored,
    coded=_coded,
    judge=_judge,
    create=register.create_risks,
    change=register.change_risk,
    required=("title",),
    guarded="is_confidential",
    unknown=_("There is no risk %(key)s here. Leave the key empty for a new one."),
)

upload_register = partial(intake.upload, INTAKE)
confirm_import = partial(intake.confirm, INTAKE)
discard_import = partial(intake.discard, INTAKE)
forget_old_imports = partial(intake.forget_old, INTAKE)
