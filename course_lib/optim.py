"""Lesson 07: what an optimizer does with a gradient.

First the functions that a learner writes, then the optimizers as objects: anything with
`step(params, grads)`, which changes the arrays of `params` in place.
"""

from typing import Protocol

import numpy as np

from course_lib.data import Array
from course_lib.nn import Params

SWEEP = 64  # steps between two calls of `drop_vanished`


class Optimizer(Protocol):
    """Whatever can take a training step."""

    def step(self, params: Params, grads: Params) -> None:
        """Change every array of `params` in place, given the gradients under the same names."""


def sgd_step(params: Params, grads: Params, learning_rate: float) -> Params:
    """Take one step of gradient descent: `p - learning_rate · g` for every parameter.

    Returns: new parameters; those handed in stay as they are.
    """
    return {name: p - learning_rate * grads[name] for name, p in params.items()}


def momentum_step(
    params: Params, grads: Params, velocity: Params, learning_rate: float, momentum: float = 0.9
) -> tuple[Params, Params]:
    """Take one step with momentum: `v ← momentum · v + g`, then `p ← p - learning_rate · v`.

    Arguments: `velocity`, arrays like `params`, all zero before the first step.
    Returns: `(params, velocity)`, both new.
    Source: B. Polyak, Some methods of speeding up the convergence of iteration methods, 1964
    ("heavy ball").
    """
    new_velocity = {name: momentum * velocity[name] + grads[name] for name in params}
    return sgd_step(params, new_velocity, learning_rate), new_velocity


def clip_by_global_norm(grads: Params, max_norm: float) -> Params:
    """Shorten the gradient to `max_norm` where it is longer, without turning it.

    The norm is taken over all arrays together: √(Σ g²) over every element of every one.

    Returns: the gradients times `max_norm / norm`, or as they are where the norm is within
    `max_norm`.
    Source: R. Pascanu and others, On the difficulty of training recurrent neural networks, 2013.
    """
    norm = np.sqrt(sum(np.sum(g**2) for g in grads.values()))
    if norm <= max_norm:
        return grads
    return {name: g * (max_norm / norm) for name, g in grads.items()}


def drop_vanished(moment: Array) -> None:
    """Set to 0, in place, what has all but vanished from a running sum.

    The sum of a parameter without gradient, such as that of a dead unit, shrinks until it is
    denormal, below 1e-38 in float32, and stays there for good. Arithmetic on such numbers is a
    hundred times slower: 105 of them among 4,810 made a whole training step at 64 x 32 take 20 %
    longer.
    """
    kind = np.finfo(moment.dtype)
    large = 1e8 * kind.tiny / kind.eps
    moment += large  # beside it, what is below 1e8 · tiny is rounded away; no other array is needed
    moment -= large


class SGD:
    """Gradient descent, in place: `p ← p - learning_rate · g`."""

    def __init__(self, learning_rate: float = 0.01) -> None:
        self.learning_rate = learning_rate

    def step(self, params: Params, grads: Params) -> None:
        """Change every array of `params` in place."""
        for name in params:
            params[name] -= self.learning_rate * grads[name]


class Momentum:
    """Gradient descent with momentum, in place: `v ← momentum · v + g`, `p ← p - learning_rate ·
    v`.
    """

    def __init__(self, learning_rate: float = 0.01, momentum: float = 0.9) -> None:
        self.learning_rate, self.momentum = learning_rate, momentum
        self.steps = 0
        self.velocity: Params = {}

    def step(self, params: Params, grads: Params) -> None:
        """Change every array of `params` in place."""
        self.steps += 1
        for name, p in params.items():
            if name not in self.velocity:
                self.velocity[name] = np.zeros_like(p)
            v = self.velocity[name]
            v *= self.momentum
            v += grads[name]
            params[name] -= self.learning_rate * v
            if self.steps % SWEEP == 0:
                drop_vanished(v)


class Adam:
    """Adam, in place: momentum, each element's step divided by the usual size of its gradient.

    m ← β₁ m + (1 - β₁) g and v ← β₂ v + (1 - β₂) g², from zero; at step t, with the bias of that
    start taken out, m̂ = m / (1 - β₁ᵗ) and v̂ = v / (1 - β₂ᵗ), each parameter moves by
    -learning_rate · m̂ / (√v̂ + eps).

    Source: D. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2015, algorithm 1.
    """

    def __init__(
        self,
        learning_rate: float = 1e-3,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
    ) -> None:
        self.learning_rate, self.beta1, self.beta2, self.eps = learning_rate, beta1, beta2, eps
        self.steps = 0
        # For each parameter: Σ β₁ᵏ g and Σ β₂ᵏ g² over the steps so far. m and v are these sums
        # times (1 - β): one number, so it is multiplied into the step below instead of into every
        # element.
        self.state: dict[str, tuple[Array, Array]] = {}

    def step(self, params: Params, grads: Params) -> None:
        """Change every array of `params` in place. All parameters share one step count."""
        self.steps += 1
        m_scale = (1 - self.beta1) / (1 - self.beta1**self.steps)  # m̂ = m_scale · Σ β₁ᵏ g
        v_scale = (1 - self.beta2) / (1 - self.beta2**self.steps)  # v̂ = v_scale · Σ β₂ᵏ g²
        root = v_scale**0.5
        for name, p in params.items():
            if name not in self.state:
                self.state[name] = np.zeros_like(p), np.zeros_like(p)
            m, v = self.state[name]
            g = grads[name]
            work = np.empty_like(
                p
            )  # given back after the step, so that the next forward pass may have it
            m *= self.beta1
            m += g
            v *= self.beta2
            v += np.multiply(g, g, out=work)
            # m̂ / (√v̂ + eps), top and bottom divided by √v_scale. Ten passes over the elements,
            # none into a new array: 10 µs for 4,810 parameters and 98 µs for 76,810, the
            # docstring's formula as it stands 16 and 183.
            np.sqrt(v, out=work)
            work += self.eps / root
            np.divide(m, work, out=work)
            work *= self.learning_rate * m_scale / root
            params[name] -= work
            if self.steps % SWEEP == 0:
                drop_vanished(m)
