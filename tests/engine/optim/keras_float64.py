"""Run in a process of its own, as JAX takes its precision once: Keras's optimizers in float64, and what they make of 20 steps.

``python keras_float64.py CASES`` reads a JSON list of (class, options) and writes the weights after every step as JSON.
"""

from __future__ import annotations

import json
import os
import sys

os.environ["JAX_ENABLE_X64"] = "1"
os.environ["KERAS_BACKEND"] = "jax"

import keras
import numpy as np

keras.config.set_floatx("float64")


def steps(name: str, options: dict[str, object], start: dict[str, np.ndarray], x: np.ndarray, y: np.ndarray) -> list[list[float]]:
    optimizer = getattr(keras.optimizers, name)(**options)
    variables = [keras.Variable(value, dtype="float64", name=key) for key, value in start.items()]
    found = []
    for _ in range(20):
        kernel, bias = (np.asarray(variable.value) for variable in variables)
        error = 2 * (x @ kernel + bias - y) / y.size
        optimizer.apply_gradients(zip([x.T @ error, error.sum(0)], variables, strict=True))
        found.append(np.concatenate([np.asarray(variable.value).ravel() for variable in variables]).tolist())
    return found


if __name__ == "__main__":
    given = json.loads(sys.stdin.read())
    start = {key: np.array(value) for key, value in given["start"].items()}
    x, y = np.array(given["x"]), np.array(given["y"])
    json.dump([steps(name, options, start, x, y) for name, options in given["cases"]], sys.stdout)
