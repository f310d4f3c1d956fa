"""Finished responses propose a new score; who knows the risk takes it over or says that it had no effect."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Conflict
from planning.models import Task
from projects import access
from projects.services import pulse
from risks.models import Response
from risks.services.rescoring import rescore_risks

CHANGE = "risk.change"


@transaction.atomic
def judge_response(response: Response, *, by: Any, worked: bool, actual_cost: Decimal | None = None) -> Response:
    """The response, judged: taken over it lowers the score from now on, else it leaves the score as it is. What it
    cost stays as it was where nothing is said.

    Raises Conflict while its task is not done.
    """
    access.require(by, response.project, CHANGE, response.risk)
    if response.task.status != Task.Status.DONE:
        raise Conflict(_("The task of this response is not done yet."))
    effect = Response.Effect.TAKEN if worked else Response.Effect.NONE
    cost = response.actual_cost if actual_cost is None else actual_cost
    old = {"effect": response.effect, "actual_cost": response.actual_cost}
    response.effect, response.actual_cost = effect, cost
    changes = audit.difference(old, {"effect": effect.value, "actual_cost": cost})
    if not changes:
        return response
    response.save(update_fields=["effect", "actual_cost"])
    audit.record(by=by, verb="changed", obj=response, changes=changes)
    rescore_risks([response.risk], timezone.localdate(), by)
    pulse.touch([response.project_id])
    return response
