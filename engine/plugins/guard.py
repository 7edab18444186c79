"""Contains what goes wrong in a plug-in: whatever its functions raise becomes one sentence with the file and the line."""

from __future__ import annotations

import dataclasses
import functools
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.errors import AttributeValueError, NodegradError, PluginError, RuleError, TypeRuleError
from engine.ops.spec import NoGradient, Op, Param, Port

#: What a rule may raise: its inputs or attributes do not fit.
_REFUSALS = (RuleError, TypeRuleError, AttributeValueError)
_RULES = ("infer", "reference", "expand", "gradient", "sparse", "ports", "parts", "cost")


def explained(error: BaseException, path: Path, op: str = "") -> PluginError:
    """The sentence for what a plug-in's code raised."""
    if isinstance(error, PluginError):
        return error
    line = _line(error, path)
    if isinstance(error, NodegradError):
        reason = str(error)
    else:
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if line is None:
        return PluginError("plug-in '{file}': {reason}", file=path.name, reason=reason, op=op)
    return PluginError("plug-in '{file}', line {line}: {reason}", file=path.name, line=line, reason=reason, op=op)


def _line(error: BaseException, path: Path) -> int | None:
    """The last line of the plug-in that was at work."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return lines[-1] if lines else None


def guarded(op: Op, path: Path) -> Op:
    """The op with every function of the plug-in contained; a refusal in the engine's own words stays as it is."""
    changes: dict[str, Any] = {
        rule: _contained(function, path, op.name)
        for rule in _RULES
        if (function := getattr(op, rule)) is not None and not isinstance(function, NoGradient)
    }
    inputs = tuple(_port(port, path, op.name) for port in op.inputs)
    return dataclasses.replace(op, **changes, inputs=inputs, traits=op.traits | {"guarded"})


def _port(port: Port, path: Path, op: str) -> Port:
    if not isinstance(port.param, Param):
        return port
    param = dataclasses.replace(
        port.param, shape=_contained(port.param.shape, path, op), refine=_contained(port.param.refine, path, op)
    )
    return dataclasses.replace(port, param=param)


def _contained(function: Callable[..., Any], path: Path, op: str) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except _REFUSALS:
            raise
        except Exception as error:
            raise explained(error, path, op) from error

    return call
