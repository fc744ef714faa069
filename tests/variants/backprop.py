"""Other right answers to the exercises of lesson 06, in styles that good students write."""

import numpy as np

# numerical_gradient


def numerical_gradient__in_place(f, x, eps=1e-6):
    grad = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        i = it.multi_index
        old = x[i]
        x[i] = old + eps
        above = f(x)
        x[i] = old - eps
        below = f(x)
        x[i] = old
        grad[i] = (above - below) / (2 * eps)
        it.iternext()
    return grad


def numerical_gradient__rounding_left(f, x, eps=1e-6):
    grad = np.empty_like(x)
    for i in np.ndindex(*x.shape):
        x[i] += eps
        grad[i] = f(x)
        x[i] -= 2 * eps
        grad[i] -= f(x)
        x[i] += eps
    return grad / eps / 2


def numerical_gradient__flat(f, x, eps=1e-6):
    flat = x.flatten()
    slopes = []
    for j in range(flat.size):
        values = []
        for sign in (1, -1):
            nudged = flat.copy()
            nudged[j] += sign * eps
            values.append(float(f(nudged.reshape(x.shape))))
        slopes.append((values[0] - values[1]) / (2.0 * eps))
    return np.array(slopes).reshape(x.shape)


def numerical_gradient__unit_arrays(f, x, eps=1e-6):
    directions = np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + eps * e) - f(x - eps * e)) / (2 * eps) for e in directions]).reshape(
        x.shape
    )


def numerical_gradient__nested_lists(f, x, eps=1e-6):
    def along(prefix):
        if len(prefix) == x.ndim:
            step = np.zeros_like(x)
            step[prefix] = eps
            return (f(x + step) - f(x - step)) / (2 * eps)
        return [along((*prefix, i)) for i in range(x.shape[len(prefix)])]

    return along(())


def numerical_gradient__enumerate(f, x, eps=1e-6):
    x = np.array(x, dtype=np.float64)
    grad = np.zeros_like(x)
    for i, value in np.ndenumerate(x.copy()):
        x[i] = value + eps
        up = f(x)
        x[i] = value - eps
        down = f(x)
        x[i] = value
        grad[i] = 0.5 * (up - down) / eps
    return grad


def numerical_gradient__flat_view(f, x, eps=1e-6):
    g = np.zeros_like(x)
    v, gv = x.reshape(-1), g.reshape(-1)
    for k in range(len(v)):
        keep = v[k]
        v[k] = keep + eps
        a = f(x)
        v[k] = keep - eps
        b = f(x)
        v[k] = keep
        gv[k] = (a - b) / (2 * eps)
    return g


class numerical_gradient__class:
    def __new__(cls, f, x, eps=1e-6, verbose=False):
        g = {}
        for i in np.ndindex(*np.shape(x)):
            g[i] = sum(sign * f(x + sign * eps * cls.unit(x, i)) for sign in (+1, -1)) / (2 * eps)
        return np.array(list(g.values())).reshape(x.shape)

    @staticmethod
    def unit(x, i):
        e = np.zeros_like(x)
        e[i] = 1
        return e


def numerical_gradient__two_halves(f, x, eps=1e-6):
    g, here = np.zeros_like(x), f(x)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += eps
        down[i] -= eps
        g[i] = ((f(up) - here) / eps + (here - f(down)) / eps) / 2
    return g


# mse_grad


def mse_grad__loops(y_pred, y):
    grad = np.zeros_like(y_pred)
    for i in np.ndindex(y_pred.shape):
        grad[i] = 2 * (y_pred[i] - y[i]) / y_pred.size
    return grad


def mse_grad__product_of_shape(y_pred, y):
    return (2.0 / np.prod(y.shape)) * np.subtract(y_pred, y)


def mse_grad__expanded(y_pred, y):
    n = y.size
    return 2 / n * y_pred - 2 / n * y


def mse_grad__float32(y_pred, y):
    error = y_pred.astype(np.float32) - y.astype(np.float32)
    return error * np.float32(2 / error.size)


