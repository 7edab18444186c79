"""Values for a sample of the data, as pictures: the worker's part of the live previews.  No Qt here.

A preview is worked out only while nothing else waits: between its stages it gives way to any command.  What it needs most is
kept from one to the next: the last document as graph with its weights, and the sample of its data.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app.catalog.registry import catalog
from app.compile.lower import lower
from app.compile.state import Flow, Lowered
from app.model.groups import origin, path, scoped_name
from app.model.looks import FIGURE
from app.model.pictures import AnyPicture, Seen, Unseen
from app.model.records import DocumentRecord, PortRef
from app.project.format import loads
from app.session.picturing import picture_of
from app.session.pipes import Gone, PutOff, plain
from engine.backends.base import Plan
from engine.data import Pipeline
from engine.data.downloads import without_network
from engine.errors import NodegradError
from engine.ir.graph import Node, Value, ancestors
from engine.metrics import MetricValue
from engine.session import Session

if TYPE_CHECKING:
    from engine.train import Trainer

SAMPLE = 32  # rows
_MOST_VALUES = 256 << 20  # bytes of everything between the sample and what is looked at
_MOST_MEMORY = 1 << 30  # bytes of the same for one row
_MOST_WEIGHTS = 1 << 30  # bytes
_LONG = 1 << 18  # characters of a document that a run is not kept waiting for
_MOST_SAMPLES = 8  # that are kept

Rows = Mapping[str, Any]


class Waits(NodegradError):
    """There will be a value once the run has ended."""


@dataclass
class Scene:
    """A document as graph with the weights that it is looked at with; ``step`` counts the training steps behind them.

    While its run is ``live``, only the ``sample`` that the run has in memory is looked at.
    """

    record: DocumentRecord
    folder: str
    lowered: Lowered
    session: Session
    run: str = ""
    step: int = 0
    live: bool = False
    sample: Rows | None = field(default=None, repr=False)
    plan: Plan | None = field(default=None, repr=False)  # of the run's steps

    @property
    def home(self) -> Path | None:
        """Where relative data paths start."""
        return Path(self.folder) if self.folder else None

    def means(self, record: DocumentRecord, folder: str) -> bool:
        """Whether values of a document are those of this one."""
        return self.folder == folder and (record == self.record or meaning(record) == meaning(self.record))


def meaning(record: DocumentRecord) -> object:
    """What values depend on: not where nodes lie, what their cards show, or what notes say."""
    kinds = catalog()
    nodes = [
        (node.id, node.kind, node.name, node.attributes, node.muted, node.group)
        for node in record.nodes.values()
        if node.kind not in kinds or kinds.get(node.kind).role not in ("note", "frame")
    ]
    return nodes, set(record.links.values()), record.settings.seed


class Samples:
    """The first rows that training would see, by pipeline; files that changed since are read again."""

    def __init__(self) -> None:
        self._kept: dict[str, Rows] = {}

    def of(self, flow: Flow, folder: Path | None, seed: int) -> Rows:
        """The rows that leave a step, as a batch; DataError where they cannot be had."""
        stages = [stage for stage in flow.stages if stage[0] != "batch"]
        batch = next((dict(stage[1]) for stage in flow.stages if stage[0] == "batch"), {"batch_size": SAMPLE})
        batch |= {"batch_size": min(SAMPLE, int(batch["batch_size"])), "drop_remainder": False}
        key = repr((stages, batch["batch_size"], folder, seed, [_stamp(folder, attrs) for _, attrs, _ in stages]))
        if key not in self._kept:
            last = flow.stages[-1][2]
            with without_network():
                loaded = Pipeline([*stages, ("batch", batch, last)], folder).build(seed, folder)
                rows = next(iter(loaded.batches("train")))
            if len(self._kept) >= _MOST_SAMPLES:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = dict(rows)
        return self._kept[key]


def _stamp(folder: Path | None, attrs: Mapping[str, Any]) -> list[tuple[str, int]]:
    """When the files were changed that a step names."""
    found = []
    for name, value in attrs.items():
        if isinstance(value, str) and value and len(value) < 1024 and "\0" not in value:
            path = (folder or Path()) / value
            try:
                found.append((name, path.stat().st_mtime_ns))
            except OSError:
                continue
    return found


class Previewer:
    """Makes pictures for the looks that are asked for.

    ``ask`` raises PutOff where something else should come first; ``explain`` makes a sentence of an error that nobody foresaw.
    """

    def __init__(self, ask: Callable[[], None], explain: Callable[[BaseException], NodegradError]) -> None:
        self._ask = ask
        self._explain = explain
        self._samples = Samples()
        self._last: Scene | None = None
        self.trained: Scene | None = None  # the last run's, or the one's that is on

    def idle(self, document: str, folder: str, looks: Sequence[tuple[str, str]], run: str) -> tuple[list[Seen], int]:
        """The looks at a document, and the training steps behind its weights: those of ``run`` where it trained the same."""
        scene = self._scene(loads(document), folder, run)
        return self._seen(scene, looks), scene.step

    def running(self, document: str, folder: str, looks: Sequence[tuple[str, str]], trainer: Trainer) -> tuple[list[Seen], int]:
        """The same between two steps of a run: of its own graph with its weights, or that they have to wait."""
        scene = self.trained
        assert scene is not None
        if len(document) > _LONG or not scene.means(loads(document), folder):
            waits = Unseen(template="the run trains another version of the graph; values are shown when it ends", waits=True)
            return [Seen(node=node, port=port, picture=waits) for node, port in looks], 0
        if scene.sample is None:
            scene.sample = _rows_at_hand(trainer)
        scene.step = trainer.progress.step
        return self._seen(scene, looks), scene.step

    def _scene(self, record: DocumentRecord, folder: str, run: str) -> Scene:
        if self.trained is not None and run == self.trained.run and self.trained.means(record, folder):
            return self.trained
        if self._last is None or not self._last.means(record, folder):
            lowered = lower(record, catalog(), folder=folder or None)
            self._last = Scene(record, folder, lowered, Session(lowered.graph, seed=record.settings.seed))
        return self._last

    def _give_way(self, scene: Scene) -> None:
        if not scene.live:
            self._ask()

    # --- one look after the other ----------------------------------------------------------------------------------------

    def _seen(self, scene: Scene, looks: Sequence[tuple[str, str]]) -> list[Seen]:
        wanted = [PortRef(*look) for look in looks]
        found: dict[PortRef, AnyPicture] = {}
        fetched: dict[PortRef, list[Value]] = {}
        for ref in wanted:
            self._give_way(scene)
            with self._contained(found, ref):
                picture = self._at_hand(scene, ref)
                if isinstance(picture, list):
                    fetched[ref] = picture
                else:
                    found[ref] = picture
        self._fetch(scene, fetched, found)
        return [Seen(node=ref.node, port=ref.port, picture=found[ref]) for ref in wanted]

    def _at_hand(self, scene: Scene, ref: PortRef) -> AnyPicture | list[Value]:
        """The picture of what need not be worked out; otherwise the values that must be."""
        lowered = scene.lowered
        ref = lowered.origins.get(ref, ref)  # on a group's port, what flows through it
        if ref in lowered.values:
            value = lowered.values[ref]
            if value.node.op == "variable":
                return picture_of(self._variable(scene, value))
            return picture_of(self._feeds(scene, [value])[value]) if value.node.op == "placeholder" else [value]
        if ref.port in lowered.weights.get(ref.node, {}):
            return picture_of(self._variable(scene, lowered.weights[ref.node][ref.port]), weight=True)
        if ref in lowered.flows:
            return picture_of(next(iter(self._rows(scene, lowered.flows[ref]).values())))
        figure = self._figure(scene, ref)
        return list(figure.statistics) if figure is not None else _reason(lowered, ref.node)

    def _figure(self, scene: Scene, ref: PortRef) -> MetricValue | None:
        node = scene.lowered.record.nodes.get(ref.node)
        if node is None or ref.port != FIGURE:
            return None
        figures = scene.lowered.figures
        return figures.get(scoped_name(scene.lowered.record.nodes, node.id), figures.get(node.name))

    def _fetch(self, scene: Scene, fetched: Mapping[PortRef, list[Value]], found: dict[PortRef, AnyPicture]) -> None:
        """All at once; where that fails, one by one, so that only what fails is not seen."""
        try:
            results = iter(self._run(scene, [value for values in fetched.values() for value in values]))
        except (PutOff, Gone):
            raise
        except Exception:
            results = None
        for ref, values in fetched.items():
            self._give_way(scene)
            with self._contained(found, ref):
                own = self._run(scene, values) if results is None else list(islice(results, len(values)))
                figure = self._figure(scene, ref)
                found[ref] = picture_of(own[0] if figure is None else np.float64(figure.result(*own)))

    @contextmanager
    def _contained(self, found: dict[PortRef, AnyPicture], ref: PortRef) -> Iterator[None]:
        """What goes wrong inside is said in the picture's place."""
        try:
            yield
        except (PutOff, Gone):
            raise
        except Exception as error:
            told = error if isinstance(error, NodegradError) else self._explain(error)
            found[ref] = Unseen(template=told.template, params=plain(told.params), waits=isinstance(told, Waits))

    # --- values -----------------------------------------------------------------------------------------------------------

    def _run(self, scene: Scene, values: Sequence[Value]) -> list[Any]:
        """The values for the sample, as they are when nothing is trained."""
        if not values:
            return []
        nodes = ancestors(values)
        self._check_weights(scene, [node.outputs[0] for node in nodes if node.op == "variable"])
        feeds = self._feeds(scene, [node.outputs[0] for node in nodes if node.op == "placeholder"])
        self._give_way(scene)
        rows = _fitting_rows(nodes, max((array.shape[0] for array in feeds.values()), default=1))
        scene.session.step = 0  # random ops draw the same each time, so that a picture changes only where the graph does
        found: list[Any] = scene.session.run(list(values), {value: rest[:rows] for value, rest in feeds.items()}, training=False)
        return found

    def _variable(self, scene: Scene, value: Value) -> Any:
        self._check_weights(scene, [value])
        return scene.session.get_variable(value)

    def _check_weights(self, scene: Scene, variables: Sequence[Value]) -> None:
        if scene.run:
            return  # they are there already
        first = [node.outputs[0] for node in scene.lowered.graph.ops("variable")]  # a session draws all of them
        size = sum(_bytes(value, 1) for value in first) if variables else 0
        if size > _MOST_WEIGHTS:
            raise NodegradError("the weights take {size:,.1f} GiB, too much to draw for a look; start a run", size=size / 2**30)

    def _feeds(self, scene: Scene, placeholders: Sequence[Value]) -> dict[Value, Any]:
        """Rows for the placeholders that are fed by data."""
        lowered = scene.lowered
        columns = {value: ref for ref, value in lowered.values.items() if ref.node in lowered.ends and value in placeholders}
        found: dict[Value, Any] = {}
        for value in placeholders:
            if value not in columns:
                raise NodegradError("'{feed}' is fed by nothing; connect data in its place to see values", feed=value.name)
            found[value] = self._rows(scene, lowered.ends[columns[value].node])[columns[value].port]
        return found

    def _rows(self, scene: Scene, flow: Flow) -> Rows:
        if not scene.live:
            return self._samples.of(flow, scene.home, scene.lowered.record.settings.seed)
        if scene.sample is None or not any(flow is end for end in scene.lowered.ends.values()):
            raise Waits("rows are read by the run now; values are shown when it ends")
        return scene.sample


