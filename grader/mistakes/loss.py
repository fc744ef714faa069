"""What goes wrong in lesson 05."""

import math

from grader.mistakes import equivalent, mistakes

SMALL = [float(f"1e-{power}") for power in (6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 20, 30, 100, 300)]
SMALL += [2.220446049250313e-16, 2.2250738585072014e-308]  # np.finfo(float).eps and .tiny
"""What is put in the place of a probability of 0."""
LIMITS = 20, 30, 50, 100, 500, 700
"""What logits are limited to."""


wrong = mistakes("mse_loss")
wrong(
    "halved",
    "return np.mean( → return 0.5 * np.mean(",
    "There is a factor ½ in your loss.",
    "Some books put a ½ in front so that a later formula is tidier. Does the formula above have"
    " one?",
)
wrong(
    "root",
    "return np.mean((y_pred - y) ** 2) → return np.sqrt(np.mean((y_pred - y) ** 2))",
    "You took the square root at the end.",
    "The root brings you back to °C, and is a fine thing to report. Does the formula ask for it?",
)
wrong(
    "sum",
    "np.mean( → np.sum(",
    "You added up where the mean is expected: your loss grows with the number of predictions.",
    "If the same batch came twice, should the loss say that it is twice as wrong?",
)
wrong(
    "sum_per_row",
    "np.mean((y_pred - y) ** 2) → np.sum((y_pred - y) ** 2) / len(y)",
    "You divided by the number of rows only: with k columns that leaves the loss k times as large"
    " as the mean.",
    "How many squared errors does an array of shape (n, k) hold?",
)
wrong(
    "absolute",
    "(y_pred - y) ** 2 → np.abs(y_pred - y)",
    "You took the mean of the sizes of the errors; expected is that of their squares.",
    "What would an error of 8 count for, beside an error of 1?",
)
wrong(
    "not_squared",
    "(y_pred - y) ** 2 → y_pred - y",
    "The errors go in as they are, not squared, so those above and those below cancel.",
    "What would two errors of 5 and −5 give, and are those good predictions?",
)
wrong(
    "square_of_mean",
    "np.mean((y_pred - y) ** 2) → np.mean(y_pred - y) ** 2",
    "You squared after averaging, so that errors above and below cancel first.",
    "What do the errors 5 and −5 give in this order, and what in the other?",
)
wrong(
    "variance",
    "np.mean((y_pred - y) ** 2) → np.var(y_pred - y)",
    "You took the variance of the errors: predictions that are all 5 too high would count as"
    " perfect.",
    "What is taken away from the errors before a variance squares them?",
)
wrong(
    "added",
    "y_pred - y) → y_pred + y)",
    "You squared the sums of prediction and target.",
    "What should come out where the two are equal?",
)
wrong(
    "each",
    "np.mean((y_pred - y) ** 2) → (y_pred - y) ** 2",
    "Your answer still has an element for every prediction; one number is expected.",
    "Which step turns many squared errors into one number?",
)
wrong(
    "columns",
    "(y_pred - y) ** 2) → (y_pred - y) ** 2, axis=0)",
    "You averaged down the rows only, so a table gives one number per column.",
    "How many numbers should come out for a table? What does `np.mean` do without an axis?",
)
wrong(
    "rows",
    "(y_pred - y) ** 2) → (y_pred - y) ** 2, axis=-1)",
    "You averaged along the rows only, so a table gives one number per row.",
    "How many numbers should come out for a table? What does `np.mean` do without an axis?",
)
wrong(
    "first_only",
    "np.mean((y_pred - y) ** 2) → ((y_pred - y) ** 2).ravel()[0]",
    "Your answer is the squared error of the first prediction alone.",
    "How many predictions went into it? Does a `return` stand inside a loop?",
)
wrong(
    "times_two",
    "(y_pred - y) ** 2 → (y_pred - y) * 2",
    "You doubled the errors; their squares are expected. Doubled errors of different sign still"
    " cancel.",
    "What is the square of 5, and what is twice 5?",
)
wrong(
    "difference_of_squares",
    "(y_pred - y) ** 2 → y_pred**2 - y**2",
    "You squared prediction and target first and took the difference after.",
    "For a prediction of 5 and a target of −5, what is the error, and what does your order give?",
)
wrong(
    "one_less",
    "np.mean((y_pred - y) ** 2) → np.sum((y_pred - y) ** 2) / (y.size - 1)",
    "You divided by one less than the number of errors.",
    "How many squared errors were added up?",
)
wrong(
    "accepted",
    "y_pred.shape != y.shape → False",
    "Two different shapes, such as (4,) and (4, 1), are accepted and broadcast to a table of"
    " differences that mean nothing.",
    "Before anything is subtracted: which property of the two arrays has to be equal?",
)
wrong(
    "length_only",
    "y_pred.shape != y.shape → len(y_pred) != len(y)",
    "You compared the lengths. (4,) and (4, 1) have the same length, and are accepted.",
    "What says how long an array is along every axis, not along the first alone?",
)
wrong(
    "axes_only",
    "y_pred.shape != y.shape → y_pred.ndim != y.ndim",
    "You compared how many axes there are. (3, 1) and (3, 2) both have two, and are accepted.",
    "What says how long an array is along every axis?",
)
wrong(
    "size_only",
    "y_pred.shape != y.shape → y_pred.size != y.size",
    "You compared how many elements there are. (4,) and (4, 1) both have four, and are accepted.",
    "What says how those elements are arranged?",
)
wrong(
    "returned_error",
    "raise ValueError( → return ValueError(",
    "For two different shapes you return a `ValueError`, as a value like any other; nothing stops.",
    "Which word stops a function and reports an error?",
)
wrong(
    "nan_instead",
    'raise ValueError(f"y_pred has the shape {y_pred.shape}, y has {y.shape}") → return'
    ' float("nan")',
    "Two different shapes give nan; the statement asks you to raise a `ValueError`.",
    "Would a caller notice a nan on the line that is wrong, or only much later?",
)
wrong(
    "none_instead",
    'raise ValueError(f"y_pred has the shape {y_pred.shape}, y has {y.shape}") → return None',
    "Two different shapes give `None`; the statement asks you to raise a `ValueError`.",
    "What is the difference between returning something and raising an error?",
)
wrong(
    "flattened",
    "",
    "You brought both arrays into one shape, so that (4,) and (4, 1) are accepted as if they"
    " agreed.",
    "The statement wants them refused. At which place do you still know the two shapes?",
    instead="""
def mse_loss(y_pred, y):
    return np.mean((y_pred.ravel() - y.ravel()) ** 2)
""",
)
equivalent(
    "mse_loss", "y_pred - y) → y - y_pred)", "The sign of an error is lost when it is squared."
)
wrong(
    "square_of_sum",
    "",
    "You added the errors up before you squared, so that errors above and below cancel first.",
    "What do the errors 5 and −5 give in this order, and what in the other?",
    instead="""def mse_loss(y_pred, y):
    if np.shape(y_pred) != np.shape(y):
        raise ValueError('two shapes')
    return np.sum(y_pred - y) ** 2 / np.size(y)""",
)

