"""The back office: the same sign-in as everywhere, the same services behind every save, and so the same trail."""

from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecompm.core.errors import DomainError
from ecompm.core.forms import add_errors


class Administration(admin.AdminSite):
    """Only administrators; who isn't signed in goes through the product's own sign-in with lock and second factor."""

    site_header = site_title = "ecompm"
    index_title = _("Administration")

    def has_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return user.is_active and user.is_staff and user.administers and self.is_safe(request)

    def is_safe(self, request: HttpRequest) -> bool:
        """Where a second factor is asked of administrators, they have one."""
        if not settings.ADMIN_NEEDS_TWO_FACTOR:
            return True
        return request.user.authenticator_set.exists()  # type: ignore[union-attr]

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        target = request.GET.get("next") or reverse("admin:index")
        user: Any = request.user
        if not user.is_authenticated:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
        if user.is_staff and user.administers and not self.is_safe(request):
            return redirect("mfa_index")
        return redirect("home")


class ReadOnlyAdmin(admin.ModelAdmin):
    """Look, search and filter; nothing can be added, changed or deleted."""

    show_full_result_count = False
    actions: Any = None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.administers)  # type: ignore[union-attr]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.administers)  # type: ignore[union-attr]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        """Hashes and other secrets of a model are never shown."""
        return [*(super().get_exclude(request, obj) or ()), *getattr(self.model, "secret_fields", ())]

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Nor are they asked about, letter by letter, in the address of a list."""
        secret = tuple(getattr(self.model, "secret_fields", ()))
        return not lookup.startswith(secret) and super().lookup_allowed(lookup, value, request)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The history of an object is the audit trail."""
        query = urlencode({"object_type": self.model._meta.label_lower, "object_id": object_id})
        return redirect(f"{reverse('admin:core_auditentry_changelist')}?{query}")


class ServiceForm(forms.ModelForm):
    """Saves by a service while it is checked, so that what the service refuses is shown at its field."""

    # Not "version": the column of that name isn't editable, and Django would refuse the form.
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    serve: ClassVar[Callable[["ServiceForm"], Any]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_version"].initial = getattr(self.instance, "version", None)
        self.saved: Any = None

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        try:
            with transaction.atomic():
                self.saved = type(self).serve(self)
        except (DomainError, ValidationError, IntegrityError) as error:
            add_errors(self, error)


class ServiceAdmin(ReadOnlyAdmin):
    """Add, change and delete by the services of the app, so that rules, versions and the audit trail hold here too.

    A verb without a service isn't offered: `create_service(by=, **values)`, `change_service(obj, by=, version=,
    **values)`, `delete_service(obj, by=, version=)`; models without a version leave `version` out of their services.
    """

    form = ServiceForm
    create_service: ClassVar[Callable[..., Any] | None] = None
    change_service: ClassVar[Callable[..., Any] | None] = None
    delete_service: ClassVar[Callable[..., Any] | None] = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.create_service is not None and self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.change_service is not None and self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.delete_service is not None and self.has_view_permission(request)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.serve = lambda filled: self.serve(request, filled, change)
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The version of the object goes along hidden, in the last group."""
        groups: list[tuple[Any, dict[str, Any]]] = [
            (title, dict(options)) for title, options in super().get_fieldsets(request, obj)
        ]
        for _title, options in groups:
            options["fields"] = [name for name in options["fields"] if name != "seen_version"]
        if self._versioned and obj is not None and self.has_change_permission(request, obj):
            groups[-1][1]["fields"].append("seen_version")
        return groups

    @property
    def _versioned(self) -> bool:
        return any(field.name == "version" for field in self.model._meta.concrete_fields)

    def serve(self, request: HttpRequest, form: ServiceForm, change: bool) -> models.Model:
        """The saved object: only changed fields go to the service, and to a fresh object, not the one of the form."""
        values = {name: form.cleaned_data[name] for name in form.cleaned_data if name != "seen_version"}
        if not change:
            return type(self).create_service(by=request.user, **values)  # type: ignore[misc]
        stored = self.model._default_manager.get(pk=form.instance.pk)
        changed = {name: value for name, value in values.items() if name in form.changed_data}
        seen = {"version": form.cleaned_data.get("seen_version") or 0} if self._versioned else {}
        return type(self).change_service(stored, by=request.user, **seen, **changed)  # type: ignore[misc]

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        return form.saved

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Saved already, by the service."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Saved already, by the service."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        seen = {"version": obj.version} if self._versioned else {}
        type(self).delete_service(obj, by=request.user, **seen)  # type: ignore[misc]

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The service wrote the audit trail."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The service wrote the audit trail."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """The service wrote the audit trail."""
