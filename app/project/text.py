"""JSON as the files of this program hold it: read with one sentence for whatever is wrong, written so that diffs read well."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from engine.errors import FormatError

WIDTH = 132  # a node or a link longer than this is spread over several lines
MAX_DEPTH = 64

_SURROGATES = re.compile("[\ud800-\udfff]")


# --- writing ----------------------------------------------------------------------------------------------------------


def plain(value: Any, indent: int | None = None) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _SURROGATES.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def spread(value: Any, depth: int) -> str:
    """On one line where that is short; otherwise indented below the line it starts on."""
    line = plain(value)
    if len(line) <= WIDTH:
        return line
    return plain(value, 1).replace("\n", "\n" + " " * depth)


def block(key: str, rows: list[str]) -> list[str]:
    """The lines of a list at the top of a file, one row a line."""
    if not rows:
        return [f' "{key}": [],']
    return [f' "{key}": [', *[f"  {row}{',' if index < len(rows) - 1 else ''}" for index, row in enumerate(rows)], " ],"]


# --- reading ----------------------------------------------------------------------------------------------------------


def parse(text: str, file: str) -> Any:
    def refuse(constant: str) -> Any:
        raise FormatError("'{file}' holds the number {value}, which a project cannot keep", file=file, value=constant)

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            key = next(key for index, (key, _) in enumerate(pairs) if key in dict(pairs[:index]))
            raise FormatError("'{file}' gives \"{key}\" twice in one place; remove one of them", file=file, key=key)
        return found

    try:
        return json.loads(text.removeprefix("\ufeff"), parse_constant=refuse, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        if not text.strip():
            raise FormatError("'{file}' is empty; restore it from a copy", file=file) from error
        if not text.lstrip("\ufeff \t\r\n").startswith("{"):
            raise FormatError("'{file}' is not a Nodegrad project; choose a file ending in .nodegrad", file=file) from error
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            raise FormatError(
                "'{file}' is cut off in line {line}; restore it from a copy", file=file, line=error.lineno
            ) from error
        raise FormatError(
            "'{file}' is damaged in line {line}, column {column}; restore it from a copy or mend that line",
            file=file, line=error.lineno, column=error.colno,
        ) from error  # fmt: skip
    except RecursionError as error:
        raise _too_deep(file) from error
    except ValueError as error:
        raise FormatError("'{file}' holds a number with too many digits; restore it from a copy", file=file) from error


def _too_deep(file: str) -> FormatError:
    return FormatError(
        "'{file}' is nested deeper than {limit} levels, as no project is; restore it from a copy", file=file, limit=MAX_DEPTH
    )


def check_depth(data: Any, file: str) -> None:
    stack = [(data, 0)]
    while stack:
        value, depth = stack.pop()
        if depth > MAX_DEPTH:
            raise _too_deep(file)
        for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else (value,):
            if isinstance(child, (dict, list)):
                stack.append((child, depth + 1))
            elif isinstance(child, float) and not math.isfinite(child):
                raise FormatError("'{file}' holds the number {value}, which a project cannot keep", file=file, value=child)


def get(data: Mapping[str, Any], key: str, wanted: Any, words: str, where: str, file: str, default: Any = None) -> Any:
    value = data.get(key, default)
    if value is None:
        raise FormatError("'{file}': {where} has no \"{key}\"; add {wanted}", file=file, where=where, key=key, wanted=words)
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        raise FormatError("'{file}': \"{key}\" of {where} must be {wanted}", file=file, where=where, key=key, wanted=words)
    return value


def rest(data: Mapping[str, Any], known: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in known}
