"""Kinds of tensor ops, layers and losses, derived from the engine's declarations: a new op needs nothing here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import engine.losses
import engine.nn
import engine.ops
from app.catalog.spec import Kind, PortSpec
from engine.errors import NodegradError
from engine.formula import likely_names
from engine.ir.types import SPARSE, TensorType
from engine.ops import registry
from engine.ops.attrs import REQUIRED
from engine.ops.spec import Op, Port

#: Op category → palette heading, colour token, role.
HEADINGS: dict[str, tuple[str, str, str]] = {
    "math": ("Math", "tensor", "op"),
    "tensors": ("Tensors", "tensor", "op"),
    "layers": ("Layers", "tensor", "op"),
    "activations": ("Activations", "activation", "op"),
    "losses": ("Losses", "loss", "loss"),
}
_WIRES = {"any": "any", "float": "tensor", "number": "tensor", "int": "labels", "bool": "bool", "labels": "labels"}
_BY_HAND = frozenset({"constant", "placeholder", "variable"})  # in ``training``: their attributes are JSON there
#: What nearly every network is built from stands first under its heading; the others follow in the engine's order.
_FIRST = ("dense", "flatten", "dropout", "relu", "sigmoid", "tanh", "softmax")
_MASKS = {"mask": "bool"}
_OF_DTYPE = {"float": "tensor", "int": "labels", "bool": "bool"}

#: Words that people search for and that no title holds.
KEYWORDS: Mapping[str, tuple[str, ...]] = {
    "add": ("plus", "sum", "+"),
    "subtract": ("minus", "difference", "-"),
    "multiply": ("times", "product", "hadamard", "*"),
    "divide": ("quotient", "ratio", "/"),
    "power": ("exponent", "^"),
    "absolute": ("abs",),
    "matmul": ("dot", "matrix", "product", "@"),
    "expression": ("formula", "custom", "function", "lambda"),
    "dense": ("linear", "fully connected", "fc", "perceptron", "affine"),
    "flatten": ("reshape",),
    "conv2d_layer": ("convolution", "cnn", "filter", "image"),
    "conv1d_layer": ("convolution", "cnn", "filter", "sequence"),
    "conv2d_transpose": ("deconvolution", "upsample"),
    "depthwise_conv2d": ("convolution", "mobilenet"),
    "separable_conv2d": ("convolution", "mobilenet", "xception"),
    "up_sampling2d": ("resize", "enlarge"),
    "batch_normalization": ("batch norm", "bn"),
    "layer_normalization": ("layer norm", "ln"),
    "group_normalization": ("group norm", "instance norm"),
    "simple_rnn": ("recurrent", "sequence"),
    "lstm": ("recurrent", "sequence", "memory"),
    "gru": ("recurrent", "sequence", "memory"),
    "bidirectional": ("recurrent", "sequence", "lstm", "gru"),
    "embedding": ("lookup", "token", "word vector"),
    "positional_encoding": ("sinusoidal", "transformer"),
    "multi_head_attention": ("self attention", "transformer", "mha"),
    "scaled_dot_product_attention": ("self attention", "transformer"),
    "transformer_encoder_block": ("attention", "bert"),
    "residual_add": ("skip connection", "shortcut", "resnet"),
    "padding_mask": ("mask zero", "attention"),
    "relu": ("rectifier", "activation"),
    "sigmoid": ("logistic", "activation"),
    "tanh": ("hyperbolic", "activation"),
    "softmax": ("probabilities", "activation"),
    "dropout": ("regularization",),
    "mean_squared_error": ("mse", "l2", "regression"),
    "mean_absolute_error": ("mae", "l1", "regression"),
    "huber": ("smooth l1", "robust", "regression"),
    "log_cosh": ("robust", "regression"),
    "lp_loss": ("minkowski", "norm", "regression"),
    "mean_squared_logarithmic_error": ("msle", "regression"),
    "mean_absolute_percentage_error": ("mape", "regression"),
    "kl_divergence": ("kullback leibler", "distribution"),
    "poisson": ("count", "regression"),
    "cosine_similarity": ("angle", "embedding"),
    "distillation": ("teacher", "student", "knowledge", "compress"),
    "hinge": ("svm", "margin"),
    "squared_hinge": ("svm", "margin"),
    "categorical_hinge": ("svm", "margin", "classification"),
    "binary_focal_crossentropy": ("imbalanced", "cross entropy"),
    "categorical_focal_crossentropy": ("imbalanced", "cross entropy"),
    "binary_crossentropy": ("bce", "log loss", "cross entropy", "logistic"),
    "categorical_crossentropy": ("cce", "cross entropy", "softmax"),
    "sparse_categorical_crossentropy": ("cross entropy", "softmax", "classification"),
    "concatenate": ("join", "merge"),
    "split": ("cut", "chunk"),
    "where": ("select", "condition", "if"),
    "clip": ("clamp",),
    "cast": ("dtype", "convert"),
    "stop_gradient": ("detach",),
    "sparse_tensor": ("csr", "coo", "scipy"),
    "sparse_matmul": ("csr", "dot", "product", "@"),
    "sparsity": ("density", "zeros"),
    "to_dense": ("toarray", "csr", "coo"),
    "to_sparse": ("csr", "coo"),
}


def kinds() -> Iterator[Kind]:
    """One kind for every op that has a palette category of its own here."""
    assert engine.ops and engine.nn and engine.losses  # importing them registers their ops
    found = [op for op in registry.all_ops() if op.category in HEADINGS and op.name not in _BY_HAND]
    for op in sorted(found, key=lambda op: _FIRST.index(op.name) if op.name in _FIRST else len(_FIRST)):
        yield from_op(op)


def from_op(op: Op) -> Kind:
    """The kind of an op: its data inputs are ports, its parameters stay inside, flags of optional inputs follow the wires."""
    heading, mark, role = HEADINGS[op.category]
    flags = {port.flag for port in op.data_inputs() if port.flag}
    hidden = flags | ({"training"} if "training" in op.traits else set())
    ports = None if op.ports is None else _ports_of(op)
    wires = ("loss",) * len(op.results) if role == "loss" else output_wires(op)[: len(op.results)]
    results = None if op.parts is None else _results_of(op)
    return Kind(
        name=op.title,
        title=op.title,
        category=heading,
        mark=mark,
        role=role,
        target=op.name,
        inputs=tuple(_input(port) for port in op.data_inputs()) if ports is None else ports({}),
        ports=ports,
        outputs=tuple(map(PortSpec, op.results, wires)) if results is None else results({}),
        results=results,
        attrs=tuple(attr for attr in op.attrs if attr.name not in hidden),
        help=op.help,
        formula=op.formula,
        source=op.source,
        telling=op.telling,
        keywords=KEYWORDS.get(op.name, ()),
    )


def _ports_of(op: Op) -> Callable[[Mapping[str, Any]], tuple[PortSpec, ...]]:
    """The inputs of a node from its attributes; while one is wrong, those that its words may mean, so that wires have an end."""

    def ports(attributes: Mapping[str, Any]) -> tuple[PortSpec, ...]:
        known = {attr.name: attributes.get(attr.name, attr.default) for attr in op.attrs}
        try:
            return tuple(_input(port) for port in op.data_inputs(op.bind_attrs(known)))
        except NodegradError:
            texts = (str(known[attr.name]) for attr in op.attrs if attr.kind == "formula")
            return tuple(PortSpec(name, "any") for text in texts for name in likely_names(text))

    return ports


def _results_of(op: Op) -> Callable[[Mapping[str, Any]], tuple[PortSpec, ...]]:
    """The outputs of a node from its attributes; those that it has in any case while one is wrong."""

    def results(attributes: Mapping[str, Any]) -> tuple[PortSpec, ...]:
        begins = {attr.name: attr.start if attr.default is REQUIRED else attr.default for attr in op.attrs}
        try:
            names = op.results_of({**begins, **attributes})
        except NodegradError:
            names = op.results
        return tuple(PortSpec(name, _MASKS.get(name, "tensor")) for name in names)

    return results


def _input(port: Port) -> PortSpec:
    return PortSpec(port.name, _WIRES[port.accepts], required=port.flag is None, variadic=port.variadic, help=port.help)


def output_wires(op: Op) -> tuple[str, ...]:
    """The wire classes of the outputs before any input is known: what the op gives for its own sample inputs."""
    for sample in op.samples:
        domains = sample.domain if isinstance(sample.domain, list) else [sample.domain] * len(sample.shapes)
        types = [
            TensorType(_dtype(domain), shape, _layout(domain)) for domain, shape in zip(domains, sample.shapes, strict=False)
        ]
        try:
            outputs = op.infer_types(types, op.bind_attrs(sample.attrs))
        except NodegradError:
            continue
        if len(outputs) == len(op.outputs):
            return tuple(_OF_DTYPE[type_.kind] for type_ in outputs)
    return ("tensor",) * len(op.outputs)


def _layout(domain: object) -> str:
    return domain[0] if isinstance(domain, tuple) and domain and domain[0] in SPARSE else "dense"


def _dtype(domain: object) -> str:
    if domain == "bool":
        return "bool"
    return "int64" if isinstance(domain, tuple) and domain and domain[0] == "int" else "float32"
