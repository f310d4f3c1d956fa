"""The calendar of a project."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ecompm.core.forms import seen_version
from planning.forms import CalendarForm
from planning.models import WorkCalendar
from planning.services.calendars import change_calendar, create_calendar
from projects.doors import FormPage, ProjectPage


class CalendarEdit(FormPage, ProjectPage):
    """Working week, holidays, days off and freezes of the project; without a calendar yet it makes the first."""

    grants = {"get": "resource.change", "post": "resource.change"}
    template_name = "planning/calendar_form.html"

    def calendar(self) -> WorkCalendar:
        stored = WorkCalendar.objects.filter(project=self.project, is_default=True).first()
        found = stored or WorkCalendar(project=self.project, country=self.project.country, version=0)
        found.project = self.project
        return found

    def make_form(self, data: Any, files: Any = None) -> CalendarForm:
        return CalendarForm(data, calendar=self.calendar())

    def save(self, form: CalendarForm) -> WorkCalendar:
        stored, values = self.calendar(), form.values()
        if stored.pk is None:
            name = _("Calendar of the project")
            return create_calendar(by=self.request.user, project=self.project, name=name, is_default=True, **values)
        return change_calendar(stored, by=self.request.user, version=seen_version(form.data), **values)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "version": self.calendar().version}

    def success_url(self, saved: WorkCalendar) -> str:
        return reverse("planning:plan", kwargs={"key": self.project.key})
