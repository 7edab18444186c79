"""How attributes read and are typed: labels, units and ranges in words, and values as text and back."""

from __future__ import annotations

import json
import re
from typing import Any

from app.text import readable, tr
from engine.ops.attrs import REQUIRED, Attr


def attribute_label(attr: Attr) -> str:
    return attr.title or tr("Catalog", readable(attr.name))


def choice_label(choice: str) -> str:
    return tr("Catalog", readable(choice))


def format_float(value: float) -> str:
    """The shortest text that reads back as the same number: ``0.001``, ``1e-7``."""
    text = f"{value:g}"
    if float(text) != value:
        text = repr(float(value))
    return re.sub(r"e([+-])0+(\d)", r"e\1\2", text).replace("e+", "e")


def format_value(attr: Attr, value: Any) -> str:
    """A value as it stands in a text field; nothing for None."""
    if value is None or value is REQUIRED:
        return ""
    if attr.kind == "float":
        return format_float(float(value))
    if attr.kind in ("shape", "axes", "ints"):
        items = value if isinstance(value, list | tuple) else [value]
        return ", ".join("None" if item is None else str(item) for item in items)
    if attr.kind in ("json", "array"):
        return json.dumps(value.tolist() if hasattr(value, "tolist") else value)
    return str(value)


def parse_value(attr: Attr, text: str) -> Any:
    """What was typed, as a plain value; ValueError where it cannot be read.  Nothing typed is None where that is allowed."""
    text = text.strip()
    if not text and attr.optional:
        return None
    if attr.kind in ("str", "text", "formula"):
        return text
    if not text and attr.kind not in ("shape", "axes", "ints"):
        raise ValueError("nothing was typed")
    if attr.kind == "int":
        return int(text.replace(",", "").replace(" ", ""))
    if attr.kind == "float":
        return float(text)
    if attr.kind in ("shape", "axes", "ints"):
        return _parse_list(attr, text)
    return json.loads(text)


def _parse_list(attr: Attr, text: str) -> Any:
    body = re.sub(r"^[\[(]\s*|\s*[\])]$", "", text).strip().rstrip(",")
    items = [part for part in re.split(r"[,×\s]+", body) if part]
    if attr.kind == "shape":
        return [_parse_dimension(item) for item in items]
    numbers = [int(item) for item in items]
    bracketed = text[:1] in "[("
    return numbers[0] if attr.kind == "axes" and len(numbers) == 1 and not bracketed else numbers


def _parse_dimension(item: str) -> int | str | None:
    if re.fullmatch(r"[+-]?\d+", item):
        return int(item)
    if item in ("None", "none", "?"):
        return None
    if item.isidentifier():
        return item
    raise ValueError(f"{item} is no dimension")


def wanted(attr: Attr) -> str:
    """The sentence under a field that was filled in wrongly: what it takes."""
    low, high = attr.minimum, attr.maximum
    values = {"low": format_float(low) if low is not None else "", "high": format_float(high) if high is not None else ""}
    if attr.kind == "int":
        return _wanted_int(low, high, values)
    if attr.kind == "float":
        return _wanted_float(attr, low, high, values)
    if attr.kind == "shape":
        return tr("Inspector", "Type dimensions, such as 28, 28, 1; a name or None stands for any size")
    if attr.kind == "axes":
        return tr("Inspector", "Type axis numbers, such as 1 or 0, 1; -1 is the last one")
    if attr.kind == "ints":
        return tr("Inspector", "Type whole numbers, such as 1, 2")
    if attr.kind in ("json", "array"):
        return tr("Inspector", "Type a number or nested lists, such as [[1, 2], [3, 4]]")
    return tr("Inspector", "This field must be filled in")


def _wanted_int(low: float | None, high: float | None, values: dict[str, str]) -> str:
    if low is not None and high is not None:
        return tr("Inspector", "Type a whole number from {low} to {high}", **values)
    if low is not None:
        return tr("Inspector", "Type a whole number, {low} or more", low=values["low"])
    if high is not None:
        return tr("Inspector", "Type a whole number, {high} or less", high=values["high"])
    return tr("Inspector", "Type a whole number")


def _wanted_float(attr: Attr, low: float | None, high: float | None, values: dict[str, str]) -> str:
    if low is not None and high is not None:
        if attr.exclusive:
            return tr("Inspector", "Type a number above {low} and below {high}", **values)
        return tr("Inspector", "Type a number from {low} to {high}", **values)
    if low is not None:
        if attr.exclusive:
            return tr("Inspector", "Type a number above {low}, such as 1e-3", low=values["low"])
        return tr("Inspector", "Type a number, {low} or more", low=values["low"])
    if high is not None:
        return tr("Inspector", "Type a number, {high} or less", high=values["high"])
    return tr("Inspector", "Type a number, such as 0.5 or 1e-3")
