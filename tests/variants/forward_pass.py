"""Other right answers to the exercises of lesson 04, in styles that good students write."""

import math

import numpy as np


def linear__loops(x, W, b):
    n, d_in = x.shape
    d_out = W.shape[1]
    z = np.zeros((n, d_out))
    for i in range(n):
        for j in range(d_out):
            z[i, j] = b[j]
            for k in range(d_in):
                z[i, j] += x[i, k] * W[k, j]
    return z


def linear__einsum(x, W, b):
    return np.einsum("ni,io->no", x, W) + b


def linear__dot(x, W, b):
    return np.dot(x, W) + b.reshape(1, -1)


def linear__rows(x, W, b):
    return [row @ W + b for row in x]


def linear__neurons(x, W, b):
    return np.column_stack([x @ W[:, j] + b[j] for j in range(len(b))])


def linear__ones(x, W, b):
    x1 = np.hstack([x, np.ones((len(x), 1))])
    return x1 @ np.vstack([W, b])


def linear__float32(x, W, b):
    return np.matmul(x.astype(np.float32), W.astype(np.float32)) + b.astype(np.float32)


def linear__transposed(x, W, b):
    return (W.T @ x.T + b[:, None]).T


def linear(x, W, b):
    return x @ W + b


def relu__where(z):
    return np.where(z > 0, z, 0)


def relu__mask(z):
    return z * (z > 0)


def relu__copy(z):
    out = z.copy()
    out[out < 0] = 0
    return out


def relu__clip(z):
    return np.clip(z, 0, None)


def relu__absolute(z):
    return (z + abs(z)) / 2


def relu__float32(z):
    return np.maximum(np.float32(0), z.astype(np.float32))


def relu__loop(z):
    out = np.zeros(z.shape)
    for place, value in np.ndenumerate(z):
        out[place] = max(0, value)
    return out


def relu__vectorized(z):
    return np.vectorize(lambda value: value if value > 0 else 0.0)(z)


def relu(z):
    return np.maximum(0, z)


def sigmoid__masks(z):
    p = np.empty_like(z, dtype=float)
    positive = z >= 0
    p[positive] = 1 / (1 + np.exp(-z[positive]))
    e = np.exp(z[~positive])
    p[~positive] = e / (1 + e)
    return p


def sigmoid__where(z):
    e = np.exp(-np.abs(z))
    return np.where(z < 0, e / (1 + e), 1 / (1 + e))


