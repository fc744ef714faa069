"""What goes wrong in lesson 11."""

from grader.mistakes import equivalent, mistakes
from grader.mistakes.clinic_loops import wrong_batch_losses, wrong_losses, wrong_steps


def _that_calls_broken(number: int, arguments: str, call: str) -> str:
    """The source of a "repaired" loop that hands its work to the broken one."""
    return f"def fixed_{number}({arguments}):\n    return broken_{number}({call})\n"


# diagnose: how many are right, and never which

wrong = mistakes("diagnose")
SURE = (
    "Take the curve that you are least sure of. Where does it start, where does it go, and how?"
    " Which of the nine bugs, whether you have named it or not, would draw that?"
)
MIXED_UP = (
    '"curve 5": "best weights lost" → "curve 5": "loss added up"',
    '"curve 2": "rows shuffled apart" → "curve 2": "weights never move"',
    '"curve 3": "trains on validation" → "curve 3": "rate too small"',
    '"curve 1": "stale gradient" → "curve 1": "best weights lost"',
    '"curve 4": "gradients pile up" → "curve 4": "stale gradient"',
    '"curve 6": "rate too large" → "curve 6": "gradients pile up"',
)
"""Wrong answers, each for another curve, and no two of them the same bug."""
for wrong_ones, number in enumerate(("Five", "Four", "Three", "Two", "One", "None"), start=1):
    wrong(
        f"{number.lower()}_right",
        MIXED_UP[:wrong_ones],
        f"{number} of the six curves {'has' if wrong_ones > 4 else 'have'} the right bug.",
        SURE,
    )
wrong(
    "other_curves",
    '"curve 1": → "1":',
    "A key of your dict is none of the six curves, so nothing was counted.",
    'The curves are called `"curve 1"` to `"curve 6"`, with a blank. How are yours spelt?',
)
BUG_OF = {
    "curve 1": "stale gradient",
    "curve 2": "rows shuffled apart",
    "curve 3": "trains on validation",
    "curve 4": "gradients pile up",
    "curve 5": "best weights lost",
    "curve 6": "rate too large",
}
for curve, bug in BUG_OF.items():
    wrong(
        f"other_bug_for_{curve.replace(' ', '_')}",
        f'"{curve}": "{bug}" → "{curve}": "the {bug}"',
        f"What you name for {curve} is none of the nine bugs, so nothing was counted.",
        "`list(BUGS)` shows how the nine are spelt. Where does yours differ, letter by letter?",
    )
wrong(
    "turned_round",
    '"curve 1": "stale gradient" → "stale gradient": "curve 1"',
    "A key of your dict is no curve, and a value none of the nine bugs, so nothing was counted.",
    "Which of the two stands first in each pair, the curve or the bug?",
)
wrong(
    "named_twice",
    '"rows shuffled apart" → "stale gradient"',
    "One bug is named for two curves, so nothing was counted: no two curves have the same bug.",
    "Which of the two curves does it fit better?",
)

# fixed_1

wrong = mistakes("fixed_1")
ARGUMENTS = "X, y, *, learning_rate, epochs"
CALL = "X, y, learning_rate=learning_rate, epochs=epochs"
GRAD = "        grad = 2 * X.T @ error / len(X)  # (d, n) @ (n,) -> (d,)\n"
STEP = "        w = w - learning_rate * grad\n"
AT_ZERO = "    grad = 2 * X.T @ (X @ w - y) / len(X)\n"
LOOP = "    for epoch in range(epochs):\n"
wrong(
    "as_it_was",
    "",
    "This does what `broken_1` does: nothing is repaired yet. Its first step has no gradient, so"
    " its first two losses are equal.",
    "Follow `grad` through two epochs. With which weights was it computed when it is used?",
    instead=_that_calls_broken(1, ARGUMENTS, CALL),
)
SHARES = (
    ("0.8 times", "0.8"),
    ("0.6 times", "0.6"),
    ("half", "0.5"),
    ("a third of", "1 / 3"),
    ("0.3 times", "0.3"),
    ("a quarter of", "0.25"),
    ("a fifth of", "0.2"),
    ("a tenth of", "0.1"),
)
"""What a learner takes of the learning rate, in the hope of a smaller symptom."""
for words, factor in SHARES:
    wrong(
        f"broken_at_{words.replace(' ', '_')}",
        "",
        f"This does what `broken_1` does at {words} the learning rate: the first two losses are"
        " still equal. The waves are smaller, and the bug is still there.",
        "Would a loop without a bug explode at the rate that is given?",
        instead=_that_calls_broken(1, ARGUMENTS, CALL.replace("=learn", f"={factor} * learn")),
    )
wrong(
    "broken_with_one_epoch_more",
    "",
    "This does what `broken_1` does with one epoch more: in the first one nothing moves, and the"
    " loss at the start is there twice.",
    "What should the weights be after the first epoch, and which gradient takes them there?",
    instead=_that_calls_broken(1, ARGUMENTS, CALL.replace("=epochs", "=epochs + 1")),
)
for cap in (0.1, 0.3):
    wrong(
        f"broken_below_{cap}",
        "",
        f"This does what `broken_1` does at a rate of {cap} at most: the waves are smaller,"
        " and the bug is still there.",
        "Would a loop without a bug explode at the rate that is given?",
        instead=_that_calls_broken(
            1, ARGUMENTS, CALL.replace("=learning_rate", f"=min({cap}, learning_rate)")
        ),
    )
