"""Finds every text that a user can read: literals in the studio's sources, the catalogue's data, the errors' templates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import app
import engine
import engine.errors
from app.project.examples import examples
from app.text import readable
from engine.nn.initializers import INITIALIZERS
from engine.nn.regularizers import REGULARIZERS
from engine.ops.attrs import Attr

Strings = dict[str, dict[str, str]]  # context → text → where it was found

_SEVERITIES = ("error", "warning", "hint")
#: Words of sources and formulas that say something and do not only name or compute.
_PROSE = re.compile(
    r"\b(?:after|all|are|as|by|cut|for|in|is|largest|of|over|rank|so|the|then|through|to|where|whose|with|without)\b"
)
_ERROR_CONTEXT, _DATA_CONTEXT, _EXAMPLE_CONTEXT = "Errors", "Catalog", "Examples"


def collect() -> Strings:
    """All texts by context, in a stable order."""
    found: Strings = {}
    for package in (app, engine):
        root = Path(str(package.__file__)).parent
        for path in sorted(root.rglob("*.py")):
            place = path.relative_to(root.parent).as_posix()
            for context, text in _in_source(ast.parse(path.read_text(encoding="utf-8"))):
                found.setdefault(context, {}).setdefault(text, place)
    for text in _phrases():
        found.setdefault(_ERROR_CONTEXT, {}).setdefault(text, "engine/ops/spec.py")
    for text, place in _in_data():
        found.setdefault(_DATA_CONTEXT, {}).setdefault(text, place)
    for example in examples():
        for text in (example.title, example.help, *(text for _, _, text in example.texts())):
            found.setdefault(_EXAMPLE_CONTEXT, {}).setdefault(text, f"example: {example.name}")
    return {context: dict(sorted(texts.items())) for context, texts in sorted(found.items())}


def error_classes() -> frozenset[str]:
    """Names of the exceptions whose first argument is a template."""
    base = engine.errors.NodegradError
    return frozenset(name for name, value in vars(engine.errors).items() if isinstance(value, type) and issubclass(value, base))


def _in_source(tree: ast.Module) -> Iterator[tuple[str, str]]:
    errors = error_classes()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(isinstance(base, ast.Name) and base.id in errors for base in node.bases):
            errors |= {node.name}
    assigned = _assignments(tree)
    for table in assigned.get("_WORDS", ()):  # what errors call the classes of wires and values
        if isinstance(table, ast.Dict):
            yield from ((_ERROR_CONTEXT, text) for value in table.values for text in _texts(value, assigned))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name == "tr" and len(node.args) >= 2:
            context = node.args[0]
            if isinstance(context, ast.Constant) and isinstance(context.value, str):
                yield from ((context.value, text) for text in _texts(node.args[1], assigned))
            continue
        for template in _template_arguments(name, node, errors):
            place = template.left if isinstance(template, ast.BinOp) else None
            if isinstance(place, ast.Constant) and isinstance(place.value, str):
                yield _ERROR_CONTEXT, place.value  # "{title} '{name}': " in front of another template
            yield from ((_ERROR_CONTEXT, text) for text in _texts(template, assigned))


def _template_arguments(name: str, call: ast.Call, errors: Iterable[str]) -> Iterator[ast.expr]:
    """Where a call holds the template of an error, a problem or a repair."""
    if name in errors or name in ("tr_error", "Refusal", "Fix", "NoGradient", "refuse", "_refuse_previews", "Note"):
        yield from call.args[:1]
    elif name == "get" and len(call.args) >= 6:  # what an entry of a file must be
        yield call.args[3]
    elif name in ("Problem", "add", "_problem") and len(call.args) >= 2 and _is_severity(call.args[0]):
        yield call.args[1]
    wanted = "reason" if name in ("Device", "_refused") else "template"
    yield from (keyword.value for keyword in call.keywords if keyword.arg == wanted)


def _is_severity(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_severity(node.body) and _is_severity(node.orelse)
    return isinstance(node, ast.Constant) and node.value in _SEVERITIES


def _assignments(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What stands on the right of every plain assignment to a name."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            found.setdefault(node.target.id, []).append(node.value)
    return found


def _texts(node: ast.expr, assigned: dict[str, list[ast.expr]], depth: int = 0) -> Iterator[str]:
    """The literal texts that an expression can be: itself, both arms of a choice, what a name was set to."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and any(char.isalpha() for char in _without_fields(node.value)):
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, assigned, depth)
        yield from _texts(node.orelse, assigned, depth)
    elif isinstance(node, ast.Name) and depth < 2:
        for value in assigned.get(node.id, ()):
            yield from _texts(value, assigned, depth + 1)
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and depth < 2:
        for value in assigned.get(node.value.id, ()):
            if isinstance(value, ast.Dict):
                for entry in value.values:
                    yield from _texts(entry, assigned, depth + 1)


def _without_fields(text: str) -> str:
    """The text without its ``{fields}``."""
    parts = text.split("{")
    return parts[0] + "".join(part.partition("}")[2] for part in parts[1:])


def _phrases() -> Iterator[str]:
    """What an attribute must be, as it is put into errors; ``#`` stands for the numbers."""
    bounds: list[tuple[float | None, float | None]] = [(None, None), (1, None), (None, 1), (1, 2)]
    for kind, wrong in (("int", ""), ("float", "")):
        for low, high in bounds:
            for exclusive in (False, True):
                yield _wanted(Attr("x", kind, minimum=low, maximum=high, exclusive=exclusive), wrong)
    for kind in ("bool", "str", "ints", "shape", "initializer", "formula", "regularizer"):
        yield _wanted(Attr("x", kind), 0)
    yield from ("column #", "line #, column #")  # where in a formula an error stands


def _wanted(attr: Attr, wrong: object) -> str:
    try:
        attr.check(wrong)
    except engine.errors.AttributeValueError as error:
        return re.sub(r"\d+", "#", str(error.params["wanted"]))
    raise AssertionError(f"{wrong!r} suits every {attr.kind}")


def _in_data() -> Iterator[tuple[str, str]]:
    from app.catalog.registry import CATEGORIES, FREE_HELP, UNKNOWN_HELP, catalog
    from app.model.run_settings import OPTIONS
    from app.panels.document_form import SETTINGS

    def attribute(attr: Attr, place: str) -> Iterator[tuple[str, str]]:
        yield readable(attr.name), place
        yield from ((text, place) for text in (attr.help, attr.unit) if text)
        yield from ((readable(choice), place) for choice in attr.choices)

    for kind in catalog().every:
        place = f"catalogue: {kind.name}"
        yield kind.category, place
        if kind.help:
            yield kind.help, place
        yield from ((text, place) for text in (kind.source, kind.formula) if _PROSE.search(text))
        for port in (*kind.inputs, *kind.outputs):
            if port.help:
                yield port.help, place
        for attr in kind.attrs:
            yield from attribute(attr, place)
    entries: tuple[Any, ...] = (*INITIALIZERS, *REGULARIZERS)
    for entry in entries:
        place = f"initial value or regularizer: {entry.name}"
        yield readable(entry.name), place
        yield entry.help, place
        if _PROSE.search(entry.formula):
            yield entry.formula, place
        for attr in entry.attrs:
            yield from attribute(attr, place)
    yield from ((text, "app/catalog/registry.py") for text in (*CATEGORIES, FREE_HELP, UNKNOWN_HELP))
    for attr in (*SETTINGS, *OPTIONS):
        yield from attribute(attr, "run settings")
