"""Functions that a backend writes out: nothing but calls of what it handed in, whatever a document is called."""

from __future__ import annotations

import re

import numpy as np
import pytest

import engine as ng
from engine.backends.written import define
from engine.errors import GraphError
from engine.ops.registry import all_ops

HOSTILE = "x'); __import__('os').abort(); print('"


def test_a_function_of_calls_is_defined() -> None:
    step = define(
        "def step(a0, a1):\n    v0 = add_0(a0, a1)\n    del a0\n    return (v0, None, )\n", {"add_0": lambda a, b: a + b}, "g"
    )
    assert step(2, 3) == (5, None)


@pytest.mark.parametrize(
    "line",
    [
        "v0 = __import__('os')", "import os", "v0 = a0.__class__", "v0 = open(a0)", "v0 = add_0('text')", "v0 = 1", "v0 = a0[0]",
        "v0 = add_0(x=a0)", "v0 = lambda: a0", "v0 = a0 + a0", "global v0", "v0 = [a0 for a0 in a0]", "v0 = print(a0)",
    ],
)  # fmt: skip
def test_everything_else_is_refused(line: str) -> None:
    with pytest.raises(GraphError):
        define(f"def step(a0):\n    {line}\n    return (a0, )\n", {"add_0": lambda a: a}, "g")


@pytest.mark.parametrize(
    "source",
    [
        "def step(a0=add_0(None)):\n    return (a0, )\n",
        "def step(a0):\n    return (a0, )\nadd_0(None)\n",
        "@add_0\ndef step():\n    return (None, )\n",
        "def step(a0) -> add_0(None):\n    return (a0, )\n",
        "def step(a0: add_0(None)):\n    return (a0, )\n",
    ],
)
def test_nothing_runs_while_it_is_defined(source: str) -> None:
    called: list[object] = []
    with pytest.raises(GraphError):
        define(source, {"add_0": called.append}, "g")
    assert called == []


def test_no_text_of_a_document_reaches_the_function(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch", reason="PyTorch is not installed")
    from engine.backends.torch import function

    sources: list[str] = []
    monkeypatch.setattr(function, "define", lambda source, *rest: sources.append(source) or define(source, *rest))
    graph = ng.Graph(HOSTILE)
    with graph:
        x = ng.placeholder((2, 3), name=HOSTILE + "x")
        w = ng.Variable(np.ones((3, 1), "float32"), name=HOSTILE + "w")
        loss = ng.ops.mean(ng.ops.square(ng.ops.matmul(x, w, name=HOSTILE + "product")), name=HOSTILE + "loss")
        train = ng.optimizers.Adam(name=HOSTILE).minimize(loss)
    with ng.Session(graph=graph, device="cpu:torch", seed=0) as session:
        session.run([loss, train], {x: np.ones((2, 3), "float32")})
    assert sources
    kernels = {op.name for op in all_ops()}
    for word in set(re.findall(r"\w+", " ".join(sources))):
        known = re.fullmatch(r"[avsck]\d+|None|def|del|return|step|clone", word)
        assert known or re.sub(r"_\d+$", "", word) in kernels, word
