"""Comments, files and shares of any object: panels that an object's page loads by URL, pages without script.

`projects:comments` and its neighbours take `key`, `object_type` ("risks.risk") and `object_id`.
"""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ecompm.core.doors import FormPage
from ecompm.core.errors import NotFound
from ecompm.core.forms import seen_version
from projects import objects, people
from projects.access import Role
from projects.doors import ProjectPage
from projects.downloads import download
from projects.forms import CommentForm, UploadForm
from projects.models import Attachment, Comment, Membership, Share
from projects.services import attachments, comments, shares


class OnObject(ProjectPage):
    """A page about one object of the project, named in the address by kind and id."""

    @cached_property
    def target(self) -> Any:
        found = objects.find(self.request.user, **self.on)
        if found.project_id != self.project.pk:
            raise NotFound()
        return found

    @property
    def on(self) -> dict[str, Any]:
        """Kind and id of the object, as the services take them."""
        return {name: self.kwargs[name] for name in ("object_type", "object_id")}

    def address(self, name: str) -> str:
        return reverse(name, kwargs={"key": self.project.key, **self.on})

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "target": self.target,
            "target_url": getattr(self.target, "get_absolute_url", str)(),
            "kind_name": objects.name_of_kind(self.kwargs["object_type"]),
        }


class Panel(FormPage, OnObject):
    """A list with a form below it: htmx gets the panel alone, also with errors; without script it is a page."""

    fragment = "panel"

    def show(self, form: Form, *, status: int = 200) -> HttpResponse:
        return self.render({"form": form}, fragment=self.fragment, status=status)

    def success_message(self, saved: Any) -> str:
        return "" if self.request.htmx else self.done  # type: ignore[attr-defined]

    done = ""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, **kwargs)
        if request.htmx and isinstance(answer, HttpResponseRedirect):  # type: ignore[attr-defined]
            return self.get(request, **kwargs)
        return answer


class Comments(Panel):
    grants = {"get": "comment.view", "post": "comment.add"}
    template_name = "projects/comments.html"

    @property
    def done(self) -> str:  # type: ignore[override]
        return _("Your comment is there.")

    def make_form(self, data: Any, files: Any = None) -> CommentForm:
        return CommentForm(data)

    def save(self, form: CommentForm) -> Comment:
        text = form.cleaned_data["text"]
        return comments.add_comment(by=self.request.user, project=self.project, **self.on, text=text)

    def success_url(self, saved: Comment) -> str:
        return f"{self.address('projects:comments')}#comment-{saved.pk}"

    def context(self) -> dict[str, Any]:
        rows = Comment.objects.on(self.target).select_related("author")
        return {
            **super().context(),
            "comments": rows,
            "may_comment": self.may("comment.add", self.target),
            "may_moderate": self.role == Role.MANAGER and not self.project.is_read_only,
            "may_mention": self.may("members.view"),
            "panel_url": self.address("projects:comments"),
        }


class EditComment(FormPage, ProjectPage):
    """Change one's own comment."""

    grants = {"get": "comment.add", "post": "comment.add"}
    template_name = "projects/comment_form.html"

    @cached_property
    def comment(self) -> Comment:
        comment = _comment(self)
        comments.require_author(comment, self.request.user)
        return comment

    def make_form(self, data: Any, files: Any = None) -> CommentForm:
        return CommentForm(data, initial={"text": self.comment.text})

    def save(self, form: CommentForm) -> Comment:
        version = seen_version(form.data)
        return comments.change_comment(
            self.comment, by=self.request.user, version=version, text=form.cleaned_data["text"]
        )

    def show(self, form: CommentForm, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "comment": self.comment, "back": comments_url(self.comment)}
        return self.render(context, status=status)

    def success_message(self, saved: Comment) -> str:
        return _("The comment is changed.")

    def success_url(self, saved: Comment) -> str:
        return f"{comments_url(saved)}#comment-{saved.pk}"


