"""The field guide: what loss curves tell, with curves of loops that are really run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib import broken
from course_lib.line import train_minibatch

Table = tuple[np.ndarray, np.ndarray]
Series = dict[str, Any]
"""What is drawn into one plot: losses by their label; a single number is a level."""


@dataclass(frozen=True)
class Sign:
    """A row of the guide: what the curve looks like, what it tells, and where to look."""

    name: str
    looks: str
    tells: str
    look: str


SIGNS = (
    Sign(
        "in good health",
        "falls fast, then slowly, towards a level that is not 0",
        "Nothing is wrong that a curve could show. The level is the noise in the data.",
        "Compare it with fresh data before you believe it.",
    ),
    Sign(
        "small batches",
        "the same, with a jitter that does not die out",
        "Each step follows a few rows only. This is no bug.",
        "A larger batch or a smaller rate makes it smoother.",
    ),
    Sign(
        "rate too small",
        "falls, almost in a straight line, and is far from any level at the end",
        "Every step is right, and hardly moves.",
        "Multiply the learning rate by 3, and again by 3.",
    ),
    Sign(
        "rate too large",
        "grows from the first step by the same factor each epoch, without waves; that of a network "
        "may jump about instead",
        "Each step crosses the valley and lands higher.",
        "Divide the learning rate by 3. If that does not help, look for a plus where a minus "
        "belongs.",
    ),
    Sign(
        "stale gradient",
        "waves that grow, at a rate that should be harmless; the first two losses are equal",
        "The gradient belongs to weights that are gone.",
        "The order of the lines: forward pass, gradient, and only then the step.",
    ),
    Sign(
        "gradients pile up",
        "waves that neither grow nor die out, between the first loss and the floor",
        "The sum of all gradients so far acts like a velocity without friction.",
        "Where is the gradient set to 0? In PyTorch: `optimizer.zero_grad()`.",
    ),
    Sign(
        "rows shuffled apart",
        "falls at first, then stays and jitters at the loss of the best constant",
        "The features say nothing about the targets any more; their mean is all that is left.",
        "Every line that sorts, shuffles or filters: does it do the same to `X` and to `y`?",
    ),
    Sign(
        "weights never move",
        "a straight level line at the very first loss",
        "No step arrives.",
        "Is the step taken at all, is it 0, or does it change a copy?",
    ),
    Sign(
        "overfitting",
        "the training loss falls on, the validation loss turns and rises",
        "The model learns its examples by heart. This is no bug of the loop.",
        "More data, a smaller model, or stop at the turn.",
    ),
    Sign(
        "trains on validation",
        "the validation loss falls far below the training loss, and fresh data does not follow",
        "What should only be measured is trained on.",
        "Which names hold the validation data, and does a line that steps ever see them?",
    ),
    Sign(
        "best weights lost",
        "the curve is in order, but the returned weights have the loss of its end",
        "The best weights went on changing after they were stored.",
        "Where they are stored: a copy, or a second name for the same array?",
    ),
    Sign(
        "loss added up",
        "a healthy shape, at a level that is as many times too high as there are rows",
        "A sum stands where a mean belongs. If the gradient has it too, the rate must be tiny.",
        "Compare the first loss with one that you take by hand.",
    ),
)


def curves() -> dict[str, Series]:
    """Run the loops behind the guide. Returns what each sign's plot shows, by its name."""
    rng = np.random.default_rng(4)
    axes, _ = np.linalg.qr(np.column_stack([np.ones(50), rng.normal(size=(50, 2))]))
    X = 1.1 * np.sqrt(50) * axes  # equally steep in all directions, so that each sign is clear
    y = X @ np.array([3.0, -1.0, 2.0]) + rng.normal(0.0, 0.5, size=50)  # (50, 3) @ (3,) -> (50,)
    train, val, fresh = _noisy_tables(np.random.default_rng(5), 30, 15, 1000)
    settings: dict[str, Any] = {"learning_rate": 0.05, "epochs": 60}
    small: dict[str, Any] = {"batch_size": 1, "learning_rate": 0.1, "epochs": 30}
    _, apart = broken.broken_2(X, y, **settings, batch_size=10, rng=np.random.default_rng(2))
    leaked = [broken.broken_3(train, val, learning_rate=0.05, epochs=e)[0] for e in range(1, 61)]
    returned, history = broken.broken_5(train, val, **settings)
    _, seen = broken.broken_3(train, val, **settings)
    return {
        "in good health": {"loss": _full_batches(X, y, 0.1)},
        "small batches": {
            "loss": train_minibatch(X[:, 1:], y, **small, rng=np.random.default_rng(0))[2]
        },
        "rate too small": {"loss": _full_batches(X, y, 0.003)},
        "rate too large": {"loss": broken.broken_6(X, y, epochs=10)[1]},
        "stale gradient": {"loss": broken.broken_1(X, y, learning_rate=0.5, epochs=20)[1]},
        "gradients pile up": {
            "loss": broken.broken_4(X, y, learning_rate=0.2, epochs=40, batch_size=50)[1]
        },
        "rows shuffled apart": {"loss": apart, "best constant": float(np.var(y))},
        "weights never move": {"loss": _full_batches(X, y, 0.0)},
        "overfitting": history,
        "trains on validation": seen | {"fresh data": [_loss(fresh, w) for w in leaked]},
        "best weights lost": {
            "val_loss": history["val_loss"],
            "returned weights": _loss(val, returned),
        },
        "loss added up": {"loss": _full_batches(X, y, 0.1, measure=np.sum)},
    }


def _noisy_tables(rng: np.random.Generator, *sizes: int) -> list[Table]:
    """Tables with 20 features and much noise, so that few rows can be overfitted."""
    truth = rng.normal(0.0, 0.5, size=20)
    inputs = [rng.normal(size=(n, 20)) for n in sizes]
    return [(X, X @ truth + rng.normal(0.0, 1.5, size=len(X))) for X in inputs]  # (n, 20) @ (20,)


def _loss(data: Table, w: np.ndarray) -> float:
    X, y = data
    return float(np.mean((X @ w - y) ** 2))  # (n, d) @ (d,) -> (n,)


def _full_batches(
    X: np.ndarray,
    y: np.ndarray,
    learning_rate: float,
    *,
    measure: Callable[[np.ndarray], Any] = np.mean,
) -> list[float]:
    """The losses of 30 epochs of right steps, measured by `measure`."""
    w = np.zeros(X.shape[1])
    losses = []
    for _ in range(30):
        error = X @ w - y  # (n, d) @ (d,) -> (n,)
        losses.append(float(measure(error**2)))
        w = w - learning_rate * 2 * X.T @ error / len(X)  # (d, n) @ (n,) -> (d,)
    return losses


def table() -> str:
    """The guide's rows as a Markdown table, in the order of its plots."""
    head = "| sign | the curve | what it tells | where to look |\n|---|---|---|---|"
    rows = (f"| **{one.name}** | {one.looks} | {one.tells} | {one.look} |" for one in SIGNS)
    return "\n".join([head, *rows])


def show_table() -> None:
    """Show the table in a notebook."""
    from IPython.display import display

    text = table()
    display({"text/markdown": text, "text/plain": text}, raw=True)
