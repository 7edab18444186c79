"""Distillation: a small model learns from the scores of a large one beside the true classes."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Shape, TensorType, format_shape, merge_dims
from engine.losses.labels import class_number_rows, one_hot_rows
from engine.losses.pairs import PREDICTIONS, REDUCTION, TARGETS, is_column, reduce_rows, reduced_type
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Port, Sample


def _rows(types: Sequence[TensorType]) -> Shape:
    y_true, y_pred, teacher = types
    try:
        if teacher.rank != y_pred.rank:
            raise RuleError("the ranks differ")
        for a, b in zip(teacher.shape, y_pred.shape, strict=True):
            merge_dims(a, b)
    except RuleError:
        raise RuleError(
            "teacher is {got}, but y_pred is {wanted}; both are scores of the same classes",
            got=format_shape(teacher.shape), wanted=format_shape(y_pred.shape),
        ) from None  # fmt: skip
    return one_hot_rows(y_true, y_pred) if y_true.is_float else class_number_rows(y_true, y_pred)


def _expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    y_true, y_pred, teacher = inputs
    heat, alpha = attrs["temperature"], attrs["alpha"]
    if y_true.type.is_float:
        target = y_true if y_true.dtype == y_pred.dtype else b.cast(y_true, dtype=y_pred.dtype)
        hard = b.softmax_cross_entropy(y_pred, target)
    else:
        column = is_column(y_true.shape, y_pred.shape[:-1])
        hard = b.sparse_softmax_cross_entropy(y_pred, b.squeeze(y_true, axis=[-1]) if column else y_true)
    fixed = b.stop_gradient(teacher if teacher.dtype == y_pred.dtype else b.cast(teacher, dtype=y_pred.dtype))
    theirs, ours = b.log_softmax(b.divide(fixed, heat)), b.log_softmax(b.divide(y_pred, heat))
    soft = b.sum(b.multiply(b.exp(theirs), b.subtract(theirs, ours)), axis=-1)
    return reduce_rows(b, b.add(b.multiply(hard, 1 - alpha), b.multiply(soft, alpha * heat**2)), attrs)


_WHOLE = ("int", -2, 3)

OPS = (
    Op(
        name="distillation",
        title="Distillation",
        inputs=(TARGETS, PREDICTIONS, Port("teacher", "number", help="Scores of the model to learn from, which stays as it is.")),
        outputs=("loss",),
        attrs=(
            Attr(
                "temperature", "float", 2.0, minimum=0, exclusive=True,
                help="Both models' scores are divided by it, so that the unlikely classes count too.",
            ),
            Attr("alpha", "float", 0.5, minimum=0, maximum=1, help="Share of the teacher; the rest is the true classes'."),
            REDUCTION,
        ),
        infer=lambda types, attrs: reduced_type(_rows(types), types[1].dtype, attrs),
        expand=_expand,
        samples=(
            Sample(((4,), (4, 3), (4, 3)), domain=[("int", 0, 3), (-2.0, 2.0), _WHOLE]),
            Sample(((4, 3), (4, 3), (4, 3)), {"alpha": 0.1, "temperature": 4.0}, ["probabilities", (-2.0, 2.0), _WHOLE]),
            Sample(((4, 1), (4, 3), (4, 3)), {"alpha": 1.0, "reduction": "none"}, [("int", 0, 3), (-2.0, 2.0), _WHOLE]),
            Sample(((2, 4), (2, 4, 3), (2, 4, 3)), {"alpha": 0.0, "reduction": "sum"}, [("int", 0, 3), (-2.0, 2.0), _WHOLE]),
        ),
        category="losses",
        help="Learns the true classes and, beside them, how a teacher spreads its scores over all classes.",
        formula="loss = (1 − α)·CE(y_true, softmax y_pred) + α·T²·KL(softmax(teacher/T) ‖ softmax(y_pred/T))",
        source="Hinton, Vinyals and Dean 2015, with the divergence for the cross-entropy with soft targets: the same gradient; "
        "PyTorch's cross_entropy and kl_div",
        telling="temperature",
    ),
)  # fmt: skip
