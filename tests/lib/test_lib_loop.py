"""Lesson 08: the loop calls its parts as often as it says, and learns."""

import subprocess
import sys
import tracemalloc

import numpy as np
import pytest

from course_lib import nn
from course_lib.data import digits, two_spirals
from course_lib.loop import evaluate, fit, fit_fast, train_step
from course_lib.mlp import MLP
from course_lib.optim import SGD, Adam

PYTORCH_LOSSES = {  # 100 steps of torch 2.13.0's Adam on the network of `small_task`, float64
    0: 1.0900601170047117,
    1: 1.0771492258303887,
    9: 1.0077991516109648,
    49: 0.600368960292282,
    99: 0.051221018252706176,
}


class Counting(SGD):
    """Counts its steps and remembers what it was given."""

    def __init__(self) -> None:
        super().__init__(0.1)
        self.calls: list[tuple[set[str], set[str]]] = []

    def step(self, params: nn.Params, grads: nn.Params) -> None:
        self.calls.append((set(params), set(grads)))
        super().step(params, grads)


def small_task() -> tuple[nn.Params, np.ndarray, np.ndarray]:
    rows = np.arange(12.0)[:, None]
    params = {}
    for layer, (a, b) in enumerate(((4, 7), (7, 5), (5, 3)), start=1):
        params[f"W{layer}"] = np.sin(1.3 * np.arange(float(a * b)) + layer).reshape(a, b) * np.sqrt(
            2 / a
        )
        params[f"b{layer}"] = 0.1 * np.cos(np.arange(float(b)))
    return params, np.sin(rows * np.arange(1, 5) + 0.5 * rows), np.arange(12) % 3


def test_a_hundred_steps_follow_pytorchs_losses() -> None:
    params, X, labels = small_task()
    optimizer = Adam(0.01)
    losses = [train_step(params, X, labels, optimizer) for _ in range(100)]
    assert {step: losses[step] for step in PYTORCH_LOSSES} == pytest.approx(
        PYTORCH_LOSSES, rel=1e-10
    )


def test_the_fast_loop_follows_pytorchs_losses() -> None:
    params, X, labels = small_task()
    model = MLP([4, 7, 5, 3], np.random.default_rng(0), dtype=np.float64)
    for name, p in params.items():
        model.params[name][:] = p
    rng = np.random.default_rng(0)
    losses = fit_fast(model, X, labels, optimizer=Adam(0.01), epochs=100, batch_size=12, rng=rng)
    assert {step: losses[step] for step in PYTORCH_LOSSES} == pytest.approx(
        PYTORCH_LOSSES, rel=1e-10
    )


def test_a_step_returns_the_loss_before_it() -> None:
    params, X, labels = small_task()
    before = evaluate(params, X, labels)["loss"]
    arrays = dict(params)
    optimizer = Counting()
    assert train_step(params, X, labels, optimizer) == before
    assert optimizer.calls == [(set(params), set(params))]
    assert all(params[name] is arrays[name] for name in arrays)
    assert evaluate(params, X, labels)["loss"] < before


def test_evaluation_changes_nothing() -> None:
    params, X, labels = small_task()
    assert evaluate(params, X, labels) == evaluate(params, X, labels)
    again, *_ = small_task()
    assert all(np.array_equal(params[name], again[name]) for name in params)


@pytest.mark.parametrize(("batch_size", "steps"), [(12, 1), (5, 3), (100, 1)])
def test_every_batch_gets_one_step_and_every_epoch_an_entry(batch_size: int, steps: int) -> None:
    params, X, labels = small_task()
    optimizer = Counting()
    rng = np.random.default_rng(0)
    history = fit(params, X, labels, optimizer=optimizer, epochs=2, batch_size=batch_size, rng=rng)
    assert len(optimizer.calls) == 2 * steps
    assert {name: len(values) for name, values in history.items()} == {"loss": 2, "accuracy": 2}
    last = {name: values[-1] for name, values in history.items()}
    assert last == evaluate(params, X, labels)


