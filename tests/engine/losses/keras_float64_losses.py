"""Run in a process of its own, as JAX takes its precision once: Keras's losses and their gradients in float64.

Reads a JSON list of (class, options, targets, predictions) and writes each value, and the gradient of it, as JSON.
"""

from __future__ import annotations

import json
import os
import sys

os.environ["JAX_ENABLE_X64"] = "1"
os.environ["KERAS_BACKEND"] = "jax"

import jax
import keras
import numpy as np

keras.config.set_floatx("float64")

if __name__ == "__main__":
    found = []
    for title, options, true, pred in json.loads(sys.stdin.read()):
        loss, y_true, y_pred = getattr(keras.losses, title)(**options), np.array(true, "float64"), np.array(pred, "float64")
        slope = jax.grad(lambda values, loss=loss, y_true=y_true: loss(y_true, values))(y_pred)
        found.append((float(loss(y_true, y_pred)), np.asarray(slope).tolist()))
    json.dump(found, sys.stdout)
