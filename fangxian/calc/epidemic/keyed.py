"""Random numbers by key: every number is a hash of (seed, run, who, what for, which), whatever the order.

SplitMix64's finaliser (Steele, Lea and Flood 2014) hashes; the counter of a stream walks by the golden ratio.
"""

import numpy as np

from .compiled import Key, Real, Whole, inner

# Numba would turn a mixture of signed and unsigned numbers into floats: every constant is unsigned.
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_M1, _M2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_RUN, _PURPOSE = np.uint64(0xD1342543DE82EF95), np.uint64(0xA24BAED4963EE407)
_UNIT = 1.0 / 9007199254740992.0

# What a number is for.
SEEDS, COURSE, ATTEMPTS, TESTING, ISOLATING, TRACING, KEEPING, CROSSINGS, VISITORS, RULES = range(10)


@inner
def mixed(z: Key) -> Key:
    """A 64-bit number scattered over all its bits."""
    z = (z ^ (z >> _S30)) * _M1
    z = (z ^ (z >> _S27)) * _M2
    return z ^ (z >> _S31)


@inner
def root(seed: Key, run: Key) -> Key:
    """The beginning of everything in one run."""
    return mixed(mixed(np.uint64(seed) + GOLDEN) + _RUN * (np.uint64(run) + np.uint64(1)))


@inner
def stream(start: Key, key: Key, purpose: Whole) -> Key:
    """The state of one stream; add GOLDEN before each number that is taken from it."""
    return mixed((start ^ key) + _PURPOSE * np.uint64(purpose + 1))


@inner
def unit(state: Key) -> Real:
    """The number strictly between 0 and 1 that belongs to a state."""
    return (np.float64(mixed(state) >> _S11) + 0.5) * _UNIT


@inner
def chance(start: Key, key: Key, purpose: Whole) -> Real:
    """The single number somebody has for one purpose, strictly between 0 and 1."""
    return unit(stream(start, key, purpose) + GOLDEN)


@inner
def normal(state: Key) -> tuple[Real, Key]:
    """A standard normal number from a state (Box and Muller), and the state after it."""
    radius = np.sqrt(-2.0 * np.log(unit(state + GOLDEN)))
    state += GOLDEN + GOLDEN
    return radius * np.cos(6.283185307179586 * unit(state)), state


@inner
def gamma(shape: Real, state: Key) -> Real:
    """A gamma number of mean 1 (Marsaglia and Tsang 2000; a shape below 1 is lifted and scaled back)."""
    lifted = shape + 1.0 if shape < 1.0 else shape
    d = lifted - 1.0 / 3.0
    c = 1.0 / np.sqrt(9.0 * d)
    value = 0.0
    while value == 0.0:
        x, state = normal(state)
        v = (1.0 + c * x) ** 3
        state += GOLDEN
        drawn = unit(state)
        # The first condition holds nearly always and spares the logarithms.
        if v > 0.0 and (drawn < 1.0 - 0.0331 * x**4 or np.log(drawn) < 0.5 * x * x + d - d * v + d * np.log(v)):
            value = d * v
    if shape < 1.0:
        value *= unit(state + GOLDEN) ** (1.0 / shape)
    return value / shape


@inner
def poisson(mean: Real, state: Key) -> tuple[Whole, Key]:
    """A Poisson number by inversion, so that it grows with its mean, and the state after it."""
    count = 0
    # exp(-mean) would vanish: a large mean is taken in parts.
    while mean > 0.0:
        part = min(mean, 300.0)
        mean -= part
        state += GOLDEN
        left = unit(state)
        term = np.exp(-part)
        k = 0
        while left > term and k < 2000:
            left -= term
            k += 1
            term *= part / k
        count += k
    return count, state