wrong_steps(wrong, "X")
wrong_losses(wrong, "X @ w - y")
wrong(
    "stops_when_it_grows",
    "        w = w - → \n        if len(losses) > 1 and losses[-1] > losses[-2]:\n"
    "            break\n        w = w -",
    "You stop as soon as the loss grows; all the epochs are expected, whatever the loss does.",
    "A loop that stops in time hides that it explodes. How would its author find out why?",
)
wrong(
    "mean_of_the_gradient",
    "grad = 2 * X.T @ error / len(X) → grad = np.mean(2 * X.T @ error)",
    "Your gradient is one number for all weights; each weight has a slope of its own.",
    "Which shape does the gradient have, and what was averaged: rows, or weights?",
)
wrong(
    "losses_begun_anew",
    "        losses.append → \n        losses = []\n        losses.append",
    "Only the last loss is in your list: the list is begun anew in every epoch.",
    "On which side of the `for` line is `losses` made?",
)
wrong(
    "first_one_fresh",
    (f"{GRAD}{STEP} → {STEP}{GRAD}", f"{LOOP} → {AT_ZERO}{LOOP}"),
    "Your first step is right, and its gradient is used once more in the second epoch. From then on"
    " each step is one behind.",
    "In the second epoch, with which weights was `grad` computed when `w` changes?",
)
wrong(
    "never_renewed",
    (f"{GRAD} → ", f"{LOOP} → {AT_ZERO}{LOOP}"),
    "Every step is the same: it uses the gradient at the first weights.",
    "Which line finds out how steep it is where `w` stands now, and how often does it run?",
)
wrong(
    "last_step_missing",
    (f"{STEP} → ", f"{LOOP} → \n    grad = 0 * w\n{LOOP}{STEP}"),
    "Your losses are right, but `w` is one step behind: the last gradient is never used.",
    "After the last epoch, which line still has to run?",
)
wrong(
    "every_second_step",
    "        w = w - → \n        if epoch % 2 == 0:\n            w = w -",
    "A step is taken only in every second epoch.",
    "How many steps should four epochs take?",
)
wrong(
    "loss_after_the_step",
    (
        "        losses.append(np.mean(error**2))\n → ",
        f"{STEP} → {STEP}        losses.append(np.mean((X @ w - y) ** 2))\n",
    ),
    "The steps are right, but each loss is taken after its update; expected: before it.",
    "What is the loss of weights that are 0, and where is it in your list?",
)
wrong(
    "piles_up",
    ("grad = 2 * → grad = grad + 2 *", f"{LOOP} → \n    grad = 0 * w\n{LOOP}"),
    "Each gradient is added to all those before it.",
    "Which gradient belongs to the weights of this epoch, and to no others?",
)
wrong(
    "momentum",
    ("grad = 2 * → grad = 0.9 * grad + 2 *", f"{LOOP} → \n    grad = 0 * w\n{LOOP}"),
    "Each step keeps nine tenths of the steps before it, as momentum does.",
    "What does the statement say that a step is made of?",
)
wrong(
    "mean_of_two",
    (
        "w - learning_rate * grad → w - learning_rate * (grad + old) / 2\n        old = grad",
        f"{LOOP} → \n    old = 0 * w\n{LOOP}",
    ),
    "Each step is half of this epoch's gradient and half of the one before it.",
    "Which gradient belongs to the weights of this epoch, and to no others?",
)
wrong(
    "clipped",
    "learning_rate * grad → learning_rate * np.clip(grad, -1, 1)",
    "Your gradient is cut off at 1 and at −1, so that large steps become shorter.",
    "That keeps a loop from exploding, whatever its bug is. Is there still one?",
)
wrong(
    "decayed",
    "w - learning_rate → w - learning_rate / (epoch + 1)",
    "Your learning rate becomes smaller from epoch to epoch.",
    "Use the rate that you are given, as it is. Is there still a reason to make it smaller?",
)
wrong(
    "row_by_row",
    "",
    "You take one step for each row; one step per epoch is expected, with the gradient over all"
    " rows.",
    "How many updates should four epochs make?",
    instead=f"""def fixed_1({ARGUMENTS}):
    w = np.zeros(X.shape[1])
    losses = []
    for epoch in range(epochs):
        losses.append(np.mean((X @ w - y) ** 2))
        for i in range(len(X)):
            w = w - learning_rate * 2 * X[i] * (X[i] @ w - y[i])
    return w, losses
""",
)
wrong(
    "starts_again",
    "        error = X →         w = np.zeros(X.shape[1])\n        error = X",
    "Each epoch starts from zeros again: all your losses are the same.",
    "On which side of the `for` line is `w` set to 0?",
)
wrong(
    "sum_of_squares",
    "np.mean(error**2) → np.sum(error**2)",
    "The steps are right, but your losses are sums over the rows; the mean is expected.",
    "Should twice as many examples be twice as wrong?",
)
wrong(
    "root",
    "np.mean(error**2) → np.sqrt(np.mean(error**2))",
    "The steps are right, but your losses are the roots of the mean squared errors.",
    "In the example the first loss is 10. What is yours?",
)
wrong(
    "one_loss_more",
    "return w, losses → return w, [*losses, np.mean((X @ w - y) ** 2)]",
    "You return one loss more than there are epochs: that of the last weights.",
    "Which update does that loss stand before?",
)
wrong(
    "error_kept",
    (
        "        error = X @ w - y  # (n, d) @ (d,) -> (n,)\n → ",
        f"{LOOP} →     error = X @ w - y\n{LOOP}",
    ),
    "The error is computed once, before the epochs: all your losses and all your steps are the"
    " same.",
    "After a step the weights have changed. Which line has to run again?",
)

