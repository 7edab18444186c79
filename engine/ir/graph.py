"""The graph: nodes in the order they were made, each an op name, input values, attributes and an origin.

A graph only grows, and a node's inputs exist before it does, so it cannot hold a cycle.  What an op *is* stands in
``engine.ops``; the graph knows it through the small ``OpLike`` protocol, handed in by the registry (``use_ops``).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from engine.errors import FormulaError, GraphError, PluginError, TypeRuleError
from engine.ir.types import Shape, TensorType

Attrs = Mapping[str, Any]


class OpLike(Protocol):
    """What the graph must know of an op."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    def bind_attrs(self, given: Attrs) -> dict[str, Any]:
        """Attributes with defaults filled in and every value checked."""

    def infer_types(self, inputs: Sequence[TensorType], attrs: Attrs) -> tuple[TensorType, ...]:
        """Types of the outputs; raises RuleError where the inputs do not fit."""

    def is_told(self, attribute: str, value: Any) -> bool:
        """Whether an attribute is written into files and printed graphs."""


class Hooks:
    """What later rooms of the engine hand to this one, so that imports point one way only."""

    lookup: Callable[[str], OpLike]
    operator: Callable[[str, tuple[Any, ...], dict[str, Any]], Any]
    evaluate: Callable[[Value], Any]


class Value:
    """One output of one node: a symbolic tensor with a type.  Operators build graph; ``numpy()`` evaluates at once."""

    __slots__ = ("index", "node", "type")
    __array_priority__ = 1000  # so that ``array + value`` builds graph instead of looping over the array

    def __init__(self, node: Node, index: int, type_: TensorType) -> None:
        self.node = node
        self.index = index
        self.type = type_

    @property
    def graph(self) -> Graph:
        return self.node.graph

    @property
    def dtype(self) -> str:
        return self.type.dtype

    @property
    def shape(self) -> Shape:
        return self.type.shape

    @property
    def rank(self) -> int:
        return self.type.rank

    @property
    def name(self) -> str:
        return self.node.name if len(self.node.outputs) == 1 else f"{self.node.name}:{self.index}"

    @property
    def origin(self) -> str | None:
        return self.node.origin

    def numpy(self) -> Any:
        """The value as a NumPy array, computed now; FeedError where it depends on a placeholder."""
        return Hooks.evaluate(self)

    def __repr__(self) -> str:
        return f"<{self.name}: {self.type}>"

    def __bool__(self) -> bool:
        raise GraphError("'{name}' has no truth value while the graph is being built; use where, or .numpy()", name=self.name)

    def __iter__(self) -> Iterator[Value]:
        raise GraphError("'{name}' cannot be looped over while the graph is being built; use split or slice", name=self.name)

    def _call(self, op: str, *inputs: Any, **attrs: Any) -> Value:
        result: Value = Hooks.operator(op, inputs, attrs)
        return result

    def __add__(self, other: Any) -> Value:
        return self._call("add", self, other)

    def __radd__(self, other: Any) -> Value:
        return self._call("add", other, self)

    def __sub__(self, other: Any) -> Value:
        return self._call("subtract", self, other)

    def __rsub__(self, other: Any) -> Value:
        return self._call("subtract", other, self)

    def __mul__(self, other: Any) -> Value:
        return self._call("multiply", self, other)

    def __rmul__(self, other: Any) -> Value:
        return self._call("multiply", other, self)

    def __truediv__(self, other: Any) -> Value:
        return self._call("divide", self, other)

    def __rtruediv__(self, other: Any) -> Value:
        return self._call("divide", other, self)

    def __pow__(self, other: Any) -> Value:
        return self._call("power", self, other)

    def __rpow__(self, other: Any) -> Value:
        return self._call("power", other, self)

    def __matmul__(self, other: Any) -> Value:
        return self._call("matmul", self, other)

    def __rmatmul__(self, other: Any) -> Value:
        return self._call("matmul", other, self)

    def __neg__(self) -> Value:
        return self._call("negative", self)

    def __abs__(self) -> Value:
        return self._call("absolute", self)

    def __lt__(self, other: Any) -> Value:
        return self._call("less", self, other)

    def __le__(self, other: Any) -> Value:
        return self._call("less_equal", self, other)

    def __gt__(self, other: Any) -> Value:
        return self._call("greater", self, other)

    def __ge__(self, other: Any) -> Value:
        return self._call("greater_equal", self, other)

    def __getitem__(self, key: Any) -> Value:
        return self._call("getitem", self, key)


