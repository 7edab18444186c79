"""The session: where variables live and where programs are run.

A session compiles what is fetched into a plan, once for each set of fetches and feed sizes, and keeps the plans it used last.
All plans read and write the same variables.  A session may be shared by threads; runs take turns.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.backends import backend_for
from engine.backends.base import Cell, Plan, Request, fill
from engine.devices import find_device
from engine.errors import DeviceError, FeedError, GraphError
from engine.feeds import check_shape, check_sizes, fitting, type_of
from engine.garbage import put_off
from engine.ir.graph import Graph, Node, Value, ancestors, default_graph
from engine.ir.types import Dim, TensorType, format_shape
from engine.nn import initializers
from engine.passes.pipeline import compile_program

Array = np.ndarray[Any, Any]
Fetches = Any
FeedDict = Mapping[Any, Any]

#: Plans that a session keeps; the one that was not used for longest goes.
PLAN_LIMIT = 32
_MEMORY_WORTH_ASKING = 1 << 30  # bytes; below it the system is not asked what it has


class Session:
    """Runs values of one graph (default: the default graph) on a device.

    ``seed`` draws the initial values of variables, in the order in which they were made, and what random ops give; None means
    the graph's own seed.  ``without`` names passes to leave out.  ``with Session(...) as s:`` also lends its variables to
    ``.numpy()`` inside the block.
    """

    def __init__(
        self, graph: Graph | None = None, device: str = "cpu", seed: int | None = None, without: Iterable[str] = ()
    ) -> None:
        self.graph = graph if graph is not None else default_graph()
        self.device = find_device(device)
        self.seed = self.graph.seed if seed is None else seed
        self.step = 0
        self._without = frozenset(without)
        self._rng = np.random.default_rng(self.seed)
        self._backend = backend_for(device)
        self._state: dict[str, Any] = {}  # as the backend keeps them
        self._drawn = 0
        self._plans: OrderedDict[Hashable, Plan] = OrderedDict()
        self._lock = threading.RLock()

    def run(self, fetches: Fetches, feed_dict: FeedDict | None = None, training: bool | None = None) -> Any:
        """The values of ``fetches``, in the same structure: a value, or lists, tuples and dicts of values.

        A group gives None.  ``feed_dict`` gives arrays for placeholders, by value or name.  ``training`` tells ops such as
        dropout how to behave; None means training exactly where the fetches write variables.
        """
        values = flatten(fetches)
        if not values:
            return rebuild(fetches, iter(()))
        with self._lock:
            feeds = {node.name: (node, array) for node, array in self._feeds(feed_dict or {})}
            plan = self.prepare(values, {name: type_of(node, array) for name, (node, array) in feeds.items()}, training)
            for name, buffer in plan.feeds.items():
                fill(buffer, feeds[name][1])
            plan.run(self.step)
            self.step += 1
            results = iter([_fetched(array) for array in plan.results])
        return rebuild(fetches, results)

    def prepare(self, fetches: Sequence[Value], feed_types: Mapping[str, TensorType], training: bool | None = None) -> Plan:
        """The plan for these fetches with feeds of these types, made now or kept from before.

        Its ``feeds`` are to be filled in place; its variables are this session's.
        """
        if not fetches:
            raise GraphError("there is nothing to fetch; give at least one value")
        with self._lock:
            key = (tuple((value.node.id, value.index) for value in fetches), training, frozenset(feed_types.items()))
            plan = self._plans.get(key)
            if plan is None:
                for value in fetches:
                    self._check_mine(value)
                plan = self._plans[key] = self._make(fetches, feed_types, training)
                if len(self._plans) > PLAN_LIMIT:
                    self._plans.popitem(last=False)
            self._plans.move_to_end(key)
            return plan

    plan = prepare

    def _make(self, fetches: Sequence[Value], feed_types: Mapping[str, TensorType], training: bool | None) -> Plan:
        needed = [node for node in ancestors(fetches) if node.op == "placeholder"]
        check_sizes(needed, feed_types)
        backend = self._backend
        with put_off():
            compiled = compile_program(
                fetches, feed_types, training, backend.keeps, self._without,
                rows=backend.takes_rows, whole_updates=backend.whole_updates, whole=backend.pulls_back,
            )  # fmt: skip
            if compiled.program.graph.ops("variable"):
                self._draw()
            return backend.make_plan(compiled.program, Request(self._state, self.seed, compiled.reports, self._without))

    def _check_mine(self, value: Value) -> None:
        if value.graph is not self.graph:
            raise GraphError(
                "'{value}' belongs to graph '{other}', but this session runs graph '{mine}'; make a session for it",
                value=value.name, other=value.graph.name, mine=self.graph.name,
            )  # fmt: skip

    def _feeds(self, feed_dict: FeedDict) -> list[tuple[Node, Any]]:
        """The placeholders that are fed, with arrays of their dtype; FeedError where one does not fit."""
        nodes = [(self._placeholder(key), given) for key, given in feed_dict.items()]
        return [(node, fitting(node, given)) for node, given in nodes]

    def _placeholder(self, key: Any) -> Node:
        if isinstance(key, Value):
            self._check_mine(key)
            node = key.node
        elif isinstance(key, str) and key in self.graph:
            node = self.graph.node(key)
        else:
            raise FeedError(
                "there is no placeholder '{fed}' in graph '{graph}'; it has {known}",
                fed=str(key), graph=self.graph.name, known=_names(self.graph, "placeholder"),
            )  # fmt: skip
        if node.op != "placeholder":
            raise FeedError("'{fed}' is not a placeholder, so it cannot be fed; feed {known}",
                            fed=node.name, known=_names(self.graph, "placeholder"), origin=node.origin)  # fmt: skip
        return node

    @property
    def variables(self) -> dict[str, Array]:
        """A copy of every variable, by name."""
        with self._lock:
            self._draw()
            return {name: self._backend.read(kept) for name, kept in self._state.items()}

    def get_variable(self, name: str | Value) -> Array:
        """A copy of what a variable holds now."""
        with self._lock:
            return self._backend.read(self._variable(name))

    def is_finite(self, name: str | Value) -> bool:
        """Whether a variable holds neither NaN nor infinity; asked where it lies."""
        with self._lock:
            return self._backend.is_finite(self._variable(name))

    def set_variable(self, name: str | Value, value: Any) -> None:
        """Give a variable a new value of its shape; numbers are converted to its dtype."""
        with self._lock:
            kept, given = self._variable(name), np.asarray(value)
            if given.shape != tuple(kept.shape):
                raise GraphError(
                    "variable '{variable}' has shape {wanted}, but the new value has shape {got}",
                    variable=_name_of(name), wanted=format_shape(tuple(kept.shape)), got=format_shape(given.shape),
                )  # fmt: skip
            if given.dtype.kind not in "fiub":
                raise GraphError(
                    "variable '{variable}' holds numbers, but got {got}", variable=_name_of(name), got=given.dtype.name
                )
            self._backend.write(kept, given)

    def _variable(self, name: str | Value) -> Any:
        if isinstance(name, Value):
            self._check_mine(name)
        self._draw()
        key = _name_of(name)
        if key not in self._state:
            raise GraphError(
                "graph '{graph}' has no variable '{variable}'; it has {known}",
                graph=self.graph.name, variable=key, known=_names(self.graph, "variable"),
            )  # fmt: skip
        return self._state[key]

    def _draw(self) -> None:
        """Give the variables made since the last time their first values, in order, all from one generator."""
        nodes = [node for node in self.graph.nodes[self._drawn :] if node.op == "variable"]
        self._check_memory(nodes)
        for node in nodes:
            self._state[node.name] = self._backend.place(initial_value(node, self._rng))
        self._drawn = len(self.graph.nodes)

    def _check_memory(self, variables: Sequence[Node]) -> None:
        """Refuse what the machine cannot hold, before the system ends the process without a word."""
        sizes = [(math.prod(node.attrs["shape"]) * np.dtype(node.attrs["dtype"]).itemsize, node) for node in variables]
        gradients = sum(size for size, node in sizes if node.attrs["trainable"])
        needed = sum(size for size, _ in sizes) + gradients
        if needed < _MEMORY_WORTH_ASKING or not 0 < (free := self._backend.free_memory()) < needed:
            return
        node = max(sizes, key=lambda item: item[0])[1]
        where = {
            "needed": needed / 2**30,
            "free": free / 2**30,
            "variable": node.name,
            "shape": format_shape(node.attrs["shape"]),
        }
        if self.device.name.startswith("cpu"):
            raise DeviceError(
                "the weights and their gradients need {needed:,.1f} GiB, but this machine has {free:,.1f} GiB free; "
                "make '{variable}' {shape} smaller",
                origin=node.origin, **where,
            )  # fmt: skip
        raise DeviceError(
            "the weights and their gradients need {needed:,.1f} GiB, but device {device} has {free:,.1f} GiB free; "
            "make '{variable}' {shape} smaller, or use another device",
            origin=node.origin, device=self.device.name, **where,
        )  # fmt: skip

    def __enter__(self) -> Session:
        _stack().append(self)
        return self

    def __exit__(self, *exc: object) -> None:
        _stack().pop()

    def __repr__(self) -> str:
        return f"<Session of '{self.graph.name}' on {self.device.name}>"


def initial_value(node: Node, rng: np.random.Generator) -> Array:
    """The first value of a variable: its own, or drawn by its initializer."""
    attrs = node.attrs
    first = attrs["value"]
    if first is None:
        first = initializers.draw(attrs["initializer"], tuple(attrs["shape"]), attrs["dtype"], rng)
    array = np.empty(attrs["shape"], attrs["dtype"])
    array[...] = first
    return array


def compile(
    graph: Graph | None,
    fetches: Fetches,
    device: str = "cpu",
    feed_shapes: Mapping[Any, Sequence[int]] | None = None,
    training: bool | None = None,
    without: Iterable[str] = (),
) -> Plan:
    """A plan of its own for these fetches, with variables of its own at their first values.

    ``feed_shapes`` gives the shapes of placeholders whose sizes are not known, by value or name; a size that nothing tells is 1,
    so that a plan for a batch of one can be looked at without saying so.
    """
    session = Session(graph, device, without=without)
    types: dict[str, TensorType] = {}
    sizes: dict[Dim, int] = {}
    for key, shape in (feed_shapes or {}).items():
        node = session._placeholder(key)
        check_shape(node, tuple(shape))
        types[node.name] = TensorType(node.attrs["dtype"], tuple(shape), node.attrs["layout"])
        sizes.update((dim, size) for dim, size in zip(node.attrs["shape"], shape, strict=True) if isinstance(dim, str))
    values = flatten(fetches)
    for node in ancestors(values):
        if node.op == "placeholder" and node.name not in types:
            shape = [dim if isinstance(dim, int) else sizes.get(dim, 1) for dim in node.attrs["shape"]]
            types[node.name] = TensorType(node.attrs["dtype"], tuple(shape), node.attrs["layout"])
    return session.prepare(values, types, training)


def flatten(fetches: Fetches) -> list[Value]:
    """The values in a structure of lists, tuples and dicts, in order."""
    if isinstance(fetches, Value):
        return [fetches]
    if isinstance(fetches, Mapping):
        return [value for item in fetches.values() for value in flatten(item)]
    if isinstance(fetches, (list, tuple)):
        return [value for item in fetches for value in flatten(item)]
    raise GraphError("{got} cannot be fetched; fetch values of the graph, or lists and dicts of them", got=type(fetches).__name__)


def rebuild(fetches: Fetches, results: Any) -> Any:
    """The same structure with results in place of values."""
    if isinstance(fetches, Value):
        return next(results)
    if isinstance(fetches, Mapping):
        return {key: rebuild(item, results) for key, item in fetches.items()}
    items = [rebuild(item, results) for item in fetches]
    if isinstance(fetches, tuple):
        return type(fetches)(*items) if hasattr(fetches, "_fields") else tuple(items)
    return items


def _name_of(name: str | Value) -> str:
    return name.name if isinstance(name, Value) else name


def _fetched(result: Any) -> Any:
    """A copy of what a plan left in a result: NumPy's for dense values, SciPy's for sparse ones, None for a group."""
    if isinstance(result, Cell):
        return result.value.copy()
    return None if result is None else result.copy()[()]


def _names(graph: Graph, op: str) -> str:
    return ", ".join(node.name for node in graph.ops(op)) or "none"


_local = threading.local()


def _stack() -> list[Session]:
    if not hasattr(_local, "stack"):
        _local.stack = []
    stack: list[Session] = _local.stack
    return stack


def evaluate(value: Value) -> Any:
    """What ``Value.numpy()`` gives: by the enclosing session of its graph, else with variables at their first values."""
    for session in reversed(_stack()):
        if session.graph is value.graph:
            return session.run(value)
    return Session(value.graph).run(value)
