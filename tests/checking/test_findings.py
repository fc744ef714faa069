"""What new readers met: verdicts that were not true once, one test per kind."""

from typing import Any

import numpy as np
import pytest

from course_lib.checking.catalogue import find
from course_lib.checking.check import verdict_in
from course_lib.checking.judging.aspects import State
from course_lib.checking.running.library import library_version
from course_lib.checking.verdict import Verdict


def verdict(name: str, source: str) -> Verdict:
    """The verdict on a source, with the library's versions for the helpers that it calls."""
    exercise = find(name)
    assert exercise is not None
    namespace: dict[str, Any] = {"np": np}
    for earlier in exercise.uses:
        version = library_version(find(earlier))  # type: ignore[arg-type]
        namespace[earlier] = version
    exec(source, namespace)
    return verdict_in(exercise, namespace, namespace[name])


def states(said: Verdict) -> dict[str, State]:
    return {aspect.name: aspect.state for aspect in said.aspects}


def test_a_sentence_speaks_of_the_case_below_it() -> None:
    said = verdict("double", "def double(x):\n    return 43")
    assert "is the same on all of these cases" in said.findings[0].did
    said = verdict("center", "def center(X):\n    return X - X.mean(axis=1)")
    assert "shape (3, 2) meets one of shape (3,)" in said.findings[0].did
    assert "X = [[" in said.example[0]
    assert said.example[0].count("], [") == 2, "the case has three rows"


ADAM = """
class Adam:
    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.rate, self.b1, self.b2, self.eps = learning_rate, beta1, beta2, eps
        self.t, self.m, self.v = 0, {}, {}
    def step(self, params, grads):
        for name in params:
            self.t += 1
            g = grads[name]
            m = self.b1 * self.m.get(name, 0) + (1 - self.b1) * g
            v = self.b2 * self.v.get(name, 0) + (1 - self.b2) * g**2
            self.m[name], self.v[name] = m, v
            m, v = m / (1 - self.b1**self.t), v / (1 - self.b2**self.t)
            params[name] -= self.rate * m / (np.sqrt(v) + self.eps)
"""


def test_what_another_error_kept_from_being_judged_is_not_blamed() -> None:
    said = states(verdict("Adam", ADAM))
    assert said["value"] == State.FAILS
    assert State.FAILS not in [state for name, state in said.items() if name != "value"]
    wrong_shuffle = """
def minibatches(X, y, batch_size, *, rng=None, drop_last=False):
    n = len(X) - len(X) % batch_size if drop_last else len(X)
    if rng is not None:
        X = X[rng.permutation(len(X))]
    for i in range(0, n, batch_size):
        yield X[i : i + batch_size], y[i : i + batch_size]
"""
    said = states(verdict("minibatches", wrong_shuffle))
    assert said["value"] == State.HOLDS
    assert said["shuffled where rng is given"] == State.FAILS
    assert said["drop_last"] in (State.HOLDS, State.NOT_JUDGED)


def test_what_is_known_never_stands_beside_the_admission_of_nothing() -> None:
    reset = """
def train(x, y, *, learning_rate=0.01, epochs=100):
    losses = []
    for epoch in range(epochs):
        w, total = 0.0, 0.0
        for a, b in zip(x, y):
            total += squared_error(predict(w, a), b)
            w -= learning_rate * gradient(w, a, b)
        losses.append(total)
    return (w if epochs else 0.0), losses
"""
    text = str(verdict("train", reset))
    assert "no mistake that we know" not in text


@pytest.mark.parametrize(
    ("name", "source", "not_said"),
    [
        ("double", "def double(x):\n    return 42", "Which axis"),
        (
            "train",
            "def train(x, y, learning_rate, epochs):\n    return 0.0, [predict()]",
            "the first argument of a method",
        ),
        (
            "mlp_forward",
            "def mlp_forward(params, x):\n    return x['W1'], {}",
            "Positions and counts are whole numbers",
        ),
        (
            "shuffle_together",
            "def shuffle_together(X, y, rng):\n    i = rng.permutation(X)\n    return X[i], y[i]",
            "How long is the array along that axis",
        ),
    ],
)
def test_a_hint_is_given_only_where_its_ground_was_seen(
    name: str, source: str, not_said: str
) -> None:
    assert not_said.lower() not in str(verdict(name, source)).lower()


def test_what_a_probe_calls_things_is_not_shown_as_the_students() -> None:
    rates = "def shuffle_together(X, y, rng):\n    return X, y"
    text = str(verdict("shuffle_together", rates))
    assert "calls =" not in text
    assert "True" not in text


