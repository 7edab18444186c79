"""Graphs as JSON: whatever was saved is loaded again, and what is no graph is refused in one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine as ng
from engine.errors import CycleError, FormatError, GraphError, NodegradError
from engine.ir.codec import decode, encode, load
from engine.ir.text import format_graph
from engine.testing.strategies import DrawnGraph, graphs


def through_json(graph: ng.Graph) -> ng.Graph:
    return decode(json.loads(json.dumps(encode(graph), allow_nan=False)))


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_a_random_graph_survives(drawn: DrawnGraph) -> None:
    copy = through_json(drawn.graph)
    assert format_graph(copy) == format_graph(drawn.graph)
    assert encode(copy) == encode(drawn.graph)


_DTYPES = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(_DTYPES), st.lists(st.integers(0, 5), max_size=3), st.integers(0, 2**32 - 1), st.booleans())
def test_arrays_survive_to_the_bit(dtype: str, shape: list[int], seed: int, odd: bool) -> None:
    rng = np.random.default_rng(seed)
    array = np.asarray(rng.normal(0, 100, shape)).astype(dtype)
    if odd and array.size and array.dtype.kind == "f":
        array.flat[0] = rng.choice([np.nan, np.inf, -np.inf, -0.0, np.finfo(dtype).tiny])
    with ng.Graph() as graph:
        ng.constant(array, name="c")
    found = through_json(graph).node("c").attrs["value"]
    assert found.dtype == array.dtype and found.shape == array.shape
    assert found.tobytes() == array.tobytes()


def test_large_arrays_are_packed_and_small_ones_readable() -> None:
    with ng.Graph() as graph:
        ng.constant(np.arange(3, dtype=np.float32), name="small")
        ng.constant(np.arange(1000, dtype=np.float32), name="large")
    small, large = encode(graph)["nodes"]
    assert small["attrs"]["value"] == {"dtype": "float32", "shape": [3], "data": [0.0, 1.0, 2.0]}
    assert set(large["attrs"]["value"]) == {"dtype", "shape", "base64"}


def test_infinite_attributes_survive() -> None:
    with ng.Graph() as graph:
        ng.ops.clip(ng.constant([1.0]), minimum=0.0, maximum=float("inf"), name="c")
    assert through_json(graph).node("c").attrs["maximum"] == float("inf")


def test_origins_names_and_seed_survive() -> None:
    graph = ng.Graph("named", seed=7)
    with graph, graph.origin("n1"), graph.scope("s"):
        ng.constant(1.0, name="c")
    copy = through_json(graph)
    assert (copy.name, copy.seed, copy.node("s/c").origin) == ("named", 7, "n1")


def test_the_loaded_graph_trains_without_the_python_that_made_it(tmp_path: Path) -> None:
    with ng.Graph(seed=5) as graph:
        x = ng.placeholder(("batch", 3), name="x")
        y = ng.placeholder(("batch",), dtype="int64", name="y")
        logits = ng.nn.Dense(4, activation="tanh", name="hidden")(x)
        loss = ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True, name="loss")
        update = ng.optimizers.Adam(learning_rate=0.1).minimize(loss)
    path = tmp_path / "model.json"
    graph.save(path)
    feeds = {"x": np.arange(6, dtype=np.float32).reshape(2, 3) / 6, "y": np.array([1, 3])}
    here = ng.Session(graph)
    expected = [float(here.run([loss, update], feeds)[0]) for _ in range(5)]
    script = f"""
import json, numpy as np, engine as ng
graph = ng.load_graph({str(path)!r})
session = ng.Session(graph)
feeds = {{"x": np.arange(6, dtype=np.float32).reshape(2, 3) / 6, "y": np.array([1, 3])}}
fetches = [graph.value("loss"), graph.value({update.name!r})]
print(json.dumps([float(session.run(fetches, feeds)[0]) for _ in range(5)]))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == expected
    assert expected[-1] < expected[0]


def test_saving_twice_gives_the_same_bytes_and_one_node_a_line(tmp_path: Path) -> None:
    with ng.Graph() as graph:
        ng.ops.exp(ng.constant(1.0))
    graph.save(tmp_path / "a.json")
    load(tmp_path / "a.json").save(tmp_path / "b.json")
    text = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert text == (tmp_path / "b.json").read_text(encoding="utf-8")
    assert len(text.splitlines()) == 4
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["a.json", "b.json"]


def _sound() -> dict[str, Any]:
    with ng.Graph() as graph:
        ng.ops.exp(ng.constant([1.0, 2.0], name="c"), name="e")
    data: dict[str, Any] = json.loads(json.dumps(encode(graph)))
    return data


