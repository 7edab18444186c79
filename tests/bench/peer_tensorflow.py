"""The training steps by TensorFlow: Keras's layers and optimizer in one traced function, by its own kernels or by XLA."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from step_works import Work, data

Step = Callable[[], object]


def tensorflow_step(work: Work, xla: bool = False) -> Step:
    """``tf.function`` over the whole step; ``xla`` compiles it."""
    os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="", KERAS_BACKEND="tensorflow")
    import keras
    import tensorflow as tf

    threads = int(os.environ["OMP_NUM_THREADS"])
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    rows, labels = map(tf.constant, data(work))
    inputs = keras.Input(work.shape, dtype="int64" if work.tokens else "float32")
    model = keras.Model(inputs, _BUILDS[work.build](keras, inputs) if work.build else _chain(keras, work, inputs))
    optimizer = keras.optimizers.Adam(1e-3) if work.optimizer == "Adam" else keras.optimizers.SGD(0.01)
    optimizer.build(model.trainable_variables)
    classes = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    def loss(found: Any) -> Any:
        if work.build == "autoencoder":
            e = labels - found
            return tf.reduce_mean(tf.math.log(tf.math.cosh(e)) + 0.01 * tf.abs(e))
        return tf.reduce_mean((labels - found) ** 2) if work.target == "values" else classes(labels, found)

    @tf.function(jit_compile=xla)
    def step() -> Any:
        with tf.GradientTape() as tape:
            value = loss(model(rows, training=True))
        optimizer.apply_gradients(zip(tape.gradient(value, model.trainable_variables), model.trainable_variables, strict=True))
        return value

    return lambda: step().numpy()


def _chain(keras: Any, work: Work, h: Any) -> Any:
    layers = keras.layers
    for kind, attrs in work.layers:
        if kind == "TransformerEncoderBlock":
            h = layers.LayerNormalization(epsilon=1e-5)(h + layers.MultiHeadAttention(4, 16)(h, h))
            inner = layers.Dense(64)(layers.Dense(256, "relu")(h))
            h = layers.LayerNormalization(epsilon=1e-5)(h + inner)
        else:
            h = getattr(layers, kind)(**attrs)(h)
    return h


def _residual(keras: Any, x: Any) -> Any:
    layers = keras.layers
    for width in (3, 32):
        before = x if width == 32 else layers.Conv2D(32, 1)(x)
        inner = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(32, 3, padding="same")(x)))
        x = layers.ReLU()(before + layers.BatchNormalization()(layers.Conv2D(32, 3, padding="same")(inner)))
    return layers.Dense(10)(layers.GlobalAveragePooling2D()(x))


def _masked(keras: Any, x: Any) -> Any:
    layers = keras.layers
    return layers.Dense(10)(layers.GRU(64)(layers.Embedding(200, 32, mask_zero=True)(x)))


def _autoencoder(keras: Any, x: Any) -> Any:
    return keras.layers.Dense(784, "sigmoid")(keras.layers.Dense(64, "relu")(x))


_BUILDS: dict[str, Callable[[Any, Any], Any]] = {"residual": _residual, "masked": _masked, "autoencoder": _autoencoder}
