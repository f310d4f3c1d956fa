"""The door of the REST API to objects of a project: one base, so that an app's viewset is a few declarations."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework import serializers, status, viewsets
from rest_framework.response import Response

from ecompm.core.api import idempotency
from ecompm.core.api.preconditions import expected_version
from ecompm.core.api.serializers import ModelSerializer, Serializer, read_body
from ecompm.core.errors import Invalid, NotFound, StaleVersion
from projects.api.rows import Rows
from projects.models import Project


class ScopedField(serializers.PrimaryKeyRelatedField):
    """A reference that only finds what the caller may see; a foreign id reads like one that doesn't exist.

    `grant` scopes the queryset.
    """

    def __init__(self, *, grant: str = "", **kwargs: Any) -> None:
        self.grant = grant
        super().__init__(**kwargs)

    def get_queryset(self) -> Any:
        queryset: Any = super().get_queryset()
        request = self.context.get("request")
        if queryset is None or not self.grant or request is None:
            return queryset
        return queryset.allowed(request.user, self.grant)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, bool | float | dict | list):
            self.fail("incorrect_type", data_type=type(data).__name__)
        return super().to_internal_value(data)


class ProjectField(ScopedField):
    """The project of an object: set when it is made, never changed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"queryset": Project.objects.all(), "grant": "project.view", **kwargs})


class PersonField(serializers.PrimaryKeyRelatedField):
    """A person who may be named in an object: a member of its project, so that nobody else's existence shows."""

    def __init__(self, **kwargs: Any) -> None:
        defaults = {"queryset": get_user_model().objects.filter(is_active=True), "required": False, "allow_null": True}
        super().__init__(**{**defaults, **kwargs})


class ItemSerializer(ModelSerializer):
    """Serializer of an object in a project, which it never leaves: its references must belong to the same project."""

    write_once: ClassVar[frozenset[str]] = frozenset({"project"})

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        project = attrs.get("project") or getattr(self.instance, "project", None) or self._project_of_parent(attrs)
        for name, value in attrs.items():
            for target in value if isinstance(value, list | tuple) else [value]:
                if isinstance(target, models.Model) and getattr(target, "project_id", project.pk) != project.pk:
                    message = ScopedField.default_error_messages["does_not_exist"].format(pk_value=target.pk)
                    raise serializers.ValidationError({name: [message]})
        self._check_people(attrs, project)
        return attrs

    def _project_of_parent(self, attrs: dict[str, Any]) -> Project:
        """The project of what the new object hangs on, where the body doesn't name the project itself."""
        return next(value.project for value in attrs.values() if hasattr(value, "project"))

    def _check_people(self, attrs: dict[str, Any], project: Project) -> None:
        """People are members of the project; anyone else reads like somebody who doesn't exist."""
        named = {n: v.pk for n, v in attrs.items() if v is not None and isinstance(self.fields.get(n), PersonField)}
        if not named:
            return
        members = set(project.memberships.filter(user_id__in=named.values()).values_list("user_id", flat=True))
        message = PersonField.default_error_messages["does_not_exist"]
        wrong = {name: [message.format(pk_value=pk)] for name, pk in named.items() if pk not in members}
        if wrong:
            raise serializers.ValidationError(wrong)


