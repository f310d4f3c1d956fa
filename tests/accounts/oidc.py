"""A small OpenID Connect provider of a test's own: discovery, codes with PKCE, signed tokens, data of the person."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "ecompm", "between the two of them"


class Provider:
    """Whoever comes is the `person`; `claims` change what the identity token says."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.person: dict[str, Any] = {"sub": "007", "email": "dora@example.com", "email_verified": True}
        self.claims: dict[str, Any] = {}
        self.asked: dict[str, dict[str, str]] = {}
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def discovery(self, _asked: dict[str, str], _header: Any) -> dict[str, Any]:
        paths = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        endpoints = {f"{name}_endpoint": f"{self.address}/{path}" for name, path in paths.items()}
        methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        return {"issuer": self.address, "jwks_uri": f"{self.address}/keys", **endpoints, **methods}

    def authorize(self, asked: dict[str, str], _header: Any) -> str:
        """The person consents at once: back to the product with a code that works once."""
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe()
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str], _header: Any) -> dict[str, Any]:
        asked = self.asked.pop(given["code"])
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
        assert (given["client_id"], given["client_secret"]) == (CLIENT, SECRET)
        assert given["redirect_uri"] == asked["redirect_uri"]
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **self.person, **self.claims}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "open sesame", "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def userinfo(self, _asked: dict[str, str], header: Any) -> dict[str, Any]:
        assert header["Authorization"] == "Bearer open sesame"
        return self.person

    def keys(self, _asked: dict[str, str], _header: Any) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "1", "alg": "RS256", "use": "sig"}]}


@contextmanager
def running() -> Iterator[Provider]:
    """A provider on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Door)
    server.provider = Provider(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.provider  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


class _Door(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _answer(self, form: str) -> None:
        """What the provider says; 503 for what it doesn't know."""
        path = urlsplit(self.path).path
        name = "discovery" if path.endswith("openid-configuration") else path.strip("/")
        asked = {key: values[0] for key, values in parse_qs(form).items()}
        try:
            said = getattr(self.server.provider, name)(asked, self.headers)  # type: ignore[attr-defined]
        except (AssertionError, KeyError):
            said = {"error": "invalid_request"}
        except AttributeError:
            self.send_error(503)
            return
        body = b"" if isinstance(said, str) else json.dumps(said).encode()
        self.send_response(302 if isinstance(said, str) else 400 if "error" in said else 200)
        self.send_header("Content-Type", "application/json")
        if isinstance(said, str):
            self.send_header("Location", said)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Nothing: a test says enough by itself."""
