"""Other right answers to the exercises of lesson 07, in styles that good students write."""

import copy
import math
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np


def sgd_step__comprehension(params, grads, learning_rate):
    return {k: p - learning_rate * grads[k] for k, p in params.items()}


def sgd_step__deepcopy(params, grads, learning_rate):
    new = copy.deepcopy(params)
    for key in new:
        new[key] -= learning_rate * grads[key]
    return new


def sgd_step__float32(params, grads, learning_rate):
    out = {}
    for key, value in params.items():
        step = np.float32(learning_rate) * grads[key].astype(np.float32)
        out[key] = np.subtract(value.astype(np.float32), step)
    return out


def sgd_step__elements(params, grads, learning_rate):
    new = {}
    for key in grads:
        p, g = params[key], grads[key]
        values = [x - learning_rate * y for x, y in zip(p.ravel(), g.ravel())]
        new[key] = np.array(values).reshape(p.shape)
    return new


def sgd_step__lists(params, grads, learning_rate):
    return {
        k: (np.array(v, dtype=float) + -learning_rate * np.asarray(grads[k])).tolist()
        for k, v in params.items()
    }


def sgd_step__flat(params, grads, learning_rate):
    names = sorted(params)
    theta = np.concatenate([params[n].ravel() for n in names])
    theta = theta - learning_rate * np.concatenate([grads[n].ravel() for n in names])
    new, at = {}, 0
    for n in names:
        size = params[n].size
        new[n] = theta[at : at + size].reshape(params[n].shape)
        at += size
    return new


def sgd_step__recursive(params, grads, learning_rate):
    if not params:
        return {}
    name, *rest = params
    others = sgd_step__recursive({k: params[k] for k in rest}, grads, learning_rate)
    return {**others, name: np.add(params[name], -learning_rate * grads[name])}


def sgd_step__refuses_integers(params, grads, learning_rate, *, weight_decay=0.0):
    for p in params.values():
        if p.dtype.kind != "f":
            raise ValueError("parameters must be floats")
    return {k: p - learning_rate * (grads[k] + weight_decay * p) for k, p in params.items()}


def sgd_step__copy_then_minus(params, grads, learning_rate):
    new = OrderedDict()
    for k in sorted(params):
        new[k] = params[k].copy()
        new[k] -= grads[k] * learning_rate
    return new


def sgd_step(params, grads, learning_rate):
    return {k: params[k] - learning_rate * grads[k] for k in params}


def momentum_step__sgd(params, grads, velocity, learning_rate, momentum=0.9):
    velocity = {k: momentum * velocity[k] + grads[k] for k in params}
    return sgd_step(params, velocity, learning_rate), velocity


def momentum_step__copies(params, grads, velocity, learning_rate, momentum=0.9):
    params = {k: v.copy() for k, v in params.items()}
    velocity = {k: v.copy() for k, v in velocity.items()}
    for k in params:
        velocity[k] *= momentum
        velocity[k] += grads[k]
        params[k] -= learning_rate * velocity[k]
    return params, velocity


def momentum_step__written_out(params, grads, velocity, learning_rate, momentum=0.9):
    v_new, p_new = {}, {}
    for key, v in velocity.items():
        v_new[key] = v * momentum + grads[key]
        p_new[key] = params[key] - learning_rate * momentum * v - learning_rate * grads[key]
    return [p_new, v_new]


def momentum_step__float32(params, grads, velocity, learning_rate, momentum=0.9):
    def single(d):
        return {k: np.asarray(v, dtype=np.float32) for k, v in d.items()}

    params, grads, velocity = single(params), single(grads), single(velocity)
    velocity = {k: np.float32(momentum) * velocity[k] + grads[k] for k in params}
    return {k: params[k] - np.float32(learning_rate) * velocity[k] for k in params}, velocity


def momentum_step__update(params, grads, velocity, learning_rate, momentum=0.9):
    new_p, new_v = dict(params), dict(velocity)
    for key, g in grads.items():
        new_v[key] = np.add(np.multiply(momentum, velocity[key]), g)
        new_p[key] = np.subtract(params[key], np.multiply(learning_rate, new_v[key]))
    return new_p, new_v


class Both(NamedTuple):
    params: dict
    velocity: dict


