"""Compares an op with PyTorch's function of the same meaning: the value, and the gradient of every float input.

Which function that is stands in a table, one row an op, that belongs to the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.ir.builder import Builder
from engine.ir.graph import Graph
from engine.ir.matrix import dense, is_matrix, type_of
from engine.ops.spec import Op
from engine.ops.state import gradients
from engine.testing.gradcheck import placeholder_of
from engine.testing.interpret import Interpreter
from engine.testing.samples import arguments

Array = np.ndarray[Any, Any]


def engine_results(
    op: Op, arrays: Sequence[Array], attrs: Any, weights: Sequence[Array] | None
) -> tuple[list[Array], list[Array]]:
    """The op's outputs, and the gradient of Σ weights · outputs for every float input."""
    graph = Graph("parity")
    builder = Builder(graph)
    types = {f"x{i}": type_of(array) for i, array in enumerate(arrays)}
    inputs = [placeholder_of(graph, key, type_) for key, type_ in types.items()]
    result = builder.apply(op.name, *arguments(op, inputs, attrs), **attrs)
    outputs = list(result) if isinstance(result, tuple) else [result]
    feeds = dict(zip(types, arrays, strict=True))
    values = [dense(value) for value in Interpreter(outputs, types)(feeds)]
    if weights is None:
        return values, []
    terms = [
        builder.sum(builder.multiply(builder.to_dense(output) if output.type.is_sparse else output, builder.constant(weight)))
        for output, weight in zip(outputs, weights, strict=True)
        if output.type.is_float
    ]
    wanted = [value for value in inputs if value.type.is_float]
    grads = Interpreter(gradients(terms, wanted), types)(feeds) if terms and wanted else []
    return values, [dense(grad) for grad in grads]


def torch_results(
    function: Callable[..., Any], arrays: Sequence[Array], attrs: Any, weights: Sequence[Array] | None
) -> tuple[list[Array], list[Array]]:
    """The same from a function of PyTorch tensors; a sparse matrix is given as the dense one that it stands for."""
    import torch

    tensors = [torch.from_numpy(np.array(dense(array))) for array in arrays]
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
        return values, [np.zeros(tuple(leaf.shape)) for leaf in leaves]
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
    floats = [array for array in arrays if array.dtype.kind == "f"]
    expected_grads = [
        grad * (dense(array) != 0) if is_matrix(array) else grad for grad, array in zip(expected_grads, floats, strict=False)
    ]
    for what, ours, theirs in (("value", values, expected), ("gradient", grads, expected_grads)):
        assert len(ours) == len(theirs), f"{op.name}: {len(ours)} {what}s, PyTorch gives {len(theirs)}"
        for a, b in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance, err_msg=f"{op.name}: {what} differs from PyTorch's")
            assert a.shape == b.shape, f"{op.name}: {what} has shape {a.shape}, PyTorch's has {b.shape}"
