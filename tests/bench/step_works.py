"""The training steps that are measured, and how Nodegrad makes them: by the public API, and from a project file.

Each step is declared once: its data, its layers as the canvas names them, its loss and its optimizer.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

#: Held until the process ends.
_limits = ExitStack()
Layer = tuple[str, dict[str, Any]]
#: Runs so many steps; what one call of it costs is not to be seen in the time of a step.
Steps = Callable[[int], None]


@dataclass(frozen=True)
class Work:
    """One training step.  ``shape`` of a row; ``classes`` of token or class numbers where it has them, 0 for plain numbers."""

    title: str
    batch: int
    shape: tuple[int, ...]
    layers: tuple[Layer, ...] = ()
    tokens: int = 0  # rows are numbers of tokens below this
    target: str = "classes"  # classes, tokens (one for each place), values or self
    loss: str = "SparseCategoricalCrossentropy"
    optimizer: str = "Adam"
    build: str = ""  # the name of a function below, for a graph that is no chain of layers


def dense(units: int, activation: str | None = None) -> Layer:
    return "Dense", {"units": units, **({"activation": activation} if activation else {})}


def conv(filters: int) -> Layer:
    return "Conv2D", {"filters": filters, "kernel_size": 3, "activation": "relu"}


_POOL: Layer = ("MaxPooling2D", {"pool_size": 2})
_BLOCK: Layer = ("TransformerEncoderBlock", {"num_heads": 4, "intermediate_dim": 256})
_MLP = (dense(128, "relu"), dense(10))

WORKS = {
    "W1": Work("linear regression, 2 features, SGD", 47, (2,), (dense(1),), 0, "values", "MeanSquaredError", "SGD"),
    "W2": Work(
        "10-5-1 sigmoid, SGD", 100, (10,), (dense(5, "sigmoid"), dense(1, "sigmoid")), 0, "values", "MeanSquaredError", "SGD"
    ),
    "W3": Work("softmax regression 784-10, SGD", 128, (784,), (dense(10),), optimizer="SGD"),
    "W4": Work("784-128-10 ReLU, Adam", 32, (784,), _MLP),
    "W4b": Work("784-128-10 ReLU, Adam", 128, (784,), _MLP),
    "W5": Work("784-1024-1024-10 ReLU, Adam", 256, (784,), (dense(1024, "relu"), dense(1024, "relu"), dense(10))),
    "W6": Work(
        "CNN 3×3×32, pool, 3×3×64, pool, 128, 10 on 28×28, Adam", 64, (28, 28, 1),
        (conv(32), _POOL, conv(64), _POOL, ("Flatten", {}), dense(128, "relu"), dense(10)),
    ),
    "W7": Work(
        "LSTM 128, length 32, embedding 64, Adam", 32, (32,),
        (("Embedding", {"input_dim": 1000, "output_dim": 64}), ("LSTM", {"units": 128}), dense(10)), 1000,
    ),
    "W8": Work(
        "two transformer encoder blocks, length 64, width 64, 4 heads, Adam", 16, (64,),
        (("Embedding", {"input_dim": 64, "output_dim": 64}), _BLOCK, _BLOCK, dense(64)), 64, "tokens",
    ),
}  # fmt: skip
#: Other batch sizes of the fourth.
WORKS |= {f"W4@{batch}": replace(WORKS["W4"], batch=batch) for batch in (1, 7, 1024)}
#: Graphs that nothing was made for.
WORKS |= {
    "X1": Work("residual CNN, batch norm, 32 channels on 16×16, Adam", 32, (16, 16, 3), build="residual"),
    "X2": Work("GRU 64 with masks, length 24, embedding 32, Adam", 32, (24,), (), 200, build="masked"),
    "X3": Work(
        "autoencoder 784-64-784, loss written as an Expression, Adam", 64, (784,), build="autoencoder", target="self"
    ),
}  # fmt: skip
#: Those that make up a project file as they stand.
FROM_FILES = [name for name, work in WORKS.items() if not work.build and "@" not in name]


def data(work: Work, batches: int = 1) -> tuple[Any, Any]:
    """Rows and targets, the same for everybody."""
    import numpy as np

    rng = np.random.default_rng(0)
    count = work.batch * batches
    x = rng.integers(0, work.tokens, (count, *work.shape)) if work.tokens else rng.random((count, *work.shape)).astype(np.float32)
    if work.target == "values":
        return x, rng.random((count, 1)).astype(np.float32)
    if work.target == "self":
        return x, x
    return x, rng.integers(0, 10, (count, *work.shape) if work.target == "tokens" else count)


def residual(ng: Any, x: Any) -> Any:
    for _ in range(2):
        before = x if x.shape[-1] == 32 else ng.nn.Conv2D(32, 1)(x)
        inner = ng.ops.relu(ng.nn.BatchNormalization()(ng.nn.Conv2D(32, 3, padding="same")(x)))
        x = ng.ops.relu(before + ng.nn.BatchNormalization()(ng.nn.Conv2D(32, 3, padding="same")(inner)))
    return ng.nn.Dense(10)(ng.nn.GlobalAveragePooling2D()(x))


def masked(ng: Any, x: Any) -> Any:
    mask = ng.ops.not_equal(x, 0)
    return ng.nn.Dense(10)(ng.nn.GRU(64)(ng.nn.Embedding(200, 32)(x), mask=mask))


def autoencoder(ng: Any, x: Any) -> Any:
    return ng.nn.Dense(784, activation="sigmoid")(ng.nn.Dense(64, activation="relu")(x))


def _loss(ng: Any, work: Work, y: Any, found: Any) -> Any:
    if work.build == "autoencoder":
        return ng.nn.expression("e = y - p\nmean(log(cosh(e)) + 0.01 * abs(e))", y=y, p=found)
    if work.loss == "MeanSquaredError":
        return ng.losses.mean_squared_error(y, found)
    return ng.losses.sparse_categorical_crossentropy(y, found, from_logits=True)


def api_plan(work: Work, device: str = "cpu") -> Any:
    """The plan of the step, from a graph made by the public API, with a batch in its feeds and the threads of a run."""
    import engine as ng
    from engine.ir.types import TensorType
    from engine.train.threads import WORTH_SHARING, largest_product, threads_of_run

    rows, labels = data(work)
    graph = ng.Graph()
    with graph:
        x = ng.placeholder(("batch", *rows.shape[1:]), dtype=rows.dtype.name, name="x")
        y = ng.placeholder(("batch", *labels.shape[1:]), dtype=labels.dtype.name, name="y")
        found = globals()[work.build](ng, x) if work.build else x
        for kind, attrs in work.layers:
            found = getattr(ng.nn, kind)(**attrs)(found)
        loss = _loss(ng, work, y, found)
        update = (ng.optimizers.Adam(0.001) if work.optimizer == "Adam" else ng.optimizers.SGD(0.01)).minimize(loss)
    session = ng.Session(graph, device=device, seed=0)
    plan = session.prepare(
        [loss, update], {name: TensorType(array.dtype.name, array.shape) for name, array in (("x", rows), ("y", labels))}, True
    )
    plan.feeds["x"][:], plan.feeds["y"][:] = rows, labels
    _limits.enter_context(threads_of_run(largest_product(loss, work.batch) < WORTH_SHARING, device))
    return plan


def by_api(work: Work) -> Steps:
    """As the trainer makes them: several at once, from rows that lie in memory."""
    import numpy as np

    from engine.backends.base import Batches

    plan = api_plan(work)
    rows, labels = data(work, 2)
    columns = {"x": np.ascontiguousarray(rows, plan.feeds["x"].dtype), "y": np.ascontiguousarray(labels, plan.feeds["y"].dtype)}
    numbers = np.arange(2 * work.batch).reshape(2, work.batch)

    def run(count: int) -> None:
        plan.compiled.run_many(0, Batches(columns, numbers[np.arange(count) % 2]))

    return run if plan.compiled is not None else one_by_one(plan.run)


def by_numpy(work: Work) -> Steps:
    return one_by_one(api_plan(work).run_plain)


def by_torch_backend(work: Work) -> Steps:
    return one_by_one(api_plan(work, "cpu:torch").run)


def one_by_one(step: Callable[[], object]) -> Steps:
    """A step that is called once for each."""

    def run(count: int) -> None:
        for _ in range(count):
            step()

    return run


def by_file(work: Work, folder: Path) -> Steps:
    """A project file, checked, lowered and trained as the studio does it, data and events included."""
    from app.catalog.registry import catalog
    from app.compile.lower import lower
    from app.project.store import load
    from engine.train import Trainer
    from engine.train.events import StepsDone
    from engine.train.steps import TOGETHER

    path = write_project(work, folder)
    lowered = lower(load(path), catalog(), folder)
    assert lowered.spec is not None, [str(problem) for problem in lowered.problems]
    events = (event for event in Trainer(lowered.spec).events(TOGETHER) if isinstance(event, StepsDone))
    left = 0

    def run(count: int) -> None:
        nonlocal left
        while left < count:
            left += len(next(events).values)
        left -= count

    return run


def write_project(work: Work, folder: Path) -> Path:
    """A document of the step, with its rows beside it."""
    import numpy as np

    rows, labels = data(work, max(4, min(1024, (1 << 22) // (work.batch * math.prod(work.shape)))))
    np.savez(folder / "rows.npz", x=rows, y=labels)
    numbers = itertools.count(1)
    nodes: list[dict[str, Any]] = []
    links: list[dict[str, str]] = []

    def node(kind: str, **attributes: Any) -> str:
        name = f"n{next(numbers)}"
        nodes.append(
            {"id": name, "kind": kind, "name": f"{kind.lower()}{name}", "x": 160 * len(nodes), "y": 80, "attributes": attributes}
        )
        return name

    def link(source: str, target: str) -> None:
        links.append({"from": source, "to": target})

    rows_of, batch = node("NPZFile", file="rows.npz"), node("Batch", batch_size=work.batch)
    link(f"{rows_of}.data", f"{batch}.data")
    last = f"{batch}.x"
    if work.tokens:  # rows of a file are numbers
        link(last, f"{(cast := node('Cast', dtype='int64'))}.x")
        last = f"{cast}.y"
    for kind, attributes in work.layers:
        name = node(kind, **attributes)
        link(last, f"{name}.x")
        last = f"{name}.y"
    loss = node(work.loss, **({"from_logits": True} if "Crossentropy" in work.loss else {}))
    link(f"{batch}.y", f"{loss}.y_true")
    link(last, f"{loss}.y_pred")
    optimizer = node(work.optimizer, learning_rate=0.001)
    link(f"{loss}.loss", f"{optimizer}.loss")
    document = {
        "nodegrad": 1, "name": "bench", "settings": {"device": "cpu", "epochs": 1_000_000, "seed": 0},
        "nodes": nodes, "links": links,
    }  # fmt: skip
    path = folder / "bench.nodegrad"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def roofline(work: Work, flops: float, bytes_: float) -> float:
    """The least seconds for a step: its products at the speed of large ones, and its weights and their slots through memory."""
    from engine.passes.cost import operations

    program = api_plan(work)._program
    products = [node for node in program.nodes if node.op in ("matmul", "conv2d", "conv2d_input_grad", "conv2d_kernel_grad")]
    weights = sum(math.prod(node.attrs["shape"]) * 4 for node in program.graph.ops("variable") if node.attrs["trainable"])
    moved = weights * (7 if work.optimizer == "Adam" else 3)
    return sum(map(operations, products)) / flops + moved / bytes_


def names_of(chosen: list[str]) -> Iterator[str]:
    """The works of these names; all without any."""
    yield from chosen or WORKS
