"""The table of the PyTorch backend: one row an op.

A composite without a row is expanded.  A primitive without one, which is a plug-in's, is computed by its NumPy reference on the
host: it runs, with a transfer each way, and the plan says so.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.backends.torch.composites import COMPOSITES
from engine.backends.torch.draws import DRAWS
from engine.backends.torch.entrywise import ENTRYWISE
from engine.backends.torch.images import IMAGES
from engine.backends.torch.layout import LAYOUT
from engine.backends.torch.loops import LOOPS
from engine.backends.torch.places import PLACES
from engine.backends.torch.rows import Compute, Row, Site
from engine.backends.torch.sparse import SPARSE
from engine.backends.torch.tables import TABLES
from engine.backends.torch.updates import TOGETHER
from engine.backends.torch.whole import WHOLE
from engine.ir.graph import Node

ROWS: dict[str, Row] = {**ENTRYWISE, **LAYOUT, **PLACES, **IMAGES, **DRAWS, **COMPOSITES, **WHOLE, **SPARSE, **TABLES, **LOOPS}


def _on_the_host(site: Site) -> Compute:
    """The op's reference, between two transfers."""
    reference, attrs, clock = site.op.reference, dict(site.attrs), site.shared.clock
    assert reference is not None
    shapes = [np.broadcast_to(np.zeros((), type_.dtype), type_.static_shape) for type_ in site.types]
    drawn = "random" in site.op.traits

    def compute(*tensors: Tensor | None) -> Any:
        arrays = [shape if t is None else t.cpu().numpy() for t, shape in zip(tensors, shapes, strict=True)]
        rng = {"rng": np.random.default_rng([clock.seed, attrs.get("seed") or 0, clock.step])} if drawn else {}
        with np.errstate(all="ignore"):
            results = reference(*arrays, **attrs, **rng)
        found = tuple(
            torch.from_numpy(np.array(result, type_.dtype)).to(site.device)
            for result, type_ in zip(results if isinstance(results, tuple) else (results,), site.results, strict=True)
        )
        return found if len(site.results) > 1 else found[0]

    return compute


HOST = Row(_on_the_host)


def row_of(node: Node) -> Row:
    """The row of a primitive, or of a composite that was kept."""
    return ROWS.get(node.op, HOST)


def has_row(node: Node) -> bool:
    """Whether a composite is to be kept whole, since there is a row for it."""
    if node.op in TOGETHER:
        return TOGETHER[node.op].fits(node)
    return node.op in ROWS and ROWS[node.op].fits(node)
