"""Measure course_lib's training loop beside PyTorch, scikit-learn and the bare matrix products, in one run.

The task is one for all: the digits, a network 64 → hidden → 10, cross-entropy, Adam at 0.001, float32, one thread, the
same first weights, the same number of epochs. The runs take turns, so that a busy moment of the machine hits all of
them; a ratio is taken within a turn. PyTorch is measured where it is installed (`pip install torch==2.13.0`).
"""

# ruff: noqa: E402  (the limits below must be set before anything else is imported)
import os

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import argparse
import importlib.util
import time
import tracemalloc
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from course_lib.data import Array, digits
from course_lib.loop import evaluate, fit, fit_fast
from course_lib.mlp import MLP
from course_lib.nn import Params, init_params
from course_lib.optim import Adam

SIZES = (64, 32), (256, 64), (1024, 256)  # hidden units and batch
ROWS = 1792  # of the 1,797: every batch is full at all three sizes
Outcome = tuple[float, Params]  # seconds of training, and the parameters at its end


class Task:
    """One size: the data, the first weights and the length of the training, shared by every contestant."""

    def __init__(self, hidden: int, batch: int, epochs: int) -> None:
        X, labels = digits()
        self.X, self.labels = X[:ROWS].astype(np.float32), labels[:ROWS]
        self.hidden, self.batch, self.epochs = hidden, batch, epochs
        start = init_params([64, hidden, 10], np.random.default_rng(0))
        self.start = {name: p.astype(np.float32) for name, p in start.items()}


def course(task: Task) -> Outcome:
    model = MLP([64, task.hidden, 10], np.random.default_rng(0))
    optimizer, rng = Adam(), np.random.default_rng(1)
    begin = time.perf_counter()
    fit_fast(model, task.X, task.labels, optimizer=optimizer, epochs=task.epochs, batch_size=task.batch, rng=rng)
    return time.perf_counter() - begin, model.params


def course_functions(task: Task) -> Outcome:
    """The learner's own functions, as lesson 08 assembles them (with its pass over the data after each epoch)."""
    params = {name: p.copy() for name, p in task.start.items()}
    optimizer, rng = Adam(), np.random.default_rng(1)
    begin = time.perf_counter()
    fit(params, task.X, task.labels, optimizer=optimizer, epochs=task.epochs, batch_size=task.batch, rng=rng)
    return time.perf_counter() - begin, params


