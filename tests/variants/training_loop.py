"""Other right answers to the exercises of lesson 01, in styles that good students write."""

import numpy as np

from course_lib.line import gradient, predict, squared_error


def order_steps__tuple():
    return (
        "initialise parameters",
        "loop over epochs",
        "divide into batches",
        "forward pass",
        "compute loss",
        "backpropagate",
        "update weights",
        "repeat",
    )


def order_steps__picked():
    given = (
        "compute loss|divide into batches|update weights|initialise parameters|repeat|forward pass"
    )
    given = (given + "|loop over epochs|backpropagate").split("|")
    return [given[i] for i in (3, 6, 1, 5, 0, 7, 2, 4)]


def order_steps__appended():
    steps = ["initialise parameters"]
    steps.append("loop over epochs")
    steps += ["divide into batches", "forward pass", "compute loss"]
    steps.extend(["backpropagate", "update weights", "repeat"])
    return steps


def order_steps__array():
    return np.array(order_steps__tuple())


def predict__reversed(w, x):
    return x * w


def predict__multiply(w, x):
    return np.multiply(w, x)


def predict__float32(w, x):
    return np.float32(w) * np.asarray(x, dtype=np.float32)


def predict__named(w, x):
    y_pred = np.asarray(x) * w
    return y_pred


def squared_error__product(y_pred, y):
    error = y_pred - y
    return error * error


def squared_error__turned(y_pred, y):
    return np.square(y - y_pred)


def squared_error__power(y_pred, y):
    return np.power(np.subtract(y_pred, y), 2)


def squared_error__expanded(y_pred, y):
    return y_pred**2 - 2 * y_pred * y + y**2


def gradient__expanded(w, x, y):
    return 2 * w * x**2 - 2 * x * y


def gradient__steps(w, x, y):
    y_pred = predict(w, x)
    error = y_pred - y
    return 2.0 * error * x


def gradient__turned(w, x, y):
    return -2 * x * (y - w * x)


def gradient__float32(w, x, y):
    w, x, y = (np.float32(number) for number in (w, x, y))
    return np.float32(2) * (w * x - y) * x


def gradient__central(w, x, y, h=1e-4):
    return (((w + h) * x - y) ** 2 - ((w - h) * x - y) ** 2) / (2 * h)


def train__zip(x, y, *, learning_rate=0.01, epochs=100):
    w, losses = 0.0, []
    for _ in range(epochs):
        total = 0
        for xi, yi in zip(x, y, strict=True):
            error = w * xi - yi
            total += error**2
            w -= learning_rate * 2 * error * xi
        losses.append(float(total))
    return w, losses


def train__list(x, y, learning_rate=0.01, epochs=100):
    w = 0.0
    losses = [0.0] * epochs
    for epoch in range(epochs):
        for i, xi in enumerate(x):
            losses[epoch] += squared_error(predict(w, xi), y[i])
            w = w - learning_rate * gradient(w, xi, y[i])
    return [w, losses]


def train__array(x, y, *, learning_rate=0.01, epochs=100):
    w, losses = 0.0, np.zeros(epochs)
    for epoch in range(epochs):
        errors = []
        for i in range(len(x)):
            errors.append(squared_error(predict(w, x[i]), y[i]))
            w = w - learning_rate * gradient(w, x[i], y[i])
        losses[epoch] = np.sum(errors)
    return np.float64(w), losses


def train__float32(x, y, *, learning_rate=0.01, epochs=100):
    w, losses = np.float32(0), []
    for _ in range(epochs):
        total = np.float32(0)
        for xi, yi in zip(np.float32(x), np.float32(y), strict=True):
            total += (w * xi - yi) ** 2
            w = w - np.float32(learning_rate) * 2 * (w * xi - yi) * xi
        losses.append(total)
    return w, losses


def train__while(x, y, *, learning_rate=0.01, epochs=100):
    w, losses, epoch = 0.0, [], 0
    while epoch < epochs:
        total, i = 0.0, 0
        while i < len(x):
            total, w = (
                total + (w * x[i] - y[i]) ** 2,
                w - 2 * learning_rate * (w * x[i] - y[i]) * x[i],
            )
            i += 1
        losses, epoch = [*losses, total], epoch + 1
    return w, losses


def order_steps__ranked():
    rank = {step: i for i, step in enumerate(order_steps__tuple())}
    return sorted(rank, key=rank.get)


def predict__einsum(w, x):
    return np.einsum("...,...->...", w, x)


def squared_error__loop(y_pred, y):
    if np.ndim(y) == 0:
        return (y_pred - y) * (y_pred - y)
    return [squared_error__loop(one, other) for one, other in zip(y_pred, y, strict=True)]


def gradient__complex_step(w, x, y):
    return (((w + 1e-20j) * x - y) ** 2).imag / 1e-20


def gradient__polynomial(w, x, y):
    return np.asarray(np.polyval(np.polyder([x**2, -2 * x * y, y**2]), w))


def train__recursive(x, y, *, learning_rate=0.01, epochs=100, w=0.0):
    if epochs == 0:
        return w, []
    total = 0.0
    for xi, yi in zip(x, y, strict=True):
        total += squared_error(predict(w, xi), yi)
        w -= learning_rate * gradient(w, xi, yi)
    w, later = train__recursive(x, y, learning_rate=learning_rate, epochs=epochs - 1, w=w)
    return w, [total, *later]


def train__generator(x, y, *, epochs=100, learning_rate=0.01):
    w = np.array(0.0)

    def squares():
        nonlocal w
        for xi, yi in zip(x.tolist(), y.tolist(), strict=True):
            yield (w * xi - yi) ** 2
            w = w * (1 - 2 * learning_rate * xi**2) + 2 * learning_rate * xi * yi

    losses = [np.asarray(sum(squares())) for _ in range(epochs)]
    return w, losses
