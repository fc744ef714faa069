"""Other right answers to the exercises of lesson 14, in styles that good students write."""

import bisect
import heapq
import itertools
import math
from collections import deque

import numpy as np

from course_lib.finance import mean_profit

# chronological_split


def chronological_split__plain_argsort(times, val_fraction):
    idx = np.argsort(times)
    n_val = int(round(val_fraction * len(times)))
    if n_val == 0:
        return idx, idx[:0]
    return idx[:-n_val], idx[-n_val:]


def chronological_split__sorted_lists(times, val_fraction):
    rows = sorted(range(len(times)), key=lambda row: times[row])
    n_val = round(len(rows) * val_fraction)
    return rows[: len(rows) - n_val], rows[len(rows) - n_val :]


def chronological_split__pairs(times, val_fraction):
    pairs = sorted((float(time), row) for row, time in enumerate(times))
    order = np.array([row for _, row in pairs], dtype=np.int32)
    return tuple(np.split(order, [len(order) - round(len(order) * val_fraction)]))


def chronological_split__newest_taken_out(times, val_fraction):
    left = list(range(times.size))
    held = []
    for _ in range(round(times.size * val_fraction)):
        newest = max(left, key=lambda row: (times[row], row))
        left.remove(newest)
        held.insert(0, newest)
    left.sort(key=times.__getitem__)
    return np.asarray(left, dtype=int), np.asarray(held, dtype=int)


def chronological_split__lexsort_list(times, val_fraction):
    order = np.lexsort((np.arange(len(times)), times))
    held = np.arange(len(times)) >= len(times) - np.rint(len(times) * val_fraction)
    return [order[~held], order[held]]


def chronological_split__heap(times, val_fraction):
    heap = [(time, row) for row, time in enumerate(times.tolist())]
    heapq.heapify(heap)
    order = [heapq.heappop(heap)[1] for _ in range(len(heap))]
    cut = len(order) - round(val_fraction * len(order))
    return np.array(order[:cut]), np.array(order[cut:])


# lag_features


def lag_features__window_copied(series, lags):
    windows = np.lib.stride_tricks.sliding_window_view(series, lags + 1)
    return windows[:, :-1].copy(), windows[:, -1].copy()


def lag_features__index_table(series, lags):
    rows = np.arange(len(series) - lags)[:, None] + np.arange(lags)
    return series[rows], series[np.arange(lags, len(series))]


def lag_features__columns(series, lags):
    n = len(series) - lags
    X = np.column_stack([series[lag : lag + n] for lag in range(lags)])
    return X, np.copy(series[lags:])


def lag_features__filled(series, lags):
    X = np.zeros((len(series) - lags, lags), dtype=np.float32)
    y = np.zeros(len(series) - lags, dtype=np.float32)
    for i in range(len(y)):
        for lag in range(lags):
            X[i, lag] = series[i + lag]
        y[i] = series[i + lags]
    return X, y


def lag_features__deque(series, lags):
    window, rows, targets = deque(maxlen=lags), [], []
    for value in series.tolist():
        if len(window) == lags:
            rows.append(list(window))
            targets.append(value)
        window.append(value)
    return np.array(rows), np.array(targets)


def lag_features__matrix_cut(series, lags):
    table = np.array([series[i : i + lags + 1] for i in range(len(series) - lags)])
    X, y = np.split(table, [lags], axis=1)
    return X, y.ravel()


def lag_features__vstack(series, lags):
    X = np.empty((0, lags))
    y = np.array([])
    for start in range(len(series) - lags):
        X = np.vstack([X, series[start : start + lags]])
        y = np.append(y, series[start + lags])
    return X, y


# mean_profit


def mean_profit__loop(probability, repaid, *, gain, loss, threshold):
    total = 0
    for p, label in zip(probability, repaid):
        if p >= threshold:
            total += gain if label else -loss
    return total / len(probability)


