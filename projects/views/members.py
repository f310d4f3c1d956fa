"""Who belongs to a project, and who is invited."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ecompm.core.doors import FormPage
from ecompm.core.forms import seen_version
from projects import people
from projects.access import Role
from projects.doors import ProjectPage
from projects.forms import InvitationForm, MemberForm
from projects.models import Invitation, Membership
from projects.services import invitations, memberships


class Members(ProjectPage):
    grants = {"get": "members.view"}
    template_name = "projects/members.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        members = self.project.memberships.select_related("user").order_by("user__name", "pk")
        manages = self.may("members.manage")
        waiting = Invitation.objects.filter(project=self.project, accepted_at=None) if manages else []
        return self.render({"members": members, "manages": manages, "invitations": waiting, "roles": Role.choices})


class AddMember(FormPage, ProjectPage):
    """A colleague whom the manager knows becomes a member at once."""

    grants = {"get": "members.manage", "post": "members.manage"}
    template_name = "projects/member_add.html"

    def make_form(self, data: Any, files: Any = None) -> MemberForm:
        known = people.known_to(self.request.user).exclude(memberships__project=self.project)
        return MemberForm(data, people=known.order_by("name", "pk"))

    def save(self, form: MemberForm) -> Membership:
        return memberships.add_member(by=self.request.user, project=self.project, **form.cleaned_data)

    def success_message(self, saved: Membership) -> str:
        return _("%(name)s is a member now.") % {"name": saved.user}

    def success_url(self, saved: Membership) -> str:
        return reverse("projects:members", kwargs={"key": self.project.key})


class ChangeRole(ProjectPage):
    """Another role for a member."""

    grants = {"post": "members.manage"}

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        membership = get_object_or_404(self.project.memberships.select_related("user", "project"), pk=pk)
        role = request.POST.get("role", "")
        memberships.change_member(membership, by=request.user, version=seen_version(request.POST), role=role)
        messages.success(request, _("%(name)s has another role now.") % {"name": membership.user})
        return redirect("projects:members", key=self.project.key)


class RemoveMember(ProjectPage):
    """Ask, then take a member out; or leave the project oneself."""

    grants = {"get": "members.leave", "post": "members.leave"}
    template_name = "projects/member_remove.html"

    def get(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        return self.render({"membership": self._membership(pk)})

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        membership = self._membership(pk)
        memberships.remove_member(membership, by=request.user, version=seen_version(request.POST))
        if membership.user_id == request.user.pk:
            messages.success(request, _("You have left the project %(name)s.") % {"name": self.project})
            return redirect("home")
        messages.success(request, _("%(name)s is no member any more.") % {"name": membership.user})
        return redirect("projects:members", key=self.project.key)

    def _membership(self, pk: int) -> Membership:
        """One's own, or as a manager anybody's; for others it is not there."""
        rows = self.project.memberships.select_related("user", "project")
        own = {} if self.may("members.manage") else {"user_id": self.request.user.pk}
        return get_object_or_404(rows, pk=pk, **own)


class Invite(FormPage, ProjectPage):
    """Invite by mail. The answer is the same whether the address has an account or not."""

    grants = {"get": "members.manage", "post": "members.manage"}
    template_name = "projects/invite.html"

    def make_form(self, data: Any, files: Any = None) -> InvitationForm:
        return InvitationForm(data)

    def save(self, form: InvitationForm) -> Invitation:
        return invitations.invite(by=self.request.user, project=self.project, **form.cleaned_data)

    def success_message(self, saved: Invitation) -> str:
        return _("An invitation is on its way to %(email)s.") % {"email": saved.email}

    def success_url(self, saved: Invitation) -> str:
        return reverse("projects:members", kwargs={"key": self.project.key})


class Withdraw(ProjectPage):
    grants = {"post": "members.manage"}

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        waiting = Invitation.objects.filter(project=self.project, accepted_at=None).select_related("project")
        invitation = get_object_or_404(waiting, pk=pk)
        invitations.withdraw(invitation, by=request.user)
        messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email})
        return redirect("projects:members", key=self.project.key)