def _set(data: dict[str, Any], node: int, key: str, value: Any) -> dict[str, Any]:
    data["nodes"][node][key] = value
    return data


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        ({"nodes": []}, FormatError, "no Nodegrad graph"),
        ([1, 2], FormatError, "no Nodegrad graph"),
        ({**_sound(), "nodegrad_graph": 99}, FormatError, "has version 99, but this Nodegrad reads up to 1"),
        ({**_sound(), "nodegrad_graph": "one"}, FormatError, "is no version"),
        ({**_sound(), "nodes": {}}, FormatError, "no proper 'nodes'"),
        ({**_sound(), "seed": None}, FormatError, "no proper 'seed'"),
        (_set(_sound(), 1, "op", "frobnicate"), GraphError, "there is no op 'frobnicate'"),
        (_set(_sound(), 1, "op", 3), FormatError, "no proper 'op'"),
        (_set(_sound(), 1, "inputs", ["ghost"]), FormatError, "takes 'ghost', but there is no such node"),
        (_set(_sound(), 1, "inputs", ["c:3"]), FormatError, "takes 'c:3', but that node has 1 outputs"),
        (_set(_sound(), 1, "inputs", [4]), FormatError, "an input that is no name"),
        (_set(_sound(), 1, "inputs", []), GraphError, "takes 1 inputs"),
        (_set(_sound(), 1, "inputs", ["e"]), CycleError, "e → e"),
        (_set(_sound(), 1, "name", "c"), FormatError, "two nodes are called 'c'"),
        (_set(_sound(), 1, "name", ""), FormatError, "empty name"),
        (_set(_sound(), 1, "attrs", {"speed": 3}), GraphError, "no attribute 'speed'"),
        (_set(_sound(), 0, "attrs", {"value": {"dtype": "float32", "shape": [3], "data": [1.0]}}), FormatError, "cannot be read"),
        (_set(_sound(), 0, "attrs", {"value": {"dtype": "object", "shape": [1], "data": [1.0]}}), FormatError, "cannot be read"),
        (_set(_sound(), 0, "attrs", {"value": {"dtype": "int8", "shape": [1], "base64": "?"}}), FormatError, "cannot be read"),
        (_set(_sound(), 0, "attrs", {"value": "text"}), GraphError, "Constant 'c': value is str, but must be an array"),
        (_set(_sound(), 1, "origin", 5), FormatError, "no proper 'origin'"),
    ],
)  # fmt: skip
def test_what_is_no_graph_is_refused(data: Any, error: type[NodegradError], words: str) -> None:
    with pytest.raises(error) as caught:
        decode(data)
    assert words in str(caught.value)


def test_nodes_in_another_order_are_sorted_and_a_circle_is_shown() -> None:
    data = _sound()
    data["nodes"].reverse()
    assert decode(data).value("e").numpy().shape == (2,)
    entry = {"op": "exp", "attrs": {}}
    circle = [{**entry, "name": name, "inputs": [below]} for name, below in (("a", "c"), ("b", "a"), ("c", "b"))]
    with pytest.raises(CycleError, match="the nodes a → b → c → a feed each other in a circle"):
        decode({**data, "nodes": circle})


def test_long_chains_do_not_recurse() -> None:
    chain = [{"name": "n0", "op": "constant", "inputs": [], "attrs": {"value": {"dtype": "float32", "shape": [], "data": [1.0]}}}]
    chain += [{"name": f"n{i}", "op": "negative", "inputs": [f"n{i - 1}"], "attrs": {}} for i in range(1, 2000)]
    graph = decode({"nodegrad_graph": 1, "name": "g", "seed": 0, "nodes": chain[::-1]})
    assert graph.value("n1999").numpy() == -1.0


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="there is no file"):
        load(tmp_path / "missing.json")
    with ng.Graph() as graph:
        ng.constant(1.0)
    whole = tmp_path / "whole.json"
    graph.save(whole)
    text = whole.read_text(encoding="utf-8")
    for name, content in {"cut.json": text[: len(text) // 2], "empty.json": "", "notes.json": "hello"}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        with pytest.raises(FormatError, match="cut off or damaged"):
            load(tmp_path / name)
    (tmp_path / "binary.json").write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(FormatError, match="no text in JSON"):
        load(tmp_path / "binary.json")
    (tmp_path / "other.json").write_text('{"cells": []}', encoding="utf-8")
    with pytest.raises(FormatError, match=r"other\.json': this is no Nodegrad graph"):
        load(tmp_path / "other.json")
    with pytest.raises(FormatError, match="cannot be read"):
        load(tmp_path)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_files_never_crash(data: st.DataObject) -> None:
    """Whatever replaces a piece of a sound file, the answer is a graph or one of our sentences."""
    whole = _sound()
    junk = st.sampled_from([None, True, -1, 1e300, "", "c", [], [None], {}, {"float": "x"}, {"map": 3}, {"dtype": "int8"}])
    place = data.draw(st.sampled_from(["name", "op", "inputs", "attrs", "origin"]))
    whole["nodes"][data.draw(st.integers(0, 1))][place] = data.draw(junk)
    try:
        decode(whole)
    except NodegradError as error:
        assert str(error)
