"""Other right answers to lesson 05, in styles that good students write."""

import math

import numpy as np


def mse_loss__loop(y_pred, y):
    if np.shape(y_pred) != np.shape(y):
        raise ValueError("the shapes differ")
    total, count = 0.0, 0
    for one, other in zip(np.ravel(y_pred), np.ravel(y), strict=True):
        total += (one - other) ** 2
        count += 1
    return total / count


def mse_loss__size(y_pred, y):
    if y_pred.shape == y.shape:
        difference = y - y_pred
        return (difference * difference).sum() / difference.size
    raise ValueError


def mse_loss__norm(y_pred, y):
    if y_pred.shape != y.shape:
        raise ValueError(y_pred.shape, y.shape)
    return np.linalg.norm(y_pred - y) ** 2 / y.size


def mse_loss__float32(y_pred, y):
    a, b = y_pred.astype(np.float32), y.astype(np.float32)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return np.square(a - b).mean()


def mse_loss__own_error(y_pred, y):
    class ShapeError(ValueError):
        pass

    if not y_pred.shape == y.shape:
        raise ShapeError(f"{y_pred.shape} is not {y.shape}")
    return float(np.average(np.power(y_pred - y, 2)))


def mse_loss__dot(y_pred, y):
    if y_pred.ndim != y.ndim or any(a != b for a, b in zip(y_pred.shape, y.shape, strict=True)):
        raise ValueError("shapes")
    error = (y_pred - y).ravel()
    return np.array(error @ error / len(error))


def mse_loss__two_means(y_pred, y):
    if y_pred.shape != y.shape:
        raise ValueError
    squares = abs(y_pred - y) ** 2
    while squares.ndim:
        squares = squares.mean(axis=-1)
    return squares


def mse_loss__recursive(y_pred, y):
    if y_pred.shape != y.shape:
        raise ValueError("shapes")

    def total(one, other):
        if np.ndim(one) == 0:
            return (one - other) ** 2
        return sum(total(a, b) for a, b in zip(one, other, strict=True))

    return total(y_pred, y) / y.size


def mse_loss__expanded(y_pred, y):
    if y_pred.shape != y.shape:
        raise ValueError("shapes")
    return np.mean(y_pred**2) - 2 * np.mean(y_pred * y) + np.mean(y**2)


def mse_loss__stacked(y_pred, y):
    one, other = np.stack([y_pred, y])  # np.stack raises the ValueError itself
    return np.var(one - other) + np.mean(one - other) ** 2


def mse_loss__subclass(y_pred, y):
    if y_pred.shape != y.shape:
        raise UnicodeError("a kind of ValueError")
    error = y_pred.copy()
    error -= y
    error *= error
    return error.mean()


def binary_cross_entropy__logaddexp(logits, y):
    return (np.logaddexp(0, logits) - y * logits).mean()


def binary_cross_entropy__two_terms(logits, y):
    log_p = -np.logaddexp(0, -logits)
    log_q = -np.logaddexp(0, logits)
    return -np.mean(y * log_p + (1 - y) * log_q)


def binary_cross_entropy__signed(logits, y):
    s = np.where(y == 1, logits, -logits)
    return np.mean(np.where(s > 0, 0, -s) + np.log(1 + np.exp(-abs(s))))


def binary_cross_entropy__loop(logits, y):
    total = 0.0
    for z, t in zip(logits, y, strict=True):
        m = max(z, 0.0)
        total += m + math.log(math.exp(-m) + math.exp(z - m)) - t * z
    return total / len(logits)


def binary_cross_entropy__float32(logits, y):
    z, t = logits.astype(np.float32), y.astype(np.float32)
    return np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))))


def binary_cross_entropy__masks(logits, y):
    losses = np.empty(len(y))
    up = logits >= 0
    losses[up] = logits[up] + np.log1p(np.exp(-logits[up]))
    losses[~up] = np.log1p(np.exp(logits[~up]))
    return (losses.sum() - y @ logits) / len(y)


def binary_cross_entropy__two_classes(logits, y):
    rows = np.stack([np.zeros(len(logits)), logits], axis=1)
    rows = rows - rows.max(axis=1)[:, None]
    total = np.log(np.exp(rows).sum(axis=1))
    return np.mean(total - rows[np.arange(len(y)), np.asarray(y, dtype=int)])


