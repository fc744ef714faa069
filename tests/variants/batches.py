"""Right answers to lesson 03 in other styles, as good students write them."""

import itertools
import math

import numpy as np

from course_lib.data import minibatches, num_batches, shuffle_together
from course_lib.line import batch_gradient


def num_batches__ceil(n, batch_size, drop_last=False):
    return math.floor(n / batch_size) if drop_last else math.ceil(n / batch_size)


def num_batches__numpy(n, batch_size, drop_last=False):
    count = n / batch_size
    return np.floor(count) if drop_last else np.ceil(count)


def num_batches__remainder(n, batch_size, drop_last=False):
    full = n // batch_size
    rest = n % batch_size
    if rest == 0 or drop_last:
        return full
    return full + 1


def num_batches__counting(n, batch_size, drop_last=False):
    count = 0
    for start in range(0, n, batch_size):
        if not drop_last or start + batch_size <= n:
            count += 1
    return count


def num_batches__negative(n, batch_size, drop_last=False):
    return n // batch_size if drop_last else -(-n // batch_size)


def num_batches__divmod(n, batch_size, drop_last=False):
    full, rest = divmod(n, batch_size)
    return full + (rest > 0 and not drop_last)


def num_batches__recursion(n, batch_size, drop_last=False):
    if n <= 0:
        return 0
    if n < batch_size:
        return 0 if drop_last else 1
    return 1 + num_batches__recursion(n - batch_size, batch_size, drop_last)


def num_batches__range(n, batch_size, drop_last=False):
    return len(range(batch_size, n + 1, batch_size)) if drop_last else len(range(0, n, batch_size))


def shuffle_together__shuffle(X, y, rng):
    order = np.arange(len(X))
    rng.shuffle(order)
    return X[order], y[order]


def shuffle_together__argsort(X, y, rng):
    order = np.argsort(rng.random(len(y)))
    return np.take(X, order, axis=0), np.take(y, order)


def shuffle_together__choice(X, y, rng):
    order = rng.choice(X.shape[0], size=X.shape[0], replace=False)
    return X[order, :], y[order]


def shuffle_together__fisher_yates(X, y, rng):
    X, y = X.copy(), y.copy()
    for i in range(len(X) - 1, 0, -1):
        j = rng.integers(i + 1)
        X[[i, j]] = X[[j, i]]
        y[[i, j]] = y[[j, i]]
    return X, y


def shuffle_together__list(X, y, rng):
    pairs = list(zip(X, y))
    new = [pairs[i] for i in rng.permutation(len(pairs))]
    return np.array([x for x, _ in new]), np.array([target for _, target in new])


def shuffle_together__same_seed_twice(X, y, rng):
    seed = rng.integers(2**31)
    return np.random.default_rng(seed).permutation(X), np.random.default_rng(seed).permutation(y)


def shuffle_together__from_the_hat(X, y, rng):
    left = list(range(len(X)))
    order = []
    while left:
        order.append(left.pop(int(rng.integers(0, len(left)))))
    return X[order], y[order]


def shuffle_together__spawn(X, y, rng):
    o = rng.spawn(1)[0].permutation(len(X))
    return X[o], y[o]


def shuffle_together__state(X, y, rng):
    s = rng.bit_generator.state
    a = rng.permutation(X)
    rng.bit_generator.state = s
    return a, rng.permutation(y)


def shuffle_together__structured(X, y, rng):
    both = np.zeros(len(X), dtype=[("X", X.dtype, X.shape[1:]), ("y", y.dtype)])
    both["X"], both["y"] = X, y
    rng.shuffle(both)
    return both["X"].copy(), both["y"].copy()


def shuffle_together__inverse(X, y, rng):
    o = rng.permutation(len(X))
    A, t = X.copy(), y.copy()
    A[o] = X
    t[o] = y
    return A, t


def shuffle_together__insideout(X, y, rng):
    o = []
    for i in range(len(X)):
        o.insert(int(rng.integers(len(o) + 1)), i)
    return X[o], y[o]


def minibatches__list(X, y, batch_size, *, rng=None, drop_last=False):
    if rng is not None:
        X, y = shuffle_together(X, y, rng)
    n = len(X) - len(X) % batch_size if drop_last else len(X)
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, n, batch_size)]


