"""How a model is trained: optimizer, a loss for each output, metrics; by name or as objects, and as plain values for a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import losses, optim
from engine import metrics as measure
from engine.errors import TrainingError
from engine.ir.graph import Graph, Value
from engine.ir.types import TensorType
from engine.metrics.loss import follow_loss
from engine.metrics.metric import MetricValue
from engine.nn.layer import Layer
from engine.nn.regularizers import regularized
from engine.ops.state import placeholder
from engine.optim import OPTIMIZERS, Optimizer, schedules
from engine.train.ends import Ends, Nested

#: From targets and predictions to a value; a name stands for the function of that name.
Apply = Callable[..., Any]

_SHORT = {"mse": "mean_squared_error", "mae": "mean_absolute_error", "rmse": "root_mean_squared_error"}
_WEIGHTS = "sample_weight"


@dataclass(frozen=True)
class Attached:
    """Loss and metrics over targets of certain types, in the model's graph."""

    columns: Mapping[str, Value]  # of targets and weights
    loss: Value
    metrics: Mapping[str, MetricValue]


@dataclass
class Compiled:
    """The settings of ``compile``, for each output by name, and what was made of them so far."""

    ends: Ends
    optimizer: Optimizer
    losses: dict[str, Apply | None]
    loss_weights: dict[str, float]
    metrics: dict[str, dict[str, Apply]]
    device: str
    seed: int
    _attached: dict[tuple[Any, ...], Attached] = field(default_factory=dict)

    @classmethod
    def of(
        cls, ends: Ends, optimizer: str | Optimizer, loss: Nested, metrics: Nested, loss_weights: Nested, device: str, seed: int
    ) -> Compiled:
        """From what the caller gave; TrainingError where a name is not known."""
        found = {name: item and resolve(item, losses, "loss") for name, item in ends.spread(loss, "loss").items()}
        if not any(found.values()):
            raise TrainingError("there is no loss to train with; give one, such as mean_squared_error")
        given = {ends.names[0]: metrics} if ends.single else ends.match(metrics or [()] * len(ends.names), "metrics", True)
        measures = {
            name: {name_of(it): resolve(it, measure, "metric") for it in ([items] if _alone(items) else items or ())}
            for name, items in given.items()
        }
        shares = dict.fromkeys(ends.names, 1.0)
        if loss_weights is not None:
            matched = ends.match(loss_weights, "loss_weights", optional=True)
            shares = {name: 1.0 if share is None else float(share) for name, share in matched.items()}
        return cls(ends, find_optimizer(optimizer), found, shares, measures, device, seed)

    def target_column(self, output: str) -> str:
        """The column of the data that an output is compared with."""
        return "y" if self.ends.single else f"y_{output}"

    @property
    def target_columns(self) -> dict[str, str]:
        """By output; of those that have a loss or a metric."""
        used = [name for name in self.ends.names if self.losses[name] is not None or self.metrics.get(name)]
        return {name: self.target_column(name) for name in used}

    def attach(self, graph: Graph, types: Mapping[str, TensorType], rows: Value) -> Attached:
        """Loss and metrics over columns of these types; made when the first data of such types comes."""
        columns = self.target_columns
        for column in columns.values():
            if column not in types:
                raise TrainingError("the data has no targets; give y, or a pipeline whose data has them")
        wanted = [*columns.values(), *([_WEIGHTS] if _WEIGHTS in types else [])]
        key = tuple((column, types[column].dtype, types[column].shape) for column in wanted)
        if key not in self._attached:
            with graph:
                fed = {column: placeholder(types[column].shape, types[column].dtype, name=column) for column in wanted}
                self._attached[key] = self._attach(fed, rows)
        return self._attached[key]

    def _attach(self, fed: Mapping[str, Value], rows: Value) -> Attached:
        total: Value | None = None
        found: dict[str, MetricValue] = {}
        for name, value in self.ends.values.items():
            loss = self.losses[name]
            if loss is None:
                continue
            one = self._loss(loss, fed[self.target_column(name)], value, fed.get(_WEIGHTS))
            if not self.ends.single:
                found[f"{name}_loss"] = follow_loss(f"{name}_loss", one, rows)
            share = self.loss_weights[name]
            one = one if share == 1.0 else one * share
            total = one if total is None else total + one
        assert total is not None
        for name, value in self.ends.values.items():
            for metric, apply in self.metrics.get(name, {}).items():
                found[metric if self.ends.single else f"{name}_{metric}"] = apply(fed[self.target_column(name)], value)
        return Attached(fed, regularized(total), found)

    @staticmethod
    def _loss(loss: Apply, target: Value, value: Value, weights: Value | None) -> Value:
        if weights is None:
            result: Value = loss(target, value)
            return result
        try:
            result = loss(target, value, weights)
        except TypeError as error:
            raise TrainingError(
                "the loss {loss} takes no weights of rows; let it take them as a third argument", loss=name_of(loss)
            ) from error
        return result

    # --- as plain values -----------------------------------------------------------------------------------------------

    def describe(self) -> dict[str, Any] | None:
        """Plain values that ``restore`` makes the same of; None where a function of the caller's own is among them."""
        try:
            return {
                "optimizer": _describe_optimizer(self.optimizer),
                "loss": {name: loss and _describe(loss, losses) for name, loss in self.losses.items()},
                "loss_weights": self.loss_weights,
                "metrics": {
                    output: {name: _describe(apply, measure) for name, apply in items.items()}
                    for output, items in self.metrics.items()
                },
                "device": self.device,
                "seed": self.seed,
            }
        except LookupError:
            return None

    @classmethod
    def restore(cls, data: Mapping[str, Any], ends: Ends) -> Compiled:
        """What ``describe`` described."""
        return cls(
            ends=ends,
            optimizer=_restore_optimizer(data["optimizer"]),
            losses={name: loss and _restore(loss, losses) for name, loss in data["loss"].items()},
            loss_weights={name: float(share) for name, share in data["loss_weights"].items()},
            metrics={
                output: {name: _restore(apply, measure) for name, apply in items.items()}
                for output, items in data["metrics"].items()
            },
            device=str(data["device"]),
            seed=int(data["seed"]),
        )


