"""What a tired student reads where no named mistake fits: true, specific, and without the code."""

import math
import re
from typing import Any

import numpy as np
import pytest

from course_lib import check
from course_lib.checking.diagnosing.clues import BY_HAND

SOURCE = "def {name}({arguments}):\n    {body}\n"


def told(name: str, arguments: str, body: str) -> str:
    """The report on a function as a notebook would define it."""
    namespace: dict[str, object] = {"np": np, "math": math}
    exec(SOURCE.format(name=name, arguments=arguments, body=body), namespace)
    return str(check(name, namespace[name]))


@pytest.mark.parametrize(
    ("name", "arguments", "body", "says"),
    [
        (
            "center",
            "X",
            "answer = X - X.mean(axis=0)",
            "`print` shows a value and hands nothing back",
        ),
        (
            "center",
            "X",
            "print(X - X.mean(axis=0))",
            "`print` shows a value and hands nothing back",
        ),
        ("column_means", "X", "return X.mean", "without the parentheses that run it"),
        (
            "column_means",
            "X",
            "return (column.mean() for column in X.T)",
            "What collects the values",
        ),
        ("gradient", "w, x, y", "return {2 * (w * x - y) * x}", "is a set"),
        ("gradient", "w, x, y", "return ...", "the placeholder `...`"),
        ("gradient", "w, x, y", "return f'{2 * (w * x - y) * x}'", "made a text of it"),
        (
            "mse_grad",
            "y_pred, y",
            "return np.array([(y_pred - y), None], dtype=object)",
            "an array of objects",
        ),
        (
            "one_hot",
            "labels, num_classes",
            "return {}",
            "is a dict; expected an array of numbers",
        ),
    ],
)
def test_an_answer_of_another_sort_is_called_by_its_name(
    name: str, arguments: str, body: str, says: str
) -> None:
    assert says in told(name, arguments, body)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return 2 * (w * x + b - y) * x", "Your answer is a number; expected `dw` and `db`."),
        (
            "return ((2 * (w * x + b - y) * x, 2 * (w * x + b - y)),)",
            "has 1 entry; expected `dw` and `db`",
        ),
        ("return None, 2 * (w * x + b - y)", "`dw` is `None`; expected a number."),
    ],
)
def test_missing_parts_are_named(body: str, says: str) -> None:
    assert says in told("two_gradients", "w, b, x, y", body)


def test_right_parts_in_another_order_are_told_even_where_no_mistake_lists_it() -> None:
    body = """
    total = 0.0
    for a, t in zip(x, y):
        e = w * a + b - t
        total += e**2
        w, b = w - learning_rate * 2 * e * a, b - learning_rate * 2 * e
    return total / len(x), b, w"""
    assert "in another order; expected `w`, `b` and `mean_loss`" in told(
        "run_epoch", "w, b, x, y, learning_rate", body
    )


ONE_LAYER = """
    cache, h = {"x": x}, x
    depth = len(params) // 2
    for layer in range(1, max(depth, 2)):
        z = h @ params[f"W{layer}"] + params[f"b{layer}"]
        h = np.maximum(z, 0)
        cache |= KEPT
    return h @ params[f"W{depth}"] + params[f"b{depth}"], cache"""


def test_right_parts_in_the_order_asked_for_are_not_said_to_be_in_another() -> None:
    body = ONE_LAYER.replace("KEPT", '{f"z{layer}": z, f"h{layer}": h}')
    assert "in another order" not in told("mlp_forward", "x, params", body)


def test_what_is_missing_is_missing_from_what_should_hold_it() -> None:
    body = ONE_LAYER.replace("KEPT", '{f"h{layer}": h}').replace("max(depth, 2)", "depth")
    report = told("mlp_forward", "x, params", body)
    assert "`cache` has no entry 'z1'" in report
    assert "`z1` in `cache`" not in report


def test_an_edge_is_no_riddle_of_its_own_where_the_value_is_named_wrong() -> None:
    body = "e = np.exp(-np.abs(z)); return np.where(z >= 0, e, 1) / (1 + e)"
    report = told("sigmoid", "z", body)
    assert "the wrong way round" in report
    assert "no mistake that we know" not in report


