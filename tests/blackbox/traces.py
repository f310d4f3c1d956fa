"""What the whole attack must not have left behind, asked when the copy has ended.

FRAMED   an HTML answer that another site may show in a frame
LOGGED   a token, a session or a CSRF token in the log of the server
"""

import json
from pathlib import Path

from tests.blackbox.target import Target


def look_back(target: Target, folder: Path) -> None:
    """Look at what the clients were answered, and at what the server wrote into the folder."""
    for role, client in target.clients.items():
        for path, status in client.framed.items():
            target.found("FRAMED", role, f"GET {path}", status, "no X-Frame-Options and frame-ancestors")
    log = (folder / "server.log").read_text(errors="replace")
    for role, held in json.loads((folder / "roles.json").read_text()).items():
        for name, secret in (held.get("headers", {}) | held.get("cookies", {})).items():
            if secret.removeprefix("Token ") in log:
                target.found("LOGGED", role, name, 0, "stands in the log of the server")
