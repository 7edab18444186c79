"""Export: graphs and trainings written as Python that a reviewer would merge.

``export_code(spec, "pytorch")`` gives a script that trains by itself, ``export_function(graph, inputs, outputs, "numpy")`` one
function.  The module can be called: ``engine.export(spec, target="pytorch", path="model.py")``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from engine.errors import ExportError
from engine.export.function import export_function
from engine.export.numpy_script import export_numpy
from engine.export.pytorch_script import export_pytorch
from engine.ir.graph import Graph, Value
from engine.train.spec import TrainingSpec

#: The targets by name, and what each is called.
TARGETS: Mapping[str, str] = {"pytorch": "PyTorch", "numpy": "NumPy"}

_SCRIPTS: Mapping[str, Callable[..., str]] = {"pytorch": export_pytorch, "numpy": export_numpy}


def export_code(spec: TrainingSpec, target: str, *, steps: int | None = None) -> str:
    """A script that does the training by itself; ``steps`` lets it stop after so many (default: the spec's own limit).

    ``python script.py --steps 50 --losses losses.json`` writes the loss of each step.  ExportError where something of the
    training cannot be written in the target.
    """
    try:
        script = _SCRIPTS[target]
    except KeyError:
        raise ExportError(
            "there is no export target '{target}'; use one of {known}", target=target, known=", ".join(TARGETS)
        ) from None
    return script(spec, steps)


def export(
    what: TrainingSpec | Graph | str | Path, target: str = "pytorch", path: str | Path | None = None, **options: Any
) -> str:
    """The code of a training, of a project file, or of a graph as a function of its placeholders.

    It is written to ``path`` where one is given.  ``outputs`` names the values that a graph's function returns (default: losses
    and what else nothing but training uses).
    """
    if isinstance(what, (str, Path)):
        what = _open_project(what)
    if isinstance(what, TrainingSpec):
        code = export_code(what, target, **options)
    elif isinstance(what, Graph):
        code = _export_graph(what, target, **options)
    else:
        raise ExportError(
            "{got} cannot be exported; give a graph, a training spec or the path of a project file", got=type(what).__name__
        )
    if path is not None:
        Path(path).write_text(code, encoding="utf-8")
    return code


def _open_project(path: str | Path) -> TrainingSpec:
    """What a project file trains.  The engine does not know such files: a studio that does is found by its entry point."""
    for point in entry_points(group="nodegrad.projects"):
        opened: TrainingSpec = point.load()(path)
        return opened
    raise ExportError("'{path}' can be opened only where the studio is installed; export a graph instead", path=str(path))


def _export_graph(graph: Graph, target: str, outputs: list[Value] | None = None, name: str | None = None) -> str:
    inputs = [node.outputs[0] for node in graph.ops("placeholder")]
    return export_function(graph, inputs, outputs or _ends(graph), target, name)


def _ends(graph: Graph) -> list[Value]:
    """The values that are used by nothing, or only as what gradients are taken of."""
    used = {
        value
        for node in graph.nodes
        for value in (node.inputs[node.attrs["targets"] :] if node.op == "gradients" else node.inputs)
    }
    quiet = ("placeholder", "variable", "constant", "assign", "group", "gradients")
    return [value for node in graph.nodes if node.op not in quiet for value in node.outputs if value not in used]


class _Callable(ModuleType):
    """This module, callable: ``engine.export`` is both the package and the function."""

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        return export(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable

__all__ = ["TARGETS", "export", "export_code", "export_function"]