def minibatches__index(X, y, batch_size, *, rng=None, drop_last=False):
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        if drop_last and len(rows) < batch_size:
            return
        yield X[rows], y[rows]


def minibatches__while(X, y, batch_size, *, rng=None, drop_last=False):
    if rng is not None:
        X, y = shuffle_together(X, y, rng)
    start = 0
    while start < len(X):
        if drop_last and start + batch_size > len(X):
            break
        yield [X[start : start + batch_size], y[start : start + batch_size]]
        start += batch_size


def minibatches__split(X, y, batch_size, *, rng=None, drop_last=False):
    order = np.arange(len(y))
    if rng is not None:
        rng.shuffle(order)
    for rows in np.split(order, range(batch_size, len(y), batch_size)):
        if len(rows) == batch_size or not drop_last:
            yield X[rows].astype(np.float32), y[rows]


def minibatches__zip(X, y, batch_size, *, rng=None, drop_last=False):
    count = num_batches(len(X), batch_size, drop_last)
    if rng:
        X, y = shuffle_together(X, y, rng)
    starts = [batch_size * k for k in range(count)]
    return zip([X[s : s + batch_size] for s in starts], [y[s : s + batch_size] for s in starts])


class minibatches__class:
    def __init__(self, X, y, batch_size, *, rng=None, drop_last=False):
        self.X, self.y = (X, y) if rng is None else shuffle_together(X, y, rng)
        self.size, self.count, self.at = batch_size, num_batches(len(X), batch_size, drop_last), 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.at == self.count:
            raise StopIteration
        rows = slice(self.at * self.size, (self.at + 1) * self.size)
        self.at += 1
        return self.X[rows], self.y[rows]


def minibatches__what_is_left(X, y, batch_size, *, rng=None, drop_last=False):
    rest = np.arange(len(X))
    while len(rest):
        k = min(batch_size, len(rest))
        if k < batch_size and drop_last:
            return
        pick = rest[:k] if rng is None else rng.choice(rest, k, replace=False)
        rest = np.setdiff1d(rest, pick)
        yield X[pick], y[pick]


def minibatches__itertools(X, y, batch_size, *, rng=None, drop_last=False):
    o = iter(range(len(X)) if rng is None else rng.permutation(len(X)))
    while rows := list(itertools.islice(o, batch_size)):
        if len(rows) == batch_size or not drop_last:
            yield X[rows], y[rows]


class minibatches__sequence:
    def __init__(self, X, y, batch_size, *, rng=None, drop_last=False):
        self.o = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        self.X, self.y, self.b = X, y, batch_size
        self.n = num_batches(len(X), batch_size, drop_last)

    def __len__(self):
        return self.n

    def __getitem__(self, k):
        if k >= self.n:
            raise IndexError
        r = self.o[k * self.b : (k + 1) * self.b]
        return self.X[r], self.y[r]


def minibatches__recursive(X, y, batch_size, *, rng=None, drop_last=False):
    if rng is not None:
        X, y = shuffle_together(X, y, rng)
    if len(X) == 0 or (drop_last and len(X) < batch_size):
        return
    yield X[:batch_size], y[:batch_size]
    yield from minibatches__recursive(
        X[batch_size:], y[batch_size:], batch_size, drop_last=drop_last
    )


def minibatches__lists_of_rows(X, y, batch_size, *, rng=None, drop_last=False):
    order = list(range(len(X)))
    if rng is not None:
        rng.shuffle(order)
    rows, targets = [], []
    for i in order:
        rows.append(X[i])
        targets.append(y[i])
        if len(rows) == batch_size:
            yield rows, targets
            rows, targets = [], []
    if rows and (not drop_last):
        yield rows, targets


def minibatches__groups(X, y, batch_size, *, rng=None, drop_last=False):
    place = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    for k in range(num_batches(len(X), batch_size, drop_last)):
        m = place // batch_size == k
        yield X[m], y[m]


def batch_gradient__loops(X, y, w, b):
    n, d = X.shape
    dw, db = np.zeros(d), 0.0
    for i in range(n):
        error = b - y[i]
        for j in range(d):
            error += X[i, j] * w[j]
        for j in range(d):
            dw[j] += 2 * error * X[i, j] / n
        db += 2 * error / n
    return dw, db


