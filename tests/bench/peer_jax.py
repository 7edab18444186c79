"""The training steps by JAX: one jitted function, whose state is donated to it, with the same arithmetic written by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from step_works import Work, data

Step = Callable[[], object]


def jax_step(work: Work) -> Step:
    """Forward, loss, backward and update, jitted as one."""
    import jax
    import jax.numpy as jnp
    import numpy as np

    rows, labels = data(work)
    model = _BUILDS[work.build](work) if work.build else _Chain(work)

    def loss(weights: Any, moving: Any, x: Any, y: Any) -> Any:
        found, moving = model.apply(weights, moving, x)
        if work.build == "autoencoder":
            e = y - found
            return jnp.mean(jnp.log(jnp.cosh(e)) + 0.01 * jnp.abs(e)), moving
        if work.target == "values":
            return jnp.mean((found - y) ** 2), moving
        return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(found), y[..., None], -1)), moving

    def update(state: Any, x: Any, y: Any) -> Any:
        weights, moving, m, v, t = state
        (value, moving), grads = jax.value_and_grad(loss, has_aux=True)(weights, moving, x, y)
        if work.optimizer == "SGD":
            return (jax.tree.map(lambda w, g: w - 0.01 * g, weights, grads), moving, m, v, t), value
        t = t + 1
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, grads)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, grads)
        rate = 1e-3 * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        weights = jax.tree.map(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + 1e-7), weights, m, v)
        return (weights, moving, m, v, t), value

    step_of = jax.jit(update, donate_argnums=(0,))
    weights, moving = jax.tree.map(jnp.array, (model.weights, model.moving))  # a buffer each, as each is donated
    m, v = jax.tree.map(jnp.zeros_like, weights), jax.tree.map(jnp.zeros_like, weights)
    x, y = jnp.asarray(rows), jnp.asarray(labels.astype(np.int32) if labels.dtype.kind == "i" else labels)
    state = (weights, moving, m, v, jnp.zeros((), jnp.float32))

    def step() -> float:
        nonlocal state
        state, value = step_of(state, x, y)
        return value.block_until_ready()  # type: ignore[no-any-return]

    return step


class _Model:
    """``weights`` are trained, ``moving`` is not; both are NumPy's."""

    def __init__(self, work: Work) -> None:
        import numpy as np

        self.work = work
        self.weights: list[Any] = []
        self.moving: list[Any] = []
        self._rng = np.random.default_rng(1)

    def drawn(self, *shape: int) -> Any:
        import numpy as np

        return self._rng.normal(0, (2 / max(np.prod(shape[:-1]), 1)) ** 0.5, shape).astype(np.float32)

    def zeros(self, size: int) -> Any:
        import numpy as np

        return np.zeros(size, np.float32)

    def apply(self, weights: Any, moving: Any, x: Any) -> tuple[Any, Any]:
        raise NotImplementedError


