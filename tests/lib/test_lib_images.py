"""Images become rows, and errors are counted and found, whatever the sizes and types."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib.data import digit_images, digits
from course_lib.images import confusion_matrix, flatten_images, most_confused

pairs = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=30)
counts = st.integers(2, 6).flatmap(lambda k: arrays(int, (k, k), elements=st.integers(0, 9)))


@pytest.mark.parametrize("dtype", [np.uint8, np.float64])
def test_an_image_becomes_a_row_divided_by_full_ink(dtype: type) -> None:
    images: np.ndarray = (np.arange(3 * 64) % 17).reshape(3, 8, 8).astype(dtype)
    rows = flatten_images(images)
    assert rows.shape == (3, 64)
    assert rows.dtype == np.float64
    assert rows[1, 8 * 2 + 5] == images[1, 2, 5] / 16
    assert images.max() == 16, "the images stay as they were"


def test_a_faint_image_stays_faint() -> None:
    assert flatten_images(np.full((1, 8, 8), 4)).max() == 0.25


def test_the_digits_are_the_scanned_images_flattened() -> None:
    images, labels = digit_images()
    X, same_labels = digits()
    assert images.shape == (1797, 8, 8)
    assert images.dtype == np.uint8
    assert images.max() == 16
    np.testing.assert_array_equal(flatten_images(images), X)
    np.testing.assert_array_equal(labels, same_labels)


@given(pairs)
def test_every_example_is_counted_once_where_it_belongs(examples: list[tuple[int, int]]) -> None:
    labels, predictions = (np.array([pair[i] for pair in examples], dtype=int) for i in (0, 1))
    matrix = confusion_matrix(labels, predictions, 5)
    assert matrix.dtype.kind == "i"
    for true in range(5):
        for predicted in range(5):
            assert matrix[true, predicted] == examples.count((true, predicted))


@given(counts)
def test_no_error_is_more_frequent_than_the_one_that_is_found(matrix: np.ndarray) -> None:
    before = matrix.copy()
    true, predicted = most_confused(matrix)
    assert true != predicted
    errors = matrix[~np.eye(len(matrix), dtype=bool)]
    assert matrix[true, predicted] == errors.max()
    np.testing.assert_array_equal(matrix, before)


@given(counts, st.integers(0, 1000))
def test_what_is_right_is_no_error_however_often_it_occurs(matrix: np.ndarray, right: int) -> None:
    errors = matrix[~np.eye(len(matrix), dtype=bool)]
    assume(np.sum(errors == errors.max()) == 1)
    more = matrix.copy()
    np.fill_diagonal(more, right)
    assert most_confused(more) == most_confused(matrix)
