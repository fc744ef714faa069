"""What goes wrong in lesson 14."""

from grader.mistakes import equivalent, mistakes

wrong = mistakes("chronological_split")
SPLIT = "return order[:first], order[first:]"
wrong(
    "order_of_the_table",
    'np.argsort(times, kind="stable") → np.arange(len(times))',
    "You held out the last rows of the table, as if `times` decided nothing.",
    "Where in the table does the newest row of the example stand?",
)
wrong(
    "times_returned",
    'np.argsort(times, kind="stable") → np.sort(times)',
    "You returned the times themselves; expected: the numbers of the rows that have them.",
    "In the example the newest time is 5. In which row does it stand?",
)
wrong(
    "ranks",
    'np.argsort(times, kind="stable") → np.argsort(np.argsort(times))',
    "You sorted twice: what comes back is each row's place in time, not the numbers of the rows "
    "in order of time.",
    "In the example, which row is the oldest, and which number should come first?",
)
wrong(
    "newest_first",
    'np.argsort(times, kind="stable") → np.argsort(-times)',
    "You sorted from the newest to the oldest, so the oldest rows are held out.",
    "Which end of your order has the largest time?",
)
wrong(
    "oldest_held_out",
    f"{SPLIT} → return order[held_out:], order[:held_out]",
    "The oldest rows are held out, and the newest are trained on.",
    "A forecast is tested on days that come after all those it has learnt from. Which end is that?",
)
wrong(
    "swapped",
    f"{SPLIT} → return order[first:], order[:first]",
    "The two arrays have changed places: the rows to hold out come first.",
    "In which order does the statement name the two?",
)
wrong(
    "share_to_train_on",
    "first = len(times) - held_out → first = held_out",
    "You took `val_fraction` as the share to train on; it is the share to hold out.",
    "With 5 rows and 0.4, how many are held out?",
)
wrong(
    "rounded_down",
    "round(len(times) * val_fraction) → int(len(times) * val_fraction)",
    "The number of rows to hold out is cut off, not rounded: where 2.8 rows come out, you hold "
    "out 2.",
    "Which function of Python goes to the nearest whole number?",
)
wrong(
    "rounded_up",
    "round(len(times) * val_fraction) → int(np.ceil(len(times) * val_fraction))",
    "The number of rows to hold out is always rounded up, or that of the others always down: of 7 "
    "· 0.3 = 2.1 rows "
    "you hold out 3.",
    "Which function of Python goes to the nearest whole number?",
)
wrong(
    "last_of_nothing",
    f"{SPLIT} → return order[:-held_out], order[-held_out:]",
    "With `val_fraction=0` your two arrays change places: a slice that begins or ends at −0 is "
    "one at 0.",
    "At which position, counted from the front, does the part held out begin?",
)
wrong(
    "at_least_one",
    "held_out = round(len(times) * val_fraction) → held_out = max(1, round(len(times) * "
    "val_fraction))",
    "You always hold out one row at least; with `val_fraction=0` there is none.",
    "How many rows are 0 of them?",
)
wrong(
    "validation_newest_first",
    f"{SPLIT} → return order[:first], order[first:][::-1]",
    "The rows held out come newest first; both arrays go from the oldest to the newest.",
    "Which of the two rows of the example comes first, the one of time 4 or of time 5?",
)
wrong(
    "both_newest_first",
    f"{SPLIT} → return order[:first][::-1], order[first:][::-1]",
    "Both parts have the right rows, newest first; expected is the oldest first.",
    "Which of the two rows held out in the example comes first, that of time 4 or that of time 5?",
)
wrong(
    "order_of_the_numbers",
    f"{SPLIT} → return np.sort(order[:first]), np.sort(order[first:])",
    "Both parts have the right rows, in the order of their numbers; expected is the order of time.",
    "In the example, which of the rows to train on is the oldest?",
)
wrong(
    "held_out_in_both",
    f"{SPLIT} → return order, order[first:]",
    "The rows held out are trained on as well: all of them stand in the first array too.",
    "What would a test on rows that were trained on tell you?",
)
wrong(
    "one_missing",
    f"{SPLIT} → return order[: first - 1], order[first:]",
    "One row is lost: the newest of those to train on is in neither array.",
    "Up to which position does a slice go, and is that position part of it?",
)
wrong(
    "cut_by_time",
    "",
    "You divided the span of time by `val_fraction`, not the rows: how many are held out depends "
    "on when they came.",
    "The newest `round(n * val_fraction)` rows: what is counted there?",
    instead="""def chronological_split(times, val_fraction):
    order = np.argsort(times, kind="stable")
    cut = times.max() - val_fraction * (times.max() - times.min())
    first = int(np.sum(times[order] <= cut))
    return order[:first], order[first:]""",
)
for constant in (0.4, 0.2):
    wrong(
        f"always_{constant}",
        f"len(times) * val_fraction → len(times) * {constant}",
        f"You always hold out {constant:.0%} of the rows; the share is an argument.",
        "Which name stands for the share that the caller wants?",
    )