def _rows_at_hand(trainer: Trainer) -> Rows | None:
    """The sample where its rows lie in memory."""
    loaded = trainer.loaded
    part = loaded.part("train")
    if part.sequential or not part.in_memory:
        return None
    return part.take(loaded.order("train", 0)[: min(SAMPLE, loaded.batch_size)], 0)


def _bytes(value: Value, rows: int) -> int:
    """What a value takes where every size that is not known is the number of rows."""
    count = math.prod(dim if isinstance(dim, int) else rows for dim in value.type.shape)
    return count * (1 if value.dtype == "bool" else int("".join(filter(str.isdigit, value.dtype))) // 8)


def _fitting_rows(nodes: Iterable[Node], rows: int) -> int:
    """So many of the rows that what lies between them and the result stays small."""
    values = [value for node in nodes if node.op not in ("variable", "constant") for value in node.outputs]
    while rows > 1 and sum(_bytes(value, rows) for value in values) > _MOST_VALUES:
        rows //= 2
    if sum(_bytes(value, rows) for value in values) > _MOST_MEMORY:
        raise NodegradError("one row takes {size:,.1f} GiB here, too much for a look",
                            size=sum(_bytes(value, rows) for value in values) / 2**30)  # fmt: skip
    return rows


def _reason(lowered: Lowered, node: str) -> Unseen:
    """Why a node has no value: its own problem, or that of a group around it, or of a node before it."""
    nodes = lowered.record.nodes
    if node not in nodes:
        return Unseen(template="this node is gone")
    wrong = {problem.node: problem for problem in reversed(lowered.errors)}
    around = path(nodes, nodes[node].group)[::-1]
    for place in (node, *around):
        if place in wrong:
            return Unseen(template=wrong[place].template, params=plain(wrong[place].params))
        if place != node and nodes[place].muted:
            template = "the group '{group}' is muted, so nothing in it is worked out; unmute it to see values"
            return Unseen(template=template, params={"group": nodes[place].name})
    before = next((each for each in _before(lowered.record, node) if each in wrong), None)
    if before is not None:
        template = "there is no value here before '{node}' is mended; it is listed in Problems"
        return Unseen(template=template, params={"node": nodes[before].name})
    return Unseen(template="there is no value here yet; mend what is wrong before this node")


def _before(record: DocumentRecord, node: str) -> Iterator[str]:
    """The nodes before a node, the nearest first, in and out of groups."""
    sources: dict[str, list[PortRef]] = {}
    for link in record.links.values():
        sources.setdefault(link.target.node, []).append(link.source)
    seen, waiting = {node}, deque([node])
    while waiting:
        for source in sources.get(waiting.popleft(), ()):
            for each in dict.fromkeys((source.node, origin(record, source).node)):
                if each not in seen and each in record.nodes:
                    seen.add(each)
                    waiting.append(each)
                    yield each