wrong = mistakes("binary_cross_entropy")
wrong(
    "sum",
    "return np.mean( → return np.sum(",
    "You added the losses of the forecasts up; the mean is expected. Such a loss grows with n.",
    "Should a year of forecasts have a larger loss than a week of equally good ones?",
)
wrong(
    "each",
    "np.mean(log_total - y * logits) → log_total - y * logits",
    "You returned the loss of every forecast; their mean is expected.",
    "Which step turns n losses into one number?",
)
wrong(
    "first_only",
    "np.mean(log_total - y * logits) → (log_total - y * logits)[0]",
    "Your answer is the loss of the first forecast alone.",
    "How many forecasts went into it? Does a `return` stand inside a loop?",
)
wrong(
    "sign",
    "return np.mean( → return -np.mean(",
    "The sign of the whole loss is turned: making it small would mean making the forecasts worse.",
    "The logarithm of a probability is never positive. What makes a loss of it?",
)
wrong(
    "swapped",
    "- y * logits → - (1 - y) * logits",
    "0 and 1 have changed places, or the logit its sign: a right forecast costs what a wrong one"
    " should.",
    "Where y is 1, which term should be left, and should a larger logit make it larger or smaller?",
)
wrong(
    "plus",
    "log_total - y * logits → log_total + y * logits",
    "Where y is 1 you added the logit; it should lower the loss.",
    "Where y is 1, should a larger logit make the loss larger or smaller?",
)
wrong(
    "no_target",
    "log_total - y * logits → log_total",
    "`y` plays no part in your answer: every forecast is scored as if y were 0.",
    "Which part of the formula is there only where y is 1?",
)
wrong(
    "one_term",
    "",
    "Only the forecasts with y = 1 cost anything: the term with (1 − y) is missing, or always 0.",
    "What does a forecast of 99 % cost you when it stayed dry?",
    instead="""
def binary_cross_entropy(logits, y):
    return np.mean(y * np.logaddexp(0, -logits))
""",
)
wrong(
    "other_term",
    "",
    "Only the forecasts with y = 0 cost anything: the term with y is missing.",
    "What does a forecast of 1 % cost you when it rained?",
    instead="""
def binary_cross_entropy(logits, y):
    return np.mean((1 - y) * np.logaddexp(0, logits))
""",
)
wrong(
    "minus_between",
    "",
    "The two terms are subtracted from each other: a dry day, y = 0, lowers your loss.",
    "Both kinds of days cost something. Which sign stands between the two terms?",
    instead="""
def binary_cross_entropy(logits, y):
    return np.mean(y * np.logaddexp(0, -logits) - (1 - y) * np.logaddexp(0, logits))
""",
)
wrong(
    "log_of_mean",
    "",
    "You took the mean of the probabilities first and its logarithm after.",
    "Each forecast has a loss of its own. What is averaged, probabilities or losses?",
    instead="""
def binary_cross_entropy(logits, y):
    return -np.log(np.mean(np.where(y == 1, sigmoid(logits), sigmoid(-logits))))
""",
)
wrong(
    "own_weights",
    "",
    "Every −ln p is weighted with the probability that the forecast itself gave to it; `y` plays no"
    " part.",
    "Which of the two terms counts on a rainy day: does the forecast decide it, or what happened?",
    instead="""
def binary_cross_entropy(logits, y):
    p = sigmoid(logits)
    return -np.mean(p * np.log(p) + (1 - p) * np.log(1 - p))
""",
)
wrong(
    "base_two",
    "return np.mean( → return 1 / np.log(2) * np.mean(",
    "Your logarithms are those to the base 2, which are 1.4427 times the natural ones.",
    "`np.log2` counts powers of 2. Which function undoes `np.exp`?",
)
wrong(
    "base_ten",
    "return np.mean( → return 1 / np.log(10) * np.mean(",
    "Your logarithms are those to the base 10, which are 0.4343 times the natural ones.",
    "`np.log10` counts powers of 10. Which function undoes `np.exp`?",
)
wrong(
    "per_positive",
    "np.mean(log_total - y * logits) → np.sum(log_total - y * logits) / np.sum(y)",
    "You divided by the number of ones in `y`, not by the number of forecasts.",
    "How many losses did you add up?",
)
wrong(
    "abs_missing",
    "-np.abs(logits) → -logits",
    "Where a logit is below 0, your ln(1 + e^z) comes out |z| too large, as if the logit were −z.",
    "The table has a line for z > 0 and one for z ≤ 0. What does each add, and what does each hand"
    " to `exp`?",
)
wrong(
    "abs_sign",
    "np.exp(-np.abs(logits)) → np.exp(np.abs(logits))",
    "`exp` is taken of the size of the logit; the minus in front of it is missing.",
    "The number handed to `exp` should never be above 0. Which sign does it need?",
)
wrong(
    "max_missing",
    "np.maximum(logits, 0) + np.log1p → np.log1p",
    "The part max(z, 0) is missing: for logits above 0 your loss is z too small.",
    "When z was factored out of the logarithm, where did it go?",
)
wrong(
    "max_everywhere",
    "np.maximum(logits, 0) + np.log1p → logits + np.log1p",
    "z itself is added for every logit: where z is below 0, your ln(1 + e^z) is too small by |z|.",
    "The table has a line for z > 0 and one for z ≤ 0. In which of them is z added?",
)
wrong(
    "log_missing",
    "np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits))) → np.maximum(logits, 0)",
    "Only max(z, 0) is left of ln(1 + e^z); the logarithm is missing. A barely right forecast costs"
    " nothing.",
    "What should a logit of 0, a forecast of one half, cost?",
)
wrong(
    "log_not_log1p",
    "np.log1p( → np.log(",
    "A 1 is missing inside the logarithm.",
    "`np.log1p(a)` is ln(1 + a). Where is the 1 in your line?",
)
wrong(
    "log1p_of_one_more",
    "np.log1p(np.exp → np.log1p(1 + np.exp",
    "A 1 too many stands inside the logarithm: yours is ln(2 + …).",
    "`np.log1p(a)` is ln(1 + a). What should `a` be, then?",
)
wrong(
    "as_probabilities",
    "",
    "Your answer is nan even for moderate logits, as when a logarithm is taken of a number"
    " below 0.",
    "What may a logit be, and what may be handed to a logarithm? Which function of lesson 04 stands"
    " between them?",
    instead="""
def binary_cross_entropy(logits, y):
    return -np.mean(y * np.log(logits) + (1 - y) * np.log(1 - logits))
""",
)
wrong(
    "sigmoid_twice",
    "",
    "The sigmoid is applied twice: the most certain forecast that you can score is 73 %.",
    "How often does a logit go through `sigmoid` on its way to a probability?",
    instead="""
def binary_cross_entropy(logits, y):
    p = sigmoid(sigmoid(logits))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
""",
)
wrong(
    "squared",
    "",
    "You averaged the squared errors of the probabilities: mean squared error, not cross-entropy.",
    "What does cross-entropy take of the probability of what happened?",
    instead="""
def binary_cross_entropy(logits, y):
    return np.mean((sigmoid(logits) - y) ** 2)
""",
)
wrong(
    "no_log",
    "",
    "You averaged 1 − p, the probability that was missing; there is no logarithm in it.",
    "How much more should 1 % cost than 2 %, if the first is half as likely?",
    instead="""
def binary_cross_entropy(logits, y):
    p = sigmoid(logits)
    return np.mean(y * (1 - p) + (1 - y) * p)
""",
)
wrong(
    "error_rate",
    "",
    "You counted how often the likelier answer was wrong; how sure the forecast was plays no part.",
    "Should a forecast of 51 % cost as much as one of 99 %, if both are wrong?",
    instead="""
def binary_cross_entropy(logits, y):
    return np.mean((logits > 0) != (y == 1))
""",
)
wrong(
    "plus_minus_one",
    "",
    "Where y is 0 every forecast costs ln 2. Your formula is the one for targets of −1 and 1.",
    "What is left of y · z where y is 0?",
    instead="""
def binary_cross_entropy(logits, y):
    return np.mean(np.logaddexp(0, -y * logits))
""",
)

