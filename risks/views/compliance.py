"""Pages of the compliance packs: which apply, what they ask, how far each control is."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ecompm.core.errors import NotFound
from ecompm.core.forms import seen_version
from ecompm.core.pages import today
from ecompm.core.ui.tables import cells
from projects.doors import FormPage, ItemFormView, ProjectPage
from risks.calc.compliance import renewal_date
from risks.calc.packs import ControlSheet, shipped
from risks.forms import AnswersForm, ControlForm, PackForm, in_language
from risks.loaders.compliance import PackState, due_days, due_of, load_packs, starts_after
from risks.models import AppliedPack, ControlItem
from risks.sentences import OPEN_BECAUSE
from risks.services import compliance

SHAPES = {"open": "todo", "in_review": "run", "accepted": "ok", "waived": "waive", "not_applicable": "waive"}
VIEW, CHANGE = "compliance.view", "compliance.change"


def title_of(item: Any) -> str:
    return in_language(item.title, get_language() or "en")


class PackList(FormPage, ProjectPage):
    """The packs of the project with what is open, and a form that adds one."""

    grants = {"get": VIEW, "post": CHANGE}
    template_name = "risks/compliance.html"

    @cached_property
    def states(self) -> list[PackState]:
        return load_packs([self.project.pk], today())

    def make_form(self, data: Any, files: Any = None) -> PackForm:
        return PackForm(data, applied={state.applied.pack for state in self.states})

    def save(self, form: Any) -> AppliedPack:
        return compliance.apply_pack(by=self.request.user, project=self.project, pack=form.cleaned_data["pack"])

    def success_message(self, saved: AppliedPack) -> str:
        return _("%(name)s added.") % {"name": title_of(saved.sheet)}

    def success_url(self, saved: AppliedPack) -> str:
        return pack_url(self, saved.pack)

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        rows = [self._row(state) for state in self.states]
        return self.render({"form": form, "rows": rows, "may_change": self.may(CHANGE)}, status=status)

    def _row(self, state: PackState) -> dict[str, Any]:
        applicable, still = len(state.applicable), state.open(today())
        return {
            "title": title_of(state.sheet),
            "href": pack_url(self, state.applied.pack),
            "must": state.open_must(today()),
            "progress": cells.progress(100 * (applicable - len(still)) // applicable if applicable else 100, {}),
            "done": applicable - len(still),
            "all": applicable,
            "missing": len(state.sheet.rules.missing_answers(state.applied.answers)),
            "scope": state.sheet.rules.scope(state.applied.answers),
        }


class OfPack(ProjectPage):
    """A page about one pack of the project."""

    @cached_property
    def state(self) -> PackState:
        name = self.kwargs["pack"]
        found = load_packs([self.project.pk], today(), name)
        if not found:
            raise NotFound()
        found[0].applied.project = self.project
        return found[0]


class PackPage(FormPage, OfPack):
    """The questions of a pack and the controls that follow from the answers, gate by gate."""

    grants = {"get": VIEW, "post": CHANGE}
    template_name = "risks/compliance_pack.html"

    def make_form(self, data: Any, files: Any = None) -> AnswersForm:
        return AnswersForm(data, applied=self.state.applied)

    def save(self, form: Any) -> AppliedPack:
        version = seen_version(form.data)
        return compliance.answer_questions(
            self.state.applied, by=self.request.user, version=version, answers=form.answers
        )

    def success_message(self, saved: AppliedPack) -> str:
        return _("Answers saved.")

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        sheet = self.state.sheet
        context = {
            "form": form,
            "applied": self.state.applied,
            "sheet": sheet,
            "title": title_of(sheet),
            "must": self.state.open_must(today()),
            "gates": list(self._gates()),
            "outside": len(sheet.controls) - len(self.state.applicable),
            "may_change": self.may(CHANGE),
        }
        return self.render(context, status=status)

    def _gates(self) -> Iterator[dict[str, Any]]:
        rows = self._rows()
        for gate in shipped().catalogue.gates:
            if own := [row for row in rows if row["sheet"].gate == gate.id]:
                yield {"name": gate.text, "is_later": gate.id not in self.state.gates, "rows": own}

    def _rows(self) -> list[dict[str, Any]]:
        applied, days, overlays = self.state.applied, due_days(self.project, today()), self._overlays()
        reasons = {found.control.id: OPEN_BECAUSE[found.reason] for found in self.state.open(today())}
        rules = {control.id: control for control in self.state.sheet.rules.controls}
        stored = applied.items.select_related("owner").order_by("id")
        known = [item for item in stored if item.control in self.state.applicable]
        for item in known:
            item.applied, item.project = applied, self.project
        return [
            {
                "item": item,
                "sheet": item.sheet,
                "title": title_of(item.sheet),
                "shape": SHAPES[item.status],
                "reason": reasons.get(item.control, ""),
                "due": due_of(item, days),
                "renewal": renewal_date(rules[item.control], item.record),
                "in_force": starts_after(item, days),
                "overlays": overlays[item.control],
            }
            for item in known
        ]

    def _overlays(self) -> Mapping[str, list[dict[str, Any]]]:
        """Controls of national overlays by the control of this pack that they make more precise; never in its place."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        items = ControlItem.objects.of(self.project).exclude(applied=self.state.applied).select_related("applied")
        stored = {(item.applied.pack, item.control): item for item in items}
        for state in load_packs([self.project.pk], today()):
            for sheet in state.sheet.controls:
                item = stored.get((state.sheet.id, sheet.id))
                if item is None or sheet.id not in state.applicable:
                    continue
                row = {"item": item, "sheet": sheet, "title": title_of(sheet), "shape": SHAPES[item.status]}
                for augmented in sheet.augments:
                    found[augmented].append(row)
        return found


