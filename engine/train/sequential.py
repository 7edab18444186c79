"""Sequential: layers one after another, built at once or when the first rows come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.errors import TrainingError
from engine.ir.graph import Graph
from engine.ir.types import TensorType
from engine.ops.state import placeholder
from engine.train.ends import Ends
from engine.train.model import Model


class Sequential(Model):
    """Layers one after another: ``Sequential([Dense(64, "relu"), Dense(10)], input_shape=(64,))``.

    Without ``input_shape`` the layers are applied when the first data comes.  The model has a graph of its own.
    """

    def __init__(
        self, layers: Sequence[Callable[[Any], Any]] = (), input_shape: Sequence[int] | None = None, name: str = "sequential"
    ) -> None:
        self._start(name)
        self.layers = list(layers)
        if input_shape is not None:
            self.build(input_shape)

    def add(self, layer: Callable[[Any], Any]) -> None:
        """Put one more layer at the end."""
        if self._ends is not None:
            raise TrainingError("the model '{model}' is built already; add layers before its first use", model=self.name)
        self.layers.append(layer)

    def build(self, input_shape: Sequence[int], layout: str = "dense") -> None:
        """Apply the layers to rows of this shape, the batch left out; ``layout`` is ``csr`` for sparse rows."""
        if not self.layers:
            raise TrainingError("the model '{model}' has no layers; add one", model=self.name)
        with Graph(self.name):
            x = placeholder(("batch", *input_shape), self._input_dtype(), name="x", layout=layout)
            self._ends = (Ends.of(x), Ends.of(self(x)))

    def __call__(self, value: Any) -> Any:
        """Apply the layers to a value of another graph, or as one layer of another model."""
        for layer in self.layers:
            value = layer(value)
        return value

    def _prepare_for(self, features: TensorType) -> None:
        if self._ends is None:
            self.build(features.static_shape, features.layout)

    def _input_dtype(self) -> str:
        """Whole numbers where the first layer takes nothing else, as Embedding does."""
        op = getattr(self.layers[0], "op", None) if self.layers else None
        ports = op.data_inputs() if op is not None else ()
        return "int64" if ports and ports[0].accepts == "int" else "float32"
