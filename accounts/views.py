"""A person's own pages, and the people of the instance for administrators."""

from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import reach
from accounts.forms import PersonForm, ProfileForm, TokenForm
from accounts.models import ApiToken, User
from accounts.services import people, preferences, tokens
from accounts.tables import PersonTable
from ecompm.core.doors import ADMINISTRATOR, SIGNED_IN, FormPage, Page
from ecompm.core.ui.tables import Empty


class Profile(FormPage):
    """Name, language, time zone, looks and mails."""

    grants = {"get": SIGNED_IN, "post": SIGNED_IN}
    template_name = "accounts/profile.html"

    def make_form(self, data: Any, files: Any = None) -> ProfileForm:
        return ProfileForm(data, instance=User.objects.get(pk=self.request.user.pk))

    def save(self, form: ProfileForm) -> User:
        person: Any = self.request.user
        return preferences.change_preferences(person, by=person, **form.cleaned_data)

    def success_message(self, saved: User) -> str:
        return _("Your profile is saved.")


class Tokens(FormPage):
    """One's API tokens, and a form for a new one, whose text is on the answer alone."""

    grants = {"get": SIGNED_IN, "post": SIGNED_IN}
    template_name = "accounts/tokens.html"

    def make_form(self, data: Any, files: Any = None) -> TokenForm:
        return TokenForm(data, projects=list(reach.projects_of(self.request.user).items()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        token, secret = self.save(form)
        response = self.render({"form": self.make_form(None), "made": token, "secret": secret})
        response["Cache-Control"] = "no-store"
        return response

    def save(self, form: TokenForm) -> tuple[ApiToken, str]:
        values = form.cleaned_data
        expires = timezone.now() + timedelta(days=values["days"]) if values["days"] else None
        return tokens.create_token(
            by=self.request.user,
            name=values["name"],
            scope=values["scope"],
            project_ids=values["projects"],
            expires_at=expires,
        )

    def context(self) -> dict[str, Any]:
        titles = reach.projects_of(self.request.user)
        own = ApiToken.objects.of(self.request.user).filter(revoked_at=None)
        rows = [(token, ", ".join(titles.get(pk, str(pk)) for pk in token.project_ids)) for token in own]
        return {**super().context(), "tokens": rows, "now": timezone.now()}


class RevokeToken(Page):
    """Ask, then revoke."""

    grants = {"get": SIGNED_IN, "post": SIGNED_IN}
    template_name = "accounts/token_revoke.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render({"token": self._token(pk)})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        token = tokens.revoke_token(self._token(pk), by=request.user)
        messages.success(request, _("The token %(name)s is revoked.") % {"name": token.name})
        return redirect("accounts:tokens")

    def _token(self, pk: int) -> ApiToken:
        return get_object_or_404(ApiToken.objects.of(self.request.user), pk=pk)


class EndSession(Page):
    """Sign another of one's browsers out."""

    grants = {"post": SIGNED_IN}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        session = get_object_or_404(UserSession.objects.filter(user_id=request.user.pk), pk=pk)
        session.end()
        messages.success(request, _("That browser is signed out."))
        return redirect("usersessions_list")


class People(Page):
    """Everybody with an account."""

    grants = {"get": ADMINISTRATOR}
    template_name = "accounts/people.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        table = PersonTable(
            request,
            User.objects.all(),
            row_url=lambda row: reverse("accounts:person", kwargs={"pk": row["pk"]}),
            empty=Empty(_("Nobody here"), _("People appear when they accept an invitation."), "", ""),
        )
        return table.respond(self.template_name, self.context())


class Person(FormPage):
    """Role and kind of one account."""

    grants = {"get": ADMINISTRATOR, "post": ADMINISTRATOR}
    template_name = "accounts/person.html"

    def make_form(self, data: Any, files: Any = None) -> PersonForm:
        self.person = get_object_or_404(User, pk=self.kwargs["pk"])
        return PersonForm(data, instance=get_object_or_404(User, pk=self.kwargs["pk"]))

    def save(self, form: PersonForm) -> User:
        return people.change_person(self.person, by=self.request.user, **form.cleaned_data)

    def show(self, form: PersonForm, *, status: int = 200) -> HttpResponse:
        return self.render({"form": form, "person": self.person}, status=status)

    def success_url(self, saved: User) -> str:
        return reverse("accounts:people")


class Activation(Page):
    """Switch an account off or on, after a question."""

    grants = {"get": ADMINISTRATOR, "post": ADMINISTRATOR}
    template_name = "accounts/person_activation.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render({"person": get_object_or_404(User, pk=pk)})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = get_object_or_404(User, pk=pk)
        if person.is_active:
            people.deactivate_person(person, by=request.user)
            message = _("%(name)s can't sign in any more; sessions and tokens have ended.")
        else:
            people.activate_person(person, by=request.user)
            message = _("%(name)s can sign in again.")
        messages.success(request, message % {"name": person})
        return redirect("accounts:person", pk=pk)