def sigmoid__minimum(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def sigmoid__tanh(z):
    return 0.5 * (1 + np.tanh(z / 2))


def sigmoid__clip(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def sigmoid__logaddexp(z):
    return np.exp(-np.logaddexp(0, -z))


def sigmoid__float32(z):
    e = np.exp(-np.abs(z.astype(np.float32)))
    return np.where(z >= 0, np.float32(1), e) / (1 + e)


def sigmoid__loop(z):
    def one(value):
        if value >= 0:
            return 1 / (1 + math.exp(-value))
        return math.exp(value) / (1 + math.exp(value))

    return np.array([one(value) for value in z.ravel()]).reshape(z.shape)


def sigmoid__mirror(z):
    p = 1 / (1 + np.exp(-abs(z)))
    p[z < 0] = 1 - p[z < 0]
    return p


def softmax__numpy(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def softmax__newaxis(z):
    z = z - z.max(axis=-1)[..., np.newaxis]
    return np.exp(z) / np.exp(z).sum(axis=-1)[..., None]


def softmax__logsumexp(z):
    top = np.max(z, axis=-1, keepdims=True)
    return np.exp(z - (top + np.log(np.sum(np.exp(z - top), axis=-1, keepdims=True))))


def softmax__logaddexp(z):
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))


def softmax__rows(z):
    def one(row):
        e = np.exp(row - max(row))
        return e / sum(e)

    return np.apply_along_axis(one, -1, z)


def softmax__recursive(z):
    if z.ndim > 1:
        return np.array([softmax__recursive(part) for part in z])
    e = [math.exp(value - z.max()) for value in z]
    return np.array([one / sum(e) for one in e])


def softmax__transposed(z):
    e = np.exp(z.T - z.max(-1).T)
    return (e / e.sum(0)).T


def softmax__float32(z):
    z = z.astype(np.float32)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax__einsum(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.einsum("...k,...->...k", e, 1 / np.einsum("...k->...", e))


def softmax__differences(z):
    return 1 / np.exp(np.clip(z[..., None, :] - z[..., :, None], -700, 700)).sum(axis=-1)


def init_params__zip(sizes, rng):
    params = {}
    for i, (d_in, d_out) in enumerate(zip(sizes[:-1], sizes[1:]), 1):
        params["W" + str(i)] = rng.standard_normal((d_in, d_out)) * np.sqrt(2.0 / d_in)
        params["b" + str(i)] = np.zeros((d_out,))
    return params


def init_params__weights_first(sizes, rng):
    n = len(sizes) - 1
    params = {
        f"W{i + 1}": rng.normal(size=(sizes[i], sizes[i + 1])) * (2 / sizes[i]) ** 0.5
        for i in range(n)
    }
    params.update({f"b{i + 1}": np.zeros(sizes[i + 1]) for i in range(n)})
    return params


def init_params__backwards(sizes, rng):
    params = {}
    for layer in reversed(range(1, len(sizes))):
        params[f"b{layer}"] = rng.normal(size=sizes[layer]) * 0.0
        params[f"W{layer}"] = rng.normal(
            loc=0.0, scale=math.sqrt(2 / sizes[layer - 1]), size=(sizes[layer - 1], sizes[layer])
        )
    return params


def init_params__float32(sizes, rng):
    params = {}
    for layer in range(1, len(sizes)):
        d_in, d_out = sizes[layer - 1 : layer + 1]
        params[f"W{layer}"] = np.float32(np.sqrt(2 / d_in)) * rng.standard_normal(
            (d_in, d_out), dtype=np.float32
        )
        params[f"b{layer}"] = np.zeros(d_out, dtype=np.float32)
    return params


def init_params__loops(sizes, rng):
    params = {}
    for layer in range(1, len(sizes)):
        d_in, d_out = sizes[layer - 1], sizes[layer]
        params[f"W{layer}"] = np.array(
            [[rng.normal(0, np.sqrt(2 / d_in)) for _ in range(d_out)] for _ in range(d_in)]
        )
        params[f"b{layer}"] = np.array([0.0] * d_out)
    return params


def init_params__child(sizes, rng):
    own = np.random.default_rng(rng.integers(2**32))
    params = {}
    for layer in range(1, len(sizes)):
        W = own.normal(size=sizes[layer - 1] * sizes[layer]).reshape(sizes[layer - 1], sizes[layer])
        params[f"W{layer}"] = W / np.sqrt(sizes[layer - 1] / 2)
        params[f"b{layer}"] = np.zeros_like(W[0])
    return params


def mlp_forward__while(x, params):
    cache = {"x": x}
    a, i = x, 1
    while f"W{i + 1}" in params:
        cache[f"z{i}"] = linear(a, params[f"W{i}"], params[f"b{i}"])
        a = cache[f"h{i}"] = relu(cache[f"z{i}"])
        i += 1
    return linear(a, params[f"W{i}"], params[f"b{i}"]), cache


def mlp_forward__inline(x, params):
    cache = {"x": x, "h0": x}
    L = sum(name.startswith("W") for name in params)
    for i in range(1, L + 1):
        cache[f"z{i}"] = np.matmul(cache[f"h{i - 1}"], params[f"W{i}"]) + params[f"b{i}"]
        cache[f"h{i}"] = np.maximum(0, cache[f"z{i}"])
    return cache[f"z{L}"], cache


def mlp_forward__recursive(x, params):
    def down_to(i):
        if i == 0:
            return x, {"x": x}
        h, cache = down_to(i - 1)
        z = linear(h, params[f"W{i}"], params[f"b{i}"])
        return relu(z), {**cache, f"z{i}": z, f"h{i}": relu(z)}

    depth = max(int(name[1:]) for name in params)
    h, cache = down_to(depth - 1)
    return [linear(h, params[f"W{depth}"], params[f"b{depth}"]), cache]


def mlp_forward__branch(x, params):
    depth = len(params) // 2
    cache = {"x": x.copy(), "depth": depth}
    out = x
    for layer in range(depth):
        number = str(layer + 1)
        out = out @ params["W" + number] + params["b" + number]
        if layer < depth - 1:
            cache["z" + number] = out
            out = np.where(out > 0, out, 0)
            cache["h" + number] = out
    return out, cache


def mlp_forward__sorted_by_number(x, params):
    numbers = sorted({int(name[1:]) for name in params})
    cache, h = {"x": x}, x
    for i in numbers:
        z = linear(h, params[f"W{i}"], params[f"b{i}"])
        if i == numbers[-1]:
            return z, cache
        h = relu(z)
        cache.update({f"z{i}": z, f"h{i}": h})


def mlp_forward__float32(x, params):
    params = {name: array.astype(np.float32) for name, array in params.items()}
    cache, h = {"x": x}, x.astype(np.float32)
    for i in range(1, len(params) // 2 + 1):
        z = np.einsum("ni,io->no", h, params[f"W{i}"]) + params[f"b{i}"]
        h = z * (z > 0)
        cache[f"z{i}"], cache[f"h{i}"] = z, h
    return z, cache


def linear__lists(x, W, b):
    return [
        [math.fsum(a * w for a, w in zip(row, W[:, k], strict=True)) + b[k] for k in range(len(b))]
        for row in x
    ]


def linear__reduce(x, W, b):
    return np.add.reduce(x[:, :, None] * W, axis=1) + b


def relu__recursive(z):
    return [relu__recursive(part) for part in z] if np.ndim(z) else max(0.0, z)


def relu__less_minimum(z):
    return z - np.minimum(z, 0)


def sigmoid__softmax_of_two(z):
    pair = np.stack([z, np.zeros_like(z)])
    e = np.exp(pair - pair.max(axis=0))
    return e[0] / e.sum(axis=0)


def sigmoid__overflow_caught(z):
    def one(value):
        try:
            return 1 / (1 + math.exp(-value))
        except OverflowError:
            return 0.0

    return np.reshape([one(value) for value in np.ravel(z)], np.shape(z))


def softmax__moved_axis(z):
    t = np.moveaxis(z, -1, 0)
    e = np.exp(t - t.max(axis=0))
    return np.moveaxis(e / e.sum(axis=0), 0, -1)


def softmax__own_base(z, axis=-1):
    powers = 2.0 ** ((z - np.max(z, axis=axis, keepdims=True)) / np.log(2))
    return powers / powers.sum(axis=axis, keepdims=True)


def init_params__one_draw(sizes, rng):
    counts = [d_in * d_out for d_in, d_out in zip(sizes, sizes[1:])]
    drawn = np.split(rng.standard_normal(sum(counts)), np.cumsum(counts)[:-1])
    params = {}
    for i, part in enumerate(drawn, start=1):
        params[f"W{i}"] = part.reshape(sizes[i - 1], sizes[i]) * np.sqrt(2 / sizes[i - 1])
        params[f"b{i}"] = [0] * sizes[i]
    return params


def init_params__box_muller(sizes, rng):
    params = {}
    for i, (d_in, d_out) in enumerate(zip(sizes, sizes[1:]), start=1):
        u, v = 1 - rng.random((2, d_in, d_out))
        params[f"W{i}"] = np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v) * np.sqrt(2 / d_in)
        params[f"b{i}"] = np.zeros(d_out, dtype=int)
    return params


class Cache(dict):
    """A dict of a student's own."""


def mlp_forward__own_dict(x, params):
    weights = [params[f"W{i}"] for i in range(1, len(params) // 2 + 1)]
    biases = [params[f"b{i}"] for i in range(1, len(params) // 2 + 1)]
    zs, hs = [], [x]
    for W, b in zip(weights, biases):
        zs.append(hs[-1] @ W + b)
        hs.append(np.maximum(zs[-1], 0))
    cache = Cache(x=x.tolist())
    for i in range(1, len(zs)):
        cache[f"h{i}"], cache[f"z{i}"] = hs[i], zs[i - 1]
    return zs[-1], cache
