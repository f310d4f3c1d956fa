"""What the shell of every page needs: preferences, the person's projects, the request id."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ecompm.core import origin

# Filled by apps above the ground when they start, so that the shell knows no app.
PROVIDERS: list[Any] = []


@dataclass
class Shell:
    theme: str = "auto"
    density: str = "default"
    rail: str = "open"
    request_id: str = ""
    local: bool = False
    parts: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.parts.get(name)


def shell(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    frame = Shell(request_id=origin.current().request_id, local=not settings.PRODUCTION)
    if user is not None and user.is_authenticated:
        frame.theme, frame.density = user.theme, user.density
        kept = request.COOKIES.get("rail", "")
        frame.rail = kept if kept in ("open", "icons") else "open" if user.rail_open else "icons"
        for provide in PROVIDERS:
            frame.parts |= provide(user)
    return {"shell": frame}
