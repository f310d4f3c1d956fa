"""The load of people, roles and teams over the weeks, and why a week asks for too much."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from ecompm.core.days import parse_day
from ecompm.core.pages import today
from planning.load_map import GROUPS, WEEK, WEEKS, LoadMap, Row, monday
from planning.load_table import LoadTable
from planning.loaders.staff import Staff, load_staff
from projects.doors import ProjectPage


class LoadPage(ProjectPage):
    grants = {"get": "resource.view"}
    template_name = "planning/load.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        staff = load_staff([self.project.pk])[self.project.pk]
        by = request.GET.get("by", "")
        by = by if by in GROUPS else "resource"
        first = _day(request.GET.get("first", "")) or _start(staff)
        found = LoadMap(staff, first, by=by)
        row, week = found.row(request.GET.get("row", "")), _day(request.GET.get("week", ""))
        chosen = (row.key, monday(week)) if row and week else None
        context = {
            "map": found,
            "table": LoadTable(found, lambda **more: self._address(found, **more), chosen),
            "has_work": bool(staff.assignments),
            "groups": [(label, self._address(found, by=name), name == by) for name, label in GROUPS.items()],
            **self._moves(found),
            **self._causes(found, row, week),
        }
        return self.render(context)

    def _moves(self, found: LoadMap) -> dict[str, Any]:
        step = timedelta(days=WEEK * (WEEKS - 1))
        return {
            "earlier": self._address(found, first=found.first - step),
            "later": self._address(found, first=found.first + step),
            "until": found.weeks[-1] + timedelta(days=WEEK - 1),
            "may_level": self.may("resource.change"),
        }

    def _causes(self, found: LoadMap, row: Row | None, week: date | None) -> dict[str, Any]:
        if row is None or week is None:
            return {}
        first = monday(week)
        return {"row": row, "week": first, "causes": found.causes(row, first), "close": self._address(found)}

    def _address(self, found: LoadMap, **more: Any) -> str:
        query = {"by": found.by, "first": found.first, **more}
        return f"{reverse('planning:load', kwargs={'key': self.project.key})}?{urlencode(query)}"


def _day(text: str) -> date | None:
    """A day of an address; None for what isn't one or lies beyond what calendars cover."""
    try:
        day = parse_day(text)
    except ValueError:
        return None
    return day if 1950 < day.year < 2250 else None


def _start(staff: Staff) -> date:
    """This week, or the first one with work where that comes later or all work is over."""
    on = today()
    days = [row.task__start.date() for row in staff.assignments if row.task__start]
    last = staff.last_day
    return min(days) if days and (min(days) > on or (last and last < on)) else on
