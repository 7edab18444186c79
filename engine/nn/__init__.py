"""Layers.  ``engine.nn.Dense(64, activation="relu")`` is made from the op ``dense``; so is every other layer and activation.

Classes carry the titles of the ops (``Dense``, ``Flatten``, ``Dropout``, ``ReLU``, ``Activation``); an op that is declared
later has its class at once.
"""

from __future__ import annotations

from engine.nn import (
    activation,
    attention,
    bidirectional,
    conv,
    dense,
    embedding,
    formula,
    noise,
    norm,
    pool,
    recurrent,
    regularizers,
    transformer,
)
from engine.nn.formula import expression
from engine.nn.layer import Layer, apply_with_parameters, layer_class
from engine.ops import registry
from engine.ops.spec import Op

_FAMILIES = (
    activation, dense, conv, pool, norm, embedding, noise, recurrent, bidirectional, attention, transformer, formula,
    regularizers,
)  # fmt: skip
OPS: tuple[Op, ...] = tuple(regularizers.with_regularizers(op) for family in _FAMILIES for op in family.OPS)
registry.register(OPS)

_classes: dict[str, type[Layer]] = {}


def _is_layer(op: Op) -> bool:
    return op.category in ("layers", "activations") or op in OPS


def __getattr__(name: str) -> type[Layer]:
    """The layer class of that title."""
    for op in registry.all_ops():
        if op.title == name and _is_layer(op):
            if name not in _classes or _classes[name].op is not op:
                _classes[name] = layer_class(op, bidirectional.BASES.get(op.name, Layer))
            return _classes[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, *(op.title for op in registry.all_ops() if _is_layer(op))])


__all__ = ["OPS", "Layer", "apply_with_parameters", "expression", "layer_class"]