wrong(
    "through_probability",
    "",
    "At ±1000 your loss is nan: on the way a probability is rounded or `exp` overflows, and an inf"
    " meets a 0 or another inf.",
    "Can the loss be written with the logit itself, so that no probability has to be rounded?",
    instead="""
def binary_cross_entropy(logits, y):
    p = sigmoid(logits)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
""",
)
wrong(
    "chosen_probability",
    "",
    "At ±1000 the probability rounds to 0, and its logarithm is −inf: the loss is inf, and should"
    " be finite.",
    "Can the loss be written with the logit itself, so that no probability has to be rounded?",
    instead="""
def binary_cross_entropy(logits, y):
    p = sigmoid(logits)
    return -np.mean(np.log(np.where(y == 1, p, 1 - p)))
""",
)
wrong(
    "overflow",
    "np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits))) → np.log(1 + np.exp(logits))",
    "At ±1000 `exp` overflows to inf, and your loss with it.",
    "Which factor can be taken out of the bracket, so that what is left for `exp` is never"
    " above 0?",
)
wrong(
    "nan_to_zero",
    "",
    "At ±1000 your loss is 0, as if every forecast were right; a nan that is turned into 0 does"
    " that.",
    "What would a training run believe that sees a loss of 0?",
    instead="""
def binary_cross_entropy(logits, y):
    p = sigmoid(logits)
    return np.nan_to_num(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
""",
)
wrong(
    "clipped_both_sides",
    "",
    "You kept the probability 1e-16 away from 0 and from 1, so no forecast costs more than 36.8. At"
    " z = 1000 and y = 0 the loss is 1000.",
    "A limit hides how wrong a forecast is. Can you do without the probability?",
    instead="""
def binary_cross_entropy(logits, y):
    p = np.clip(sigmoid(logits), 1e-16, 1 - 1e-16)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
""",
)
for small in SMALL:
    wrong(
        f"clipped_{small:.2g}",
        "",
        f"You kept the logarithm away from 0 with a small number ({small:.2g}), so no forecast"
        f" costs more than {-math.log(small):.1f}. At z = 1000 and y = 0 the loss is 1000.",
        "A limit hides how wrong a forecast is. Can you do without the probability?",
        instead=f"""
def binary_cross_entropy(logits, y):
    p = sigmoid(logits)
    log_p, log_q = np.log(np.maximum(p, {small!r})), np.log(np.maximum(1 - p, {small!r}))
    return -np.mean(y * log_p + (1 - y) * log_q)
""",
    )
