"""What of the risks waits for a person: reviews that are due, security findings to repair."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delivery.work import Section, WorkItem, work_source
from risks.models import Finding, Risk


@work_source
def reviews(user: Any, on: date) -> Iterator[WorkItem]:
    """Reviews of the person's risks that are due within a week."""
    rows = Risk.objects.allowed(user, "risk.view").open().filter(owner=user)
    for risk in rows.filter(next_review_on__lte=on + timedelta(days=7)).select_related("project"):
        yield WorkItem(
            project_key=risk.project.key,
            title=str(risk),
            href=reverse("risks:detail", kwargs={"key": risk.project.key, "number": risk.number}),
            section=Section.TASK,
            kind=_("Risk review"),
            icon="shield",
            due=risk.next_review_on,
            action=_("Review"),
        )


@work_source
def escalations(user: Any, on: date) -> Iterator[WorkItem]:
    """Open risks that were escalated to the person, unless they are their own."""
    rows = Risk.objects.allowed(user, "risk.view").open().filter(escalated_to=user).exclude(owner=user)
    for risk in rows.select_related("project"):
        yield WorkItem(
            project_key=risk.project.key,
            title=str(risk),
            href=risk.get_absolute_url(),
            section=Section.TASK,
            kind=_("Escalated risk"),
            icon="shield",
            due=risk.next_review_on,
            action=_("Decide"),
        )


@work_source
def findings(user: Any, on: date) -> Iterator[WorkItem]:
    """Open security findings of the person, with the day they must be repaired by."""
    rows = Finding.objects.allowed(user, "finding.view").open(on).filter(owner=user).select_related("project")
    for finding in rows:
        yield WorkItem(
            project_key=finding.project.key,
            title=str(finding),
            href=finding.get_absolute_url(),
            section=Section.TASK,
            kind=_("Security finding"),
            icon="shield",
            why=finding.get_severity_display(),
            due=finding.due_on,
        )
