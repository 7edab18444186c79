"""The same training steps by PyTorch, JAX and TensorFlow, each as its users would write it for speed."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from step_works import Work, data

Step = Callable[[], object]


def torch_step(work: Work, compiled: bool = False) -> Step:
    """Eager with the fused optimizer, or with the model and the loss compiled."""
    import torch
    from torch import nn

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    rows, labels = map(torch.from_numpy, data(work))
    if len(work.shape) == 3:
        rows = rows.permute(0, 3, 1, 2).contiguous()
    model = _torch_model(torch, nn, work)
    adam = work.optimizer == "Adam"
    optimizer = (torch.optim.Adam if adam else torch.optim.SGD)(model.parameters(), 1e-3 if adam else 0.01, fused=True)

    def loss(x: Any, y: Any) -> Any:
        found = model(x)
        if work.build == "autoencoder":
            e = y - found
            return (torch.log(torch.cosh(e)) + 0.01 * torch.abs(e)).mean()
        if work.target == "values":
            return nn.functional.mse_loss(found, y)
        return nn.functional.cross_entropy(found.flatten(0, -2), y.flatten())

    forward = torch.compile(loss) if compiled else loss

    def step() -> None:
        optimizer.zero_grad(set_to_none=True)
        forward(rows, labels).backward()
        optimizer.step()

    return step


def _torch_model(torch: Any, nn: Any, work: Work) -> Any:
    if work.build:
        return {"residual": _torch_residual, "masked": _torch_masked, "autoencoder": _torch_autoencoder}[work.build](torch, nn)
    layers: list[Any] = []
    width = work.shape[-1]
    for kind, attrs in work.layers:
        if kind == "Dense":
            width = 1600 if layers and isinstance(layers[-1], nn.Flatten) else width
            layers.append(nn.Linear(width, attrs["units"]))
            width = attrs["units"]
        elif kind == "Conv2D":
            layers.append(nn.Conv2d(width, attrs["filters"], 3))
            width = attrs["filters"]
        elif kind == "Embedding":
            layers.append(nn.Embedding(attrs["input_dim"], attrs["output_dim"]))
            width = attrs["output_dim"]
        elif kind == "LSTM":
            layers.append(_last_of(nn, nn.LSTM(width, attrs["units"], batch_first=True)))
            width = attrs["units"]
        elif kind == "TransformerEncoderBlock":
            layers.append(nn.TransformerEncoderLayer(width, 4, 256, dropout=0.0, batch_first=True))
        else:
            layers.append({"MaxPooling2D": lambda: nn.MaxPool2d(2), "Flatten": nn.Flatten}[kind]())
        if attrs.get("activation"):
            layers.append({"relu": nn.ReLU, "sigmoid": nn.Sigmoid}[attrs["activation"]]())
    return nn.Sequential(*layers)


def _last_of(nn: Any, layer: Any) -> Any:
    class Last(nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.layer = layer

        def forward(self, x: Any) -> Any:
            return self.layer(x)[0][:, -1]

    return Last()


def _torch_residual(torch: Any, nn: Any) -> Any:
    class Block(nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self, width: int) -> None:
            super().__init__()
            self.skip = nn.Identity() if width == 32 else nn.Conv2d(width, 32, 1)
            self.a, self.b = nn.Conv2d(width, 32, 3, padding=1), nn.Conv2d(32, 32, 3, padding=1)
            self.m, self.n = nn.BatchNorm2d(32), nn.BatchNorm2d(32)

        def forward(self, x: Any) -> Any:
            return torch.relu(self.skip(x) + self.n(self.b(torch.relu(self.m(self.a(x))))))

    return nn.Sequential(Block(3), Block(32), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, 10))


def _torch_masked(torch: Any, nn: Any) -> Any:
    class Masked(nn.Module):  # type: ignore[misc, name-defined]
        """Where a token is 0 the state stays as it was."""

        def __init__(self) -> None:
            super().__init__()
            self.table, self.cell, self.out = nn.Embedding(200, 32), nn.GRUCell(32, 64), nn.Linear(64, 10)

        def forward(self, x: Any) -> Any:
            state = torch.zeros(len(x), 64)
            rows, counts = self.table(x), (x != 0).unsqueeze(-1)
            for at in range(x.shape[1]):
                state = torch.where(counts[:, at], self.cell(rows[:, at], state), state)
            return self.out(state)

    return Masked()


def _torch_autoencoder(torch: Any, nn: Any) -> Any:
    return nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 784), nn.Sigmoid())


def jax_step(work: Work) -> Step:
    """One jitted function with its state donated."""
    import jax
    import jax.numpy as jnp
    import numpy as np
    from jax import lax

    rows, labels = data(work)
    rng = np.random.default_rng(1)

    def drawn(*shape: int) -> Any:
        return jnp.asarray(rng.normal(0, (2 / max(np.prod(shape[:-1]), 1)) ** 0.5, shape), jnp.float32)

    weights: list[Any] = []
    width, flat = work.shape[-1], work.shape
    for kind, attrs in work.layers:
        if kind == "Dense":
            weights.append((drawn(width, attrs["units"]), jnp.zeros(attrs["units"], jnp.float32)))
            width = attrs["units"]
        elif kind == "Conv2D":
            weights.append((drawn(3, 3, width, attrs["filters"]), jnp.zeros(attrs["filters"], jnp.float32)))
            width, flat = attrs["filters"], (flat[0] - 2, flat[1] - 2)
        elif kind == "Embedding":
            weights.append((drawn(attrs["input_dim"], attrs["output_dim"]) * 0.1,))
            width = attrs["output_dim"]
        elif kind == "LSTM":
            units = attrs["units"]
            weights.append((drawn(width, 4 * units), drawn(units, 4 * units), jnp.zeros(4 * units, jnp.float32)))
            width = units
        elif kind == "TransformerEncoderBlock":
            shapes = [(width, 3 * width), (width, width), (width, 256), (256, width)]
            weights.append(
                (
                    *(drawn(*s) for s in shapes),
                    *(jnp.zeros(s[1], jnp.float32) for s in shapes),
                    *([jnp.ones(width), jnp.zeros(width)] * 2),
                )
            )
        else:
            weights.append(())
            flat = (flat[0] // 2, flat[1] // 2) if kind == "MaxPooling2D" else flat
            width = width * flat[0] * flat[1] if kind == "Flatten" else width

    def norm(h: Any, g: Any, b: Any) -> Any:
        mean = h.mean(-1, keepdims=True)
        return (h - mean) * lax.rsqrt(((h - mean) ** 2).mean(-1, keepdims=True) + 1e-5) * g + b

    def block(h: Any, w: Any) -> Any:
        wq, wo, w1, w2, bq, bo, b1, b2, g1, e1, g2, e2 = w
        batch, length, size = h.shape
        q, k, v = (h @ wq + bq).reshape(batch, length, 3, 4, size // 4).transpose(2, 0, 3, 1, 4)
        a = jax.nn.softmax(q @ k.swapaxes(-1, -2) / (size // 4) ** 0.5, -1) @ v
        h = norm(h + a.swapaxes(1, 2).reshape(batch, length, size) @ wo + bo, g1, e1)
        return norm(h + jax.nn.relu(h @ w1 + b1) @ w2 + b2, g2, e2)

    def lstm(h: Any, w: Any) -> Any:
        wx, wh, bias = w
        units = wh.shape[0]
        start = jnp.zeros((h.shape[0], units), jnp.float32)

        def cell(state: Any, x: Any) -> Any:
            i, f, g, o = jnp.split(x + state[0] @ wh, 4, 1)
            c = jax.nn.sigmoid(f) * state[1] + jax.nn.sigmoid(i) * jnp.tanh(g)
            return (jax.nn.sigmoid(o) * jnp.tanh(c), c), None

        return lax.scan(cell, (start, start), jnp.swapaxes(h, 0, 1) @ wx + bias)[0][0]

    def apply(h: Any, kind: str, attrs: Any, w: Any) -> Any:
        if kind == "Conv2D":
            h = lax.conv_general_dilated(h, w[0], (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")) + w[1]
        elif kind == "Dense":
            h = h @ w[0] + w[1]
        elif kind == "MaxPooling2D":
            h = lax.reduce_window(h, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
        elif kind == "Flatten":
            h = h.reshape(len(h), -1)
        elif kind == "Embedding":
            h = w[0][h]
        else:
            h = lstm(h, w) if kind == "LSTM" else block(h, w)
        return {"relu": jax.nn.relu, "sigmoid": jax.nn.sigmoid}.get(attrs.get("activation"), lambda z: z)(h)

    def loss(weights: Any, x: Any, y: Any) -> Any:
        for (kind, attrs), w in zip(work.layers, weights, strict=True):
            x = apply(x, kind, attrs, w)
        if work.target == "values":
            return jnp.mean((x - y) ** 2)
        return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(x), y[..., None], -1))

    def update(state: Any, x: Any, y: Any) -> Any:
        weights, m, v, t = state
        value, grads = jax.value_and_grad(loss)(weights, x, y)
        if work.optimizer == "SGD":
            return (jax.tree.map(lambda w, g: w - 0.01 * g, weights, grads), m, v, t), value
        t = t + 1
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, grads)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, grads)
        rate = 1e-3 * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        return (jax.tree.map(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + 1e-7), weights, m, v), m, v, t), value

    step_of = jax.jit(update, donate_argnums=(0,))
    zeros = jax.tree.map(jnp.zeros_like, weights)
    x, y = jnp.asarray(rows), jnp.asarray(labels if work.target == "values" else labels.astype(np.int32))
    state = (weights, zeros, jax.tree.map(jnp.copy, zeros), jnp.zeros((), jnp.float32))

    def step() -> None:
        nonlocal state
        state, value = step_of(state, x, y)
        value.block_until_ready()

    return step


def tensorflow_step(work: Work) -> Step:
    """Keras's layers in one traced function."""
    os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="", KERAS_BACKEND="tensorflow")
    import keras
    import tensorflow as tf

    threads = int(os.environ["OMP_NUM_THREADS"])
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    rows, labels = map(tf.constant, data(work))
    h = first = keras.Input(work.shape, dtype="int64" if work.tokens else "float32")
    for kind, attrs in work.layers:
        if kind == "TransformerEncoderBlock":
            h = keras.layers.LayerNormalization(epsilon=1e-5)(h + keras.layers.MultiHeadAttention(4, 16)(h, h))
            inner = keras.layers.Dense(64)(keras.layers.Dense(256, "relu")(h))
            h = keras.layers.LayerNormalization(epsilon=1e-5)(h + inner)
        else:
            h = getattr(keras.layers, kind)(**attrs)(h)
    model = keras.Model(first, h)
    measure = (
        keras.losses.MeanSquaredError()
        if work.target == "values"
        else keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    optimizer = keras.optimizers.Adam(1e-3) if work.optimizer == "Adam" else keras.optimizers.SGD(0.01)
    optimizer.build(model.trainable_variables)

    @tf.function
    def step() -> Any:
        with tf.GradientTape() as tape:
            value = measure(labels, model(rows, training=True))
        optimizer.apply_gradients(zip(tape.gradient(value, model.trainable_variables), model.trainable_variables, strict=True))
        return value

    return step
