"""How optimizers and schedules are written: one row each for every target.

In NumPy an optimizer is a small class that changes the weights in place; in PyTorch it is ``torch.optim``'s own where that
does the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import ExportError
from engine.export.printer import flat, parse
from engine.export.rows import fill, literal
from engine.nn.layer import Layer
from engine.optim.optimizer import Optimizer


@dataclass(frozen=True)
class Written:
    """An optimizer in a target: the constructor call, the source of its class where it needs one, and lines before each step."""

    call: str
    source: str = ""
    before_step: tuple[str, ...] = ()


def _attr(optimizer: Optimizer, name: str) -> str:
    return flat(literal(optimizer.attrs[name]))


# --- NumPy ----------------------------------------------------------------------------------------------------------

_PLAIN_SGD = '''
class SGD:
    """Stochastic gradient descent."""

    def update(self, weights, gradients, rate):
        """Change the weights in place by one step against their gradients."""
        for name, gradient in gradients.items():
            weights[name] -= rate * gradient
'''

_MOMENTUM_SGD = '''
class SGD:
    """Stochastic gradient descent with momentum."""

    def __init__(self, momentum):
        self.momentum = momentum
        self.velocity = {}

    def update(self, weights, gradients, rate):
        """Change the weights in place by one step against their gradients."""
        for name, gradient in gradients.items():
            velocity = self.momentum * self.velocity.get(name, 0) - rate * gradient
            self.velocity[name] = velocity
            weights[name] += STEP
'''

_ADAM = '''
class Adam:
    """Adam, which gives every weight a step of its own size."""

    def __init__(self, beta_1, beta_2, epsilon):
        self.beta_1, self.beta_2, self.epsilon = beta_1, beta_2, epsilon
        self.steps = 0
        self.mean, self.square = {}, {}

    def update(self, weights, gradients, rate):
        """Change the weights in place by one step against their gradients."""
        self.steps += 1
        rate *= math.sqrt(1 - self.beta_2**self.steps) / (1 - self.beta_1**self.steps)
        for name, gradient in gradients.items():
            mean = self.mean.setdefault(name, np.zeros_like(gradient))
            square = self.square.setdefault(name, np.zeros_like(gradient))
            mean += (1 - self.beta_1) * (gradient - mean)
            square += (1 - self.beta_2) * (np.square(gradient) - square)
            weights[name] -= rate * mean / (np.sqrt(square) + self.epsilon)
'''


def _numpy_sgd(optimizer: Optimizer) -> Written:
    if not optimizer.attrs["momentum"]:
        return Written("SGD()", _PLAIN_SGD)
    step = "self.momentum * velocity - rate * gradient" if optimizer.attrs["nesterov"] else "velocity"
    return Written(f"SGD(momentum={_attr(optimizer, 'momentum')})", _MOMENTUM_SGD.replace("STEP", step))


def _numpy_adam(optimizer: Optimizer) -> Written:
    words = ", ".join(f"{name}={_attr(optimizer, name)}" for name in ("beta_1", "beta_2", "epsilon"))
    return Written(f"Adam({words})", _ADAM)


# --- PyTorch --------------------------------------------------------------------------------------------------------

_INNER_RATE_SGD = '''
class SGD(torch.optim.Optimizer):
    """SGD whose learning rate stands inside the momentum, as in Keras."""

    def __init__(self, parameters, lr, momentum, nesterov=False):
        defaults = {"lr": lr, "momentum": momentum, "nesterov": nesterov}
        super().__init__(parameters, defaults)

    @torch.no_grad()
    def step(self):
        """Change the parameters by one step against their gradients."""
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                state = self.state[parameter]
                push = group["lr"] * parameter.grad
                velocity = group["momentum"] * state.get("velocity", 0) - push
                state["velocity"] = velocity
                if group["nesterov"]:
                    velocity = group["momentum"] * velocity - push
                parameter += velocity
'''


def _torch_sgd(optimizer: Optimizer) -> Written:
    momentum, rate = optimizer.attrs["momentum"], first_rate(optimizer)
    nesterov = ", nesterov=True" if momentum and optimizer.attrs["nesterov"] else ""
    words = f", momentum={_attr(optimizer, 'momentum')}{nesterov}" if momentum else ""
    if momentum and callable(optimizer.learning_rate):  # PyTorch keeps the rate outside the momentum
        return Written(f"SGD(model.parameters(), lr={rate}{words})", _INNER_RATE_SGD)
    return Written(f"torch.optim.SGD(model.parameters(), lr={rate}{words})")


def _torch_adam(optimizer: Optimizer) -> Written:
    beta, epsilon = _attr(optimizer, "beta_2"), _attr(optimizer, "epsilon")
    betas = f"betas=({_attr(optimizer, 'beta_1')}, {beta})"
    return Written(
        f"torch.optim.Adam(model.parameters(), lr={first_rate(optimizer)}, {betas}, eps={epsilon})",
        before_step=(
            "# epsilon counts before the bias correction; PyTorch alone adds it after",
            f"correction = 1 - {beta} ** (len(losses) + 1)",
            f'optimizer.param_groups[0]["eps"] = {epsilon} / math.sqrt(correction)',
        ),
    )


OPTIMIZERS: dict[str, dict[str, Callable[[Optimizer], Written]]] = {
    "numpy": {"sgd_update": _numpy_sgd, "adam_update": _numpy_adam},
    "pytorch": {"sgd_update": _torch_sgd, "adam_update": _torch_adam},
}


def write_optimizer(optimizer: Optimizer, target: str, title: str) -> Written:
    """The optimizer in a target; ExportError where the target has no row for it."""
    row = OPTIMIZERS[target].get(optimizer.op.name)
    if row is None:
        raise ExportError(
            "the optimizer {optimizer} cannot be written in {target}; choose another optimizer or target",
            optimizer=optimizer.op.title, target=title,
        )  # fmt: skip
    return row(optimizer)


# --- schedules ------------------------------------------------------------------------------------------------------

#: The learning rate as an expression of ``step``, the number of updates made so far.
SCHEDULES: dict[str, Callable[[Layer], str]] = {
    "constant_rate": lambda schedule: "learning_rate",
    "exponential_decay": lambda schedule: (
        "initial_learning_rate * decay_rate ** (step // decay_steps)"
        if schedule.attrs.get("staircase")
        else "initial_learning_rate * decay_rate ** (step / decay_steps)"
    ),
}


def write_schedule(optimizer: Optimizer) -> str:
    """The learning rate as an expression of ``step``; empty where it is one number."""
    schedule = optimizer.learning_rate
    if not callable(schedule):
        return ""
    if not isinstance(schedule, Layer) or schedule.op.name not in SCHEDULES:
        raise ExportError(
            "the learning-rate schedule {schedule} cannot be written as a script; use a constant or exponential one",
            schedule=schedule.op.title if isinstance(schedule, Layer) else "given as a function",
        )
    attrs = schedule.op.bind_attrs(schedule.attrs)
    values = {name: literal(value) for name, value in attrs.items()}
    return flat(fill(parse(SCHEDULES[schedule.op.name](schedule)), values))


def first_rate(optimizer: Optimizer) -> str:
    """The rate that an optimizer is made with: the constant, or the schedule's first."""
    return "learning_rate(0)" if callable(optimizer.learning_rate) else "LEARNING_RATE"
