"""The mean of a loss over the rows of an epoch, for runs in which there are several losses to be followed."""

from __future__ import annotations

from collections.abc import Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType
from engine.metrics.metric import Metric, MetricValue, mean
from engine.ops.spec import Op, Port, Sample


def _infer(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    return TensorType(types[0].dtype), TensorType("int64")


def _expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    loss, rows = inputs
    count = b.dim_size(rows, axis=0)
    return b.multiply(loss, b.cast(count, dtype=loss.dtype)), count


MEAN_LOSS = Op(
    name="mean_loss",
    title="MeanLoss",
    inputs=(Port("loss", "float"), Port("rows", shape_only=True)),
    outputs=("total", "count"),
    infer=_infer,
    expand=_expand,
    samples=(Sample(((), (5, 3))), Sample(((), (1,)))),
    help="Mean of a loss over all rows, given the mean of each batch.",
    formula="Σ loss·rows / Σ rows",
    source="Keras metrics.Mean",
)
OPS = (MEAN_LOSS,)


def follow_loss(name: str, loss: Value, rows: Value) -> MetricValue:
    """A loss as a figure of the run; ``rows`` is any value of the batch, which says how many rows it has."""
    statistics = Builder(loss.graph).apply("mean_loss", loss, rows, name=f"{name}/mean")
    assert isinstance(statistics, tuple)
    return MetricValue(name, Metric(MEAN_LOSS, mean, larger_is_better=False), statistics)