wrong(
    "w_one_step_further",
    "",
    "The losses are right, but `w` is one step further: there is an update too many at the end.",
    "How many updates should four epochs make?",
    instead="""def fixed_1(X, y, *, learning_rate, epochs):
    w, losses = np.zeros(X.shape[1]), []
    for epoch in range(epochs):
        losses.append(np.mean((X @ w - y) ** 2))
        w = w - learning_rate * 2 * X.T @ (X @ w - y) / len(X)
    return w - learning_rate * 2 * X.T @ (X @ w - y) / len(X), losses""",
)

# fixed_2

wrong = mistakes("fixed_2")
BATCHES = "minibatches(X, y, batch_size, rng=rng)"
SIZED = f"{ARGUMENTS}, batch_size, rng"
wrong(
    "as_it_was",
    "",
    "As in `broken_2`, rows and targets do not belong together: after your shuffle, a row has the"
    " target of another.",
    "If row 3 moves to the front, what has to move with it, and how many random orders does that"
    " need?",
    instead=_that_calls_broken(2, SIZED, f"{CALL}, batch_size=batch_size, rng=rng"),
)
wrong(
    "never_shuffled",
    ", rng=rng → ",
    "The pairs are together again, but nothing is shuffled any more: every epoch goes through the"
    " rows in their original order.",
    "The shuffle itself was no bug. How can both arrays go through it?",
)
wrong(
    "shuffled_once",
    (
        ", rng=rng → ",
        f"{LOOP} →     order = rng.permutation(len(X))\n    X, y = X[order], y[order]\n{LOOP}",
    ),
    "You shuffle once, before the epochs: every epoch goes through the same batches in the same"
    " order.",
    "Which of the two loops should a fresh shuffle be in?",
)
wrong(
    "same_order",
    "rng=rng → rng=np.random.default_rng(0)",
    "Every epoch has the same order, whatever `rng` is: it does not come from the `rng` that is"
    " given, but from a seed of your own, or from the data.",
    "Where does the randomness of the second epoch come from?",
)
wrong(
    "own_seeds",
    "rng=rng → rng=np.random.default_rng(epoch)",
    "Another `rng` gives the same orders: they come from seeds of your own, not from the `rng` that"
    " is given.",
    "What is `rng` handed to you for?",
)
wrong(
    "order_of_batches",
    f"for x_batch, y_batch in {BATCHES}: → batches = list(minibatches(X, y, batch_size))\n"
    "        for x_batch, y_batch in (batches[i] for i in rng.permutation(len(batches))):",
    "You shuffle the order of the batches: the rows inside a batch are the same in every epoch.",
    "What should be shuffled, the batches or the rows?",
)
wrong(
    "shuffled_late",
    (
        ", rng=rng → ",
        "losses.append(total / len(X)) → losses.append(total / len(X))\n"
        "        order = rng.permutation(len(X))\n        X, y = X[order], y[order]",
    ),
    "The first epoch goes through the rows in their original order; the shuffle comes after it.",
    "If the data are sorted, what do the batches of the first epoch hold?",
)
wrong(
    "with_replacement",
    f"for x_batch, y_batch in {BATCHES}: → rows = rng.integers(len(X), size=len(X))\n"
    "        for x_batch, y_batch in minibatches(X[rows], y[rows], batch_size):",
    "In each epoch some rows come twice and others never: each place draws its row without looking"
    " at the others.",
    "An epoch shows every example once. Does your draw?",
)
wrong(
    "short_one_lost",
    "rng=rng → rng=rng, drop_last=True",
    "The short last batch is missing: rows that do not fill a batch never train.",
    "What happens to the rows that do not fill a batch?",
)
wrong_steps(wrong, "x_batch")
wrong_losses(wrong, "x_batch @ w - y_batch")
wrong_batch_losses(wrong)
wrong(
    "full_batch",
    "X, y, batch_size, rng → X, y, len(X), rng",
    "There is one update per epoch, made with all rows: `batch_size` plays no part.",
    "How many updates does an epoch of 7 rows in batches of 3 have?",
)
wrong(
    "row_by_row",
    "X, y, batch_size, rng → X, y, 1, rng",
    "There is one update per row; one per batch is expected.",
    "How many updates does an epoch of 7 rows in batches of 3 have?",
)
wrong(
    "used_up",
    (f"{BATCHES} → batches", f"{LOOP} →     batches = {BATCHES}\n{LOOP}"),
    "Only the first epoch trains. The generator of the batches is made once, and used up.",
    "How often can a generator be gone through, and in which of the two loops should it be made?",
)

