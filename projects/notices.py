"""What a notification says, and what the mail about it holds. Every app declares its kinds in its `notices.py`.

A row keeps kind and parameters alone; the words are made when somebody reads them, in their language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from projects.models import Comment, Notification

Parameters: TypeAlias = Mapping[str, Any]
MailNames: TypeAlias = Callable[["Notification"], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail about a kind: its template, the preference of a person that lets it leave, and what it names.

    `names` gives nothing when there is nothing to say any more.
    """

    template: str
    wanted: str
    names: MailNames


@dataclass(frozen=True, slots=True)
class Kind:
    """A sentence with places for the parameters; `words` puts stored codes and days into the active language."""

    sentence: str | Promise
    icon: str
    words: Callable[[Parameters], Parameters] = dict
    mail: Mail | None = None


KINDS: dict[str, Kind] = {}
# Fields that name a person, and the kind by which that person learns of it.
NAMED: dict[str, str] = {"owner": "item.assigned"}


def text(kind: str, parameters: Parameters) -> str:
    """The notification in the active language; the name of the object for a kind that is no more."""
    known = KINDS.get(kind)
    if known is None:
        return str(parameters.get("object", ""))
    return str(known.sentence % {**known.words(parameters), "actor": parameters["actor"] or _("The product")})


def icon(kind: str) -> str:
    return KINDS[kind].icon if kind in KINDS else "bell"


def _mention(notification: "Notification") -> Mapping[str, Any] | None:
    comment = _comment(notification)
    if comment is None:
        return None
    return {"author": comment.author or "", "target": notification.parameters["object"], "text": comment.text}


def _comment(notification: "Notification") -> "Comment | None":
    from projects.models import Comment

    rows = Comment.objects.select_related("author")
    return rows.filter(pk=notification.parameters["comment"]).first()


def _itself(notification: "Notification") -> Mapping[str, Any]:
    return {"text": text(notification.kind, notification.parameters)}


GIVEN = Mail("assigned", "notify_assignments", _itself)

KINDS["comment.mentioned"] = Kind(
    _("%(actor)s mentioned you in %(object)s"), "comment", mail=Mail("mention", "notify_mentions", _mention)
)
KINDS["item.assigned"] = Kind(_("%(actor)s gave you %(object)s"), "user", mail=GIVEN)
KINDS["member.added"] = Kind(_("%(actor)s added you to %(object)s"), "users")
KINDS["member.joined"] = Kind(_("%(actor)s accepted your invitation to %(object)s"), "users")
