"""Composites that a backend differentiates whole: their way back is one node, as their way there is.

The node is a composite itself.  What it stands for is the gradient that differentiating the parts gives, so a backend that has a
kernel for the one but not for the other, and a gradient of this gradient, get that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.autodiff.reverse import backward
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Graph, Node, Value
from engine.ir.types import TensorType
from engine.ops import registry
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Port, Vjp
from engine.passes.expand import expand
from engine.passes.program import Program, op_of

#: Whether a composite without a gradient rule is to be differentiated whole.
Whole = Callable[[Node], bool]


def pulled_back(builder: Builder, node: Node, vjp: Vjp) -> list[Value | None]:
    """The gradients of the inputs that want one, by one node."""
    wanted = [index for index, wants in enumerate(vjp.wants) if wants and node.inputs[index].type.is_float]
    given = [index for index, grad in enumerate(vjp.grads) if grad is not None]
    made = builder.graph.add(
        "pull_back",
        [*node.inputs, *(grad for grad in vjp.grads if grad is not None)],
        {"op": node.op, "attributes": dict(node.attrs), "wanted": wanted, "given": given},
    )
    found: list[Value | None] = [None] * len(node.inputs)
    for index, value in zip(wanted, made.outputs, strict=True):
        found[index] = value
    return found


def _infer(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    return [types[index] for index in attrs["wanted"]]


def _expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    """The gradient of the parts, built over placeholders first, so that nothing before the inputs has a share in it."""
    graph = Graph(attrs["op"])
    own = [
        graph.add("placeholder", (), {"shape": list(value.shape), "dtype": value.dtype}, f"x{index}").outputs[0]
        for index, value in enumerate(inputs)
    ]
    count = len(inputs) - len(attrs["given"])
    node = graph.add(attrs["op"], own[:count], attrs["attributes"])
    wanted = [own[index] for index in attrs["wanted"]]
    outputs = [node.outputs[index] for index in attrs["given"]]
    whole, _ = expand(Program(graph, (*outputs, *own)), lambda part: op_of(part).gradient is None)
    ys, moved_own = whole.fetches[: len(outputs)], whole.fetches[len(outputs) :]
    moved = dict(zip(own, moved_own, strict=True))
    found = backward(Builder(whole.graph), ys, [moved[value] for value in wanted], [moved[value] for value in own[count:]])
    values: dict[Value, Value] = dict(zip(moved_own, inputs, strict=True))
    for part in whole.graph.nodes:
        if part.op != "placeholder":
            made = b.graph.copy(part, [values[value] for value in part.inputs])
            values.update(zip(part.outputs, made.outputs, strict=True))
    return [values[value] for value in found]


PULL_BACK = Op(
    name="pull_back", title="PullBack", outputs=(), parts=lambda attrs: tuple(f"to_{index}" for index in attrs["wanted"]),
    inputs=(Port("values", variadic=True, help="The inputs of the composite, then the gradients of its outputs."),),
    attrs=(
        Attr("op", "str", help="The composite."),
        Attr("attributes", "json", help="Its attributes."),
        Attr("wanted", "ints", help="The inputs whose gradients are wanted."),
        Attr("given", "ints", help="The outputs whose gradients are given."),
    ),
    infer=_infer, expand=_expand, traits=frozenset({"late"}),
    help="The gradients of a composite's inputs, in one piece.", formula="to = ∂y/∂x · g", source="the gradient of its parts",
)  # fmt: skip
registry.register((PULL_BACK,))
