"""Addresses of the API: a viewset answers exactly the actions it declares a grant for."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from rest_framework.routers import SimpleRouter


class DeclaredRouter(SimpleRouter):
    """Leaves out what has no grant, and refuses to start with an extra action that nobody was granted."""

    def get_method_map(self, viewset: Any, method_map: Any) -> dict[str, str]:
        bound = super().get_method_map(viewset, method_map)
        return {method: action for method, action in bound.items() if action in viewset.grants}

    def get_routes(self, viewset: Any) -> list[Any]:
        extra = {action.__name__ for action in viewset.get_extra_actions()}
        if missing := sorted(extra - set(viewset.grants)):
            raise ImproperlyConfigured(f"{viewset.__name__} declares no grant for {', '.join(missing)}")
        return list(super().get_routes(viewset))