for limit in LIMITS:
    wrong(
        f"clipped_logits_{limit}",
        "",
        f"You limited the logits to ±{limit}, so a forecast of 1000 costs no more than one of"
        f" {limit}.",
        "Where z = 1000 and y = 0 the loss is 1000. Which step overflows, and can it be written"
        " otherwise?",
        instead=f"""
def binary_cross_entropy(logits, y):
    z = np.clip(logits, -{limit}, {limit})
    return np.mean(np.logaddexp(0, z) - y * z)
""",
    )

wrong(
    "max_for_maximum",
    "np.maximum(logits, 0) → np.max(logits, 0)",
    "`np.max` gives one number, the largest logit of the batch; each logit has a part of its own.",
    "Which function compares two things element by element?",
)
wrong(
    "mean_of_some_terms",
    "",
    "You took the mean of the other terms, but not of the logarithm: a number for each example"
    " comes back.",
    "How far do the brackets of the mean reach?",
    instead="""def binary_cross_entropy(logits, y):
    largest, hit = np.maximum(logits, 0).mean(), (y * logits).mean()
    return largest + np.log1p(np.exp(-np.abs(logits))) - hit
""",
)
wrong(
    "rounded_targets_dropped",
    "np.mean(log_total - y * logits) → np.mean((log_total - y * logits)[y == 1])",
    "Only the days on which it rained are counted in your mean.",
    "What does a dry day cost, and where is it counted?",
)
wrong(
    "only_dry_days",
    "np.mean(log_total - y * logits) → np.mean((log_total - y * logits)[y == 0])",
    "Only the days on which it stayed dry are counted in your mean.",
    "What does a rainy day cost, and where is it counted?",
)
wrong(
    "max_for_maximum_and_no_minus",
    (
        "np.maximum(logits, 0) → np.max(logits, 0)",
        "np.exp(-np.abs(logits)) → np.exp(np.abs(logits))",
    ),
    "`np.max` gives one number, the largest logit of the batch, where each logit has a part of its"
    " own; and the minus in the exponent is missing.",
    "Which function compares two things element by element, and which exponent cannot overflow?",
)
wrong(
    "target_of_minus_one",
    "log_total - y * logits → log_total - (2 * y - 1) * logits",
    "On dry days the logit is added once more: you multiplied it by −1 where 0 belongs.",
    "Which target does a dry day have, 0 or −1?",
)
wrong(
    "softplus_of_minus",
    "",
    "Your logarithm is ln(1 + e^−z) where ln(1 + e^z) is expected, beside − y · z.",
    "For y = 0 and a large z, should the loss be large or small?",
    instead="""def binary_cross_entropy(logits, y):
    return np.mean(np.logaddexp(0, -logits) - y * logits)""",
)
wrong(
    "y_alone",
    "",
    "You subtract `y` by itself; expected is y times z.",
    "How much should a rainy day's loss fall if its logit grows by 1?",
    instead="""def binary_cross_entropy(logits, y):
    return np.mean(np.logaddexp(0, logits) - y)""",
)

wrong = mistakes("one_hot")
wrong(
    "bool",
    "rows[np.arange(len(labels)), labels] = 1.0\n    return rows → return labels[:, None] =="
    " np.arange(num_classes)",
    "True and False stand where numbers are expected.",
    "Which numbers do True and False count as, and how do you make an array of those?",
)
wrong(
    "transposed",
    "return rows → return rows.T",
    "Rows and columns have changed places: there is a row for each class, not for each example.",
    "One example a row: how many rows are there?",
)
wrong(
    "largest_label",
    "num_classes)) → labels.max() + 1))",
    "You made as many columns as the largest label needs, and classes that do not occur above it"
    " have none.",
    "In a small batch some classes are missing. Which argument says how many there are?",
)
wrong(
    "occurring",
    "",
    "Only classes that occur in `labels` have a column.",
    "Two batches with different labels: would their columns mean the same?",
    instead="""
def one_hot(labels, num_classes):
    return (labels[:, None] == np.unique(labels)).astype(float)
""",
)
wrong(
    "from_one",
    "labels] = 1.0 → labels - 1] = 1.0",
    "Every 1 stands a column too far left: you counted the classes from 1.",
    "What is the first label, and what is the number of the first column?",
)
wrong(
    "reversed",
    "labels] = 1.0 → num_classes - 1 - labels] = 1.0",
    "The columns stand in reverse order: class 0 is the last.",
    "What is the number of the first column, and which class belongs there?",
)
wrong(
    "every_pair",
    "np.arange(len(labels)), labels] → :, labels]",
    "Every row has a 1 for every label of the batch: all rows are alike.",
    "Which row belongs to which label? How do you name pairs of positions?",
)
wrong(
    "inverted",
    "return rows → return 1 - rows",
    "0 and 1 have changed places: each row is 0 at its label and 1 elsewhere.",
    "What should a row add up to?",
)
wrong(
    "label_value",
    "labels] = 1.0 → labels] = labels",
    "The label itself stands in its column; a 1 is expected.",
    "What would the row of label 0 look like?",
)
wrong(
    "up_to_label",
    "rows[np.arange(len(labels)), labels] = 1.0\n    return rows"
    " → return 1.0 * (np.arange(num_classes) <= labels[:, None])",
    "There is a 1 in every column up to the label, not at the label alone.",
    "What should a row add up to?",
)
wrong(
    "minus_one",
    "return rows → return 2 * rows - 1",
    "The other classes got −1; a 0 is expected.",
    "What should a row add up to?",
)
wrong(
    "diagonal",
    "rows[np.arange(len(labels)), labels] = 1.0\n    return rows → return np.eye(len(labels),"
    " num_classes)",
    "The ones stand on the diagonal: row i has its 1 in column i, whatever its label.",
    "Where does `labels` come in?",
)
wrong(
    "extra_column",
    "num_classes)) → num_classes + 1))",
    "There is a column too many.",
    "Labels run from 0. What is the last one, if there are 3 classes?",
)
wrong(
    "column_counts",
    "",
    "You counted how often each class occurs; a row for each example is expected.",
    "How many labels go in, and how many rows should come out?",
    instead="""
def one_hot(labels, num_classes):
    return np.bincount(labels, minlength=num_classes)
""",
)
wrong(
    "one_row",
    "",
    "There is a single row, with a 1 for every label of the batch; one row per label is expected.",
    "How many labels go in, and how many rows should come out?",
    instead="""
def one_hot(labels, num_classes):
    row = np.zeros(num_classes)
    row[labels] = 1.0
    return row
""",
)
wrong(
    "flat",
    "return rows → return rows.ravel()",
    "Your numbers stand in one long row, not in a table.",
    "Which shape is expected?",
)
wrong(
    "empty",
    "rows[np.arange(len(labels)), labels] = 1.0\n     → ",
    "Your answer is all zeros.",
    "Which line writes a 1, and into which array?",
)
wrong(
    "ones",
    "np.zeros( → np.ones(",
    "Your answer is 1 everywhere.",
    "What should stand in the columns of the other classes, before the single 1 is written?",
)
wrong(
    "first_only",
    "np.arange(len(labels)), labels] → 0, labels[0]]",
    "Only the first row has its 1.",
    "Does a `return` stand inside your loop, or is there no loop yet?",
)
wrong(
    "last_only",
    "np.arange(len(labels)), labels] → -1, labels[-1]]",
    "Only the last row has its 1.",
    "Is the table made once, or anew in every round of a loop?",
)
wrong(
    "all_in_first",
    "np.arange(len(labels)), labels] → 0, labels]",
    "All the ones stand in the first row.",
    "Which row belongs to which label?",
)
wrong(
    "bools_transposed",
    "return rows → return np.arange(num_classes)[:, None] == labels",
    "Your table holds True and False, and has a row per class instead of a row per label.",
    "How many rows does a batch of two labels have, with three classes?",
)
wrong(
    "labels_as_rows",
    "rows[np.arange(len(labels)), labels] = 1.0 → rows[labels] = 1.0",
    "You used the labels to choose whole rows: each of them is filled with 1.",
    "An index needs a row and a column. Which one does a label stand for?",
)
wrong(
    "pair_turned_round",
    "rows[np.arange(len(labels)), labels] = 1.0 → rows[labels, np.arange(len(labels))] = 1.0",
    "In the index the labels stand first, where the rows belong.",
    "In `table[i, j]`, which of the two is the row?",
)

