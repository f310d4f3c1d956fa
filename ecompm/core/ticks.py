"""Ticks of the timetable: however many beat processes fire, one of them does the work."""

from datetime import UTC, datetime

from django.utils import timezone

from ecompm.core.models import BeatTick


def take(name: str, *, every_seconds: int) -> bool:
    """Whether this process is the first to take the current tick of a timetable entry."""
    now = int(timezone.now().timestamp())
    tick = datetime.fromtimestamp(now - now % every_seconds, UTC)
    _row, created = BeatTick.objects.get_or_create(name=name, tick=tick)
    return created
