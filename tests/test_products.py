"""A product is the sum that it is written as, in one order, whatever the shapes and the processor."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.products import FEW, cholesky, product

SIDES = st.integers(1, 2 * FEW + 3)


def numbers(*shape):
    return np.random.default_rng(sum(shape)).normal(size=shape)


def one_by_one(row, column):
    total = 0.0
    for a, b in zip(row.tolist(), column.tolist(), strict=True):
        total += a * b
    return total


@settings(deadline=None)  # the first one compiles
@given(SIDES, SIDES, SIDES)
def test_every_sum_is_made_term_by_term(rows, terms, columns):
    left, right = numbers(rows, terms), numbers(terms, columns)
    sums = product(left, right)
    assert sums.shape == (rows, columns)
    for i, j in ((0, 0), (rows - 1, columns - 1), (rows // 2, columns // 3)):
        assert sums[i, j] == one_by_one(left[i], right[:, j])


def test_one_dimension_means_what_it_means_to_numpy():
    matrix, row, column = numbers(5, 7), numbers(5), numbers(7)
    for left, right in ((matrix, column), (row, matrix), (column, column), (matrix, matrix.T)):
        assert np.shape(product(left, right)) == np.shape(left @ right)
        assert np.allclose(product(left, right), left @ right)


def test_how_an_array_lies_in_memory_never_shows():
    left, right = numbers(199, 199), numbers(199, 12)
    assert np.array_equal(product(left.T, right), product(left.T.copy(), np.asfortranarray(right)))


def test_truth_counts_as_one():
    assert product(np.array([[True, False, True]]), np.array([1, 2, 4])).tolist() == [5.0]


def test_shapes_that_do_not_meet_are_refused():
    with pytest.raises(ValueError, match="no product"):
        product(numbers(3, 4), numbers(3, 4))


@pytest.mark.parametrize("size", [1, 2, 40])
def test_the_root_of_a_matrix_gives_it_back(size):
    matrix = product(numbers(size, size + 2), numbers(size, size + 2).T) + np.eye(size)
    root = cholesky(matrix)
    assert np.array_equal(root, np.tril(root))
    assert np.allclose(root, np.linalg.cholesky(matrix))


def test_a_matrix_without_a_root_is_refused():
    with pytest.raises(ValueError, match="positive definite"):
        cholesky(np.array([[1.0, 2.0], [2.0, 1.0]]))