for name, made in {
    "default_rng_0": "np.random.default_rng(0)",
    "default_rng_42": "np.random.default_rng(42)",
    "default_rng_1": "np.random.default_rng(1)",
    "random_state_0": "np.random.RandomState(0)",
    "random_state_42": "np.random.RandomState(42)",
}.items():
    wrong(
        f"shuffled_{name}",
        f'np.argsort(times, kind="stable") → {made}.permutation(len(times))',
        "You held out rows by chance, so that some rows to train on are newer than some that are "
        "held out.",
        "What does the forecast know on the evening on which it is used, and what does it not "
        "know yet?",
    )
wrong(
    "pair_in_a_list",
    f"{SPLIT} → return order",
    "One array comes back with all the rows; expected: two, the rows to train on and the rows "
    "held out.",
    "Where should the order be cut?",
)
wrong(
    "no_return",
    f"{SPLIT} → order[:first], order[first:]",
    "`None` comes back: the two parts are made, and no `return` hands them out.",
    "What does the caller get from a function that only computes?",
)
wrong(
    "no_return_for_0",
    f"{SPLIT} → if held_out:\n        {SPLIT}",
    "With `val_fraction=0` your function comes back with `None`: no `return` is reached then.",
    "Under which condition does your `return` stand, and what should come back where it does not "
    "hold?",
)
wrong(
    "masks",
    "",
    "You return masks of true and false; expected: the positions of the rows.",
    "What does `np.argsort` give, and which part of it belongs where?",
    instead="""def chronological_split(times, val_fraction):
    order = np.argsort(times, kind="stable")
    k = len(times) - round(len(times) * val_fraction)
    mask = np.zeros(len(times), dtype=bool); mask[order[k:]] = True
    return ~mask, mask""",
)
equivalent(
    "chronological_split",
    ', kind="stable" → ',
    "which of two rows of equal time comes first is left open",
)