def batch_gradient__features(X, y, w, b):
    e = X @ w + b - y
    dw = np.zeros(len(w))
    for j in range(len(w)):
        dw[j] = np.mean(2 * e * X[:, j])
    return dw, np.mean(2 * e)


def batch_gradient__einsum(X, y, w, b):
    e = np.einsum("nd,d->n", X, w) + b - y
    return 2 / len(y) * np.einsum("nd,n->d", X, e), 2 / len(y) * np.einsum("n->", e)


def batch_gradient__rows(X, y, w, b):
    g = 2 * (X.dot(w) + b - y) / len(y)
    return g @ X, g.sum()


def batch_gradient__broadcast(X, y, w, b):
    e = (X * w).sum(axis=1) + b - y
    return 2 * (e[:, None] * X).mean(axis=0), 2 * np.average(e)


def batch_gradient__float32(X, y, w, b):
    X, y, w = X.astype(np.float32), y.astype(np.float32), w.astype(np.float32)
    e = X @ w + np.float32(b) - y
    return 2 * X.T @ e / len(X), 2 * e.mean()


def batch_gradient__one_matrix(X, y, w, b):
    A = np.column_stack([X, np.ones(len(X))])
    v = np.append(w, b)
    g = 2 * A.T @ (A @ v - y) / len(A)
    return g[:-1], g[-1]


def batch_gradient__lists(X, y, w, b):
    e = [sum(xj * wj for xj, wj in zip(x, w)) + b - t for x, t in zip(X, y)]
    dw = [2 * sum(x[j] * ei for x, ei in zip(X, e)) / len(e) for j in range(len(w))]
    return dw, 2 * sum(e) / len(e)


def batch_gradient__numeric(X, y, w, b):
    def f(w, b):
        return np.mean((X @ w + b - y) ** 2)

    h = 0.001
    dw = np.array([(f(w + h * u, b) - f(w - h * u, b)) / (2 * h) for u in np.eye(len(w))])
    return dw, (f(w, b + h) - f(w, b - h)) / (2 * h)


def batch_gradient__normal_equations(X, y, w, b):
    n = len(y)
    return 2 / n * (X.T @ X @ w + b * X.sum(0) - X.T @ y), 2 * (X.mean(0) @ w + b - y.mean())


def batch_gradient__covariance(X, y, w, b):
    e = X @ w + b - y
    dw = [
        2 * (np.cov(X[:, j], e, bias=True)[0, 1] + X[:, j].mean() * e.mean())
        for j in range(X.shape[1])
    ]
    return dw, 2 * e.mean()