wrong(
    "generator_without_seed",
    "",
    "The order comes from a generator of your own that has no seed, and not from the `rng` "
    "that was handed in.",
    "What must come out when the same training is run again with an equal `rng`?",
    instead="""def fixed_2(X, y, *, learning_rate, epochs, batch_size, rng):
    w = np.zeros(X.shape[1])
    losses = []
    for epoch in range(epochs):
        order = np.random.default_rng().permutation(len(X))
        X, y = X[order], y[order]
        total = 0.0
        for start in range(0, len(X), batch_size):
            x_batch = X[start : start + batch_size]
            y_batch = y[start : start + batch_size]
            error = x_batch @ w - y_batch
            total += np.sum(error**2)
            grad = 2 * x_batch.T @ error / len(x_batch)
            w = w - learning_rate * grad
        losses.append(total / len(X))
    return w, losses""",
)
wrong(
    "one_batch_an_epoch",
    "",
    "Only the first batch of each epoch is used: the loop over the batches ends in its first "
    "round.",
    "How many batches do all rows make, and what ends your loop?",
    instead="""def fixed_2(X, y, *, learning_rate, epochs, batch_size, rng):
    w = np.zeros(X.shape[1])
    losses = []
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        X, y = X[order], y[order]
        total = 0.0
        for start in range(0, len(X), batch_size):
            x_batch = X[start : start + batch_size]
            y_batch = y[start : start + batch_size]
            error = x_batch @ w - y_batch
            total += np.sum(error**2)
            grad = 2 * x_batch.T @ error / len(x_batch)
            w = w - learning_rate * grad
            break
        losses.append(total / len(X))
    return w, losses""",
)
wrong(
    "mean_of_batch_means",
    "",
    "The losses are means of the batches, added up and divided by the number of full batches, so "
    "that a short batch counts too much.",
    "What has to be added up, so that each example counts once?",
    instead="""def fixed_2(X, y, *, learning_rate, epochs, batch_size, rng):
    w = np.zeros(X.shape[1])
    losses = []
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        X, y = X[order], y[order]
        total = 0.0
        for start in range(0, len(X), batch_size):
            x_batch = X[start : start + batch_size]
            y_batch = y[start : start + batch_size]
            error = x_batch @ w - y_batch
            total += np.mean(error**2)
            grad = 2 * x_batch.T @ error / len(x_batch)
            w = w - learning_rate * grad
        losses.append(total / (len(X) // batch_size))
    return w, losses""",
)
wrong(
    "shuffles_in_place",
    "",
    "You shuffle `X` and `y` themselves: the caller's arrays are in another order afterwards.",
    "Which line writes into the arrays that were handed in, and could it make new ones?",
    instead="""def fixed_2(X, y, *, learning_rate, epochs, batch_size, rng):
    w = np.zeros(X.shape[1])
    losses = []
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        X[:] = X[order]
        y[:] = y[order]
        total = 0.0
        for start in range(0, len(X), batch_size):
            x_batch = X[start : start + batch_size]
            y_batch = y[start : start + batch_size]
            error = x_batch @ w - y_batch
            total += np.sum(error**2)
            grad = 2 * x_batch.T @ error / len(x_batch)
            w = w - learning_rate * grad
        losses.append(total / len(X))
    return w, losses""",
)


# fixed_3

