"""Other right answers to the exercises of lesson 12, in styles that good students write."""

from collections import Counter

import numpy as np

from course_lib.data import minibatches
from course_lib.loop import fit, train_step
from course_lib.mlp import MLP
from course_lib.nn import init_params, mlp_forward, softmax
from course_lib.optim import Adam, Momentum
from course_lib.validation import Standardizer, fit_with_validation, train_val_split

# flatten_images


def flatten_images__minus_one(images):
    return images.reshape(images.shape[0], -1) / 16.0


def flatten_images__float32(images):
    return (np.asarray(images, dtype=np.float32) / np.float32(16)).reshape(-1, 64)


def flatten_images__ravelled(images):
    return np.stack([image.ravel() / 16 for image in images])


def flatten_images__loops(images):
    rows = np.zeros((len(images), 64))
    for i in range(len(images)):
        for r in range(8):
            for c in range(8):
                rows[i, 8 * r + c] = images[i, r, c] / 16
    return rows


def flatten_images__lists(images):
    return [[pixel / 16 for row in image for pixel in row] for image in images.tolist()]


def flatten_images__einsum(images):
    return np.einsum("nrc->nrc", images * 0.0625).reshape(len(images), 8 * 8)


def flatten_images__astype(images):
    X = images.astype(float)
    X = X.reshape(X.shape[0], X.shape[1] * X.shape[2])
    X /= 16
    return X


# confusion_matrix


def confusion_matrix__add_at(labels, predictions, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=np.int64)
    np.add.at(matrix, (labels, predictions), 1)
    return matrix


def confusion_matrix__bincount(labels, predictions, num_classes):
    counts = np.bincount(num_classes * labels + predictions, minlength=num_classes**2)
    return counts.reshape(num_classes, num_classes)


def confusion_matrix__one_hot(labels, predictions, num_classes):
    eye = np.eye(num_classes, dtype=int)
    return eye[labels].T @ eye[predictions]


def confusion_matrix__comprehension(labels, predictions, num_classes):
    k = range(num_classes)
    return np.array([[np.sum((labels == i) & (predictions == j)) for j in k] for i in k])


def confusion_matrix__counter(labels, predictions, num_classes):
    pairs = Counter(zip(labels.tolist(), predictions.tolist()))
    return [[pairs[i, j] for j in range(num_classes)] for i in range(num_classes)]


def confusion_matrix__histogram(labels, predictions, num_classes):
    edges = np.arange(num_classes + 1) - 0.5
    return np.histogram2d(labels, predictions, bins=(edges, edges))[0].astype(int)


def confusion_matrix__uint8(labels, predictions, num_classes):
    table = [[0 for _ in range(num_classes)] for _ in range(num_classes)]
    for i in range(len(labels)):
        table[labels[i]][predictions[i]] = table[labels[i]][predictions[i]] + 1
    return np.array(table, dtype=np.uint32)


# most_confused


def most_confused__masked(matrix):
    off = np.where(np.eye(len(matrix), dtype=bool), -np.inf, matrix)
    return divmod(int(np.argmax(off)), len(matrix))


def most_confused__loops(matrix):
    best, where = -1, None
    for i, row in enumerate(matrix):
        for j, count in enumerate(row):
            if i != j and count > best:
                best, where = count, (i, j)
    return where


def most_confused__max_of_pairs(matrix):
    k = len(matrix)
    return max(((i, j) for i in range(k) for j in range(k) if i != j), key=lambda ij: matrix[ij])


def most_confused__argwhere(matrix):
    off = matrix - np.diag(np.diag(matrix))
    return np.argwhere(off == off.max())[0]


def most_confused__list(matrix):
    off = matrix * (1 - np.eye(matrix.shape[0]))
    row = off.max(axis=1).argmax()
    return [int(row), int(off[row].argmax())]


def most_confused__sorted(matrix):
    counts = [(int(c), i, j) for (i, j), c in np.ndenumerate(matrix) if i != j]
    _, i, j = max(counts)
    return np.int64(i), np.int64(j)


# train_classifier


