"""The board and a person's own work."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from delivery import services
from delivery.cards import GROUPS, Cards, lanes_of
from delivery.forms import BlockForm
from delivery.loaders import BoardColumn, load_board
from delivery.work import late_by, work_of
from ecompm.core.doors import SIGNED_IN, Page
from ecompm.core.errors import DomainError, NotAllowed, NotFound, StaleVersion
from ecompm.core.forms import add_errors, seen_version
from ecompm.core.pages import today
from planning.models import Task
from projects.doors import ProjectPage
from projects.people import of_project


class BoardPage(ProjectPage):
    """What all answers about a board share; htmx gets its part `#board`."""

    template_name = "delivery/board.html"

    def show(self, message: str = "", *, status: int = 200) -> HttpResponse:
        asked = self.request.GET
        by = asked.get("by", "") if asked.get("by") in GROUPS else "owner"
        board = load_board(self.project, self.request.user, self._filters())
        may = self.may("task.change")
        cards = Cards(self.project.key, may_change=may, at=timezone.now(), on=today())
        context = {"board": board, "lanes": list(_lanes(board, by, cards)), "by": by, "may": may, "message": message}
        return self.render(
            {**context, **self._choices(by), "blocked": _blocked(board)}, fragment="board", status=status
        )

    def _filters(self) -> dict[str, Any]:
        owner, phase = self.request.GET.get("owner", ""), self.request.GET.get("phase", "")[:40]
        found: dict[str, Any] = {"phase": phase} if phase else {}
        if owner.isascii() and owner.isdigit() and len(owner) < 10:
            found["owner_id"] = int(owner)
        return found

    def _choices(self, by: str) -> dict[str, Any]:
        words = {"owner": _("By owner"), "phase": _("By phase"), "none": _("No groups")}
        people = of_project(self.project) if self.may("members.view") else ()
        owner = self.request.GET.get("owner", "")
        return {"groups": [(one, words[one], one == by) for one in GROUPS], "people": people, "owner": owner}

    def task(self, number: int) -> Task:
        return self.item(Task.objects.select_related("waits_for"), number, "task.view")

    def back(self) -> HttpResponse:
        query = self.request.GET.copy()
        query.pop("version", None)
        tail = f"?{query.urlencode()}" if query else ""
        return HttpResponseRedirect(reverse("delivery:board", kwargs={"key": self.project.key}) + tail)


class Board(BoardPage):
    grants = {"get": "task.view"}

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self.show()


class MoveCard(BoardPage):
    """Put a card into a column; `before` is the number of the card it shall stand in front of."""

    grants = {"post": "task.change"}

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        task, before = self.task(number), request.POST.get("before", "")
        place = self.task(int(before)) if before.isdecimal() and len(before) < 10 else None
        version = seen_version({"version": request.GET.get("version", request.POST.get("version", ""))})
        try:
            services.move_card(
                task, by=request.user, version=version, status=request.POST.get("status", ""), before=place
            )
        except StaleVersion:
            text = _("Somebody else changed %(code)s in the meantime. The board is as they left it.")
            return self.show(text % {"code": task.code}, status=409)
        except (NotFound, NotAllowed):
            raise
        except (DomainError, ValidationError) as error:
            return self.show(str(getattr(error, "message", error)), status=422)
        return self.show() if request.htmx else self.back()  # type: ignore[attr-defined]


class BlockCard(BoardPage):
    """Say why a task is blocked, in a dialog or on a page of its own."""

    grants = {"get": "task.change", "post": "task.change"}
    template_name = "delivery/block.html"

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        task = self.task(number)
        return self._ask(BlockForm(None, task=task, project=self.project), task)

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        task = self.task(number)
        form = BlockForm(request.POST, task=task, project=self.project)
        if not form.is_valid():
            return self._ask(form, task, status=422)
        try:
            services.block_task(task, by=request.user, version=seen_version(request.POST), **form.cleaned_data)
        except (NotFound, NotAllowed):
            raise
        except (DomainError, ValidationError) as error:
            add_errors(form, error)
            return self._ask(form, task, status=422)
        address = reverse("delivery:board", kwargs={"key": self.project.key})
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponse(status=204, headers={"HX-Redirect": address})
        return HttpResponseRedirect(address)

    def _ask(self, form: BlockForm, task: Task, *, status: int = 200) -> HttpResponse:
        return self.render({"form": form, "task": task, "version": task.version}, fragment="dialog", status=status)


class MyWork(Page):
    """What waits for the person, over all projects."""

    grants = {"get": SIGNED_IN}
    template_name = "delivery/my_work.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        on = today()
        work = work_of(request.user, on)
        overdue = [(item, late_by(item, on)) for item in work.overdue]
        return self.render({"work": work, "overdue": overdue, "on": on})


def _lanes(board: list[BoardColumn], by: str, cards: Cards) -> Any:
    """Lanes with their columns written out."""
    for lane in lanes_of(board, by):
        name = lane.name or (_("Nobody") if by == "owner" else _("No phase"))
        lists = [
            cards.list(
                column, f"{name}, {whole.status.label}" if by != "none" else str(whole.status.label), whole.status
            )
            for column, whole in zip(lane.columns, board, strict=True)
        ]
        yield {"name": name, "person": lane.name, "in_progress": lane.in_progress, "lists": lists}


def _blocked(board: list[BoardColumn]) -> int:
    return sum(bool(card.blocked_reason) for column in board for card in column.cards if column.status != "done")