wrong = mistakes("fixed_3")
PAIRS = "train, val, *, learning_rate, epochs"
PAIRS_CALL = CALL.replace("X, y", "train, val")
wrong(
    "as_it_was",
    "",
    "This does what `broken_3` does: nothing is repaired yet. Its first step uses the training"
    " data, and every later one the validation data.",
    "After the lines that measure, which data do `X` and `y` hold, and what does the next epoch do"
    " with them?",
    instead=_that_calls_broken(3, PAIRS, PAIRS_CALL),
)
wrong(
    "validation_for_training",
    "X, y = train → X, y = val",
    "The validation data takes the place of the training data: every step uses it, and both lists"
    " hold its loss.",
    "Which of the two pairs may `X` and `y` be?",
)
wrong(
    "pairs_swapped",
    ("X, y = train → X, y = val", "X_val, y_val = val → X_val, y_val = train"),
    "`train` and `val` have changed places: the steps use the validation data, and each loss stands"
    " under the other's name.",
    "Which of the two arguments comes first?",
)
wrong(
    "validation_gradient",
    (
        "error = X @ w - y → error = X_val @ w - y_val",
        "2 * X.T @ error / len(X) → 2 * X_val.T @ error / len(X_val)",
    ),
    "Every step uses the validation data, from the first epoch on.",
    "What is the validation data for, and which lines may see it?",
)
wrong(
    "trains_on_both",
    f"{STEP} → {STEP}"
    "        w = w - learning_rate * 2 * X_val.T @ (X_val @ w - y_val) / len(X_val)\n",
    "Each epoch takes a second step, with the validation data.",
    "What is the validation data for, and which lines may see it?",
)
wrong(
    "trains_on_all",
    (
        "error = X @ w - y → error = np.r_[X, X_val] @ w - np.r_[y, y_val]",
        "2 * X.T @ error / len(X) → 2 * np.r_[X, X_val].T @ error / len(error)",
    ),
    "Your steps use training and validation data together.",
    "What would the validation loss tell about data that the loop has not seen?",
)
wrong_steps(wrong, "X")
TRAIN_LOSS = 'history["train_loss"].append(np.mean((X @ w - y) ** 2))'
VAL_LOSS = 'history["val_loss"].append(np.mean((X_val @ w - y_val) ** 2))'
LOSSES = (
    f"        {TRAIN_LOSS}  # (n, d) @ (d,) -> (n,)\n"
    f"        {VAL_LOSS}  # (n_val, d) @ (d,) -> (n_val,)\n"
)
ONCE = LOSSES.replace("        ", "    ")
wrong(
    "train_loss_before",
    f'{TRAIN_LOSS} → history["train_loss"].append(np.mean(error**2))',
    "The training loss is the one before the step; by the end of the epoch the weights have"
    " changed.",
    "With which weights was `error` computed?",
)
wrong(
    "step_for_each_list",
    "",
    "You take a step with the training data, and another with the validation data, each after its"
    " loss.",
    "What is the validation data for, and which lines may see it?",
    instead=f"""def fixed_3({PAIRS}):
    w = np.zeros(train[0].shape[1])
    history = {{"train_loss": [], "val_loss": []}}
    for epoch in range(epochs):
        for name, (X, y) in {{"train_loss": train, "val_loss": val}}.items():
            error = X @ w - y
            w = w - learning_rate * 2 * X.T @ error / len(X)
            history[name].append(np.mean(error**2))
    return w, history
""",
)
wrong(
    "over_the_validation_rows",
    "error / len(X) → error / len(X_val)",
    "Your gradient is divided by the number of validation rows; it is a mean over training rows.",
    "Over which rows is the loss whose slope this is?",
)
wrong(
    "rounded",
    (
        "np.mean((X @ w - y) ** 2) → round(np.mean((X @ w - y) ** 2), 2)",
        "np.mean((X_val @ w - y_val) ** 2) → round(np.mean((X_val @ w - y_val) ** 2), 2)",
    ),
    "Your losses are rounded to two digits after the point.",
    "Where does rounding belong: into the history, or into what is printed?",
)
wrong(
    "both_the_error_before",
    (
        "np.mean((X @ w - y) ** 2) → np.mean(error**2)",
        "np.mean((X_val @ w - y_val) ** 2) → np.mean(error**2)",
    ),
    "The weights are right. Both lists hold the training loss before each step: nothing is measured"
    " after it, nor on the validation data.",
    "With which weights, and on which data, was `error` computed?",
)
wrong(
    "both_before",
    (f"{LOSSES} → ", f"{GRAD} → {LOSSES}{GRAD}"),
    "Both losses are taken before the step of their epoch; expected: at its end.",
    "After two epochs, which weights have you never measured?",
)
wrong(
    "validation_measured_on_training",
    "(X_val @ w - y_val) → (X @ w - y)",
    "The steps are right, but both lists hold the training loss.",
    "Which data should the second list be measured on?",
)
wrong(
    "training_measured_on_validation",
    "np.mean((X @ w - y) ** 2) → np.mean((X_val @ w - y_val) ** 2)",
    "The steps are right, but both lists hold the validation loss.",
    "Which data should the first list be measured on?",
)
wrong(
    "names_swapped",
    (
        'history["train_loss"] → history["val_loss"]',
        'history["val_loss"].append(np.mean((X_val → history["train_loss"].append(np.mean((X_val',
    ),
    "The steps are right, but the two lists have each other's name.",
    "Which data is each of the two measured on?",
)
wrong(
    "sums",
    ("np.mean((X @ → np.sum((X @", "np.mean((X_val → np.sum((X_val"),
    "The steps are right, but your losses are sums over the rows; means are expected.",
    "How could sums over 30 and over 15 rows be compared?",
)
wrong(
    "stops_at_the_turn",
    f"{VAL_LOSS} → {VAL_LOSS}\n"
    '        if epoch and history["val_loss"][-1] > history["val_loss"][-2]:\n'
    "            break",
    "You stop when the validation loss rises; all the epochs are expected.",
    "How many entries should each list have?",
)
wrong(
    "list_of_pairs",
    'return w, history → return w, list(zip(history["train_loss"], history["val_loss"]))',
    "The numbers are right, but the history is a list of pairs; a dict of two lists is expected.",
    "How would a caller look up the validation losses?",
)
wrong(
    "only_weights",
    "return w, history → return w",
    "Only the weights come back; the history is missing.",
    "Which two things does the statement ask for?",
)
wrong(
    "only_history",
    "return w, history → return history",
    "Only the history comes back; the weights are missing.",
    "Which two things does the statement ask for?",
)
wrong(
    "returns_early",
    "    return w, history →         return w, history",
    "Only one epoch is trained: the loop ends in its first round, by a `return` or a `break`.",
    "What ends the loop, and after which round should it end?",
)
wrong(
    "measured_once",
    (f"{LOSSES} → ", f"    return w, history → {ONCE}    return w, history"),
    "Each list has one entry, that of the last epoch; one per epoch is expected.",
    "How far are the lines indented that append, and is a list made anew that should have grown?",
)
wrong(
    "two_lists",
    "",
    "The history is two lists, without their names; expected is a dict with `train_loss` and "
    "`val_loss`.",
    "How would a reader know which list is which?",
    instead="""def fixed_3(train, val, *, learning_rate, epochs):
    X, y = train
    w = np.zeros(X.shape[1])
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(epochs):
        error = X @ w - y
        grad = 2 * X.T @ error / len(X)
        w = w - learning_rate * grad
        for name, (A, b) in {"train_loss": train, "val_loss": val}.items():
            history[name].append(np.mean((A @ w - b)**2))
    return w, (history["train_loss"], history["val_loss"])""",
)


