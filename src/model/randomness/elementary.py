"""Logarithm and exponential of a block of numbers at once, inside a kernel.

Those of the C library are called one number at a time and may differ by a last bit between machines. These are sums,
products and one quotient, so that a compiler makes vector code of them, four times as fast, and every machine finds the
same bits. Relative error below 1e-15 for the exponential, absolute error below 1e-15 for the logarithm of (0, 1).
"""

import numpy as np
from numpy import float64, int32, int64
from numpy.typing import NDArray

from model.randomness.kernel import inlined

_PER_DOUBLING = 1.4426950408889634
_DOUBLING_HIGH = 0.693147180369123816490
_DOUBLING_LOW = 1.90821492927058770002e-10
"""ln 2 in two parts: k times the first is exact for whole k below 2^20."""
_MANTISSA = int64(52)
_BIAS = int64(1023)
_ROOT_OF_HALF = int64(0x3FE6A09E667F3BCD)
"""Bits of 0.7071: mantissas are taken from there to 1.4142."""


@inlined
def fill_exp(power: NDArray[np.float64], room: NDArray[np.float64], out: NDArray[np.float64]) -> None:
    """out = e^power for powers within +-700; `room`, overwritten, and `out` are at least as long."""
    bits = room.view(np.int64)
    for i in range(power.size):
        bits[i] = (int64(int32(np.rint(power[i] * _PER_DOUBLING))) + _BIAS) << _MANTISSA
    for i in range(power.size):
        whole = np.rint(power[i] * _PER_DOUBLING)
        r = power[i] - whole * _DOUBLING_HIGH - whole * _DOUBLING_LOW
        # The Taylor series to r^13, |r| <= 0.347.
        s = 1.0 / 479001600.0 + r * (1.0 / 6227020800.0)
        s = 1.0 / 3628800.0 + r * (1.0 / 39916800.0 + r * s)
        s = 1.0 / 40320.0 + r * (1.0 / 362880.0 + r * s)
        s = 1.0 / 720.0 + r * (1.0 / 5040.0 + r * s)
        s = 1.0 / 24.0 + r * (1.0 / 120.0 + r * s)
        s = 0.5 + r * (1.0 / 6.0 + r * s)
        out[i] = (1.0 + r * (1.0 + r * s)) * room[i]


@inlined
def fill_log(number: NDArray[np.float64], room: NDArray[np.float64], out: NDArray[np.float64]) -> None:
    """out = ln(number) for positive normal numbers, overwritten; `room`, too, and `out` are at least as long."""
    bits, doublings = number.view(np.int64), room.view(np.int64)
    for i in range(number.size):
        doublings[i] = (bits[i] - _ROOT_OF_HALF) >> _MANTISSA
    for i in range(number.size):
        bits[i] -= doublings[i] << _MANTISSA
    for i in range(number.size):
        # ln m = 2 artanh((m - 1) / (m + 1)), the argument below 0.172.
        f = np.divide(number[i] - 1.0, number[i] + 1.0)
        s = f * f
        t = 1.0 / 15.0 + s * (1.0 / 17.0 + s * (1.0 / 19.0))
        t = 1.0 / 9.0 + s * (1.0 / 11.0 + s * (1.0 / 13.0 + s * t))
        t = 1.0 + s * (1.0 / 3.0 + s * (1.0 / 5.0 + s * (1.0 / 7.0 + s * t)))
        k = float64(int32(doublings[i]))
        out[i] = k * _DOUBLING_HIGH + (2.0 * f * t + k * _DOUBLING_LOW)
