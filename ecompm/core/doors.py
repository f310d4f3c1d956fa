"""Doors of the pages: who may use a page is declared on it; forms keep what was typed and say what to mend."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views import View

from ecompm.core.api.permissions import PUBLIC, SIGNED_IN
from ecompm.core.errors import DomainError, NotAllowed, NotFound
from ecompm.core.forms import add_errors
from ecompm.core.pages import render_page

ADMINISTRATOR = "administrator"

__all__ = ["ADMINISTRATOR", "PUBLIC", "SIGNED_IN", "FormPage", "Page"]


class Page(View):
    """A page that declares who may use it: `grants` maps a method to a grant, SIGNED_IN, ADMINISTRATOR or PUBLIC.

    A method without a grant is not answered.
    """

    grants: ClassVar[Mapping[str, str]] = {}
    template_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        method = "get" if request.method == "HEAD" else (request.method or "").lower()
        grant = self.grants.get(method)
        if grant is None:
            return HttpResponseNotAllowed([name.upper() for name in self.grants])
        if grant != PUBLIC and not request.user.is_authenticated:
            return _to_sign_in(request)
        if grant == ADMINISTRATOR and not request.user.administers:  # type: ignore[union-attr]
            raise NotAllowed(_("Only an administrator may do this."))
        return self.enter(request, grant) or super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def enter(self, request: HttpRequest, grant: str) -> HttpResponse | None:
        """Check the grant before the method runs; may answer itself."""
        return None

    def render(
        self, context: Mapping[str, Any] | None = None, *, fragment: str = "", status: int = 200
    ) -> HttpResponse:
        full = {**self.context(), **(context or {})}
        return render_page(self.request, self.template_name, full, fragment=fragment, status=status)

    def context(self) -> dict[str, Any]:
        return {"view": self}


class FormPage(Page):
    """A page with one form: shown, saved by a service, or shown again with 422 and everything that was typed.

    A subclass says how to make the form (`make_form(data, files)`), what saves it (`save(form)`) and where to go then
    (`success_url(saved)`).
    """

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(self.make_form(None))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            saved = self.save(form)
        except (NotFound, NotAllowed):
            raise
        except (DomainError, ValidationError, IntegrityError) as error:
            return self.refused(form, error)
        if message := self.success_message(saved):
            messages.success(request, message)
        return HttpResponseRedirect(self.success_url(saved))

    def refused(self, form: Any, error: Exception) -> HttpResponse:
        """The answer when the service refuses what the form took for right."""
        add_errors(form, error)
        return self.show(form, status=422)

    def make_form(self, data: Any, files: Any = None) -> BaseForm:
        raise NotImplementedError

    def save(self, form: Any) -> Any:
        raise NotImplementedError

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        return self.render({"form": form}, status=status)

    def success_message(self, saved: Any) -> str:
        return _("%(name)s saved.") % {"name": saved}

    def success_url(self, saved: Any) -> str:
        return self.request.path


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign-in, then back here. A part of a page that htmx asks for leads the whole page there."""
    if not getattr(request, "htmx", False):
        return redirect_to_login(request.get_full_path())
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = redirect_to_login(request.htmx.current_url_abs_path or "/").url  # type: ignore[attr-defined]
    return answer
