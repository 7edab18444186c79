"""The row of ``scan``: the step becomes a function of its own, written out once, which is called for each entry of the sequences.

On CUDA the loop is recorded with the rest of the step, so that its calls cost the host nothing when it is replayed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from engine.backends.torch.rows import Compute, Row, Site, dtype_of
from engine.passes.program import Program


def _scan(site: Site) -> Compute:
    from engine.backends.torch.function import write_function  # it reads the table that this row stands in

    body, carries, sequences = site.attrs["body"], site.attrs["carries"], site.attrs["sequences"]
    shared = replace(site.shared, kept={})  # what kernels keep for each other holds for one step of the loop
    program = Program(body.graph, tuple(body.outputs))
    step = write_function(program, body.outputs, body.inputs, {}, shared).call
    steps = site.types[carries].static_shape[0]
    backwards = site.attrs["reverse"]
    empty = [site.full(0, type_.static_shape, dtype_of(type_.dtype, site.device)) for type_ in site.results[carries:]]

    def loop(*values: Tensor) -> Any:
        carry: Sequence[Tensor] = values[:carries]
        scanned, fixed = values[carries : carries + sequences], values[carries + sequences :]
        entries = list(zip(*(sequence.unbind(0) for sequence in scanned), strict=True))
        rows: list[Sequence[Tensor]] = []
        for entry in reversed(entries) if backwards else entries:
            found = step(*carry, *entry, *fixed)
            carry = found[:carries]
            rows.append(found[carries:])
            shared.kept.clear()
        if backwards:
            rows.reverse()
        stacked = [torch.stack(column) for column in zip(*rows, strict=True)] if steps else [row.clone() for row in empty]
        found = (*(own(value, values) for value in carry), *stacked)
        return found if len(found) > 1 else found[0]

    return loop


def own(value: Tensor, inputs: Sequence[Tensor]) -> Tensor:
    """The value in memory of its own, where a step handed an input on."""
    place = value.untyped_storage().data_ptr()
    return value.clone() if any(place == other.untyped_storage().data_ptr() for other in inputs) else value


LOOPS: dict[str, Row] = {"scan": Row(_scan)}
