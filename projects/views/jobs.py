"""Long work: how far it is, what came out, which rows were refused."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from ecompm.core.doors import SIGNED_IN, Page
from ecompm.core.models import Job
from ecompm.core.pages import render_page
from projects import access, querysets
from projects.models import Project
from projects.services.jobs import cancel_job

ERRORS_SHOWN = 200


class JobPage(Page):
    """A job: its row alone for htmx, which asks again while the job is open; with result and errors as a page."""

    grants = {"get": SIGNED_IN}
    template_name = "projects/job.html"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        job = get_object_or_404(querysets.jobs(request.user), pk=pk)
        context = {"job": job, "cancel_url": _cancel_url(job, request.user)}
        if request.htmx:  # type: ignore[attr-defined]
            response = render_page(request, "components/job.html", context)
            if not job.is_open and request.htmx.current_url_abs_path == request.path:  # type: ignore[attr-defined]
                response["HX-Refresh"] = "true"  # its own page shows result and errors now
            return response
        more = max(len(job.errors) - ERRORS_SHOWN, 0)
        return self.render({**context, "errors": [_error(one) for one in job.errors[:ERRORS_SHOWN]], "more": more})


class CancelJob(Page):
    grants = {"post": SIGNED_IN}

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        job = get_object_or_404(querysets.jobs(request.user), pk=pk)
        cancel_job(job, by=request.user)
        return redirect("jobs:detail", pk=pk)


def _cancel_url(job: Job, user: Any) -> str:
    """Where to ask the job to stop; empty for who may not, or when there is nothing to stop."""
    if not job.is_open or job.cancel_requested:
        return ""
    project = Project.objects.filter(pk=job.project_id or 0).first() if job.owner_id != user.pk else None
    may = job.owner_id == user.pk or (project is not None and access.holds(user, project, "job.cancel"))
    return reverse("jobs:cancel", kwargs={"pk": job.pk}) if may else ""


def _error(error: Any) -> dict[str, Any]:
    """A refused row as where and what, however the job noted it."""
    if not isinstance(error, dict):
        return {"row": "", "text": str(error)}
    where = error.get("row", error.get("line", ""))
    return {"row": where, "text": error.get("message") or error.get("text") or str(error)}
