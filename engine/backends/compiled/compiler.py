"""Compiles parts of generated modules, and functions of the kit: the only module that loads what it takes to compile."""

from __future__ import annotations

import ast
import math
from typing import Any

import numpy as np

from engine.backends.compiled import approx, kit, tiles
from engine.backends.compiled.kit_source import has_result, is_inlined, names_of, parsed
from engine.backends.compiled.native import machine_code
from engine.backends.compiled.parts import Part
from engine.backends.compiled.translate import Translator

#: What the names in a generated module stand for.
NAMES: dict[str, Any] = {
    **{name: value for module in (approx, kit, tiles) for name, value in vars(module).items() if not name.startswith("_")},
    "np": np, "math": math, "INF": np.inf, "NAN": np.nan,
}  # fmt: skip


class _Needs(dict[str, None]):
    """Which functions of the kit are called, by name, in order."""

    def called(self, name: str) -> tuple[str, bool] | None:
        meant = NAMES.get(name)
        if not hasattr(meant, "py_func") or is_inlined(meant):
            return None
        self[name] = None
        return _symbol(name), has_result(parsed(meant))


def _symbol(name: str) -> str:
    return f"kit_{name}"


def translated(part: Part) -> tuple[str, list[str]]:
    """A part in LLVM's language, and the names of what it needs of the kit."""
    needs = _Needs()
    translator = Translator(part.name, NAMES, lambda name: part.calls.get(name) or needs.called(name))
    for symbol, body in part.functions.items():
        node = ast.parse(f"def {symbol}{body}").body[0]
        assert isinstance(node, ast.FunctionDef)
        translator.function(node, symbol, inner=symbol not in part.exported)
    return str(translator.module), list(needs)


def compiled(part: Part) -> bytes:
    """What is kept of a part: the names of what it needs of the kit, a line, and its machine code."""
    text, needs = translated(part)
    return " ".join(needs).encode() + b"\n" + machine_code(text)


def compiled_of_kit(name: str) -> bytes:
    """The machine code of a function of the kit, which calls no other."""
    meant, needs = NAMES[name], _Needs()
    translator = Translator(name, names_of(meant), needs.called)
    translator.function(parsed(meant), _symbol(name))
    assert not needs, f"{name} calls {', '.join(needs)}"
    return machine_code(str(translator.module))
