"""The page that shows every component in all its states: for building, for looking, and for the accessibility test.

Its texts are for the people who build the product and are not translated.
"""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ecompm.core.ui import marks
from ecompm.core.ui.gallery.drawings import drawings
from ecompm.core.ui.gallery.samples import EmptyTable, SampleForm, SampleTable
from ecompm.core.ui.tables import Empty


@require_safe
def gallery(request: HttpRequest) -> HttpResponseBase:
    """All components; only on local copies and for staff."""
    _only_for_builders(request)
    table = SampleTable(request, row_url=lambda row: "#", bulk_url=request.path)
    return table.respond("components/gallery.html", {**_parts(request), **drawings()})


@require_safe
def dialog(request: HttpRequest) -> HttpResponse:
    """The body of the confirming dialog the page opens."""
    _only_for_builders(request)
    return render(
        request,
        "components/dialog_confirm.html",
        {
            "action": request.path,
            "title": "Close risk K02?",
            "text": "It leaves the heat map and the simulation. Its three open responses stay in the plan.",
            "keep": "Keep it open",
            "confirm": "Close risk",
        },
    )


def _only_for_builders(request: HttpRequest) -> None:
    if settings.PRODUCTION and not request.user.is_staff:
        raise Http404


def _parts(request: HttpRequest) -> dict[str, Any]:
    filled = SampleForm({"title": "", "need": "It must be fast.", "kind": "quality", "due": "2026-02-31"})
    mine, theirs = SampleForm(initial={"title": "Mine", "shared": True}), SampleForm(initial={"title": "Theirs"})
    now = timezone.now()
    job = {
        "pk": "0",
        "title": "Import of requirements",
        "total_steps": 2000,
        "done_steps": 1412,
        "created_at": now,
        "message": "",
    }
    return {
        "form": SampleForm(initial={"kind": "quality"}),
        "bad_form": filled,
        "mine": mine,
        "differing": [{"name": name, "mine": mine[name], "theirs": theirs[name]} for name in ("title", "shared")],
        "nothing": EmptyTable(request, empty=Empty("No risks yet", "A risk says what may happen.", "Add one", "#")),
        "running_job": SimpleNamespace(**job, is_open=True, state="running", errors=[]),
        "done_job": SimpleNamespace(**job, is_open=False, state="done", errors=[1] * 21),
        "failed_job": SimpleNamespace(**job, is_open=False, state="failed", errors=[], get_state_display="Failed"),
        "now": now,
        "states": marks.STATES,
        "icons": _icons(),
        "series": range(1, 7),
    }


def _icons() -> list[str]:
    """Names of all icons of the sprite."""
    sprite = Path(finders.find("icons.svg") or "").read_text(encoding="utf-8")
    return re.findall(r'id="i-([\w-]+)"', sprite)
