"""Regularizers: what large weights add to the training loss.

A layer says which (``kernel_regularizer="l2"``, or ``{"name": "l2", "l2": 0.001}``); ``regularized`` finds what the layers behind
a loss ask for and adds it.  Every run does so once, where its ``TrainingSpec`` is made, so the reported losses hold the
penalties too, in training and in validation, as Keras's do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.errors import AttributeValueError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value, ancestors
from engine.ir.types import TensorType
from engine.ops.attrs import Attr, check_kind
from engine.ops.registry import get
from engine.ops.spec import Op, Port, Sample

_L1 = Attr("l1", "float", 0.0, minimum=0, help="Weight of the sum of the sizes.")
_L2 = Attr("l2", "float", 0.0, minimum=0, help="Weight of the sum of the squares.")


@dataclass(frozen=True, kw_only=True)
class Regularizer:
    """The declaration of one regularizer: its options are the attributes of ``weight_penalty``."""

    name: str
    title: str
    attrs: tuple[Attr, ...]
    help: str
    formula: str
    source: str = ""

    def options(self, spec: Any) -> dict[str, float]:
        """The options of a spec with defaults filled in; AttributeValueError where one does not fit."""
        given = {} if isinstance(spec, str) else {key: value for key, value in spec.items() if key != "name"}
        known = {attr.name: attr for attr in self.attrs}
        for key in given:
            if key not in known:
                raise AttributeValueError(
                    "regularizer {regularizer} has no option '{option}'; it has {known}",
                    regularizer=self.name, option=key, known=", ".join(known),
                )  # fmt: skip
        return {attr.name: attr.check(given.get(attr.name, attr.default)) for attr in self.attrs}

    def __call__(self, *values: Any, **options: Any) -> dict[str, Any]:
        """The spec of this regularizer with these options, to be given to a layer."""
        spec = {"name": self.name, **dict(zip((attr.name for attr in self.attrs), values, strict=False)), **options}
        self.options(spec)
        return spec


REGULARIZERS: tuple[Regularizer, ...] = (
    Regularizer(
        name="l1", title="L1", attrs=(replace(_L1, default=0.01),),
        help="Pulls every weight towards zero with the same force, so that many become zero.",
        formula="l1 · Σ|w|", source="Keras L1",
    ),
    Regularizer(
        name="l2", title="L2", attrs=(replace(_L2, default=0.01),),
        help="Pulls weights towards zero the harder, the larger they are.", formula="l2 · Σw²", source="Keras L2",
    ),
    Regularizer(
        name="l1_l2", title="L1L2", attrs=(_L1, _L2),
        help="Both together; each is nothing unless it is set.", formula="l1 · Σ|w| + l2 · Σw²", source="Keras L1L2",
    ),
)  # fmt: skip
BY_NAME: Mapping[str, Regularizer] = {regularizer.name: regularizer for regularizer in REGULARIZERS}
#: Other spellings of the same, Keras's class names among them.
ALIASES = {"L1": "l1", "L2": "l2", "L1L2": "l1_l2", "l1l2": "l1_l2"}


def find(spec: Any) -> Regularizer:
    """The declaration that a spec names; AttributeValueError where there is none."""
    wanted = spec if isinstance(spec, str) else spec.get("name")
    found = BY_NAME.get(ALIASES.get(str(wanted), str(wanted)))
    if found is None:
        raise AttributeValueError(
            "there is no regularizer '{regularizer}'; use one of {known}", regularizer=wanted, known=", ".join(BY_NAME)
        )
    return found


def _check(attr: Attr, value: Any) -> Any:
    if not isinstance(value, str) and not (isinstance(value, Mapping) and isinstance(value.get("name"), str)):
        raise AttributeValueError(
            "{attribute} is {value}, but must be {wanted}",
            attribute=attr.name, value=repr(value), wanted="the name of a regularizer",
        )  # fmt: skip
    try:
        find(value).options(value)
    except AttributeValueError as error:
        raise AttributeValueError("{attribute}: " + error.template, **{**error.params, "attribute": attr.name}) from error
    return value if isinstance(value, str) else dict(value)


check_kind("regularizer", _check)


def attribute_of(port: Port) -> str | None:
    """The attribute that holds the regularizer of a weight: ``kernel_regularizer`` beside ``kernel_initializer``."""
    if port.param is None or not port.param.trainable or not port.param.initializer.endswith("_initializer"):
        return None
    return port.param.initializer.removesuffix("initializer") + "regularizer"


def with_regularizers(op: Op) -> Op:
    """A layer with a regularizer for each of its weights that has an initializer."""
    known = {attr.name for attr in op.attrs}
    names = dict.fromkeys(name for port in op.inputs if (name := attribute_of(port)) is not None and name not in known)
    added = tuple(
        Attr(name, "regularizer", None, optional=True, help=f"What large values of {_weight(name)} add to the loss.")
        for name in names
    )
    return replace(op, attrs=(*op.attrs, *added)) if added else op


def _weight(name: str) -> str:
    """What the help calls the weight of an attribute: ``the recurrent kernel``, ``gamma``."""
    word = name.removesuffix("_regularizer")
    if word in ("depthwise", "pointwise", "recurrent"):
        return f"the {word} kernel"
    return word if word in ("alpha", "beta", "gamma") else f"the {word.replace('_', ' ')}"


def _expand_penalty(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    (w,) = inputs
    parts = [b.multiply(b.sum(b.apply(op, w)), attrs[name]) for name, op in (("l1", "absolute"), ("l2", "square")) if attrs[name]]
    if not parts:
        nothing: Value = b.multiply(b.sum(w), 0.0)
        return nothing
    result: Value = parts[0] if len(parts) == 1 else b.add(parts[0], parts[1])
    return result


def _expand_sum(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    total = inputs[0]
    for penalty in inputs[1:]:
        total = b.add(total, penalty if penalty.dtype == total.dtype else b.cast(penalty, dtype=total.dtype))
    return total


OPS = (
    Op(
        name="weight_penalty",
        title="WeightPenalty",
        inputs=(Port("w", "float", help="The weight."),),
        outputs=("penalty",),
        attrs=(_L1, _L2),
        infer=lambda types, attrs: TensorType(types[0].dtype, ()),
        expand=_expand_penalty,
        samples=(
            Sample(((3, 2),), {"l1": 0.1}, "nonzero"),
            Sample(((3, 2),), {"l2": 0.1}),
            Sample(((2, 2, 1, 3),), {"l1": 0.5, "l2": 0.25}, "nonzero"),
            Sample(((),), {"l1": 0.5}, "nonzero"),
            Sample(((3,),)),
            Sample(((0,),), {"l2": 0.1}),
        ),
        help="What large weights add to the loss.",
        formula="penalty = l1 · Σ|w| + l2 · Σw²",
        source="Keras L1L2",
    ),
    Op(
        name="regularized_loss",
        title="RegularizedLoss",
        inputs=(Port("loss", "float"), Port("penalties", "float", variadic=True)),
        outputs=("loss",),
        infer=lambda types, attrs: types[0],
        expand=_expand_sum,
        samples=(Sample(((), ())), Sample(((4,), ()))),
        help="A loss with the penalties of the layers' weights.",
        formula="loss + Σ penalties",
        source="Keras Model.losses",
    ),
)


def penalties(loss: Value) -> list[Value]:
    """What the layers that the loss depends on ask for, one value for each weight; a shared weight counts once."""
    found: dict[tuple[Value, str], Value] = {}
    b = Builder(loss.graph)
    for node in ancestors([loss]):
        op = get(node.op)
        if not any(attr.kind == "regularizer" and node.attrs.get(attr.name) is not None for attr in op.attrs):
            continue
        for port, value in zip(op.present_inputs(node.attrs), node.inputs, strict=False):
            name = attribute_of(port)
            spec = node.attrs.get(name) if name is not None else None
            key = (value, str(spec))
            if spec is not None and key not in found:
                with b.graph.origin(node.origin):
                    found[key] = b.weight_penalty(value, **find(spec).options(spec), name=f"{value.name}/penalty")
    return list(found.values())


def regularized(loss: Value) -> Value:
    """The loss with the penalties of the layers behind it; the loss itself where there are none, or where it has them already."""
    if loss.node.op == "regularized_loss" or not (added := penalties(loss)):
        return loss
    with loss.graph.origin(loss.origin):
        result: Value = Builder(loss.graph).regularized_loss(loss, *added, name=f"{loss.node.name}/regularized")
    return result


def __getattr__(name: str) -> Regularizer:
    """The regularizer of that name or title."""
    found = BY_NAME.get(ALIASES.get(name, name))
    if found is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return found
