"""Values that break products: one at a time in place of a good one. None may give an answer of 5xx.

`Raw` stands for a piece of JSON that no JSON writer would make.
"""

from typing import Any


class Raw(str):
    """Text that goes into the body as it is."""


LONG = "A" * 900_000

TEXTS: dict[str, Any] = {
    "nul": "a\x00b",
    "lone surrogate": Raw('"a\\ud800b"'),
    "900 kB": LONG,
    "right to left": "\u202egnp.exe",
    "joined emoji": "👩‍👩‍👧‍👦" * 50,
    "combining": "e" + "\u0301" * 5000,
    "control": "a\x01\x02\x1b[31mb",
    "header": "a\r\nSet-Cookie: x=1",
    "markup": "<img src=x onerror=alert(1)>",
    "script address": "javascript:alert(1)",
    "template": "{{7*7}}${7*7}{%debug%}",
    "format": "{0.__class__.__init__.__globals__}%s%n%x%(key)s",
    "query": "' OR 1=1--",
    "formula": '=HYPERLINK("http://x","y")',
    "blank": "",
    "spaces": "   ",
    "path": "../../../../etc/passwd",
    "number": 7,
    "list": ["x"],
    "object": {"a": 1},
    "null": None,
    "true": True,
    "no character": "\uffff\ufffe",
    "long address": "a" * 300 + "@x.test",
    "nested quotes": ">" * 5000 + "x",
    "nested brackets": "[" * 5000 + "](x)",
    "parentheses": "(" * 300,
    "backtracking": "a" * 50_000 + "!",
}
NUMBERS: dict[str, Any] = {
    "NaN": Raw("NaN"),
    "Infinity": Raw("-Infinity"),
    "NaN text": "NaN",
    "sNaN text": "sNaN",
    "1e400": Raw("1e400"),
    "1e999 text": "1e999",
    "2^31": 2**31,
    "2^63": 2**63,
    "below 64 bits": -(2**63) - 1,
    "4,400 digits": Raw("1" + "0" * 4400),
    "minus one": -1,
    "zero": 0,
    "fraction": 1.5,
    "exponent": "1e2",
    "word": "x",
    "other digits": "١٢٣",
    "underscore": "1_000",
    "true": True,
    "list": [1],
    "object": {"a": 1},
    "null": None,
    "tiny": 1e-320,
    "huge exponent": "1E+99999999",
}
DATES: dict[str, Any] = {
    "year 0": "0000-01-01",
    "year 1": "0001-01-01",
    "year 9999": "9999-12-31",
    "year 10000": "10000-01-01",
    "30 February": "2026-02-30",
    "week": "2026-W10-1",
    "number": 20_260_302,
    "leap second": "2026-06-30T23:59:60Z",
    "last instant": "9999-12-31T23:59:59-12:00",
    "first instant": "0001-01-01T00:00:00+14:00",
    "in the gap": "2026-03-29T02:30:00",
    "wide zone": "2026-03-02T09:00:00+99:99",
    "negative": "-2026-01-01",
    "word": "tomorrow",
    "nul": "2026-01-01\x00",
    "null": None,
    "list": ["2026-01-01"],
    "spaces": " 2026-01-01 ",
}
OBJECTS: dict[str, Any] = {
    "NaN": Raw('{"a":NaN}'),
    "nul in a name": {"a\x00b": 1},
    "nul": {"a": "x\x00"},
    "deep": Raw('{"a":' * 900 + "1" + "}" * 900),
    "lone surrogate": Raw('{"a":"\\ud800"}'),
    "wide": {str(number): number for number in range(20_000)},
    "text": "x",
    "number": 7,
    "list of lists": [[[]]],
    "list of null": [None],
    "null": None,
}
BODIES: dict[str, bytes] = {
    "empty": b"",
    "cut": b"{",
    "array": b"[]",
    "number": b"1",
    "null": b"null",
    "text": b'"x"',
    "deep": b"[" * 20_000 + b"]" * 20_000,
    "UTF-16": '{"a":1}'.encode("utf-16"),
    "bad UTF-8": b'{"title":"\xff\xfe"}',
    "twice": b'{"id":1,"id":2}',
    "gzip": b"\x1f\x8b\x08\x00\x00",
    "5,000 digits": b'{"project":' + b"9" * 5000 + b"}",
}
IDS = (
    "0", "-1", "9223372036854775808", "9" * 400, "1.0", "1e3", "%00", "%2e%2e%2f", "None", "1%20OR%201=1", "\u0661",
    "1;1", "%ff", "a" * 5000,
)  # fmt: skip
QUERIES: dict[str, tuple[str, ...]] = {
    "limit": ("-1", "0", "1000000000", "9" * 40, "x", "\u0661"),
    "search": ("\x00", "a" * 6000, "' OR 1=1--", "%", "\\", "((((((((((", "\ud83d"),
    "ordering": ("password", "-owner__password", "__class__", "id," * 500, "?"),
    "cursor": ("x", "bz0xJmI9", "\x00", "W2ZhbHNlLFsiXHUwMDAwIl1d", "W2ZhbHNlLFsxZTQwMF1d", "WzEsMl0"),
    "_connector": ("OR 1=1",),
    "format": ("xml", "../../etc"),
}
HEADERS: dict[str, str] = {
    "Accept": "text/x-nothing",
    "Accept-Language": "a" * 5000,
    "Host": "evil.example",
    "If-None-Match": '"' * 2000,
    "If-Match": '"' + "9" * 300 + "-" + "9" * 300 + '"',
    "Range": "bytes=9999999999-1,-1",
    "Idempotency-Key": "k" * 300,
    "X-Request-ID": "\\u0000" * 100,
    "Authorization": "Token " + "x" * 5000,
    "Cookie": "sessionid=" + "x" * 3000,
}


def values_for(part: dict[str, Any]) -> dict[str, Any]:
    """The hostile values for a property, by the type its description gives."""
    kind = part.get("type")
    kinds = set(kind) if isinstance(kind, list) else {kind}
    if part.get("format") in ("date", "date-time", "time", "duration"):
        return DATES
    if kinds & {"integer", "number"} or part.get("format") in ("decimal", "double"):
        return NUMBERS
    if kinds & {"object", "array"} or (kind is None and "enum" not in part):
        return OBJECTS
    return TEXTS
