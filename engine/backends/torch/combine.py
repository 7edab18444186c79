"""Neighbours that PyTorch computes in one call: a product or convolution with its bias, the ways back through
activations; and calls that write over an input that nobody reads any more.

Each rule looks at the last of the nodes, and says from which values the call computes it and which nodes it makes needless.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.backends.torch.images import convolution
from engine.backends.torch.rows import DTYPES, Compute
from engine.ir.graph import Node, Value
from engine.passes.program import constant_of


@dataclass(frozen=True)
class Combined:
    """One call for several nodes: what it reads, what it is, and the nodes that are not needed besides."""

    inputs: tuple[Value, ...]
    compute: Compute
    absorbed: tuple[Node, ...] = ()


#: Whether the value is read by one node only, and is not wanted itself.
Alone = Callable[[Value], bool]
Rule = Callable[[Node, Alone], Combined | None]


def _is_zero(value: Value) -> bool:
    array = constant_of(value)
    return array is not None and array.size > 0 and not array.any()


def _with_bias(node: Node) -> list[tuple[Value, Value]]:
    """The two ways to see a sum as something with a bias of one number a column."""
    if not node.outputs[0].type.is_float:
        return []
    first, second = node.inputs
    return [
        (whole, bias)
        for whole, bias in ((first, second), (second, first))
        if whole.type == node.outputs[0].type and bias.rank == 1 and bias.shape[0] == whole.shape[-1]
    ]


def _product_with_bias(node: Node, alone: Alone) -> Combined | None:
    for whole, bias in _with_bias(node):
        if whole.node.op != "matmul" or not alone(whole):
            continue
        left, right = whole.node.inputs
        if left.rank == right.rank == 2:
            return Combined((bias, left, right), torch.addmm, (whole.node,))
        if left.rank > 2 and right.rank == 2:
            return Combined((bias, left, right), lambda bias, a, b: F.linear(a, b.t(), bias), (whole.node,))
    return None


def _convolution_with_bias(node: Node, alone: Alone) -> Combined | None:
    for whole, bias in _with_bias(node):
        if whole.node.op == "conv2d" and alone(whole):
            x, kernel = whole.node.inputs
            compute = convolution(whole.node.attrs, x.type.static_shape, kernel.type.static_shape)
            return None if compute is None else Combined((x, kernel, bias), compute, (whole.node,))
    return None


def _back_through_relu(node: Node, alone: Alone) -> Combined | None:
    """``where(x > 0, g, 0)``: the same call for x and for what ReLU made of it."""
    condition, gradient, other = node.inputs
    if condition.node.op != "greater" or not _is_zero(other) or not _is_zero(condition.node.inputs[1]):
        return None
    x = condition.node.inputs[0]
    if not (x.type == gradient.type == node.outputs[0].type and x.type.is_float):
        return None

    def pull(gradient: Tensor, x: Tensor) -> Any:
        return torch.ops.aten.threshold_backward(gradient, x, 0)

    return Combined((gradient, x), pull, (condition.node,) if alone(condition) else ())


def _is_one(value: Value) -> bool:
    array = constant_of(value)
    return array is not None and array.size > 0 and bool((array == 1).all())


def _one_less(node: Node, alone: Alone) -> list[tuple[Value, Value]]:
    """The two ways to see a product as a · (1 − b), with types all equal."""
    type_ = node.outputs[0].type
    return [
        (a, c.node.inputs[1])
        for a, c in (node.inputs, node.inputs[::-1])
        if c.node.op == "subtract"
        and alone(c)
        and _is_one(c.node.inputs[0])
        and type_.is_float
        and a.type == c.node.inputs[1].type == type_
    ]


def _back_through_sigmoid(node: Node, alone: Alone) -> Combined | None:
    """``g · y · (1 − y)``, whatever y is."""
    for product, y in _one_less(node, alone):
        if product.node.op == "multiply" and alone(product) and y in product.node.inputs:
            gradient = product.node.inputs[1 - product.node.inputs.index(y)]
            one_less = next(value.node for value in node.inputs if value is not product)
            if gradient.type == y.type:
                return Combined((gradient, y), torch.ops.aten.sigmoid_backward, (product.node, one_less))
    return None


def _back_through_tanh(node: Node, alone: Alone) -> Combined | None:
    """``g · (1 − y²)``, whatever y is."""
    for gradient, square in _one_less(node, alone):
        if square.node.op == "square" and alone(square):
            one_less = next(value.node for value in node.inputs if value is not gradient)
            return Combined((gradient, square.node.inputs[0]), torch.ops.aten.tanh_backward, (one_less, square.node))
    return None


def _softmax_pull(axis: int, dtype: torch.dtype) -> Compute:
    return lambda gradient, y: torch._softmax_backward_data(gradient, y, axis, dtype)


def _back_through_softmax(node: Node, alone: Alone) -> Combined | None:
    """``y · (g − Σ g·y)``, where y is a softmax."""
    for y, difference in (node.inputs, node.inputs[::-1]):
        if y.node.op != "softmax" or difference.node.op != "subtract" or not alone(difference):
            continue
        gradient, total = difference.node.inputs
        if total.node.op != "sum" or not alone(total) or not total.node.attrs["keepdims"]:
            continue
        (product,) = total.node.inputs
        axis = total.node.attrs["axis"]
        if (
            product.node.op == "multiply"
            and alone(product)
            and {*product.node.inputs} == {gradient, y}
            and axis in (y.node.attrs["axis"], [y.node.attrs["axis"]])
            and gradient.type == y.type == node.outputs[0].type
        ):
            pull = _softmax_pull(y.node.attrs["axis"], DTYPES[y.dtype])
            return Combined((gradient, y), pull, (difference.node, total.node, product.node))
    return None


RULES: Mapping[str, Sequence[Rule]] = {
    "add": (_product_with_bias, _convolution_with_bias),
    "where": (_back_through_relu,),
    "multiply": (_back_through_softmax, _back_through_sigmoid, _back_through_tanh),
}

#: Calls that write their result over an input, by the index of that input.
IN_PLACE: Mapping[str, Mapping[int, Compute]] = {
    "add": {0: Tensor.add_, 1: lambda a, b: b.add_(a)},
    "subtract": {0: Tensor.sub_},
    "multiply": {0: Tensor.mul_, 1: lambda a, b: b.mul_(a)},
    "divide": {0: Tensor.div_},
    "relu": {0: Tensor.relu_},
    "negative": {0: Tensor.neg_},
    "exp": {0: Tensor.exp_},
    "sqrt": {0: Tensor.sqrt_},
    "square": {0: Tensor.square_},
    "tanh": {0: Tensor.tanh_},
    "sigmoid": {0: Tensor.sigmoid_},
}


def combine(order: Sequence[Node], alone: Alone) -> dict[Node, Combined]:
    """What is combined, by the node that the call computes."""
    found: dict[Node, Combined] = {}
    relu_of = {node.inputs[0]: node.outputs[0] for node in order if node.op == "relu"}
    gone: set[Node] = set()
    for node in order:
        for rule in RULES.get(node.op, ()):
            combined = rule(node, alone)
            if combined is None or gone.intersection(combined.absorbed) or not found.keys().isdisjoint(combined.absorbed):
                continue  # what is taken in must be there as it was
            if gone.isdisjoint(value.node for value in combined.inputs):
                gone.update(combined.absorbed)
                # reading what ReLU gave lets go of what it was given
                inputs = tuple(relu_of.get(value, value) for value in combined.inputs) if node.op == "where" else combined.inputs
                found[node] = Combined(inputs, combined.compute, combined.absorbed)
                break
    return found