def mse_grad__two_shapes(y_pred, y):
    error = y_pred - y
    if error.ndim == 1:
        return 2 * error / len(error)
    n, k = error.shape
    return 2 * error / (n * k)


def mse_grad__list(y_pred, y):
    return (2 * (y_pred - y) / len(y_pred.ravel())).tolist()


def mse_grad__axis_by_axis(y_pred, y):
    e = 2 * (y_pred - y)
    for size in y.shape:
        e = e / size
    return e


def mse_grad__measured(y_pred, y):
    g = np.zeros_like(y_pred)
    for i in np.ndindex(y.shape):
        u, d = y_pred.copy(), y_pred.copy()
        u[i] += 1e-4
        d[i] -= 1e-4
        g[i] = (np.mean((u - y) ** 2) - np.mean((d - y) ** 2)) / 2e-4
    return g


def mse_grad__in_place_on_copy(y_pred, y, reduction="mean"):
    g = y_pred.copy()
    g -= y
    g *= 2 / g.size
    return g


# linear_backward


def linear_backward__loops(dout, x, W):
    n, d_in = x.shape
    d_out = W.shape[1]
    dx, dW, db = np.zeros_like(x), np.zeros_like(W), np.zeros(d_out)
    for r in range(n):
        for j in range(d_out):
            db[j] += dout[r, j]
            for i in range(d_in):
                dW[i, j] += x[r, i] * dout[r, j]
                dx[r, i] += dout[r, j] * W[i, j]
    return dx, dW, db


def linear_backward__einsum(dout, x, W):
    return (
        np.einsum("no,io->ni", dout, W),
        np.einsum("ni,no->io", x, dout),
        np.einsum("no->o", dout),
    )


def linear_backward__turned(dout, x, W):
    dx = np.dot(W, dout.T).T
    dW = np.matmul(dout.T, x).T
    return [dx, dW, np.ones(len(dout)) @ dout]


def linear_backward__outer(dout, x, W):
    dW = sum(np.outer(row, blame) for row, blame in zip(x, dout))
    dx = np.array([W @ blame for blame in dout])
    return dx, dW, sum(dout)


def linear_backward__broadcast(dout, x, W):
    dW = (x[:, :, None] * dout[:, None, :]).sum(axis=0)
    dx = (dout[:, None, :] * W[None, :, :]).sum(axis=2)
    return dx, dW, np.add.reduce(dout)


def linear_backward__float32(dout, x, W):
    dout, x, W = (a.astype(np.float32) for a in (dout, x, W))
    return dout @ W.T, x.T @ dout, dout.sum(0)


def linear_backward__bias_as_column(dout, x, W):
    with_ones = np.hstack([x, np.ones((len(x), 1))])
    both = with_ones.T @ dout
    return dout @ np.transpose(W), both[:-1], both[-1]


def linear_backward__nested_lists(dout, x, W):
    dout, x, W = dout.tolist(), x.tolist(), W.tolist()
    n, k, d = len(dout), len(dout[0]), len(x[0])
    dx = [[sum(dout[r][j] * W[i][j] for j in range(k)) for i in range(d)] for r in range(n)]
    dW = [[sum(dout[r][j] * x[r][i] for r in range(n)) for j in range(k)] for i in range(d)]
    return [dx, dW, [sum(column) for column in zip(*dout)]]


def linear_backward__tensordot(dout, x, W, b=None):
    return (
        np.tensordot(dout, W, axes=(1, 1)),
        np.tensordot(x, dout, axes=(0, 0)),
        dout.cumsum(axis=0)[-1],
    )


# relu_backward


def relu_backward__where(dout, z):
    return np.where(z > 0, dout, 0)


def relu_backward__copy(dout, z):
    dz = dout.copy()
    dz[z <= 0] = 0
    return dz


def relu_backward__loops(dout, z):
    dz = np.zeros_like(dout)
    for i in np.ndindex(z.shape):
        if z[i] > 0:
            dz[i] = dout[i]
    return dz


def relu_backward__heaviside(dout, z):
    return dout * np.heaviside(z, 0.5)