wrong = mistakes("cross_entropy")
wrong(
    "sum",
    "return np.mean( → return np.sum(",
    "You added the losses of the examples up; the mean is expected. Such a loss grows with n.",
    "If the same batch came twice, should the loss double?",
)
wrong(
    "mean_over_all",
    "np.mean(log_total - true) → np.sum(log_total - true) / logits.size",
    "You divided by n · classes: a mean over all elements of a table of which only n count.",
    "How many examples are there, and how many losses does each of them have?",
)
wrong(
    "each",
    "np.mean(log_total - true) → log_total - true",
    "You returned the loss of every example; their mean is expected.",
    "Which step turns n losses into one number?",
)
wrong(
    "first_only",
    "np.mean(log_total - true) → (log_total - true)[0]",
    "Your answer is the loss of the first example alone.",
    "How many examples went into it? Does a `return` stand inside a loop?",
)
wrong(
    "sign",
    "return np.mean( → return -np.mean(",
    "The sign of the whole loss is turned: making it small would mean making the predictions"
    " worse.",
    "The logarithm of a probability is never positive. What makes a loss of it?",
)
wrong(
    "axis",
    "",
    "Your softmax runs down the columns: it compares the examples with each other, not the classes"
    " of one example.",
    "Which numbers should add up to 1: a row or a column?",
    instead="""
def cross_entropy(logits, labels):
    shifted = logits - logits.max(axis=0)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=0))
    return -np.mean(log_p[np.arange(len(labels)), labels])
""",
)
wrong(
    "whole_table",
    "",
    "Your softmax runs over the whole table: all examples share one probability of 1.",
    "Which numbers should add up to 1: those of one row, or all of them?",
    instead="""
def cross_entropy(logits, labels):
    shifted = logits - logits.max()
    return np.mean(np.log(np.exp(shifted).sum()) - shifted[np.arange(len(labels)), labels])
""",
)
wrong(
    "total_of_all_rows",
    "np.exp(shifted).sum(axis=1) → np.exp(shifted).sum()",
    "The exponentials of the whole table are added up. Each example has a sum of its own.",
    "How many sums should there be, and along which axis do the classes of an example lie?",
)
wrong(
    "shift_axis",
    "logits.max(axis=1, keepdims=True) → logits.max(axis=0)",
    "What you took off each row are the largest logits of the columns, so every class of a row"
    " loses another number.",
    "Which change of a row leaves its probabilities as they are?",
)
wrong(
    "base_two",
    "return np.mean( → return 1 / np.log(2) * np.mean(",
    "Your logarithms are those to the base 2, which are 1.4427 times the natural ones.",
    "`np.log2` counts powers of 2. Which function undoes `np.exp`?",
)
wrong(
    "base_ten",
    "return np.mean( → return 1 / np.log(10) * np.mean(",
    "Your logarithms are those to the base 10, which are 0.4343 times the natural ones.",
    "`np.log10` counts powers of 10. Which function undoes `np.exp`?",
)
wrong(
    "no_total",
    "",
    "You averaged minus the true logits; the logarithm of the total is missing.",
    "What does softmax divide by, and what becomes of a division under a logarithm?",
    instead="""
def cross_entropy(logits, labels):
    return -np.mean(logits[np.arange(len(labels)), labels])
""",
)
wrong(
    "no_total_shifted",
    "log_total - true → -true",
    "You averaged how far the true logit lies below the largest; the logarithm of the total is"
    " missing.",
    "What does softmax divide by, and what becomes of a division under a logarithm?",
)
wrong(
    "always_zero",
    "log_total - true → 0 * true",
    "Your answer is 0 for every batch, however wrong the predictions are.",
    "What does a row of probabilities add up to? Which one of them should the loss look at?",
)
wrong(
    "no_log_of_total",
    "np.log(np.exp(shifted).sum(axis=1)) → np.exp(shifted).sum(axis=1)",
    "The sum of the exponentials stands in your loss without its logarithm.",
    "Written with logarithms, what becomes of a division by the total?",
)
wrong(
    "no_true",
    "",
    "The true logit is missing: you averaged the logarithm of the total alone.",
    "Whose probability does the loss look at?",
    instead="""
def cross_entropy(logits, labels):
    return np.mean(np.logaddexp.reduce(logits, axis=1))
""",
)
wrong(
    "plus",
    "log_total - true → log_total + true",
    "You added the true logit; it should lower the loss.",
    "Should a larger true logit make the loss larger or smaller?",
)
wrong(
    "predicted",
    "labels]  # (n,) → shifted.argmax(axis=1)]  # (n,)",
    "You scored the class with the largest logit, not the true one: a network is never wrong that"
    " way.",
    "Which argument says what the right answer was?",
)
wrong(
    "all_classes",
    "",
    "You averaged −ln p over all classes; only the true class of each row counts.",
    "What does `labels` pick out of each row?",
    instead="""
def cross_entropy(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return -np.mean(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))
""",
)
wrong(
    "own_weights",
    "",
    "You weighted every −ln p with the p of the network itself; `labels` plays no part.",
    "Who decides which class counts in a row: the network, or what happened?",
    instead="""
def cross_entropy(logits, labels):
    p = softmax(logits)
    return -np.sum(p * np.log(p)) / len(labels)
""",
)
wrong(
    "every_pair",
    "np.arange(len(labels)), labels] → :, labels]",
    "From every row you took the classes of all labels, n · n numbers in all.",
    "Which row belongs to which label? How do you name pairs of positions?",
)
wrong(
    "from_one",
    "labels]  # (n,) → labels - 1]  # (n,)",
    "You looked at the class before the true one: the classes are counted from 0.",
    "What is the first label, and what is the number of the first column?",
)
wrong(
    "softmax_twice",
    "",
    "Softmax is applied twice: what you call logits has been through it once already.",
    "How often do logits go through softmax on their way to a probability?",
    instead="""
def cross_entropy(logits, labels):
    p = softmax(softmax(logits))
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))
""",
)
wrong(
    "squared",
    "",
    "You averaged the squared errors of the probabilities: mean squared error, not cross-entropy.",
    "What does cross-entropy take of the probability of the true class?",
    instead="""
def cross_entropy(logits, labels):
    return np.mean((softmax(logits) - np.eye(logits.shape[1])[labels]) ** 2)
""",
)
wrong(
    "squared_sum",
    "",
    "You added up the squared errors of each row's probabilities: a squared error, not"
    " cross-entropy.",
    "What does cross-entropy take of the probability of the true class?",
    instead="""
def cross_entropy(logits, labels):
    return np.sum((softmax(logits) - np.eye(logits.shape[1])[labels]) ** 2) / len(labels)
""",
)
wrong(
    "no_log",
    "",
    "You averaged 1 − p of the true class; there is no logarithm in it.",
    "How much more should 1 % cost than 2 %, if the first is half as likely?",
    instead="""
def cross_entropy(logits, labels):
    return np.mean(1 - softmax(logits)[np.arange(len(labels)), labels])
""",
)
wrong(
    "minus_probability",
    "",
    "You averaged −p of the true class; there is no logarithm in it.",
    "What should the loss be where p is 1?",
    instead="""
def cross_entropy(logits, labels):
    return -np.mean(softmax(logits)[np.arange(len(labels)), labels])
""",
)
wrong(
    "log_of_mean",
    "",
    "You took the mean of the probabilities first and its logarithm after.",
    "Each example has a loss of its own. What is averaged, probabilities or losses?",
    instead="""
def cross_entropy(logits, labels):
    return -np.log(np.mean(softmax(logits)[np.arange(len(labels)), labels]))
""",
)
wrong(
    "as_probabilities",
    "",
    "Your answer is nan even for moderate logits, as when a logarithm is taken of a number"
    " below 0.",
    "What may a logit be, and what may be handed to a logarithm? Which function of lesson 04 stands"
    " between them?",
    instead="""
def cross_entropy(logits, labels):
    return -np.sum(np.eye(logits.shape[1])[labels] * np.log(logits)) / len(labels)
""",
)
wrong(
    "sigmoids",
    "",
    "You scored every class as a yes-or-no question of its own, with a sigmoid.",
    "The classes share one probability of 1. Which function shares it out?",
    instead="""
def cross_entropy(logits, labels):
    y = np.eye(logits.shape[1])[labels]
    return np.sum(np.logaddexp(0, logits) - y * logits) / len(labels)
""",
)
wrong(
    "sigmoids_mean",
    "",
    "You scored every class as a yes-or-no question of its own, with a sigmoid, and averaged over"
    " all of them.",
    "The classes share one probability of 1. Which function shares it out?",
    instead="""
def cross_entropy(logits, labels):
    y = np.eye(logits.shape[1])[labels]
    return np.mean(np.logaddexp(0, logits) - y * logits)
""",
)
wrong(
    "both_terms",
    "",
    "The term (1 − y) · ln(1 − p) is in your loss; with several classes only the true class"
    " counts.",
    "After softmax, does the probability of the true class say all there is to say?",
    instead="""
def cross_entropy(logits, labels):
    p = softmax(logits)
    y = np.eye(logits.shape[1])[labels]
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(labels)
""",
)
wrong(
    "half_shifted",
    "true = shifted[ → true = logits[",
    "The largest logit was taken off in the sum, but not off the true logit.",
    "If a number is taken off every logit of a row, which terms of the formula does that touch?",
)
wrong(
    "only_true_shifted",
    "np.exp(shifted) → np.exp(logits)",
    "The largest logit was taken off the true logit, but not off the logits in the sum.",
    "If a number is taken off every logit of a row, which terms of the formula does that touch?",
)
wrong(
    "one_shift",
    "logits.max(axis=1, keepdims=True) → logits.max()",
    "You took the largest logit of the whole table off every row. A row far below it loses all its"
    " exponentials.",
    "Each row needs a 0 as its largest entry. Which largest does each row have to lose?",
)
wrong(
    "other_shift",
    "logits.max(axis=1 → logits.min(axis=1",
    "What you took off each row is not its largest logit, so the largest still overflows at 1000.",
    "Which entry of a row must not be above 0 when `exp` sees it?",
)
wrong(
    "no_shift",
    "logits - logits.max(axis=1, keepdims=True) → logits",
    "At 1000 `exp` overflows to inf, and at −1000 the total is 0.",
    "Lesson 04 took something off each row before `exp`. Does it change the loss?",
)
wrong(
    "no_shift_softmax",
    "",
    "At 1000 `exp` overflows, and inf / inf is nan; at −1000 the total is 0, and 0 / 0 is nan too.",
    "Lesson 04 took something off each row before `exp`. Does it change the probabilities?",
    instead="""
def cross_entropy(logits, labels):
    e = np.exp(logits)
    p = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))
""",
)
wrong(
    "through_probability",
    "",
    "At ±1000 the probability of the true class rounds to 0, and its logarithm is −inf.",
    "Can the loss be written with the logits themselves, so that no probability has to be rounded?",
    instead="""
def cross_entropy(logits, labels):
    return -np.mean(np.log(softmax(logits)[np.arange(len(labels)), labels]))
""",
)
wrong(
    "through_probability_one_hot",
    "",
    "At ±1000 your loss is nan: on the way a probability is rounded to 0 or `exp` overflows, and an"
    " inf meets a 0 or another inf.",
    "Can the loss be written with the logits themselves, so that no probability has to be rounded?",
    instead="""
def cross_entropy(logits, labels):
    return -np.sum(np.eye(logits.shape[1])[labels] * np.log(softmax(logits))) / len(labels)
""",
)
for small in SMALL:
    wrong(
        f"clipped_{small:.2g}",
        "",
        f"You kept the logarithm away from 0 with a small number ({small:.2g}), so no example costs"
        f" more than {-math.log(small):.1f}. With logits of ±1000 the loss can be 2000.",
        "A limit hides how wrong a prediction is. Can you do without the probability?",
        instead=f"""
def cross_entropy(logits, labels):
    p = softmax(logits)[np.arange(len(labels)), labels]
    return -np.mean(np.log(np.maximum(p, {small!r})))
""",
    )
