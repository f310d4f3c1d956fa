"""What the gallery shows: a form with every kind of field, a list with everything a list can do."""

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import cached_property

from ecompm.core.models import Job
from ecompm.core.ui import marks
from ecompm.core.ui.tables import Bulk, Column, Table, cells

RISKS = (
    (4, "Cutover may slip into peak season", "Anna Berger", 20, "open", dt.date(2026, 7, 22)),
    (1, "Search visibility may fall after addresses change", "Sofia Conti", 20, "open", dt.date(2026, 7, 27)),
    (7, "Departments may reject new processes", "Elif Yılmaz", 16, "open", None),
    (5, "Parity may be missed", "", 9, "watched", dt.date(2026, 8, 5)),
    (9, "A supplier <script>alert(1)</script> may fail", "Đỗ Minh Quân", None, "new", None),
)


class SampleForm(forms.Form):
    """Every kind of field."""

    title = forms.CharField(label="Title", max_length=80)
    need = forms.CharField(
        label="Need", widget=forms.Textarea(attrs={"rows": 3}), help_text="One sentence that can be tested."
    )
    kind = forms.ChoiceField(label="Type", choices=[("functional", "Functional"), ("quality", "Quality")])
    due = forms.DateField(label="Due", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    decided = forms.ChoiceField(
        label="How it is decided",
        choices=[("vote", "By vote"), ("sponsor", "By the sponsor")],
        widget=forms.RadioSelect,
    )
    shared = forms.BooleanField(label="Share with the agency", required=False)


class SampleTable(Table):
    """A list with everything a list can do, over rows that stand here instead of a database."""

    key = "sample"
    caption = "Open risks"
    columns = [
        Column("number", "Key", cell=lambda value, row: marks.key(f"K{value:02}"), sort="number", card="off"),
        Column(
            "title", "Risk", sort="title", head=True, second=lambda row: row["owner"] or "Nobody yet", reads=("owner",)
        ),
        Column("score", "Current", cell=cells.score, sort="score"),
        Column("owner", "Owner", cell=cells.person),
        Column("status", "Status", cell=cells.status({"open": ("run", "Open"), "watched": ("wait", "Watched")})),
        Column("review_on", "Next review", cell=cells.date, sort="review_on", align="r"),
    ]
    bulk = [Bulk("close", "Close", icon="x"), Bulk("assign", "Set owner", icon="user")]
    default_sort = "-score"
    css = "three"

    def __init__(self, request: HttpRequest, **options: Any) -> None:
        super().__init__(request, Job.objects.none(), **options)

    @cached_property
    def matching(self) -> Any:
        names = ("number", "title", "owner", "score", "status", "review_on")
        return [dict(zip(names, risk, strict=True), pk=risk[0]) for risk in RISKS]

    @cached_property
    def total(self) -> int:
        return len(RISKS)


class EmptyTable(SampleTable):
    key = "nothing"
    bulk = []

    @cached_property
    def matching(self) -> Any:
        return []
