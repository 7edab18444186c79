"""The printer: stable, one node a line."""

from __future__ import annotations

import numpy as np

import engine as ng
from engine.ir.text import format_graph

GOLDEN = """\
graph "regression" (seed 3)
  x: float32[batch, 2] = placeholder(dtype="float32", shape=["batch", 2])
  y: float32[batch, 1] = placeholder(dtype="float32", shape=["batch", 1])
  w: float32[2, 1] = variable(dtype="float32", initializer="glorot_uniform", shape=[2, 1], trainable=true, value=null)
  matmul: float32[batch, 1] = matmul(x, w)  # n4
  subtract: float32[batch, 1] = subtract(matmul, y)
  square: float32[batch, 1] = square(subtract)
  loss: float32[] = mean(square, axis=null, keepdims=false)
  gradients: float32[2, 1] = gradients(loss, w, targets=1)
  rate: float32[] = constant(value=float32[](0.10000000149011612))
  multiply: float32[2, 1] = multiply(rate, gradients)
  subtract_2: float32[2, 1] = subtract(w, multiply)
  assign_w: float32[2, 1] = assign(w, subtract_2)
  many: float32[10] = constant(value=float32[10](0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, … 2 more))
  fetch loss, assign_w
"""


def regression() -> ng.Graph:
    graph = ng.Graph("regression", seed=3)
    with graph:
        x = ng.placeholder(("batch", 2), name="x")
        y = ng.placeholder(("batch", 1), name="y")
        w = ng.Variable(shape=(2, 1), name="w")
        with graph.origin("n4"):
            prediction = x @ w
        loss = ng.ops.mean(ng.ops.square(prediction - y), name="loss")
        (gradient,) = ng.gradients(loss, [w])
        w.assign(w - ng.constant(0.1, name="rate") * gradient)
        ng.constant(np.arange(10, dtype=np.float32), name="many")
    return graph


def test_the_text_of_a_graph() -> None:
    graph = regression()
    assert format_graph(graph, [graph.value("loss"), graph.value("assign_w")]) == GOLDEN


def test_the_text_does_not_depend_on_when_it_was_made() -> None:
    assert format_graph(regression()) == format_graph(regression())
