"""Functions that numba has no fast form of, as short formulas that go through vectors, for generated steps alone.

Each says how far it may be off in units in the last place, which is held by tests; what they give for NaN, infinities and zeros
is what NumPy gives.
"""

from __future__ import annotations

import math
from typing import Any

from numba import njit

from engine.backends.compiled.kit import (
    F4,
    I8,
    bits_of,
    both,
    difference,
    exponent_of,
    halved,
    of_bits,
    pick,
    power_of_two,
    size_of,
)

_inline = njit(inline="never", fastmath={"contract"}, error_model="numpy", nogil=True)
_ROUND = F4(12582912.0)  # adding it leaves a whole number in the low bits
_INF = F4(math.inf)
_NAN = F4(math.nan)


@_inline
def exp_less_one_f4(r: Any) -> Any:
    """e to the power of r without one, up to half of ln 2: a polynomial (Cephes)."""
    q = F4(1.9875691500e-4)
    q = q * r + F4(1.3981999507e-3)
    q = q * r + F4(8.3334519073e-3)
    q = q * r + F4(4.1665795894e-2)
    q = q * r + F4(1.6666665459e-1)
    q = q * r + F4(5.0000001201e-1)
    return q * (r * r) + r


@_inline
def exp_f4(x: Any) -> Any:
    """e to the power of x in float32, off by less than 1.5 units in the last place; denormal results are rounded like others.

    x is split into k·ln 2 + r; e to the r is a polynomial, and 2 to the k is put in by its bits, in two halves.
    """
    y = pick(x > F4(89.0), F4(89.0), x)
    y = pick(y < F4(-104.0), F4(-104.0), y)
    shifted = y * F4(1.4426950408889634) + _ROUND
    whole = shifted - _ROUND
    k = difference(bits_of(shifted), bits_of(_ROUND))
    r = y - whole * F4(0.693359375)
    r = r - whole * F4(-2.12194440e-4)
    q = exp_less_one_f4(r) + F4(1.0)
    half = halved(k)
    return q * power_of_two(half) * power_of_two(difference(k, half))


@_inline
def tanh_f4(x: Any) -> Any:
    """The hyperbolic tangent in float32, off by less than 2 units in the last place.

    A polynomial (Cephes) below 0.625; above it 1 − 2 / (e^2|x| + 1), with the sign put back.
    """
    a = size_of(x)
    z = x * x
    q = F4(-5.70498872745e-3)
    q = q * z + F4(2.06390887954e-2)
    q = q * z + F4(-5.37397155531e-2)
    q = q * z + F4(1.33314422036e-1)
    q = q * z + F4(-3.33332819422e-1)
    near = q * z * x + x
    far = F4(1.0) - F4(2.0) / (exp_f4(a + a) + F4(1.0))
    far = pick(x < F4(0.0), -far, far)
    return pick(a < F4(0.625), near, far)


@_inline
def half_exp_f4(t: Any) -> Any:
    """Half of e to the power of t, which is not negative: a large one without meeting infinity before its half does."""
    large = t > F4(80.0)
    return exp_f4(t - pick(large, F4(8.0), F4(0.0))) * pick(large, F4(1490.4789935), F4(0.5))


@_inline
def cosh_f4(x: Any) -> Any:
    """The hyperbolic cosine in float32, off by less than 3 units in the last place."""
    half = half_exp_f4(size_of(x))
    return half + F4(0.25) / half


@_inline
def sinh_f4(x: Any) -> Any:
    """The hyperbolic sine in float32, off by less than 3 units in the last place: a polynomial (Cephes) up to one."""
    t = size_of(x)
    z = x * x
    q = F4(2.03721912945e-4) * z + F4(8.33028376239e-3)
    q = q * z + F4(1.66667160211e-1)
    near = q * z * x + x
    half = half_exp_f4(t)
    far = half - F4(0.25) / half
    far = pick(x < F4(0.0), -far, far)
    return pick(t < F4(1.0), near, far)


@_inline
def sigmoid_f4(x: Any) -> Any:
    """1 / (1 + e^−x) in float32, off by less than 3 units in the last place; small results keep their digits."""
    small = exp_f4(-size_of(x))
    return pick(x >= F4(0.0), F4(1.0), pick(x < F4(0.0), small, x)) / (F4(1.0) + small)


@_inline
def whole(x: Any) -> Any:
    """A number without its fraction; the least one that int64 has for NaN and what is too large, as NumPy gives on x86."""
    return pick(both(x >= -(2.0**63), x < 2.0**63), I8(x), I8(-(2**63)))


@_inline
def sigmoid_f8(x: Any) -> Any:
    small = math.exp(-size_of(x))
    return pick(x >= 0.0, 1.0, pick(x < 0.0, small, x)) / (1.0 + small)


@_inline
def expm1_f4(x: Any) -> Any:
    """e to the power of x without one in float32, off by less than 4 units in the last place: by the polynomial of ``exp_f4``."""
    return pick(size_of(x) < F4(0.34657359), exp_less_one_f4(x), exp_f4(x) - F4(1.0))


@_inline
def log_f4(x: Any) -> Any:
    """The natural logarithm in float32, off by less than 1 unit in the last place: a polynomial (N. Juffa) from 2/3 to 4/3."""
    small = x < F4(1.17549435e-38)
    y = pick(small, x * F4(8388608.0), x)
    e = exponent_of(difference(bits_of(y), bits_of(F4(0.666666667))))
    m = of_bits(difference(bits_of(y), e)) - F4(1.0)
    k = F4(e) * F4(1.1920929e-7) + pick(small, F4(-23.0), F4(0.0))
    s = m * m
    q = F4(-0.130310059) * s + F4(-0.121483512)
    t = F4(0.140869141) * s + F4(0.139814854)
    q = q * s + F4(-0.166846126)
    t = t * s + F4(0.200120345)
    q = q * s + F4(-0.2499962)
    q = t * m + q
    q = q * m + F4(0.333331972)
    q = q * m + F4(-0.5)
    found = k * F4(0.693147182) + (q * s + m)
    return pick(both(x > F4(0.0), x < _INF), found, pick(x == F4(0.0), -_INF, pick(x < F4(0.0), _NAN, x)))


@_inline
def log1p_f4(x: Any) -> Any:
    """log(1 + x) in float32, off by less than 3 units in the last place: what 1 + x loses is put back (Kahan)."""
    u = F4(1.0) + x
    return pick(u == F4(1.0), x, pick(u == _INF, u, log_f4(u) * (x / (u - F4(1.0)))))


@_inline
def erf_f4(x: Any) -> Any:
    """The error function in float32, off by less than 1 unit in the last place: two polynomials (N. Juffa)."""
    t = size_of(x)
    s = x * x
    q = F4(-1.7285347e-5) * t + F4(3.83197126e-4)
    q = q * s + (F4(-3.88396438e-3) * t + F4(2.42546219e-2))
    q = q * t + F4(-1.06777877e-1)
    q = q * t + F4(-6.34846687e-1)
    q = q * t + F4(-1.28717512e-1)
    far = F4(1.0) - exp_f4(q * t - t)
    far = pick(x < F4(0.0), -far, far)
    near = F4(-5.96761703e-4) * s + F4(4.99119423e-3)
    near = near * s + F4(-2.67681349e-2)
    near = near * s + F4(1.12819925e-1)
    near = near * s + F4(-3.76125336e-1)
    near = near * s + F4(1.28379166e-1)
    return pick(t > F4(0.927734375), far, near * x + x)