# fixed_4

wrong = mistakes("fixed_4")
SIZED = f"{ARGUMENTS}, batch_size"
BATCH_GRAD = "grad = 2 * x_batch.T @ error / len(x_batch)"
EPOCH = "        total = 0.0\n"
wrong(
    "as_it_was",
    "",
    "This does what `broken_4` does: nothing is repaired yet. Each gradient is added to all those"
    " before it.",
    "After the second batch, which gradients are in `grad`, and which of them belong to the weights"
    " as they are now?",
    instead=_that_calls_broken(4, SIZED, f"{CALL}, batch_size=batch_size"),
)
wrong(
    "cleared_each_epoch",
    ("grad = 2 * → grad = grad + 2 *", f"{EPOCH} → {EPOCH}        grad = 0 * w\n"),
    "The gradient is cleared once per epoch. Within an epoch, each batch's gradient is still added"
    " to those before it.",
    "For how many steps is a gradient good?",
)
for name, share in (("half", 0.5), ("tenth", 0.1)):
    wrong(
        f"broken_at_{name}",
        "",
        f"This does what `broken_4` does at {'half' if name == 'half' else 'a tenth of'} the"
        " learning rate: the waves are longer, and the bug is still there.",
        "With shorter steps the swing takes longer. What would make it stop?",
        instead=_that_calls_broken(
            4, SIZED, f"{CALL.replace('=learn', f'={share} * learn')}, batch_size=batch_size"
        ),
    )
wrong(
    "momentum",
    ("grad = 2 * → grad = 0.9 * grad + 2 *", f"{LOOP} → \n    grad = 0 * w\n{LOOP}"),
    "Your sum of gradients forgets a tenth at each step, as momentum does. The waves die out, and"
    " the step is still not the one in the statement.",
    "What does the statement say that a step is made of?",
)
wrong(
    "mean_of_all",
    (
        f"{BATCH_GRAD} → grad = grad + 2 * x_batch.T @ error / len(x_batch)",
        f"{EPOCH} → {EPOCH}        grad = 0 * w\n",
        "learning_rate * grad → learning_rate * grad / (start // batch_size + 1)",
    ),
    "Your step uses the mean of the gradients of this epoch so far; each batch has one of its own.",
    "Which gradients in that mean belong to weights that are gone?",
)
wrong(
    "mean_of_all_epochs",
    (
        f"{BATCH_GRAD} → grad, count = grad + 2 * x_batch.T @ error / len(x_batch), count + 1",
        f"{LOOP} → \n    grad, count = 0 * w, 0\n{LOOP}",
        "learning_rate * grad → learning_rate * grad / count",
    ),
    "Your step uses the mean of all the gradients so far; each batch has one of its own.",
    "Which gradients in that mean belong to weights that are gone?",
)
wrong(
    "one_mean_step",
    "",
    "The gradients of an epoch are gathered into one step; one step per batch is expected.",
    "How many times should `w` change in an epoch of three batches?",
    instead=f"""def fixed_4({SIZED}):
    w = np.zeros(X.shape[1])
    losses = []
    for epoch in range(epochs):
        total, grad, batches = 0.0, 0 * w, 0
        for start in range(0, len(X), batch_size):
            x_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
            error = x_batch @ w - y_batch
            total += np.sum(error**2)
            grad, batches = grad + 2 * x_batch.T @ error / len(x_batch), batches + 1
        w = w - learning_rate * grad / batches
        losses.append(total / len(X))
    return w, losses
""",
)
wrong(
    "one_summed_step",
    "",
    "The gradients of an epoch are added up into one step; one step per batch is expected.",
    "How many times should `w` change in an epoch of three batches?",
    instead=f"""def fixed_4({SIZED}):
    w = np.zeros(X.shape[1])
    losses = []
    for epoch in range(epochs):
        total, grad = 0.0, 0 * w
        for start in range(0, len(X), batch_size):
            x_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
            error = x_batch @ w - y_batch
            total += np.sum(error**2)
            grad = grad + 2 * x_batch.T @ error / len(x_batch)
        w = w - learning_rate * grad
        losses.append(total / len(X))
    return w, losses
""",
)
wrong_steps(wrong, "x_batch")
wrong_losses(wrong, "x_batch @ w - y_batch")
wrong_batch_losses(wrong)
wrong(
    "short_one_lost",
    "range(0, len(X), batch_size) → range(0, len(X) - batch_size + 1, batch_size)",
    "The short last batch never trains.",
    "With 7 rows in batches of 3, in which batch is the last row?",
)

wrong(
    "one_step_behind",
    (
        "            grad = 2 * x_batch.T @ error / len(x_batch)  # (d, rows) @ (rows,) -> (d,)\n"
        "            w = w - learning_rate * grad → "
        "            w = w - learning_rate * grad\n"
        "            grad = 2 * x_batch.T @ error / len(x_batch)",
        f"{LOOP} → \n    grad = 0 * w\n{LOOP}",
    ),
    "The sum is gone, but each step uses the gradient of the batch before: it comes one step late,"
    " as in loop 1.",
    "When `w` changes, with which batch was `grad` computed?",
)
wrong(
    "shuffled",
    "for start in range(0, len(X), batch_size): → "
    "rng = np.random.default_rng(epoch)\n"
    "        order = rng.permutation(len(X))\n"
    "        X, y = X[order], y[order]\n"
    "        for start in range(0, len(X), batch_size):",
    "Your batches are not in the order of the rows: something shuffles them.",
    "Does the statement of this loop ask for a shuffle?",
)
wrong(
    "slice_ends_at_batch_size",
    (
        "X[start : start + batch_size] → X[start:batch_size]",
        "y[start : start + batch_size] → y[start:batch_size]",
    ),
    "From the second batch on there are no rows, and the mean of none is nan: your slices end at"
    " `batch_size`.",
    "With batches of 3, at which positions does the second one begin and end?",
)


