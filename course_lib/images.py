"""Lesson 12: images as rows of numbers, and which classes a model takes for which."""

import numpy as np

from course_lib.data import Array

FULL_INK = 16
"""The darkest value of a scanned digit."""


def flatten_images(images: Array) -> Array:
    """Turn images into rows of numbers from 0 to 1.

    Arguments: `images` (n, 8, 8), from 0 to 16.
    Returns: (n, 64) float64, each image row after row, divided by 16 whatever its own darkest
    value is.
    """
    rows: Array = images.reshape(len(images), -1) / FULL_INK  # (n, 64)
    return rows


def confusion_matrix(labels: Array, predictions: Array, num_classes: int) -> Array:
    """Count how often each class was taken for each.

    Arguments: `labels` (n,), what is true, and `predictions` (n,), both below `num_classes`.
    Returns: (num_classes, num_classes) of whole numbers; entry [i, j] counts the examples of class
    i taken for class j.
    """
    matrix = np.zeros((num_classes, num_classes), dtype=int)
    np.add.at(matrix, (labels, predictions), 1)  # `+= 1` would count a repeated pair once
    return matrix


def most_confused(matrix: Array) -> tuple[int, int]:
    """Find the most frequent error of a confusion matrix.

    Returns: `(true, predicted)`, where the largest count off the diagonal stands.
    """
    errors = np.where(np.eye(len(matrix), dtype=bool), -1, matrix)
    true, predicted = np.unravel_index(errors.argmax(), errors.shape)
    return int(true), int(predicted)
