"""Pools before a bias is added and negative numbers are cut off: on a quarter of the pixels, and the same numbers come out.

Adding a number and ReLU never turn the order of two pixels round, so the largest one stays the largest: of ``relu(x + bias)`` a
pooling takes what ReLU and bias make of the largest ``x``.  On the way back the gradient is cut off where few pixels are, and
what goes to a bias is summed there.  Where rounding makes two pixels of a window equal only after the bias was added, the larger
one gets the gradient and not the first; a bias that is infinite hides that a pixel was the other infinity.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from engine.ir.builder import Builder
from engine.ir.graph import Node, Value
from engine.passes.note import Note
from engine.passes.program import Program, constant_of, rewrite, users

#: How the pixels of a window are found.
_WINDOWS = ("pool_size", "strides", "padding")


@dataclass
class _Chain:
    """``max_pool(relu(x + bias))``, of which ReLU or the bias may be missing, and its way back.

    ``sent``: the gradient as it reaches ``x``, with the gradient of what was pooled that it is made of.
    """

    x: Value
    pool: Node
    add: Node | None = None
    relu: Node | None = None
    sent: dict[Node, Node] = field(default_factory=dict)

    def given(self) -> list[Value]:
        """What the chain and its way back are made from."""
        bias = [] if self.bias is None else [self.bias]
        return [self.x, *bias, *(grad.inputs[1] for grad in self.sent.values())]

    @property
    def bias(self) -> Value | None:
        return None if self.add is None else self.add.inputs[_bias_place(self.add)]


def pool_early(program: Program) -> tuple[Program, str]:
    """Before: no ``gradients`` node.  After: no bias and no ReLU before a pooling by the largest that alone reads them."""
    chains = _chains(program)
    if not chains:
        return program, Note("nothing stands between a value and its pooling")
    pools = {chain.pool: chain for chain in chains}
    sent = {node: (chain, grad) for chain in chains for node, grad in chain.sent.items()}
    kept = {value for chain in chains for value in chain.given()}
    moved: dict[Value, Value] = {}
    made: dict[Node, Value] = {}  # what a chain gives, in the new graph; it is positive where what ReLU takes is
    small: dict[Node, Value] = {}  # the gradient where few pixels are, by the node whose it was

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        moved.update((old, new) for old, new in zip(node.inputs, inputs, strict=True) if old in kept)
        with builder.graph.origin(node.origin):
            if node in pools:
                return (_pooled(builder, pools[node], moved, made),)
            if node in sent:
                return (_sent(builder, *sent[node], node, moved, made, small),)
            if node.op == "sum_to_like" and node.inputs[0].node in small and _is_by_channel(node.outputs[0], node.inputs[0]):
                return builder.graph.add("sum_to_like", (small[node.inputs[0].node], inputs[1]), {}, node.name).outputs
        return None

    return rewrite(program, rule), Note("{count} poolings before what follows the order of their pixels", count=len(chains))


def _pooled(b: Builder, chain: _Chain, moved: Mapping[Value, Value], made: dict[Node, Value]) -> Value:
    value = b.graph.add("max_pool", (moved[chain.x],), chain.pool.attrs, f"{chain.pool.name}/early").outputs[0]
    if chain.bias is not None:
        value = b.add(value, moved[chain.bias])
    made[chain.pool] = b.relu(value) if chain.relu is not None else value
    return made[chain.pool]


def _sent(
    b: Builder, chain: _Chain, grad: Node, node: Node, moved: Mapping[Value, Value], made: Mapping[Node, Value],
    small: dict[Node, Value],
) -> Value:  # fmt: skip
    value = moved[grad.inputs[1]]
    if chain.relu is not None:
        value = b.where(b.greater(made[chain.pool], b.constant(0.0, dtype=value.dtype)), value, _zero(b, value))
        small[node] = value  # a window with a NaN sends nothing, which ReLU has seen to here
    return b.graph.add("max_pool_grad", (moved[chain.x], value), grad.attrs, f"{grad.name}/early").outputs[0]


def _zero(b: Builder, like: Value) -> Value:
    return b.constant(0.0, dtype=like.dtype)


def _chains(program: Program) -> list[_Chain]:
    readers = users(program)
    wanted = set(program.fetches)
    found = []
    for pool in program.nodes:
        if pool.op != "max_pool" or pool.inputs[0] in wanted:
            continue
        chain = _Chain(pool.inputs[0], pool)
        if chain.x.node.op == "relu":
            chain.relu = chain.x.node
            chain.x = chain.relu.inputs[0]
        if chain.x.node.op == "add" and _bias_place(chain.x.node) >= 0 and chain.x not in wanted:
            chain.add = chain.x.node
            chain.x = chain.add.inputs[1 - _bias_place(chain.add)]
        if (chain.relu or chain.add) and _is_alone(chain, readers, wanted):
            found.append(chain)
    return found


def _is_alone(chain: _Chain, readers: Mapping[Value, list[Node]], wanted: set[Value]) -> bool:
    """Whether nothing else looks at what is between; notes the way back."""
    top = chain.pool.inputs[0]
    grads = [reader for reader in readers[top] if reader.op == "max_pool_grad" and reader.inputs[1] is not top]
    signs: list[Node] = []
    if chain.relu is not None:
        inner = chain.relu.inputs[0]
        signs = [reader for reader in readers[inner] if _is_sign(reader, inner)]
        if any(reader is not chain.relu and reader not in signs for reader in readers[inner]):
            return False
        if chain.add is not None and inner in wanted:
            return False
    if any(reader is not chain.pool and reader not in grads for reader in readers[top]):
        return False
    if any(grad.attrs[name] != chain.pool.attrs[name] for grad in grads for name in _WINDOWS):
        return False
    for grad in grads:
        if chain.relu is None:
            chain.sent[grad] = grad
            continue
        value = grad.outputs[0]
        cut = [reader for reader in readers[value] if _is_cut(reader, value, signs)]
        if value in wanted or len(cut) != len(readers[value]) or not cut:
            return False
        chain.sent.update((node, grad) for node in cut)
    read = {reader for sign in signs for reader in readers[sign.outputs[0]]}
    return read <= set(chain.sent) and not any(sign.outputs[0] in wanted for sign in signs)


def _bias_place(add: Node) -> int:
    """Which input of an addition is one number a channel, -1 for none."""
    for place in (1, 0):
        bias, x = add.inputs[place], add.inputs[1 - place]
        if x.type == add.outputs[0].type and x.rank == 4 and _is_by_channel(bias, x) and x is not bias:
            return place
    return -1


def _is_by_channel(value: Value, x: Value) -> bool:
    shape = value.shape
    known = [size for size in shape if isinstance(size, int)]
    return bool(shape) and len(known) == len(shape) and shape[-1] == x.shape[-1] and prod(known[:-1]) == 1


def _is_zero(value: Value) -> bool:
    array = constant_of(value)
    return array is not None and array.size == 1 and float(array.flat[0]) == 0


def _is_sign(node: Node, x: Value) -> bool:
    return node.op == "greater" and node.inputs[0] is x and _is_zero(node.inputs[1])


def _is_cut(node: Node, value: Value, signs: Sequence[Node]) -> bool:
    return node.op == "where" and node.inputs[0].node in signs and node.inputs[1] is value and _is_zero(node.inputs[2])
