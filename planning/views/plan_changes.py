"""The changes made in the plan: in a cell, in the outline, by a new row, and back again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ecompm.core.errors import DomainError, NotAllowed, NotFound, StaleVersion
from ecompm.core.forms import seen_version
from planning.forms import CELLS, CellForm
from planning.gantt.note import Note, fact_of, note_of
from planning.gantt.state import PlanState
from planning.models import Task
from planning.services import moving, tasks, undo
from planning.services.cells import change_cell, wished_start
from planning.views.changes import Changes
from planning.views.plan import PlanView

REFUSALS = (DomainError, ValidationError)


class PlanChange(PlanView):
    """A change of the plan that is remembered, so that it can be taken back."""

    grants = {"post": "task.change"}

    @property
    def changes(self) -> Changes:
        return Changes(self.request.session, self.project)

    def remember(self, entry: int | None) -> str:
        """Note the line of a change down; returns the token that takes it back."""
        self.changes.add(entry)
        return undo.token_of(entry, by=self.request.user) if entry else ""


class TaskCell(PlanChange):
    """One cell of the grid: its editor, and the change. A refusal brings the editor back with the reason."""

    grants = {"get": "task.change", "post": "task.change"}

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        field, task = self._field(request.GET), self.task(number)
        return self._editor(CellForm(None, field=field, task=task, project=self.project), task, field)

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        field, task = self._field(request.POST), self.task(number)
        form = CellForm(request.POST, field=field, task=task, project=self.project)
        if not form.is_valid():
            return self._refused(form, task, field)
        value = form.cleaned_data["value"]
        try:
            saved, ripple = change_cell(
                task, by=request.user, version=seen_version(request.POST), field=field, value=value
            )
        except StaleVersion:
            return self.show(stale(task), status=409)
        except (NotFound, NotAllowed):
            raise
        except REFUSALS as error:
            form.add_error(None, reason(error))
            return self._refused(form, task, field)
        entry = undo.last_change(saved, by=request.user) if saved.version != task.version else None
        asked = wished_start(task, field, value)
        return self.answer(saved, note_of(saved, fact_of(saved, field), ripple, self.remember(entry), asked=asked))

    def _field(self, data: Any) -> str:
        field = str(data.get("field", ""))
        if field not in CELLS:
            raise NotFound()
        return field

    def _editor(self, form: CellForm, task: Task, field: str, *, status: int = 200) -> HttpResponse:
        query = PlanState.read(self.request.GET).query()
        context = {"form": form, "task": task, "field": field, "query": query}
        return self.render(context, fragment="cell", status=status)

    def _refused(self, form: CellForm, task: Task, field: str) -> HttpResponse:
        """From a typed cell back into its editor; a nudge or a drag has none, so the plan says why."""
        if self.request.POST.get("typed"):
            return self._editor(form, task, field, status=422)
        reasons = [text for texts in form.errors.values() for text in texts]
        return self.show(Note(_("Not changed."), " ".join(reasons), "warn"), status=422)


class TaskStep(PlanChange):
    """Moving a task in the outline: in, out, up or down."""

    steps = {
        "in": moving.indent_task,
        "out": moving.outdent_task,
        "up": moving.move_up,
        "down": moving.move_down,
    }

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        step, task = self.steps.get(request.POST.get("step", "")), self.task(number)
        if step is None:
            raise NotFound()
        try:
            moved = step(task, by=request.user, version=seen_version(request.POST))
        except StaleVersion:
            return self.show(stale(task), status=409)
        except (NotFound, NotAllowed):
            raise
        except REFUSALS as error:
            return self.show(Note(_("Not moved."), reason(error), "warn"), status=422)
        fact = _("%(code)s now is %(wbs)s.") % {"code": moved.code, "wbs": moved.wbs}
        return self.answer(moved, Note(fact, "", undo=self.remember(undo.last_change(moved, by=request.user))))


class TaskAdd(PlanChange):
    """A new row below the one whose number is `after`, else the last one. Without a name its cell asks for one."""

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        name = request.POST.get("name", "").strip()
        try:
            made = tasks.insert_task(
                by=request.user, project=self.project, after=self._after(), name=name or _("New task")
            )
        except (NotFound, NotAllowed):
            raise
        except REFUSALS as error:
            return self.show(Note(_("Not added."), reason(error), "warn"), status=422)
        fact = _("%(code)s is added.") % {"code": made.code}
        note = Note(fact, "", undo=self.remember(undo.creation_of(made)))
        return self.answer(made, note, new=0 if name else made.number)

    def _after(self) -> Task | None:
        number = self.request.POST.get("after", "")
        if number.isdecimal() and len(number) < 10:
            return self.task(int(number))
        return Task.objects.of(self.project).select_related("parent").order_by("position", "id").last()


class Reversal(PlanChange):
    """Taking a change back, or making it again, which is taking that back."""

    def reverse(self, entry: int) -> undo.TakenBack | HttpResponse:
        """What came of it, or the answer that says why nothing did."""
        try:
            return undo.take_back(entry, by=self.request.user, settled=self.changes.settled)
        except (NotFound, NotAllowed):
            raise
        except REFUSALS as error:
            self.changes.forget(entry)
            return self.show(Note(_("Not taken back."), reason(error), "warn"), status=409)

    def nothing(self, text: str) -> HttpResponse:
        return self.show(Note(text, "", "info")) if self.request.htmx else self.back(None)  # type: ignore[attr-defined]

    def take_back(self, entry: int) -> HttpResponse:
        back = self.reverse(entry)
        if isinstance(back, HttpResponse):
            return back
        self.changes.take_back(entry, back.entry)
        if back.task is not None:
            fact = _("The last change of %(code)s is taken back.") % {"code": back.task.code}
        elif back.entry is not None:
            fact = _("The levelling of %(project)s is taken back.") % {"project": back.label}
            if not self.request.htmx:  # type: ignore[attr-defined]
                messages.success(self.request, fact)
        else:
            fact = _("%(task)s is removed again.") % {"task": back.label}
        return self.answer(back.task, Note(fact, "", "ok", redo=back.entry is not None))


class Undo(Reversal):
    """Take back one change by its token."""

    def post(self, request: HttpRequest, key: str, token: str) -> HttpResponse:
        return self.take_back(undo.entry_of(token, by=request.user))


class UndoLast(Reversal):
    """Take back the last change of this session that still holds."""

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        done = self.changes.done
        return self.take_back(done[-1]) if done else self.nothing(_("There is nothing to take back."))


class Redo(Reversal):
    """Make the change again that was taken back last."""

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        undone = self.changes.undone
        if not undone:
            return self.nothing(_("There is nothing to do again."))
        entry, taken_back_by = undone[-1]
        again = self.reverse(taken_back_by)
        if isinstance(again, HttpResponse):
            self.changes.forget(entry)
            return again
        self.changes.do_again(entry, taken_back_by, again.entry)
        fact = _("The change of %(task)s holds again.") % {"task": again.label}
        return self.answer(again.task, Note(fact, "", "ok", undo=undo.token_of(entry, by=request.user)))


def stale(task: Task) -> Note:
    text = _("The plan below is as they left it. Make your change again if it still fits.")
    return Note(_("Somebody else changed %(code)s in the meantime.") % {"code": task.code}, text, "warn")


def reason(error: Exception) -> str:
    """A refusal in one line, whatever it was raised as."""
    fields = getattr(error, "fields", None) or getattr(error, "message_dict", None)
    if fields:
        return " ".join(str(text) for texts in fields.values() for text in texts)
    return str(getattr(error, "message", error))
