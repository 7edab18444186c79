"""Helpers that scripts carry for layers: functions in both targets, and modules for what PyTorch has no module for."""

from __future__ import annotations

from collections.abc import Mapping

from engine.export.printer import flat
from engine.export.rows import Site, Spelling, literal


def _positions(site: Site) -> str:
    wave = site.attrs["max_wavelength"]
    return "x + positions(x)" if wave == 10000.0 else f"x + positions(x, {flat(literal(wave))})"


def _sizes(site: Site) -> list[str]:
    """The last two sizes of the first input."""
    last = zip((-2, -1), site.x.shape[-2:], strict=True)
    return [str(size) if isinstance(size, int) else f"scores.shape[{axis}]" for axis, size in last]


#: The same in both targets, as the helpers have the same names and arguments.
ROWS: Mapping[str, Spelling] = {
    "positional_encoding": _positions,
    "causal_mask": lambda site: f"np.tri({', '.join(_sizes(site))}, dtype=bool)",
}
TORCH_ROWS: Mapping[str, Spelling] = {
    **ROWS,
    "causal_mask": lambda site: f"torch.ones({', '.join(_sizes(site))}, dtype=torch.bool).tril()",
}

NUMPY_HELPERS: Mapping[str, str] = {
    "positions": '''
def positions(x, max_wavelength=10000.0):
    """Sine and cosine waves that tell the steps of sequences apart."""
    steps, features = np.indices(x.shape[1:]).astype(x.dtype)
    pair, odd = np.divmod(features, 2)
    waves = np.exp(pair * (-2 * np.log(max_wavelength) / x.shape[2])).astype(x.dtype)
    angle = steps * waves
    return np.where(odd, np.cos(angle), np.sin(angle))
''',
}

