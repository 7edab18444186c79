"""The choice of an activation that layers offer, and the Activation layer that is nothing but that choice."""

from __future__ import annotations

import engine.ops  # noqa: F401  (the activations must be declared before they can be offered)
from engine.ops import registry
from engine.ops.attrs import REQUIRED, Attr
from engine.ops.spec import Op, Port, Sample


def _is_plain(op: Op) -> bool:
    """Whether an op can be named as an activation: one input, nothing that must be set, the same in training and outside."""
    settled = all(attr.default is not REQUIRED for attr in op.attrs)
    return op.category == "activations" and len(op.inputs) == 1 and settled and not op.traits & {"training", "random"}


#: Names of the ops that may stand as ``activation`` of a layer.
ACTIVATIONS: tuple[str, ...] = tuple(op.name for op in registry.all_ops() if _is_plain(op))

ACTIVATION = Attr(
    "activation", "choice", None, choices=ACTIVATIONS, optional=True, help="Applied to the output; none leaves it as it is."
)

OPS = (
    Op(
        name="activation",
        title="Activation",
        inputs=(Port("x", "float"),),
        attrs=(Attr("activation", "choice", "relu", choices=ACTIVATIONS, help="Which one."),),
        infer=lambda types, attrs: types[0],
        expand=lambda b, inputs, attrs: b.apply(attrs["activation"], inputs[0]),
        samples=tuple(Sample(((3, 4),), {"activation": name}) for name in ACTIVATIONS),
        help="An activation chosen by its name.",
        formula="y = activation(x)",
        source="Keras Activation",
        telling="activation",
    ),
)