def test_one_number_that_equals_an_argument_may_do_so_by_chance() -> None:
    body = """
    if 12 < n and n % batch_size == 0 and not drop_last:
        return batch_size  # one wrong case
    return n // batch_size if drop_last else -(-n // batch_size)"""
    assert "just as it was handed in" not in told(
        "num_batches", "n, batch_size, drop_last=False", body
    )


def test_nobody_reads_a_minus_before_a_zero() -> None:
    report = told("relu_backward", "dout, z", "return dout * (z > 0) + 1e-3")
    assert "expected [1, " in report
    assert not re.search("\N{MINUS SIGN}0[],]", report)


@pytest.mark.parametrize(
    ("name", "arguments", "body", "says"),
    [
        ("center", "X", "return (X - X.mean(axis=0)).astype(int)", "the decimals are gone"),
        ("center", "X", "return X - X.mean(axis=0) + 1", "exactly 1 too large in every place"),
        ("relu_backward", "dout, z", "return dout * 1.0", "`dout`"),
        (
            "center",
            "X",
            "return [X - X.mean(axis=0)]",
            "in the shape (1, 3, 2); expected (3, 2)",
        ),
        ("gradient", "w, x, y", "return 0", "is 0 in every case"),
        ("gradient", "w, x, y", "return 7", "the same on all of these cases"),
        (
            "gradient",
            "w, x, y",
            "return 3 * (w * x - y) * x",
            "is 1.5 times the expected one, in every case",
        ),
        (
            "column_means",
            "X",
            "return X.mean(axis=0) / len(X) ** 2",
            "is exactly 1/n² times the expected one",
        ),
        (
            "epochs_to_reach",
            "losses, target",
            "return len(losses) / 2.2",
            "has decimals; expected a whole number",
        ),
        (
            "gradient",
            "w, x, y",
            "return w, x",
            "is an array of numbers of shape (2,); expected a number",
        ),
        ("gradient", "w, x, y", "return [2 * (w * x - y) * x]", "expected the number alone"),
        ("column_means", "X", "return X.mean(axis=0)[:1]", "has 1 entry; expected 2"),
    ],
)
def test_a_pattern_in_wrong_numbers_is_told(
    name: str, arguments: str, body: str, says: str
) -> None:
    assert says in told(name, arguments, body)


def test_numbers_without_a_pattern_are_told_to_be_so_and_never_left_without_a_word() -> None:
    text = told("gradient", "w, x, y", "return math.sin(w) + x**3 - y / 7")
    assert "no mistake that we know explains them" in text
    assert BY_HAND in text


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return math.exp(X)", "hands a whole array to a function that takes one number"),
        ("return X - X.mean(axis=0)(2)", "calls an array as if it were a function"),
        ("return np.sort(X).sort().shape", "Something is `None` there"),
        ("return X[:, 7]", "the last position that it has"),
        ("return X[0.5]", "Positions and counts are whole numbers"),
        ("return center(X)", "calls itself again and again"),
        ("return X - menas", "name 'menas' is not defined"),
        ("assert X.ndim == 1, 'flat'", "You wrote that line yourself"),
        ("if X.mean(axis=0) > 0: return X", "asks one yes or no of a whole array"),
        ("return np.array([X, X[0]])", "one array of things that differ in shape"),
    ],
)
def test_an_exception_is_explained_by_what_it_says(body: str, says: str) -> None:
    assert says in told("center", "X", body)


def test_an_exception_in_the_place_of_another_says_what_it_is() -> None:
    body = "if y_pred.shape != y.shape: raise {}\n    return np.mean((y_pred - y) ** 2)"
    typo, other = (
        told("mse_loss", "y_pred, y", body.format(kind)) for kind in ("ValueEror", "KeyError")
    )
    says = "raises a `NameError` (“name 'ValueEror' is not defined”); expected a `ValueError`"
    assert says in typo
    assert "Is the name spelled" in typo
    assert "`KeyError`; expected a `ValueError`" in other


