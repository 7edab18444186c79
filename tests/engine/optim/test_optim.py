"""Optimizers: twenty steps as published and as PyTorch takes them; slots, schedules, sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from optim_cases import OWN, SHAPES, STEPS, Case, name_of, problem, start, train

import engine as ng
from engine.errors import AttributeValueError, GraphError
from engine.optim.reach import reached_variables

CASES = [case for case in OWN if case[0] in ("SGD", "Adam") and not case[1].get("amsgrad")]
SCHEDULE = {"initial_learning_rate": 0.2, "decay_steps": 6, "decay_rate": 0.5}


def reference(name: str, options: dict[str, Any], rate: Callable[[int], float]) -> list[dict[str, np.ndarray]]:
    """The published update in float64 NumPy."""
    x, y = problem("float64")
    w = start("float64")
    m = {key: np.zeros_like(value) for key, value in w.items()}
    v = {key: np.zeros_like(value) for key, value in w.items()}
    found = []
    for t in range(1, STEPS + 1):
        error = 2 * (x @ w["kernel"] + w["bias"] - y) / y.size
        gradients = {"kernel": x.T @ error, "bias": error.sum(0)}
        for key, g in gradients.items():
            lr = rate(t - 1)
            if name == "SGD":
                mu = options.get("momentum", 0.0)
                m[key] = mu * m[key] - lr * g
                w[key] = w[key] + (mu * m[key] - lr * g if options.get("nesterov") else m[key])
            else:
                b1, b2 = options.get("beta_1", 0.9), options.get("beta_2", 0.999)
                m[key] = b1 * m[key] + (1 - b1) * g
                v[key] = b2 * v[key] + (1 - b2) * g**2
                alpha = lr * np.sqrt(1 - b2**t) / (1 - b1**t)
                w[key] = w[key] - alpha * m[key] / (np.sqrt(v[key]) + options.get("epsilon", 1e-7))
        found.append({key: value.copy() for key, value in w.items()})
    return found


def assert_same(got: list[dict[str, np.ndarray]], expected: list[dict[str, Any]], rtol: float, atol: float) -> None:
    for a, b in zip(got, expected, strict=True):
        for name in SHAPES:
            np.testing.assert_allclose(a[name], np.asarray(b[name]), rtol=rtol, atol=atol)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_steps_are_those_of_the_published_update(case: Case) -> None:
    name, options = case
    lr = options.get("learning_rate", 0.01 if name == "SGD" else 0.001)
    expected = reference(name, options, lambda step: lr)
    assert_same(train(getattr(ng.optimizers, name)(**options), "float64"), expected, 1e-10, 1e-12)


@pytest.mark.reference
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_steps_are_those_of_pytorch(case: Case) -> None:
    """PyTorch adds Adam's epsilon after mending the bias of v, so there an epsilon near zero is compared."""
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    name, options = case
    lr = options.get("learning_rate", 0.01 if name == "SGD" else 0.001)
    x, y = (torch.tensor(array) for array in problem("float64"))
    leaves = {key: torch.tensor(value, requires_grad=True) for key, value in start("float64").items()}
    if name == "SGD":
        twin = torch.optim.SGD(leaves.values(), lr, momentum=options.get("momentum", 0), nesterov=options.get("nesterov", False))
    else:
        options = {**options, "epsilon": 1e-30}
        twin = torch.optim.Adam(leaves.values(), lr, (options.get("beta_1", 0.9), options.get("beta_2", 0.999)), eps=1e-30)
    expected = []
    for _ in range(STEPS):
        twin.zero_grad()
        torch.nn.functional.mse_loss(x @ leaves["kernel"] + leaves["bias"], y).backward()
        twin.step()
        expected.append({key: leaf.detach().numpy().copy() for key, leaf in leaves.items()})
    assert_same(train(getattr(ng.optimizers, name)(**options), "float64"), expected, 1e-9, 1e-11)


# --- schedules -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("staircase", [False, True])
@pytest.mark.parametrize("name", ["SGD", "Adam"])
def test_a_schedule_follows_the_step_counter(name: str, staircase: bool) -> None:
    def rate(step: int) -> float:
        done = step / SCHEDULE["decay_steps"]
        return float(SCHEDULE["initial_learning_rate"] * SCHEDULE["decay_rate"] ** (np.floor(done) if staircase else done))

    schedule = ng.schedules.ExponentialDecay(**SCHEDULE, staircase=staircase)
    assert_same(train(getattr(ng.optimizers, name)(schedule), "float64"), reference(name, {}, rate), 1e-10, 1e-12)


