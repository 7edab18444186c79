"""The loop over a sequence: one step, given as a body, is done for each entry of the sequences, and carries values along.

The program does not grow with the length of the sequence: the step stands once, as an attribute, and is typed, differentiated,
optimized and exported once.

    def step(total, x):
        return total + x, total

    last, before = engine.ops.scan(step, engine.constant([0.0]), x)  # x: (time, 1)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import GraphError, RuleError
from engine.ir.body import Body, check_closed, trace
from engine.ir.builder import Builder, graph_of
from engine.ir.graph import Attrs, Value
from engine.ir.types import Dim, TensorType, format_shape, merge_dims
from engine.ops.attrs import Attr
from engine.ops.registry import get
from engine.ops.scan_gradient import gradient
from engine.ops.spec import Op, Port, Sample

Array = np.ndarray[Any, Any]


def step_types(types: Sequence[TensorType], attrs: Attrs) -> list[TensorType]:
    """The types of the body's inputs in one step, from those of the scan's inputs; RuleError where they do not fit."""
    body, carries, sequences = attrs["body"], attrs["carries"], attrs["sequences"]
    if len(types) != len(body.inputs) or len(types) < carries + sequences:
        raise RuleError(
            "the body takes {wanted} inputs, but got {got}, {carries} of them carries and {sequences} sequences",
            wanted=len(body.inputs), got=len(types), carries=carries, sequences=sequences,
        )  # fmt: skip
    scanned = types[carries : carries + sequences]
    length(scanned)
    steps = [type_.with_shape(type_.shape[1:]) for type_ in scanned]
    return [*types[:carries], *steps, *types[carries + sequences :]]


def length(sequences: Sequence[TensorType]) -> Dim:
    """How many steps there are, as all of the sequences say."""
    found: Dim = None
    for type_ in sequences:
        if not type_.rank:
            raise RuleError("a sequence is a scalar; its first dimension must be the steps")
        try:
            found = merge_dims(found, type_.shape[0])
        except RuleError:
            raise RuleError(
                "one sequence has {a} steps and another one {b}; make them equally long", a=found, b=type_.shape[0]
            ) from None
    return found


def _infer(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    body, carries = attrs["body"], attrs["carries"]
    check_closed(body)
    given = step_types(types, attrs)
    if len(body.outputs) < max(carries, 1):
        raise RuleError("the body gives {got} values, but there are {wanted} carries", got=len(body.outputs), wanted=carries)
    try:
        found = body.retyped(given).output_types
    except GraphError as error:
        raise RuleError("its step cannot be done: {reason}", reason=error.message) from error
    finals = [_carried(index, types[index], found[index]) for index in range(carries)]
    steps = length(types[carries : carries + attrs["sequences"]])
    return [*finals, *(type_.with_shape((steps, *type_.shape)) for type_ in found[carries:])]


def _carried(index: int, first: TensorType, later: TensorType) -> TensorType:
    """The type of a carry, which is the same before and after every step."""
    try:
        if first.dtype != later.dtype or first.rank != later.rank:
            raise RuleError("they differ")
        return first.with_shape(merge_dims(a, b) for a, b in zip(first.shape, later.shape, strict=True))
    except RuleError:
        raise RuleError(
            "carry {index} begins as {first} ({first_dtype}), but a step gives {later} ({later_dtype}); "
            "begin with a value like what a step gives",
            index=index, first=format_shape(first.shape), first_dtype=first.dtype,
            later=format_shape(later.shape), later_dtype=later.dtype,
        ) from None  # fmt: skip


def _reference(*arrays: Array, body: Body, carries: int, sequences: int, reverse: bool) -> tuple[Array, ...]:
    """Step by step, each op of the body by its own reference."""
    state, scanned, constants = list(arrays[:carries]), arrays[carries : carries + sequences], arrays[carries + sequences :]
    attrs = {"body": body, "carries": carries, "sequences": sequences}
    typed = body.retyped(step_types([TensorType(array.dtype.name, array.shape) for array in arrays], attrs))
    steps = len(scanned[0])
    stacked = [np.empty((steps, *type_.static_shape), type_.dtype) for type_ in typed.output_types[carries:]]
    for place in range(steps)[:: -1 if reverse else 1]:
        results = run_body(typed, [*state, *(array[place] for array in scanned), *constants])
        state = results[:carries]
        for out, result in zip(stacked, results[carries:], strict=True):
            out[place] = result
    return (*(np.array(array) for array in state), *stacked)


def run_body(body: Body, arrays: Sequence[Array]) -> list[Array]:
    """What a body of primitives gives for these inputs."""
    values: dict[Value, Array] = dict(zip(body.inputs, arrays, strict=True))
    for node in body.graph.nodes:
        if node.op == "placeholder":
            continue
        reference = get(node.op).reference
        assert reference is not None, f"{node.op} '{node.name}' must be expanded first"
        results = reference(*(values[value] for value in node.inputs), **node.attrs)
        results = results if isinstance(results, tuple) else (results,)
        values.update((value, np.asarray(result)) for value, result in zip(node.outputs, results, strict=True))
    return [values[value] for value in body.outputs]


# --- the public function --------------------------------------------------------------------------------------------------

Values = Value | Sequence[Value]


def scan(
    step: Callable[..., Any],
    init: Any,
    sequences: Any,
    constants: Any = (),
    *,
    reverse: bool = False,
    name: str | None = None,
    names: Sequence[str] = (),
) -> tuple[Any, Any]:
    """Do ``step(carry, x, *constants) -> (carry, y)`` for each entry along the first axis of the sequences.

    ``init`` is the first carry: a value, or a list of values; the step is given, and gives back, the same.  ``sequences`` is a
    value or a list of values, (time, …); the step is given one entry of each.  ``constants`` are further values that the step
    reads: it can see nothing else of the graph outside.  The result is the last carry, and y of all steps, (time, …): a value,
    a tuple of values, or None, as the step gives it.  ``reverse`` begins with the last entry; y still lies where x does.
    ``names`` are what the inputs of the step are called, in the order carries, entries, constants.

    Source: JAX's lax.scan, with the captured values named.
    """
    starts, scanned, fixed = _listed(init), _listed(sequences), _listed(constants)
    graph = graph_of([*starts, *scanned, *fixed])
    builder = Builder(graph)
    values = [item if isinstance(item, Value) else builder.constant(item) for item in [*starts, *scanned, *fixed]]
    types = [value.type for value in values]
    for type_ in types[len(starts) : len(starts) + len(scanned)]:
        if not type_.rank:
            raise GraphError("scan: a sequence is a scalar; its first dimension must be the steps")
    cut = [
        type_.with_shape(type_.shape[1:]) if len(starts) <= place < len(starts) + len(scanned) else type_
        for place, type_ in enumerate(types)
    ]
    shape: list[Any] = []

    def build(*inputs: Value) -> list[Value]:
        first, rest = inputs[: len(starts)], inputs[len(starts) :]
        entries, known = rest[: len(scanned)], rest[len(scanned) :]
        given = step(first if _many(init) else first[0], entries if _many(sequences) else entries[0], *known)
        if not isinstance(given, tuple) or len(given) != 2:
            raise GraphError("scan: the step must give two things, the next carry and what to keep of the step (or None)")
        carry, kept = given
        shape.append(kept)
        after = _listed(carry)
        if len(after) != len(starts):
            raise GraphError(
                "scan: the step gives {got} carries, but {wanted} go in; give back as many", got=len(after), wanted=len(starts)
            )
        inside = Builder(inputs[0].graph)
        made = [*after, *([] if kept is None else _listed(kept))]
        return [item if isinstance(item, Value) else inside.constant(item) for item in made]

    body = trace(name or "step", cut, build, names)
    attrs = {"body": body, "carries": len(starts), "sequences": len(scanned), "reverse": reverse}
    outputs = graph.add("scan", values, attrs, name).outputs
    last, stacked = outputs[: len(starts)], outputs[len(starts) :]
    kept = shape[0]
    return (last if _many(init) else last[0]), None if kept is None else (stacked if _many(kept) else stacked[0])


def _many(item: Any) -> bool:
    return isinstance(item, (list, tuple)) and (not item or any(isinstance(value, Value) for value in item))


def _listed(item: Any) -> list[Any]:
    return list(item) if _many(item) else [item]


# --- the declaration ------------------------------------------------------------------------------------------------------


class _Made(Mapping[str, Any]):
    """Attributes of a sample with a body, which is traced when it is first looked at, as the ops must be registered first."""

    def __init__(self, types: Sequence[tuple[int, ...]], build: Callable[..., Sequence[Value]], **rest: Any) -> None:
        self._types, self._build, self._rest = types, build, rest
        self._made: dict[str, Any] = {}

    def _all(self) -> dict[str, Any]:
        if not self._made:
            types = [TensorType("float64", shape) for shape in self._types]
            self._made = {"body": trace(self._build.__name__.strip("_"), types, self._build), **self._rest}
        return self._made

    def __getitem__(self, key: str) -> Any:
        return self._all()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def _decay(carry: Value, x: Value, k: Value) -> list[Value]:
    after: Value = Builder(x.graph).tanh(carry * k + x)
    return [after, after * x]


def _recurrent(h: Value, x: Value, w: Value) -> list[Value]:
    after: Value = Builder(x.graph).tanh(h @ w + x)
    return [after, after]


def _swap(a: Value, b: Value, x: Value) -> list[Value]:
    return [b, a * x]


def _each(x: Value, k: Value) -> list[Value]:
    return [x * x * k]


def _parts(attrs: Attrs) -> tuple[str, ...]:
    """The last carries, then what is kept."""
    carries = attrs["carries"]
    kept = len(attrs["body"].outputs) - carries
    return (*(f"carry_{index}" for index in range(carries)), *(f"kept_{index}" for index in range(kept)))


OPS: tuple[Op, ...] = (
    Op(
        name="scan", title="Scan", inputs=(Port("values", variadic=True, help="First carries, then sequences, then constants."),),
        outputs=(), parts=_parts,
        attrs=(
            Attr("body", "graph", help="One step: from carries, entries and constants to the next carries and what is kept."),
            Attr("carries", "int", 1, minimum=0, help="How many of the inputs are carries."),
            Attr("sequences", "int", 1, minimum=1, help="How many of the inputs are scanned along their first axis."),
            Attr("reverse", "bool", False, help="Begin with the last entry."),
        ),
        infer=_infer, reference=_reference, gradient=gradient,
        samples=(
            Sample(((3,), (4, 3), (3,)), _Made(((3,), (3,), (3,)), _decay)),
            Sample(((2, 3), (3, 2, 3), (3, 3)), _Made(((2, 3), (2, 3), (3, 3)), _recurrent, reverse=True)),
            Sample(((2,), (2,), (1, 2)), _Made(((2,), (2,), (2,)), _swap, carries=2)),
            Sample(((3, 2), (2,)), _Made(((2,), (2,)), _each, carries=0)),
            Sample(((2,), (2,), (0, 2)), _Made(((2,), (2,), (2,)), _swap, carries=2)),
        ),
        help="Does one step after the other over sequences, and hands values from each step to the next.",
        formula="(cₜ, yₜ) = step(cₜ₋₁, xₜ, constants)", source="JAX lax.scan",
    ),
)  # fmt: skip
