"""Compares an op with PyTorch's function of the same meaning: the value, and the gradient of every float input.

Which function that is stands in a table, one row an op, that belongs to the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.ir.builder import Builder
from engine.ir.graph import Graph
from engine.ir.types import TensorType
from engine.ops.spec import Op
from engine.ops.state import gradients
from engine.testing.interpret import Interpreter
from engine.testing.samples import arguments

Array = np.ndarray[Any, Any]


def engine_results(
    op: Op, arrays: Sequence[Array], attrs: Any, weights: Sequence[Array] | None
) -> tuple[list[Array], list[Array]]:
    """The op's outputs, and the gradient of Σ weights · outputs for every float input."""
    graph = Graph("parity")
    builder = Builder(graph)
    types = {f"x{i}": TensorType(array.dtype.name, array.shape) for i, array in enumerate(arrays)}
    inputs = [
        graph.add("placeholder", (), {"shape": list(t.shape), "dtype": t.dtype}, key).outputs[0] for key, t in types.items()
    ]
    result = builder.apply(op.name, *arguments(op, inputs, attrs), **attrs)
    outputs = list(result) if isinstance(result, tuple) else [result]
    feeds = dict(zip(types, arrays, strict=True))
    values = Interpreter(outputs, types)(feeds)
    if weights is None:
        return values, []
    terms = [
        builder.sum(builder.multiply(output, builder.constant(weight)))
        for output, weight in zip(outputs, weights, strict=True)
        if output.type.is_float
    ]
    wanted = [value for value in inputs if value.type.is_float]
    return values, Interpreter(gradients(terms, wanted), types)(feeds) if terms and wanted else []


def torch_results(
    function: Callable[..., Any], arrays: Sequence[Array], attrs: Any, weights: Sequence[Array] | None
) -> tuple[list[Array], list[Array]]:
    """The same from a function of PyTorch tensors."""
    import torch

    tensors = [torch.from_numpy(np.array(array)) for array in arrays]
    leaves = [tensor.requires_grad_(weights is not None) for tensor in tensors if tensor.is_floating_point()]
    result = function(*tensors, **attrs)
    outputs = list(result) if isinstance(result, (tuple, list)) else [result]
    values = [output.detach().numpy() for output in outputs]
    if weights is None or not leaves:
        return values, []
    total = torch.zeros((), dtype=torch.float64)
    for output, weight in zip(outputs, weights, strict=True):
        if output.is_floating_point():
            total = total + (output * torch.from_numpy(weight)).sum()
    if not total.requires_grad:
        return values, [np.zeros(leaf.shape, leaf.detach().numpy().dtype) for leaf in leaves]
    found = torch.autograd.grad(total, leaves, allow_unused=True)
    pairs = zip(found, leaves, strict=True)
    return values, [np.zeros(tuple(leaf.shape)) if grad is None else grad.numpy() for grad, leaf in pairs]


def compare_with_torch(
    op: Op, arrays: Sequence[Array], attrs: Any, function: Callable[..., Any], tolerance: float = 1e-9, seed: int = 0
) -> None:
    """AssertionError where the op and PyTorch's function differ, in value or gradient, shape or dtype of floats."""
    rng = np.random.default_rng(seed)
    values, _ = engine_results(op, arrays, attrs, None)
    weights = [np.asarray(rng.uniform(-1, 1, value.shape)) for value in values] if op.differentiable else None
    values, grads = engine_results(op, arrays, attrs, weights)
    expected, expected_grads = torch_results(function, arrays, attrs, weights)
    for what, ours, theirs in (("value", values, expected), ("gradient", grads, expected_grads)):
        assert len(ours) == len(theirs), f"{op.name}: {len(ours)} {what}s, PyTorch gives {len(theirs)}"
        for a, b in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance, err_msg=f"{op.name}: {what} differs from PyTorch's")
            assert a.shape == b.shape, f"{op.name}: {what} has shape {a.shape}, PyTorch's has {b.shape}"