def relu_backward__sign(dout, z):
    return dout * (np.sign(z) + 1) / 2


def relu_backward__from_output(dout, z):
    h = np.maximum(0, z)
    return np.multiply(dout, h != 0, dtype=np.float32)


def relu_backward__at_zero_open(dout, z):
    return dout * (z >= 0).astype(float)


def relu_backward__list(dout, z):
    if dout.ndim == 1:
        return [d if v > 0 else 0 for d, v in zip(dout, z)]
    return [relu_backward__list(d, v) for d, v in zip(dout, z)]


def relu_backward__masked(dout, z):
    return np.ma.masked_array(dout, z <= 0).filled(0)


def relu_backward__share_that_passes(dout, z):
    return dout * np.maximum(z, 0) / np.where(z == 0, 1, z)


# cross_entropy_grad


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def one_hot(labels, num_classes):
    return np.eye(num_classes)[labels]


def cross_entropy_grad__subtract(logits, labels):
    grad = softmax(logits)
    grad[np.arange(len(labels)), labels] -= 1
    return grad / len(labels)


def cross_entropy_grad__one_hot(logits, labels):
    return (softmax(logits) - one_hot(labels, logits.shape[1])) / logits.shape[0]


def cross_entropy_grad__eye(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return (np.exp(log_p) - np.eye(logits.shape[1])[labels]) / len(logits)


def cross_entropy_grad__loops(logits, labels):
    n, classes = logits.shape
    rows = []
    for r in range(n):
        largest = max(logits[r])
        e = [np.exp(value - largest) for value in logits[r]]
        rows.append([(e[j] / sum(e) - (1 if j == labels[r] else 0)) / n for j in range(classes)])
    return rows


def cross_entropy_grad__float32(logits, labels):
    z = logits.astype(np.float32)
    e = np.exp(z - z.max(axis=1)[:, None])
    p = e / e.sum(axis=1)[:, None]
    p[range(len(p)), labels] -= 1
    return p / len(p)


def cross_entropy_grad__compared(logits, labels):
    true = labels[:, None] == np.arange(logits.shape[1])
    return np.where(true, softmax(logits) - 1, softmax(logits)) / len(labels)


def cross_entropy_grad__jacobian(logits, labels):
    n, classes = logits.shape
    grad = np.empty((n, classes))
    for r in range(n):
        z = logits[r]
        differences = z[None, :] - z[:, None]  # (j, k): z_k - z_j
        with np.errstate(over="ignore"):
            p = 1 / np.exp(differences).sum(axis=1)
        grad[r] = p
        grad[r, labels[r]] -= 1
    return grad / n


def cross_entropy_grad__logaddexp(logits, labels):
    g = np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))
    np.subtract.at(g, (np.arange(len(g)), labels), 1)
    return g / len(g)


def cross_entropy_grad__row_by_row(logits, labels):
    g = softmax(logits)
    for row, k in zip(g, labels):
        row[k] -= 1
        row /= len(g)
    return g


def cross_entropy_grad__through_the_table_of_slopes(logits, labels):
    p = softmax(logits)
    rows = []
    for row, k in zip(p, labels):
        table = np.diag(np.ones(len(row))) - row  # of log p in the logits
        rows.append(-table[k] / len(p))
    return np.array(rows)


# mlp_backward


def linear_backward(dout, x, W):
    return dout @ W.T, x.T @ dout, dout.sum(axis=0)


def relu_backward(dout, z):
    return dout * (z > 0)


def mlp_backward__countdown(dlogits, params, cache):
    layer = len(params) // 2
    grads, dout = {}, dlogits
    while layer > 1:
        dh, grads[f"W{layer}"], grads[f"b{layer}"] = linear_backward(
            dout, cache[f"h{layer - 1}"], params[f"W{layer}"]
        )
        layer -= 1
        dout = relu_backward(dh, cache[f"z{layer}"])
    _, grads["W1"], grads["b1"] = linear_backward(dout, cache["x"], params["W1"])
    return grads