class _Chain(_Model):
    """One layer after the other."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        width, flat = work.shape[-1], work.shape
        for kind, attrs in work.layers:
            weights: tuple[Any, ...] = ()
            if kind == "Dense":
                weights = (self.drawn(width, attrs["units"]), self.zeros(attrs["units"]))
                width = attrs["units"]
            elif kind == "Conv2D":
                weights = (self.drawn(3, 3, width, attrs["filters"]), self.zeros(attrs["filters"]))
                width, flat = attrs["filters"], (flat[0] - 2, flat[1] - 2)
            elif kind == "Embedding":
                weights = (self.drawn(attrs["input_dim"], attrs["output_dim"]) * 0.1,)
                width = attrs["output_dim"]
            elif kind == "LSTM":
                units = attrs["units"]
                weights = (self.drawn(width, 4 * units), self.drawn(units, 4 * units), self.zeros(4 * units))
                width = units
            elif kind == "TransformerEncoderBlock":
                shapes = [(width, 3 * width), (width, width), (width, 256), (256, width)]
                one, zero = self.zeros(width) + 1, self.zeros(width)
                weights = (*(self.drawn(*s) for s in shapes), *(self.zeros(s[1]) for s in shapes), one, zero, one, zero)
            elif kind == "MaxPooling2D":
                flat = (flat[0] // 2, flat[1] // 2)
            else:  # Flatten
                width = width * flat[0] * flat[1]
            self.weights.append(weights)

    def apply(self, weights: Any, moving: Any, x: Any) -> tuple[Any, Any]:
        import jax

        ends = {"relu": jax.nn.relu, "sigmoid": jax.nn.sigmoid}
        for (kind, attrs), w in zip(self.work.layers, weights, strict=True):
            x = _LAYERS[kind](x, w)
            if attrs.get("activation"):
                x = ends[attrs["activation"]](x)
        return x, moving


def _dense(h: Any, w: Any) -> Any:
    return h @ w[0] + w[1]


def _conv(h: Any, w: Any, padding: str = "VALID") -> Any:
    from jax import lax

    return lax.conv_general_dilated(h, w[0], (1, 1), padding, dimension_numbers=("NHWC", "HWIO", "NHWC")) + w[1]


def _pool(h: Any, w: Any) -> Any:
    import jax.numpy as jnp
    from jax import lax

    return lax.reduce_window(h, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")


def _lstm(h: Any, w: Any) -> Any:
    """The last state; the products with the inputs are made at once."""
    import jax
    import jax.numpy as jnp
    from jax import lax

    wx, wh, bias = w
    start = jnp.zeros((h.shape[0], wh.shape[0]), jnp.float32)

    def cell(state: Any, x: Any) -> Any:
        i, f, g, o = jnp.split(x + state[0] @ wh, 4, 1)
        c = jax.nn.sigmoid(f) * state[1] + jax.nn.sigmoid(i) * jnp.tanh(g)
        return (jax.nn.sigmoid(o) * jnp.tanh(c), c), None

    return lax.scan(cell, (start, start), jnp.swapaxes(h, 0, 1) @ wx + bias)[0][0]


def _norm(h: Any, g: Any, b: Any) -> Any:
    from jax import lax

    mean = h.mean(-1, keepdims=True)
    return (h - mean) * lax.rsqrt(((h - mean) ** 2).mean(-1, keepdims=True) + 1e-5) * g + b


def _encoder(h: Any, w: Any) -> Any:
    import jax

    wq, wo, w1, w2, bq, bo, b1, b2, g1, e1, g2, e2 = w
    batch, length, size = h.shape
    q, k, v = (h @ wq + bq).reshape(batch, length, 3, 4, size // 4).transpose(2, 0, 3, 1, 4)
    a = jax.nn.softmax(q @ k.swapaxes(-1, -2) / (size // 4) ** 0.5, -1) @ v
    h = _norm(h + a.swapaxes(1, 2).reshape(batch, length, size) @ wo + bo, g1, e1)
    return _norm(h + jax.nn.relu(h @ w1 + b1) @ w2 + b2, g2, e2)


_LAYERS: dict[str, Callable[[Any, Any], Any]] = {
    "Dense": _dense,
    "Conv2D": _conv,
    "MaxPooling2D": _pool,
    "Flatten": lambda h, w: h.reshape(len(h), -1),
    "Embedding": lambda h, w: w[0][h],
    "LSTM": _lstm,
    "TransformerEncoderBlock": _encoder,
}


class _Residual(_Model):
    """Two blocks of two convolutions, each with its batch norm, whose moving averages are kept as well."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        for width in (3, 32):
            skip = (self.drawn(1, 1, width, 32), self.zeros(32)) if width != 32 else ()
            convs = [(self.drawn(3, 3, size, 32), self.zeros(32)) for size in (width, 32)]
            norms = [(self.zeros(32) + 1, self.zeros(32)) for _ in convs]
            self.weights.append((skip, convs, norms))
            self.moving.append([(self.zeros(32), self.zeros(32) + 1) for _ in convs])
        self.weights.append((self.drawn(32, 10), self.zeros(10)))

    def apply(self, weights: Any, moving: Any, x: Any) -> tuple[Any, Any]:
        import jax

        *blocks, last = weights
        after = []
        for (skip, convs, norms), averages in zip(blocks, moving, strict=True):
            before = _conv(x, skip) if skip else x
            first, one = _batch_norm(_conv(x, convs[0], "SAME"), norms[0], averages[0])
            second, two = _batch_norm(_conv(jax.nn.relu(first), convs[1], "SAME"), norms[1], averages[1])
            x = jax.nn.relu(before + second)
            after.append([one, two])
        return _dense(x.mean((1, 2)), last), after


def _batch_norm(h: Any, w: Any, moving: Any) -> Any:
    from jax import lax

    mean, variance = h.mean((0, 1, 2)), h.var((0, 1, 2))
    kept = tuple(0.99 * old + 0.01 * lax.stop_gradient(new) for old, new in zip(moving, (mean, variance), strict=True))
    return (h - mean) * lax.rsqrt(variance + 1e-3) * w[0] + w[1], kept


class _Masked(_Model):
    """A GRU whose state stays as it was where a token is 0."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.weights = [
            self.drawn(200, 32) * 0.1,
            (self.drawn(32, 192), self.zeros(192), self.drawn(64, 192), self.zeros(192)),
            (self.drawn(64, 10), self.zeros(10)),
        ]

    def apply(self, weights: Any, moving: Any, x: Any) -> tuple[Any, Any]:
        import jax
        import jax.numpy as jnp
        from jax import lax

        table, (wx, bx, wh, bh), last = weights

        def cell(state: Any, given: Any) -> Any:
            inner, counts = given
            ir, iz, i_new = jnp.split(inner, 3, 1)
            hr, hz, h_new = jnp.split(state @ wh + bh, 3, 1)
            z = jax.nn.sigmoid(iz + hz)
            new = jnp.tanh(i_new + jax.nn.sigmoid(ir + hr) * h_new)
            return jnp.where(counts, (1 - z) * new + z * state, state), None

        inner = jnp.swapaxes(table[x], 0, 1) @ wx + bx
        state, _ = lax.scan(cell, jnp.zeros((len(x), 64), jnp.float32), (inner, jnp.swapaxes(x != 0, 0, 1)[..., None]))
        return _dense(state, last), moving


class _Autoencoder(_Model):
    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.weights = [(self.drawn(784, 64), self.zeros(64)), (self.drawn(64, 784), self.zeros(784))]

    def apply(self, weights: Any, moving: Any, x: Any) -> tuple[Any, Any]:
        import jax

        return jax.nn.sigmoid(_dense(jax.nn.relu(_dense(x, weights[0])), weights[1])), moving


_BUILDS: dict[str, Callable[[Work], _Model]] = {"residual": _Residual, "masked": _Masked, "autoencoder": _Autoencoder}