def test_the_learning_rate_can_be_fetched() -> None:
    with ng.Graph() as graph:
        w = ng.Variable([1.0], name="w")
        fixed = ng.optimizers.SGD(0.25)
        falling = ng.optimizers.SGD(ng.schedules.ExponentialDecay(0.5, 1, 0.5), name="falling")
        free = ng.optimizers.SGD(lambda step: ng.ops.cast(step, dtype="float32") * 0.1, name="free")
        steps = [optimizer.minimize(ng.ops.sum(w * w)) for optimizer in (fixed, falling, free)]
        rates = [optimizer.learning_rate_value(graph) for optimizer in (fixed, falling, free)]
    with ng.Session(graph=graph) as session:
        seen = [session.run([*rates, step])[:3] for step in (steps[1], steps[1], steps[2], steps[2], steps[0])]
        counts = session.run([optimizer.step_value(graph) for optimizer in (fixed, falling, free)])
    np.testing.assert_allclose(seen, [[0.25, 0.5, 0], [0.25, 0.25, 0], [0.25, 0.125, 0], [0.25, 0.125, 0.1], [0.25, 0.125, 0.2]])
    assert counts == [1, 2, 2]


# --- what is updated -------------------------------------------------------------------------------------------------


def test_the_house_price_example() -> None:
    with ng.Graph() as graph:
        w, b = ng.Variable(10.0, name="W"), ng.Variable(200.0, name="b")
        y = w * 50.0 + b
        loss = ng.losses.mean_squared_error(750.0, y)
        slopes = ng.gradients(loss, [y, w, b])
        step = ng.optimizers.SGD(0.001).minimize(loss)
    with ng.Session(graph=graph) as session:
        values = session.run([y, loss, *slopes, step])
        assert values[:-1] == [700, 2500, -100, -5000, -100] and values[-1] is None
        assert session.get_variable("W") == 15
        assert session.get_variable("b") == pytest.approx(200.1, abs=1e-5)


def test_slots_are_variables_that_are_not_trained() -> None:
    with ng.Graph() as graph:
        x = ng.placeholder((None, 3), name="x")
        layer = ng.nn.Dense(2, name="hidden")
        optimizer = ng.optimizers.Adam()
        assert optimizer.slots(layer(x).graph.node("hidden/kernel").outputs[0]) == {}
        optimizer.minimize(ng.ops.mean(ng.ops.square(layer(x))))
    assert {key: value.name for key, value in optimizer.slots(layer.kernel).items()} == {
        "m": "hidden/kernel/adam_m",
        "v": "hidden/kernel/adam_v",
    }
    names = {node.name: node.attrs["trainable"] for node in graph.ops("variable")}
    assert names == {
        "hidden/kernel": True, "hidden/bias": True, "adam/step": False, "hidden/kernel/adam_m": False,
        "hidden/kernel/adam_v": False, "hidden/bias/adam_m": False, "hidden/bias/adam_v": False,
    }  # fmt: skip
    plain, moving = ng.optimizers.SGD(), ng.optimizers.SGD(momentum=0.5)
    with graph:
        plain.minimize(ng.ops.sum(layer.kernel))
        moving.minimize(ng.ops.sum(layer.kernel))
        again = moving.slots(layer.kernel)
        moving.minimize(ng.ops.sum(layer.kernel))
    assert plain.slots(layer.kernel) == {}
    assert list(again) == ["velocity"] and moving.slots(layer.kernel) == again, "slots are made once for each variable"


def test_only_the_variables_asked_for_are_updated() -> None:
    with ng.Graph() as graph:
        a, b = ng.Variable([1.0], name="a"), ng.Variable([2.0], name="b")
        step = ng.optimizers.SGD(0.1).minimize(ng.ops.sum(a * b), var_list=[b])
    with ng.Session(graph=graph) as session:
        session.run(step)
        assert session.get_variable("a") == 1 and session.get_variable("b") == pytest.approx(1.9)


def test_variables_without_gradient_are_left_alone_and_named() -> None:
    with ng.Graph() as graph:
        used = ng.Variable([1.0], name="used")
        unused = ng.Variable([1.0], name="unused")
        stopped = ng.Variable([1.0], name="stopped")
        compared = ng.Variable([1.0], name="compared")
        frozen = ng.Variable([1.0], name="frozen", trainable=False)
        mask = ng.ops.cast(ng.ops.greater(compared, 0.5), dtype="float32")
        loss = ng.ops.sum(used * ng.ops.stop_gradient(stopped) * mask * frozen)
        optimizer = ng.optimizers.Adam(0.1)
        step = optimizer.minimize(loss)
        assert reached_variables(loss, [used, unused, stopped, compared, frozen]) == [used, frozen]
    assert optimizer.without_gradient == ["unused", "stopped", "compared"]
    assert list(optimizer.gradients) == ["used"]
    with ng.Session(graph=graph) as session:
        before = session.variables
        session.run(step)
        changed = {name for name, value in session.variables.items() if not np.array_equal(value, before[name])}
    assert changed == {"used", "used/adam_m", "used/adam_v", "adam/step"}
    assert unused.name == "unused"


