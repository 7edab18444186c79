"""What one node is as graph, by itself: stand-ins for its inputs, what its rule makes of them, and all that follows from that.

Nodes of the same kind with the same attributes and inputs of the same types share one fragment, so most of a large network is
typed by looking it up.  Everything a check asks of a node without looking at its neighbours is worked out here, once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from app.catalog.spec import Kind
from app.compile.problems import NodeInfo
from app.compile.roles import GRAPH, Built, Task
from engine.ir.builder import Builder
from engine.ir.graph import Graph, Node
from engine.ir.types import TensorType
from engine.ops import registry as ops
from engine.optim.reach import reached_names
from engine.passes.cost import operations, result_bytes

#: How much a saturating activation counts: a sigmoid lets at most a quarter of the gradient through, tanh all of it at best.
SATURATION = {"sigmoid": 1.0, "hard_sigmoid": 1.0, "tanh": 0.5}


class Conduct(NamedTuple):
    """How a gradient goes through: to which inputs, whether to weights of its own, and the ops at which it ends.

    An end is (op, inputs behind it, whether weights of its own lie behind it).
    """

    inputs: frozenset[int] = frozenset()
    weights: bool = False
    ends: tuple[tuple[str, frozenset[int], bool], ...] = ()


class Size(NamedTuple):
    """What it takes: operations for a row, bytes of weights, and of everything else by the number of unknown dimensions."""

    operations: int = 0
    weights: int = 0
    rest: tuple[tuple[int, int], ...] = ()


class Fragment:
    """One node as graph.  ``stand_ins`` gives the number of the input that a node of the graph stands for."""

    def __init__(self, kind: Kind, attrs: Mapping[str, Any], nodes: Sequence[Node], stand_ins: Mapping[int, int], built: Built):
        self.kind = kind
        self.attrs = attrs
        self.nodes = [node for node in nodes if node.id not in stand_ins]
        self.stand_ins = stand_ins
        self.outputs = built.outputs
        self.gives = tuple((port, value.type) for port, value in built.outputs.items())
        self.weights = built.weights
        self.figure = built.figure
        self.variables = [node for node in self.nodes if node.op == "variable"]
        self.trains = any(node.attrs["trainable"] for node in self.variables)
        self.parameters = sum(value.type.size or 0 for value in self.weights.values() if value.node.attrs["trainable"])
        ends = built.figure.statistics if built.figure is not None else built.outputs.values()
        self.heads: list[Node] = list(dict.fromkeys(value.node for value in ends))
        head = self.heads[0] if self.heads else None
        self.makes = "" if head is None else head.attrs.get("activation") or head.op
        self.saturates = SATURATION.get(self.makes, 0.0)
        self.op = "" if head is None else head.op
        #: What the rules ask of such a node, and the words for it; set by those who know.
        self.rules: tuple[Any, ...] = ()
        self.marks = (False, False, False)  # whether it has weights to train, is too large, and holds a model back
        self.info: NodeInfo | None = None

    @cached_property
    def size(self) -> Size:
        rest: dict[int, int] = {}
        weights = 0
        for node in self.nodes:
            if node.op == "variable":
                weights += sum(value.type.nbytes or 0 for value in node.outputs)
            elif node.outputs:
                power = max(_unknown(value.type) for value in node.outputs)
                rest[power] = rest.get(power, 0) + result_bytes(node)
        worked = sum(operations(node) for node in self.nodes if node.inputs)
        return Size(worked, weights, tuple(sorted(rest.items())))

    @cached_property
    def elements(self) -> int:
        """The numbers in its largest tensor, for one row."""
        values = [value for node in self.nodes for value in node.outputs]
        return max((math.prod(dim if isinstance(dim, int) else 1 for dim in value.shape) for value in values), default=0)

    @cached_property
    def conduct(self) -> Conduct:
        inputs: set[int] = set()
        ends: list[tuple[str, frozenset[int], bool]] = []
        weights = False
        seen: set[int] = set()
        stack = list(self.heads)
        while stack:
            node = stack.pop()
            if node.id in seen:
                continue
            seen.add(node.id)
            if node.id in self.stand_ins:
                inputs.add(self.stand_ins[node.id])
                continue
            if node.inputs and (not ops.get(node.op).differentiable or not any(value.type.is_float for value in node.outputs)):
                ends.append((node.op, *self._behind(node)))
                continue
            weights = weights or (node.op == "variable" and bool(node.attrs["trainable"]))
            stack.extend(value.node for value in node.inputs)
        return Conduct(frozenset(inputs), weights, tuple(ends))

    @cached_property
    def is_open(self) -> bool:
        """Whether a gradient goes through to every input, and ends nowhere."""
        return not self.conduct.ends and len(self.conduct.inputs) == len(self.stand_ins)

    def _behind(self, node: Node) -> tuple[frozenset[int], bool]:
        """What a node depends on: inputs, and whether trained weights."""
        inputs: set[int] = set()
        trains = False
        stack = [node]
        while stack:
            each = stack.pop()
            if each.id in self.stand_ins:
                inputs.add(self.stand_ins[each.id])
            trains = trains or (each.op == "variable" and bool(each.attrs["trainable"]))
            stack.extend(value.node for value in each.inputs)
        return frozenset(inputs), trains

    @cached_property
    def trained(self) -> tuple[frozenset[int], frozenset[str]]:
        """The inputs and the names of the weights that a gradient from the outputs really reaches, also inside composites."""
        names = reached_names(list(self.outputs.values()))
        inputs = (number for node, number in self.stand_ins.items() if stand_in_name(number) in names)
        weights = (key for key, value in self.weights.items() if value.node.attrs["trainable"] and value.node.name in names)
        return frozenset(inputs), frozenset(weights)


def _unknown(type_: TensorType) -> int:
    """How many dimensions are not known."""
    return sum(not isinstance(dim, int) for dim in type_.shape)


def stand_in_name(number: int) -> str:
    """What the stand-in of an input is called: nothing that a node could be called."""
    return f"\0{number}"


def make_fragment(
    kind: Kind, attrs: Mapping[str, Any], inputs: Mapping[str, Any], path: str, name: str, type_of: Callable[[Any], TensorType]
) -> Fragment:
    """Run a kind's rule over stand-ins; NodegradError where it refuses them.

    What has no type as a tensor is handed to the rule as it is.  The stand-ins are numbered in the order of the inputs.
    """
    graph = Graph("fragment")
    builder = Builder(graph)
    stand_ins: dict[int, int] = {}

    def stand_in(item: Any) -> Any:
        if isinstance(item, list):
            return [stand_in(part) for part in item]
        if not is_tensor(item):
            return item
        type_ = type_of(item)
        number = len(stand_ins)
        value = builder.placeholder(shape=list(type_.shape), dtype=type_.dtype, layout=type_.layout, name=stand_in_name(number))
        stand_ins[value.node.id] = number
        return value

    def is_tensor(item: Any) -> bool:
        return item is not None and hasattr(item, "learns")

    values = {port: stand_in(item) for port, item in inputs.items()}
    built = GRAPH[kind.role](Task(builder, kind, path, name, attrs, values))
    return Fragment(kind, attrs, graph.nodes, stand_ins, built)


#: What a fragment is found by: the kind, its attributes as they are written, and the types on its inputs by port.
Key = tuple[str, bytes, tuple[Any, ...]]


class Fragments:
    """The fragments of one check, the oldest of them forgotten when there are too many."""

    def __init__(self, most: int = 2048) -> None:
        self.most = most
        self._kept: dict[Key, Fragment] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def get(self, key: Key) -> Fragment | None:
        return self._kept.get(key)

    def keep(self, key: Key, fragment: Fragment) -> None:
        if len(self._kept) >= self.most:
            for old in list(self._kept)[: max(1, self.most // 4)]:
                del self._kept[old]
        self._kept[key] = fragment
