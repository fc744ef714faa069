"""What the text of an answer shows: facts, and only where the answer is wrong."""

import pytest

from course_lib.checking.catalogue import find
from course_lib.checking.diagnosing.source import LONGEST, source_findings


def told(name: str, source: str, *data: str) -> list[str]:
    exercise = find(name)
    assert exercise is not None
    return [finding.did for finding in source_findings(exercise, source, data)]


@pytest.mark.parametrize(
    ("name", "source", "says"),
    [
        ("predict", "def predict(w, x):\n    return w * 4.0", "the argument `x` is never read"),
        ("squared_error", "def squared_error(a, b):\n    return (a - b) ^ 2", "`^` compares bits"),
        (
            "train_epochs",
            "def train_epochs(x, y, *, epochs, learning_rate):\n    w = b = 0.0\n"
            "    for epoch in range(epochs):\n        run_epoch(w, b, x, y, learning_rate)\n"
            "    return {}",
            "the result of `run_epoch(…)` is not kept",
        ),
        (
            "fit",
            "def fit(params, X, labels, *, optimizer, epochs, batch_size, rng):\n"
            "    for X, labels in minibatches(X, labels, batch_size, rng=rng):\n"
            "        train_step(params, X, labels, optimizer)\n    return epochs",
            "Your loop's variable is called `X`",
        ),
        (
            "center",
            "def center(X):\n    for row in X:\n        np.append(X, row - 1)\n    return X",
            "the result of `np.append(…)` is not kept",
        ),
        (
            "column_means",
            "def column_means(X):\n    for column in X.T:\n        return column.mean()",
            "a `return` stands inside of a loop",
        ),
    ],
)
def test_what_stands_there_is_told(name: str, source: str, says: str) -> None:
    (first, *_) = told(name, source)
    assert says in first


def test_a_variable_of_the_notebook_is_told_from_a_name_of_the_functions_own() -> None:
    source = "def weighted_sums(X, w):\n    total = orders @ w\n    return total + 0 * X.sum()"
    assert told("weighted_sums", source, "orders", "total") == [
        "Your code reads `orders`, a variable of the notebook and no argument."
    ]


@pytest.mark.parametrize(
    "source",
    [
        "def predict(w, x):\n    for i in x:\n        if i > w:\n            return i",
        "def predict(w, x):\n    print(w, x)\n    return 0",
        "def predict(w, x):\n    y = np.append(w, x)\n    return y",
        "def predict(w, x):\n    y = np.sort(w * x)\n    return y",
        "def predict(w, x):\n    np.multiply(w, x, out=x)\n    return x",
        "def helper(w, x):\n    return w\ndef predict(w, x):\n    return w + x",
        "def predict(w, x)\n    return w",
        "predict = lambda w, x: w",
        "def predict(w, x):\n    return (" + "(" * 400 + "w * x" + ")" * 400 + ")",
        "def predict(w, x):\n    pass\n" + "#" * LONGEST,
    ],
)
def test_what_may_be_meant_is_left_alone(source: str) -> None:
    assert told("predict", source) == []


WHILE = "def predict(w, x):\n    i = 0\n    while i < len(x):\n        {}\n    return w"


@pytest.mark.parametrize("inside", ["w = w * x[i]", "w = x.copy()[i]", "w = w + i"])
def test_a_loop_that_nothing_ends_is_told(inside: str) -> None:
    (first, *_) = told("predict", WHILE.format(inside))
    assert "nothing inside of the `while` loop changes `i` and `x`" in first


@pytest.mark.parametrize(
    "inside", ["i += 1", "x = x[1:]", "x.pop()", "w = shorten(x)", "break", "return w"]
)
def test_a_loop_that_may_end_is_left_alone(inside: str) -> None:
    assert not [did for did in told("predict", WHILE.format(inside)) if "while" in did]


def test_what_numpy_does_in_place_needs_no_name() -> None:
    source = "def predict(w, x):\n    np.fill_diagonal(x, w)\n    return x"
    assert told("predict", source) == []


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (
            "def predict(w, x):\n    order = rng.shuffle(x)\n    return w * order",
            "`order` is what `rng.shuffle(…)` hands back",
        ),
        (
            "def predict(w, x):\n    x = np.fill_diagonal(x, w)\n    return x.sum()",
            "`x` is what `np.fill_diagonal(…)` hands back",
        ),
    ],
)
def test_what_a_call_in_place_hands_back_is_nothing_to_keep(source: str, says: str) -> None:
    assert says in told("predict", source)[0]


def test_a_name_that_one_method_sets_is_missing_in_another() -> None:
    source = (
        "class Standardizer:\n    def fit(self, X):\n        mean = X.mean(axis=0)\n"
        "    def transform(self, X):\n        return X - mean\n"
    )
    assert told("Standardizer", source) == [
        "In your code `fit` sets a name `mean` of its own, and `transform` reads one that it does "
        "not have."
    ]


@pytest.mark.parametrize(
    "source",
    [
        "def predict(w, x):\n    x = np.sort(x)\n    return w * x",
        "def predict(w, x):\n    done = x.sort()\n    return w * x",
        "def predict(w, x):\n    self.x = x.append(w)\n    return x",
    ],
)
def test_what_makes_something_new_or_is_not_read_is_left_alone(source: str) -> None:
    assert told("predict", source) == []