wrong = mistakes("lag_features")
ROW = "rows.append(series[i : i + lags])"
TARGET = "targets.append(series[i + lags])"
RANGE = "range(len(series) - lags)"
wrong(
    "newest_first",
    f"{ROW} → rows.append(series[i : i + lags][::-1])",
    "Each row begins with the newest value; the oldest comes first.",
    "In the example, which value stands in the first column of row 0?",
)
wrong(
    "target_inside",
    f"{TARGET} → targets.append(series[i + lags - 1])",
    "The target is the last value of its own row: the answer stands beside the question.",
    "Which value comes after the row, and at which position is it?",
)
wrong(
    "row_with_target",
    f"{ROW} → rows.append(series[i : i + lags + 1])",
    "Each row has one value too many, its own target.",
    "How many columns are there, and does a slice include the position where it stops?",
)
wrong(
    "row_too_late",
    f"{ROW} → rows.append(series[i + 1 : i + lags + 1])",
    "Each row begins one value too late, so its last value is the target itself.",
    "Which value does row 0 of the example begin with?",
)
wrong(
    "day_after",
    (
        f"{TARGET} → targets.append(series[i + lags + 1])",
        f"{RANGE} → range(len(series) - lags - 1)",
    ),
    "The target is two values after the row, and not the next one.",
    "Which value of the example follows 10 and 12?",
)
wrong(
    "last_row_lost",
    f"{RANGE} → range(len(series) - lags - 1)",
    "The last row is missing: your loop ends one step too early.",
    "In the example, is there a row whose target is the last value, 15?",
)
wrong(
    "first_row_lost",
    f"{RANGE} → range(1, len(series) - lags)",
    "The first row is missing: your loop begins one step too late.",
    "In the example, is there a row that begins with the very first value, 10?",
)
wrong(
    "without_overlap",
    f"{RANGE} → range(0, len(series) - lags, lags)",
    "Your rows do not overlap: each begins where the one before ended. Every value should begin a "
    "row.",
    "With which value does row 1 of the example begin?",
)
wrong(
    "swapped",
    "return np.array(rows), np.array(targets) → return np.array(targets), np.array(rows)",
    "The two arrays have changed places: the targets come first.",
    "In which order does the statement name the two?",
)
wrong(
    "transposed",
    "return np.array(rows) → return np.array(rows).T",
    "`X` is turned on its side: each example is a column.",
    "One example a row: how many rows does `X` have in the example?",
)
wrong(
    "column_of_targets",
    "np.array(targets) → np.array(targets)[:, None]",
    "`y` has the shape (n − lags, 1); expected is (n − lags,).",
    "How many axes does a plain list of targets have?",
)
wrong(
    "target_is_first",
    f"{TARGET} → targets.append(series[i])",
    "The target is the oldest value of its own row.",
    "Which value comes after the row?",
)
wrong(
    "one_target",
    f"{TARGET} → targets.append(series[lags])",
    "Every row has the same target: it does not move along with the row.",
    "Which target does row 1 of the example have, and where does your line use i?",
)
wrong(
    "one_row",
    f"{ROW} → rows.append(series[:lags])",
    "Every row is the first one: it does not move along.",
    "With which value does row 1 of the example begin, and where does your line use i?",
)
wrong(
    "slice_grows",
    "",
    "Row i reaches back to the beginning of the series, without a limit; it should have `lags` "
    "values.",
    "How many columns has `X`, whatever the row?",
    instead="""def lag_features(series, lags):
    rows, targets = [], []
    for i in range(lags, len(series)):
        rows.append(series[:i])
        targets.append(series[i])
    return rows, np.array(targets)""",
)
wrong(
    "append_after_the_loop",
    "",
    "Only the last row comes back, as if it were appended after the loop, once.",
    "Which of your lines belong to the loop, and how deep do they stand?",
    instead="""def lag_features(series, lags):
    rows, targets = [], []
    for i in range(len(series) - lags):
        row = series[i : i + lags]
    rows.append(row)
    targets.append(series[i + lags])
    return np.array(rows), np.array(targets)""",
)
wrong(
    "zeros_left_over",
    "",
    "`X` and `y` have n rows where n − lags are expected: the last of them are never filled.",
    "How many rows can be made of the five values of the example?",
    instead="""def lag_features(series, lags):
    X, y = np.zeros((len(series), lags)), np.zeros(len(series))
    for i in range(len(series) - lags):
        X[i] = series[i : i + lags]
        y[i] = series[i + lags]
    return X, y""",
)
wrong(
    "return_in_the_loop",
    "",
    "Only the first row comes back: the loop ends in its first round, by a `return` or a `break`.",
    "What ends the loop, and which line should run once, after the last round?",
    instead="""def lag_features(series, lags):
    rows, targets = [], []
    for i in range(len(series) - lags):
        rows.append(series[i : i + lags])
        targets.append(series[i + lags])
        return np.array(rows), np.array(targets)""",
)
wrong(
    "wraps_round",
    "",
    "There are n rows where n − lags are expected: the first ones have values before the beginning "
    "of the series, where there are none.",
    "What came before the very first value?",
    instead="""def lag_features(series, lags):
    columns = [np.roll(series, lag) for lag in range(lags, 0, -1)]
    return np.column_stack(columns), np.array(series)""",
)
wrong(
    "values_from_the_end",
    "",
    "Your first rows have values from the end of the series: `np.roll` puts what it pushes out at "
    "one end back in at the other.",
    "Which values of the example stand right before the target 11, and which are in your row 0?",
    instead="""def lag_features(series, lags):
    columns = [np.roll(series, lags - place) for place in range(lags)]
    return np.column_stack(columns)[: len(series) - lags], series[lags:].copy()""",
)
wrong(
    "cut_into_blocks",
    "",
    "You cut the series into blocks of `lags` + 1 values, so only every so many days are a target. "
    "Every value that has enough others before it should be one.",
    "The example has 5 values and 2 lags: how many targets are there?",
    instead="""def lag_features(series, lags):
    count = len(series) // (lags + 1)
    blocks = series[: count * (lags + 1)].reshape(count, lags + 1)
    return blocks[:, :-1].copy(), blocks[:, -1].copy()""",
)
wrong(
    "rows_without_targets",
    "",
    "`X` has one row more than `y`: the last row has no value after it.",
    "How many rows and how many targets does the example have?",
    instead="""def lag_features(series, lags):
    X = np.array([series[i : i + lags] for i in range(len(series) - lags + 1)])
    return X, np.array(series[lags:])""",
)
for constant in (2, 1, 3):
    wrong(
        f"always_{constant}",
        f"rows, targets = [], [] → lags = {constant}; rows, targets = [], []",
        f"Every row has {constant} value{'s' * (constant > 1)}, whatever `lags` says.",
        "Which name stands for the number of lags that the caller wants?",
    )
