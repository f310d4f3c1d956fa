"""ETag and If-Match: whoever changes an object must name the version they have seen."""

import re
from typing import Any

from ecompm.core.errors import Invalid, VersionRequired
from ecompm.core.models import Versioned

_ETAG = re.compile(r'"(?P<pk>\d+)-(?P<version>\d{1,9})"')


def expected_version(request: Any, obj: Versioned) -> int:
    """The version named in If-Match. Raises VersionRequired without one; a tag of another object is version 0."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise VersionRequired()
    if header == "*":
        return obj.version
    match = _ETAG.fullmatch(header.removeprefix("W/"))
    if match is None:
        raise Invalid('If-Match holds the ETag of the object as you last read it, for example "17-3".')
    return int(match["version"]) if int(match["pk"]) == obj.pk else 0
