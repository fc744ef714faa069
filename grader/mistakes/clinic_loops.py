"""Mistakes that several of the broken loops of lesson 11 can have once they are repaired."""

from collections.abc import Sequence

from grader.mistakes import AddMistake

Row = tuple[str, str | tuple[str, ...], str, str]
"""A mistake: its name, its edits, what they did, what to think about."""

STEPS: tuple[Row, ...] = (
    (
        "summed",
        "error / len({inputs}) → error",
        "Your gradient is too large by a factor of {n}: it is that of the sum of the squares.",
        "The loss is a mean over the rows. What does that do to its slope?",
    ),
    (
        "over_the_weights",
        "error / len({inputs}) → error / X.shape[1]",
        "Your gradient is divided by the number of weights; a mean over rows is divided by {n}.",
        "What does each of the two numbers in `X.shape` count?",
    ),
    (
        "averaged_twice",
        "error / len({inputs}) → error / len({inputs}) ** 2",
        "Your gradient is divided by {n} twice, so it is too small.",
        "How often does a mean divide?",
    ),
    (
        "uphill",
        "learning_rate * grad → learning_rate * -grad",
        "You step uphill: the weights go to where the loss is higher.",
        "A gradient points to where the loss rises. Which way should a step go?",
    ),
    (
        "half_steps",
        "learning_rate * grad → learning_rate / 2 * grad",
        "Your steps are half as long as they should be: the rate is halved, or a factor of 2 is"
        " missing from the gradient.",
        "Which factor comes down in front when a square is differentiated, and is there a reason to"
        " change the rate?",
    ),
    (
        "double_steps",
        "learning_rate * grad → 2 * learning_rate * grad",
        "Your steps are twice as long as they should be: there is a factor of 2 too many, or the"
        " same gradient is used for two updates.",
        "How often does `w` change with one gradient, and which factors stand before it?",
    ),
    (
        "tenth_of_the_rate",
        "learning_rate * grad → learning_rate / 10 * grad",
        "The gradient is right, but your steps have a tenth of the length that the learning"
        " rate gives them.",
        "Use the rate that you are given. Is there still a reason to make it smaller?",
    ),
    (
        "rate_of_the_example",
        "learning_rate * grad → 0.1 * grad",
        "Your steps use a learning rate of 0.1, whatever rate is given.",
        "Which name holds the rate that the caller wants?",
    ),
    (
        "no_rate",
        "learning_rate * grad → grad",
        "The learning rate plays no part: each step is the whole gradient.",
        "What is the gradient multiplied by before it is taken from the weights?",
    ),
    (
        "never_steps",
        "learning_rate * grad → 0 * grad",
        "The weights stay at zero: no step ever changes them.",
        "Which line changes `w`, and is the gradient there what it should be when it runs?",
    ),
    (
        "starts_from_ones",
        "np.zeros → np.ones",
        "Your weights start from 1; the statement says zeros.",
        "What is the loss before any step, if all weights are 0?",
    ),
    (
        "one_epoch_short",
        "range(epochs) → range(1, epochs)",
        "There is one epoch too few.",
        "How many numbers does your `range` have?",
    ),
)
"""Of the step of every loop, whose gradient is a mean over the n rows of ``{inputs}``."""

LOSSES: tuple[Row, ...] = (
    (
        "no_targets",
        "error = {error} → error = {prediction}",
        "The targets play no part: your error is the prediction alone. With weights that are 0 it"
        " is 0, so nothing ever moves.",
        "An error is a difference. Between which two things?",
    ),
    (
        "only_losses",
        "return w, losses → return losses",
        "Only the losses come back; the weights are missing.",
        "Which two things does the statement ask for?",
    ),
    (
        "only_weights",
        "return w, losses → return w",
        "Only the weights come back; the losses are missing.",
        "Which two things does the statement ask for?",
    ),
    (
        "last_loss",
        "return w, losses → return w, losses[-1]",
        "Only the last loss comes back; one for each epoch is expected.",
        "How would somebody draw a curve from it?",
    ),
    (
        "returns_early",
        "    return w, losses →         return w, losses",
        "Only one epoch is trained: the loop ends in its first round, by a `return` or a `break`.",
        "What ends the loop, and after which round should it end?",
    ),
)
"""Of what comes back from a loop that returns ``(w, losses)``, and of its ``{error}``."""