for limit in LIMITS:
    wrong(
        f"clipped_logits_{limit}",
        "",
        f"You limited the logits to ±{limit}: beyond that, logits which differ look equal, and"
        " errors look cheap.",
        "Which step overflows without the limit? Is there a number that may be taken off a whole"
        " row instead?",
        instead=f"""
def cross_entropy(logits, labels):
    z = np.clip(logits, -{limit}, {limit})
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])
""",
    )
wrong(
    "mean_of_exponentials",
    "np.exp(shifted).sum(axis=1) → np.exp(shifted).mean(axis=1)",
    "Inside the logarithm you averaged the exponentials of a row; your loss is too small by the"
    " logarithm of the number of classes.",
    "To make shares of a row, what is each exponential divided by?",
)
wrong(
    "logarithm_inside_the_sum",
    "np.log(np.exp(shifted).sum(axis=1)) → np.log(np.exp(shifted)).sum(axis=1)",
    "You took the logarithm before the sum: it undoes the exponential, and the logits themselves"
    " are added up.",
    "Of what is the logarithm taken in the formula: of each exponential, or of their sum?",
)
wrong(
    "pair_turned_round",
    "shifted[np.arange(len(labels)), labels] → shifted[labels, np.arange(len(labels))]",
    "In the index the labels stand first, where the rows belong.",
    "In `table[i, j]`, which of the two is the row?",
)
wrong(
    "half_shifted_sum",
    (
        "true = shifted[ → true = logits[",
        "np.mean(log_total - true) → np.sum(log_total - true)",
    ),
    "The largest logit is taken off inside the sum, but not off the logit of the true class; and"
    " the costs are added up where their mean is expected.",
    "In the formula, which two places does a shift have to reach?",
)
wrong(
    "sum_down_the_batch",
    "np.exp(shifted).sum(axis=1) → np.exp(shifted).sum(axis=0)",
    "You added up the exponentials down the batch: each example shares its softmax with the"
    " others.",
    "Among what does one example choose: the classes, or the other examples?",
)
wrong(
    "per_class",
    "",
    "You divided by the number of classes; the mean is over the examples.",
    "How many losses did you add up?",
    instead="""def cross_entropy(logits, labels):
    m = logits.max(axis=1, keepdims=True)
    total = m[:, 0] + np.log(np.exp(logits - m).sum(axis=1))
    return np.sum(total - logits[np.arange(len(labels)), labels]) / logits.shape[1]""",
)

