"""Dropout in recurrent layers: one draw for all steps of a sequence, of what enters and of the state (Gal and Ghahramani 2016).

As in Keras: where the state is dropped too, each gate has draws of its own; else all gates see the same entries.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.nn.attention import stream
from engine.nn.recurrent_cells import Cell, Product, parts
from engine.ops.attrs import Attr

DROPOUT = Attr("dropout", "float", 0.0, minimum=0, maximum=1, help="The share of the features that is dropped in training.")
RECURRENT = Attr(
    "recurrent_dropout", "float", 0.0, minimum=0, maximum=1, help="The share of the state that the gates do not see in training."
)


def _masks(b: Builder, like: Value, rate: float, count: int, attrs: Attrs, place: int) -> list[Value]:
    """So many draws of what is kept, scaled up, each of the shape of ``like``; none where nothing is dropped.

    Where the mode is not settled yet, the draws follow it.
    """
    training = attrs["training"]
    if not rate or training is False:
        return []
    ones = b.ones_like(like)
    return [b.dropout(ones, rate=rate, training=training, seed=stream(attrs["seed"], place + index)) for index in range(count)]


def entered(b: Builder, x: Value, attrs: Attrs, cell: Cell, first: int) -> list[Value]:
    """The sequences that the gates see, (batch, steps, features): one for all of them, or one for each.

    ``first`` is the place of the first of the layer's draws.
    """
    if not attrs["dropout"]:
        return [x]
    row = b.slice(x, begin=[None, 0], end=[None, 1], step=[1, 1])
    kept = _masks(b, row, attrs["dropout"], cell.gates if attrs["recurrent_dropout"] else 1, attrs, first)
    return [b.multiply(x, mask) for mask in kept] or [x]


class Recurrent:
    """What a step multiplies the state with: the weights go into the loop as ``constants``, and ``product`` uses them there."""

    def __init__(self, b: Builder, cell: Cell, kernel: Value, bias: Value | None, state: Value, attrs: Attrs, first: int) -> None:
        kept = _masks(b, state, attrs["recurrent_dropout"], cell.gates, attrs, first + cell.gates)
        blocks = (1,) * cell.gates if kept else cell.blocks(attrs)
        kernels = [kernel] if len(blocks) == 1 else list(parts(b, kernel, attrs["units"], *blocks))
        inner = cell.inner(bias, attrs)
        self._starts = [sum(blocks[:index]) for index in range(len(blocks))]
        self._kernels, self._biased = len(kernels), inner is not None
        self.constants = [*kernels, *([] if inner is None else [inner]), *kept]
        words = ["gates", "candidate"] if blocks == (2, 1) else [f"kernel_{index + 1}" for index in range(len(blocks))]
        words = ["recurrent_kernel"] if len(blocks) == 1 else words
        self.names = [*words, *(["recurrent_bias"] if self._biased else []), *(f"kept_{index + 1}" for index in range(len(kept)))]

    def bias(self, fixed: Sequence[Value]) -> Value | None:
        """The bias that the step adds, of the constants as the loop has them."""
        return fixed[self._kernels] if self._biased else None

    def product(self, fixed: Sequence[Value]) -> Product:
        """The product of a state and some blocks of the kernel, with the constants as the loop has them."""
        kernels = dict(zip(self._starts, fixed, strict=False))
        kept = fixed[self._kernels + self._biased :]

        def product(b: Builder, h: Value, first: int, count: int) -> Value:
            result: Value
            if not kept:
                result = b.matmul(h, kernels[first])
                return result
            found = [b.matmul(b.multiply(h, kept[index]), kernels[index]) for index in range(first, first + count)]
            result = found[0] if count == 1 else b.concatenate(*found, axis=-1)
            return result

        return product
