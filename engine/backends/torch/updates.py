"""Rows of optimizer updates: all variables of one optimizer in a single call, straight into variables and slots.

PyTorch's fused Adam mends the moments' bias before it adds epsilon, Keras's after.  Told that infinitely many steps were made,
it mends nothing, and given the rate with the bias in it, it takes exactly Keras's step.  What has faded away in the moments is
cleared now and then on the CPU, as NumPy's rows do: denormal numbers would make the call many times slower.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from engine.backends.numpy.updates import FADED, flush_every
from engine.backends.torch.rows import Site
from engine.ir.graph import Node

_FLOATS = ("float32", "float64")


@dataclass(frozen=True)
class Together:
    """A row for several nodes at once.

    ``make`` binds the sites of nodes with the same ``key`` to a function of their lists of inputs; it writes the inputs at
    ``targets``, which are then the outputs, in order.
    """

    make: Callable[[Sequence[Site]], Callable[[Sequence[Sequence[Tensor]]], None]]
    targets: Callable[[Node], tuple[int, ...]]
    key: Callable[[Node], Hashable]
    fits: Callable[[Node], bool]


def _one_rate(node: Node) -> bool:
    """One float dtype throughout, and one rate for all elements."""
    variable, _, rate = (value.type for value in node.inputs[:3])
    return variable.dtype in _FLOATS and rate.rank == 0 and node.inputs[0].node.op == "variable"


def _key(node: Node) -> Hashable:
    attrs = tuple(sorted((name, str(value)) for name, value in node.attrs.items()))
    shared = [id(value) for value in node.inputs[2:4] if value.rank == 0]
    return node.op, attrs, node.inputs[0].dtype, tuple(shared[: 2 if node.op == "adam_update" else 1])


def _adam(sites: Sequence[Site]) -> Callable[[Sequence[Sequence[Tensor]]], None]:
    site = sites[0]
    beta_1, beta_2, epsilon = (site.attrs[name] for name in ("beta_1", "beta_2", "epsilon"))
    dtype, double = site.dtype, torch.float32 if site.device.type == "mps" else torch.float64
    first, second = (torch.full((), beta, dtype=double, device=site.device) for beta in (beta_1, beta_2))
    # on CUDA the fused call takes a rate in float32 only
    fused = site.device.type == "cpu" or (site.device.type == "cuda" and dtype == torch.float32)
    done = [torch.full((), torch.inf, device=site.device) for _ in sites]
    on_host = site.device.type == "cpu"
    every, faded = flush_every(beta_1), (FADED, min(FADED, (epsilon * 1e-8) ** 2))

    def update(inputs: Sequence[Sequence[Tensor]]) -> None:
        variables, gradients, rates, steps, means, squares = map(list, zip(*inputs, strict=True))
        rate: Any
        if on_host:
            t = int(steps[0]) + 1
            rate = float(rates[0]) * ((1.0 - beta_2**t) ** 0.5 / (1.0 - beta_1**t))
        else:
            t = (steps[0] + 1).to(double)
            rate = (rates[0].to(double) * (torch.sqrt(1 - second**t) / (1 - first**t))).to(dtype)
        if fused:
            torch._fused_adam_(
                variables, gradients, means, squares, [], done,
                lr=rate, beta1=beta_1, beta2=beta_2, weight_decay=0.0, eps=epsilon, amsgrad=False, maximize=False,
            )  # fmt: skip
            if on_host and (t - 1) % every == 0:
                for mean, square in zip(means, squares, strict=True):
                    mean.copy_(torch.nn.functional.hardshrink(mean, faded[0]))
                    torch.nn.functional.threshold_(square, faded[1], 0.0)
            return
        torch._foreach_lerp_(means, gradients, 1 - beta_1)
        torch._foreach_lerp_(squares, torch._foreach_mul(gradients, gradients), 1 - beta_2)
        roots = torch._foreach_sqrt(squares)
        torch._foreach_add_(roots, epsilon)
        moves = torch._foreach_div(means, roots)
        torch._foreach_mul_(moves, rate)
        torch._foreach_sub_(variables, moves)

    return update


def _sgd(sites: Sequence[Site]) -> Callable[[Sequence[Sequence[Tensor]]], None]:
    site = sites[0]
    momentum, nesterov, dtype = site.attrs["momentum"], site.attrs["nesterov"], site.dtype

    def update(inputs: Sequence[Sequence[Tensor]]) -> None:
        columns = list(map(list, zip(*inputs, strict=True)))
        variables, gradients, rate = columns[0], columns[1], columns[2][0].to(dtype)
        pushes = torch._foreach_mul(gradients, rate)
        if momentum:
            velocities = columns[3]
            torch._foreach_mul_(velocities, momentum)
            torch._foreach_sub_(velocities, pushes)
            if not nesterov:
                torch._foreach_add_(variables, velocities)
                return
            torch._foreach_add_(variables, velocities, alpha=momentum)
        torch._foreach_sub_(variables, pushes)

    return update


TOGETHER: dict[str, Together] = {
    "adam_update": Together(_adam, lambda node: (0, 4, 5), _key, lambda node: _one_rate(node) and not node.attrs["amsgrad"]),
    "sgd_update": Together(_sgd, lambda node: (0, 3) if node.attrs["momentum"] else (0,), _key, _one_rate),
}


def is_update(node: Node) -> bool:
    """Whether the line of the node writes over inputs of its own choice."""
    return node.op in TOGETHER or node.op == "rows_update"


def targets_of(node: Node) -> tuple[int, ...]:
    """For each output of an update the input that it is written over, -1 for none."""
    return TOGETHER[node.op].targets(node) if node.op in TOGETHER else tuple(node.attrs["places"])
