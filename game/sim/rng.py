"""Counter-based randomness: a draw belongs to (seed, stream, step, index), never to an order.

numpy's distribution streams may change between versions, so hashed state uses only
splitmix64 (Steele, Lea, Flood 2014) and integer arithmetic on its output.
"""

from __future__ import annotations

import functools
import hashlib

import numpy as np
from numpy.typing import NDArray

U64 = NDArray[np.uint64]
F64 = NDArray[np.float64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_STRIDE = np.uint64(1 << 20)
_MIX1, _MIX2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S27, _S30, _S31, _S11 = np.uint64(27), np.uint64(30), np.uint64(31), np.uint64(11)
_TO_UNIT = 1.0 / (1 << 53)
# Four 16-bit uniforms summed: mean 4 * 32767.5, variance 4 * (65536^2 - 1) / 12.
_SUM_MEAN = 131_070.0
_SUM_SD = 37_837.22747927582


def stream(seed: str, name: str) -> np.uint64:
    """Key of a named stream of draws."""
    digest = hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))


def bits(key: np.uint64, step: int | U64, index: U64) -> U64:
    """64 random bits for each (step, index). Indices stay below 2^20."""
    with np.errstate(over="ignore"):
        counter = np.asarray(step, dtype=np.uint64) * _STRIDE + index
        z = key + counter * _GOLDEN
        z = (z ^ (z >> _S30)) * _MIX1
        z = (z ^ (z >> _S27)) * _MIX2
        return z ^ (z >> _S31)


def uniform(key: np.uint64, step: int | U64, index: U64) -> F64:
    """Uniforms in [0, 1) with 53 bits."""
    return (bits(key, step, index) >> _S11).astype(np.float64) * _TO_UNIT


def normal(key: np.uint64, step: int | U64, index: U64) -> F64:
    """Bell-shaped draws of mean 0, sd 1, bounded by 3.47: a sum of four uniforms.

    Exact integer arithmetic up to one division, so equal on every CPU; over the minutes
    that matter the sum of many steps is normal by the central limit theorem.
    """
    words = np.ascontiguousarray(bits(key, step, index))
    quarters = words.view(np.uint16).reshape(*words.shape, 4).astype(np.int64)
    total = quarters[..., 0] + quarters[..., 1] + quarters[..., 2] + quarters[..., 3]
    return (total.astype(np.float64) - _SUM_MEAN) / _SUM_SD


@functools.lru_cache(maxsize=8192)  # a view asks for the latency of every button
def one(seed: str, name: str, step: int = 0, index: int = 0) -> float:
    """A single uniform, for the rare draws made once per exercise."""
    key = stream(seed, name)
    return float(uniform(key, step, np.asarray([index], dtype=np.uint64))[0])