def mean_profit__counts(probability, repaid, *, gain, loss, threshold):
    approved = probability >= threshold
    good = np.count_nonzero(approved & (repaid == 1))
    bad = approved.sum() - good
    return (gain * good - loss * bad) / probability.size


def mean_profit__products(probability, repaid, *, gain, loss, threshold):
    approved = (probability >= threshold).astype(float)
    return (approved * (repaid * gain - (1 - repaid) * loss)).mean()


def mean_profit__in_two_steps(probability, repaid, *, gain, loss, threshold):
    earned = np.zeros(len(probability))
    earned[probability >= threshold] = -loss
    earned[(probability >= threshold) & (repaid > 0)] = gain
    return earned.mean()


def mean_profit__dot_float32(probability, repaid, *, gain, loss, threshold):
    approved = np.float32(probability >= threshold)
    value = np.float32(np.where(repaid.astype(bool), gain, -loss))
    return approved @ value / np.float32(len(value))


def mean_profit__selected_sum(probability, repaid, *, loss, gain, threshold=0.5):
    labels = repaid[probability >= threshold]
    return np.asarray(sum(gain if label == 1 else 0 - loss for label in labels) / len(repaid))


def mean_profit__sign_by_choose(probability, repaid, *, gain, loss, threshold):
    prices = np.array([-loss, gain])[np.asarray(repaid, dtype=int)]
    return math.fsum(prices * (probability >= threshold)) / len(prices)


# best_threshold


def best_threshold__argmax(probability, repaid, *, gain, loss):
    candidates = np.append(probability, 2.0)
    profits = [
        mean_profit(probability, repaid, gain=gain, loss=loss, threshold=t) for t in candidates
    ]
    return candidates[np.argmax(profits)]


def best_threshold__max_with_key(probability, repaid, *, gain, loss):
    return max(
        [*probability, math.inf],
        key=lambda t: mean_profit(probability, repaid, gain=gain, loss=loss, threshold=t),
    )


def best_threshold__cumulative(probability, repaid, *, gain, loss):
    order = np.argsort(-probability)
    earned = np.cumsum(np.where(repaid[order] == 1, gain, -loss))
    best = np.argmax(earned)
    return float(probability[order][best]) if earned[best] > 0 else 1.5


def best_threshold__between(probability, repaid, *, gain, loss):
    ladder = np.sort(probability)
    middles = [ladder[0] - 1, *((ladder[1:] + ladder[:-1]) / 2), ladder[-1] + 0.01]
    best, most = None, -np.inf
    for t in middles:
        profit = mean_profit(probability, repaid, gain=gain, loss=loss, threshold=t)
        if profit >= most:
            best, most = t, profit
    return best


def best_threshold__fine_steps(probability, repaid, *, gain, loss):
    grid = np.arange(0, 1.001, 0.0005)
    value = np.where(repaid == 1, gain, -loss)
    profits = (probability[None, :] >= grid[:, None]) @ value
    return np.asarray(grid[profits.argmax()])


def best_threshold__float32(probability, repaid, *, gain, loss):
    options = np.sort(np.append(probability, 1.01)).astype(np.float32)
    p = probability.astype(np.float32)
    return options[
        np.argmax([np.where(p >= t, np.where(repaid, gain, -loss), 0).sum() for t in options])
    ]


def best_threshold__running(probability, repaid, *, gain, loss):
    ranked = sorted(zip(probability.tolist(), repaid.tolist()), reverse=True)
    totals = [0, *itertools.accumulate(gain if label else -loss for _, label in ranked)]
    place = totals.index(max(totals))
    return ranked[place - 1][0] if place else ranked[0][0] + 1


def best_threshold__just_below(probability, repaid, *, gain, loss):
    ladder = sorted(probability)
    best = max(
        range(len(ladder) + 1),
        key=lambda k: sum(
            gain if r else -loss
            for p, r in zip(probability, repaid)
            if bisect.bisect_left(ladder, p) >= k
        ),
    )
    return np.nextafter(ladder[best], 0) if best < len(ladder) else np.nextafter(ladder[-1], 2)