def train_minibatch__weighted(X, y, *, batch_size, learning_rate, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        seen = 0.0
        for X_batch, y_batch in minibatches(X, y, batch_size, rng=rng):
            loss = np.mean((X_batch @ w + b - y_batch) ** 2)
            seen += loss * len(y_batch) / len(y)
            dw, db = batch_gradient(X_batch, y_batch, w, b)
            w -= learning_rate * dw
            b -= learning_rate * db
        losses.append(seen)
    return w, b, losses


def train_minibatch__from_scratch(X, y, *, batch_size, learning_rate, epochs, rng):
    n, d = X.shape
    w, b = np.zeros(d), 0.0
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            e = X[rows].dot(w) + b - y[rows]
            losses[epoch] += (e**2).sum() / n
            w = w - learning_rate * 2 * X[rows].T.dot(e) / len(rows)
            b = b - learning_rate * 2 * np.mean(e)
    return w, b, losses


def train_minibatch__collected(X, y, *, batch_size, learning_rate, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), np.float64(0), []
    for _ in range(epochs):
        squares = []
        for X_batch, y_batch in minibatches(X, y, batch_size, rng=rng):
            squares.extend((X_batch @ w + b - y_batch) ** 2)
            dw, db = batch_gradient(X_batch, y_batch, w, b)
            w, b = w - learning_rate * dw, b - learning_rate * db
        losses.append(np.mean(squares))
    return w, b, losses


def train_minibatch__orders_ahead(X, y, *, batch_size, learning_rate, epochs, rng):
    orders = [rng.permutation(len(X)) for _ in range(epochs)]
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for order in orders:
        total = 0.0
        for k in range(num_batches(len(X), batch_size)):
            rows = order[k * batch_size : (k + 1) * batch_size]
            total += ((X[rows] @ w + b - y[rows]) ** 2).sum()
            dw, db = batch_gradient(X[rows], y[rows], w, b)
            w, b = w - learning_rate * dw, b - learning_rate * db
        losses += [total / len(X)]
    return w, b, losses


def train_minibatch__reshuffles(X, y, *, batch_size, learning_rate, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        X, y = shuffle_together(X, y, rng)
        total = 0.0
        for X_batch, y_batch in minibatches(X, y, batch_size):
            dw, db = batch_gradient(X_batch, y_batch, w, b)
            total += np.sum((y_batch - X_batch @ w - b) ** 2)
            w, b = w - learning_rate * dw, b - learning_rate * db
        losses.append(total / len(y))
    return w, b, losses


def train_minibatch__float32(X, y, *, batch_size, learning_rate, epochs, rng):
    X, y = X.astype(np.float32), y.astype(np.float32)
    w, b, losses = np.zeros(X.shape[1], dtype=np.float32), np.float32(0), []
    rate = np.float32(learning_rate)
    for _ in range(epochs):
        total = 0.0
        for X_batch, y_batch in minibatches(X, y, batch_size, rng=rng):
            total += np.sum((X_batch @ w + b - y_batch) ** 2)
            dw, db = batch_gradient(X_batch, y_batch, w, b)
            w, b = w - rate * dw, b - rate * np.float32(db)
        losses.append(total / len(X))
    return w, b, losses


def train_minibatch__one_vector(X, y, *, batch_size, learning_rate, epochs, rng):
    n, d = X.shape
    A = np.c_[X, np.ones(n)]
    v = np.zeros(d + 1)
    losses = []
    o = np.arange(n)
    for _ in range(epochs):
        rng.shuffle(o)
        s = 0
        for r in np.split(o, range(batch_size, n, batch_size)):
            e = A[r] @ v - y[r]
            s += e @ e
            v -= learning_rate * 2 * e @ A[r] / len(r)
        losses.append(s / n)
    return v[:-1], v[-1], np.array(losses)


def train_minibatch__permuted(X, y, *, batch_size, learning_rate, epochs, rng):
    orders = rng.permuted(np.tile(np.arange(len(X)), (epochs, 1)), axis=1)
    w, b, losses = np.zeros(X.shape[1]), 0.0, np.zeros(epochs)
    for k, o in enumerate(orders):
        for Xb, yb in minibatches(X[o], y[o], batch_size):
            losses[k] += ((Xb @ w + b - yb) ** 2).mean() * len(yb) / len(y)
            dw, db = batch_gradient(Xb, yb, w, b)
            w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, losses.tolist()


def train_minibatch__what_is_left(X, y, *, batch_size, learning_rate, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        left = list(range(len(X)))
        tot = 0.0
        while left:
            r = rng.choice(left, min(batch_size, len(left)), replace=False)
            left = [i for i in left if i not in r]
            e = X[r] @ w + b - y[r]
            tot += (e**2).sum()
            dw, db = 2 * X[r].T @ e / len(r), 2 * e.mean()
            w -= learning_rate * dw
            b -= learning_rate * db
        losses.append(tot / len(y))
    return w, b, losses


def train_minibatch__runningmean(X, y, *, batch_size, learning_rate, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        m = n = 0
        for Xb, yb in list(minibatches(X, y, batch_size, rng=rng)):
            loss = np.mean((Xb @ w + b - yb) ** 2)
            n += len(Xb)
            m += (loss - m) * len(Xb) / n
            dw, db = batch_gradient(Xb, yb, w, b)
            w, b = w - learning_rate * np.asarray(dw), b - learning_rate * db
        losses.append(m)
    return [w, b, losses]


def train_minibatch__spawn(X, y, *, batch_size, learning_rate, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for g in rng.spawn(epochs):
        t = 0.0
        for Xb, yb in minibatches(X, y, batch_size, rng=g):
            t += np.sum((Xb @ w + b - yb) ** 2)
            dw, db = batch_gradient(Xb, yb, w, b)
            w, b = w - learning_rate * dw, b - learning_rate * db
        losses.append(t / len(X))
    return w, b, losses
