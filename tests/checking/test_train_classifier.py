"""Verdicts on a classifier of the learner's own design: what was measured, and what went wrong."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_lib import check
from course_lib.checking.verdict import Verdict
from course_lib.data import digit_images, digits
from course_lib.exercises.images import ALONE, REPEATED

Predict = Callable[[np.ndarray], Any]
IMAGES, LABELS = digits()  # what a notebook holds


def nearest(X: np.ndarray, labels: np.ndarray) -> Predict:
    """A good classifier that needs no time: the label of the closest image."""

    def predict(images: np.ndarray) -> np.ndarray:
        distances = (X**2).sum(axis=1) - 2 * images @ X.T  # (m, 64) @ (64, n) -> (m, n)
        closest: np.ndarray = labels[distances.argmin(axis=1)]
        return closest

    return predict


def judged(train_classifier: Callable[..., Any]) -> Verdict:
    return check("train_classifier", train_classifier)


def failed(verdict: Verdict) -> list[str]:
    return [aspect.name for aspect in verdict.aspects if not aspect.holds]


def test_a_good_design_earns_all_and_hears_what_was_measured() -> None:
    verdict = judged(lambda X, labels, rng: nearest(X, labels))
    assert verdict.passed
    assert "of the new images are read correctly, the mean of 3 runs" in str(verdict)


def test_a_middling_design_earns_a_part_and_hears_how_it_reads_its_own_images() -> None:
    def averages(X: np.ndarray, labels: np.ndarray, rng: object) -> Predict:
        means = np.array([X[labels == digit].mean(axis=0) for digit in range(10)])
        return nearest(means, np.arange(10))

    verdict = judged(averages)
    assert 0 < verdict.score < verdict.points
    assert failed(verdict) == ["accuracy on new images"]
    (finding,) = verdict.findings
    assert "percentage points are missing" in finding.did
    assert "Of the images that it was trained on" in finding.think
    assert "not learnt even these" in finding.think


def test_few_examples_learnt_by_heart_are_told_from_too_little_training() -> None:
    def half_blind(X: np.ndarray, labels: np.ndarray, rng: object) -> Predict:
        predict = nearest(
            X[:, ::5], labels
        )  # one pixel in five: enough to know its own, too few for new ones
        return lambda images: predict(images[:, ::5])

    verdict = judged(half_blind)
    assert failed(verdict) == ["accuracy on new images"]
    assert "knows these, and new ones less" in verdict.findings[0].think


def test_what_the_notebook_holds_is_of_no_use_to_look_up() -> None:
    verdict = judged(lambda X, labels, rng: nearest(IMAGES, LABELS))
    assert verdict.score == 0
    assert [finding.mistake for finding in verdict.findings] == ["chance"]


@pytest.mark.parametrize("load", [digits, digit_images])
def test_the_data_set_is_out_of_reach(load: Callable[[], Any]) -> None:
    verdict = judged(lambda X, labels, rng: nearest(*load()))
    assert verdict.score == 0
    assert "loads the data set itself, which is out of reach" in str(verdict)


def test_models_of_scikit_learn_are_out_of_reach() -> None:
    def imported_inside(X: np.ndarray, labels: np.ndarray, rng: object) -> Predict:
        from sklearn.neighbors import KNeighborsClassifier

        predict: Predict = KNeighborsClassifier(1).fit(X, labels).predict
        return predict

    assert "uses `sklearn`, which is out of reach" in str(judged(imported_inside))
    import sklearn.neighbors  # noqa: F401  from here on it is there already

    assert "uses `sklearn`, which is out of reach" in str(judged(imported_inside))


def test_an_answer_that_depends_on_the_batch_loses_that_aspect_alone() -> None:
    def scaled_by_the_batch(X: np.ndarray, labels: np.ndarray, rng: object) -> Predict:
        predict = nearest(X - X.mean(axis=0), labels)
        return lambda images: predict(images - images.mean(axis=0))

    verdict = judged(scaled_by_the_batch)
    assert failed(verdict) == [ALONE]
    assert verdict.score == pytest.approx(0.75 * verdict.points)
    assert "depends on the images beside it" in str(verdict)


def test_a_single_image_gives_an_array_too() -> None:
    def squeezed(X: np.ndarray, labels: np.ndarray, rng: object) -> Predict:
        predict = nearest(X, labels)
        return lambda images: np.squeeze(predict(images))

    verdict = judged(squeezed)
    assert failed(verdict) == [ALONE]
    assert "one image alone gives an array of one prediction" in str(verdict)


def test_chance_that_is_not_of_rng_loses_that_aspect_alone() -> None:
    def drawn_anew(X: np.ndarray, labels: np.ndarray, rng: object) -> Predict:
        kept = np.random.default_rng().permutation(len(X))[: len(X) * 9 // 10]
        return nearest(X[kept], labels[kept])

    verdict = judged(drawn_anew)
    assert failed(verdict) == [REPEATED]
    assert "some chance does not come from `rng`" in str(verdict)


@pytest.mark.parametrize(
    ("bent", "told"),
    [
        (lambda predictions: np.eye(10)[predictions], "several numbers for each image"),
        (lambda predictions: predictions[:, None], "a column"),
        (lambda predictions: predictions + 0.5, "numbers with decimals"),
        (lambda predictions: np.full(len(predictions), 3), "Every image gets the same class"),
        (lambda predictions: np.roll(predictions, 1), "hardly better than by chance"),
    ],
)
def test_predictions_of_another_form_are_told_so(bent: Callable[[Any], Any], told: str) -> None:
    def train_classifier(X: np.ndarray, labels: np.ndarray, rng: object) -> Predict:
        predict = nearest(X, labels)
        return lambda images: bent(predict(images))

    verdict = judged(train_classifier)
    assert verdict.score == 0
    assert told in str(verdict)


@pytest.mark.parametrize("returned", [None, {}, np.zeros(500, dtype=int), (1, 2), 0.97])
def test_what_is_no_function_is_told_so(returned: object) -> None:
    verdict = judged(lambda X, labels, rng: returned)
    assert verdict.score == 0
    assert "function" in str(verdict) or "`None` comes back" in str(verdict)
