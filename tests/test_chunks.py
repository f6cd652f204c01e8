"""A crew does all of the work once, in order, whatever its threads and chunks."""

import threading
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.chunks import Crew


@given(length=st.integers(0, 200), chunk=st.integers(1, 70), threads=st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_chunks_cover_everything_once_and_in_order(length: int, chunk: int, threads: int) -> None:
    bounds = Crew(threads, chunk).each(lambda low, high: (low, high), length)
    assert [i for low, high in bounds for i in range(low, high)] == list(range(length))
    assert all(0 < high - low <= chunk for low, high in bounds)


@given(chunk=st.integers(1, 3000), threads=st.integers(1, 4))
@settings(max_examples=30, deadline=None)
def test_a_sum_of_whole_numbers_is_the_same_for_any_crew(chunk: int, threads: int) -> None:
    values = (np.arange(5000, dtype=np.int64) * 7919) % 10_007
    parts = Crew(threads, chunk).each(lambda low, high: int(values[low:high].sum()), values.size)
    assert sum(parts) == int(values.sum())


def test_bounds_depend_on_the_length_alone() -> None:
    one, three = (Crew(threads, 100).each(lambda low, high: (low, high), 1050) for threads in (1, 3))
    assert one == three


def test_threads_work_at_one_time() -> None:
    # Each waits for the other: with one thread at work this would end in an error.
    meeting = threading.Barrier(2, timeout=10)
    assert len(Crew(2, 1).each(lambda low, high: meeting.wait(), 2)) == 2


@pytest.mark.parametrize("threads", [1, 3])
def test_an_error_in_a_chunk_is_not_swallowed(threads: int) -> None:
    def work(low: int, high: int) -> None:
        if low == 30:
            raise ValueError("chunk 30")

    with pytest.raises(ValueError, match="chunk 30"):
        Crew(threads, 10).each(work, 100)


@pytest.mark.parametrize("threads", [2, 4])
def test_where_one_chunk_fails_the_others_stop(threads: int) -> None:
    done: list[int] = []

    def work(low: int, high: int) -> None:
        if low == 20:
            raise KeyboardInterrupt
        done.append(low)
        time.sleep(0.002)

    with pytest.raises(KeyboardInterrupt):
        Crew(threads, 1).each(work, 5000)
    assert len(done) < 1000
