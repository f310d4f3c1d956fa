"""Serializers of models that work out their fields once, not for every request."""

from functools import cache

from django.utils.functional import cached_property
from django.utils.translation import get_language
from rest_framework import serializers
from rest_framework.utils.serializer_helpers import BindingDict


class DerivedOnce(serializers.ModelSerializer):
    """REST framework derives the fields from the model for each serializer object, which costs more than using them.

    Here the class derives them once in each language, for labels are compared with the names of columns in it; each
    serializer gets copies that know it as their parent.
    """

    @cached_property
    def fields(self) -> BindingDict:
        own = BindingDict(self)
        for name, field in _derived(type(self), get_language()).items():
            if _has_parts(field):
                own[name] = field.__deepcopy__({})
            else:
                own.fields[name] = _copy(field, self)
        return own


@cache
def _derived(serializer: type[serializers.ModelSerializer], language: str | None) -> BindingDict:
    """The bound fields of a serializer without data."""
    owner = serializer()
    fields = BindingDict(owner)
    for name, field in owner.get_fields().items():
        fields[name] = field
    return fields


def _has_parts(field: serializers.Field) -> bool:
    """Whether other fields hang on this one, which must know their parent too."""
    return isinstance(field, serializers.BaseSerializer) or hasattr(field, "child") or hasattr(field, "child_relation")


def _copy(field: serializers.Field, parent: serializers.BaseSerializer) -> serializers.Field:
    """The field with the same settings, bound to another serializer; what they share is never changed."""
    made = object.__new__(type(field))
    made.__dict__.update(field.__dict__, parent=parent)
    return made