def test_gradients_can_be_changed_before_they_are_applied() -> None:
    with ng.Graph() as graph:
        a, b = ng.Variable([3.0], name="a"), ng.Variable([4.0], name="b")
        optimizer = ng.optimizers.SGD(1.0)
        pairs = optimizer.compute_gradients(ng.ops.sum(a * a + b * 2.0))
        step = optimizer.apply_gradients([(ng.ops.clip(g, minimum=-1.0, maximum=1.0), v) for g, v in pairs])
    with ng.Session(graph=graph) as session:
        session.run(step)
        assert (session.get_variable("a"), session.get_variable("b")) == (2, 3)


def test_a_step_reads_every_variable_as_it_was_when_it_began() -> None:
    with ng.Graph() as graph:
        w = ng.Variable(2.0, name="w")
        loss = w * w
        step = ng.optimizers.SGD(0.25).minimize(loss)
    with ng.Session(graph=graph) as session:
        assert session.run([step, loss, w])[1:] == [4, 2]
        assert session.run([loss, w]) == [1, 1]


# --- sentences -------------------------------------------------------------------------------------------------------


def test_what_cannot_be_minimized_gets_a_sentence() -> None:
    with ng.Graph():
        x = ng.placeholder((None, 3), name="x")
        with pytest.raises(GraphError, match="SGD: the graph has no trainable variable; add a layer or a Variable"):
            ng.optimizers.SGD().minimize(ng.ops.sum(x))
        w = ng.Variable(np.ones((3, 1), "float32"), name="w")
        for loss in (ng.ops.sum(x, name="score"), ng.ops.sum(ng.ops.stop_gradient(w), name="score")):
            with pytest.raises(GraphError, match=r"Adam: no gradient flows from the loss 'score(_2)?' to any of the variables"):
                ng.optimizers.Adam().minimize(loss)
        with pytest.raises(
            GraphError, match=r"SGD: the loss 'matmul' is float32\[\?, 1\], but must be one number; set its reduction"
        ):
            ng.optimizers.SGD().minimize(x @ w)
        with pytest.raises(GraphError, match="SGD: the loss 'sum_2' is int64, but only a float can be minimized"):
            ng.optimizers.SGD().minimize(ng.ops.sum(ng.ops.cast(w, dtype="int64")))
        with pytest.raises(GraphError, match="SGD: 'x' is not a variable, so it cannot be trained"):
            ng.optimizers.SGD().minimize(ng.ops.sum(w), var_list=[x])
        with pytest.raises(GraphError, match="SGD: there is no gradient to apply"):
            ng.optimizers.SGD().apply_gradients([(None, w)])
        loss = ng.ops.sum(w)
    with ng.Graph():
        other = ng.Variable([1.0], name="other")
        with pytest.raises(GraphError, match="the variable 'other' belongs to another graph than the loss"):
            ng.optimizers.SGD().minimize(loss, var_list=[other])
        count = ng.Variable(np.array([1, 2]), name="count")
        with pytest.raises(GraphError, match="the variable 'count' is int64, but only floats can be trained"):
            ng.optimizers.SGD().minimize(ng.ops.sum(other), var_list=[count])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ng.optimizers.SGD(-1), "SGD: learning_rate is -1"),
        (lambda: ng.optimizers.SGD(momentum=2), "SGD: momentum is 2"),
        (lambda: ng.optimizers.Adam(beta_1=1), "Adam: beta_1 is 1"),
        (lambda: ng.optimizers.Adam(epsilon=0), "Adam: epsilon is 0"),
        (lambda: ng.optimizers.Adam(decay=1), "Adam: there is no attribute 'decay'"),
        (lambda: ng.optimizers.SGD(0.1, 0.9, momentum=0.9), "SGD takes learning_rate and momentum, nesterov, each once"),
        (lambda: ng.schedules.ExponentialDecay(0.1, 0, 0.5), "ExponentialDecay: decay_steps is 0"),
    ],
)
def test_wrong_options_are_refused_when_the_optimizer_is_made(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(AttributeValueError, match=message):
        make()


def test_optimizers_tell_what_they_are() -> None:
    assert str(ng.optimizers.Adam(0.1)) == "Adam(learning_rate=0.1, beta_1=0.9, beta_2=0.999, epsilon=1e-07, amsgrad=False)"
    assert [made.__name__ for made in ng.optimizers.OPTIMIZERS][:3] == ["SGD", "Adam", "AdamW"]
    assert "clipnorm=0.5" in str(ng.optimizers.SGD(clipnorm=0.5))
    assert [made.__name__ for made in ng.schedules.SCHEDULES][:2] == ["Constant", "ExponentialDecay"]


def test_there_is_one_list_of_optimizers() -> None:
    import engine.optim
    import engine.optimizers

    names = {made.__name__ for made in engine.optim.OPTIMIZERS}
    assert names <= set(dir(engine.optim)) and names <= set(engine.optimizers.__all__)
    for made in engine.optim.OPTIMIZERS:
        assert getattr(engine.optimizers, made.__name__) is getattr(ng.optimizers, made.__name__) is made
    with pytest.raises(AttributeError, match="no attribute 'Adamm'"):
        engine.optimizers.Adamm  # noqa: B018
