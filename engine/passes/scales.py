"""Takes what scales and shifts the channels of a product into the product: batch normalization at inference costs one addition.

``((x · k) + s − m) · r`` with one number a channel for ``s``, ``m`` and ``r`` is ``x · (k · r) + (s − m) · r``, and what stands
in the brackets is small beside the product.  The results are equal to rounding, not to the bit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from engine.ir.builder import Builder
from engine.ir.graph import Node, Value
from engine.passes.note import Note
from engine.passes.program import Program, rewrite, users

#: Products whose second input holds the channels of the result in its last dimension.
PRODUCTS = ("conv2d", "matmul")
_STEPS = ("add", "subtract", "multiply", "divide")
_SCALES = ("multiply", "divide")
#: What a layer's kernel is; products of other values belong to gradients, whose last digits are those of exported scripts.
_KERNELS = ("variable", "constant")


@dataclass(frozen=True)
class _Chain:
    """A product and the operations on its channels that follow it, each the only one to read what is before it."""

    product: Node
    steps: tuple[Node, ...]


def fold_scales(program: Program) -> tuple[Program, str]:
    """After: no product is scaled by channel, except where something reads what is between, or its kernel is no smaller.

    The old product and steps stay in the program, read by nobody.
    """
    chains = _chains(program)
    last = {chain.steps[-1]: chain for chain in chains}
    kept = {node for chain in chains for node in (chain.product, *chain.steps)}
    moved: dict[Node, tuple[Value, ...]] = {}

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        if node in kept:
            moved[node] = inputs
        if node not in last:
            return None
        with builder.graph.origin(node.origin):
            return (_folded(builder, last[node], moved),)

    return rewrite(program, rule) if chains else program, Note("{count} products take scales in", count=len(chains))


def _chains(program: Program) -> list[_Chain]:
    readers = users(program)
    wanted = set(program.fetches)

    def only_reader(value: Value) -> Node | None:
        return None if value in wanted or len(readers[value]) != 1 else readers[value][0]

    found = []
    for product in program.nodes:
        if product.op not in PRODUCTS or product.inputs[1].node.op not in _KERNELS or product.inputs[1].rank < 2:
            continue
        value = product.outputs[0]
        steps: list[Node] = []
        while (reader := only_reader(value)) is not None and _by_channel(reader, value):
            steps.append(reader)
            value = reader.outputs[0]
        while steps and steps[-1].op not in _SCALES and not any(step.op in _SCALES for step in steps):
            steps.pop()
        if steps and _pays(product, steps):
            found.append(_Chain(product, tuple(steps)))
    return found


def _by_channel(node: Node, value: Value) -> bool:
    """Whether the node does the same to every row of the value: a scale or a shift by one number, or by one a channel."""
    if node.op not in _STEPS or node.outputs[0].type != value.type or not value.type.is_float or node.inputs.count(value) != 1:
        return False
    other = node.inputs[1 - node.inputs.index(value)]
    if node.op == "divide" and node.inputs[0] is not value:
        return False
    return other.type.dtype == value.type.dtype and other.type.is_static and prod(other.type.static_shape[:-1]) == 1


def _pays(product: Node, steps: Sequence[Node]) -> bool:
    """Steps over the result are saved; one over the kernel and one over each channel's numbers are added."""
    kernel, result = product.inputs[1].type, product.outputs[0].type
    if not kernel.is_static or not result.is_static:
        return False
    saved = len(steps) - 1 if any(step.op not in _SCALES for step in steps) else len(steps)
    return prod(kernel.static_shape) + len(steps) * result.static_shape[-1] < saved * prod(result.static_shape)


def _folded(b: Builder, chain: _Chain, moved: Mapping[Node, tuple[Value, ...]]) -> Value:
    """The product with its scales in the kernel, and one shift after it."""
    scale: Value | None = None
    shift: Value | None = None
    value = chain.product.outputs[0]
    for step in chain.steps:
        place = step.inputs.index(value)
        by = moved[step][1 - place]
        if by.rank > 1:
            by = b.reshape(by, shape=[by.type.static_shape[-1]])
        if step.op in _SCALES:
            scale = by if scale is None and step.op == "multiply" else _applied(b, step.op, scale, by)
            shift = None if shift is None else _applied(b, step.op, shift, by)
        elif step.op == "subtract" and place == 1:
            scale = b.negative(scale) if scale is not None else b.constant(-1.0, dtype=value.type.dtype)
            shift = by if shift is None else b.subtract(by, shift)
        elif step.op == "subtract":
            shift = b.negative(by) if shift is None else b.subtract(shift, by)
        else:
            shift = by if shift is None else b.add(shift, by)
        value = step.outputs[0]
    x, kernel = moved[chain.product]
    kernel = b.multiply(kernel, scale, name=f"{chain.product.name}/scaled")
    result: Value = b.graph.add(chain.product.op, (x, kernel), chain.product.attrs, f"{chain.product.name}/folded").outputs[0]
    return result if shift is None else b.add(result, shift, name=f"{chain.steps[-1].name}/shifted")


def _applied(b: Builder, op: str, value: Value | None, by: Value) -> Value:
    if value is None:
        return b.reciprocal(by)  # type: ignore[no-any-return]
    return b.multiply(value, by) if op == "multiply" else b.divide(value, by)  # type: ignore[no-any-return]
