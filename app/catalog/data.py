"""Kinds of data steps, derived from the declarations in ``engine.data``."""

from __future__ import annotations

from collections.abc import Iterator

import engine.data
from app.catalog.spec import Kind, PortSpec
from engine.data import registry
from engine.data.spec import Step

_IN = PortSpec("data", "dataset", help="The rows.")
_SOURCE = PortSpec("data", "dataset", help="All rows.")
_OUT = PortSpec("rows", "dataset", help="The rows after this step.")  # not "data" again: a node's ports have names of their own
_BATCH = (
    PortSpec("x", "tensor", help="The features of one batch, a row for each example."),
    PortSpec("y", "labels", help="The targets of one batch: class labels or quantities."),
    PortSpec("sample_weight", "tensor", False, help="How much each row of the batch counts, where the data says so."),
)

#: role → inputs, outputs
_PORTS: dict[str, tuple[tuple[PortSpec, ...], tuple[PortSpec, ...]]] = {
    "source": ((), (_SOURCE,)),
    "transform": ((_IN,), (_OUT,)),
    "batch": ((_IN,), _BATCH),
}


def kinds() -> Iterator[Kind]:
    """One kind for every data step that the palette offers."""
    assert engine.data  # importing the package registers every step
    for step in registry.all_steps():
        if step.palette:
            yield from_step(step)


def from_step(step: Step) -> Kind:
    """The kind of a data step."""
    inputs, outputs = _PORTS[step.role]
    return Kind(
        name=step.title,
        title=step.title,
        category="Data",
        mark="dataset",
        role=step.role,
        target=step.name,
        inputs=inputs,
        outputs=outputs,
        attrs=step.attrs,
        help=step.help,
        source=step.source,
        telling=step.telling,
        keywords=step.keywords,
    )
