"""What a node kind is: data that the palette, the canvas, the inspector, the checker and the exporters all read.

Kinds of tensor ops and layers are derived from the engine's op declarations (``from_ops``); data steps, optimizers and canvas
helpers are declared in their own modules.  How a kind becomes graph is its ``lower`` rule (see ``app.compile.lower``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.ops.attrs import Attr

#: What may flow in a wire.  ``any`` stands for every tensor kind; a dataset or an optimizer schedule is not a tensor.  ``free``
#: is whatever a reroute without a wire will carry.
WIRE_CLASSES = ("dataset", "tensor", "labels", "loss", "schedule", "bool", "any", "free")

#: Where a kind's options, and what a file keeps of a node, name the plug-in that it comes with.
PLUGIN = "plugin"


@dataclass(frozen=True, slots=True)
class PortSpec:
    """A port: ``wire`` is its class (colour and shape); the exact type of a value is found by the live check.

    An input that is not ``required`` is drawn small until it has a wire; such an output is there only where the check finds
    something on it, as the weights of rows are where the data has some.
    """

    name: str
    wire: str = "tensor"
    required: bool = True
    variadic: bool = False  # takes several wires; they are the ports name, name_2, name_3, ...
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A node kind.

    ``role`` says who lowers it: ``op`` (an engine op; ``target`` is its name), ``source``/``transform``/``batch`` (a data step;
    ``target`` names it in ``engine.data``), ``optimizer``, ``schedule``, ``metric``, ``loss`` (``target`` as in the engine),
    ``placeholder``, ``variable``, ``reroute`` (a bend of a wire), ``group``/``entry``/``exit`` (a group and its border inside),
    ``note``/``frame`` (for readers only).  ``mark`` is the colour token of the category.
    ``ports`` gives the inputs of a node from its attributes, where they follow from them; ``inputs`` are then a new node's.
    ``results`` does so for the outputs.
    """

    name: str  # CamelCase, as in files: "Dense"
    title: str  # as shown; English, translated by the context "Catalog"
    category: str  # palette heading: Data, Tensors, Math, Layers, Activations, Losses, Metrics, Optimizers, Schedules, Canvas
    mark: str  # colour token: dataset, tensor, labels, loss, optimizer, activation, bool
    role: str
    target: str = ""
    inputs: tuple[PortSpec, ...] = ()
    outputs: tuple[PortSpec, ...] = ()
    attrs: tuple[Attr, ...] = ()
    help: str = ""
    formula: str = ""
    source: str = ""
    telling: str = ""  # attribute shown at the right of the title
    keywords: tuple[str, ...] = ()  # further words that the palette's search finds
    options: Mapping[str, Any] = field(default_factory=dict)
    ports: Callable[[Mapping[str, Any]], tuple[PortSpec, ...]] | None = None
    results: Callable[[Mapping[str, Any]], tuple[PortSpec, ...]] | None = None

    def of(self, attributes: Mapping[str, Any]) -> Kind:
        """The kind as a node with these attributes is: with its own inputs and outputs."""
        if self.ports is None and self.results is None:
            return self
        inputs = self.inputs if self.ports is None else self.ports(attributes)
        return replace(self, inputs=inputs, outputs=self.outputs if self.results is None else self.results(attributes))

    def input(self, name: str) -> PortSpec | None:
        return next((port for port in self.inputs if port.name == name), None)

    def output(self, name: str) -> PortSpec | None:
        return next((port for port in self.outputs if port.name == name), None)

    def attr(self, name: str) -> Attr | None:
        return next((attr for attr in self.attrs if attr.name == name), None)