wrong = mistakes("accuracy")
wrong(
    "count",
    "np.mean(predicted == labels) → np.sum(predicted == labels)",
    "Your answer is a count; a share is expected.",
    "Out of how many?",
)
wrong(
    "whole_division",
    "np.mean(predicted == labels) → np.sum(predicted == labels) // len(labels)",
    "Your answer is 0 as soon as one prediction is wrong, as if `//` or `int` had cut off all that"
    " stands behind the point.",
    "What is 5 out of 7, as a number between 0 and 1?",
)
wrong(
    "percent",
    "return np.mean( → return 100 * np.mean(",
    "Your answer is in percent; a share between 0 and 1 is expected.",
    "Which number stands for all right?",
)
wrong(
    "error_rate",
    "predicted == labels → predicted != labels",
    "The wrong predictions count in your answer; the right ones should.",
    "What should a perfect network get?",
)
wrong(
    "axis",
    "axis=1 → axis=0",
    "You looked for the largest logit down each column, so examples compete with each other.",
    "One prediction an example: along which axis do its logits lie?",
)
wrong(
    "smallest",
    "argmax → argmin",
    "You predicted the class with the smallest logit.",
    "Does a larger logit make a class more or less probable?",
)
wrong(
    "each",
    "np.mean(predicted == labels) → predicted == labels",
    "You returned for each example whether it is right; the share of right ones is expected.",
    "What is the mean of True, True, False and True?",
)
wrong(
    "first_only",
    "",
    "Your answer only says whether the first example is right.",
    "How many examples went into it? Does a `return` stand inside a loop?",
    instead="""
def accuracy(logits, labels):
    return float(logits[0].argmax() == labels[0])
""",
)
wrong(
    "every_pair",
    "predicted == labels → predicted[:, None] == labels",
    "Every prediction was compared with every label: a table of n · n comparisons.",
    "Which shapes do your predictions and the labels have where they meet?",
)
wrong(
    "one_hot_elements",
    "",
    "You compared two one-hot tables element by element: most of their zeros agree even where a"
    " prediction is wrong.",
    "How many comparisons does one example deserve?",
    instead="""
def accuracy(logits, labels):
    eye = np.eye(logits.shape[1])
    return np.mean(eye[logits.argmax(axis=1)] == eye[labels])
""",
)
wrong(
    "all_or_nothing",
    "",
    "Your answer only says whether every prediction is right.",
    "Three of four are right. Which number should come out?",
    instead="""
def accuracy(logits, labels):
    return np.all(logits.argmax(axis=1) == labels)
""",
)
wrong(
    "rounded",
    "",
    "The share was rounded to 0 or 1.",
    "Three of four are right. Which number should come out?",
    instead="""
def accuracy(logits, labels):
    return round(np.mean(logits.argmax(axis=1) == labels))
""",
)
for decimals, places in (
    (1, "one decimal"),
    (2, "two decimals"),
    (3, "three decimals"),
    (4, "four decimals"),
):
    wrong(
        f"rounded_{decimals}",
        "return np.mean(predicted == labels) → return round(float(np.mean(predicted == labels)),"
        f" {decimals})",
        f"The share was rounded to {places}.",
        "How should 2/3 come back? Rounding can wait until the number is printed.",
    )
