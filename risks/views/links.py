"""Linking a risk to requirements, stakeholders and the like."""

from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from risks.forms import LinkForm
from risks.loaders.links import linkable, name_of_kind
from risks.models import RiskLink
from risks.services import links
from risks.views.register import AddToRisk, RemoveIndicator, risk_url


class AddLink(AddToRisk):
    def title(self) -> str:
        return _("New link")

    def form(self, data: Any = None) -> BaseForm:
        return LinkForm(data, choices=list(self._choices()))

    def add(self, values: dict[str, Any]) -> None:
        kind, _colon, pk = values["target"].partition(":")
        links.add_link(by=self.request.user, project=self.project, risk=self.risk, object_type=kind, object_id=int(pk))

    def _choices(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """By kind, the objects that the person may see and that are not linked yet."""
        linked = set(self.risk.links.values_list("object_type", "object_id"))
        for kind, rows in linkable(self.request.user, self.project).items():
            options = [(f"{kind}:{one.pk}", str(one)) for one in rows if (kind, one.pk) not in linked]
            if options:
                yield name_of_kind(kind).capitalize(), options


class RemoveLink(RemoveIndicator):
    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        found = self._found(RiskLink.objects, pk)
        links.delete_link(found, by=request.user)
        return HttpResponseRedirect(risk_url(self, found.risk))
