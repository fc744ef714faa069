"""One comparison decides every point: what it takes for the same, and what not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from course_lib.checking.values.compare import differences, same
from course_lib.checking.values.plain import Opaque, plain

numbers = arrays(float, array_shapes(max_dims=3, max_side=4), elements=st.floats(-1e6, 1e6))


@given(numbers)
def test_lists_float32_and_subclasses_of_an_array_are_the_same_as_the_array(
    array: np.ndarray,
) -> None:
    expected = plain(array)
    for form in (
        array.tolist(),
        array.astype(np.float32),
        array.view(np.matrix) if array.ndim == 2 else array,
    ):
        assert same(plain(form), expected, 1e-12)


@given(numbers.filter(lambda a: np.abs(a).max() > 1e-3))
def test_a_thousandth_off_is_wrong(array: np.ndarray) -> None:
    assert not same(plain(array * 1.001), plain(array), 1e-12)


@pytest.mark.parametrize("one", [3, 3.0, np.float32(3), np.int64(3), np.array(3.0)])
def test_a_number_is_a_number_in_every_form(one: object) -> None:
    assert same(plain(one), 3.0, 1e-12)


@pytest.mark.parametrize("one", [True, "3", None, [3.0], np.array([3.0]), 3.001, float("nan")])
def test_what_is_no_number_or_another_one_differs(one: object) -> None:
    assert not same(plain(one), 3.0, 1e-12)


def test_bools_are_no_numbers_and_an_identity_of_bools_is_no_one_hot() -> None:
    assert not same(plain(np.eye(2, dtype=bool)), plain(np.eye(2)), 1e-12)
    assert same(plain(np.eye(2, dtype=int)), plain(np.eye(2)), 1e-12)


@pytest.mark.parametrize("one", [False, np.bool_(False), np.array(False), np.array([False])[0]])
def test_a_bool_is_a_bool_in_every_form(one: object) -> None:
    assert same(plain(one), False, 1e-12)
    assert not same(plain(one), True, 1e-12)


@pytest.mark.parametrize("one", [0, 0.0, np.int64(0), np.array(0), None, "", [False]])
def test_nothing_else_stands_for_a_bool(one: object) -> None:
    assert not same(plain(one), False, 1e-12)


def test_whole_numbers_in_an_array_are_the_parts_of_an_answer() -> None:
    assert same(plain(np.array([2, -4])), plain((2.0, -4.0), in_parts=True), 1e-12)
    assert same(plain(np.array([True, False])), plain([True, False]), 1e-12)


def test_nan_and_infinity_only_match_themselves() -> None:
    assert same(plain([np.nan, np.inf]), plain([np.nan, np.inf]), 0)
    assert not same(plain([np.inf, np.nan]), plain([np.nan, np.inf]), 0)
    assert not same(plain([1e308, 1.0]), plain([np.inf, 1.0]), 0)


def test_right_numbers_in_another_shape_are_told_apart_from_wrong_numbers() -> None:
    kinds = [d.kind for d in differences(plain([[1.0, 2.0]]), plain([1.0, 2.0]), 1e-12)]
    assert kinds == ["shape"]
    kinds = [d.kind for d in differences(plain([[1.0, 3.0]]), plain([1.0, 2.0]), 1e-12)]
    assert kinds == ["value"]


def test_a_list_of_rows_is_an_array_and_an_array_is_a_list_of_rows() -> None:
    rows = [np.array([1.0, 2.0]), np.array([3.0, 4.0])]
    assert same(plain(rows), plain(np.array(rows)), 1e-12)
    assert same(plain(np.array(rows)), plain(rows), 1e-12)


def test_missing_and_extra_entries_of_a_dict_are_differences() -> None:
    kinds = [d.kind for d in differences({"a": 1, "c": 2}, {"a": 1, "b": 2}, 0)]
    assert kinds == ["missing", "extra"]


def test_endless_or_hostile_structures_become_opaque() -> None:
    loop: list[object] = []
    loop.append(loop)
    tree = plain(loop)
    while isinstance(tree, list):
        tree = tree[0]
    assert isinstance(tree, Opaque)

    class Bad(dict):  # type: ignore[type-arg]
        def items(self) -> object:  # type: ignore[override]
            raise RuntimeError

    assert isinstance(plain(Bad(a=1)), Opaque)
    assert isinstance(plain(np.array([object()])), Opaque)
    assert isinstance(plain(x for x in range(3)), Opaque)


def test_texts_are_a_list_in_every_form() -> None:
    words = ["great", "good"]
    for form in np.array(words), np.array(words, dtype=object), tuple(words):
        assert plain(form) == words
    assert isinstance(plain(np.array(["great", None], dtype=object)), Opaque)