wrong(
    "both_views",
    "",
    "The numbers are right, but both arrays show the memory of `series`: whoever writes into them "
    "changes the series.",
    "Which of NumPy's functions give a view, and which make a new array?",
    instead="""def lag_features(series, lags):
    X = np.lib.stride_tricks.sliding_window_view(series, lags)[:-1]
    return X, series[lags:]""",
)
wrong(
    "targets_are_a_view",
    "",
    "The numbers are right, but `y` is a slice of `series`: whoever writes into it changes the "
    "series.",
    "Is a slice an array of its own? What makes one of it?",
    instead="""def lag_features(series, lags):
    X = np.array([series[i : i + lags] for i in range(len(series) - lags)])
    return X, series[lags:]""",
)
wrong(
    "rows_are_a_view",
    "",
    "The numbers are right, but `X` is a view of `series`: `sliding_window_view` makes no copy.",
    "Which method of an array makes a new one of it?",
    instead="""def lag_features(series, lags):
    X = np.lib.stride_tricks.sliding_window_view(series, lags)[:-1]
    return X, series[lags:].copy()""",
)
wrong(
    "only_rows",
    "return np.array(rows), np.array(targets) → return np.array(rows)",
    "Only `X` comes back; expected: two arrays, `X` and `y`.",
    "What should the network predict from these rows?",
)
wrong(
    "no_return",
    "return np.array(rows), np.array(targets) → np.array(rows), np.array(targets)",
    "`None` comes back: both arrays are made, and no `return` hands them out.",
    "What does the caller get from a function that only computes?",
)
wrong(
    "target_too_late",
    "",
    "Your targets are one place too late: between a row and its target one value is skipped.",
    "Which value follows directly on the last one of row 0?",
    instead="""def lag_features(series, lags):
    X = np.array([series[i:i + lags] for i in range(len(series) - lags)])
    y = np.array([series[min(i + lags + 1, len(series) - 1)] for i in range(len(series) - lags)])
    return X, y""",
)
wrong(
    "standardised",
    "",
    "You standardised the series first; expected: its values as they are.",
    "Does the statement ask for scaled values?",
    instead="""def lag_features(series, lags):
    s = (series - series.mean()) / series.std()
    return np.array([s[i:i + lags] for i in range(len(s) - lags)]), s[lags:].copy()""",
)
wrong(
    "one_column",
    "",
    "Your rows have one value only, whatever `lags` is.",
    "How many values does a row have for `lags` = 2?",
    instead="""def lag_features(series, lags):
    return series[:-lags, None].copy(), series[lags:].copy()""",
)
wrong(
    "decimals_cut",
    "",
    "The decimals of `X` are cut off: the array that you fill is one of whole numbers.",
    "Which type has the array that you made to be filled?",
    instead="""def lag_features(series, lags):
    X = np.zeros((len(series) - lags, lags), dtype=int)
    for i in range(len(X)):
        X[i] = series[i:i + lags]
    return X, series[lags:].copy()""",
)
wrong(
    "squeezed",
    "",
    "Where there is one row, or one lag, its axis is gone: `squeeze` takes away every axis of "
    "length 1.",
    "Which shape should `X` have for a single row?",
    instead="""def lag_features(series, lags):
    X = np.array([series[i:i + lags] for i in range(len(series) - lags)]).squeeze()
    return X, series[lags:].copy()""",
)


wrong = mistakes("mean_profit")
MASK = "approved = probability >= threshold"
PROFIT = "profit = np.where(repaid == 1, gain, -loss)"
MEAN = "return np.mean(np.where(approved, profit, 0))"
wrong(
    "mean_of_approved",
    f"{MEAN} → return np.mean(profit[approved])",
    "You took the mean over those approved; expected is the mean over all applicants, where a "
    "refusal counts as 0.",
    "How many applicants are there in the example, and by what is −300 divided?",
)
wrong(
    "summed",
    "return np.mean(np.where → return np.sum(np.where",
    "You added the profits up; expected is their mean.",
    "Should the number grow if twice as many people apply?",
)
wrong(
    "loss_added",
    "gain, -loss) → gain, loss)",
    "A loan that is not repaid earns money in your answer: `loss` is a positive number, and it is "
    "lost.",
    "Which sign does a failed loan have in the example?",
)
wrong(
    "loss_forgotten",
    "gain, -loss) → gain, 0)",
    "A loan that is not repaid costs nothing in your answer.",
    "What does the third applicant of the example bring?",
)
wrong(
    "everybody_approved",
    f"{MEAN} → return np.mean(profit)",
    "Everybody is approved in your answer: the threshold decides nothing.",
    "What does the second applicant of the example bring?",
)
for name, below in ("approved_below", "<"), ("approved_up_to", "<="):
    wrong(
        name,
        f"probability >= threshold → probability {below} threshold",
        "You approved those below the threshold and refused the others.",
        "Who should get a loan, somebody with 0.9 or somebody with 0.3?",
    )
