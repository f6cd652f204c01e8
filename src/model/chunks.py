"""Fixed chunks over long columns, worked on by a few threads.

Chunks depend on the length alone, and results come back in chunk order, so the number of threads never shows.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Crew:
    """Threads that share the work on columns: `crew.each(function, length)` calls function(low, high)."""

    threads: int = 1
    chunk: int = 131_072

    def each(self, work: Callable[[int, int], Result], length: int) -> list[Result]:
        """Results of `work(low, high)` over all chunks of range(length), in order."""
        bounds = [(low, min(low + self.chunk, length)) for low in range(0, length, self.chunk)]
        if self.threads == 1 or len(bounds) <= 1:
            return [work(low, high) for low, high in bounds]
        results: dict[int, Result] = {}
        tasks = list(enumerate(bounds))
        left = iter(tasks)  # as an object of C, it hands each task to one thread alone

        def take_tasks() -> None:
            """What every thread does, the calling one too, until none is left; where one fails, all stop."""
            try:
                for position, (low, high) in left:
                    results[position] = work(low, high)
            except BaseException:
                tasks.clear()
                raise

        with ThreadPoolExecutor(self.threads - 1) as pool:
            others = [pool.submit(take_tasks) for _ in range(self.threads - 1)]
            take_tasks()
        for other in others:
            other.result()
        return [results[position] for position in range(len(bounds))]
