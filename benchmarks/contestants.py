"""Who takes part in the race of training loops, and the task that all of them are given.

The digits, a network 64 → hidden → 10, cross-entropy, Adam at 0.001, float32, the same number of
threads, the same first weights, the same number of epochs. A contestant returns the seconds of its
training and the parameters at its end.
"""

import importlib.util
import os
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.data import Array, digits
from course_lib.loop import evaluate, fit, fit_fast
from course_lib.mlp import MLP
from course_lib.nn import Params, init_params
from course_lib.optim import Adam

THREADS = int(os.environ.get("OPENBLAS_NUM_THREADS", "1"))  # set before NumPy is imported
# With one thread the processor's own time, since a busy machine runs other programs in between.
clock = time.process_time if THREADS == 1 else time.perf_counter
ROWS = 1792  # of the 1,797: every batch is full at all sizes
OURS, FUNCTIONS, FLOOR = "course_lib, MLP", "the learner's functions", "floor"
PYTORCH, FUSED, SCIKIT, PYTORCH_FLOOR = (
    "PyTorch",
    "PyTorch, fused Adam",
    "scikit-learn",
    "PyTorch's floor",
)
Outcome = tuple[float, Params]


class Task:
    """One size: the data, the first weights and the length of the training, shared by every
    contestant.
    """

    def __init__(self, hidden: int, batch: int, epochs: int) -> None:
        X, labels = digits()
        self.X, self.labels = X[:ROWS].astype(np.float32), labels[:ROWS]
        self.hidden, self.batch, self.epochs = hidden, batch, epochs
        self.steps = epochs * (ROWS // batch)
        start = init_params([64, hidden, 10], np.random.default_rng(0))
        self.start = {name: p.astype(np.float32) for name, p in start.items()}


def course(task: Task) -> Outcome:
    model = MLP([64, task.hidden, 10], np.random.default_rng(0))
    optimizer, rng = Adam(), np.random.default_rng(1)
    begin = clock()
    fit_fast(
        model,
        task.X,
        task.labels,
        optimizer=optimizer,
        epochs=task.epochs,
        batch_size=task.batch,
        rng=rng,
    )
    return clock() - begin, model.params


def course_functions(task: Task) -> Outcome:
    """The learner's own functions, as lesson 08 assembles them (with its pass over the data after
    each epoch).
    """
    params = {name: p.copy() for name, p in task.start.items()}
    optimizer, rng = Adam(), np.random.default_rng(1)
    begin = clock()
    fit(
        params,
        task.X,
        task.labels,
        optimizer=optimizer,
        epochs=task.epochs,
        batch_size=task.batch,
        rng=rng,
    )
    return clock() - begin, params


def pytorch(task: Task, **options: bool) -> Outcome:
    import torch

    torch.set_num_threads(THREADS)
    model = torch.nn.Sequential(
        torch.nn.Linear(64, task.hidden), torch.nn.ReLU(), torch.nn.Linear(task.hidden, 10)
    )
    with torch.no_grad():
        for layer, i in (model[0], 1), (model[2], 2):
            layer.weight.copy_(torch.from_numpy(task.start[f"W{i}"].T.copy()))
            layer.bias.copy_(torch.from_numpy(task.start[f"b{i}"]))
    X, labels = torch.from_numpy(task.X), torch.from_numpy(task.labels)
    optimizer = torch.optim.Adam(model.parameters(), **options)
    rng = np.random.default_rng(1)  # the orders that course_lib draws
    begin = clock()
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
    seconds = clock() - begin
    params = {}
    for layer, i in (model[0], 1), (model[2], 2):
        params[f"W{i}"], params[f"b{i}"] = (
            layer.weight.detach().numpy().T,
            layer.bias.detach().numpy(),
        )
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
        begin = clock()
        model.fit(task.X, task.labels)
        seconds = clock() - begin
    (W1, W2), (b1, b2) = model.coefs_, model.intercepts_
    return seconds, {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


def floor(task: Task) -> Outcome:
    """The five products that every step of the MLP makes, on its own arrays, with nothing in
    between.
    """
    model, n = MLP([64, task.hidden, 10], np.random.default_rng(0)), task.batch
    model.forward(task.X[:n])
    dlogits = np.full((10, n), 1e-3, np.float32).T  # in memory it lies as the loss leaves it
    (x1, h1), (x1_transposed, h1_transposed) = model.inputs, model.inputs_transposed
    (first, last), (dfirst, dlast), h = model.blocks, model.grad_blocks, model.h[1]
    begin = clock()
    for _ in range(task.steps):
        np.matmul(x1, first, out=h)
        h1 @ last
        np.matmul(h1_transposed, dlogits, out=dlast)
        np.matmul(dlogits, model.W_transposed[1], out=h)
        np.matmul(x1_transposed, h, out=dfirst)
    return clock() - begin, {}


def pytorch_floor(task: Task) -> Outcome:
    """The same five products in PyTorch, with its biases and its layout."""
    import torch

    torch.set_num_threads(THREADS)
    x, h, logits = (
        torch.from_numpy(task.X[: task.batch]),
        torch.empty(task.batch, task.hidden),
        torch.empty(task.batch, 10),
    )
    (W1, b1), (W2, b2) = (
        (torch.from_numpy(task.start[f"W{i}"].T.copy()), torch.from_numpy(task.start[f"b{i}"]))
        for i in (1, 2)
    )
    dlogits, dW1, dW2 = (
        torch.full((task.batch, 10), 1e-3),
        torch.empty_like(W1),
        torch.empty_like(W2),
    )
    begin = clock()
    for _ in range(task.steps):
        torch.addmm(b1, x, W1.T, out=h)
        torch.addmm(b2, h, W2.T, out=logits)
        torch.mm(dlogits.T, h, out=dW2)
        torch.mm(dlogits, W2, out=h)
        torch.mm(h.T, x, out=dW1)
    return clock() - begin, {}


CONTESTANTS: dict[str, Callable[[Task], Outcome]] = {
    OURS: course,
    FUNCTIONS: course_functions,
    PYTORCH: pytorch,
    FUSED: pytorch_fused,
    SCIKIT: scikit_learn,
    FLOOR: floor,
    PYTORCH_FLOOR: pytorch_floor,
}


def present() -> list[str]:
    """The contestants that can run here: PyTorch only where it is installed."""
    with_torch = importlib.util.find_spec("torch") is not None
    return [name for name in CONTESTANTS if with_torch or not name.startswith("PyTorch")]


def race(task: Task, names: list[str], turns: int) -> tuple[dict[str, Array], dict[str, float]]:
    """Let contestants take turns, so that a busy moment of the machine hits all of them.

    Returns: each one's microseconds a step, (turns,), and its loss at the end.
    """
    micros: dict[str, list[float]] = {name: [] for name in names}
    losses = {}
    for turn in range(turns + 1):
        for name in names:
            seconds, params = CONTESTANTS[name](task)
            if turn:  # the first turn only warms up
                micros[name].append(1e6 * seconds / task.steps)
            elif params:
                exact = {key: p.astype(np.float64) for key, p in params.items()}
                losses[name] = evaluate(exact, task.X, task.labels)["loss"]
    return {name: np.array(values) for name, values in micros.items()}, losses