def find_optimizer(given: str | Optimizer) -> Optimizer:
    """The optimizer of that name."""
    if isinstance(given, Optimizer):
        return given
    known = {made.__name__.lower(): made for made in OPTIMIZERS}
    if given.lower() not in known:
        raise TrainingError("there is no optimizer '{wanted}'; use one of {known}", wanted=given, known=", ".join(known))
    return known[given.lower()]()


def name_of(apply: str | Apply) -> str:
    """What a metric is called in the history: its own name, or that of the function or class."""
    if isinstance(apply, str):
        return apply
    op = getattr(apply, "op", None)
    found = getattr(apply, "name", None) or getattr(apply, "__name__", None) or (op.name if op else type(apply).__name__)
    return str(found).removesuffix("_metric")


def resolve(given: str | Apply, module: Any, what: str) -> Apply:
    """The function of that name in a module of losses or metrics; what can be called is taken as it is."""
    if not isinstance(given, str):
        return given
    name = _SHORT.get(given, given)
    known = [item for item in dir(module) if item.islower()]
    if name not in known:
        raise TrainingError("there is no {what} '{wanted}'; use one of {known}", what=what, wanted=given, known=", ".join(known))
    found: Apply = getattr(module, name)
    return found


def _alone(metrics: Nested) -> bool:
    """Whether it is one metric and not several."""
    return isinstance(metrics, str) or callable(metrics)


def _describe(apply: Apply, module: Any) -> dict[str, Any]:
    """A loss or metric of ours by name; LookupError for another function."""
    if isinstance(apply, Layer):
        name = type(apply).__name__
        name = name if hasattr(module, name) else name.removesuffix("Metric")
        if hasattr(module, name):
            return {"class": name, "attrs": dict(apply.attrs), "name": apply.name}
    else:
        name = getattr(apply, "__name__", "")
        if name and getattr(module, name, None) is apply:
            return {"function": name}
    raise LookupError(name)


def _restore(data: Mapping[str, Any], module: Any) -> Apply:
    made: Apply
    if "function" in data:
        made = getattr(module, data["function"])
    else:
        made = getattr(module, data["class"])(name=data["name"], **data["attrs"])
    return made


def _describe_optimizer(optimizer: Optimizer) -> dict[str, Any]:
    name, rate = type(optimizer).__name__, optimizer.learning_rate
    if not hasattr(optim, name):
        raise LookupError(name)
    described = _describe(rate, schedules) if callable(rate) else rate
    return {"class": name, "name": optimizer.name, "learning_rate": described, "attrs": {**optimizer.attrs, **optimizer.options}}


def _restore_optimizer(data: Mapping[str, Any]) -> Optimizer:
    rate = data["learning_rate"]
    made: Optimizer = getattr(optim, data["class"])(
        _restore(rate, schedules) if isinstance(rate, Mapping) else rate, name=data["name"], **data["attrs"]
    )
    return made
