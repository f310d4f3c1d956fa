"""The risk criteria of the instance: bands, appetite, review intervals."""

from typing import Any

from django.http import HttpResponse
from django.utils.functional import cached_property

from ecompm.core.doors import ADMINISTRATOR, FormPage
from ecompm.core.errors import StaleVersion
from ecompm.core.forms import seen_version
from ecompm.core.models import AuditEntry
from projects import activity
from risks import sentences
from risks.forms import CriteriaForm
from risks.loaders.criteria import stored_criteria
from risks.models import RiskCriteria
from risks.services.criteria import change_criteria
from risks.tables import score_mark

SHOWN = 20


class CriteriaPage(FormPage):
    """Administrators set them here; what was set before stands below, from the audit trail."""

    grants = {"get": ADMINISTRATOR, "post": ADMINISTRATOR}
    template_name = "risks/criteria.html"

    @cached_property
    def stored(self) -> RiskCriteria:
        return stored_criteria()

    def make_form(self, data: Any, files: Any = None) -> CriteriaForm:
        return CriteriaForm(data, instance=stored_criteria())

    def save(self, form: CriteriaForm) -> RiskCriteria:
        version = seen_version(form.data)
        return change_criteria(self.stored, by=self.request.user, version=version, **form.cleaned_data)

    def refused(self, form: Any, error: Exception) -> HttpResponse:
        """Somebody saved in the meantime: what is stored now stands beside what was typed."""
        if not isinstance(error, StaleVersion):
            return super().refused(form, error)
        self.__dict__["stored"] = error.current
        form.add_error(None, str(error.message))
        return self.show(form, status=409)

    def show(self, form: CriteriaForm, *, status: int = 200) -> HttpResponse:
        rules = self.stored.rules
        bands = [
            (score_mark(end, rules), sentences.BANDS[band.level], start, end, rules.days_to_review(start))
            for band, start, end in rules.ranges()
        ]
        entries = AuditEntry.objects.filter(object_type="risks.riskcriteria", object_id=self.stored.pk)[:SHOWN]
        version = seen_version(form.data) if form.is_bound and status != 409 else self.stored.version
        context = {
            "form": form,
            "stored": self.stored,
            "version": version,
            "bands": bands,
            "lines": activity.told(entries, self.request.user),
        }
        return self.render(context, status=status)