class UpgradePack(OfPack):
    """What the shipped version of a pack changes; taken over only after it was shown."""

    grants = {"get": CHANGE, "post": CHANGE}
    template_name = "risks/compliance_upgrade.html"

    def get(self, request: HttpRequest, key: str, pack: str) -> HttpResponse:
        applied, sheet = self.state.applied, self.state.sheet
        titles = {one.id: title_of(one) for one in sheet.controls}
        found = asdict(compliance.changes_of(applied))
        rows = {name: [(one, titles.get(one, "")) for one in ids] for name, ids in found.items()}
        context = {"applied": applied, "sheet": sheet, "title": title_of(sheet), "back": pack_url(self, applied.pack)}
        return self.render({**context, **rows})

    def post(self, request: HttpRequest, key: str, pack: str) -> HttpResponse:
        applied = compliance.upgrade_pack(self.state.applied, by=request.user, version=seen_version(request.POST))
        messages.success(request, _("Version %(version)s taken over.") % {"version": applied.pack_version})
        return HttpResponseRedirect(pack_url(self, applied.pack))


class RemovePack(OfPack):
    """Ask before a pack is taken off, then take the version that was shown."""

    grants = {"get": CHANGE, "post": CHANGE}
    template_name = "projects/confirm_delete.html"

    def get(self, request: HttpRequest, key: str, pack: str) -> HttpResponse:
        return self.render({"object": self.state.applied, "list_url": pack_url(self, self.state.applied.pack)})

    def post(self, request: HttpRequest, key: str, pack: str) -> HttpResponse:
        compliance.remove_pack(self.state.applied, by=request.user, version=seen_version(request.POST))
        messages.success(request, _("%(name)s removed.") % {"name": title_of(self.state.sheet)})
        return HttpResponseRedirect(reverse("risks:compliance", kwargs={"key": key}))


class ControlPage(ItemFormView):
    """One control: what it asks for and why, and how far the project is."""

    grants = {"get": CHANGE, "post": CHANGE}
    template_name = "risks/compliance_control.html"
    model = ControlItem
    form_class = ControlForm
    view_grant = VIEW
    change_service = staticmethod(compliance.change_control)

    @cached_property
    def object(self) -> ControlItem:
        seen = ControlItem.objects.allowed(self.request.user, VIEW).of(self.project).select_related("applied")
        found = seen.filter(pk=self.kwargs["pk"]).first()
        if found is None or found.applied.pack not in shipped():
            raise NotFound()
        found.project = self.project
        return found

    def context(self) -> dict[str, Any]:
        sheet, pack, days = self.object.sheet, self.object.applied.sheet, due_days(self.project, today())
        return {
            **super().context(),
            "sheet": sheet,
            "pack_title": title_of(pack),
            "pack_href": pack_url(self, pack.id),
            "title": title_of(sheet),
            "due": due_of(self.object, days),
            "in_force": starts_after(self.object, days),
            "sources": list(_sources(self.object.applied, sheet)),
        }

    def success_url(self, saved: ControlItem) -> str:
        return pack_url(self, self.object.applied.pack)


def pack_url(page: ProjectPage, pack: str) -> str:
    return reverse("risks:compliance_pack", kwargs={"key": page.project.key, "pack": pack})


def _sources(applied: AppliedPack, sheet: ControlSheet) -> Iterator[tuple[str, str]]:
    """Where a control comes from: the source in words and the place in it."""
    titles = {source.id: source.title for source in applied.sheet.sources}
    for ref in sheet.refs:
        name, _colon, place = ref.partition(":")
        yield titles.get(name, name), place
