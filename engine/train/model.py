"""Models as Keras users know them: ``compile``, ``fit``, ``evaluate``, ``predict``, ``summary``, ``save``.

Targets get their placeholders when the first data comes, since their type (class numbers, one-hot rows, quantities) is that of
the data.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.pipeline import Pipeline, from_arrays
from engine.errors import TrainingError
from engine.ir.graph import Graph, Value, ancestors
from engine.ir.matrix import checked_matrix, is_matrix
from engine.ir.types import TensorType, format_shape
from engine.ops.registry import get
from engine.optim import Optimizer
from engine.session import Session
from engine.train import saved
from engine.train.checkpoint import Checkpoint
from engine.train.compiled import Attached, Compiled
from engine.train.ends import Ends, Nested
from engine.train.events import CheckpointDone, EpochDone, RunDone
from engine.train.given import PLAIN, Fitted, as_rows, class_weights, count_rows
from engine.train.keeping import Checkpoints
from engine.train.program import state_of
from engine.train.rescue import put
from engine.train.spec import TrainingSpec
from engine.train.steps import TOGETHER
from engine.train.stopping import Rule
from engine.train.trainer import Trainer
from engine.train.units import Looks

Array = np.ndarray[Any, Any]

#: The end of a model that is not built yet: it will be one.
_UNKNOWN = Ends("one", {"output": None})  # type: ignore[dict-item]


@dataclass
class History:
    """What ``fit`` saw: ``history["val_loss"]`` holds one number for each epoch of ``epoch``, which count from 0 as Keras's do.

    ``reason`` says why it ended: ``finished``, ``early_stopping`` or ``threshold``; ``best_epoch`` is the best one (from 0) where
    there was early stopping.
    """

    history: dict[str, list[float]] = field(default_factory=dict)
    epoch: list[int] = field(default_factory=list)
    reason: str = "finished"
    best_epoch: int | None = None

    def add(self, done: EpochDone) -> None:
        self.epoch.append(done.epoch - 1)
        for name, value in done.values.items():
            self.history.setdefault(name, []).append(value)


class Model:
    """A model from placeholders to what is computed from them: ``Model(inputs=x, outputs=scores)``.

    Several inputs or outputs are given in a list or a dict; data comes and goes in the same structure.  Outputs are called as
    in the dict, else as their nodes.
    """

    _ends: tuple[Ends, Ends] | None

    def __init__(self, inputs: Nested, outputs: Nested, name: str = "model") -> None:
        self._start(name)
        self._ends = _checked(Ends.of(inputs), Ends.of(outputs))

    def _start(self, name: str) -> None:
        self.name = name
        self._ends = None
        self._compiled: Compiled | None = None
        self._given: tuple[Any, ...] | None = None
        self._session: Session | None = None
        self._state: list[str] = []  # what the optimizer remembers, by variable
        self._pending: dict[str, Array] = {}  # the same, as it was read from a file

    @property
    def inputs(self) -> Nested:
        return self._built()[0].structure

    @property
    def outputs(self) -> Nested:
        return self._built()[1].structure

    @property
    def _outputs(self) -> list[Value]:
        return list(self._built()[1].values.values())

    @property
    def graph(self) -> Graph:
        return self._outputs[0].graph

    def compile(
        self,
        optimizer: str | Optimizer = "adam",
        loss: Nested = "mean_squared_error",
        metrics: Nested = (),
        device: str = "cpu",
        seed: int | None = None,
        loss_weights: Nested = None,
    ) -> None:
        """Say how to train.  Names are Keras's: ``"adam"``, ``"sparse_categorical_crossentropy"``, ``"accuracy"``.

        A model with several outputs takes one loss for all or one for each (in a list or a dict; None where an output has
        none), metrics for each, and ``loss_weights``; what is made small is the weighted sum.  ``seed`` draws the weights anew
        and decides the order of the rows; without one, a model keeps its weights, and one that has none draws them from 0.
        """
        self._given = (optimizer, loss, metrics, loss_weights, device, seed or 0)
        self._compiled = None
        self._state, self._pending = [], {}
        self._resolved(optimizer, loss, metrics, loss_weights, device, seed or 0)
        if seed is not None or (self._session is not None and self._session.device.name != device):
            kept = self.get_weights() if seed is None else {}
            self._session = None
            self.set_weights(kept)

    def _resolved(self, optimizer: Any, loss: Any, metrics: Any, loss_weights: Any, device: str, seed: int) -> None:
        """Look everything up at once, so that a wrong name is said where it stands."""
        ends = self._ends[1] if self._ends is not None else _UNKNOWN
        self._compiled = Compiled.of(ends, optimizer, loss, metrics, loss_weights, device, seed)

    def fit(
        self,
        x: Any,
        y: Any = None,
        batch_size: int = 32,
        epochs: int = 1,
        verbose: bool = True,
        callbacks: Sequence[Rule | Checkpoints] = (),
        validation_split: float = 0.0,
        validation_data: tuple[Any, ...] | None = None,
        shuffle: bool = True,
        class_weight: Mapping[int, float] | None = None,
        sample_weight: Any = None,
        initial_epoch: int = 0,
        resume: str | Path | Checkpoint | None = None,
    ) -> History:
        """Train on arrays, or on a pipeline that ends with a batch step; prints one line an epoch unless told not to.

        Called again, it goes on from the weights and the optimizer's state as they are.  ``callbacks`` are ``EarlyStopping``,
        ``Threshold`` and ``Checkpoints`` of ``engine.train``; ``resume`` goes on from a checkpoint, or a folder's newest.
        ``validation_split`` takes rows at random, by the seed; class weights do not count for them.  ``epochs`` is the last
        epoch, as in Keras: from ``initial_epoch`` on, ``epochs - initial_epoch`` are trained.
        """
        weights = (class_weight, sample_weight)
        pipeline = x if isinstance(x, Pipeline) else None
        if pipeline is None:
            pipeline = self._pipeline(x, y, batch_size, validation_split, validation_data, shuffle, *weights)
        self._prepare_for(pipeline.type.features)
        compiled, session = self._ready(), self._running()
        attached = self._attach(compiled, pipeline.element_types())
        spec = TrainingSpec(
            graph=self.graph, inputs=self._columns(attached), pipeline=pipeline, loss=attached.loss, metrics=attached.metrics,
            optimizer=compiled.optimizer, epochs=epochs, seed=compiled.seed, device=compiled.device, name=self.name,
            stopping=[item for item in callbacks if not isinstance(item, Checkpoints)],
        )  # fmt: skip
        keeping = next((item for item in callbacks if isinstance(item, Checkpoints)), None)
        trainer = Trainer(spec, session, resume=resume, checkpoints=keeping, first_epoch=initial_epoch)
        mine = set(self.get_weights())
        self._state = [value.name for value in state_of(trainer.program) if value.name not in mine]
        put(session, {name: array for name, array in self._pending.items() if name in self._state})
        self._pending = {}
        history = History()
        for done in trainer.figures:
            history.add(done)
        for event in trainer.events(together=TOGETHER):
            if isinstance(event, EpochDone):
                history.add(event)
                if verbose:
                    figures = "  ".join(f"{name} {value:.4g}" for name, value in event.values.items())
                    print(f"epoch {event.epoch}/{epochs}  {figures}")
            elif isinstance(event, CheckpointDone) and event.error is not None and verbose:
                print(event.error)
            elif isinstance(event, RunDone):
                history.reason = event.reason
                history.best_epoch = None if event.best_epoch is None else event.best_epoch - 1
        return history

    def evaluate(
        self, x: Any, y: Any = None, batch_size: int = 32, part: str = "validation", sample_weight: Any = None
    ) -> dict[str, float]:
        """Loss and metrics over arrays, or over one part of a pipeline, with the weights as they are."""
        given = x if isinstance(x, Pipeline) else None
        pipeline = given or self._pipeline(x, y, batch_size, 0.0, None, False, None, sample_weight)
        self._prepare_for(pipeline.type.features)
        compiled, session = self._ready(), self._running()
        attached = self._attach(compiled, pipeline.element_types())
        loaded = replace(pipeline.build(compiled.seed), shuffle_seed=None)
        looks = Looks(session, self._columns(attached), attached.loss, attached.metrics)
        return looks.over(loaded, part if given is not None else "train")

    def predict(self, x: Any, batch_size: int = 32) -> Nested:
        """The outputs for rows of features, outside training mode, in the structure of the model's outputs."""
        if self._ends is None:
            first = checked_matrix(x) if is_matrix(x) else np.asarray(x)
            if not first.ndim or not first.shape[0]:
                raise TrainingError("there are no rows to predict from; give at least one")
            self._prepare_for(TensorType(self._input_dtype(), first.shape[1:], "csr" if is_matrix(x) else "dense"))
        ends, outputs = self._built()
        rows = {name: as_rows(array, ends.values[name]) for name, array in ends.match(x, "x").items()}
        counts = {array.shape[0] if array.ndim else 0 for array in rows.values()}
        if counts == {0}:
            raise TrainingError("there are no rows to predict from; give at least one")
        if len(counts) > 1:
            raise TrainingError("the inputs have {counts} rows; give each as many", counts=" and ".join(map(str, sorted(counts))))
        session = self._running()
        parts: dict[str, list[Array]] = {name: [] for name in outputs.names}
        for start in range(0, counts.pop(), batch_size):
            feeds = {ends.values[name]: array[start : start + batch_size] for name, array in rows.items()}
            for name, found in session.run(dict(outputs.values), feeds, training=False).items():
                parts[name].append(found)
        return outputs.rebuild({name: np.concatenate(found) for name, found in parts.items()})

    @property
    def weights(self) -> list[Value]:
        """The variables that the outputs depend on, in the order in which they were made."""
        return [node.outputs[0] for node in ancestors(self._outputs) if node.op == "variable"]

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

        The settings of ``compile`` and what the optimizer remembers are kept too, so that a model that was read trains on;
        settings with a function of the caller's own are not, and the model has to be compiled again.
        """
        inputs, outputs = self._built()
        session = self._running()
        state = {name: session.get_variable(name) for name in self._state} or self._pending
        described = self._compiled.describe() if self._compiled is not None else None
        saved.write(saved.Saved(self.name, inputs, outputs, self.get_weights(), described, state), path)

    def summary(self) -> str:
        """Print a table of the model, which is also given back: each node, its kind, the shape that leaves it, its parameters."""
        lines = [("name", "kind", "output", "parameters")]
        counted: set[Value] = set()
        for node in ancestors(self._outputs):
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

    def _built(self) -> tuple[Ends, Ends]:
        if self._ends is None:
            raise TrainingError(
                "the model '{model}' does not know the shape of its input yet; give input_shape, or fit it first", model=self.name
            )
        return self._ends

    def _prepare_for(self, features: TensorType) -> None:
        """What has to be done when it is known what rows are like."""

    def _input_dtype(self) -> str:
        """What the rows are fed as while the model is not built."""
        return "float32"

    def _ready(self) -> Compiled:
        if self._compiled is None:
            raise TrainingError("the model '{model}' does not know how to train yet; call compile first", model=self.name)
        if self._given is not None and self._compiled.ends != self._built()[1]:
            self._resolved(*self._given)  # its outputs were not known then
        return self._compiled

    def _running(self) -> Session:
        """The session that holds the weights; made when they are first needed."""
        if self._session is None:
            device, seed = (self._compiled.device, self._compiled.seed) if self._compiled else ("cpu", 0)
            self._session = Session(graph=self.graph, device=device, seed=seed)
        return self._session

    def _input_columns(self) -> dict[str, Value]:
        """The inputs by the column of the data that feeds them."""
        inputs = self._built()[0]
        return {"x": inputs.values[inputs.names[0]]} if inputs.single else dict(inputs.values)

    def _columns(self, attached: Attached) -> dict[str, Value]:
        return {**self._input_columns(), **attached.columns}

    def _attach(self, compiled: Compiled, types: Mapping[str, TensorType]) -> Attached:
        missing = [column for column in self._input_columns() if column not in types]
        if missing:
            raise TrainingError(
                "the data has no column '{column}' for that input; it has {known}", column=missing[0], known=", ".join(types)
            )
        return compiled.attach(self.graph, types, next(iter(self._input_columns().values())))

    # --- rows ----------------------------------------------------------------------------------------------------------

    def _pipeline(
        self, x: Any, y: Any, batch_size: int, split: float, validation: tuple[Any, ...] | None, shuffle: bool,
        class_weight: Mapping[int, float] | None, sample_weight: Any,
    ) -> Pipeline:  # fmt: skip
        """Arrays as a pipeline; weights of classes become weights of the rows that are trained on."""
        split = 0.0 if validation is not None else split
        weights, plain = sample_weight, None
        if class_weight is not None:
            plain = np.ones(len(y), "float32") if sample_weight is None else np.asarray(sample_weight)
            weights = plain * class_weights(y, class_weight)
        pipeline = self._source(x, y, weights, plain if split else None)
        if split:
            pipeline = pipeline.split(split)
        if shuffle:
            pipeline = pipeline.shuffle()
        kept = None
        if validation is not None:
            more = validation[2] if len(validation) > 2 else None
            more = np.ones(count_rows(validation[0]), "float32") if more is None and weights is not None else more
            kept = self._source(validation[0], validation[1], more if weights is not None else None, None)
        return Fitted(pipeline.batch(batch_size), kept, plain is not None and bool(split))

    def _source(self, x: Any, y: Any, weights: Any, plain: Any) -> Pipeline:
        if self._ends is None:
            simple = self._input_dtype() == "float32"
            columns, targets = {"x": x if simple else np.asarray(x, self._input_dtype())}, {"y": y}
        else:
            inputs, outputs = self._ends
            fed = self._input_columns()
            given = inputs.match(x, "x")
            columns = {column: as_rows(array, fed[column]) for column, array in zip(fed, given.values(), strict=True)}
            targets = self._targets(outputs, y)
            simple = inputs.single and fed["x"].type.is_float
        single = targets.pop("y", None)
        more = {**targets, **({PLAIN: plain} if plain is not None else {})}
        if simple and not more:
            return from_arrays(columns["x"], single, weights)
        return from_arrays({**columns, **more}, single, weights)

    def _targets(self, outputs: Ends, y: Any) -> dict[str, Any]:
        if outputs.single or y is None:
            return {"y": next(iter(outputs.match(y, "y").values())) if outputs.single else None}
        wanted = self._ready().target_columns
        given = outputs.match(y, "y", optional=True)
        missing = [name for name in wanted if given[name] is None]
        if missing:
            raise TrainingError("there are no targets for the output '{output}'; give y for it", output=missing[0])
        return {column: np.asarray(given[name]) for name, column in wanted.items()}


def load_model(path: str | Path) -> Model:
    """Read a model that ``Model.save`` wrote; FormatError where the file is missing, cut off, foreign or too new.

    It is compiled as it was saved, and its optimizer goes on where it was.
    """
    found = saved.read(path)
    model = Model(found.inputs.structure, found.outputs.structure, found.name)
    model._ends = (found.inputs, found.outputs)
    if found.compiled is not None:
        model._compiled = Compiled.restore(found.compiled, found.outputs)
    model.set_weights(found.weights)
    model._pending = dict(found.state)
    return model


def _checked(inputs: Ends, outputs: Ends) -> tuple[Ends, Ends]:
    """The ends, if one leads to the other."""
    reached = ancestors(list(outputs.values.values()))
    for value in inputs.values.values():
        if value.node.op != "placeholder":
            raise TrainingError(
                "'{value}' is not a placeholder, so it cannot be a model's input; give the placeholder", value=value.name
            )
        if value.node not in reached:
            raise TrainingError(
                "the output '{output}' does not depend on the input '{input}'; give the placeholder that it is computed from",
                output=outputs.names[0], input=value.name,
            )  # fmt: skip
    return inputs, outputs


def _count(values: Sequence[Value]) -> int:
    return sum(math.prod(value.type.static_shape) for value in values)