def mlp_backward__recursive(dlogits, params, cache):
    def back(layer, dout):
        h = cache["x"] if layer == 1 else cache["h%d" % (layer - 1)]
        dh, dW, db = linear_backward(dout, h, params["W%d" % layer])
        own = {"W%d" % layer: dW, "b%d" % layer: db}
        return (
            own
            if layer == 1
            else {**back(layer - 1, relu_backward(dh, cache["z%d" % (layer - 1)])), **own}
        )

    return back(sum(name.startswith("W") for name in params), dlogits)


def mlp_backward__by_hand(dlogits, params, cache):
    grads = {}
    depth = max(int(name[1:]) for name in params)
    delta = dlogits.copy()
    for layer in reversed(range(1, depth + 1)):
        inp = cache.get(f"h{layer - 1}", cache["x"])
        grads[f"b{layer}"] = delta.sum(axis=0)
        grads[f"W{layer}"] = inp.T @ delta
        if layer != 1:
            delta = np.where(inp > 0, delta @ params[f"W{layer}"].T, 0)
    return grads


def mlp_backward__lists(dlogits, params, cache):
    depth = len([name for name in params if name[0] == "W"])
    inputs = [cache["x"]] + [cache[f"h{k}"] for k in range(1, depth)]
    weights = [params[f"W{k}"] for k in range(1, depth + 1)]
    blames = [dlogits]
    for k in range(depth - 1, 0, -1):
        blames.insert(0, relu_backward(blames[0] @ weights[k].T, cache[f"z{k}"]))
    grads = {f"W{k + 1}": inputs[k].T @ blames[k] for k in range(depth)}
    grads.update({f"b{k + 1}": np.sum(blames[k], axis=0) for k in range(depth)})
    return grads


def mlp_backward__forward_again(dlogits, params, cache):
    depth = len(params) // 2
    inputs = [cache["x"]]
    for k in range(1, depth):
        inputs.append(np.maximum(inputs[-1] @ params[f"W{k}"] + params[f"b{k}"], 0))
    grads = dict.fromkeys(params)
    for k in range(depth, 0, -1):
        dlogits, grads[f"W{k}"], grads[f"b{k}"] = linear_backward(
            dlogits, inputs[k - 1], params[f"W{k}"]
        )
        dlogits = relu_backward(dlogits, inputs[k - 1])
    return grads


def mlp_backward__float32(dlogits, params, cache):
    grads = {}
    dout = np.float32(dlogits)
    for k in range(len(params) // 2, 0, -1):
        h = np.float32(cache["x"] if k == 1 else cache[f"h{k - 1}"])
        grads[f"W{k}"], grads[f"b{k}"] = h.T @ dout, dout.sum(axis=0)
        dout = dout @ np.float32(params[f"W{k}"]).T * (h > 0)
    return grads


class Grads(dict):
    pass


def mlp_backward__own_dict(dlogits, params, cache):
    inputs = {**cache, "h0": cache["x"]}
    grads, k = Grads(), len(params) // 2
    while f"W{k}" in params:
        dlogits, dW, db = linear_backward(dlogits, inputs[f"h{k - 1}"], params[f"W{k}"])
        grads[np.str_(f"b{k}")], grads[f"W{k}"] = list(db), dW.tolist()
        k -= 1
        if k:
            dlogits = relu_backward(dlogits, inputs[f"z{k}"])
    return grads


class mlp_backward__class:
    def __new__(cls, dlogits, params, cache):
        self = super().__new__(cls)
        self.grads = {name: np.zeros_like(value) for name, value in params.items()}
        self.back(len(params) // 2, dlogits, params, cache)
        return self.grads

    def back(self, k, dout, params, cache):
        if k == 0:
            return
        h = cache.get(f"h{k - 1}")
        h = cache["x"] if h is None else h
        self.grads[f"W{k}"] += np.einsum("ni,no->io", h, dout)
        self.grads[f"b{k}"] += np.einsum("no->o", dout)
        self.back(k - 1, (dout @ params[f"W{k}"].T) * (h > 0), params, cache)