wrong(
    "swapped",
    "gain, -loss) → loss, -gain)",
    "`gain` and `loss` have changed places.",
    "What does an applicant bring who is approved and repays?",
)
wrong(
    "labels_swapped",
    "repaid == 1, gain → repaid == 0, gain",
    "Whoever repays costs you money, and whoever does not earns it: the labels are taken the "
    "wrong way round.",
    "What does a 1 in `repaid` mean?",
)
wrong(
    "refusals_cost",
    "np.where(approved, profit, 0) → np.where(approved, profit, -profit)",
    "A refusal counts with the opposite sign: you charge for a good customer who was refused, and "
    "reward refusing a "
    "bad one. A refusal earns 0.",
    "How much money moves if no loan is made?",
)
wrong(
    "refused_good_cost",
    "np.where(approved, profit, 0) → np.where(approved, profit, np.where(repaid == 1, -gain, 0))",
    "You charge `gain` for everybody who was refused and would have repaid; a refusal earns 0.",
    "How much money moves if no loan is made?",
)
wrong(
    "refused_cost_the_loss",
    "np.where(approved, profit, 0) → np.where(approved, profit, -loss)",
    "You charge `loss` for every refusal; a refusal earns 0.",
    "How much money moves if no loan is made?",
)
wrong(
    "right_decisions_pay",
    f"{MEAN} → return np.mean(np.where(approved == (repaid == 1), gain, -loss))",
    "Every right decision earns `gain` in your answer, and every wrong one costs `loss`, refusals "
    "included. A refusal "
    "earns 0.",
    "How much money moves if no loan is made?",
)
wrong(
    "share_of_gain_only",
    f"{PROFIT} → profit = gain * repaid - loss",
    "Whoever repays brings `gain` less `loss` in your answer: the loss is taken off everybody who "
    "is approved.",
    "What does the first applicant of the example bring?",
)
wrong(
    "expected_profit",
    f"{PROFIT} → profit = probability * gain - (1 - probability) * loss",
    "You computed what the probabilities promise; expected is what really came in, and `repaid` "
    "tells that.",
    "Where does your answer look at who repaid?",
)
wrong(
    "weighted",
    f"{PROFIT} → profit = probability * np.where(repaid == 1, gain, -loss)",
    "Each profit is multiplied by its probability. A loan is given whole or not at all.",
    "What does an approved applicant who repays bring, exactly?",
)
for constant in (0.8, 0.5):
    wrong(
        f"threshold_always_{constant}",
        f"probability >= threshold → probability >= {constant}",
        f"You approve from {constant} on, whatever `threshold` says.",
        "Which name stands for the line that the caller wants to draw?",
    )
wrong(
    "prices_of_the_example",
    "gain, -loss) → 100, -400)",
    "Your prices are always 100 and 400; they are arguments.",
    "Which names stand for what the caller earns and loses?",
)
wrong(
    "break_even_threshold",
    "probability >= threshold → probability >= loss / (gain + loss)",
    "You approve from the break-even point on; the threshold is an argument.",
    "Which name stands for the line that the caller wants to draw?",
)
wrong(
    "accuracy",
    f"{MEAN} → return np.mean(approved == (repaid == 1))",
    "You returned the share of right decisions; expected is money.",
    "Where do `gain` and `loss` enter your answer?",
)
wrong(
    "per_repaid",
    f"{MEAN} → return np.sum(np.where(approved, profit, 0)) / np.sum(repaid)",
    "You divided by the number of those who repay; expected is the mean over all applicants.",
    "How many applicants are there in the example?",
)
wrong(
    "each_profit",
    f"{MEAN} → return np.where(approved, profit, 0)",
    "You returned the profit of each applicant; expected is their mean, one number.",
    "How many numbers should come back?",
)
wrong(
    "no_return",
    "return np.mean(np.where → np.mean(np.where",
    "`None` comes back: the mean is computed, and no `return` hands it out.",
    "What does the caller get from a function that only computes?",
)
wrong(
    "truncated",
    f"{MEAN} → return int(np.mean(np.where(approved, profit, 0)))",
    "Your answer is cut off to a whole number.",
    "What is the mean of 100, 0, and 0?",
)
for places in (2, 1):
    wrong(
        f"rounded_to_{places}",
        f"{MEAN} → return round(np.mean(np.where(approved, profit, 0)), {places})",
        f"Your answer is rounded to {places} decimal{'s' * (places > 1)}. Whoever prints it can "
        "round; whoever compares it cannot undo it.",
        "Which step takes the decimals away, and did anybody ask for it?",
    )