def binary_cross_entropy__list(logits, y):
    return sum(np.logaddexp(0, -z if t else z) for z, t in zip(logits, y, strict=True)) / len(y)


def binary_cross_entropy__margin(logits, y):
    return np.logaddexp(0, (1 - 2 * np.asarray(y, dtype=float)) * logits).mean()


def binary_cross_entropy__both_then_choose(logits, y):
    total = np.where(logits > 0, logits + np.log1p(np.exp(-logits)), np.log1p(np.exp(logits)))
    return np.mean(total - y * logits)


def binary_cross_entropy__cosh(logits, y):
    half = np.abs(logits) / 2
    log_cosh = half + np.log1p(np.exp(-2 * half)) - np.log(2)
    return np.mean(logits / 2 + np.log(2) + log_cosh - y * logits)


def binary_cross_entropy__tanh(logits, y):
    larger = (1 + np.tanh(np.abs(logits) / 2)) / 2  # a probability of one half or more
    return np.mean(np.maximum(logits, 0) - y * logits - np.log(larger))


def binary_cross_entropy__straight_where_rounded(logits, y):
    s = np.where(y == 1, logits, -logits)
    p = np.exp(np.minimum(s, 0)) / (1 + np.exp(-np.abs(s)))
    return -np.mean(np.where(p > 0, np.log(p), s))


def one_hot__eye(labels, num_classes):
    return np.eye(num_classes)[labels]


def one_hot__compare(labels, num_classes):
    return (labels[:, None] == np.arange(num_classes)).astype(float)


def one_hot__loop(labels, num_classes):
    rows = []
    for label in labels:
        row = [0.0] * num_classes
        row[label] = 1.0
        rows.append(row)
    return np.array(rows)


def one_hot__integers(labels, num_classes):
    return np.where(
        np.asarray(labels).reshape(-1, 1) == np.arange(num_classes).reshape(1, -1), 1, 0
    )


def one_hot__float32(labels, num_classes):
    rows = np.zeros((labels.shape[0], num_classes), dtype=np.float32)
    np.put_along_axis(rows, labels[:, None], 1, axis=1)
    return rows


def one_hot__enumerate(labels, num_classes):
    rows = np.zeros([labels.size, num_classes])
    for i, label in enumerate(labels):
        rows[i, label] = 1
    return rows


def one_hot__nested_list(labels, num_classes):
    return [[1 if c == label else 0 for c in range(num_classes)] for label in labels]


def one_hot__flat(labels, num_classes):
    rows = np.zeros(len(labels) * num_classes)
    rows[np.arange(len(labels)) * num_classes + labels] = 1
    return rows.reshape(len(labels), num_classes)


def one_hot__add_at(labels, num_classes):
    rows = np.zeros((len(labels), num_classes))
    np.add.at(rows, (np.arange(len(labels)), labels), 1)
    return rows


def one_hot__columns(labels, num_classes):
    return np.stack([(labels == c) * 1.0 for c in range(num_classes)], axis=-1)


def one_hot__list_of_rows(labels, num_classes):
    rows = np.identity(num_classes, dtype=np.uint8)
    return [rows[label] for label in labels]


def one_hot__rolled(labels, num_classes):
    first = [1] + [0] * (num_classes - 1)
    return np.array([np.roll(first, label) for label in labels])


def one_hot__distance(labels, num_classes):
    return np.maximum(0, 1 - np.abs(labels[:, None] - np.arange(num_classes)))


def one_hot(labels, num_classes):
    return np.eye(num_classes)[labels]


def cross_entropy__one_hot(logits, labels):
    z = logits - np.max(logits, axis=-1, keepdims=True)
    log_p = z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))
    return -np.sum(one_hot(labels, logits.shape[1]) * log_p) / len(labels)


def cross_entropy__loop(logits, labels):
    total = 0.0
    for row, label in zip(logits, labels, strict=True):
        largest = max(row)
        total += largest + math.log(sum(math.exp(z - largest) for z in row)) - row[label]
    return total / len(labels)


def cross_entropy__logaddexp(logits, labels):
    log_total = np.logaddexp.reduce(logits, axis=1)
    return np.mean(log_total - logits[np.arange(len(labels)), labels])


