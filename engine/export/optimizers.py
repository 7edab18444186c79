"""How optimizers and schedules are written.

In NumPy an optimizer is a small class that changes the weights in place; in PyTorch it is ``torch.optim``'s own where that
does the same.  One without a row here is written from what its update stands for (``engine.export.updates``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from engine.errors import ExportError, GraphError
from engine.export import updates
from engine.export.ending import TRAINING_LOSS
from engine.export.plain import write_rate
from engine.export.printer import INDENT, fit, flat, parse, string
from engine.export.rows import fill, literal
from engine.metrics.metric import MetricValue
from engine.nn.layer import Layer
from engine.optim.optimizer import Optimizer
from engine.optim.options import CLIPPING
from engine.optim.plateau import Plateau
from engine.train.stopping import is_maximized


@dataclass(frozen=True)
class Written:
    """An optimizer in a target: the constructor call, the source of its class where it needs one, and lines around each step.

    ``setup`` stands before the first step, ``at_end`` after the last one.
    """

    call: str
    source: str = ""
    setup: tuple[str, ...] = ()
    before_step: tuple[str, ...] = ()
    after_step: tuple[str, ...] = ()
    at_end: tuple[str, ...] = ()


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

#: Beside the same lines of Adam, which keeps the largest mean of squares where amsgrad asks for it.
_AMSGRAD = (
    ("        self.mean, self.square = {}, {}\n", "        self.mean, self.square, self.largest = {}, {}, {}\n"),
    (
        "            weights[name] -= rate * mean / (np.sqrt(square) + self.epsilon)\n",
        "            largest = self.largest[name] = np.maximum(self.largest.get(name, 0), square)\n"
        "            weights[name] -= rate * mean / (np.sqrt(largest) + self.epsilon)\n",
    ),
)
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


def _has_nesterov(optimizer: Optimizer) -> bool:
    return optimizer.op.name == "nesterov_update" or bool(optimizer.attrs.get("nesterov"))


def _numpy_sgd(optimizer: Optimizer) -> Written:
    if not optimizer.attrs.get("momentum"):
        return Written("SGD()", _PLAIN_SGD)
    step = "self.momentum * velocity - rate * gradient" if _has_nesterov(optimizer) else "velocity"
    return Written(f"SGD(momentum={_attr(optimizer, 'momentum')})", _MOMENTUM_SGD.replace("STEP", step))


def _numpy_adam(optimizer: Optimizer) -> Written:
    words = ", ".join(f"{name}={_attr(optimizer, name)}" for name in ("beta_1", "beta_2", "epsilon"))
    source = _ADAM
    for plain, kept in _AMSGRAD if optimizer.attrs.get("amsgrad") else ():
        source = source.replace(plain, kept)
    return Written(f"Adam({words})", source)


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
    momentum, rate = optimizer.attrs.get("momentum"), first_rate(optimizer)
    nesterov = ", nesterov=True" if momentum and _has_nesterov(optimizer) else ""
    words = f", momentum={_attr(optimizer, 'momentum')}{nesterov}" if momentum else ""
    if momentum and callable(optimizer.learning_rate):  # PyTorch keeps the rate outside the momentum
        return Written(f"SGD(model.parameters(), lr={rate}{words})", _INNER_RATE_SGD)
    return Written(f"torch.optim.SGD(model.parameters(), lr={rate}{words})")


def _torch_adam(optimizer: Optimizer) -> Written:
    """Adam; with weights that decay it is what PyTorch calls AdamW."""
    beta, epsilon, decay = _attr(optimizer, "beta_2"), _attr(optimizer, "epsilon"), optimizer.options["weight_decay"]
    words = f"betas=({_attr(optimizer, 'beta_1')}, {beta}), eps={epsilon}"
    words += f", weight_decay={flat(literal(decay))}" if decay else ""
    words += ", amsgrad=True" if optimizer.attrs.get("amsgrad") else ""
    return Written(
        f"torch.optim.{'AdamW' if decay else 'Adam'}(model.parameters(), lr={first_rate(optimizer)}, {words})",
        before_step=(
            "# epsilon counts before the bias correction; PyTorch alone adds it after",
            f"correction = 1 - {beta} ** (len(losses) + 1)",
            f'optimizer.param_groups[0]["eps"] = {epsilon} / math.sqrt(correction)',
        ),
    )


def _torch_adadelta(optimizer: Optimizer) -> Written:
    words = f"rho={_attr(optimizer, 'rho')}, eps={_attr(optimizer, 'epsilon')}"
    return Written(f"torch.optim.Adadelta(model.parameters(), lr={first_rate(optimizer)}, {words})")


def _torch_nadam(optimizer: Optimizer) -> Written:
    betas = f"betas=({_attr(optimizer, 'beta_1')}, {_attr(optimizer, 'beta_2')})"
    words = f"{betas}, eps={_attr(optimizer, 'epsilon')}, momentum_decay=1"
    return Written(f"torch.optim.NAdam(model.parameters(), lr={first_rate(optimizer)}, {words})")


Row = Callable[[Optimizer], Written]

#: Gradient descent under all its names.
_DESCENTS = ("sgd_update", "momentum_update", "nesterov_update", "gradient_descent_update")

OPTIMIZERS: dict[str, dict[str, Row]] = {
    "numpy": {**dict.fromkeys(_DESCENTS, _numpy_sgd), "adam_update": _numpy_adam, "adamw_update": _numpy_adam},
    "pytorch": {
        **dict.fromkeys(_DESCENTS, _torch_sgd),
        "adam_update": _torch_adam,
        "adamw_update": _torch_adam,
        "adadelta_update": _torch_adadelta,
        "nadam_update": _torch_nadam,
    },
}
#: PyTorch's own classes that let the weights decay as Keras does.
_DECAYING = ("adam_update", "adamw_update")


def write_optimizer(optimizer: Optimizer, target: str) -> Written:
    """The optimizer in a target, with what it does besides its update."""
    row = OPTIMIZERS[target].get(optimizer.op.name)
    title = optimizer.op.title
    if row is not None:
        written = row(optimizer)
    elif target == "numpy":
        written = Written(f"{title}()", updates.numpy_class(optimizer))
    else:
        written = Written(f"{title}(model.parameters(), lr={first_rate(optimizer)})", updates.pytorch_class(optimizer))
    return (_numpy_options if target == "numpy" else _torch_options)(optimizer, written)


# --- what every optimizer can do ------------------------------------------------------------------------------------

_NUMPY_CLIPPING = {
    "clipvalue": '''
def clip_gradients(gradients):
    """The gradients with every number brought between the bounds."""
    return {name: np.clip(grad, -BOUND, BOUND) for name, grad in gradients.items()}
''',
    "clipnorm": '''
def clip_gradients(gradients):
    """The gradients, each shortened to the bound where it is longer."""
    norms = {name: np.linalg.norm(grad.ravel()) for name, grad in gradients.items()}
    return {name: gradients[name] * (BOUND / max(norms[name], BOUND)) for name in norms}
''',
    "global_clipnorm": '''
def clip_gradients(gradients):
    """The gradients, shortened together to the bound where all of them are longer."""
    norm = math.sqrt(sum(np.square(grad).sum() for grad in gradients.values()))
    share = BOUND / max(norm, BOUND)
    return {name: grad * share for name, grad in gradients.items()}
''',
}


def _clipping(optimizer: Optimizer) -> tuple[str, str]:
    """The way in which gradients are clipped, and the bound; empty where they are not."""
    name = next((name for name in CLIPPING if optimizer.options[name] is not None), "")
    return name, flat(literal(optimizer.options[name])) if name else ""


def _numpy_options(optimizer: Optimizer, written: Written) -> Written:
    before, after, setup, at_end = list(written.before_step), list(written.after_step), list(written.setup), []
    source = written.source
    way, bound = _clipping(optimizer)
    if way:
        source = f"{_NUMPY_CLIPPING[way].replace('BOUND', bound)}\n\n{source.lstrip()}"
        before.append("gradients = clip_gradients(gradients)")
    if decay := optimizer.options["weight_decay"]:
        before += ["for name in gradients:", f"{INDENT}weights[name] *= 1 - {flat(literal(decay))} * {rate_now(optimizer)}"]
    if optimizer.options["use_ema"]:
        setup.append("averages = {}")
        after += [
            "for name in gradients:",
            f"{INDENT}change = averages.get(name, weights[name]) - weights[name]",
            f"{INDENT}averages[name] = weights[name] + {flat(literal(optimizer.options['ema_momentum']))} * change",
        ]
        at_end.append("weights.update(averages)")
    return replace(
        written, source=source, setup=tuple(setup), before_step=tuple(before), after_step=tuple(after), at_end=tuple(at_end)
    )


def _torch_options(optimizer: Optimizer, written: Written) -> Written:
    before, after, setup, at_end = list(written.before_step), list(written.after_step), list(written.setup), []
    way, bound = _clipping(optimizer)
    before += {
        "": [],
        "clipvalue": [f"nn.utils.clip_grad_value_(model.parameters(), {bound})"],
        "clipnorm": ["for parameter in model.parameters():", f"{INDENT}nn.utils.clip_grad_norm_(parameter, {bound})"],
        "global_clipnorm": [f"nn.utils.clip_grad_norm_(model.parameters(), {bound})"],
    }[way]
    decay = optimizer.options["weight_decay"]
    if decay and optimizer.op.name not in _DECAYING:
        before += [
            'share = optimizer.param_groups[0]["lr"]' + f" * {flat(literal(decay))}",
            "for parameter in model.parameters():",
            f"{INDENT}if parameter.grad is not None:",
            f"{INDENT * 2}parameter.data *= 1 - share",
        ]
    if optimizer.options["use_ema"]:
        setup.append("averages = {}")
        after += [
            "for name, weight in model.named_parameters():",
            f"{INDENT}change = averages.get(name, weight.data) - weight.data",
            f"{INDENT}averages[name] = weight.data + {flat(literal(optimizer.options['ema_momentum']))} * change",
        ]
        at_end.append("model.load_state_dict(averages, strict=False)")
    return replace(written, setup=tuple(setup), before_step=tuple(before), after_step=tuple(after), at_end=tuple(at_end))


# --- schedules ------------------------------------------------------------------------------------------------------

#: The learning rate as an expression of ``step``, where there is a plainer one than what the schedule's op stands for.
SCHEDULES: dict[str, Callable[[Layer], str]] = {
    "constant_rate": lambda schedule: "learning_rate",
    "exponential_decay": lambda schedule: (
        "initial_learning_rate * decay_rate ** (step // decay_steps)"
        if schedule.attrs.get("staircase")
        else "initial_learning_rate * decay_rate ** (step / decay_steps)"
    ),
    "step_decay": lambda schedule: "initial_learning_rate * decay_rate ** (step // decay_steps)",
}


def write_schedule(optimizer: Optimizer) -> list[str]:
    """The body of a function of ``step`` that returns the learning rate; empty where it is one number."""
    schedule = optimizer.learning_rate
    if not callable(schedule):
        return []
    if isinstance(schedule, Plateau):
        return [f"{INDENT}return plateau.rate"]
    if isinstance(schedule, Layer) and schedule.op.name in SCHEDULES:
        attrs = schedule.op.bind_attrs(schedule.attrs)
        values = {name: literal(value) for name, value in attrs.items()}
        return fit(fill(parse(SCHEDULES[schedule.op.name](schedule)), values), "return ", "", INDENT)
    try:
        return write_rate(optimizer)
    except (GraphError, ExportError) as error:
        raise ExportError(
            "the learning-rate schedule {schedule} cannot be written as a script; use one of engine.schedules",
            schedule=schedule.op.title if isinstance(schedule, Layer) else "given as a function",
        ) from error


def follow_figures(optimizer: Optimizer, metrics: Mapping[str, MetricValue]) -> tuple[str, tuple[str, ...]]:
    """Of a rate that follows the run's figures: its class, made once, and the lines after each epoch; empty for all others."""
    schedule = optimizer.learning_rate
    if not isinstance(schedule, Plateau):
        return "", ()
    attrs = schedule.op.bind_attrs(schedule.attrs)
    validated = schedule.monitor.startswith("val_")
    if not validated and schedule.monitor != "loss":
        raise ExportError(
            "the learning rate follows '{monitor}', but a script knows the figures of the validation part and the training loss; "
            "watch val_{monitor}",
            monitor=schedule.monitor,
        )
    figure = f"figures[{string(schedule.monitor.removeprefix('val_'))}]" if validated else TRAINING_LOSS
    values = {name: flat(literal(value)) for name, value in attrs.items()}
    source = _PLATEAU
    for word in ("initial_learning_rate", "patience", "min_delta", "factor", "cooldown", "min_lr"):
        source = source.replace(f"<{word}>", values[word])
    if is_maximized(schedule.monitor, schedule.mode, metrics, validated=True):
        figure = f"-{figure}" if validated else f"-({figure})"
    return source, (f"plateau.after_epoch({figure})",)


_PLATEAU = '''
class ReduceLROnPlateau:
    """A learning rate that falls when a figure has stopped getting better."""

    def __init__(self):
        self.rate = <initial_learning_rate>
        self.best, self.wait, self.rest = math.inf, 0, 0

    def after_epoch(self, figure):
        """Look at the figure of an epoch, and lower the rate where it is time."""
        if self.rest:
            self.rest, self.wait = self.rest - 1, 0
        if self.best - figure > <min_delta>:
            self.best, self.wait = figure, 0
        elif not self.rest:
            self.wait += 1
            if self.wait >= <patience> and self.rate > <min_lr>:
                self.rate = max(self.rate * <factor>, <min_lr>)
                self.rest, self.wait = <cooldown>, 0


plateau = ReduceLROnPlateau()
'''


def first_rate(optimizer: Optimizer) -> str:
    """The rate that an optimizer is made with: the constant, or the schedule's first."""
    return "learning_rate(0)" if callable(optimizer.learning_rate) else "LEARNING_RATE"


def rate_now(optimizer: Optimizer) -> str:
    """The rate of a step in NumPy."""
    return "learning_rate(len(losses))" if callable(optimizer.learning_rate) else "LEARNING_RATE"
