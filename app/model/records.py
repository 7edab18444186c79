"""What a document is made of: immutable records, by id.  No Qt here, so the worker and the command line use them too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from app.model.definitions import Definition


class PortRef(NamedTuple):
    """One port of one node."""

    node: str
    port: str

    def __str__(self) -> str:
        return f"{self.node}.{self.port}"

    @classmethod
    def parse(cls, text: str) -> PortRef:
        node, _, port = text.rpartition(".")
        return cls(node, port)


class NodeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One node on the canvas.

    ``name`` is what the user calls it (unique in the document; it names the weights and the exported layer); ``attributes``
    holds only what differs from the kind's defaults; a ``muted`` node hands on what comes in as if it were a wire;
    ``pinned`` names the output or the weight whose value its card shows, nothing where it shows none; ``dismissed`` are the rules
    whose warnings about this node are not to be told; ``group`` is the id of
    the group node that it lies in (see ``app.model.groups``); ``definition`` makes a group an instance of a kind of its own,
    whose parameters stand in its attributes, and ``driven`` names the parameters that attributes of a node in it follow (see
    ``app.model.definitions``); ``extra`` keeps keys that this version does not know, to be written back.
    """

    id: str
    kind: str
    name: str
    x: float = 0.0
    y: float = 0.0
    attributes: Mapping[str, Any] = {}
    muted: bool = False
    pinned: str = ""
    dismissed: tuple[str, ...] = ()
    group: str | None = None
    definition: Definition | None = None
    driven: Mapping[str, str] = {}
    extra: Mapping[str, Any] = {}


class LinkRecord(NamedTuple):
    """A wire from an output to an input.  An input takes one wire, so the target identifies the link."""

    source: PortRef
    target: PortRef


class RunSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How the document is trained.  ``device`` as named by ``engine.list_devices()``; ``epochs`` at least 1; ``seed`` at least 0.

    What ends a run early and how often it is kept is declared in ``app.model.run_settings``.  ``extra`` keeps settings that this
    version does not know.
    """

    device: str = "cpu"
    epochs: int = 20
    seed: int = 0
    early_stopping: bool = False
    monitor: str = "val_loss"
    patience: int = 5
    min_delta: float = 0.0
    restore_best_weights: bool = True
    loss_threshold: float | None = None
    checkpoint_every: int | None = None
    extra: Mapping[str, Any] = {}


class DocumentRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A whole document at one moment: what is saved, checked, sent to the worker, exported.

    ``nodes`` by id and ``links`` by target, both in the order in which they were added.  ``link_extra`` keeps what a newer
    version wrote into its links, by link; it is written back for the links that are still there.
    """

    name: str = "Untitled"
    settings: RunSettings = RunSettings()
    nodes: Mapping[str, NodeRecord] = {}
    links: Mapping[PortRef, LinkRecord] = {}
    extra: Mapping[str, Any] = {}
    link_extra: Mapping[LinkRecord, Mapping[str, Any]] = {}
