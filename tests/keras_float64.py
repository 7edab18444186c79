"""Keras in float64, asked from tests.  It answers in a process of its own, which takes its backend and its precision once.

A test takes the fixture ``keras64`` and calls it: ``keras64("loss", "Huber", {}, y_true, y_pred)``.  Each question is one of the
functions below; questions and answers are NumPy arrays and plain values.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import traceback
from types import SimpleNamespace
from typing import Any
from unittest import mock

import numpy as np


class Keras64:
    """The other process: started with the first question, ended by ``close``."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __call__(self, question: str, *given: Any) -> Any:
        """The answer to one question; AssertionError with the other side's traceback where there is none."""
        if self._process is None:
            # on PyTorch, which compiles nothing: the questions are many and small
            environment = {**os.environ, "KERAS_BACKEND": "torch", "KERAS_TORCH_DEVICE": "cpu", "OMP_NUM_THREADS": "1"}
            self._process = subprocess.Popen(
                [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
            )
        assert self._process.stdin is not None and self._process.stdout is not None
        pickle.dump((question, given), self._process.stdin)
        self._process.stdin.flush()
        try:
            answer, error = pickle.load(self._process.stdout)
        except EOFError:
            raise AssertionError("the process that runs Keras has ended") from None
        assert not error, error
        return answer

    def close(self) -> None:
        if self._process is not None:
            self._process.communicate()
            self._process = None


# --- what can be asked: this part runs in the other process -----------------------------------------------------------


def _double(value: Any) -> Any:
    array = np.asarray(value)
    return array.astype("float64") if array.dtype.kind == "f" else array


def _array(value: Any) -> np.ndarray:
    import keras

    return np.array(keras.ops.convert_to_numpy(value))


def _sloped(function: Any, at: Any) -> tuple[np.ndarray, np.ndarray]:
    """A function's value, and the gradient of its sum."""
    import torch

    leaf = torch.tensor(_double(at), requires_grad=True)
    value = function(leaf)
    (value.sum() + 0 * leaf.sum()).backward()  # what does not depend on it has a slope too: zero
    assert value.dtype == leaf.grad.dtype == torch.float64
    return _array(value.detach()), _array(leaf.grad)


def optimizer(name: str, options: dict[str, Any], start: dict[str, Any], x: Any, y: Any, count: int) -> dict[str, np.ndarray]:
    """The weights after each step on a linear model's mean squared error, in one row each; likewise their averages."""
    import keras

    made = getattr(keras.optimizers, name)(**options)
    variables = [keras.Variable(_double(value), dtype="float64", name=key) for key, value in start.items()]
    x, y = _double(x), _double(y)
    found: dict[str, list[np.ndarray]] = {"weights": [], "averages": []}
    for _ in range(count):
        kernel, bias = map(_array, variables)
        error = 2 * (x @ kernel + bias - y) / y.size
        gradients = [keras.ops.convert_to_tensor(gradient) for gradient in (x.T @ error, error.sum(0))]
        made.apply_gradients(zip(gradients, variables, strict=True))
        averages = made._model_variables_moving_average if made.use_ema else []
        for key, values in (("weights", variables), ("averages", averages)):
            found[key].append(np.concatenate([np.zeros(0), *(_array(value).ravel() for value in values)]))
    return {key: np.array(rows) for key, rows in found.items()}


def loss(title: str, options: dict[str, Any], y_true: Any, y_pred: Any, weight: Any = None) -> tuple[np.ndarray, np.ndarray]:
    """A loss, and the gradient of its sum with respect to the predictions."""
    import keras

    made, true, weights = getattr(keras.losses, title)(**options), _double(y_true), None if weight is None else _double(weight)
    return _sloped(lambda pred: made(true, pred, sample_weight=weights), y_pred)


def metric(title: str, options: dict[str, Any], batches: list[tuple[Any, Any]]) -> np.ndarray:
    """What a metric says after these batches."""
    import keras

    made = getattr(keras.metrics, title)(**options)
    for y_true, y_pred in batches:
        made.update_state(_double(y_true), _double(y_pred))
    return _array(made.result())


def schedule(title: str, options: dict[str, Any], count: int) -> np.ndarray:
    """The rate of each step."""
    import keras

    made = getattr(keras.optimizers.schedules, title)(**options)
    return np.array([float(made(step)) for step in range(count)])


def plateau(rate: float, options: dict[str, Any], figures: list[float]) -> np.ndarray:
    """The rate after each of these figures of what is watched."""
    import keras

    callback = keras.callbacks.ReduceLROnPlateau(**options)
    twin = SimpleNamespace(optimizer=keras.optimizers.SGD(rate))
    callback.set_model(twin)
    callback.on_train_begin()
    found = []
    for epoch, figure in enumerate(figures):
        callback.on_epoch_end(epoch, {options.get("monitor", "val_loss"): figure})
        found.append(float(twin.optimizer.learning_rate))
    return np.array(found)


def regularizer(title: str, options: dict[str, Any], weight: Any) -> tuple[np.ndarray, np.ndarray]:
    """What a weight adds to the loss, and the gradient of it."""
    import keras

    return _sloped(getattr(keras.regularizers, title)(**options), weight)


def initializer(title: str, options: dict[str, Any], shape: tuple[int, ...], normal: Any = None) -> tuple[str, Any, np.ndarray]:
    """How Keras draws: the distribution, its two numbers, and the weights.  ``fixed`` where nothing is drawn.

    ``normal`` are numbers that a normal distribution is to give instead of its own.
    """
    import keras
    from keras.src.backend import random

    asked: list[tuple[str, Any]] = []

    def asking(name: str) -> Any:
        own = getattr(random, name)

        def draw(shape: Any, seed: Any = None, dtype: Any = None, **numbers: float) -> Any:
            asked.append((name, tuple(numbers.values()) or (0.0, 1.0)))
            if name == "normal" and normal is not None:
                return keras.ops.convert_to_tensor(normal)
            return own(shape, seed=seed, dtype=dtype, **numbers)

        return draw

    with mock.patch.multiple(random, **{name: asking(name) for name in ("uniform", "normal", "truncated_normal")}):
        weights = _array(getattr(keras.initializers, title)(**options)(shape, dtype="float64"))
    return (*asked[0], weights) if asked else ("fixed", (), weights)


def recurrent(
    title: str, options: dict[str, Any], x: Any, weights: list[Any], entering: list[Any], state: list[Any]
) -> list[np.ndarray]:
    """A recurrent layer's output in training, and the gradients of the sum of its squares: by the input and by each weight.

    ``entering`` and ``state`` are what dropout keeps of the input and of the state, scaled up: one for all gates, or one each.
    """
    import keras
    import torch

    made = getattr(keras.layers, title)(**options, dtype="float64")
    leaf = torch.tensor(_double(x), requires_grad=True)
    made.build(leaf.shape)
    for variable, value in zip(made.weights, weights, strict=True):
        variable.assign(_double(value))

    def given(masks: list[Any]) -> Any:
        values = [torch.tensor(mask) for mask in masks]
        return (values if made.cell.__dict__.get("dropout_mask_count") else values[0]) if values else None

    made.cell.get_dropout_mask = lambda step: given(entering)
    made.cell.get_recurrent_dropout_mask = lambda step: given(state)
    y = made(leaf, training=True)
    (y * y).sum().backward()
    return [_array(y.detach()), _array(leaf.grad), *(_array(variable.value.grad) for variable in made.trainable_variables)]


def _serve() -> None:
    answers, questions = os.fdopen(os.dup(1), "wb"), sys.stdin.buffer
    os.dup2(2, 1)  # whatever libraries print stays out of the answers
    import keras
    from keras.src.backend.common import dtypes

    keras.config.set_floatx("float64")
    dtypes.BIT64_TO_BIT32_DTYPE.clear()  # without which Keras takes its means in float32 after all
    while True:
        try:
            question, given = pickle.load(questions)
        except EOFError:
            os._exit(0)  # nothing to put away, and PyTorch takes a second to leave
        try:
            answer, error = globals()[question](*given), ""
        except Exception:
            answer, error = None, traceback.format_exc()
        pickle.dump((answer, error), answers)
        answers.flush()


if __name__ == "__main__":
    _serve()