# fixed_5

wrong = mistakes("fixed_5")
KEPT = "best_w, best_loss = w.copy(), val_loss"
BETTER = "if val_loss < best_loss:"
MEASURED = "        val_loss = np.mean((X_val @ w - y_val) ** 2)"
wrong(
    "as_it_was",
    "",
    "What you return are the weights of the last epoch, as `broken_5` does. The best ones are not"
    " kept, or not returned.",
    "Which name do you return? At the epoch of the lowest validation loss, does it get numbers of"
    " its own, or become a second name for an array that goes on changing? And what is each later"
    " loss compared with?",
    instead=_that_calls_broken(5, PAIRS, PAIRS_CALL),
)
BY_TRAINING = (
    f"{BETTER} → train_loss = np.mean((X @ w - y) ** 2)\n        if train_loss < best_loss:",
    f"{KEPT} → best_w, best_loss = w.copy(), train_loss",
)
wrong(
    "by_training_loss",
    BY_TRAINING,
    "The weights that you keep are those with the lowest training loss; expected is the lowest"
    " validation loss.",
    "Which of the two losses says something about rows that were not trained on?",
)
wrong(
    "val_loss_before",
    (
        f"{MEASURED}  # (n_val, d) @ (d,) -> (n_val,)\n → ",
        f"        error = X → {MEASURED}\n        error = X",
    ),
    "The validation loss is measured before the step of its epoch; expected: the one after it. So"
    " the weights that you keep are not those with that loss.",
    "Which weights have the loss that you compare?",
)
wrong(
    "stops_at_the_turn",
    f"            {KEPT} →             {KEPT}\n        else:\n            break",
    "You stop when the validation loss rises for the first time; all the epochs are expected. A"
    " later one may be better.",
    "After a loss that rises, can it fall below the lowest one again?",
)
wrong(
    "first_low",
    (
        "= w.copy(), np.inf → = w.copy(), np.inf\n    falls = True",
        f"{BETTER} → falls = falls and val_loss < best_loss\n        if falls:",
    ),
    "You keep the weights before the validation loss rises for the first time. A later epoch has a"
    " lower one.",
    "After a loss that rises, can it fall below the lowest one again?",
)
wrong(
    "goes_back",
    f"            {KEPT} →             {KEPT}\n        else:\n            w = best_w.copy()",
    "Where the validation loss rises you go back to the best weights and train on from there, so"
    " later epochs are not those of the loop.",
    "What should the history show after the turn?",
)
wrong(
    "one_step_early",
    (
        "w -= learning_rate * grad → before = w.copy()\n        w -= learning_rate * grad",
        "= w.copy(), val_loss → = before, val_loss",
    ),
    "The weights that you keep are those before the step of the best epoch; its loss was measured"
    " after it.",
    "Which weights have the loss that you compare?",
)
wrong(
    "one_step_late",
    (
        "            best_w, best_loss = w.copy(), val_loss → "
        "            best_w, best_loss = w - learning_rate * 2 * X.T @ (X @ w - y) / len(X),"
        " val_loss",
    ),
    "The weights that you keep are one step further than those with the lowest validation loss.",
    "Which weights have the loss that you compare?",
)
wrong(
    "start_counts",
    "w.copy(), np.inf → w.copy(), np.mean(y_val**2)",
    "Where no epoch is better than the start, you return the weights of the start. Asked for are"
    " those after the best epoch.",
    "Is the loss of weights that are 0 among the losses of your history?",
)
wrong(
    "start_returned",
    "= w.copy(), val_loss → = best_w, val_loss",
    "You return the weights of the start, all 0: nothing is kept at the best epoch.",
    "Which line should change `best_w`, and is it reached?",
)
wrong(
    "worst",
    ("np.inf → -np.inf", "val_loss < best_loss → val_loss > best_loss"),
    "You keep the weights with the highest validation loss.",
    "Is a better loss a larger or a smaller one?",
)
wrong(
    "loss_returned",
    "return best_w, history → return best_loss, history",
    "You return the lowest validation loss; expected: the weights that have it.",
    "What would somebody who wants to predict need?",
)
wrong(
    "both_losses_before",
    "",
    "The validation loss is measured before the step of its epoch; expected: the one after it. So"
    " the weights that you keep are not those with that loss.",
    "Which weights have the loss that you compare?",
    instead="""def fixed_5(train, val, *, learning_rate, epochs):
    X, y = train
    X_val, y_val = val
    w = np.zeros(X.shape[1])
    history = {"train_loss": [], "val_loss": []}
    best_w, best_loss = w.copy(), np.inf
    for epoch in range(epochs):
        error = X @ w - y
        val_loss = np.mean((X_val @ w - y_val) ** 2)
        w = w - learning_rate * 2 * X.T @ error / len(X)
        history["train_loss"].append(np.mean(error**2))
        history["val_loss"].append(val_loss)
        if val_loss < best_loss:
            best_w, best_loss = w.copy(), val_loss
    return best_w, history""",
)
wrong(
    "all_of_it_before",
    "",
    "Both losses are measured, and the weights kept, before the step of their epoch. So the weights"
    " of the start are among them, and those of the last epoch are not.",
    "After the last step, which line still has to look at the weights?",
    instead="""def fixed_5(train, val, *, learning_rate, epochs):
    X, y = train
    X_val, y_val = val
    w = np.zeros(X.shape[1])
    history = {"train_loss": [], "val_loss": []}
    best_w, best_loss = w.copy(), np.inf
    for epoch in range(epochs):
        error = X @ w - y
        val_loss = np.mean((X_val @ w - y_val) ** 2)
        history["train_loss"].append(np.mean(error**2))
        history["val_loss"].append(val_loss)
        if val_loss < best_loss:
            best_w, best_loss = w.copy(), val_loss
        w = w - learning_rate * 2 * X.T @ error / len(X)
    return best_w, history""",
)
wrong(
    "first_epoch_kept",
    f"{BETTER} → if epoch == 0:",
    "You return the weights of the first epoch: none of the later ones is ever taken for better.",
    "At the moment of the comparison, is the new loss already among those that it is compared"
    " with?",
)
wrong(
    "epoch_kept",
    f"{KEPT} → best_w, best_loss = epoch, val_loss",
    "You keep the number of the best epoch, not the weights that it ended with.",
    "What would somebody who wants to predict need?",
)
wrong(
    "epoch_returned",
    'return best_w, history → return int(np.argmin(history["val_loss"])) + 1, history',
    "You return the number of the best epoch; expected: the weights that it ended with.",
    "What would somebody who wants to predict need?",
)
wrong(
    "swapped",
    "return best_w, history → return history, best_w",
    "The history comes first in what you return; the weights belong there.",
    "In which order does the statement name them?",
)
wrong(
    "on_validation",
    ("X, y = train → X, y = val", "X_val, y_val = val → X_val, y_val = train"),
    "`train` and `val` have changed places: the steps use the validation data.",
    "Which of the two arguments comes first?",
)
wrong(
    "returns_early",
    "    return best_w, history →         return best_w, history",
    "Only one epoch is trained: the loop ends in its first round, by a `return` or a `break`.",
    "What ends the loop, and after which round should it end?",
)
wrong_steps(wrong, "X")
wrong(
    "train_loss_before",
    "np.mean((X @ w - y) ** 2) → np.mean(error**2)",
    "The weights are right, and the training losses are those before each step; those at the end of"
    " each epoch are expected.",
    "With which weights was `error` computed?",
)
wrong(
    "only_when_better",
    (
        'history["train_loss"].append(np.mean((X @ w - y) ** 2)) → pass',
        '        history["val_loss"].append(val_loss)\n → ',
        f"            {KEPT} →             {KEPT}\n"
        '            history["train_loss"].append(np.mean((X @ w - y) ** 2))\n'
        '            history["val_loss"].append(val_loss)',
    ),
    "The weights are right, and the history has entries only for epochs that were better than all"
    " before; each epoch should have its own.",
    "How far are the lines indented that append?",
)
wrong(
    "up_to_the_best",
    "return best_w, history → "
    'best = int(np.argmin(history["val_loss"])) + 1\n'
    "    return best_w, {name: losses[:best] for name, losses in history.items()}",
    "The weights are right, and the history ends at the best epoch; that of all epochs is"
    " expected.",
    "What would the curve look like, and would anybody see that it rises again?",
)
wrong(
    "lists_swapped",
    (
        'history["train_loss"] → history["val_loss"]',
        'history["val_loss"].append(val_loss) → history["train_loss"].append(val_loss)',
    ),
    "The weights are right, and the two lists of the history have each other's name.",
    "Which data is each of the two measured on?",
)

