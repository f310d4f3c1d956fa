"""Notifications: the one door through which the product tells people something, in the product and by mail."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ecompm.core import outbox
from projects import objects
from projects.models import Notification
from projects.notices import KINDS, NAMED

KEPT_READ = timedelta(days=90)
KEPT_UNREAD = timedelta(days=365)


@transaction.atomic(savepoint=False)
def notify(
    kind: str, people: Iterable[Any], *, about: Any, by: Any = None, path: str = "", **parameters: Any
) -> list[Notification]:
    """Tell people of an object, each once, and never the one who did it (`by`). Mails leave through the outbox.

    Who may see the object is asked when the notification is read and when its mail leaves, for rights come and go.
    """
    actor = getattr(by, "pk", None)
    told = {person.pk for person in people if person is not None and person.is_active and person.pk != actor}
    if not told:
        return []
    row: dict[str, Any] = {
        "kind": kind,
        "project_id": about.project_id,
        "object_type": about._meta.label_lower,
        "object_id": about.pk,
        "path": path or about.get_absolute_url(),
        "parameters": {"actor": str(by or ""), "object": str(about), **parameters},
    }
    rows = [Notification(recipient_id=pk, **row) for pk in sorted(told)]
    made = Notification.objects.bulk_create(rows, batch_size=500)
    if KINDS[kind].mail:
        payloads = [{"notification": notification.pk} for notification in made]
        outbox.add_many("notification.made", payloads, project_id=about.project_id)
    return made


def tell_named(obj: Any, fields: Collection[str], *, by: Any) -> None:
    """Tell the people whom new values of an object name: its owner, who is waited for. Only of what has a page."""
    has_page = obj._meta.label_lower in objects.kinds() and hasattr(obj, "get_absolute_url")
    for field in fields & NAMED.keys() if has_page else ():
        person = getattr(obj, field)
        if person is not None and obj.get_absolute_url():
            notify(NAMED[field], [person], about=obj, by=by)


def mark_read(notification: Notification, *, by: Any) -> Notification:
    """The notification, read now unless it was read before. Its door has seen to it that it is one's own."""
    if notification.read_at is None and notification.recipient_id == by.pk:
        notification.read_at = timezone.now()
        notification.save(update_fields=["read_at"])
    return notification


def mark_all_read(*, by: Any, only: Iterable[int] | None = None) -> int:
    """Mark everything unread that the person may see as read, or only some of it. Returns how much it was."""
    rows = Notification.objects.unread().own(by)
    if only is not None:
        rows = rows.filter(pk__in=list(only))
    return rows.update(read_at=timezone.now())


def forget_old(now: datetime) -> int:
    """Delete what was read long ago, and what nobody has read for a year. Returns how many rows."""
    old = Q(read_at__lt=now - KEPT_READ) | Q(created_at__lt=now - KEPT_UNREAD)
    return Notification.objects.filter(old).delete()[0]
