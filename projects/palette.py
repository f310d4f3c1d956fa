"""Ctrl-K: go to, find, do. Numbered objects with a page are found by themselves; apps above add finders."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ecompm.core.ui import navigation
from projects import access
from projects.models import Project, ProjectItem

EACH = 6  # results of one kind


@dataclass(frozen=True, slots=True)
class Option:
    """One line of the palette: where it leads and what it says."""

    text: str | Promise
    href: str
    icon: str = "right"
    where: str | Promise = ""


# (user, text, project or None) -> options; filled by apps above for what isn't a numbered object.
FINDERS: list[Callable[[Any, str, Project | None], Iterable[Option]]] = []
ICONS = {
    "task": "gantt", "risk": "shield", "requirement": "check", "gate": "gate", "kpi": "target", "stakeholder": "users",
    "finding": "shield", "issue": "flag",
}  # fmt: skip


def search(user: Any, text: str, project: Project | None) -> list[dict[str, Any]]:
    """Groups of options: of the open project first, then projects, other projects' objects, and what can be done."""
    text = text.strip()
    only_commands, only_keys = text.startswith(">"), text.startswith("#")
    word = text.lstrip(">#").strip()
    groups: list[tuple[str, list[Option]]] = []
    if not only_commands:
        inside, outside = _objects(user, word, project)
        groups += [(_("In this project"), inside)]
        if not only_keys:
            groups += [(_("Projects"), _projects(user, word))]
        groups += [(_("Other projects"), outside), (_("More"), [o for f in FINDERS for o in f(user, word, project)])]
    if not only_keys:
        groups += [(_("Go to"), _places(word, project)), (_("Create"), _creations(user, word, project))]
    return [{"label": label, "items": options} for label, options in groups if options]


def _projects(user: Any, word: str) -> list[Option]:
    rows = Project.objects.allowed(user, "project.enter").current()
    if word:
        rows = rows.filter(Q(key__istartswith=word) | Q(name__icontains=word))
    return [Option(row.name, row.get_absolute_url(), "layers", row.key) for row in rows.order_by("name")[:EACH]]


def _objects(user: Any, word: str, project: Project | None) -> tuple[list[Option], list[Option]]:
    """Numbered objects by their number ("R4") or by words of their title, those of the open project apart."""
    inside: list[Option] = []
    outside: list[Option] = []
    if not word:
        return inside, outside
    for model in _kinds():
        rows = model._default_manager.allowed(user, f"{model.noun}.view").filter(_matching(model, word))
        for row in rows.select_related("project").order_by("-updated_at")[:EACH]:
            if not row.get_absolute_url():
                continue
            here = project is not None and row.project_id == project.pk
            where = f"{model._meta.verbose_name} {row.code}".capitalize()
            option = Option(
                str(row), row.get_absolute_url(), ICONS.get(model.noun, "right"),
                where if here else f"{row.project.key} · {where}",
            )  # fmt: skip
            (inside if here else outside).append(option)
    return inside, outside


def _kinds() -> list[Any]:
    """Numbered kinds of objects that have a title."""
    return [model for model in apps.get_models() if issubclass(model, ProjectItem) and model.prefix and _title(model)]


def _title(model: Any) -> str:
    names = {field.name for field in model._meta.concrete_fields}
    return next((name for name in ("title", "name") if name in names), "")


def _matching(model: Any, word: str) -> Q:
    words = Q()
    for part in word.split():
        words &= Q(**{f"{_title(model)}__icontains": part})
    number = word.upper().removeprefix(model.prefix)
    if word.upper().startswith(model.prefix) and number.isdecimal() and len(number) < 10:
        words |= Q(number=int(number))
    return words


def _places(word: str, project: Project | None) -> list[Option]:
    inside = navigation.links(navigation.PROJECT, None, key=project.key) if project else []
    places = [*inside, *navigation.links((*navigation.TOP, *navigation.LIBRARY, *navigation.ACCOUNT), None)]
    where = project.key if project else ""
    named = [(link, where if link in inside else "") for link in places]
    return [
        Option(link.label, link.href, link.icon or "right", place)
        for link, place in named
        if word.casefold() in str(link.label).casefold()
    ][:EACH]


def _creations(user: Any, word: str, project: Project | None) -> list[Option]:
    """What can be made, here and for this person; the words typed so far become its title."""
    options = []
    if project is not None and not project.is_read_only:
        for place in navigation.CREATE_IN_PROJECT:
            link = place.link("", key=project.key)
            if link and access.holds(user, project, place.grant):
                options.append(Option(link.label, link.href, "plus", project.key))
    if not user.is_external:
        options += [Option(link.label, link.href, "plus") for link in navigation.links(navigation.CREATE, None)]
    return [option for option in options if not word or word.casefold() in str(option.text).casefold()]
