"""A frozen record: its canonical text and hash, so that anyone can verify it was not changed."""

import hashlib
import json
from typing import Any


def canonical(record: Any) -> str:
    """The record as JSON in one defined form: keys sorted, no spaces, UTF-8 text as it is."""
    return json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hash_of(record: Any) -> str:
    """SHA-256 of the canonical form, hexadecimal."""
    return hashlib.sha256(canonical(record).encode("utf-8")).hexdigest()