def test_numbers_that_differ_are_shown_with_digits_that_differ() -> None:
    near = "def column_means(X):\n    return X.mean(axis=0) * (1 + 2e-5)"
    said = verdict("column_means", near)
    shown = [line.split(" ", 2)[-1] for line in said.example if line.startswith("you returned")]
    expected = [line.split(" ", 1)[-1] for line in said.example if line.startswith("expected")]
    assert shown
    assert shown != expected


def test_a_function_without_arguments_leaves_none_alone() -> None:
    said = verdict("order_steps", "def order_steps():\n    return []")
    assert "your arguments left alone" not in states(said)


def test_a_slow_answer_is_not_told_that_it_never_ends() -> None:
    slow = "import time\ndef double(x):\n    time.sleep(14)\n    return 2 * x"
    text = str(verdict("double", slow))
    assert "did not come back within 4 seconds" in text
    assert "far more rounds than the answer needs" in text


THRESHOLD = "def best_threshold(probability, repaid, *, gain, loss):\n    return "


def test_a_case_judged_by_facts_shows_what_came_back_and_what_it_earns() -> None:
    example = verdict("best_threshold", THRESHOLD + "loss / (gain + loss)").example
    assert "you returned 0.6" in example
    assert "yours earns 12.5 per applicant, the best 50" in example


def test_what_a_finding_says_of_its_case_is_not_said_again_below_it() -> None:
    said = verdict("best_threshold", THRESHOLD + "0.55")
    assert "(here: yours earns" in said.findings[0].did
    assert len(said.findings) == 1, "the same fact fails in three aspects, and is said once"
    assert not any("yours earns" in line for line in said.example)
    assert any(line.startswith("you returned") for line in said.example)


EVALUATE = """
def evaluate(params, X, labels):
    logits, cache = mlp_forward(X, params)
    share = accuracy(logits, labels)
    return {"loss": share, "accuracy": share}
"""


def test_a_mistake_that_would_show_where_the_answer_is_right_is_not_named() -> None:
    said = verdict("evaluate", EVALUATE)
    assert states(said)["accuracy"] == State.HOLDS
    assert not [finding.did for finding in said.findings if "changed places" in finding.did]


LAG_FEATURES = """
def lag_features(series, lags):
    X = np.array([series[i : i + lags] for i in range(len(series) - lags)])
    return {}, series[lags:].copy()
"""


def test_a_shape_is_not_charged_again_beside_wrong_numbers() -> None:
    said = verdict("lag_features", LAG_FEATURES.format("X.T"))
    assert (said.score, said.points) == (2.5, 5), "half is for `y`, which is right"
    said = verdict("lag_features", LAG_FEATURES.format("X.reshape(1, *X.shape)"))
    assert states(said)["X"] == State.HOLDS
    assert 0 < said.score < 5, "a shape alone still costs"


STANDARDIZER = """
class Standardizer:
    def fit(self, X):
        self.mean, self.deviation = X.mean(axis=0), np.maximum(X.std(axis=0), 1e-300)
        return {}
    def transform(self, X):
        return (X - self.mean) / self.deviation
"""


def test_what_fit_returns_is_judged() -> None:
    assert verdict("Standardizer", STANDARDIZER.format("self")).passed
    assert verdict("Standardizer", STANDARDIZER.format("None")).passed
    said = verdict("Standardizer", STANDARDIZER.format("self.transform(X)"))
    assert (said.score, said.points) == (3.6, 4)
    assert "neither `self` nor nothing" in said.findings[0].did


def test_a_mistake_that_would_show_elsewhere_in_another_way_is_not_named() -> None:
    its_own_helper = """
def back(dout, h, W):
    return dout @ W, dout.T @ h, dout.sum(axis=0)
def mlp_backward(dlogits, params, cache):
    dout, grads = dlogits, {}
    for layer in range(len(params) // 2, 0, -1):
        h = cache[f"h{layer - 1}"] if layer > 1 else cache["x"]
        dout, grads[f"W{layer}"], grads[f"b{layer}"] = back(dout, h, params[f"W{layer}"])
        if layer > 1:
            dout = relu_backward(dout, cache[f"z{layer - 1}"])
    return grads
"""
    dids = [finding.did for finding in verdict("mlp_backward", its_own_helper).findings]
    assert not any("change places" in did for did in dids), dids


def test_an_edge_that_is_not_judged_is_not_told_of() -> None:
    said = verdict("sigmoid", "def sigmoid(z):\n    return np.sqrt(np.exp(z))")
    assert states(said)["stable at ±1000"] == State.NOT_JUDGED
    assert [finding.place for finding in said.findings] == [0]
    assert "right form and wrong values" in said.findings[0].did
