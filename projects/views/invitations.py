"""Accepting an invitation, and inviting people to the instance."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ecompm.core.doors import ADMINISTRATOR, PUBLIC, FormPage
from projects.forms import AcceptanceForm, PersonInvitationForm
from projects.models import Invitation
from projects.services import invitations


class Acceptance(FormPage):
    """The page behind the link of the mail.

    Who is signed in with the invited address joins by one click; who has an account signs in first, so that a second
    factor is still asked; who has none makes one here, for the link proves the address.
    """

    grants = {"get": PUBLIC, "post": PUBLIC}
    template_name = "projects/invitation.html"

    @cached_property
    def invitation(self) -> Invitation:
        return invitations.find_open(self.kwargs["secret"])

    @property
    def case(self) -> str:
        user = self.request.user
        if user.is_authenticated:
            return "join" if user.email.lower() == self.invitation.email else "other"  # type: ignore[union-attr]
        known = get_user_model().objects.filter(email__iexact=self.invitation.email)
        return "sign_in" if known.exists() else "new"

    def make_form(self, data: Any, files: Any = None) -> AcceptanceForm:
        return AcceptanceForm(data)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.case == "join":
            invitations.accept(self.invitation, by=request.user)
            return self._welcome()
        if self.case != "new":
            return self.show(self.make_form(None))
        return super().post(request, **kwargs)

    def save(self, form: AcceptanceForm) -> Any:
        person = invitations.accept_as_new(self.invitation, language=get_language() or "en", **form.cleaned_data)
        perform_login(self.request, person, email=person.email)
        return person

    def show(self, form: AcceptanceForm, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "invitation": self.invitation, "case": self.case}
        response = self.render(context, status=status)
        response["Cache-Control"] = "no-store"
        return response

    def success_message(self, saved: Any) -> str:
        return _("Welcome, %(name)s.") % {"name": saved}

    def success_url(self, saved: Any) -> str:
        project = self.invitation.project
        return project.get_absolute_url() if project else reverse("home")

    def _welcome(self) -> HttpResponse:
        if self.invitation.project:
            messages.success(self.request, _("You are a member of %(name)s now.") % {"name": self.invitation.project})
        return redirect(self.success_url(None))


class InvitePerson(FormPage):
    """An administrator invites somebody to the instance, without a project."""

    grants = {"get": ADMINISTRATOR, "post": ADMINISTRATOR}
    template_name = "projects/invite_person.html"

    def make_form(self, data: Any, files: Any = None) -> PersonInvitationForm:
        return PersonInvitationForm(data)

    def save(self, form: PersonInvitationForm) -> Invitation:
        return invitations.invite(by=self.request.user, **form.cleaned_data)

    def success_message(self, saved: Invitation) -> str:
        return _("An invitation is on its way to %(email)s.") % {"email": saved.email}

    def success_url(self, saved: Invitation) -> str:
        return reverse("accounts:people")