def test_every_epoch_shuffles_anew() -> None:
    params, X, labels = small_task()
    seen: list[float] = []

    class Watching(SGD):
        def step(self, params: nn.Params, grads: nn.Params) -> None:
            seen.append(float(grads["b3"][0]))

    fit(
        params,
        X,
        labels,
        optimizer=Watching(),
        epochs=2,
        batch_size=1,
        rng=np.random.default_rng(0),
    )
    assert seen[:12] != seen[12:]
    assert sorted(seen[:12]) == pytest.approx(sorted(seen[12:]), rel=1e-12)


def test_the_fast_loop_takes_the_same_steps() -> None:
    X, labels = two_spirals(50, np.random.default_rng(0))
    model = MLP([2, 8, 8, 2], np.random.default_rng(1), dtype=np.float64)
    params = {name: p.copy() for name, p in model.params.items()}
    rng, same_rng = np.random.default_rng(2), np.random.default_rng(2)
    fit(params, X, labels, optimizer=Adam(0.01), epochs=5, batch_size=16, rng=rng)
    fit_fast(model, X, labels, optimizer=Adam(0.01), epochs=5, batch_size=16, rng=same_rng)
    for name, p in params.items():
        np.testing.assert_allclose(model.params[name], p, rtol=1e-9, atol=1e-12)


def test_the_fast_loops_loss_is_the_mean_over_examples() -> None:
    X, labels = two_spirals(50, np.random.default_rng(0))
    model = MLP([2, 8, 2], np.random.default_rng(1), dtype=np.float64)
    rng = np.random.default_rng(2)
    losses = fit_fast(
        model, X, labels, optimizer=SGD(0.0), epochs=2, batch_size=16, rng=rng
    )  # 16, 16, 16 and 2
    assert losses == pytest.approx([evaluate(model.params, X, labels)["loss"]] * 2, rel=1e-12)


def test_the_spirals_are_learnt() -> None:
    X, labels = two_spirals(400, np.random.default_rng(0))
    model = MLP([2, 32, 32, 2], np.random.default_rng(1))
    rng = np.random.default_rng(2)
    fit_fast(model, X, labels, optimizer=Adam(0.01), epochs=150, batch_size=32, rng=rng)
    assert evaluate(model.params, X, labels)["accuracy"] > 0.98


def test_the_digits_are_learnt_to_95_per_cent_of_images_held_out() -> None:
    X, labels = digits()
    order = np.random.default_rng(0).permutation(len(X))
    train, test = order[:1297], order[1297:]
    params = nn.init_params([64, 32, 10], np.random.default_rng(1))
    params["W2"] *= 0.01
    assert evaluate(params, X, labels)["loss"] == pytest.approx(np.log(10), rel=0.01)
    rng = np.random.default_rng(2)
    fit(params, X[train], labels[train], optimizer=Adam(0.003), epochs=25, batch_size=32, rng=rng)
    assert evaluate(params, X[test], labels[test])["accuracy"] >= 0.95


@pytest.mark.parametrize(("hidden", "batch"), [(256, 64), (1024, 256)])
def test_training_takes_little_more_memory_than_it_must_hold(hidden: int, batch: int) -> None:
    X, labels = np.ones((2 * batch, 64), np.float32), np.zeros(2 * batch, int)
    tracemalloc.start()
    try:
        model = MLP([64, hidden, 10], np.random.default_rng(0))
        tracemalloc.reset_peak()  # drawing the first weights takes float64
        fit_fast(
            model,
            X,
            labels,
            optimizer=Adam(),
            epochs=33,
            batch_size=batch,
            rng=np.random.default_rng(1),
        )
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    parameters = model.flat_params["all"].size
    activations = batch * (64 + 2 * hidden + 10)  # x, z1, h1 and the logits
    assert peak <= 1.2 * 4 * (
        4 * parameters + activations
    )  # parameters, gradients, and two moments of each


def test_importing_the_framework_brings_only_numpy() -> None:
    code = (
        "import sys, course_lib, course_lib.line, course_lib.loop\n"
        "heavy = {'matplotlib', 'sklearn', 'scipy', 'IPython', 'ipywidgets'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
