"""Durations, lags and differences from a baseline in templates of the plan."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from ecompm.core.ui import formats
from planning.load_table import hours
from planning.models import TaskLink
from planning.notation import Predecessor, format_duration, format_predecessors

register = template.Library()

register.simple_tag(format_duration, name="duration")
register.simple_tag(hours)


@register.simple_tag
def lag(link: TaskLink) -> str:
    """The lag of a link behind its type, such as “, +2d”; nothing without one."""
    if not link.lag:
        return ""
    written = format_predecessors([Predecessor("", link.type, link.lag, link.lag_kind)])
    return f", {written.removeprefix(link.type)}"


@register.simple_tag
def signed_days(days: int | None) -> str:
    """Working days with their sign: “+3 d”."""
    return str(formats.NO_VALUE) if days is None else f"{'+' if days > 0 else ''}{formats.days(days)}"


@register.simple_tag
def signed_duration(minutes: int | None) -> str:
    """A difference of durations with its sign."""
    if minutes is None:
        return str(formats.NO_VALUE)
    sign = "+" if minutes > 0 else formats.MINUS if minutes < 0 else ""
    return f"{sign}{format_duration(abs(minutes))}"


@register.simple_tag
def recorded_work(was: int | None, change: int | None) -> str:
    """By how much work differs from a baseline; says so where the baseline didn't record it."""
    return _("not recorded") if was is None else signed_duration(change)


@register.simple_tag
def recorded_cost(was: Decimal | None, change: Decimal | None, currency: str) -> str:
    """By how much a cost differs from a baseline; says so where the baseline didn't record it."""
    if was is None:
        return _("not recorded")
    if change is None:
        return str(formats.NO_VALUE)
    return f"{'+' if change > 0 else ''}{formats.money(change, currency, cents=bool(change % 1))}"