def momentum_step__named_tuple(
    params, grads, velocity, learning_rate, momentum=0.9, nesterov=False
):
    v = {k: grads[k] + momentum * velocity[k] for k in sorted(velocity)}
    d = {k: grads[k] + momentum * v[k] for k in v} if nesterov else v
    return Both({k: params[k] - learning_rate * d[k] for k in d}, v)


def momentum_step__velocity_from_the_step(params, grads, velocity, learning_rate, momentum=0.9):
    new = {
        k: p - learning_rate * grads[k] - learning_rate * momentum * velocity[k]
        for k, p in params.items()
    }
    return new, {k: (params[k] - new[k]) / learning_rate for k in params}


def momentum_step__unzipped(params, grads, velocity, learning_rate, momentum=0.9):
    def one(k):
        v = momentum * velocity.get(k, np.zeros_like(params[k])) + grads[k]
        return params[k] - learning_rate * v, v

    both = {k: one(k) for k in params}
    return tuple({k: pair[i] for k, pair in both.items()} for i in range(2))


class Adam__zeros:
    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.betas, self.eps = learning_rate, (beta1, beta2), eps
        self.m = self.v = None
        self.t = 0

    def step(self, params, grads):
        if self.m is None:
            self.m = {k: np.zeros_like(p) for k, p in params.items()}
            self.v = {k: np.zeros_like(p) for k, p in params.items()}
        self.t += 1
        b1, b2 = self.betas
        for k, p in params.items():
            self.m[k] = b1 * self.m[k] + (1 - b1) * grads[k]
            self.v[k] = b2 * self.v[k] + (1 - b2) * grads[k] * grads[k]
            p -= (
                self.lr
                * (self.m[k] / (1 - b1**self.t))
                / (np.sqrt(self.v[k] / (1 - b2**self.t)) + self.eps)
            )


class Adam__in_place:
    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.learning_rate = learning_rate
        self.beta1, self.beta2, self.eps = beta1, beta2, eps
        self.state = {}
        self.steps = 0

    def step(self, params, grads):
        self.steps = self.steps + 1
        for name, g in grads.items():
            m, v = self.state.setdefault(name, (np.zeros(g.shape), np.zeros(g.shape)))
            m += (1 - self.beta1) * (g - m)
            v += (1 - self.beta2) * (g**2 - v)
            top = m / (1 - self.beta1**self.steps)
            bottom = (v / (1 - self.beta2**self.steps)) ** 0.5 + self.eps
            np.subtract(params[name], self.learning_rate * top / bottom, out=params[name])


class Adam__running_products:
    def __init__(self, lr=1e-3, b1=0.9, b2=0.999, epsilon=1e-8):
        self.lr, self.b1, self.b2, self.epsilon = lr, b1, b2, epsilon
        self.left1 = self.left2 = 1.0
        self.m, self.v = {}, {}

    def step(self, params, grads):
        self.left1 *= self.b1
        self.left2 *= self.b2
        for k in grads:
            if k not in self.m:
                self.m[k] = 0.0
                self.v[k] = 0.0
            self.m[k] = self.b1 * self.m[k] + (1 - self.b1) * grads[k]
            self.v[k] = self.b2 * self.v[k] + (1 - self.b2) * np.square(grads[k])
            rate = self.lr / (1 - self.left1)
            params[k][...] = params[k] - rate * self.m[k] / (
                np.sqrt(self.v[k] / (1 - self.left2)) + self.epsilon
            )


class Adam__history:
    """Keeps every gradient and sums them up anew."""

    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.settings = learning_rate, beta1, beta2, eps
        self.seen = []

    def step(self, params, grads):
        rate, b1, b2, eps = self.settings
        self.seen.append({k: g.copy() for k, g in grads.items()})
        t = len(self.seen)
        for k in params:
            m = sum((1 - b1) * b1 ** (t - 1 - i) * g[k] for i, g in enumerate(self.seen)) / (
                1 - b1**t
            )
            v = sum((1 - b2) * b2 ** (t - 1 - i) * g[k] ** 2 for i, g in enumerate(self.seen)) / (
                1 - b2**t
            )
            params[k] -= rate * m / (np.sqrt(v) + eps)
        return params