SQUARED = "the error is only squared here, and its sign is lost"
for name in ("fixed_3", "fixed_5"):
    equivalent(name, "np.mean((X @ w - y) ** 2) → np.mean((y - X @ w) ** 2)", SQUARED)
    equivalent(name, "(X_val @ w - y_val) → (y_val - X_val @ w)", SQUARED)
wrong(
    "halfway_to_the_best",
    "",
    "The weights that come back are a mean of the best ones and of those before; expected: "
    "the best ones themselves.",
    "At which weights was the lowest validation loss measured?",
    instead="""def fixed_5(train, val, *, learning_rate, epochs):
    X, y = train
    X_val, y_val = val
    w = np.zeros(X.shape[1])
    history = {"train_loss": [], "val_loss": []}
    best_w, best_loss = w.copy(), np.inf
    for epoch in range(epochs):
        error = X @ w - y
        grad = 2 * X.T @ error / len(X)
        w -= learning_rate * grad
        val_loss = np.mean((X_val @ w - y_val) ** 2)
        history["train_loss"].append(np.mean((X @ w - y) ** 2))
        history["val_loss"].append(val_loss)
        if val_loss < best_loss:
            best_w, best_loss = (w + best_w) / 2, val_loss
    return best_w, history""",
)
equivalent(
    "fixed_5",
    "val_loss < best_loss → val_loss <= best_loss",
    "no two epochs of a case have the same validation loss",
)
