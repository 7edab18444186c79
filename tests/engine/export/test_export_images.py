"""Scripts of networks that look at images: run, and their losses compared with the engine's, step by step."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.data.pipeline import Pipeline
from engine.export import export_code
from engine.ir.graph import Value
from engine.train import StepDone, Trainer, TrainingSpec

STEPS = 6

Layers = Callable[[Value], Value]


def convolutions(image: Value) -> Value:
    y = ng.nn.Conv2D(6, 3, padding="same", activation="relu", name="first")(image)
    y = ng.nn.MaxPooling2D(name="pool")(y)
    y = ng.nn.DepthwiseConv2D(3, padding="same", name="each")(y)
    return ng.nn.GlobalAveragePooling2D(name="mean")(ng.nn.Conv2D(12, 2, activation="tanh", name="second")(y))


def what_pytorch_pads_otherwise(image: Value) -> Value:
    y = ng.nn.Conv2D(4, 3, 2, "same", activation="relu", name="halved")(image)
    y = ng.nn.SeparableConv2D(6, 3, padding="same", depth_multiplier=2, activation="relu", name="separable")(y)
    y = ng.nn.AveragePooling2D(3, 2, padding="same", name="average")(y)
    return ng.nn.Flatten(name="flat")(ng.nn.MaxPooling2D(2, padding="same", name="largest")(y))


def there_and_back(image: Value) -> Value:
    y = ng.nn.Conv2D(4, 3, 2, name="down")(image)
    y = ng.nn.Conv2DTranspose(3, 3, 2, name="up")(y)
    y = ng.nn.Conv2DTranspose(3, 4, 2, padding="same", activation="tanh", name="twice")(y)
    y = ng.nn.AveragePooling2D(2, name="half")(ng.nn.ZeroPadding2D(1, name="border")(y))
    return ng.nn.Flatten(name="flat")(ng.nn.UpSampling2D(2, "bilinear", name="larger")(y))


def rows_as_sequences(image: Value) -> Value:
    y = ng.ops.squeeze(image, axis=-1)
    y = ng.nn.Conv1D(8, 3, padding="causal", activation="relu", name="causal")(y)
    y = ng.nn.Conv1D(8, 3, name="plain")(ng.nn.MaxPooling1D(name="pool")(y))
    return ng.nn.GlobalMaxPooling1D(name="largest")(y)


def normalized(image: Value) -> Value:
    y = ng.nn.Conv2D(4, 3, use_bias=False, name="first")(image)
    y = ng.nn.ReLU()(ng.nn.BatchNormalization(momentum=0.8, name="batch")(y))
    y = ng.nn.GroupNormalization(2, name="group")(ng.nn.Conv2D(6, 3, activation="relu", name="second")(y))
    y = ng.nn.Flatten(name="flat")(y)
    return ng.nn.BatchNormalization(scale=False, name="last")(ng.nn.LayerNormalization(name="layer")(y))


def normalized_twice(image: Value) -> Value:
    batch = ng.nn.BatchNormalization(momentum=0.8, name="batch")
    y = ng.nn.Flatten(name="flat")(image)
    return batch(ng.nn.Dense(64, activation="tanh", name="between")(batch(y)))


def of_tokens(image: Value) -> Value:
    tokens = ng.ops.cast(ng.ops.clip(ng.ops.reshape(image, shape=[None, 64]) * 15.0, 0.0, 15.0), dtype="int64")
    y = ng.nn.PositionalEncoding(name="places")(ng.nn.Embedding(16, 6, name="tokens")(tokens))
    return ng.nn.GlobalAveragePooling1D(name="mean")(ng.nn.LayerNormalization(axis=1, scale=False, name="steps")(y))


def attending(image: Value) -> Value:
    tokens = ng.ops.cast(ng.ops.clip(ng.ops.reshape(image, shape=[None, 64]) * 15.0, 0.0, 15.0), dtype="int64")
    there = ng.nn.PaddingMask(name="there")(tokens)
    y = ng.nn.PositionalEncoding(name="places")(ng.nn.Embedding(16, 6, name="tokens")(tokens))
    y = ng.nn.TransformerEncoderBlock(2, 8, norm_first=True, activation="gelu", name="encoder")(y, padding_mask=there)
    found = ng.nn.MultiHeadAttention(3, 2, use_causal_mask=True, name="heads")(y, y, padding_mask=there)
    y = ng.nn.ResidualAdd(name="both")(found, y)
    y = ng.nn.ScaledDotProductAttention(name="plain")(y, y, y)
    y = ng.nn.TransformerEncoderBlock(1, 5, key_dim=4, use_causal_mask=True, name="last")(y)
    return ng.nn.GlobalAveragePooling1D(name="mean")(y)


def recurrent(image: Value) -> Value:
    rows = ng.ops.squeeze(image, axis=-1)
    counts = ng.ops.greater(ng.ops.max(rows, axis=2), 0.6)
    y = ng.nn.LSTM(6, return_sequences=True, name="memory")(rows, mask=counts)
    return ng.nn.GRU(5, go_backwards=True, name="back")(y, mask=counts)


def recurrent_both_ways(image: Value) -> Value:
    y = ng.nn.Bidirectional(4, "GRU", "sum", reset_after=False, return_sequences=True, name="both")(
        ng.ops.squeeze(image, axis=-1)
    )
    y, state = ng.nn.SimpleRNN(5, return_state=True, activation="relu", name="simple")(y)
    return ng.nn.Bidirectional(3, name="twice")(ng.ops.stack(y, state, axis=1))


def training(layers: Layers, **options: Any) -> TrainingSpec:
    data = Pipeline([("digits", {}), ("split", {}), ("normalize", {"method": "minmax"}), ("shuffle", {}), ("batch", {})])
    with ng.Graph("images") as graph:
        x = ng.placeholder(("batch", 64), name="x")
        y = ng.placeholder(("batch",), dtype="int64", name="y")
        scores = ng.nn.Dense(10, name="scores")(layers(ng.ops.reshape(x, shape=[None, 8, 8, 1], name="image")))
        loss = ng.losses.sparse_categorical_crossentropy(y, scores, from_logits=True, name="loss")
        metric = ng.metrics.sparse_categorical_accuracy(y, scores)
    return TrainingSpec(
        graph=graph, inputs={"x": x, "y": y}, pipeline=data, loss=loss, metrics={"accuracy": metric},
        optimizer=ng.optimizers.Adam(0.003, **options), epochs=1, seed=3, name="Images", max_steps=STEPS,
    )  # fmt: skip


def losses_of(code: str, folder: Path) -> tuple[list[float], str]:
    """What a script writes down and prints."""
    script, out = folder / "script.py", folder / "losses.json"
    script.write_text(code, encoding="utf-8")
    done = subprocess.run([sys.executable, script, "--losses", out], check=True, capture_output=True, text=True, cwd=folder)
    return json.loads(out.read_text()), done.stdout


def compare(spec: TrainingSpec, target: str, folder: Path) -> None:
    """Losses of every step and, where training does not end by changing the weights once more, what the script prints."""
    if target == "pytorch":
        pytest.importorskip("torch", reason="exported PyTorch code is run")
    code = export_code(spec, target)
    trainer = Trainer(spec)
    expected = [float(event.values[0]) for event in trainer.events() if isinstance(event, StepDone)]
    found, printed = losses_of(code, folder)
    assert len(found) == STEPS
    np.testing.assert_allclose(found, expected, rtol=2e-5, atol=2e-5)
    if spec.optimizer.options["use_ema"]:
        return
    figures = trainer.evaluate()
    assert f"validation loss {figures['loss']:.4f}"[:-1] in printed


@pytest.mark.reference
@pytest.mark.parametrize("target", ["numpy", "pytorch"])
@pytest.mark.parametrize(
    "layers",
    [
        convolutions,
        what_pytorch_pads_otherwise,
        there_and_back,
        rows_as_sequences,
        normalized,
        normalized_twice,
        of_tokens,
        attending,
        recurrent,
        recurrent_both_ways,
    ],
    ids=lambda item: item.__name__,
)
def test_scripts_have_the_losses_of_the_engine(layers: Layers, target: str, tmp_path: Path) -> None:
    compare(training(layers), target, tmp_path)


@pytest.mark.reference
@pytest.mark.parametrize("target", ["numpy", "pytorch"])
def test_averages_of_weights_and_of_layers_are_told_apart(target: str, tmp_path: Path) -> None:
    compare(training(normalized, use_ema=True, ema_momentum=0.9, clipnorm=0.5, weight_decay=0.01), target, tmp_path)


def test_layers_become_modules_where_pytorch_has_them() -> None:
    code = export_code(training(convolutions), "pytorch")
    assert 'self.first = nn.Conv2d(1, 6, 3, padding="same")' in code
    assert 'self.each = nn.Conv2d(6, 6, 3, padding="same", groups=6)' in code
    code = export_code(training(normalized), "pytorch")
    assert "self.batch = BatchNormalization(4, momentum=0.8)" in code and "self.group = nn.GroupNorm(2, 6, eps=0.001)" in code
    assert "self.tokens = nn.Embedding(16, 6)" in export_code(training(of_tokens), "pytorch")


def test_a_recurrent_layer_stays_a_loop() -> None:
    for target in ("numpy", "pytorch"):
        code = export_code(training(recurrent), target)
        assert "for entry, counts in zip(" in code and "state, cell = (" in code


def test_attention_becomes_a_module_of_its_own() -> None:
    code = export_code(training(attending), "pytorch")
    assert "self.heads = MultiHeadAttention([6, 6, 6, 6], 3, 2, 2, causal=True)" in code
    assert "self.encoder = TransformerEncoderBlock(" in code and code.count("class MultiHeadAttention(") == 1
    assert "encoder = self.encoder(places, padding_mask=there)" in code


def test_pooling_is_pytorchs_own_where_it_pads_nothing() -> None:
    code = export_code(training(convolutions), "pytorch")
    assert "F.max_pool2d(" in code and "def conv2d(" not in code