TORCH_HELPERS: Mapping[str, str] = {
    "positions": '''
def positions(x, max_wavelength=10000.0):
    """Sine and cosine waves that tell the steps of sequences apart."""
    feature = torch.arange(x.shape[2])
    pair = (feature // 2).to(x.dtype)
    scale = torch.exp(pair * (-2 * np.log(max_wavelength) / x.shape[2]))
    angle = torch.arange(x.shape[1], dtype=x.dtype)[:, None] * scale
    return torch.where(feature % 2 == 1, angle.cos(), angle.sin())
''',
    "BatchNormalization": '''
class BatchNormalization(nn.Module):
    """Batch normalization with moving averages as Keras has them.

    They are of the biased variance; nn.BatchNorm2d takes the unbiased one.
    """

    def __init__(
        self, features, axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True
    ):
        super().__init__()
        self.axis, self.momentum, self.epsilon = axis, momentum, epsilon
        self.gamma = nn.Parameter(torch.ones(features)) if scale else None
        self.beta = nn.Parameter(torch.zeros(features)) if center else None
        self.register_buffer("moving_mean", torch.zeros(features))
        self.register_buffer("moving_variance", torch.ones(features))

    def forward(self, x):
        x = x.movedim(self.axis, -1)
        mean, variance = self.moving_mean, self.moving_variance
        if self.training:
            rows = x.flatten(0, -2)
            mean, variance = rows.mean(0), rows.var(0, correction=0)
            with torch.no_grad():
                self.moving_mean.lerp_(mean, 1 - self.momentum)
                self.moving_variance.lerp_(variance, 1 - self.momentum)
        y = (x - mean) * torch.rsqrt(variance + self.epsilon)
        if self.gamma is not None:
            y = y * self.gamma
        if self.beta is not None:
            y = y + self.beta
        return y.movedim(-1, self.axis)
''',
    "attention": '''
def attention(
    query, key, value, mask=None, scale=None, causal=False, dropout=0.0, training=False
):
    """Scaled dot-product attention; who may look at nothing finds zeros."""
    scale = query.shape[-1] ** -0.5 if scale is None else scale
    scores = (query * scale) @ key.mT
    if causal:
        earlier = torch.ones(scores.shape[-2:], dtype=torch.bool).tril()
        mask = earlier if mask is None else mask & earlier
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        weights = scores.masked_fill(~mask, -1e9).softmax(dim=-1).masked_fill(~mask, 0)
    return F.dropout(weights, dropout, training) @ value
''',
    "ScaledDotProductAttention": '''
class ScaledDotProductAttention(nn.Module):
    """Attention of which a share is dropped in training."""

    def __init__(self, dropout, scale=None, causal=False):
        super().__init__()
        self.options = {"dropout": dropout, "scale": scale, "causal": causal}

    def forward(self, query, key, value, mask=None):
        options = {**self.options, "training": self.training}
        return attention(query, key, value, mask, **options)
''',
    "MultiHeadAttention": '''
class MultiHeadAttention(nn.Module):
    """Attention with several heads; the weights have Keras's shapes.

    ``features`` counts those of query, key, value and output.
    """

    def __init__(
        self, features, heads, key_dim, value_dim, bias=True, causal=False, dropout=0.0
    ):
        super().__init__()
        self.causal, self.dropout = causal, dropout
        query, key, value, output = features
        shapes = {
            "query": (query, heads, key_dim),
            "key": (key, heads, key_dim),
            "value": (value, heads, value_dim),
            "output": (heads, value_dim, output),
        }
        for name, shape in shapes.items():
            self.register_parameter(f"{name}_kernel", nn.Parameter(torch.zeros(shape)))
            size = shape[-1:] if name == "output" else shape[1:]
            weight = nn.Parameter(torch.zeros(size)) if bias else None
            self.register_parameter(f"{name}_bias", weight)

    def heads(self, x, kernel, bias):
        y = torch.einsum("btd,dhk->bhtk", x, kernel)
        return y if bias is None else y + bias[:, None]

    def forward(self, query, value, key=None, attention_mask=None, padding_mask=None):
        key = value if key is None else key
        mask = attention_mask
        if mask is not None and mask.ndim == 3:
            mask = mask[:, None]
        if padding_mask is not None:
            there = padding_mask[:, None, None]
            mask = there if mask is None else mask & there
        y = attention(
            self.heads(query, self.query_kernel, self.query_bias),
            self.heads(key, self.key_kernel, self.key_bias),
            self.heads(value, self.value_kernel, self.value_bias),
            mask,
            causal=self.causal,
            dropout=self.dropout,
            training=self.training,
        )
        y = torch.einsum("bhtk,hkd->btd", y, self.output_kernel)
        return y if self.output_bias is None else y + self.output_bias
''',
    "TransformerEncoderBlock": '''
class TransformerEncoderBlock(nn.Module):
    """Self-attention, then two dense layers, each with a shortcut and normalized.

    It is nn.TransformerEncoderLayer with weights in Keras's shapes.
    """

    def __init__(
        self,
        features,
        heads,
        key_dim,
        inner,
        activation=F.relu,
        norm_first=False,
        epsilon=1e-5,
        causal=False,
        dropout=0.0,
    ):
        super().__init__()
        self.attention = MultiHeadAttention(
            [features] * 4, heads, key_dim, key_dim, causal=causal, dropout=dropout
        )
        self.attention_norm = nn.LayerNorm(features, eps=epsilon)
        self.inner = nn.Linear(features, inner)
        self.outer = nn.Linear(inner, features)
        self.norm = nn.LayerNorm(features, eps=epsilon)
        self.dropout = nn.Dropout(dropout)
        self.activation, self.norm_first = activation, norm_first

    def attend(self, x, attention_mask, padding_mask):
        return self.dropout(self.attention(x, x, None, attention_mask, padding_mask))

    def feed_forward(self, x):
        hidden = self.dropout(self.activation(self.inner(x)))
        return self.dropout(self.outer(hidden))

    def forward(self, x, attention_mask=None, padding_mask=None):
        masks = attention_mask, padding_mask
        if self.norm_first:
            x = x + self.attend(self.attention_norm(x), *masks)
            return x + self.feed_forward(self.norm(x))
        x = self.attention_norm(x + self.attend(x, *masks))
        return self.norm(x + self.feed_forward(x))
''',
    "SpatialDropout": '''
class SpatialDropout(nn.Module):
    """Drops whole channels, which are on the last axis."""

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        shape = (len(x), *[1] * (x.ndim - 2), x.shape[-1])
        return x * F.dropout(torch.ones(shape, dtype=x.dtype), self.rate, self.training)
''',
    "GaussianNoise": '''
class GaussianNoise(nn.Module):
    """Adds numbers from a bell curve in training."""

    def __init__(self, stddev):
        super().__init__()
        self.stddev = stddev

    def forward(self, x):
        return x + self.stddev * torch.randn_like(x) if self.training else x
''',
}