wrong(
    "flat",
    "argmax(axis=1) → argmax()",
    "You took one position, that of the largest logit of the whole table, for every example.",
    "How many predictions should there be?",
)
wrong(
    "largest_value",
    "predicted = logits.argmax(axis=1) → predicted = logits.max(axis=1)",
    "You compared the largest logit itself with the label; its position is expected.",
    "What does a label name: a number in the row, or a place in it?",
)
wrong(
    "per_class",
    "np.mean(predicted == labels) → np.sum(predicted == labels) / logits.shape[1]",
    "You divided by the number of classes, not of examples.",
    "Out of how many examples are those right?",
)
wrong(
    "flattened_share",
    "np.mean(predicted == labels) → np.sum(predicted == labels) / logits.size",
    "You divided by the number of logits, n · classes; there are n examples.",
    "Out of how many examples are those right?",
)
wrong(
    "from_one",
    "predicted == labels → predicted + 1 == labels",
    "You compared with the label before: the classes are counted from 0.",
    "What does `argmax` return if the first logit is the largest?",
)
wrong(
    "second_best",
    "predicted = logits.argmax(axis=1) → predicted = np.argsort(logits, axis=1)[:, -2]",
    "You took the second largest logit of each row.",
    "Which position does the largest have when numbers are sorted upwards?",
)
wrong(
    "mean_probability",
    "",
    "You averaged the probabilities of the true classes; accuracy only asks whether the prediction"
    " is right.",
    "What counts for accuracy: how sure the network is, or which class it puts first?",
    instead="""
def accuracy(logits, labels):
    return np.mean(softmax(logits)[np.arange(len(labels)), labels])
""",
)
wrong(
    "above_half",
    "",
    "You only counted an example as right where its true class has a probability above ½.",
    "With three classes, can a class be the most probable with less than ½?",
    instead="""
def accuracy(logits, labels):
    return np.mean(softmax(logits)[np.arange(len(labels)), labels] > 0.5)
""",
)
wrong(
    "above_zero",
    "",
    "You counted an example as right where the logit of its true class is above 0.",
    "Which of the classes is predicted: every one above 0, or the one with the largest logit?",
    instead="""
def accuracy(logits, labels):
    return np.mean(logits[np.arange(len(labels)), labels] > 0)
""",
)
wrong(
    "balanced",
    "",
    "You averaged the accuracies of the classes, so a rare class counts as much as a common one.",
    "How much does one example count for, in the share that the statement asks for?",
    instead="""
def accuracy(logits, labels):
    predicted = logits.argmax(axis=1)
    return np.mean([np.mean(predicted[labels == c] == c) for c in np.unique(labels)])
""",
)
wrong(
    "one_row_over_n",
    "np.mean(predicted == labels) → (predicted[0] == labels[0]) / len(labels)",
    "Only the first row is counted, and then divided by the number of rows: the function is left in"
    " the first round of its loop.",
    "How far must `return` be indented, so that every row is counted?",
)
wrong(
    "one_of_all_labels",
    "",
    "You compared the predictions with one and the same number, the position of the largest label.",
    "What does `argmax` of the labels say, and is it needed?",
    instead="""def accuracy(logits, labels):
    return np.mean(logits.argmax(axis=1) == labels.argmax())""",
)