def train_classifier__softmax_from_scratch(X, labels, rng):
    W, b = np.zeros((64, 10)), np.zeros(10)
    one_hot = np.eye(10)[labels]
    for _ in range(800):
        z = X @ W + b
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        d = (p - one_hot) / len(X)
        W -= 1.0 * X.T @ d
        b -= 1.0 * d.sum(axis=0)
    return lambda images: np.argmax(images @ W + b, axis=1)


def train_classifier__early_stopping(X, labels, rng):
    X_train, y_train, X_val, y_val = train_val_split(X, labels, 0.15, rng)
    params, _ = fit_with_validation(
        init_params([64, 48, 10], rng),
        (X_train, y_train),
        (X_val, y_val),
        optimizer=Momentum(0.05),
        epochs=60,
        batch_size=32,
        patience=8,
        rng=rng,
    )
    return lambda images: mlp_forward(images, params)[0].argmax(axis=1)


class Committee:
    """Three networks that vote by their mean probability."""

    def __init__(self, X, labels, rng):
        self.members = [init_params([64, 32, 10], rng) for _ in range(3)]
        for params in self.members:
            fit(params, X, labels, optimizer=Adam(0.005), epochs=20, batch_size=64, rng=rng)

    def __call__(self, X):
        return np.mean(
            [softmax(mlp_forward(X, params)[0]) for params in self.members], axis=0
        ).argmax(axis=-1)


def train_classifier__committee(X, labels, rng):
    return Committee(X, labels, rng)


def train_classifier__nearest_neighbours(X, labels, rng):
    def predict(images):
        predictions = []
        for image in images:
            nearest = np.argsort(((X - image) ** 2).sum(axis=1))[:3]
            predictions.append(int(np.bincount(labels[nearest]).argmax()))
        return predictions

    return predict


def train_classifier__moved_copies(X, labels, rng):
    squares = X.reshape(-1, 8, 8)
    copies = [squares]
    for axis in (1, 2):
        for step in (-1, 1):
            copies.append(np.roll(squares, step, axis=axis))
    X_more, labels_more = np.concatenate(copies).reshape(-1, 64), np.tile(labels, 5)
    params = init_params([64, 64, 10], rng)
    fit(params, X_more, labels_more, optimizer=Adam(0.003), epochs=8, batch_size=64, rng=rng)
    return lambda images: mlp_forward(images, params)[0].argmax(1)


def train_classifier__own_loop_in_float32(X, labels, rng):
    model = MLP([64, 64, 10], rng, dtype=np.float32)
    optimizer, X = Adam(0.003), X.astype(np.float32)
    for _ in range(25):
        order = rng.permutation(len(X))
        for start in range(0, len(X), 32):
            rows = order[start : start + 32]
            model.backward(model.forward(X[rows]), labels[rows])
            optimizer.step(model.flat_params, model.flat_grads)
    return lambda images: (
        model.forward(np.asarray(images, dtype=np.float32)).argmax(axis=1).astype(float)
    )


def train_classifier__ridge(X, labels, rng):
    """Least squares on random features, solved and not trained."""
    R, c = rng.normal(size=(64, 500)), rng.uniform(0, 2 * np.pi, 500)

    def features(X):
        return np.cos(X @ R * 0.35 + c)

    F = features(X)
    W = np.linalg.solve(F.T @ F + 0.1 * np.eye(500), F.T @ np.eye(10)[labels])
    return lambda images: np.array((features(images) @ W).argmax(1), dtype=np.uint8)


def train_classifier__decaying_rate(X, labels, rng):
    scaler = Standardizer()
    scaler.fit(X)
    params, optimizer = init_params([64, 64, 32, 10], rng), Momentum(0.1)
    for epoch in range(20):
        optimizer.learning_rate = 0.1 * 0.8**epoch
        for x, y in minibatches(scaler.transform(X), labels, 50, rng=rng):
            train_step(params, x, y, optimizer)

    def predict(images):
        logits, _ = mlp_forward(scaler.transform(images), params)
        return logits.argmax(axis=1)

    return predict
