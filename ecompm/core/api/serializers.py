"""Serializers that take a body at its word: what it names and can't be written is refused, never passed over."""

from collections.abc import Mapping
from typing import Any, ClassVar

import orjson
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from rest_framework import serializers

from ecompm.core import days
from ecompm.core.api.renderers import dumps
from ecompm.core.api.serializing import DerivedOnce
from ecompm.core.errors import Invalid


class DayField(serializers.DateField):
    """A day as YYYY-MM-DD, and in no other spelling."""

    def to_internal_value(self, value: Any) -> Any:
        if isinstance(value, str) and not days.DAY.fullmatch(value):
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(value)


class MomentField(serializers.DateTimeField):
    """A moment as YYYY-MM-DDThh:mm, with seconds and zone where they matter."""

    def to_internal_value(self, value: Any) -> Any:
        if isinstance(value, str) and not days.MOMENT.fullmatch(value):
            self.fail("invalid", format="YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]")
        return super().to_internal_value(value)


class Strict:
    """Refuses unknown fields, and read-only ones unless they are sent as they were read, by name.

    So a client may send back a whole object with one field changed, and a misspelt or protected field is never
    mistaken for a change that was made. `write_once` names fields that are set when the object is made.
    """

    write_once: ClassVar[frozenset[str]] = frozenset()

    def to_internal_value(self, data: Any) -> Any:
        wrong = self._refused(data) if isinstance(data, Mapping) else {}
        try:
            values: dict[str, Any] = super().to_internal_value(data)  # type: ignore[misc]
        except serializers.ValidationError as error:
            raise serializers.ValidationError({**error.detail, **wrong}) from error  # type: ignore[dict-item]
        if wrong:
            raise serializers.ValidationError(wrong)
        return {name: value for name, value in values.items() if name not in self._kept}

    def _refused(self, data: Mapping[str, Any]) -> dict[str, list[str]]:
        wrong = {}
        for name, value in data.items():
            field = self.fields.get(name)  # type: ignore[attr-defined]
            if field is None:
                wrong[name] = [_("There is no such field.")]
            elif (field.read_only or name in self._kept) and not self._is_as_read(name, value):
                wrong[name] = [_("This field can't be written. Leave it out, or send it as you read it.")]
        return wrong

    @property
    def _kept(self) -> frozenset[str]:
        """Fields that an existing object keeps for good."""
        return self.write_once if self.instance is not None else frozenset()  # type: ignore[attr-defined]

    def _is_as_read(self, name: str, value: Any) -> bool:
        return name in self._as_read and self._as_read[name] == value

    @cached_property
    def _as_read(self) -> dict[str, Any]:
        """The object as the API shows it; nothing for one that isn't made yet."""
        instance = self.instance  # type: ignore[attr-defined]
        return orjson.loads(dumps(self.to_representation(instance))) if instance is not None else {}  # type: ignore[attr-defined]


class Serializer(Strict, serializers.Serializer):
    """A body that isn't one object of the database."""


class ModelSerializer(Strict, DerivedOnce):
    serializer_field_mapping: ClassVar[dict[type[models.Field], type[serializers.Field]]] = {  # type: ignore[misc]
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateField: DayField,
        models.DateTimeField: MomentField,
    }


def read_body(data: Any, expected: type[Serializer] | None) -> dict[str, Any]:
    """The values of a body. Raises Invalid for one where none is expected: nothing in it may seem to be taken."""
    if expected is not None:
        given = expected(data=data)
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)
    if data:
        names = data if isinstance(data, Mapping) else [""]
        raise Invalid(fields={name: [_("This request takes no body.")] for name in names})
    return {}
