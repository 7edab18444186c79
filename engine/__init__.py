"""Nodegrad's engine: typed computational graphs, reverse-mode differentiation, and sessions that run them.

    import engine as ng

    x = ng.placeholder((None, 2), name="x")
    w = ng.Variable(initializer="glorot_uniform", shape=(2, 1), name="w")
    loss = ng.ops.mean(ng.ops.square(x @ w))
    (gradient,) = ng.gradients(loss, [w])
    with ng.Session(seed=0) as session:
        session.run([loss, gradient], feed_dict={x: [[1.0, 2.0]]})

Layers, losses, optimizers, data and export are imported when they are first used.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine import ops
from engine.autodiff.check import check_gradients
from engine.devices import Device, list_devices
from engine.errors import (
    AttributeValueError,
    CycleError,
    DataError,
    DeviceError,
    ExportError,
    FeedError,
    FormatError,
    FormulaError,
    GraphError,
    NodegradError,
    TrainingError,
    TypeRuleError,
)
from engine.ir import codec
from engine.ir.graph import Graph, Hooks, Value, default_graph, reset_default_graph
from engine.ir.types import TensorType
from engine.ops.registry import Later
from engine.ops.state import Variable, assign, constant, gradients, group, placeholder

if TYPE_CHECKING:
    from engine import data, export, losses, metrics, nn, regularizers, sparse, train
    from engine import optim as optimizers
    from engine.nn import initializers
    from engine.optim import schedules
    from engine.session import Session, compile
    from engine.sparse import sparse_tensor
    from engine.train import Model, Sequential, load_model

Tensor = Value

#: Where the names live that are imported when they are first used.
_LATER: dict[str, tuple[str, str | None]] = {
    "Model": ("engine.train", "Model"),
    "Sequential": ("engine.train", "Sequential"),
    "Session": ("engine.session", "Session"),
    "compile": ("engine.session", "compile"),
    "data": ("engine.data", None),
    "export": ("engine.export", None),
    "initializers": ("engine.nn.initializers", None),
    "load_model": ("engine.train", "load_model"),
    "losses": ("engine.losses", None),
    "metrics": ("engine.metrics", None),
    "nn": ("engine.nn", None),
    "optimizers": ("engine.optim", None),
    "regularizers": ("engine.regularizers", None),
    "schedules": ("engine.optim.schedules", None),
    "sparse": ("engine.sparse", None),
    "sparse_tensor": ("engine.sparse", "sparse_tensor"),
    "train": ("engine.train", None),
}

__all__ = [
    "AttributeValueError",
    "CycleError",
    "DataError",
    "Device",
    "DeviceError",
    "ExportError",
    "FeedError",
    "FormatError",
    "FormulaError",
    "Graph",
    "GraphError",
    "Model",
    "NodegradError",
    "Sequential",
    "Session",
    "Tensor",
    "TensorType",
    "TrainingError",
    "TypeRuleError",
    "Value",
    "Variable",
    "assign",
    "check_gradients",
    "compile",
    "constant",
    "data",
    "default_graph",
    "export",
    "gradients",
    "group",
    "initializers",
    "list_devices",
    "load_graph",
    "load_model",
    "losses",
    "metrics",
    "nn",
    "ops",
    "optimizers",
    "placeholder",
    "regularizers",
    "reset_default_graph",
    "schedules",
    "sparse",
    "sparse_tensor",
    "train",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'engine' has no attribute '{name}'")
    module, attribute = _LATER[name]
    found = importlib.import_module(module)
    value = getattr(found, attribute) if attribute else found
    globals()[name] = value
    return value


def load_graph(path: str | Path) -> Graph:
    """Read a graph that ``Graph.save`` wrote; FormatError where the file is missing, cut off, foreign or too new."""
    _declare()
    return codec.load(path)


def _declare() -> None:
    """Import every room that declares ops: before a file or a formula can name them."""
    for module in ("engine.losses", "engine.metrics", "engine.nn", "engine.optim"):
        importlib.import_module(module)


def _evaluate(value: Value) -> Any:
    from engine.session import evaluate

    return evaluate(value)


Hooks.evaluate = _evaluate
Later.declare = _declare


def __dir__() -> list[str]:
    return sorted(__all__)
