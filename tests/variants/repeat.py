"""Other right answers to the exercises of lesson 08, in styles that good students write."""

import math
from collections import defaultdict

import numpy as np

from course_lib.data import minibatches
from course_lib.loop import evaluate, train_step
from course_lib.nn import (
    accuracy,
    cross_entropy,
    cross_entropy_grad,
    linear_backward,
    mlp_backward,
    mlp_forward,
    relu_backward,
    softmax,
)

# train_step


def train_step__short(params, x, labels, optimizer):
    logits, cache = mlp_forward(x, params)
    optimizer.step(params, mlp_backward(cross_entropy_grad(logits, labels), params, cache))
    return cross_entropy(logits, labels)


def train_step__by_name(params, x, labels, optimizer):
    logits, cache = mlp_forward(x=x, params=params)
    loss = float(cross_entropy(logits=logits, labels=labels))
    grads = mlp_backward(dlogits=cross_entropy_grad(logits, labels), params=params, cache=cache)
    optimizer.step(params=params, grads=grads)
    return loss


def train_step__written_out(params, x, labels, optimizer):
    inputs, h = [], x
    depth = len(params) // 2
    for layer in range(1, depth + 1):
        inputs.append(h)
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < depth:
            h = np.where(h > 0, h, 0.0)
    p = np.exp(h - h.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    one_hot = np.eye(p.shape[1])[labels]
    loss = -(one_hot * np.log(p)).sum() / len(x)
    grads, d = {}, (p - one_hot) / len(x)
    for layer in reversed(range(1, depth + 1)):
        grads[f"b{layer}"] = d.sum(0)
        grads[f"W{layer}"] = np.einsum("ni,nj->ij", inputs[layer - 1], d)
        d = (d @ params[f"W{layer}"].T) * (inputs[layer - 1] > 0)
    optimizer.step(params, grads)
    return loss


def train_step__layer_by_layer(params, x, labels, optimizer):
    logits, cache = mlp_forward(x, params)
    grads, dout = {}, cross_entropy_grad(logits, labels)
    for layer in range(len(params) // 2, 0, -1):
        h = cache["x"] if layer == 1 else cache[f"h{layer - 1}"]
        dh, grads[f"W{layer}"], grads[f"b{layer}"] = linear_backward(dout, h, params[f"W{layer}"])
        if layer > 1:
            dout = relu_backward(dh, cache[f"z{layer - 1}"])
    loss = np.asarray(-np.log(softmax(logits)[np.arange(len(x)), labels]).mean())
    optimizer.step(params, grads)
    return loss


def train_step__copy_of_the_dict(params, x, labels, optimizer):
    before, cache = mlp_forward(x.copy(), dict(params))
    grads = mlp_backward(cross_entropy_grad(before, labels), params, cache)
    optimizer.step(dict(params), dict(sorted(grads.items())))
    return np.float64(cross_entropy(before, labels))


def train_step__float32_gradients(params, x, labels, optimizer):
    logits, cache = mlp_forward(x, params)
    loss = cross_entropy(logits, labels)
    grads = mlp_backward(cross_entropy_grad(logits, labels).astype(np.float32), params, cache)
    optimizer.step(params, grads)
    return np.float32(loss)


def train_step__stepped_copy_written_back(params, x, labels, optimizer):
    logits, cache = mlp_forward(x, params)
    grads = mlp_backward(cross_entropy_grad(logits, labels), params, cache)
    new = {name: p.copy() for name, p in params.items()}
    optimizer.step(new, grads)
    for name in params:
        params[name][...] = new[name]
    lse = np.logaddexp.reduce(logits, axis=1)
    return sum(lse[i] - logits[i, label] for i, label in enumerate(labels)) / len(labels)


class TrainStep:
    def __call__(self, params, x, labels, optimizer, verbose=False):
        self.logits, self.cache = mlp_forward(x, params)
        try:
            return cross_entropy(self.logits, labels)
        finally:
            optimizer.step(
                params, mlp_backward(cross_entropy_grad(self.logits, labels), params, self.cache)
            )


train_step__object = TrainStep()


# evaluate


def evaluate__in_steps(params, X, labels):
    logits, _ = mlp_forward(X, params)
    measured = {}
    measured["accuracy"] = float(accuracy(logits, labels))
    measured["loss"] = float(cross_entropy(logits, labels))
    return measured


def evaluate__dict_call(params, X, labels):
    logits = mlp_forward(X, params)[0]
    return dict(loss=cross_entropy(logits, labels), accuracy=np.mean(logits.argmax(1) == labels))


def evaluate__weighted_batches(params, X, labels):
    loss = right = 0.0
    for x_batch, labels_batch in minibatches(X, labels, 32):
        logits, _ = mlp_forward(x_batch, params)
        loss += cross_entropy(logits, labels_batch) * len(x_batch)
        right += (logits.argmax(axis=1) == labels_batch).sum()
    return {"loss": loss / len(X), "accuracy": right / len(X)}


def evaluate__one_by_one(params, X, labels):
    losses, hits = [], 0
    for row, label in zip(X, labels):
        logits, _ = mlp_forward(row[None, :], params)
        losses.append(cross_entropy(logits, np.array([label])))
        if int(np.argmax(logits[0])) == label:
            hits += 1
    return {"loss": sum(losses) / len(losses), "accuracy": hits / len(X)}


def evaluate__float32(params, X, labels):
    logits, _ = mlp_forward(
        X.astype(np.float32), {name: p.astype(np.float32) for name, p in params.items()}
    )
    return {
        "loss": np.float32(cross_entropy(logits, labels)),
        "accuracy": np.float32(accuracy(logits, labels)),
    }


def evaluate__probabilities(params, X, labels):
    logits, cache = mlp_forward(X, params)
    p = softmax(logits)
    true = np.take_along_axis(p, labels[:, None], axis=1)
    return {
        "loss": np.mean(-np.log(true)),
        "accuracy": 1 - np.count_nonzero(np.argmax(p, 1) != labels) / len(labels),
    }


def evaluate__plain_lists(params, X, labels):
    loss, hits = 0.0, 0
    for row, label in zip(mlp_forward(X, params)[0].tolist(), labels.tolist()):
        top = max(row)
        loss += top + math.log(sum(math.exp(z - top) for z in row)) - row[label]
        hits += row.index(top) == label
    return {"loss": loss / len(X), "accuracy": hits / len(X), "examples": len(X)}


def evaluate__averaged_with_weights(params, X, labels, batch_size=20):
    batches = list(minibatches(X, labels, batch_size))
    weights = [len(x) for x, _ in batches]
    logits = [mlp_forward(x, params)[0] for x, _ in batches]
    measures = {"accuracy": accuracy, "loss": cross_entropy}
    return {
        name: np.average([measure(z, y) for z, (_, y) in zip(logits, batches)], weights=weights)
        for name, measure in measures.items()
    }


# fit


def fit__lists(params, X, labels, *, optimizer, epochs, batch_size, rng):
    losses, accuracies = [], []
    for _ in range(epochs):
        for batch in minibatches(X, labels, batch_size, rng=rng):
            train_step(params, *batch, optimizer)
        result = evaluate(params, X, labels)
        losses.append(result["loss"])
        accuracies.append(result["accuracy"])
    return {"loss": losses, "accuracy": accuracies}


def fit__own_shuffle(params, X, labels, *, optimizer, epochs, batch_size, rng):
    history = {"loss": [], "accuracy": []}
    for _ in range(epochs):
        order = np.arange(len(X))
        rng.shuffle(order)
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            train_step(params, X[rows], labels[rows], optimizer)
        for name, value in evaluate(params, X, labels).items():
            history[name].append(value)
    return history


def fit__sorted_random_keys(params, X, labels, *, optimizer, epochs, batch_size, rng):
    history = {"loss": np.zeros(epochs), "accuracy": np.zeros(epochs)}
    epoch = 0
    while epoch < epochs:
        rows = list(np.argsort(rng.random(len(X))))
        while rows:
            now, rows = rows[:batch_size], rows[batch_size:]
            train_step(params, X[now], labels[now], optimizer)
        measured = evaluate(params, X, labels)
        history["loss"][epoch], history["accuracy"][epoch] = measured["loss"], measured["accuracy"]
        epoch += 1
    return history


def fit__all_inside(params, X, labels, *, optimizer, epochs, batch_size, rng):
    history = {"loss": [], "accuracy": [], "batch_loss": []}
    for epoch in range(epochs):
        for x, y in minibatches(X, labels, batch_size, rng=rng):
            logits, cache = mlp_forward(x, params)
            history["batch_loss"].append(cross_entropy(logits, y))
            grads = mlp_backward(cross_entropy_grad(logits, y), params, cache)
            optimizer.step(params, grads)
        logits, _ = mlp_forward(X, params)
        history["loss"].append(cross_entropy(logits, labels))
        history["accuracy"].append(accuracy(logits, labels))
        print(f"epoch {epoch}: {history['loss'][-1]:.3f}")
    return history


def fit__list_of_epochs(params, X, labels, *, optimizer, epochs, batch_size, rng):
    def one_epoch():
        batches = list(minibatches(X, labels, batch_size, rng=rng))
        [train_step(params, x, y, optimizer) for x, y in batches]
        return evaluate(params, X, labels)

    seen = [one_epoch() for _ in range(epochs)]
    return {name: [one[name] for one in seen] for name in ("loss", "accuracy")}


def fit__short_batch_first(params, X, labels, *, optimizer, epochs, batch_size, rng):
    history = {"loss": [], "accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(len(X))
        cuts = list(range(len(X), 0, -batch_size)) + [0]
        for end, start in zip(cuts, cuts[1:]):
            start = max(start, 0)
            train_step(params, X[order[start:end]], labels[order[start:end]], optimizer)
        measured = evaluate(params, X, labels)
        history["loss"].append(measured["loss"])
        history["accuracy"].append(measured["accuracy"])
    return history


def fit__recursive(params, X, labels, *, optimizer, epochs, batch_size, rng):
    def run(left, history):
        if left == 0:
            return history
        for batch in minibatches(X, labels, batch_size, rng=rng):
            train_step(params, *batch, optimizer)
        measured = evaluate(params, X, labels)
        return run(left - 1, {name: history[name] + [measured[name]] for name in history})

    return run(epochs, {"loss": [], "accuracy": []})


def fit__rows_popped(params, X, labels, *, optimizer, epochs, batch_size, rng):
    seen = []
    for _ in range(epochs):
        left = list(range(len(X)))
        while left:
            rows = [left.pop(rng.integers(len(left))) for _ in range(min(batch_size, len(left)))]
            train_step(params, X[rows], labels[rows], optimizer)
        seen.append(tuple(evaluate(params, X, labels)[name] for name in ("loss", "accuracy")))
    loss, share = zip(*seen)
    return {"loss": loss, "accuracy": share}


def fit__endless_generator(params, X, labels, *, rng, batch_size=32, epochs=10, optimizer=None):
    def forever():
        while True:
            yield from minibatches(X, labels, batch_size, rng=rng)

    steps, batches = int(np.ceil(len(X) / batch_size)), forever()
    history = defaultdict(list)
    for step in range(1, epochs * steps + 1):
        train_step(params, *next(batches), optimizer)
        if step % steps == 0:
            for name, value in evaluate(params, X, labels).items():
                history[name].append(np.asarray(value))
    return history


def fit__seeds_drawn(params, X, labels, *, optimizer, epochs, batch_size, rng):
    loss, share = np.empty((2, epochs))
    for epoch, seed in enumerate(rng.integers(2**31, size=epochs)):
        order = np.random.default_rng(seed).permuted(np.arange(len(X)))
        for rows in np.split(order, range(batch_size, len(order), batch_size)):
            train_step(params, X.take(rows, axis=0), labels.take(rows), optimizer)
        loss[epoch], share[epoch] = evaluate(params, X, labels).values()
    return {"accuracy": list(share), "loss": loss.tolist()}


def fit__one_table(params, X, labels, *, optimizer, epochs, batch_size, rng):
    table, history = np.column_stack([X, labels]), {"loss": [], "accuracy": []}
    for _ in range(epochs):
        table = rng.permutation(table)
        for start in range(0, len(table), batch_size):
            batch = table[start : start + batch_size]
            train_step(params, batch[:, :-1], batch[:, -1].astype(int), optimizer)
        measured = evaluate(params, X, labels)
        history["loss"].append(measured["loss"])
        history["accuracy"].append(measured["accuracy"])
    return history
