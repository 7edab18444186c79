"""The one place where the engine executes text: functions that a backend wrote out itself, a line for each op.

What such a function may consist of is little, and is checked before it runs: calls of objects that are handed in beside it, by
names that the backend made up.  So no text of a user, a file or a plug-in can become code here, whatever a writer overlooks.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

from engine.errors import GraphError

_NAME = re.compile(r"[a-z][a-z0-9_]*")
#: All that a written function is made of; a method is called only where it is one of these.
_PARTS = (
    ast.Module, ast.FunctionDef, ast.arguments, ast.arg, ast.Assign, ast.Expr, ast.Delete, ast.Return, ast.Call, ast.Tuple,
    ast.Name, ast.Attribute, ast.Constant, ast.Load, ast.Store, ast.Del,
)  # fmt: skip
_METHODS = frozenset({"clone"})


def define(source: str, room: dict[str, Any], where: str) -> Callable[..., Any]:
    """The function that ``source`` defines; what it calls by name stands in ``room``.  ``where`` is shown in tracebacks.

    GraphError where the text is anything but one function that calls what it was given.
    """
    tree = ast.parse(source)
    function = tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    own = {function.name}
    for part in ast.walk(tree):
        if isinstance(part, ast.arg):
            own.add(part.arg)
        elif isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            own.add(part.id)
    for part in ast.walk(tree):
        if not _allowed(part, own, room):
            raise GraphError(
                "the function written for {where} holds {text}, which is no call of an op", where=where, text=ast.dump(part)
            )
    arguments = ast.arguments([], [ast.arg(item.arg) for item in function.args.args], None, [], [], None, [])
    bare = ast.FunctionDef(function.name, arguments, function.body, [], None)
    if ast.dump(ast.Module([bare], [])) != ast.dump(tree):  # decorators, defaults and annotations run while it is defined
        raise GraphError("what was written for {where} is not one function", where=where)
    # no builtins: a name that is not in the room is nothing
    room["__builtins__"] = {}
    exec(compile(tree, f"<{where}>", "exec"), room)
    made: Callable[..., Any] = room[function.name]
    return made


def _allowed(part: ast.AST, own: set[str], room: dict[str, Any]) -> bool:
    if not isinstance(part, _PARTS):
        return False
    if isinstance(part, ast.Name):
        return _NAME.fullmatch(part.id) is not None and (part.id in own or part.id in room)
    if isinstance(part, ast.Attribute):
        return part.attr in _METHODS and isinstance(part.ctx, ast.Load)
    if isinstance(part, ast.Call):
        return not part.keywords
    return not isinstance(part, ast.Constant) or part.value is None