class ItemViewSet(viewsets.GenericViewSet):
    """List, read, create, change and delete objects of one model, by the app's services.

    `grants` maps each action to its grant, and only those actions have an address.
    `create_service(by=, project=, **values)`, `change_service(obj, by=, version=, **values)` and
    `delete_service(obj, by=, version=)` do the work; an extra `@action` calls `self.act(request, service)` and is named
    in `versioned_actions`. `related` is read with a single object. Rows of a list have the fields of
    `row_serializer_class` where there is one.
    """

    model: ClassVar[type[models.Model]]
    grants: ClassVar[Mapping[str, str]]
    create_service: ClassVar[Callable[..., Any]]
    change_service: ClassVar[Callable[..., Any]]
    delete_service: ClassVar[Callable[..., Any]]
    row_serializer_class: ClassVar[type[serializers.BaseSerializer] | None] = None
    ordering_fields: ClassVar[tuple[str, ...]] = ()
    related: ClassVar[tuple[str, ...]] = ("project",)
    versioned_actions: ClassVar[tuple[str, ...]] = ()
    parent_field: ClassVar[str] = "project"
    versioned = True
    idempotent = True
    lookup_value_regex = r"\d{1,18}"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return self.model._default_manager.none()
        return self.visible(self.request.user)

    def get_serializer_class(self) -> Any:
        return (self.row_serializer_class if self.action == "list" else None) or super().get_serializer_class()

    def visible(self, user: Any) -> Any:
        """The rows that the person may see; every action, also a change, starts from them."""
        grant = self.grants.get("list") or self.grants["retrieve"]
        return self.model._default_manager.allowed(user, grant)  # type: ignore[attr-defined]

    def get_object(self) -> Any:
        queryset = self.get_queryset()
        if self.related:
            queryset = queryset.select_related(*self.related)
        try:
            return get_object_or_404(queryset, pk=self.kwargs["pk"])
        except OverflowError as error:
            raise Http404 from error

    def list(self, request: Any) -> Response:
        self.refuse_unknown_parameters(request)
        rows = Rows(self.get_serializer(), also=self.ordering_fields)
        queryset = self.filter_queryset(self.get_queryset())
        page: Any = self.paginate_queryset(rows.select(queryset))
        return self.get_paginated_response(rows.finish(page))

    def retrieve(self, request: Any, pk: str) -> Response:
        return self.answer(self.get_object())

    def create(self, request: Any) -> Response:
        return idempotency.once(request, lambda: self.answer(self.make(request), status.HTTP_201_CREATED))

    def partial_update(self, request: Any, pk: str) -> Response:
        obj = self.get_object()
        return self.answer(type(self).change_service(obj, by=request.user, **self.changes(request, obj)))

    def destroy(self, request: Any, pk: str) -> Response:
        obj = self.get_object()
        type(self).delete_service(obj, by=request.user, **self.seen(request, obj))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def make(self, request: Any) -> Any:
        """The object made from the body. A parent that the caller can't see is not found, as in every address."""
        serializer = self.get_serializer(data=request.data)
        if not serializer.is_valid():
            errors: Any = serializer.errors
            if any(error.code == "does_not_exist" for error in errors.get(self.parent_field, ())):
                raise NotFound()
            raise serializers.ValidationError(errors)
        values = dict(serializer.validated_data)
        return self.make_in(request, values.pop(self.parent_field), values)

    def make_in(self, request: Any, parent: Any, values: dict[str, Any]) -> Any:
        """The object made in its parent, the project unless `parent_field` says otherwise."""
        return type(self).create_service(by=request.user, project=parent, **values)

    def changes(self, request: Any, obj: Any) -> dict[str, Any]:
        """The values of the body and the version seen, as arguments for a service."""
        seen = self.seen(request, obj)
        serializer = self.get_serializer(obj, data=request.data, partial=True)
        if not serializer.is_valid():
            if self.versioned and seen["version"] != obj.version:
                raise StaleVersion(obj)  # what is wrong with the body may just be that it is old
            raise serializers.ValidationError(serializer.errors)
        return {**seen, **serializer.validated_data}

    def act(
        self, request: Any, service: Callable[..., Any], *, body: type[Serializer] | None = None, **values: Any
    ) -> Response:
        """Run a service on the object, in the version named by If-Match, and answer with the object it returns.

        `body` says what the request carries; without it a body is refused.
        """
        obj = self.get_object()
        given = read_body(request.data, body)
        return self.answer(service(obj, by=request.user, **self.seen(request, obj), **given, **values))

    def run(self, request: Any, service: Callable[..., Any]) -> Response:
        """Run a service on the object whatever its version, and answer with the object it returns."""
        obj = self.get_object()
        read_body(request.data, None)
        return self.answer(service(obj, by=request.user))

    def seen(self, request: Any, obj: Any) -> dict[str, int]:
        """The version the caller has seen, as an argument for a service; nothing for objects without versions."""
        return {"version": expected_version(request, obj)} if self.versioned else {}

    def answer(self, obj: Any, code: int = status.HTTP_200_OK) -> Response:
        headers = {"ETag": obj.etag} if hasattr(obj, "etag") else None
        return Response(self.get_serializer(obj).data, status=code, headers=headers)

    def refuse_unknown_parameters(self, request: Any) -> None:
        """A misspelt filter must not read as "no filter". Raises Invalid and names what the list takes."""
        known = {"cursor", "limit", "ordering", *self._filter_names()}
        unknown = sorted(set(request.query_params) - known)
        if unknown:
            message = _("This list has no such filter. It takes: %(known)s.") % {"known": ", ".join(sorted(known))}
            raise Invalid(fields={name: [message] for name in unknown})

    def _filter_names(self) -> Iterator[str]:
        filters = getattr(getattr(self, "filterset_class", None), "base_filters", {})
        for name, one in filters.items():
            suffixes = getattr(one.field_class.widget, "suffixes", ())
            yield from (f"{name}_{suffix}" for suffix in suffixes) if suffixes else (name,)
