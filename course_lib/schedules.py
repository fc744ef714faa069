"""Lesson 09: learning rates, tried side by side and changed during training."""

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np


def has_diverged(losses: Sequence[float]) -> bool:
    """Tell whether a run failed to bring its loss down.

    Arguments: `losses`, at least one, in the order of training.
    Returns: True if any loss is infinite or nan, or if the last loss is above the first.
    """
    return bool(not np.all(np.isfinite(losses)) or losses[-1] > losses[0])


def sweep(train: Callable[[float], Sequence[float]], rates: Iterable[float]) -> dict[float, float]:
    """Train once at every learning rate and keep where the loss ended.

    Arguments: `train(rate)` returns the losses of a fresh run; `rates`, the learning rates to
    try, in order.
    Returns: the last loss by rate, infinity where the run diverged.
    """
    last_losses = {}
    for rate in rates:
        losses = train(rate)
        last_losses[rate] = math.inf if has_diverged(losses) else losses[-1]
    return last_losses


def step_decay(initial: float, epoch: int, *, drop: float = 0.5, every: int = 10) -> float:
    """Return the learning rate of an epoch: level, but multiplied by `drop` at regular intervals.

    Arguments: the rate of epoch 0; the epoch, from 0; `every`, how many epochs lie between
    drops, the first of them at epoch `every`.
    Returns: `initial · drop^⌊epoch / every⌋`.
    """
    return initial * drop ** (epoch // every)


def warmup_cosine(initial: float, step: int, total_steps: int, warmup_steps: int = 0) -> float:
    """Return the learning rate of a step: up along a straight line, down along half a cosine.

    Arguments: `initial`, the highest rate; `step`, from 0; `0 ≤ warmup_steps < total_steps`.
    Returns: 0 at step 0, `initial` at `warmup_steps`, 0 at `total_steps` and beyond. Without a
    warm-up it is `initial` at step 0.
    Source: I. Loshchilov and F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts,
    2017, equation 5; P. Goyal and others, Accurate, Large Minibatch SGD, 2017, section 2.2.
    """
    if step < warmup_steps:
        return initial * step / warmup_steps
    if step >= total_steps:
        return 0.0
    progress = (step - warmup_steps) / (total_steps - warmup_steps)
    return initial * (1 + math.cos(math.pi * progress)) / 2
