"""JSON bodies in, with the guards of the ground."""

from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, MultiPartParser

from ecompm.core import guards
from ecompm.core.errors import Invalid

MAX_BODY = 1_048_576  # bytes


class GuardedJSONParser(BaseParser):
    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        body = stream.read(MAX_BODY + 1)
        if len(body) > MAX_BODY:
            raise ParseError("The body is larger than 1 MB.")
        try:
            return guards.parse_json(body)
        except Invalid as error:
            raise ParseError(str(error.message)) from error


class GuardedMultiPartParser(MultiPartParser):
    """Uploads: a file and the fields beside it."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        parsed = super().parse(stream, media_type, parser_context)
        try:
            for name, values in parsed.data.lists():
                guards.check_value([name, *values])
        except Invalid as error:
            raise ParseError(str(error.message)) from error
        return parsed
