"""The back office of accounts. Hashes are never shown; people and tokens change by the services alone."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiToken, SavedView, User
from accounts.services import people, tokens
from ecompm.core.administration import ReadOnlyAdmin, ServiceAdmin


@admin.register(User)
class UserAdmin(ServiceAdmin):
    list_display = ["name", "email", "role", "is_external", "is_active", "last_login"]
    list_filter = ["role", "is_active", "is_external"]
    search_fields = ["name", "email"]
    fields = ["name", "role", "is_external"]
    actions = ["deactivate", "activate"]
    change_service = staticmethod(people.change_person)

    @admin.action(description=_("Deactivate: sessions and tokens end"))
    def deactivate(self, request: HttpRequest, queryset: Any) -> None:
        for person in queryset:
            people.deactivate_person(person, by=request.user)
        messages.success(request, _("Done."))

    @admin.action(description=_("Activate"))
    def activate(self, request: HttpRequest, queryset: Any) -> None:
        for person in queryset:
            people.activate_person(person, by=request.user)
        messages.success(request, _("Done."))


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    list_display = ["name", "prefix", "user", "scope", "created_at", "expires_at", "last_used_at", "revoked_at"]
    list_filter = ["scope", ("revoked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["user"]
    search_fields = ["name", "prefix", "user__email"]
    actions = ["revoke"]

    @admin.action(description=_("Revoke"))
    def revoke(self, request: HttpRequest, queryset: Any) -> None:
        for token in queryset:
            tokens.revoke_token(token, by=request.user)
        messages.success(request, _("Done."))


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyAdmin):
    list_display = ["name", "table", "user", "is_default"]
    search_fields = ["name", "table", "user__email"]
    list_select_related = ["user"]