BATCH_LOSSES: tuple[Row, ...] = (
    (
        "mean_of_means",
        (
            "total += np.sum(error**2) → total += np.mean(error**2)",
            "total / len(X) → total / -(-len(X) // batch_size)",
        ),
        "The steps are right, but an epoch's loss is the mean of your batch means: the short last"
        " batch counts as much as a full one.",
        "Over how many examples is the mean to be taken, and how much should each of them count?",
    ),
    (
        "mean_then_n",
        "np.sum(error**2) → np.mean(error**2)",
        "The steps are right, but you add up the means of the batches and divide them by n: that"
        " divides twice.",
        "How many numbers have you added up by the end of the epoch?",
    ),
    (
        "total",
        "losses.append(total / len(X)) → losses.append(total)",
        "The steps are right, but an epoch's loss is the sum of its squared errors; the mean is"
        " expected.",
        "Should twice as many examples be twice as wrong?",
    ),
    (
        "last_batch",
        (
            "total += np.sum(error**2) → total = np.mean(error**2)",
            "total / len(X) → total",
        ),
        "The steps are right, but an epoch's loss is that of its last batch alone.",
        "What happened to the losses of the batches before it?",
    ),
    *(
        (
            f"mean_over_{counted}_batches",
            f"total / len(X) → total / {number}",
            "The steps are right, but an epoch's loss is the sum of its squared errors, divided by"
            " the number of batches; expected is the mean over the examples.",
            "How many squared errors have you added up by the end of the epoch?",
        )
        for counted, number in (
            ("full", "max(1, len(X) // batch_size)"),
            ("all", "-(-len(X) // batch_size)"),
            ("parts_of", "(len(X) / batch_size)"),
        )
    ),
    (
        "loss_at_the_start",
        (
            "total = 0.0 → losses.append(np.mean((X @ w - y) ** 2))",
            "            total += np.sum(error**2)\n → ",
            "        losses.append(total / len(X))\n → ",
        ),
        "The steps are right, but the loss is that of all rows at the start of the epoch; expected:"
        " the mean of the squared errors seen before each update.",
        "Which weights does the second batch of an epoch see?",
    ),
    (
        "one_loss_a_batch",
        (
            "total += np.sum(error**2) → losses.append(np.mean(error**2))",
            "        losses.append(total / len(X))\n → ",
        ),
        "The steps are right, but `losses` has one entry per batch; one per epoch is expected.",
        "At the end of which of the two loops should a loss be appended?",
    ),
    (
        "loss_at_the_end",
        "losses.append(total / len(X)) → losses.append(np.mean((X @ w - y) ** 2))",
        "The steps are right, but the loss is measured anew at the end of the epoch; expected is"
        " the mean of the squared errors seen before each update.",
        "Which squared errors have you computed already by the time the epoch ends?",
    ),
    (
        "loss_after_the_step",
        (
            "            total += np.sum(error**2)\n → ",
            "- learning_rate * grad → - learning_rate * grad\n"
            "            total += np.sum((x_batch @ w - y_batch) ** 2)",
        ),
        "The steps are right, but the loss of a batch is taken after its update; expected:"
        " before it.",
        "Which weights made the errors that the gradient comes from?",
    ),
    (
        "total_never_reset",
        ("        total = 0.0\n → ", "losses = [] → losses, total = [], 0.0"),
        "The steps are right, but the total is never set back to 0: each epoch carries the errors"
        " of those before it.",
        "When does a new sum begin?",
    ),
    (
        "divided_by_n",
        "error / len(x_batch) → error / len(X)",
        "Your gradient is divided by the number of all rows; a batch has fewer.",
        "Over how many rows does the gradient of a batch take its mean?",
    ),
    (
        "step_by_batch_size",
        "error / len(x_batch) → error / batch_size",
        "Your gradient is divided by `batch_size`, even where the batch has fewer rows.",
        "How many rows are in the last batch?",
    ),
    (
        "starts_again",
        "total = 0.0 → w, total = np.zeros(X.shape[1]), 0.0",
        "The weights start from zero again in every epoch: what the epochs before have learnt is"
        " lost.",
        "On which side of the line with the epochs is `w` set to 0?",
    ),
    (
        "whole_gradient",
        "grad = 2 * x_batch.T @ error / len(x_batch) → grad = 2 * X.T @ (X @ w - y) / len(X)",
        "Every step uses the gradient over all rows; a step belongs to its own batch.",
        "What is the batch for, if the gradient looks at everything?",
    ),
    (
        "first_batch_only",
        "- learning_rate * grad → - learning_rate * grad\n            break",
        "Only the first batch of each epoch is used.",
        "How many batches make an epoch, and which line ends your loop over them?",
    ),
    (
        "one_step_an_epoch",
        "            w = w - learning_rate * grad →         w = w - learning_rate * grad",
        "There is one update per epoch, made with the gradient of its last batch; one per batch"
        " is expected.",
        "Which of the two loops does the update stand in?",
    ),
)
"""Of the losses and steps where an epoch has several batches."""


def wrong_steps(wrong: AddMistake, inputs: str) -> None:
    """Add the mistakes of a step whose gradient is a mean over ``inputs``."""
    n = "n" if inputs == "X" else "the number of rows in its batch"
    _add(wrong, STEPS, inputs=inputs, n=n)


def wrong_losses(wrong: AddMistake, error: str) -> None:
    """Add the mistakes of a loop that returns ``(w, losses)``, and computes this ``error``."""
    prediction, _, _ = error.partition(" - ")
    _add(wrong, LOSSES, error=error, prediction=prediction)


def wrong_batch_losses(wrong: AddMistake) -> None:
    """Add the mistakes of a loop over batches."""
    _add(wrong, BATCH_LOSSES)


def _add(wrong: AddMistake, rows: Sequence[Row], **words: str) -> None:
    for name, edits, did, think in rows:
        texts = (edits,) if isinstance(edits, str) else edits
        wrong(name, tuple(text.format(**words) for text in texts), did.format(**words), think)
