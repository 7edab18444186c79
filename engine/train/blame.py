"""Finds the op that first gave NaN or infinity in a step whose loss is no number.

The forward pass is made again with the batch, the weights and the draws of that step, and the value of each op is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.backends.base import Cell, fill
from engine.errors import NodegradError
from engine.ir.graph import Node, Value, ancestors
from engine.ops.registry import get
from engine.session import Session
from engine.train.units import Units

Array = np.ndarray[Any, Any]

#: What only brings values in.
_GIVEN = ("placeholder", "variable", "constant")
#: What an op gave, by whether it is no number at all.
_WORDS = {True: "NaN", False: "infinity"}


@dataclass(frozen=True)
class Blame:
    """The op, what it gave (``NaN`` or ``infinity``), and the least and greatest number that it was given."""

    node: Node
    gave: str
    low: float
    high: float

    @property
    def title(self) -> str:
        return get(self.node.op).title


def first_bad(session: Session, inputs: Mapping[str, Value], loss: Value, feeds: Mapping[str, Any], step: int) -> Blame | None:
    """The first op below the loss with a value that is not finite, though all that it was given is.

    ``feeds`` are the batch by column, ``step`` counts the updates before it; the session's weights are those of that moment.
    None where no op can be told, and where looking at every value takes more memory than there is.
    """
    nodes = ancestors([loss])
    looked = [value for node in nodes if node.op != "placeholder" for value in node.outputs if _can_be_read(value)]
    columns = {column: inputs[column].type.with_shape(np.shape(feed)[1:]) for column, feed in feeds.items()}
    try:
        unit = Units(session, inputs, looked, training=True).get(len(next(iter(feeds.values()))), columns)
        for column, feed in feeds.items():
            fill(unit.feeds[column], feed.value if isinstance(feed, Cell) else feed)
        unit.run(step)
    except (NodegradError, MemoryError):
        return None
    found = dict(zip(looked, unit.results, strict=True))
    for node in nodes:
        bad = [found[value] for value in node.outputs if value in found and not np.isfinite(found[value]).all()]
        if bad and node.op not in _GIVEN:
            given = [found[value] for value in node.inputs if value in found and found[value].size]
            given += [feeds[column] for column, value in inputs.items() if value in node.inputs and _is_float(feeds.get(column))]
            if not all(np.isfinite(array).all() for array in given):
                return None
            low, high = min((float(x.min()) for x in given), default=np.nan), max((float(x.max()) for x in given), default=np.nan)
            return Blame(node, _WORDS[bool(np.isnan(bad[0]).any())], low, high)
    return None


def _can_be_read(value: Value) -> bool:
    return value.type.is_float and value.type.layout == "dense"


def _is_float(feed: Any) -> bool:
    return isinstance(feed, np.ndarray) and feed.dtype.kind == "f" and bool(feed.size)