wrong(
    "return_in_the_loop",
    "",
    "Only the first applicant counts: the loop ends in its first round, by a `return` or a "
    "`break`.",
    "What ends the loop, and which line should run once, after the last round?",
    instead="""def mean_profit(probability, repaid, *, gain, loss, threshold):
    total = 0.0
    for p, label in zip(probability, repaid):
        if p >= threshold:
            total += gain if label == 1 else -loss
        return total / len(probability)""",
)
wrong(
    "overwritten",
    "",
    "The profit of one applicant takes the place of the one before; they should add up.",
    "What is in your total after the second round?",
    instead="""def mean_profit(probability, repaid, *, gain, loss, threshold):
    total = 0.0
    for p, label in zip(probability, repaid):
        if p >= threshold:
            total = gain if label == 1 else -loss
    return total / len(probability)""",
)
wrong(
    "failed_loan_overwrites",
    "",
    "A loan that fails puts −loss in the place of all that was earned before it.",
    "Which of your two branches adds to the total, and what does the other one do?",
    instead="""def mean_profit(probability, repaid, *, gain, loss, threshold):
    total = 0.0
    for p, label in zip(probability, repaid):
        if p >= threshold and label == 1:
            total += gain
        elif p >= threshold:
            total = -loss
    return total / len(probability)""",
)
wrong(
    "median",
    "",
    "You returned the median; expected is the mean.",
    "What is the mean of 100, 0 and −40, and what their median?",
    instead="""def mean_profit(probability, repaid, *, gain, loss, threshold):
    return np.median((probability >= threshold) * np.where(repaid == 1, gain, -loss))""",
)
wrong(
    "everybody_gains_and_loses",
    "",
    "Every approved applicant brings `gain` and costs `loss`: `repaid` is not asked.",
    "What does an applicant bring who repays, and what one who does not?",
    instead="""def mean_profit(probability, repaid, *, gain, loss, threshold):
    ok = probability >= threshold
    return (gain - loss) * ok.mean()""",
)
wrong(
    "mean_over_the_approved",
    "",
    "The mean is taken over the applicants who are approved; expected is the mean over all, "
    "those refused included.",
    "How many applicants share the money in the example?",
    instead="""def mean_profit(probability, repaid, *, gain, loss, threshold):
    ok = probability >= threshold
    if ok.sum() == 0:
        return 0.0
    return np.where(repaid[ok] == 1, gain, -loss).mean()""",
)
wrong(
    "ends_at_the_first_refusal",
    "",
    "The loop ends at the first applicant who is refused; whoever comes after them counts for "
    "nothing.",
    "What should a loop do with one applicant, and what with all that follow?",
    instead="""def mean_profit(probability, repaid, *, gain, loss, threshold):
    total = 0
    for p, r in zip(probability, repaid):
        if p < threshold:
            break
        total += gain if r else -loss
    return total / len(probability)""",
)
wrong(
    "more_than_the_threshold",
    "probability >= threshold → probability > threshold",
    "Whoever has exactly the threshold is refused by your code; expected is that they are "
    "approved.",
    "Which of `>` and `>=` means “this much or more”?",
)
wrong(
    "refused_bad_ones_cost",
    "np.where(approved, profit, 0) → np.where(approved | (repaid != 1), profit, 0)",
    "Those who would not repay cost `loss` in your answer even where they are refused. Whoever is "
    "refused counts 0.",
    "In the example the last applicant has a probability of 0.3. Is any money lent?",
)
wrong(
    "refused_bad_ones_earn",
    "np.where(approved, profit, 0) → np.where(approved, profit, np.where(repaid == 1, 0, loss))",
    "Refusing those who would not repay earns `loss` in your answer. Whoever is refused counts 0.",
    "No loan is given there: what is earned, and what is lost?",
)


