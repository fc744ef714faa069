"""What lesson 00 builds and later code leans on."""

from __future__ import annotations

import numpy as np


def column_means(X: np.ndarray) -> np.ndarray:
    """The mean of every column: ``X`` is ``(n, d)``, the answer ``(d,)``."""
    means: np.ndarray = X.mean(axis=0)
    return means
