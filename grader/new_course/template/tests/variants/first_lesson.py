"""Right answers in other styles, as students write: the part after __ names the style."""

import numpy as np


def moving_average__loop(x, window):
    means = []
    for i in range(len(x) - window + 1):
        total = 0
        for j in range(window):
            total += x[i + j]
        means.append(total / window)
    return np.array(means)


def moving_average__running_sum(x, window):
    sums = np.concatenate([[0.0], np.cumsum(x)])
    return (sums[window:] - sums[:-window]) / window


def moving_average__view(x, window):
    return np.lib.stride_tricks.sliding_window_view(x, window).mean(axis=-1)
