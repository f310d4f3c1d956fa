"""The OpenAPI description as rows for a page: resources, their operations, fields in and out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """A parameter or a member of a body: its name, kind, limits, and whether it has to be there."""

    name: str
    kind: str
    note: str
    required: bool
    place: str = ""


@dataclass(frozen=True)
class Operation:
    """One method of one address, with what goes in and what comes out."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Field, ...]
    takes: tuple[Field, ...]
    gives: tuple[Field, ...]


def resources(document: Schema) -> dict[str, list[Operation]]:
    """The operations of each resource, both in the order of the description."""
    found: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation["tags"][0], []).append(_operation(document, path, method, operation))
    return found


def _operation(document: Schema, path: str, method: str, operation: Schema) -> Operation:
    return Operation(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        parameters=tuple(_parameter(document, one) for one in operation.get("parameters", ())),
        takes=tuple(_body(document, operation.get("requestBody", {}))),
        gives=tuple(_body(document, _success(operation))),
    )


def _success(operation: Schema) -> Schema:
    return next((answer for status, answer in operation["responses"].items() if status.startswith("2")), {})


def _parameter(document: Schema, one: Schema) -> Field:
    kind, note = _kind(document, one["schema"])
    # An enumeration explains itself; its description only repeats the choices.
    said = "" if "`" in one.get("description", "") else one.get("description", "")
    return Field(one["name"], kind, _joined(said, note), one.get("required", False), one["in"])


def _body(document: Schema, holder: Schema) -> Iterator[Field]:
    content: list[Schema] = list(holder.get("content", {}).values())
    schema = _resolved(document, content[0].get("schema", {}) if content else {})
    listed = schema.get("properties", {}).get("results") or (schema if schema.get("type") == "array" else None)
    if listed is not None:
        schema = _resolved(document, listed["items"])
    required = set(schema.get("required", ()))
    for name, member in schema.get("properties", {}).items():
        kind, note = _kind(document, member)
        yield Field(name, kind, _joined(member.get("title", ""), note), name in required)


def _kind(document: Schema, schema: Schema) -> tuple[str, str]:
    """The kind of a value, and what limits it."""
    schema = _resolved(document, schema)
    if parts := schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf"):
        kinds = [_kind(document, part) for part in parts]
        return " | ".join(dict.fromkeys(kind for kind, _note in kinds)), _joined(*(note for _kind, note in kinds))
    types = schema.get("type", "")
    kind = " | ".join(types) if isinstance(types, list) else types
    if "items" in schema:
        inner, note = _kind(document, schema["items"])
        return f"array of {inner}", note
    return schema.get("format", kind) if kind == "string" else kind, _limits(schema)


def _limits(schema: Schema) -> str:
    if "enum" in schema:
        return ", ".join(str(choice) for choice in schema["enum"] if choice not in ("", None))
    low, high = schema.get("minimum"), schema.get("maximum")
    span = f"{low} – {high}" if low is not None and high is not None else ""
    return span or (f"≤ {schema['maxLength']}" if "maxLength" in schema else "")


def _resolved(document: Schema, schema: Schema) -> Schema:
    """The schema behind a reference, with what stands beside the reference."""
    parts = schema.get("allOf", ())
    if len(parts) == 1 and "$ref" in parts[0]:
        schema = {**schema, **parts[0]}
    reference = schema.get("$ref", "")
    if not reference:
        return schema
    target: Schema = document["components"]["schemas"][reference.rpartition("/")[2]]
    beside = {name: value for name, value in schema.items() if name not in ("$ref", "allOf")}
    return {**target, **beside}


def _joined(*texts: str) -> str:
    return ". ".join(text for text in texts if text)