wrong = mistakes("best_threshold")
FOUND = "            best, most = threshold, profit"
wrong(
    "break_even",
    "return best → return loss / (gain + loss)",
    "Your threshold earns on these cases just what loss / (gain + loss) earns. That is the "
    "best threshold for calibrated probabilities, and nobody told you that these are: "
    "another one earns more.",
    "What do the hasty network's probabilities say, and what came? How would you find out without "
    "trusting them?",
)
wrong(
    "half",
    "return best → return 0.5",
    "Your threshold earns on these cases just what 0.5 earns, whatever the applicants and the "
    "prices.",
    "When a failed loan costs four times what a good one earns, is half a chance enough?",
)
wrong(
    "four_fifths",
    "return best → return 0.8",
    "Your threshold earns on these cases just what 0.8 earns, the break-even point of the "
    "lesson's prices, whatever the prices.",
    "Which prices does the caller have?",
)
wrong(
    "worst",
    ("best, most = np.inf, 0.0 → best, most = np.inf, np.inf", "profit > most → profit < most"),
    "On these cases your threshold earns the least.",
    "Which comparison keeps the larger of two profits?",
)
wrong(
    "profit_returned",
    "return best → return most",
    "You returned the largest profit; expected is the threshold that earns it.",
    "In the example the best profit is 50. At which threshold?",
)
wrong(
    "nobody_never_tried",
    "best, most = np.inf, 0.0 → best, most = 0.0, -np.inf",
    "You never try to refuse everybody. Where every threshold that approves somebody loses money, "
    "that is the best.",
    "What does a threshold above all probabilities earn?",
)
wrong(
    "wrong_end",
    "",
    "Your threshold would be the best one if loans went to those at or below it: the profits are "
    "added up from the "
    "smallest probability on.",
    "Who is approved at a high threshold, many or few?",
    instead="""def best_threshold(probability, repaid, *, gain, loss):
    order = np.argsort(probability)
    earned = np.cumsum(np.where(repaid[order] == 1, gain, -loss))
    return probability[order][np.argmax(earned)]""",
)
wrong(
    "nobody_is_zero",
    "best, most = np.inf, 0.0 → best, most = 0.0, 0.0",
    "Where it is best to refuse everybody, your threshold approves everybody.",
    "Who has a probability of 0 or more? Which threshold refuses all?",
)
wrong(
    "one_for_nobody",
    "best, most = np.inf, 0.0 → best, most = 1.0, 0.0",
    "Where it is best to refuse everybody, your threshold is 1, and an applicant with a "
    "probability of exactly 1 is still approved.",
    "What happens to a probability that is equal to the threshold?",
)
wrong(
    "strictly_above",
    "",
    "Your search seems to approve only those above a threshold, and not those who are at it. So "
    "the profit that it counts is not the one that your threshold earns.",
    "Is an applicant with exactly the probability of the threshold approved?",
    instead="""def best_threshold(probability, repaid, *, gain, loss):
    best, most = 1.0, 0.0
    for threshold in np.append(0.0, probability):
        above = probability > threshold
        profit = np.mean(np.where(above, np.where(repaid == 1, gain, -loss), 0))
        if profit > most:
            best, most = threshold, profit
    return best""",
)
wrong(
    "last_one",
    "if profit > most → if True",
    "Your threshold earns on these cases just what the last probability of the array earns, "
    "as if every threshold replaced the one before.",
    "Which of the profits so far has to be remembered, and when is it replaced?",
)
wrong(
    "never_raised",
    f"{FOUND} →             best = threshold",
    "Your threshold is the last one that earns anything at all, as if the best profit so far "
    "was never updated.",
    "What does your comparison compare with, in the third round?",
)
wrong(
    "per_loan",
    "profit = mean_profit(probability, repaid, gain=gain, loss=loss, threshold=threshold) → "
    "profit = np.mean(np.where(repaid[probability >= threshold] == 1, gain, -loss))",
    "You looked for the largest profit per approved loan; expected is the profit per applicant.",
    "One safe customer and nobody else: is that the most money?",
)
wrong(
    "accuracy",
    "profit = mean_profit(probability, repaid, gain=gain, loss=loss, threshold=threshold) → "
    "profit = np.mean((probability >= threshold) == (repaid == 1))",
    "You looked for the threshold with the most right decisions; the two kinds of error do not "
    "cost the same.",
    "Where do `gain` and `loss` enter your answer?",
)
wrong(
    "prices_swapped",
    "gain=gain, loss=loss → gain=loss, loss=gain",
    "`gain` and `loss` have changed places where you call `mean_profit`.",
    "Which name belongs to which argument?",
)
wrong(
    "prices_of_the_lesson",
    "gain=gain, loss=loss → gain=100, loss=400",
    "You search with the prices 100 and 400 of the lesson; the prices are arguments.",
    "Which names stand for what the caller earns and loses?",
)
wrong(
    "prices_of_the_example",
    "gain=gain, loss=loss → gain=100, loss=150",
    "You search with the prices 100 and 150 of the example; the prices are arguments.",
    "Which names stand for what the caller earns and loses?",
)
wrong(
    "loss_negative",
    "loss=loss → loss=-loss",
    "You handed `mean_profit` a negative `loss`, so that failed loans earn money.",
    "Which sign does `mean_profit` expect of its `loss`?",
)
wrong(
    "return_in_the_loop",
    "",
    "Only the first probability is tried: the loop ends in its first round, by a `return` or "
    "a `break`.",
    "What ends the loop, and which line should run once, after the last round?",
    instead="""def best_threshold(probability, repaid, *, gain, loss):
    best, most = np.inf, 0.0
    for threshold in probability:
        profit = mean_profit(probability, repaid, gain=gain, loss=loss, threshold=threshold)
        if profit > most:
            best, most = threshold, profit
        return best""",
)
for kind, source in {
    "hundredths": "np.arange(0, 1.02, 0.01)",
    "tenths": "np.arange(0, 1.12, 0.1)",
}.items():
    wrong(
        f"steps_of_{kind}",
        f"for threshold in probability → for threshold in {source}",
        "You try thresholds in even steps, and the best one can lie between two of them.",
        "At which thresholds does somebody change sides? Which numbers are worth trying, and no "
        "others?",
    )
