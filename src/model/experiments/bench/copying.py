"""How fast this machine's memory is: bytes read and written by a plain copy, the ceiling of work on columns."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np

BYTES: Final = 2**27
"""Of each of two arrays for each thread: more than caches hold."""
TIMES: Final = 5


def copy_gb_per_second(threads: int, size: int = BYTES) -> float:
    """Best of some copies, 10^9 bytes read plus written a second, all threads together; wall time."""
    sources = [np.ones(size // 8) for _ in range(threads)]
    goals = [np.zeros(size // 8) for _ in range(threads)]
    best = 0.0
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(TIMES):
            began = time.perf_counter()
            for _ in pool.map(np.copyto, goals, sources):
                pass
            best = max(best, 2 * size * threads / (time.perf_counter() - began) / 1e9)
    return best
