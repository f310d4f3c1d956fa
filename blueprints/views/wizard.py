"""Three steps to a project: template, questions, preview. Nothing is stored of it before the last one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blueprints import pictures
from blueprints.calc.dates import LANE
from blueprints.calc.forecast import Forecast, forecast
from blueprints.calc.template import Template
from blueprints.forms import QuestionsForm
from blueprints.loaders import on_offer
from blueprints.models import Draft
from blueprints.services import drafts
from blueprints.services.instantiate import calendar_of, create_from_template
from blueprints.summaries import openings, so_far, tiles, to_create
from ecompm.core.doors import SIGNED_IN, Page
from ecompm.core.errors import DomainError, NotAllowed, NotFound
from ecompm.core.forms import add_errors
from ecompm.core.ui import formats
from lifecycle.services.phases import STANDARD

EMPTY, PLAN = "empty", "import"
"""Ways to begin that are no templates."""


class Step(Page):
    """A step of the wizard, for people who may make projects."""

    step = 0

    def enter(self, request: HttpRequest, grant: str) -> HttpResponse | None:
        if request.user.is_external or getattr(request.user, "limited_to", None):  # type: ignore[union-attr]
            raise NotAllowed(_("People from outside the organisation can't create projects."))
        return None

    @cached_property
    def draft(self) -> Draft:
        return drafts.draft_of(self.request.user)

    @cached_property
    def template(self) -> Template | None:
        """The chosen template, as long as it is on offer."""
        return on_offer().get(drafts.template_of(self.draft))

    def context(self) -> dict[str, Any]:
        words = [_("Template"), _("Questions"), _("Preview")]
        addresses = [reverse(f"blueprints:{name}") for name in ("new", "questions", "preview")]
        steps = [
            {"number": number, "word": word, "href": href, "done": number < self.step, "now": number == self.step}
            for number, (word, href) in enumerate(zip(words, addresses, strict=True), start=1)
        ]
        return {**super().context(), "steps": steps, "draft": self.draft, "template": self.template}


class ChooseTemplate(Step):
    """Step 1: a template, an empty project, or a plan from a file."""

    grants = {"get": SIGNED_IN, "post": SIGNED_IN}
    template_name = "blueprints/new_template.html"
    step = 1

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(request.GET.get("template") or drafts.template_of(self.draft))

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = request.POST.get("template", "")
        elsewhere = {EMPTY: reverse("projects:new"), PLAN: import_url()}
        if elsewhere.get(chosen):
            return HttpResponseRedirect(elsewhere[chosen])
        if chosen not in on_offer():
            return self._show("", error=_("Choose how the project begins."), status=422)
        drafts.choose_template(by=request.user, template_id=chosen)
        return HttpResponseRedirect(reverse("blueprints:questions"))

    def _show(self, chosen: str, *, error: str = "", status: int = 200) -> HttpResponse:
        context = {"tiles": tiles(on_offer()), "chosen": chosen, "import_url": import_url(), "error": error}
        return self.render(context, status=status)


class Questions(Step):
    """Step 2: what the template leaves open. Whatever was typed is kept, also when it is not complete yet."""

    grants = {"get": SIGNED_IN, "post": SIGNED_IN}
    template_name = "blueprints/new_questions.html"
    step = 2

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.template is None:
            return HttpResponseRedirect(reverse("blueprints:new"))
        return self._show(self._form(self.template, None))

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.template is None:
            return HttpResponseRedirect(reverse("blueprints:new"))
        form = self._form(self.template, request.POST)
        shared, own = form.typed
        draft = drafts.keep_answers(by=request.user, template_id=self.template.id, shared=shared, own=own)
        self.draft = draft
        if "back" in request.POST:
            return HttpResponseRedirect(reverse("blueprints:new"))
        if "so-far" in request.GET:
            form.is_valid()
            return self.render({"form": form, "so_far": so_far(form)}, fragment="so-far")
        if not form.is_valid():
            return self._show(form, 422)
        return HttpResponseRedirect(reverse("blueprints:preview"))

    def _form(self, template: Template, data: Any) -> QuestionsForm:
        return QuestionsForm(data, template=template, user=self.request.user, initial=drafts.typed_in(self.draft))

    def _show(self, form: QuestionsForm, status: int = 200) -> HttpResponse:
        return self.render({"form": form, "so_far": so_far(form)}, status=status)


class Preview(Step):
    """Step 3: dates, gates, what will be created, what is still open; then the project is made."""

    grants = {"get": SIGNED_IN, "post": SIGNED_IN}
    template_name = "blueprints/new_preview.html"
    step = 3

    def get(self, request: HttpRequest) -> HttpResponse:
        form = self._answered()
        return self._show(form) if form else HttpResponseRedirect(reverse("blueprints:questions"))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._answered()
        if form is None:
            return HttpResponseRedirect(reverse("blueprints:questions"))
        try:
            project = create_from_template(by=request.user, answers=form.answers())
        except (NotFound, NotAllowed):
            raise
        except (DomainError, ValidationError, IntegrityError) as error:
            add_errors(form, error)
            return self._show(form, status=422)
        drafts.forget(by=request.user)
        messages.success(request, _("%(name)s is ready.") % {"name": project.name})
        return HttpResponseRedirect(project.get_absolute_url())

    def _answered(self) -> QuestionsForm | None:
        """The form filled from the draft, if it is complete."""
        if self.template is None:
            return None
        data = filled(drafts.typed_in(self.draft))
        form = QuestionsForm(data, template=self.template, user=self.request.user, initial={})
        return form if form.is_valid() else None

    def _show(self, form: QuestionsForm, *, status: int = 200) -> HttpResponse:
        answers = form.answers()
        found = forecast(answers, calendar_of(answers))
        names = {code: str(name) for code, name, _lane in STANDARD}
        context = {
            "form": form,
            "answers": answers,
            "forecast": found,
            "sentence": sentence_of(found, answers.fixed),
            "chart": pictures.phase_chart(found, answers.freezes, names, LANE),
            "gates": [{"dates": row, "voters": _voters(answers.tailored, row.gate)} for row in found.gates],
            "created": to_create(answers),
            "openings": openings(answers, found),
        }
        return self.render(context, status=status)


def sentence_of(found: Forecast, fixed: str) -> str:
    """The one thing to know: when work begins, when the aim is reached, and how likely that is."""
    values = {
        "event": found.event or _("The end"),
        "aim": formats.day(found.aim, weekday=True),
        "start": formats.day(found.start, weekday=True),
        "chance": formats.percent(100 * found.chance),
        "p80": formats.day(found.aim_p80),
    }
    first = (
        _("“%(event)s” on %(aim)s means that work begins on %(start)s at the latest.")
        if fixed == "event"
        else _("Work begins on %(start)s; “%(event)s” follows on %(aim)s.")
    )
    second = _("On the template’s own estimates the chance of that day is %(chance)s; four of five runs keep %(p80)s.")
    return " ".join([first % values, second % values, _earlier(found)]).strip()


def _earlier(found: Forecast) -> str:
    if not found.earlier:
        return ""
    text = ngettext(
        "Starting %(count)d working day earlier would give that day four chances in five.",
        "Starting %(count)d working days earlier would give that day four chances in five.",
        found.earlier,
    )
    return text % {"count": found.earlier}


def import_url() -> str:
    """Where a plan is imported; empty in an instance without that page."""
    try:
        return reverse("exchange:import")
    except NoReverseMatch:
        return ""


def filled(typed: dict[str, Any]) -> Any:
    """Answers of a draft as the data of a form."""
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def _voters(template: Template, gate: Any) -> str:
    names = {role.code: role.name for role in template.roles}
    return ", ".join(names[code] for code in gate.approvers.roles)
