"""Filters of lists. What doesn't exist finds nothing, exactly as what the caller can't see."""

from functools import lru_cache
from typing import Any

from django.forms import ModelChoiceField
from django_filters.rest_framework import DjangoFilterBackend
from django_filters.utils import translate_validation

UNKNOWN = frozenset({"invalid_choice", "invalid_pk_value"})


class FilterBackend(DjangoFilterBackend):
    def get_filterset(self, request: Any, queryset: Any, view: Any) -> Any:
        """The filters that the address names: to set up those that it doesn't costs more than the list itself."""
        whole = self.get_filterset_class(view, queryset)
        if whole is None:
            return None
        asked = tuple(name for name in whole.base_filters if _is_named(name, request.query_params))
        return _narrowed(whole, asked)(**self.get_filterset_kwargs(request, queryset, view))

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        filterset = self.get_filterset(request, queryset, view)
        if filterset is None:
            return queryset
        if filterset.is_valid():
            return filterset.qs
        if all(_names_nothing(filterset.form, name) for name in filterset.errors):
            return queryset.none()
        raise translate_validation(filterset.errors)


def _is_named(name: str, parameters: Any) -> bool:
    """Whether the address has a value for the filter, or for a part of it such as `created_after`."""
    return any(parameter == name or parameter.startswith(f"{name}_") for parameter in parameters)


@lru_cache(maxsize=256)
def _narrowed(whole: Any, names: tuple[str, ...]) -> Any:
    made = type(whole)(whole.__name__, (whole,), {"__module__": whole.__module__})
    made.base_filters = {name: whole.base_filters[name] for name in names}
    return made


def _names_nothing(form: Any, name: str) -> bool:
    """Whether the only fault of a field is that it names an object that doesn't exist."""
    codes = {error.code for error in form.errors[name].as_data()}
    return isinstance(form.fields[name], ModelChoiceField) and codes <= UNKNOWN