def cross_entropy__float32(logits, labels):
    z = logits.astype(np.float32)
    z -= z.max(axis=1, keepdims=True)
    return (np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), labels]).mean()


def cross_entropy__relative(logits, labels):
    true = np.take_along_axis(logits, labels[:, None], axis=1)
    z = logits - true
    top = z.max(axis=1)
    return np.mean(top + np.log(np.exp(z - top[:, None]).sum(axis=1)))


def cross_entropy__einsum(logits, labels):
    k = logits.shape[1]
    z = logits.T - logits.max(axis=1)
    log_p = z - np.log(np.exp(z).sum(axis=0))
    return -np.einsum("cn,nc->", log_p, np.eye(k)[labels]) / logits.shape[0]


def cross_entropy__list(logits, labels):
    losses = []
    for i in range(len(labels)):
        z = logits[i] - logits[i].max()
        losses.append(np.log(np.exp(z).sum()) - z[labels[i]])
    return sum(losses) / len(losses)


def cross_entropy__logaddexp_loop(logits, labels):
    log_total = logits[:, 0]
    for j in range(1, logits.shape[1]):
        log_total = np.logaddexp(log_total, logits[:, j])
    return np.mean(
        log_total - np.array([row[label] for row, label in zip(logits, labels, strict=True)])
    )


def cross_entropy__mask(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[one_hot(labels, logits.shape[1]).astype(bool)])


def cross_entropy__others(logits, labels):
    ranked = np.sort(logits, axis=1)
    rest = np.exp(ranked[:, :-1] - ranked[:, -1:]).sum(axis=1)
    return np.mean(ranked[:, -1] + np.log1p(rest) - np.choose(labels, logits.T))


def cross_entropy__recursive(logits, labels):
    n = len(labels)
    first = np.logaddexp.reduce(logits[0]) - logits[0, labels[0]]
    return (
        first
        if n == 1
        else (first + (n - 1) * cross_entropy__recursive(logits[1:], labels[1:])) / n
    )


def cross_entropy__apply(logits, labels):
    def log_total(row):
        return row.max() + np.log(np.exp(row - row.max()).sum())

    return np.average(np.apply_along_axis(log_total, 1, logits) - np.diagonal(logits[:, labels]))


def accuracy__loop(logits, labels):
    right = 0
    for row, label in zip(logits, labels, strict=True):
        if int(np.argmax(row)) == label:
            right += 1
    return right / len(labels)


def accuracy__count(logits, labels):
    return float(np.count_nonzero(np.argmax(logits, -1) == labels) / labels.size)


def accuracy__sort(logits, labels):
    return np.average(np.argsort(logits, axis=1)[:, -1] == labels)


def accuracy__largest(logits, labels):
    n = logits.shape[0]
    return (logits[np.arange(n), labels] >= logits.max(axis=1)).mean()


def accuracy__softmax(logits, labels):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return sum(p.argmax(axis=1) == labels) / len(labels)


def accuracy__errors(logits, labels):
    return 1 - np.mean(logits.argmax(axis=1) != labels)


def accuracy__float32(logits, labels):
    hits = (logits.argmax(axis=1) == labels).astype(np.float32)
    return hits.mean()


def accuracy__index(logits, labels):
    rows = logits.tolist()
    return sum(
        row.index(max(row)) == label for row, label in zip(rows, labels.tolist(), strict=True)
    ) / len(rows)


def accuracy__rank(logits, labels):
    true = logits[np.arange(len(labels)), labels][:, None]
    return ((logits > true).sum(axis=1) == 0).mean()


def accuracy__table(logits, labels):
    table = np.zeros((logits.shape[1], logits.shape[1]))
    np.add.at(table, (labels, logits.argmax(axis=1)), 1)
    return np.array(table.trace() / table.sum())


def accuracy__by_hand(logits, labels):
    right = 0
    for i in range(len(labels)):
        best = 0
        for j in range(logits.shape[1]):
            if logits[i][j] > logits[i][best]:
                best = j
        right += best == labels[i]
    return right / len(labels)


class Accuracy:
    def __call__(self, logits, labels):
        return np.mean(np.argpartition(logits, -1, axis=1)[:, -1] == labels)


def accuracy__object(logits, labels):
    return Accuracy()(logits, labels)