def pytorch(task: Task, **options: bool) -> Outcome:
    import torch

    torch.set_num_threads(1)
    model = torch.nn.Sequential(torch.nn.Linear(64, task.hidden), torch.nn.ReLU(), torch.nn.Linear(task.hidden, 10))
    with torch.no_grad():
        for layer, i in (model[0], 1), (model[2], 2):
            layer.weight.copy_(torch.from_numpy(task.start[f"W{i}"].T.copy()))
            layer.bias.copy_(torch.from_numpy(task.start[f"b{i}"]))
    X, labels = torch.from_numpy(task.X), torch.from_numpy(task.labels)
    optimizer = torch.optim.Adam(model.parameters(), **options)
    rng = np.random.default_rng(1)  # the orders that course_lib draws
    begin = time.perf_counter()
    for _ in range(task.epochs):
        order = torch.from_numpy(rng.permutation(ROWS))
        total = 0.0
        for start in range(0, ROWS, task.batch):
            rows = order[start : start + task.batch]
            loss = torch.nn.functional.cross_entropy(model(X[rows]), labels[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
    seconds = time.perf_counter() - begin
    params = {}
    for layer, i in (model[0], 1), (model[2], 2):
        params[f"W{i}"], params[f"b{i}"] = layer.weight.detach().numpy().T, layer.bias.detach().numpy()
    return seconds, params


def pytorch_fused(task: Task) -> Outcome:
    return pytorch(task, fused=True)


def scikit_learn(task: Task) -> Outcome:
    from sklearn.neural_network import MLPClassifier

    start = iter([(task.start["W1"], task.start["b1"]), (task.start["W2"], task.start["b2"])])

    class SameStart(MLPClassifier):
        def _init_coef(self, *_: Any) -> tuple[Array, Array]:
            W, b = next(start)
            return W.copy(), b.copy()

    model = SameStart(
        task.hidden,
        alpha=0.0,
        batch_size=task.batch,
        max_iter=task.epochs,
        n_iter_no_change=task.epochs + 1,
        random_state=1,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "has not converged": it was not asked to
        begin = time.perf_counter()
        model.fit(task.X, task.labels)
        seconds = time.perf_counter() - begin
    (W1, W2), (b1, b2) = model.coefs_, model.intercepts_
    return seconds, {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


def floor(task: Task) -> float:
    """Time the five matrix products that every step needs, alone, into arrays that are already there."""
    room = np.zeros((task.batch, 64), np.float32), np.zeros((task.batch, 10), np.float32)
    x, logits = room
    h = np.zeros((task.batch, task.hidden), np.float32)
    W1, W2 = task.start["W1"].copy(), task.start["W2"].copy()
    dW1, dW2 = np.empty_like(W1), np.empty_like(W2)
    begin = time.perf_counter()
    for _ in range(task.epochs * (ROWS // task.batch)):
        np.matmul(x, W1, out=h)
        np.matmul(h, W2, out=logits)
        np.matmul(h.T, logits, out=dW2)
        np.matmul(logits, W2.T, out=h)
        np.matmul(x.T, h, out=dW1)
    return time.perf_counter() - begin


CONTESTANTS: dict[str, Callable[[Task], Outcome]] = {
    "course_lib, MLP": course,
    "course_lib, the learner's functions": course_functions,
    "PyTorch": pytorch,
    "PyTorch, fused Adam": pytorch_fused,
    "scikit-learn": scikit_learn,
}


def measure(task: Task, turns: int) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Let the contestants take turns; return each one's seconds by turn, and its final loss."""
    with_torch = importlib.util.find_spec("torch") is not None
    names = [name for name in CONTESTANTS if with_torch or not name.startswith("PyTorch")]
    seconds: dict[str, list[float]] = {name: [] for name in [*names, "floor"]}
    losses = {}
    for turn in range(turns + 1):
        for name in names:
            spent, params = CONTESTANTS[name](task)
            losses[name] = evaluate({k: p.astype(np.float64) for k, p in params.items()}, task.X, task.labels)["loss"]
            if turn:  # the first turn only warms up
                seconds[name].append(spent)
        if turn:
            seconds["floor"].append(floor(task))
        else:
            floor(task)
    return seconds, losses


def speed_table(task: Task, seconds: dict[str, list[float]], losses: dict[str, float]) -> Table:
    """One row a contestant: its rate, and how many times its time is that of course_lib's MLP, with the spread."""
    table = Table(title=f"64 → {task.hidden} → 10, batch {task.batch}, {task.epochs} epochs")
    for column in ("", "rows/s", "µs a step", "times course_lib's time", "lowest", "highest", "final loss"):
        table.add_column(column, justify="right" if column else "left")
    ours = np.array(seconds["course_lib, MLP"])
    steps = task.epochs * (ROWS // task.batch)
    for name, turns in seconds.items():
        ratio = np.array(turns) / ours
        loss = f"{losses[name]:.4f}" if name in losses else ""
        middle = float(np.median(turns))
        ratios = [f"{value:.2f}" for value in (np.median(ratio), ratio.min(), ratio.max())]
        table.add_row(name, f"{steps * task.batch / middle:,.0f}", f"{middle / steps * 1e6:.1f}", *ratios, loss)
    return table


def memory(task: Task) -> tuple[int, int]:
    """Return the bytes that training an MLP took at its peak, data aside, and those of what training must hold.

    Held are the parameters, their gradients, Adam's two moments, and one batch's activations: what the cache of
    `mlp_forward` keeps (x, z1, h1) and the logits.
    """
    tracemalloc.start()
    try:
        model = MLP([64, task.hidden, 10], np.random.default_rng(0))
        tracemalloc.reset_peak()  # drawing the first weights takes float64
        fit_fast(
            model,
            task.X,
            task.labels,
            optimizer=Adam(),
            epochs=1,
            batch_size=task.batch,
            rng=np.random.default_rng(1),
        )
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    parameters = sum(p.size for p in task.start.values())
    activations = task.batch * (64 + 2 * task.hidden + 10)
    return peak, 4 * (4 * parameters + activations)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=9, help="how often each contestant is timed at each size")
    turns = parser.parse_args().turns
    console = Console(width=120)
    if importlib.util.find_spec("torch") is None:
        console.print("PyTorch is not installed: its rows are missing.")
    for (hidden, batch), epochs in zip(SIZES, (20, 10, 10), strict=True):
        task = Task(hidden, batch, epochs)
        console.print(speed_table(task, *measure(task, turns)))
        peak, held = memory(task)
        console.print(f"memory: {peak / 1e6:.2f} MB at the peak, {peak / held:.2f} times what training holds\n")


if __name__ == "__main__":
    main()