class Adam__by_object:
    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.eps = learning_rate, beta1, beta2, eps
        self.moments = {}
        self.t = 0

    def step(self, params, grads):
        self.t += 1
        for k in params:
            self._update(params[k], grads[k])

    def _update(self, p, g):
        m, v = self.moments.get(id(p), (np.zeros_like(p), np.zeros_like(p)))
        m = self.beta1 * m + (1.0 - self.beta1) * g
        v = self.beta2 * v + (1.0 - self.beta2) * np.power(g, 2)
        self.moments[id(p)] = m, v
        corrected = np.sqrt(1 - self.beta2**self.t) / (1 - self.beta1**self.t)
        p -= (
            self.learning_rate
            * corrected
            * m
            / (np.sqrt(v) + self.eps * np.sqrt(1 - self.beta2**self.t))
        )


class Adam__elements:
    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.args = (learning_rate, beta1, beta2, eps)
        self.m, self.v, self.t = {}, {}, 0

    def step(self, params, grads):
        a, b, c, eps = self.args
        self.t += 1
        for k in params:
            for i in np.ndindex(params[k].shape):
                g = float(grads[k][i])
                m = self.m[k, i] = b * self.m.get((k, i), 0.0) + (1 - b) * g
                v = self.v[k, i] = c * self.v.get((k, i), 0.0) + (1 - c) * g * g
                params[k][i] -= a * (m / (1 - b**self.t)) / ((v / (1 - c**self.t)) ** 0.5 + eps)


class Adam__float32:
    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = learning_rate, beta1, beta2, eps
        self.m, self.v, self.t = {}, {}, 0

    def step(self, params, grads):
        self.t += 1
        for k, p in params.items():
            g = grads[k].astype(np.float32)
            zero = np.zeros(p.shape, dtype=np.float32)
            self.m[k] = (
                np.float32(self.beta1) * self.m.get(k, zero) + np.float32(1 - self.beta1) * g
            )
            self.v[k] = (
                np.float32(self.beta2) * self.v.get(k, zero) + np.float32(1 - self.beta2) * g * g
            )
            m_hat = self.m[k] / np.float32(1 - self.beta1**self.t)
            v_hat = self.v[k] / np.float32(1 - self.beta2**self.t)
            p[:] = p - np.float32(self.lr) * m_hat / (np.sqrt(v_hat) + np.float32(self.eps))


@dataclass
class Adam__dataclass:
    learning_rate: float = 1e-3
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    t: int = 0
    m: dict = field(default_factory=lambda: defaultdict(float))
    v: dict = field(default_factory=lambda: defaultdict(float))

    def step(self, params, grads):
        self.t += 1
        params = dict(params)  # another dict, the same arrays
        for k, g in grads.items():
            self.m[k] = self.beta1 * self.m[k] + (1 - self.beta1) * g
            self.v[k] = self.beta2 * self.v[k] + (1 - self.beta2) * g * g
            m_hat, v_hat = (
                self.m[k] / (1 - self.beta1**self.t),
                self.v[k] / (1 - self.beta2**self.t),
            )
            params[k] -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.eps)


class Adam__weighted_sums:
    """Sums and their weights, divided by each other: the correction comes by itself."""

    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.b1, self.b2, self.eps = learning_rate, beta1, beta2, eps
        self.w1 = self.w2 = 0.0
        self.m, self.v = {}, {}

    def step(self, params, grads):
        self.w1, self.w2 = self.b1 * self.w1 + 1, self.b2 * self.w2 + 1
        for k in params:
            self.m[k] = self.b1 * self.m.get(k, 0) + grads[k]
            self.v[k] = self.b2 * self.v.get(k, 0) + np.abs(grads[k]) ** 2
            params[k] += (
                -self.lr * (self.m[k] / self.w1) / (np.sqrt(self.v[k] / self.w2) + self.eps)
            )


class Adam__rate_in_m:
    """The learning rate is taken into m; counts are kept for each name, all of them equal."""

    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.settings, self.state = (learning_rate, beta1, beta2, eps), {}

    def step(self, params, grads):
        lr, b1, b2, eps = self.settings
        for k in grads:
            t, m, v = self.state.get(k, (0, 0.0, 0.0))
            t, m, v = t + 1, b1 * m + (1 - b1) * lr * grads[k], b2 * v + (1 - b2) * grads[k] ** 2
            self.state[k] = t, m, v
            np.copyto(
                params[k],
                params[k] - m / (1 - math.pow(b1, t)) / (eps + np.sqrt(v / (1 - math.pow(b2, t)))),
            )