class Node:
    """One application of an op.  ``origin`` is the canvas node that it came from; ``attrs`` are never changed, and shared by
    copies."""

    __slots__ = ("attrs", "graph", "id", "inputs", "name", "op", "origin", "outputs")

    def __init__(
        self,
        graph: Graph,
        id_: int,
        op: str,
        inputs: tuple[Value, ...],
        attrs: Attrs,
        name: str,
        origin: str | None,
        types: Sequence[TensorType],
    ) -> None:
        self.graph = graph
        self.id = id_
        self.op = op
        self.inputs = inputs
        self.attrs: Attrs = attrs
        self.name = name
        self.origin = origin
        self.outputs = (Value(self, 0, types[0]),) if len(types) == 1 else tuple([Value(self, i, t) for i, t in enumerate(types)])

    def __repr__(self) -> str:
        return f"<{self.op} '{self.name}'>"


class Graph:
    """A DAG of nodes.  ``with graph:`` makes it the default graph, to which ops called in that block are added.

    ``seed`` is the default seed of a Session on this graph (initial weights, dropout, random ops).
    """

    def __init__(self, name: str = "graph", seed: int = 0) -> None:
        self.name = name
        self.seed = seed
        self.nodes: list[Node] = []
        self._by_name: dict[str, Node] = {}
        self._reserved: set[str] = set()
        self._scopes: list[str] = []
        self._origins: list[str | None] = [None]

    def add(self, op: str, inputs: Sequence[Value] = (), attrs: Attrs | None = None, name: str | None = None) -> Node:
        """Add a node.  Raises TypeRuleError ``Title 'name': reason`` where the inputs or attributes do not fit."""
        spec = Hooks.lookup(op)
        unique = self.unique_name(name or op)
        origin = self._origins[-1]
        for value in inputs:
            if value.graph is not self:
                raise GraphError(
                    "{title} '{name}': input '{value}' belongs to another graph; build both in the same graph",
                    origin=origin, title=spec.title, name=unique, value=value.name,
                )  # fmt: skip
        try:
            bound = spec.bind_attrs(attrs or {})
            types = spec.infer_types([value.type for value in inputs], bound)
        except GraphError as error:
            raise self.refusal(spec.title, unique, error) from error
        return self._append(op, inputs, bound, unique, origin, types)

    def _append(
        self, op: str, inputs: Sequence[Value], attrs: dict[str, Any], name: str, origin: str | None, types: Sequence[TensorType]
    ) -> Node:
        node = Node(self, len(self.nodes), op, tuple(inputs), attrs, name, origin, types)
        self.nodes.append(node)
        self._by_name[name] = node
        return node

    def refusal(self, title: str, name: str, error: GraphError) -> GraphError:
        """A rule's error with the op and the node in front, and the canvas node that is being built: ``Title 'name': reason``.

        It is a TypeRuleError; that of a formula stays one, as it knows its place.
        """
        params = {**error.params, "title": title, "name": name}
        kind = FormulaError if isinstance(error, FormulaError) else TypeRuleError
        return kind("{title} '{name}': " + error.template, origin=self._origins[-1], **params)

    def node(self, name: str) -> Node:
        """The node of that name; GraphError where there is none."""
        try:
            return self._by_name[name]
        except KeyError:
            raise GraphError("graph '{graph}' has no node '{name}'", graph=self.name, name=name) from None

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def value(self, name: str) -> Value:
        """The value of that name, ``node`` or ``node:index``."""
        base, _, index = name.rpartition(":")
        if base and index.isdigit() and base in self._by_name:
            return self.node(base).outputs[int(index)]
        return self.node(name).outputs[0]

    def ops(self, op: str) -> list[Node]:
        """All nodes of one op, in order."""
        return [node for node in self.nodes if node.op == op]

    @contextmanager
    def scope(self, name: str) -> Iterator[None]:
        """Names made inside are prefixed ``name/``."""
        self._scopes.append(name)
        try:
            yield
        finally:
            self._scopes.pop()

    @contextmanager
    def origin(self, origin: str | None) -> Iterator[None]:
        """Nodes made inside are said to come from that canvas node, and so is what a plug-in's rule raises meanwhile."""
        self._origins.append(origin)
        try:
            yield
        except PluginError as error:
            error.origin = error.origin or origin
            raise
        finally:
            self._origins.pop()

    def unique_name(self, wanted: str) -> str:
        """The name that a node called ``wanted`` would get here: with the scopes in front, numbered where it is taken."""
        base = "/".join((*self._scopes, wanted)) if self._scopes else wanted
        name, count = base, 1
        while name in self._by_name or name in self._reserved:
            count += 1
            name = f"{base}_{count}"
        return name

    def reserve(self, names: Iterable[str]) -> None:
        """Keep these names for ``copy``: nodes made meanwhile get other ones."""
        self._reserved.update(names)

    def repeat(self, node: Node, inputs: tuple[Value, ...]) -> Node:
        """``copy`` over inputs of the types that they had, so that nothing that the type rule would see has changed."""
        name = node.name
        self._reserved.discard(name)
        if self._scopes or name in self._by_name:
            name = self.unique_name(name)
        made = Node(self, len(self.nodes), node.op, inputs, node.attrs, name, node.origin, [value.type for value in node.outputs])
        self.nodes.append(made)
        self._by_name[name] = made
        return made

    def copy(self, node: Node, inputs: Sequence[Value], attrs: Attrs | None = None) -> Node:
        """Add what ``node`` of another graph is, with its name and origin, over inputs of this graph."""
        if attrs is None and [value.type for value in inputs] == [value.type for value in node.inputs]:
            return self.repeat(node, tuple(inputs))
        self._reserved.discard(node.name)
        with self.origin(node.origin):
            return self.add(node.op, inputs, node.attrs if attrs is None else attrs, node.name)

    def save(self, path: str | Path) -> None:
        """Write the graph as JSON; ``engine.load_graph`` reads it back without the Python that made it."""
        from engine.ir.codec import save  # the codec knows graphs, so it is imported when it is used

        save(self, path)

    def __enter__(self) -> Graph:
        _stack().append(self)
        return self

    def __exit__(self, *exc: object) -> None:
        _stack().pop()

    def __repr__(self) -> str:
        return f"<Graph '{self.name}': {len(self.nodes)} nodes>"


_local = threading.local()


def _stack() -> list[Graph]:
    if not hasattr(_local, "stack"):
        _local.stack = [Graph("default")]
    stack: list[Graph] = _local.stack
    return stack


def default_graph() -> Graph:
    """The innermost ``with graph:`` of this thread, or its default graph."""
    return _stack()[-1]


def reset_default_graph() -> Graph:
    """Forget what was built in this thread's default graph (for prompts and tests)."""
    _stack()[0] = Graph("default")
    return _stack()[0]


def told_attrs(node: Node) -> list[str]:
    """The names of the attributes that files and printed graphs show."""
    spec = Hooks.lookup(node.op)
    return [key for key, value in node.attrs.items() if spec.is_told(key, value)]


def ancestors(fetches: Sequence[Value]) -> list[Node]:
    """The nodes that the fetches need, in graph order (inputs before users)."""
    needed: dict[int, Node] = {}
    stack = [value.node for value in fetches]
    while stack:
        node = stack.pop()
        if node.id not in needed:
            needed[node.id] = node
            stack.extend(value.node for value in node.inputs)
    return [needed[key] for key in sorted(needed)]