class DeleteComment(ProjectPage):
    grants = {"get": "comment.add", "post": "comment.add"}
    template_name = "projects/confirm_delete.html"

    def get(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        comment = _comment(self)
        comments.require_remover(comment, request.user)
        return self.render({"object": comment, "list_url": comments_url(comment)})

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        comment = _comment(self)
        comments.delete_comment(comment, by=request.user, version=seen_version(request.POST))
        messages.success(request, _("The comment is deleted."))
        return redirect(comments_url(comment))


class Files(Panel):
    grants = {"get": "attachment.view", "post": "attachment.add"}
    template_name = "projects/files.html"

    @property
    def done(self) -> str:  # type: ignore[override]
        return _("The file is stored.")

    def make_form(self, data: Any, files: Any = None) -> UploadForm:
        return UploadForm(data, files)

    def save(self, form: UploadForm) -> Attachment:
        file = form.cleaned_data["file"]
        return attachments.add_attachment(by=self.request.user, project=self.project, **self.on, file=file)

    def success_url(self, saved: Attachment) -> str:
        return self.address("projects:files")

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "files": Attachment.objects.on(self.target).select_related("uploaded_by"),
            "may_upload": self.may("attachment.add", self.target),
            "may_moderate": self.role == Role.MANAGER and not self.project.is_read_only,
            "panel_url": self.address("projects:files"),
        }


class Download(ProjectPage):
    grants = {"get": "attachment.view"}

    def get(self, request: HttpRequest, key: str, pk: int) -> Any:
        return download(_file(self))


class DeleteFile(ProjectPage):
    grants = {"get": "attachment.add", "post": "attachment.add"}
    template_name = "projects/confirm_delete.html"

    def get(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        file = _file(self)
        attachments.require_remover(file, request.user)
        return self.render({"object": file, "list_url": _address("projects:files", file)})

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        file = _file(self)
        attachments.delete_attachment(file, by=request.user)
        messages.success(request, _("%(name)s deleted.") % {"name": file})
        return redirect(_address("projects:files", file))


class Shares(OnObject):
    """Which guests of the project see this object."""

    grants = {"get": "share.view", "post": "share.manage"}
    template_name = "projects/shares.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.render(fragment="panel")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        guest = get_object_or_404(self._guests(), pk=_number(request.POST.get("guest", "")))
        share = Share.objects.filter(membership=guest, **self.on).select_related("membership__project").first()
        if share:
            shares.stop_sharing(share, by=request.user)
        else:
            shares.share_object(by=request.user, project=self.project, membership=guest, **self.on)
        if request.htmx:  # type: ignore[attr-defined]
            return self.render(fragment="panel")
        return redirect(self.address("projects:shares"))

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "guests": self._guests(),
            "shared_with": set(Share.objects.filter(**self.on).values_list("membership_id", flat=True)),
            "may_share": self.may("share.manage"),
            "panel_url": self.address("projects:shares"),
        }

    def _guests(self) -> Any:
        guests = Membership.objects.filter(project=self.project, role=Role.GUEST)
        return guests.select_related("user", "project").order_by("user__name", "pk")


class Mentionable(ProjectPage):
    """Names for the list that opens behind an @."""

    grants = {"get": "members.view"}
    template_name = "projects/mentionable.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        text = request.GET.get("q", "")[:80]
        found = people.mentionable(request.user, self.project).filter(name__icontains=text)[:8]
        return self.render({"people": found})


def comments_url(comment: Comment) -> str:
    return _address("projects:comments", comment)


def _address(name: str, row: Comment | Attachment) -> str:
    on = {"object_type": row.object_type, "object_id": row.object_id}
    return reverse(name, kwargs={"key": row.project.key, **on})


def _comment(page: ProjectPage) -> Comment:
    rows = Comment.objects.allowed(page.request.user, "comment.view").of(page.project).select_related("project")
    return get_object_or_404(rows, pk=page.kwargs["pk"])


def _file(page: ProjectPage) -> Attachment:
    rows = Attachment.objects.allowed(page.request.user, "attachment.view").of(page.project).select_related("project")
    return get_object_or_404(rows, pk=page.kwargs["pk"])


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
