"""Helpers that scripts carry for layers: functions in both targets, and modules for what PyTorch has no module for."""

from __future__ import annotations

from collections.abc import Mapping

from engine.export.printer import flat
from engine.export.rows import Site, Spelling, literal


def _positions(site: Site) -> str:
    wave = site.attrs["max_wavelength"]
    return "x + positions(x)" if wave == 10000.0 else f"x + positions(x, {flat(literal(wave))})"


#: The same in both targets, as the helpers have the same names and arguments.
ROWS: Mapping[str, Spelling] = {"positional_encoding": _positions}

NUMPY_HELPERS: Mapping[str, str] = {
    "positions": '''
def positions(x, max_wavelength=10000.0):
    """Sine and cosine waves that tell the steps of sequences apart."""
    steps, features = np.indices(x.shape[1:]).astype(x.dtype)
    pair, odd = np.divmod(features, 2)
    angle = steps * np.exp(pair * (-2 * np.log(max_wavelength) / x.shape[2])).astype(x.dtype)
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
