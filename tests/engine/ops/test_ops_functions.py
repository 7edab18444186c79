"""The public functions of ``engine.ops``: arguments, defaults, help and errors."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

from engine import ops
from engine.errors import GraphError, TypeRuleError
from engine.ir.graph import Graph, Value, default_graph
from engine.ops.registry import all_ops


@pytest.fixture
def x() -> Value:
    return Graph("functions").add("placeholder", (), {"shape": ["batch", 3], "dtype": "float32"}, "x").outputs[0]


def test_every_op_is_a_function_with_help() -> None:
    assert set(dir(ops)) == {op.name for op in all_ops()}
    for op in all_ops():
        function = getattr(ops, op.name)
        assert function.__name__ == op.name
        assert function.__module__.startswith("engine.ops")
        assert op.help.rstrip(".") in (function.__doc__ or "") or function.__doc__
        assert inspect.signature(function)


def test_signatures_read_well() -> None:
    assert str(inspect.signature(ops.matmul)) == "(a, b, *, name=None)"
    assert str(inspect.signature(ops.sum)) == "(x, axis=None, keepdims=False, *, name=None)"
    assert str(inspect.signature(ops.concatenate)) == "(*values, axis=-1, name=None)"
    assert str(inspect.signature(ops.one_hot)) == "(indices, depth, dtype='float32', *, name=None)"
    assert str(inspect.signature(ops.random_uniform)).startswith("(like=None, shape=None, minval=0.0, maxval=1.0")
    assert "has_like" not in str(inspect.signature(ops.random_uniform))


def test_help_names_everything() -> None:
    text = inspect.getdoc(ops.clip)
    assert text is not None
    for part in ("Keeps every entry between two bounds.", "min(max(x, minimum), maximum)", "minimum:", "Source: NumPy clip"):
        assert part in text


def test_arguments_may_be_counted_or_named(x: Value) -> None:
    assert ops.sum(x, 1).shape == ops.sum(x, axis=1).shape == ops.sum(x=x, axis=1).shape == ("batch",)
    assert ops.reshape(x, (-1, 3, 1)).shape == ("batch", 3, 1)
    assert ops.transpose(x, (1, 0)).shape == (3, "batch")
    assert ops.matmul(x, np.ones((3, 2), "float32"), name="scores").name == "scores"


def test_lists_of_tensors_and_of_numbers(x: Value) -> None:
    assert ops.concatenate([x, x], axis=1).shape == ops.concatenate(x, x, axis=1).shape == ("batch", 6)
    assert ops.stack([x, x]).shape == (2, "batch", 3)
    assert ops.concatenate([np.zeros((2, 2)), np.zeros((1, 2))], axis=0).shape == (3, 2)
    assert ops.add([1.0, 2.0], 1).shape == (2,)


def test_plain_numbers_go_to_the_default_graph() -> None:
    with Graph("mine") as graph:
        value = ops.add(2.0, 3.0)
        assert value.graph is graph is default_graph()
    assert value.dtype == "float32"


def test_optional_inputs_switch_their_flag(x: Value) -> None:
    node = ops.random_uniform(x).node
    assert node.attrs["has_like"] is True
    assert node.outputs[0].shape == ("batch", 3)
    with Graph("plain"):
        assert ops.random_uniform(shape=(2,)).node.attrs["has_like"] is False


def test_wrong_calls_get_one_sentence(x: Value) -> None:
    with pytest.raises(GraphError, match=r"engine\.ops\.sum\(x, axis=None.*called wrongly: got an unexpected keyword"):
        ops.sum(x, axes=1)
    with pytest.raises(GraphError, match="missing a required argument: 'b'"):
        ops.matmul(x)
    with pytest.raises(TypeRuleError, match="Sum 'sum': there is no axis 5"):
        ops.sum(x, 5)
    with pytest.raises(AttributeError, match="there is no op 'sums'"):
        ops.sums  # noqa: B018


def test_conditions_and_indices_keep_their_own_dtype() -> None:
    assert ops.where([True, False], [1.0, 2.0], 0).dtype == "float32"
    assert ops.where(ops.greater([1.0, -1.0], 0), 1, 0.5).dtype == "float32"
    assert ops.gather(ops.constant([1.0, 2.0]), [0, 1]).node.inputs[1].dtype == "int32"


def test_functions_that_take_more_than_tensors() -> None:
    with Graph("state"):
        value = ops.constant([1.0, 2.0], name="two")
        assert (value.name, value.dtype, value.shape) == ("two", "float32", (2,))
        assert ops.placeholder((None, 2), name="x").shape == (None, 2)
        (slope,) = ops.gradients(ops.square(value), value)
        assert slope.shape == (2,)
