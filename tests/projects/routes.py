"""Who may use the routes of projects."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.services.tokens import create_token
from ecompm.core import jobs
from ecompm.core.models import AuditEntry
from projects.models import Share
from projects.services.attachments import add_attachment
from projects.services.comments import add_comment
from projects.services.invitations import invite, renew_secret
from projects.services.notifications import notify
from projects.services.roles import create_role
from requirements.services import create_requirement
from tests.cast import Cast
from tests.matrix import row


def build(cast: Cast) -> dict[str, Any]:
    """A world in which Gus may see the requirement, and nothing else."""
    project = cast.project
    requirement = create_requirement(by=cast.alice, project=project, title="Guest checkout")
    cast.share_with_gus(requirement)
    on = {"project": project, "object_type": "requirements.requirement", "object_id": requirement.pk}
    invitation = invite(by=cast.alice, project=project, email="new@example.com")
    return {
        "secret": renew_secret(invitation),
        "on": {**on, "project": project.pk},
        "share": Share.objects.get(membership__user=cast.gus),
        "gus": project.memberships.get(user=cast.gus),
        "bob": project.memberships.get(user=cast.bob),
        "invitation": invitation,
        "role": create_role(by=cast.alice, project=project, code="DEV", name="Developers", person=cast.bob),
        "comment": add_comment(by=cast.alice, **on, text="Which countries, @Bob?"),
        "attachment": add_attachment(by=cast.alice, **on, file=SimpleUploadedFile("note.txt", b"a note")),
        "job": jobs.start("demo", by=cast.alice, title="Import", project_id=project.pk),
        "token": create_token(by=cast.alice, name="Script")[0],
        "notification": notify("item.assigned", [cast.alice], about=requirement, by=cast.bob)[0],
        "entry": AuditEntry.objects.filter(verb="commented").latest("pk"),
    }


def project(world: dict[str, Any]) -> dict[str, Any]:
    return {"pk": world["project"].pk}


def seen(world: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": world["project"].etag}


def one(name: str) -> dict[str, Any]:
    """A row about the object of that name: its address, and its version."""
    return {
        "args": lambda world: {"pk": world[name].pk},
        "headers": lambda world: {"If-Match": getattr(world[name], "etag", '"0-0"')},
    }


def key(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key}


def in_project(name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda world: {**key(world), "pk": world[name].pk}


def on_object(world: dict[str, Any]) -> dict[str, Any]:
    return {**key(world), "object_type": world["on"]["object_type"], "object_id": world["on"]["object_id"]}


def project_job(world: dict[str, Any]) -> dict[str, Any]:
    return {"pk": world["job"].pk}


def settings_body(world: dict[str, Any]) -> dict[str, Any]:
    facts = {"name": "Shop", "key": "SHOP", "kind": "other", "currency": "EUR", "country": "DE"}
    return {**facts, "visibility": "private", "version": 1}


ROUTES = [
    row("GET api:project-list", "ok ok ok ok ok ok ok 401"),
    row(
        "POST api:project-list",
        "created created created created created 403 created 401",
        body=lambda w: {"key": "NEW", "name": "New"},
    ),
    row("GET api:project-detail", "ok ok ok ok ok 404 404 401", args=project),
    row(
        "PATCH api:project-detail",
        "ok 403 ok 403 403 404 404 401",
        args=project,
        headers=seen,
        body=lambda w: {"name": "x"},
    ),
    row("POST api:project-archive", "ok 403 ok 403 403 404 404 401", args=project, headers=seen),
    row("POST api:project-restore", "ok 403 ok 403 403 404 404 401", args=project, headers=seen),
    row("GET api:membership-list", "ok ok ok ok ok ok ok 401"),
    row("GET api:membership-detail", "ok ok ok ok ok 404 404 401", **one("bob")),
    row(
        "POST api:membership-list",
        "created 403 created 403 403 404 404 401",
        body=lambda w: {"project": w["project"].pk, "user": w["cast"].charlie.pk, "role": "viewer"},
    ),
    row(
        "PATCH api:membership-detail", "ok 403 ok 403 403 404 404 401", body=lambda w: {"role": "viewer"}, **one("bob")
    ),
    row("DELETE api:membership-detail", "gone 403 gone gone 403 404 404 401", **one("bob")),
    row("GET api:invitation-list", "ok ok ok ok ok ok ok 401"),
    row("GET api:invitation-detail", "ok 404 ok 404 404 404 404 401", **one("invitation")),
    row(
        "POST api:invitation-list",
        "created 403 created 403 403 404 404 401",
        body=lambda w: {"project": w["project"].pk, "email": "other@example.com", "role": "member"},
    ),
    row("DELETE api:invitation-detail", "gone 404 gone 404 404 404 404 401", **one("invitation")),
    row("GET api:role-list", "ok ok ok ok ok ok ok 401"),
    row("GET api:role-detail", "ok ok ok ok ok 404 404 401", **one("role")),
    row(
        "POST api:role-list",
        "created 403 created 403 403 404 404 401",
        body=lambda w: {"project": w["project"].pk, "code": "QA", "name": "Testers"},
    ),
    row("PATCH api:role-detail", "ok 403 ok 403 403 404 404 401", **one("role"), body=lambda w: {"name": "x"}),
    row("DELETE api:role-detail", "gone 403 gone 403 403 404 404 401", **one("role")),
    row("GET api:share-list", "ok ok ok ok ok ok ok 401"),
    row("GET api:share-detail", "ok 404 ok ok 404 404 404 401", **one("share")),
    row(
        "POST api:share-list",
        "created 404 created 403 404 404 404 401",
        body=lambda w: {"membership": w["gus"].pk, "object_type": "projects.projectrole", "object_id": w["role"].pk},
    ),
    row("DELETE api:share-detail", "gone 404 gone 403 404 404 404 401", **one("share")),
    row("GET api:comment-list", "ok ok ok ok ok ok ok 401"),
    row("GET api:comment-detail", "ok ok ok ok ok ok 404 401", **one("comment")),
    row(
        "POST api:comment-list",
        "created created created created created created 404 401",
        body=lambda w: {**w["on"], "text": "Done"},
    ),
    row("PATCH api:comment-detail", "403 403 ok 403 403 403 404 401", **one("comment"), body=lambda w: {"text": "x"}),
    row("DELETE api:comment-detail", "gone 403 gone 403 403 403 404 401", **one("comment")),
    row("GET api:attachment-list", "ok ok ok ok ok ok ok 401"),
    row("GET api:attachment-detail", "ok ok ok ok ok ok 404 401", **one("attachment")),
    row("GET api:attachment-file", "ok ok ok ok ok ok 404 401", **one("attachment")),
    row(
        "POST api:attachment-list",
        "created 403 created created 403 404 404 401",
        body=lambda w: {**w["on"], "file": SimpleUploadedFile("plan.txt", b"a plan")},
    ),
    row("DELETE api:attachment-detail", "gone 403 gone 403 403 403 404 401", **one("attachment")),
    row("GET api:audit-list", "ok ok ok ok ok ok ok 401"),
    row("GET api:audit-detail", "ok ok ok ok ok 404 404 401", **one("entry")),
    row("GET api:job-list", "ok ok ok ok ok ok ok 401"),
    row("GET api:job-detail", "ok ok ok ok ok 404 404 401", **one("job")),
    row("POST api:job-cancel", "ok 403 ok 403 403 404 404 401", **one("job")),
    row("GET home", "moved moved moved moved moved moved moved login"),
    row("GET palette", "ok ok ok ok ok ok ok login"),
    row("GET jobs:detail", "ok ok ok ok ok 404 404 login", args=project_job),
    row("POST jobs:cancel", "moved 403 moved 403 403 404 404 login", args=project_job),
    row("GET projects:mine", "ok ok ok ok ok ok ok login"),
    row("GET projects:new", "ok ok ok ok ok 403 ok login"),
    row(
        "POST projects:new",
        "moved moved moved moved moved 403 moved login",
        body=lambda w: {"key": "NEW", "name": "New", "kind": "other", "visibility": "private"},
    ),
    row("GET projects:overview", "ok ok ok ok ok ok 404 login", args=key),
    row("GET projects:about", "ok ok ok ok ok 403 404 login", args=key),
    row("GET projects:settings", "ok 403 ok 403 403 403 404 login", args=key),
    row("POST projects:settings", "moved 403 moved 403 403 403 404 login", args=key, body=settings_body),
    row("GET projects:archive", "ok 403 ok 403 403 403 404 login", args=key),
    row("POST projects:archive", "moved 403 moved 403 403 403 404 login", args=key, body=lambda w: {"version": 1}),
    row("GET projects:members", "ok ok ok ok ok 403 404 login", args=key),
    row("GET projects:member_add", "ok 403 ok 403 403 403 404 login", args=key),
    row(
        "POST projects:member_add",
        "moved 403 moved 403 403 403 404 login",
        args=key,
        body=lambda w: {"user": w["cast"].charlie.pk, "role": "viewer"},
    ),
    row(
        "POST projects:member_role",
        "moved 403 moved 403 403 403 404 login",
        args=in_project("bob"),
        body=lambda w: {"role": "viewer", "version": 1},
    ),
    row("GET projects:member_remove", "ok 404 ok ok 404 404 404 login", args=in_project("bob")),
    row(
        "POST projects:member_remove",
        "moved 404 moved moved 404 404 404 login",
        args=in_project("bob"),
        body=lambda w: {"version": 1},
    ),
    row("GET projects:invite", "ok 403 ok 403 403 403 404 login", args=key),
    row(
        "POST projects:invite",
        "moved 403 moved 403 403 403 404 login",
        args=key,
        body=lambda w: {"email": "x@example.com", "role": "member"},
    ),
    row("POST projects:withdraw", "moved 403 moved 403 403 403 404 login", args=in_project("invitation")),
    row("GET projects:invitation", "ok ok ok ok ok ok ok ok", args=lambda w: {"secret": w["secret"]}),
    row("POST projects:invitation", "ok ok ok ok ok ok ok 422", args=lambda w: {"secret": w["secret"]}),
    row("GET projects:invite_person", "ok 403 403 403 403 403 403 login"),
    row(
        "POST projects:invite_person",
        "moved 403 403 403 403 403 403 login",
        body=lambda w: {"email": "y@example.com"},
    ),
    row("GET projects:roles", "ok ok ok ok ok 403 404 login", args=key),
    row("GET projects:role_new", "ok 403 ok 403 403 403 404 login", args=key),
    row(
        "POST projects:role_new",
        "moved 403 moved 403 403 403 404 login",
        args=key,
        body=lambda w: {"code": "QA", "name": "Testers", "side": "internal"},
    ),
    row("GET projects:role", "ok 403 ok 403 403 403 404 login", args=in_project("role")),
    row(
        "POST projects:role",
        "moved 403 moved 403 403 403 404 login",
        args=in_project("role"),
        body=lambda w: {"code": "DEV", "name": "Makers", "side": "internal", "version": 1},
    ),
    row("GET projects:role_delete", "ok 403 ok 403 403 403 404 login", args=in_project("role")),
    row(
        "POST projects:role_delete",
        "moved 403 moved 403 403 403 404 login",
        args=in_project("role"),
        body=lambda w: {"version": 1},
    ),
    row("GET projects:activity", "ok ok ok ok ok 403 404 login", args=key),
    row("GET projects:mentionable", "ok ok ok ok ok 403 404 login", args=key),
    row("GET projects:comments", "ok ok ok ok ok ok 404 login", args=on_object),
    row(
        "POST projects:comments",
        "moved moved moved moved moved moved 404 login",
        args=on_object,
        body=lambda w: {"text": "Done"},
    ),
    row("GET projects:comment_edit", "403 403 ok 403 403 403 404 login", args=in_project("comment")),
    row(
        "POST projects:comment_edit",
        "403 403 moved 403 403 403 404 login",
        args=in_project("comment"),
        body=lambda w: {"text": "x", "version": 1},
    ),
    row("GET projects:comment_delete", "ok 403 ok 403 403 403 404 login", args=in_project("comment")),
    row(
        "POST projects:comment_delete",
        "moved 403 moved 403 403 403 404 login",
        args=in_project("comment"),
        body=lambda w: {"version": 1},
    ),
    row("GET projects:files", "ok ok ok ok ok ok 404 login", args=on_object),
    row(
        "POST projects:files",
        "moved 403 moved moved 403 403 404 login",
        args=on_object,
        body=lambda w: {"file": SimpleUploadedFile("plan.txt", b"a plan")},
    ),
    row("GET projects:download", "ok ok ok ok ok ok 404 login", args=in_project("attachment")),
    row("GET projects:file_delete", "ok 403 ok 403 403 403 404 login", args=in_project("attachment")),
    row("POST projects:file_delete", "moved 403 moved 403 403 403 404 login", args=in_project("attachment")),
    row("GET projects:shares", "ok 403 ok ok 403 403 404 login", args=on_object),
    row(
        "POST projects:shares",
        "moved 403 moved 403 403 403 404 login",
        args=on_object,
        body=lambda w: {"guest": w["gus"].pk},
    ),
    row("GET notifications:list", "ok ok ok ok ok ok ok login"),
    row("GET notifications:newest", "moved moved moved moved moved moved moved login"),
    row("GET notifications:open", "404 404 moved 404 404 404 404 login", args=one("notification")["args"]),
    row("POST notifications:read", "moved moved moved moved moved moved moved login", body=lambda w: {"all": "1"}),
    row("GET api:notification-list", "ok ok ok ok ok ok ok 401"),
    row("GET api:notification-detail", "404 404 ok 404 404 404 404 401", **one("notification")),
    row("POST api:notification-read", "404 404 ok 404 404 404 404 401", **one("notification")),
    row("POST api:notification-read-all", "gone gone gone gone gone gone gone 401"),
]
