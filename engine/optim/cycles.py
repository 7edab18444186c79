"""Learning rates along cosines and ramps: cosine decay with warm-up and restarts, linear warm-up, one cycle."""

from __future__ import annotations

import math
from collections.abc import Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ops.attrs import Attr
from engine.ops.spec import Op
from engine.optim.decays import INITIAL, counted, schedule

_ALPHA = Attr("alpha", "float", 0.0, minimum=0, maximum=1, help="Share of the first rate that is left at the end.")


def _half_wave(b: Builder, done: Value) -> Value:
    """From one to zero along half a cosine while ``done`` goes from zero to one."""
    result: Value = b.multiply(b.add(b.cos(b.multiply(done, math.pi)), 1.0), 0.5)
    return result


def _above(b: Builder, wave: Value, alpha: float) -> Value:
    """The wave, pressed together above ``alpha``."""
    result: Value = b.add(b.multiply(wave, 1 - alpha), alpha) if alpha else wave
    return result


def _ramp(b: Builder, done: Value, first: float, last: float) -> Value:
    """From the first number to the last while ``done`` goes from zero to one."""
    rise: Value = b.multiply(done, last - first)
    result: Value = b.add(rise, first) if first else rise
    return result


def _expand_cosine(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    step, steps, alpha = counted(b, inputs[0]), attrs["decay_steps"], attrs["alpha"]
    first, target, warm = attrs["initial_learning_rate"], attrs["warmup_target"], attrs["warmup_steps"]
    if target is None:
        target, warm = first, 0
    done = b.divide(b.minimum(b.subtract(step, warm) if warm else step, steps), steps)
    falling = b.multiply(_above(b, _half_wave(b, done), alpha), target)
    if warm:
        rising = _ramp(b, b.divide(step, warm), first, target)
        falling = b.where(b.less(step, warm), rising, falling)
    result: Value = falling
    return result


def _expand_restarts(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    factor, alpha = attrs["t_mul"], attrs["alpha"]
    done = b.divide(counted(b, inputs[0]), attrs["first_decay_steps"])
    if factor == 1:
        rounds = b.floor(done)
        done = b.subtract(done, rounds)
    else:
        # a hair above a whole number of rounds, so that rounding does not put a restart a step too late
        passed = b.divide(b.log(b.add(b.multiply(done, factor - 1), 1.0)), math.log(factor))
        rounds = b.floor(b.add(passed, 1e-9))
        longer = b.power(factor, rounds)
        done = b.divide(b.subtract(done, b.divide(b.subtract(longer, 1.0), factor - 1)), longer)
    wave = _half_wave(b, done)
    if attrs["m_mul"] != 1:
        wave = b.multiply(b.power(attrs["m_mul"], rounds), wave)
    result: Value = b.multiply(_above(b, wave, alpha), attrs["initial_learning_rate"])
    return result


def _expand_warmup(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    first, target, steps = attrs["initial_learning_rate"], attrs["warmup_target"], attrs["warmup_steps"]
    done = b.divide(b.minimum(counted(b, inputs[0]), steps), steps)
    return _ramp(b, done, first, target)


def _expand_one_cycle(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    total, top = attrs["total_steps"], attrs["max_learning_rate"]
    first = top / attrs["div_factor"]
    last = first / attrs["final_div_factor"]
    up = attrs["pct_start"] * total - 1
    if attrs["three_phase"]:
        phases = [(up, first, top), (2 * up, top, first), (total - 1, first, last)]
    else:
        phases = [(up, first, top), (total - 1, top, last)]
    step = b.minimum(counted(b, inputs[0]), total - 1)
    begin, pieces = 0.0, []
    for end, low, high in phases:
        done = b.divide(b.subtract(step, begin) if begin else step, (end - begin) or 1.0)
        share = done if attrs["anneal_strategy"] == "linear" else b.subtract(1.0, _half_wave(b, done))
        pieces.append((end, _ramp(b, share, low, high)))
        begin = end
    result: Value = pieces[-1][1]
    for end, piece in reversed(pieces[:-1]):
        result = b.where(b.less_equal(step, end), piece, result)
    return result


OPS: tuple[Op, ...] = (
    schedule(
        "cosine_decay", "CosineDecay",
        (
            INITIAL,
            Attr("decay_steps", "int", 1000, minimum=1, unit="steps", help="Steps of the fall, after the warm-up."),
            _ALPHA,
            Attr("warmup_target", "float", None, minimum=0, optional=True, help="The rate after the warm-up; empty: none."),
            Attr("warmup_steps", "int", 0, minimum=0, unit="steps", help="Steps of the warm-up."),
        ),
        _expand_cosine,
        (
            {"decay_steps": 15}, {"decay_steps": 10, "alpha": 0.2},
            {"decay_steps": 10, "warmup_target": 0.1, "warmup_steps": 5}, {"decay_steps": 10, "warmup_target": 0.1},
        ),
        "A learning rate that falls along half a cosine, after a warm-up in a straight line if wanted.",
        "η(t) = η₀ · ((1 − α) · ½ · (1 + cos(π · t / s)) + α)", "Loshchilov and Hutter 2016; Keras CosineDecay", "decay_steps",
    ),
    schedule(
        "cosine_decay_restarts", "CosineDecayRestarts",
        (
            INITIAL,
            Attr("first_decay_steps", "int", 1000, minimum=1, unit="steps", help="Steps of the first round."),
            Attr("t_mul", "float", 2.0, minimum=1, help="How many times longer each round is than the one before."),
            Attr("m_mul", "float", 1.0, minimum=0, help="What the first rate of each round is multiplied by."),
            _ALPHA,
        ),
        _expand_restarts,
        ({"first_decay_steps": 4}, {"first_decay_steps": 5, "t_mul": 1.0, "m_mul": 0.5}, {"first_decay_steps": 3, "t_mul": 1.5}),
        "A learning rate that falls along half a cosine and then begins again, in rounds that grow longer.",
        "η(t) = η₀ · ((1 − α) · mⁱ · ½ · (1 + cos(π · uᵢ)) + α),  uᵢ the share of round i that has passed",
        "Loshchilov and Hutter 2016; Keras CosineDecayRestarts", "first_decay_steps",
    ),
    schedule(
        "linear_warmup", "LinearWarmup",
        (
            Attr("initial_learning_rate", "float", 0.0, minimum=0, help="The rate of the first step."),
            Attr("warmup_target", "float", 0.01, minimum=0, help="The rate that is reached and kept."),
            Attr("warmup_steps", "int", 100, minimum=1, unit="steps", help="Steps until it is reached."),
        ),
        _expand_warmup, ({"warmup_steps": 7}, {"warmup_steps": 30, "initial_learning_rate": 0.005}),
        "A learning rate that rises in a straight line and then stays.", "η(t) = η₀ + (η₁ − η₀) · min(t / s, 1)",
        "PyTorch LinearLR", "warmup_target",
    ),
    schedule(
        "one_cycle", "OneCycle",
        (
            Attr("max_learning_rate", "float", 0.01, minimum=0, exclusive=True, help="The largest rate."),
            Attr("total_steps", "int", 1000, minimum=2, unit="steps", help="Steps of the cycle; then the last rate stays."),
            Attr("pct_start", "float", 0.3, minimum=0, maximum=1, help="Share of the steps in which the rate rises."),
            Attr("anneal_strategy", "choice", "cos", choices=("cos", "linear"), help="Along a cosine, or in a straight line."),
            Attr("div_factor", "float", 25.0, minimum=1, help="How many times smaller than the largest the first rate is."),
            Attr("final_div_factor", "float", 1e4, minimum=1, help="How many times smaller than the first the last rate is."),
            Attr("three_phase", "bool", False, help="Fall back to the first rate before falling to the last."),
        ),
        _expand_one_cycle,
        (
            {"total_steps": 20}, {"total_steps": 15, "anneal_strategy": "linear"}, {"total_steps": 18, "three_phase": True},
            {"total_steps": 10, "pct_start": 0.1},
        ),
        "A learning rate that rises to its largest value and falls far below where it began, once in the whole run.",
        "η rises from η₁/d to η₁ over the share p of the steps, then falls to η₁/(d·f)",
        "Smith and Topin 2018; PyTorch OneCycleLR, without its cycling of the momentum", "max_learning_rate",
    ),
)  # fmt: skip
