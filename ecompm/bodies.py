"""What an answer leaves of its request's body.

Who isn't allowed to do something is told so before the body is read. With the rest of it still standing in the
connection the server would promise to keep the connection and close it all the same: the client's next request is lost,
or the client is cut off while it still sends. So the rest is read, or the connection's end is announced.
"""

from collections.abc import Callable
from typing import Any

from ecompm.core.bodies import fits

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]
_PIECE = 65_536


def reading_to_the_end(application: Application) -> Application:
    """The same application, which reads the rest of a body before its answer is sent."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        response = application(environ, start)
        try:
            _read_rest(environ)
        except Exception:  # the client went away; what the response holds must be given back
            response.close()
            raise
        return response

    return answer


def _read_rest(environ: dict[str, Any]) -> None:
    if is_read(environ.get("CONTENT_LENGTH") or ""):
        while environ["wsgi.input"].read(_PIECE):
            pass


def is_read(length: str) -> bool:
    """Whether a body is read to its end: not without a length, and not where it is larger than any that is accepted."""
    return length.isdecimal() and fits(length)


def announce_the_end(worker: Any, request: Any) -> None:
    """gunicorn's hook before a request: say `Connection: close` where the body won't be read."""
    headers = dict(request.headers)
    if "TRANSFER-ENCODING" in headers or not is_read(headers.get("CONTENT-LENGTH", "0")):
        request.force_close()
