"""Models as Keras users know them, ``compile``, ``fit``, ``evaluate``, ``predict``, ``summary``, on the studio's trainer.

A model is a graph with one input and one output.  Targets get their placeholder when the first data comes, since their type
(class numbers, one-hot rows, quantities) is the data's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from engine import losses
from engine import metrics as measure
from engine.data.loaded import Loaded
from engine.data.pipeline import Pipeline, from_arrays
from engine.errors import TrainingError
from engine.ir.graph import Graph, Value, ancestors
from engine.ir.matrix import checked_matrix, is_matrix
from engine.ir.types import TensorType, format_shape
from engine.metrics.metric import MetricValue
from engine.nn.regularizers import regularized
from engine.ops.registry import get
from engine.ops.state import placeholder
from engine.optim import OPTIMIZERS, Optimizer
from engine.session import Session
from engine.train import saved
from engine.train.events import EpochDone
from engine.train.spec import TrainingSpec
from engine.train.trainer import Trainer
from engine.train.units import Looks

Array = np.ndarray[Any, Any]

#: From targets and predictions to a value; a name stands for the function of that name.
Apply = Callable[[Value, Value], Any]

_SHORT = {"mse": "mean_squared_error", "mae": "mean_absolute_error", "rmse": "root_mean_squared_error"}


@dataclass
class History:
    """What ``fit`` saw: ``history["val_loss"]`` holds one number for each epoch."""

    history: dict[str, list[float]] = field(default_factory=dict)

    def add(self, values: dict[str, float]) -> None:
        for name, value in values.items():
            self.history.setdefault(name, []).append(value)


@dataclass
class _Compiled:
    """How a model is trained, and what was made for it so far."""

    optimizer: Optimizer
    loss: Apply
    metrics: dict[str, Apply]
    device: str
    seed: int
    targets: Value | None = None
    loss_value: Value | None = None
    metric_values: dict[str, MetricValue] = field(default_factory=dict)


class Model:
    """A model from a placeholder to what is computed from it: ``Model(inputs=x, outputs=scores)``."""

    def __init__(self, inputs: Value, outputs: Value, name: str = "model") -> None:
        for value in (inputs, outputs):
            if not isinstance(value, Value):
                raise TrainingError("a model takes one value in and gives one out, but got {got}", got=type(value).__name__)
        if inputs.node.op != "placeholder":
            raise TrainingError(
                "'{value}' is not a placeholder, so it cannot be a model's input; give the placeholder", value=inputs.name
            )
        if inputs.node not in ancestors([outputs]):
            raise TrainingError(
                "the output '{output}' does not depend on the input '{input}'; give the placeholder that it is computed from",
                output=outputs.name, input=inputs.name,
            )  # fmt: skip
        self.name = name
        self._ends: tuple[Value, Value] | None = (inputs, outputs)
        self._compiled: _Compiled | None = None
        self._session: Session | None = None

    @property
    def inputs(self) -> Value:
        return self._built()[0]

    @property
    def outputs(self) -> Value:
        return self._built()[1]

    @property
    def graph(self) -> Graph:
        return self.outputs.graph

    def compile(
        self,
        optimizer: str | Optimizer = "adam",
        loss: str | Apply = "mean_squared_error",
        metrics: Sequence[str | Apply] = (),
        device: str = "cpu",
        seed: int | None = None,
    ) -> None:
        """Say how to train.  Names are Keras's: ``"adam"``, ``"sparse_categorical_crossentropy"``, ``"accuracy"``.

        ``seed`` draws the weights anew and decides the order of the rows; without one, a model that has weights keeps them, and
        one that has none draws them from 0.
        """
        measures = {_name_of(metric): _resolve(metric, measure, "metric") for metric in metrics}
        self._compiled = _Compiled(_optimizer(optimizer), _resolve(loss, losses, "loss"), measures, device, seed or 0)
        if seed is not None or (self._session is not None and self._session.device.name != device):
            kept = self.get_weights() if seed is None else {}
            self._session = None
            self.set_weights(kept)

    def fit(
        self,
        x: Any,
        y: Any = None,
        batch_size: int = 32,
        epochs: int = 1,
        verbose: bool = True,
        validation_split: float = 0.0,
        validation_data: tuple[Any, Any] | None = None,
        shuffle: bool = True,
    ) -> History:
        """Train on arrays, or on a pipeline that ends with a batch step; prints one line an epoch unless told not to.

        Called again, it goes on from the weights as they are.  ``validation_split`` takes rows at random, by the seed.
        """
        pipeline = x if isinstance(x, Pipeline) else _pipeline(x, y, batch_size, validation_split, validation_data, shuffle)
        self._prepare_for(pipeline.type.features)
        compiled, session = self._ready(), self._running()
        loss = self._attach(compiled, pipeline.element_types())
        spec = TrainingSpec(
            graph=self.graph, inputs=self._columns(compiled), pipeline=pipeline, loss=loss, metrics=compiled.metric_values,
            optimizer=compiled.optimizer, epochs=epochs, seed=compiled.seed, device=compiled.device, name=self.name,
        )  # fmt: skip
        history = History()
        for event in Trainer(spec, session).events():
            if isinstance(event, EpochDone):
                history.add(event.values)
                if verbose:
                    figures = "  ".join(f"{name} {value:.4g}" for name, value in event.values.items())
                    print(f"epoch {event.epoch}/{epochs}  {figures}")
        return history

    def evaluate(self, x: Any, y: Any = None, batch_size: int = 32, part: str = "validation") -> dict[str, float]:
        """Loss and metrics over arrays, or over one part of a pipeline, with the weights as they are."""
        pipeline = x if isinstance(x, Pipeline) else from_arrays(x, y).batch(batch_size)
        self._prepare_for(pipeline.type.features)
        compiled, session = self._ready(), self._running()
        loss = self._attach(compiled, pipeline.element_types())
        loaded = replace(pipeline.build(compiled.seed), shuffle_seed=None)
        looks = Looks(session, self._columns(compiled), loss, compiled.metric_values)
        return looks.over(loaded, part if isinstance(x, Pipeline) else "train")

    def predict(self, x: Any, batch_size: int = 32) -> Array:
        """The outputs for rows of features, outside training mode."""
        rows = checked_matrix(x) if is_matrix(x) else np.asarray(x)
        if not rows.ndim or not rows.shape[0]:
            raise TrainingError("there are no rows to predict from; give at least one")
        self._prepare_for(TensorType("float32", rows.shape[1:], "csr" if is_matrix(x) else "dense"))
        session = self._running()
        starts = range(0, rows.shape[0], batch_size)
        return np.concatenate(
            [session.run(self.outputs, {self.inputs: rows[start : start + batch_size]}, training=False) for start in starts]
        )

    @property
    def weights(self) -> list[Value]:
        """The variables that the output depends on, in the order in which they were made."""
        return [node.outputs[0] for node in ancestors([self.outputs]) if node.op == "variable"]

    def get_weights(self) -> dict[str, Array]:
        """Copies of the weights by name."""
        session = self._running()
        return {value.name: session.get_variable(value) for value in self.weights}

    def set_weights(self, weights: Mapping[str, Any]) -> None:
        """Give weights new values, by name."""
        for name, value in weights.items():
            self._running().set_variable(name, value)

    def save(self, path: str | Path) -> None:
        """Write the model as one safetensors file: its weights by name, and its graph; ``engine.load_model`` reads it back.

        How it is trained is not kept: compile a model that was read to train it further.
        """
        saved.write(saved.Saved(self.name, self.inputs, self.outputs, self.get_weights()), path)

    def summary(self) -> str:
        """Print a table of the model, which is also given back: each node, its kind, the shape that leaves it, its parameters."""
        lines = [("name", "kind", "output", "parameters")]
        counted: set[Value] = set()
        for node in ancestors([self.outputs]):
            if node.op in ("variable", "constant"):
                continue
            fresh = [value for value in node.inputs if value.node.op == "variable" and value not in counted]
            counted.update(fresh)
            count = f"{_count(fresh):,}" if fresh else ""
            lines.append((node.name, get(node.op).title, format_shape(node.outputs[0].shape), count))
        a, b, c, d = (max(map(len, column)) for column in zip(*lines, strict=True))
        rows = [f"{name:<{a}}  {kind:<{b}}  {shape:<{c}}  {count:>{d}}".rstrip() for name, kind, shape, count in lines]
        trainable = _count([value for value in self.weights if value.node.attrs["trainable"]])
        rule = "─" * (a + b + c + d + 6)
        end = f"{_count(self.weights):,} parameters, {trainable:,} trainable"
        text = "\n".join([self.name, rule, rows[0], rule, *rows[1:], rule, end])
        print(text)
        return text

    def _built(self) -> tuple[Value, Value]:
        if self._ends is None:
            raise TrainingError(
                "the model '{model}' does not know the shape of its input yet; give input_shape, or fit it first", model=self.name
            )
        return self._ends

    def _prepare_for(self, features: TensorType) -> None:
        """What has to be done when it is known what rows are like."""

    def _ready(self) -> _Compiled:
        if self._compiled is None:
            raise TrainingError("the model '{model}' does not know how to train yet; call compile first", model=self.name)
        return self._compiled

    def _running(self) -> Session:
        """The session that holds the weights; made when they are first needed."""
        if self._session is None:
            device, seed = (self._compiled.device, self._compiled.seed) if self._compiled else ("cpu", 0)
            self._session = Session(graph=self.graph, device=device, seed=seed)
        return self._session

    def _columns(self, compiled: _Compiled) -> dict[str, Value]:
        assert compiled.targets is not None
        return {"x": self.inputs, "y": compiled.targets}

    def _attach(self, compiled: _Compiled, types: Mapping[str, TensorType]) -> Value:
        """The loss, and the metrics, over targets of this type; made when the first data comes."""
        if "y" not in types:
            raise TrainingError("the data has no targets; give y, or a pipeline whose data has them")
        if compiled.targets is None or compiled.loss_value is None or compiled.targets.type != types["y"]:
            with self.graph:
                targets = placeholder(types["y"].shape, types["y"].dtype, name="y")
                compiled.loss_value = regularized(compiled.loss(targets, self.outputs))
                compiled.metric_values = {name: metric(targets, self.outputs) for name, metric in compiled.metrics.items()}
            compiled.targets = targets
        return compiled.loss_value


def load_model(path: str | Path) -> Model:
    """Read a model that ``Model.save`` wrote; FormatError where the file is missing, cut off, foreign or too new."""
    found = saved.read(path)
    model = Model(found.inputs, found.outputs, found.name)
    model.set_weights(found.weights)
    return model


class Sequential(Model):
    """Layers one after another: ``Sequential([Dense(64, "relu"), Dense(10)], input_shape=(64,))``.

    Without ``input_shape`` the layers are applied when the first data comes.  The model has a graph of its own.
    """

    def __init__(
        self, layers: Sequence[Callable[[Any], Any]] = (), input_shape: Sequence[int] | None = None, name: str = "sequential"
    ) -> None:
        self.name = name
        self.layers = list(layers)
        self._ends = None
        self._compiled = None
        self._session = None
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
            x = placeholder(("batch", *input_shape), name="x", layout=layout)
            self._ends = (x, self(x))

    def __call__(self, value: Any) -> Any:
        """Apply the layers to a value of another graph, or as one layer of another model."""
        for layer in self.layers:
            value = layer(value)
        return value

    def _prepare_for(self, features: TensorType) -> None:
        if self._ends is None:
            self.build(features.static_shape, features.layout)


class _WithValidation(Pipeline):
    """A pipeline with the rows that the caller keeps for validation."""

    def __init__(self, pipeline: Pipeline, validation: Pipeline) -> None:
        super().__init__(folder=pipeline.folder)
        self.stages = pipeline.stages
        self._validation = validation

    def build(self, seed: int = 0, folder: Any = None) -> Loaded:
        loaded = super().build(seed, folder)
        return replace(loaded, parts={**loaded.parts, "validation": self._validation.build(seed).part("train")})


def _pipeline(x: Any, y: Any, batch_size: int, split: float, validation: tuple[Any, Any] | None, shuffle: bool) -> Pipeline:
    pipeline = from_arrays(x, y)
    if split and validation is None:
        pipeline = pipeline.split(split)
    if shuffle:
        pipeline = pipeline.shuffle()
    pipeline = pipeline.batch(batch_size)
    return pipeline if validation is None else _WithValidation(pipeline, from_arrays(*validation))


def _optimizer(given: str | Optimizer) -> Optimizer:
    if isinstance(given, Optimizer):
        return given
    known = {made.__name__.lower(): made for made in OPTIMIZERS}
    if given.lower() not in known:
        raise TrainingError("there is no optimizer '{wanted}'; use one of {known}", wanted=given, known=", ".join(known))
    return known[given.lower()]()


def _name_of(metric: str | Apply) -> str:
    """What a metric is called in the history: its own name, or that of the function or class."""
    if isinstance(metric, str):
        return metric
    op = getattr(metric, "op", None)
    found = getattr(metric, "name", None) or getattr(metric, "__name__", None) or (op.name if op else type(metric).__name__)
    return str(found).removesuffix("_metric")


def _resolve(given: str | Apply, module: Any, what: str) -> Apply:
    """The function of that name in a module of losses or metrics; what can be called is taken as it is."""
    if not isinstance(given, str):
        return given
    name = _SHORT.get(given, given)
    known = [item for item in dir(module) if item.islower()]
    if name not in known:
        raise TrainingError("there is no {what} '{wanted}'; use one of {known}", what=what, wanted=given, known=", ".join(known))
    found: Apply = getattr(module, name)
    return found


def _count(values: Sequence[Value]) -> int:
    return sum(math.prod(value.type.static_shape) for value in values)