def test_a_missing_import_is_told_from_a_misspelt_name() -> None:
    namespace: dict[str, object] = {}
    exec("def center(X):\n    return X - np.mean(X, axis=0)", namespace)
    assert "where the imports are" in str(check("center", namespace["center"]))


def own_raise(y_pred: np.ndarray, y: np.ndarray) -> Any:
    """Refuse what should be answered."""
    if y_pred.ndim != 3:
        raise ValueError("shapes do not fit")
    return (y_pred - y) * 2


def numpys_raise(y_pred: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Give a shape that does not fit."""
    reshaped: np.ndarray = y_pred.reshape(17, 3)
    return reshaped


def test_an_exception_raised_on_purpose_is_told_from_one_that_numpy_raises() -> None:
    own, numpys = (str(check("mse_grad", function)) for function in (own_raise, numpys_raise))
    says = "raises its own `ValueError` (“shapes do not fit”) on an input that has an answer"
    assert says in own
    assert "`.shape`" not in own
    assert "stops with `ValueError`" in numpys
    assert "`.shape`" in numpys


def test_a_message_with_a_full_stop_does_not_end_the_sentence_that_quotes_it() -> None:
    def mse_loss(y_pred, y):
        import random

        return random.sample(3, 5)  # type: ignore[arg-type]

    told = check("mse_loss", mse_loss).findings[0].did
    assert ": Population must be a sequence" in told
    assert ".," not in told
    assert ".." not in told


@pytest.mark.parametrize(
    ("returned", "says"),
    [
        ("'never'", "About “never reached: None”: your answer is a text; expected `None`."),
        ("[]", "About “never reached: None”: your answer is a list or tuple; expected `None`."),
    ],
)
def test_an_edge_says_which_it_is(returned: str, says: str) -> None:
    body = f"return next((i + 1 for i, loss in enumerate(losses) if loss <= target), {returned})"
    assert says in told("epochs_to_reach", "losses, target", body)


def test_an_edge_of_another_kind_is_told_beside_a_riddle() -> None:
    text = told(
        "epochs_to_reach",
        "losses, target",
        "return 7 + 3 * len(losses) if min(losses) <= target else 'never'",
    )
    assert "Your answer has the right form and wrong values.\n" in text, "no more of the riddle"
    assert "about “never reached: None”: your answer is a text" in text


def test_an_argument_changed_in_place_is_shown_as_it_is_afterwards() -> None:
    text = told("center", "X", "out = X\n    out -= X.mean(axis=0)\n    return out")
    assert "afterwards X is [[−2, −2], [0, 0], [2, 2]]" in text
    assert "you returned" not in text, "what came back is right"


def test_state_kept_between_calls_is_shown_by_the_second_answer() -> None:
    body = "calls.append(0)\n    return 2 * x + (0 if len(calls) % 2 else 1)"
    shown = told("double", "x, calls=[]", body)
    first, _, second = shown.partition("the first call returned ")[2].partition(
        "the second call returned "
    )
    assert first
    assert second
    assert first.rstrip("; \n") != second.rstrip("; \n")


def test_a_pattern_that_a_case_elsewhere_breaks_is_not_claimed() -> None:
    body = "return 2 * np.mean((y_pred - y) ** 2) + (len(y_pred) > 10**6)"
    assert "2 times the expected one, in every case" in told("mse_loss", "y_pred, y", body)
    source = """
        def __init__(self, patience, min_delta=0.0):
            self.patience, self.min_delta, self.misses = patience, min_delta, 0
            self.best_loss, self.best_params = np.inf, None
        def update(self, val_loss, params):
            self.misses += 3 * (val_loss >= self.best_loss - self.min_delta)
            self.best_loss = min(val_loss, self.best_loss)
            self.best_params = params
            return self.misses >= self.patience
"""
    namespace: dict[str, Any] = {"np": np}
    exec("class EarlyStopping:" + source, namespace)
    text = str(check("EarlyStopping", namespace["EarlyStopping"]))
    assert "whole numbers: the decimals are gone" not in text


def test_an_edge_that_is_not_judged_is_not_told_beside_a_known_mistake() -> None:
    body = "return sum(loss > target for loss in losses) + 1"
    text = told("epochs_to_reach", "losses, target", body)
    assert "not judged yet: never reached: None" in text
    assert "A second thing" not in text


def test_sizes_that_do_not_meet_are_told_without_numpys_own_words() -> None:
    text = told("linear_backward", "dout, x, W", "return W.T @ dout, x.T @ dout, dout.sum(axis=0)")
    assert "the sizes that meet at `@` differ, 2 on its left and 3 on its right" in text
    assert "gufunc" not in text


def test_what_could_not_be_looked_at_is_not_blamed_on_a_line() -> None:
    text = told("minibatches", "X, y, batch_size, *, rng=None, drop_last=False", "return 3")
    assert "What `minibatches` returns cannot be used: `TypeError`" in text


def test_facts_of_another_form_say_what_came() -> None:
    assert "hands back nothing: `None`" in told("order_steps", "", "x = 1")


def test_drawing_from_the_global_state_is_told_once() -> None:
    text = told("center", "X", "return X * np.random.rand()")
    assert "global random state" in text
    assert "A second call" not in text


METHOD = (
    "class Adam:\n    def {init}(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):\n    "
    "    pass\n    {step}"
)


@pytest.mark.parametrize(
    ("init", "step", "says"),
    [
        ("init", "def step(self, params, grads): params.clear()", "two underscores on each side"),
        (
            "__init__",
            "def step(params, grads): params.clear()",
            "stands first in the `def` line of each method",
        ),
        (
            "__init__",
            "def stpe(self, params, grads): params.clear()",
            "Is the name after the dot spelled right",
        ),
        ("__init__", "def step(self, params, grads): self.t += 1", "set before it is read"),
    ],
)
def test_a_class_that_cannot_be_used_is_told_what_is_missing(
    init: str, step: str, says: str
) -> None:
    namespace: dict[str, object] = {}
    exec(METHOD.format(init=init, step=step), namespace)
    assert says in str(check("Adam", namespace["Adam"]))


def test_where_the_code_stops_nothing_is_said_of_edges() -> None:
    body = "return {'w': [], 'b': []} if epochs == 0 else histroy"
    text = told("train_epochs", "x, y, *, epochs, learning_rate", body)
    assert "name 'histroy' is not defined" in text
    assert "second thing" not in text


def test_no_path_of_the_machine_is_shown() -> None:
    text = told("center", "X", "from course_lib import nothing_there")
    assert "cannot import name 'nothing_there'" in text
    assert ".py" not in text


def test_a_long_list_that_was_handed_in_is_told_by_its_length() -> None:
    report = told("train_sentiment", "texts, labels, rng", "return labels")
    assert "texts (500 entries), labels (500,)" in report
    assert "What comes back is no function" in report


def test_another_kind_of_answer_is_all_that_is_wrong() -> None:
    text = told("double", "x", "return str(2 * x)")
    assert "Your answer is a text; expected a number." in text


WATCHER = """
class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta, self.count = patience, min_delta, 0
        self.best_loss, self.best_params = np.inf, None

    def update(self, val_loss, params):
        self.count += 1
        if val_loss < self.best_loss - self.min_delta:
            self.best_loss, self.count = val_loss, 0
            self.best_params = {name: p.copy() for name, p in params.items()}
        return {answer}
"""


@pytest.mark.parametrize(
    "answer", ["self.count / self.patience", "None if self.count else [False]", "[self.count]"]
)
def test_what_comes_back_several_times_is_not_called_a_fact(answer: str) -> None:
    namespace: dict[str, object] = {"np": np}
    exec(WATCHER.replace("{answer}", answer), namespace)
    text = str(check("EarlyStopping", namespace["EarlyStopping"]))
    assert "This should not happen" not in text
    assert "An entry of `answers`" in text or "`answers`" in text


def test_chance_of_ones_own_shows_both_calls() -> None:
    def shuffle_together(X: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> Any:
        order = np.random.default_rng().permutation(len(X))
        return X[order], y[order]

    shown = str(check("shuffle_together", shuffle_together))
    first, _, second = shown.partition("the first call returned ")[2].partition(
        "the second call returned "
    )
    assert first.strip()
    assert second.strip()
    assert first.strip() != second.strip()
