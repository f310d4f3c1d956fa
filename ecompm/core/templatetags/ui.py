"""Template tags of the design language; a builtin, so templates need no `load`. Their use: docs/development/ui.md."""

from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ecompm.core.ui import conflicts, fields, formats, marks, navigation

register = template.Library()

register.simple_tag(marks.status)
register.simple_tag(marks.score)
register.simple_tag(marks.key)
register.simple_tag(marks.tag)
register.simple_tag(marks.avatar)
register.simple_tag(marks.health_mark)
register.simple_tag(formats.number)
register.simple_tag(formats.signed)
register.simple_tag(formats.percent)
register.simple_tag(formats.money)
register.simple_tag(formats.days)
register.simple_tag(formats.date_html, name="date")
register.simple_tag(formats.age_html, name="age")
register.simple_tag(formats.moment)


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """`{% icon "plus" %}` beside text, `{% icon "warn" _("at risk") %}` when it stands alone."""
    return marks.icon(name, label, css)


@register.simple_tag
def crumb(label: object, href: str = "") -> SafeString:
    """One step of the breadcrumb; without an address it is the page itself."""
    if href:
        return format_html('<li><a href="{}">{}</a></li>', href, label)
    return format_html('<li><span aria-current="page">{}</span></li>', label)


@register.simple_tag
def project_crumb(project: Any, href: str = "") -> SafeString:
    """The step of a project: its key, which is never translated, and its name."""
    return crumb(format_html('<span translate="no">{}</span> {}', project.key, project.name), href)


@register.simple_tag(takes_context=True)
def rail_links(context: Context, part: str) -> list[navigation.Link]:
    """Links of one part of the rail: top, library or staff."""
    places = {
        "top": navigation.TOP,
        "library": navigation.LIBRARY,
        "staff": navigation.STAFF,
    }
    return navigation.links(places[part], context.get("request"))


@register.simple_tag(takes_context=True)
def account_links(context: Context) -> list[navigation.Link]:
    """Links of the account menu."""
    return navigation.links(navigation.ACCOUNT, context.get("request"))


@register.simple_tag(takes_context=True)
def account_tabs(context: Context) -> list[navigation.Link]:
    """Tabs of the pages of one's own account."""
    return navigation.links(navigation.ACCOUNT_TABS, context.get("request"))


@register.simple_tag(takes_context=True)
def create_links(context: Context) -> list[navigation.Link]:
    """What the person may create here: parts of the open project first, then a project."""
    request, project, may = context.get("request"), context.get("project"), getattr(context.get("view"), "may", None)
    allowed = tuple(place for place in navigation.CREATE_IN_PROJECT if may and may(place.grant))
    inside = navigation.links(allowed, request, key=project.key) if project else []
    return [*inside, *navigation.links(navigation.CREATE, request)]


@register.simple_tag(takes_context=True)
def project_tabs(context: Context) -> list[navigation.Link]:
    """Tabs of the project in the context."""
    return navigation.links(navigation.PROJECT, context.get("request"), key=context["project"].key)


@register.simple_tag(takes_context=True)
def room_tabs(context: Context) -> list[navigation.Link]:
    """The second row of tabs: what else is within the open tab of the project, as far as the person may see it."""
    request, may = context.get("request"), getattr(context.get("view"), "may", None)
    seen = tuple(place for place in navigation.room(request) if may and may(place.grant))
    return navigation.links(seen, request, key=context["project"].key)


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, optional: bool | None = None, nudge: str = "") -> dict[str, Any]:
    """A form field with label, hint and errors. `nudge` is a quality hint that never blocks."""
    return fields.context(bound, optional=optional, nudge=nudge)


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet) -> dict[str, Any]:
    """What must be mended before the form is saved, with a link to each field; nothing while all is well."""
    return fields.summary(forms)


@register.inclusion_tag("components/conflict.html", takes_context=True)
def conflict(context: Context, form: BaseForm, differing: list[dict[str, Any]], version: int) -> dict[str, Any]:
    """The form to settle a conflict: both values of each differing field; see `ecompm.core.ui.conflicts`."""
    return {
        **conflicts.context(form, differing),
        "version": version,
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
        "saved": context.get("object"),
    }