class Adam__flat:
    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.b1, self.b2, self.eps = learning_rate, beta1, beta2, eps
        self.t = self.m = self.v = 0

    def step(self, params, grads):
        self.t += 1
        names = sorted(params)
        g = np.concatenate([grads[n].ravel() for n in names])
        self.m = self.b1 * self.m + (1 - self.b1) * g
        self.v = self.b2 * self.v + (1 - self.b2) * g**2
        step = (
            self.lr
            * self.m
            / (1 - self.b1**self.t)
            / (np.sqrt(self.v / (1 - self.b2**self.t)) + self.eps)
        )
        at = 0
        for n in names:
            params[n] -= step[at : at + params[n].size].reshape(params[n].shape)
            at += params[n].size


def clip_by_global_norm__hypot(grads, max_norm):
    norm = math.hypot(*(float(x) for g in grads.values() for x in np.ravel(g)))
    return {k: g * max_norm / norm if norm > max_norm else g for k, g in grads.items()}


def clip_by_global_norm__infinite_factor(grads, max_norm):
    factor = np.clip(max_norm / np.sqrt(sum(np.sum(np.square(g)) for g in grads.values())), 0, 1)
    return {k: factor * g for k, g in grads.items()}


def clip_by_global_norm__squares(grads, max_norm):
    total = np.add.reduce([np.add.reduce(g * g, axis=None) for g in grads.values()])
    if total <= max_norm**2:
        return {k: +g for k, g in grads.items()}
    return OrderedDict((k, max_norm * g * total**-0.5) for k, g in grads.items())


def clip_by_global_norm__largest_first(grads, max_norm):
    largest = max(np.abs(g).max() for g in grads.values())
    if largest == 0:
        return {k: np.zeros_like(g) for k, g in grads.items()}
    norm = largest * math.sqrt(sum(np.sum((g / largest) ** 2) for g in grads.values()))
    return {k: np.divide(g, np.maximum(1, norm / max_norm)) for k, g in grads.items()}


def clip_by_global_norm__scale(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    scale = min(1.0, max_norm / norm) if norm > 0 else 1.0
    return {k: g * scale for k, g in grads.items()}


def clip_by_global_norm__safety_term(grads, max_norm):
    norm = np.linalg.norm([np.linalg.norm(g) for g in grads.values()])
    factor = np.minimum(max_norm / (norm + 1e-6), 1.0)
    return {k: factor * g for k, g in grads.items()}


def clip_by_global_norm__flat(grads, max_norm):
    everything = np.concatenate([np.ravel(g) for g in grads.values()])
    norm = np.linalg.norm(everything)
    if norm > max_norm:
        return {k: g / norm * max_norm for k, g in grads.items()}
    return {k: g.copy() for k, g in grads.items()}


def clip_by_global_norm__elements(grads, max_norm):
    norm = 0.0
    for g in grads.values():
        for value in g.flat:
            norm += float(value) ** 2
    norm **= 0.5
    out = {}
    for k, g in grads.items():
        out[k] = g if norm <= max_norm else max_norm * g / norm
    return out


def clip_by_global_norm__largest(grads, max_norm):
    norm = sum(np.vdot(g, g) for g in grads.values()) ** 0.5
    return {k: g * (max_norm / max(norm, max_norm)) for k, g in grads.items()}


def clip_by_global_norm__float32(grads, max_norm):
    single = {k: g.astype(np.float32) for k, g in grads.items()}
    norm = np.sqrt(
        np.sum([np.einsum("i,i", g.ravel(), g.ravel()) for g in single.values()]), dtype=np.float32
    )
    if norm < max_norm:
        return single
    return {k: (g * np.float32(max_norm) / norm).tolist() for k, g in single.items()}


def clip_by_global_norm__in_a_copy(grads, max_norm):
    grads = copy.deepcopy(grads)
    norm = np.sqrt(np.sum([np.sum(np.square(g)) for g in grads.values()]))
    if norm > max_norm:
        for g in grads.values():
            g *= max_norm / norm
    return grads