wrong(
    "thresholds_of_the_lesson",
    "for threshold in probability → for threshold in np.linspace(0.4, 1, 121)",
    "You try the thresholds of the lesson's figure, which begin at 0.4 and go in even steps.",
    "At which thresholds does somebody change sides? Which numbers are worth trying?",
)
wrong(
    "from_half_on",
    "for threshold in probability → for threshold in probability[probability >= 0.5]",
    "Your threshold is never below 0.5, as it seems. With some prices and some applicants "
    "the best one lies there.",
    "If a good loan earns more than a failed one costs, who should get one?",
)
wrong(
    "position",
    "best, most = threshold, profit → best, most = int(np.argmax(probability == threshold)), "
    "profit",
    "Your threshold approves nobody, whoever would be worth it: it is above all probabilities, as "
    "the position of the best one is.",
    "What does your code return in the example: 0.7, its position in the array, or what the search "
    "began with?",
)
wrong(
    "first_hill",
    "",
    "Your threshold lies above everybody who does not repay, as if the search ended where the "
    "profit falls for the "
    "first time. It can rise again.",
    "After one bad applicant there may be several good ones. When can you be sure that you have "
    "the best?",
    instead="""def best_threshold(probability, repaid, *, gain, loss):
    best, most = np.inf, 0.0
    for threshold in sorted(probability, reverse=True):
        profit = mean_profit(probability, repaid, gain=gain, loss=loss, threshold=threshold)
        if profit <= most:
            break
        best, most = threshold, profit
    return best""",
)
wrong(
    "largest",
    "return best → return np.max(probability)",
    "Your threshold earns on these cases just what the largest probability earns: it approves "
    "a single applicant.",
    "What would a second good customer bring?",
)
wrong(
    "mean_probability",
    "return best → return np.mean(probability)",
    "Your threshold earns on these cases just what the mean of the probabilities earns.",
    "Where does your answer look at who repaid, and at the prices?",
)
wrong(
    "share_repaid",
    "return best → return np.mean(repaid)",
    "Your threshold earns on these cases just what the share of those who repaid earns.",
    "Where does your answer look at the probabilities, and at the prices?",
)
wrong(
    "lowest_that_earns",
    "",
    "You returned the smallest threshold with a profit above 0; expected is the one with the "
    "largest profit.",
    "In the example 0.4 earns 37.5. Is there one that earns more?",
    instead="""def best_threshold(probability, repaid, *, gain, loss):
    for threshold in sorted(probability):
        if mean_profit(probability, repaid, gain=gain, loss=loss, threshold=threshold) > 0:
            return threshold
    return np.inf""",
)
wrong(
    "lowest_repaid",
    "return best → return np.min(probability[repaid == 1]) if repaid.any() else np.inf",
    "You approve everybody down to the last one who repays, and all those above who do not.",
    "What do the failed loans above that threshold cost?",
)
wrong(
    "no_return",
    "    return best → ",
    "`None` comes back: the threshold is found, and no `return` hands it out.",
    "What does the caller get from a function that only computes?",
)
wrong(
    "none_for_nobody",
    "best, most = np.inf, 0.0 → best, most = None, 0.0",
    "Where it is best to refuse everybody you returned `None`; a threshold is a number.",
    "Which number is no probability as large as?",
)
wrong(
    "pair",
    "return best → return best, most",
    "What you returned is an array, a list or a tuple; expected is one number, the threshold "
    "alone.",
    "What does a caller do who wants to compare a probability with your answer?",
)
wrong(
    "smallest_profit",
    "",
    "Your threshold is the one with the smallest mean profit.",
    "Which of `argmin` and `argmax` finds the largest?",
    instead="""def best_threshold(probability, repaid, *, gain, loss):
    t = np.append(probability, 2)
    prices = {"gain": gain, "loss": loss}
    return t[np.argmin([mean_profit(probability, repaid, **prices, threshold=x) for x in t])]""",
)
wrong(
    "not_sorted",
    "",
    "You add up the profits in the order in which the applicants come; whom a threshold "
    "approves is decided by their probability.",
    "Which applicants are approved first as the threshold comes down?",
    instead="""def best_threshold(probability, repaid, *, gain, loss):
    money = np.cumsum(np.where(repaid == 1, gain, -loss))
    return probability[np.argmax(money)]""",
)
wrong(
    "between_neighbours_only",
    "",
    "You try thresholds between two probabilities only, so approving everybody and approving "
    "nobody are never tried.",
    "Which threshold approves everybody, and which one nobody?",
    instead="""def best_threshold(probability, repaid, *, gain, loss):
    u = np.sort(probability)
    tries = (u[1:] + u[:-1]) / 2
    prices = {"gain": gain, "loss": loss}
    profits = [mean_profit(probability, repaid, **prices, threshold=t) for t in tries]
    return tries[np.argmax(profits)]""",
)
wrong(
    "sorted_apart",
    "",
    "You sorted the probabilities and not `repaid`: they no longer belong to the same applicants.",
    "Which order takes both arrays along?",
    instead="""def best_threshold(probability, repaid, *, gain, loss):
    p = np.sort(probability)
    prices = {"gain": gain, "loss": loss}
    return max([*p, 2.0], key=lambda t: mean_profit(p, repaid, **prices, threshold=t))""",
)
for name, distance in ("never_everybody", 0.01), ("never_everybody_by_a_hair", 1e-9):
    wrong(
        name,
        "",
        "Each threshold that you try lies above a probability, so approving everybody is never "
        "tried.",
        "Which threshold approves the applicant with the lowest probability too?",
        instead=f"""def best_threshold(probability, repaid, *, gain, loss):
    t = probability + {distance}
    prices = {{"gain": gain, "loss": loss}}
    return t[np.argmax([mean_profit(probability, repaid, **prices, threshold=x) for x in t])]""",
    )
equivalent(
    "best_threshold",
    "profit > most → profit >= most",
    "of thresholds that earn the same, any is right",
)
