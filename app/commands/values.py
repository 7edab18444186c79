"""Attribute values as a project keeps them, and records with one more or one less."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from app.model.records import NodeRecord
from engine.errors import AttributeValueError


def plain(value: Any, key: str) -> Any:
    """The value as JSON keeps it (tuples become lists); AttributeValueError where JSON cannot."""
    try:
        return json.loads(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise AttributeValueError(
            "{attribute} is {value}, which a project file cannot keep; use finite numbers, texts and lists",
            attribute=key, value=repr(value),
        ) from error  # fmt: skip


def same(a: Any, b: Any) -> bool:
    """Equal in value and in kind: 1 is not True, and 1 is not 1.0."""
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    return type(a) is type(b) and bool(a == b)


def without(record: NodeRecord, key: str) -> NodeRecord:
    """The record with that attribute at its default."""
    if key not in record.attributes:
        return record
    return msgspec.structs.replace(record, attributes={name: value for name, value in record.attributes.items() if name != key})
