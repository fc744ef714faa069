"""What goes wrong in lesson 10."""

from grader.mistakes import equivalent, mistakes

wrong = mistakes("train_val_split")
ORDER = "order = rng.permutation(len(X))"
HELD_OUT = "round(len(X) * val_fraction)"
RETURN = "return X[train], y[train], X[val], y[val]"
wrong(
    "never_shuffled",
    f"{ORDER} → order = np.arange(len(X))",
    "The rows that come first are held out, whatever they are: nothing is drawn at random, or the"
    " order that was drawn is not used.",
    "What would be held out if the rows were sorted by label?",
)
wrong(
    "last_rows_held_out",
    (
        f"{ORDER} → order = np.arange(len(X))",
        "val = order[:held_out] → val = order[-held_out:]",
        "train = order[held_out:] → train = order[:-held_out]",
    ),
    "The rows that come last are held out, whatever they are: nothing is drawn at random. (If you"
    " count them from the end with a minus, try it at a fraction of 0.)",
    "What would be held out if the rows were sorted by label?",
)
wrong(
    "own_seed",
    "rng.permutation → np.random.default_rng(0).permutation",
    "The `rng` that was given is not used: another one holds out the same rows. They come from a"
    " seed of your own.",
    "Whoever hands in `rng` wants to decide the split. Where does it enter?",
)
wrong(
    "global_random",
    "rng.permutation → np.random.permutation",
    "The rows come from NumPy's global generator, not from the `rng` that was given.",
    "Which object should be asked for random numbers?",
)
wrong(
    "X_without_y",
    f"{RETURN} → return X[train], y[held_out:], X[val], y[:held_out]",
    "`X` is shuffled and `y` is not: each row stands beside somebody else's target.",
    "What must move together when rows move?",
)
wrong(
    "y_without_X",
    f"{RETURN} → return X[held_out:], y[train], X[:held_out], y[val]",
    "`y` is shuffled and `X` is not: each row stands beside somebody else's target.",
    "What must move together when rows move?",
)
wrong(
    "two_orders",
    f"{RETURN} → again = rng.permutation(len(X)); "
    "return X[train], y[again[held_out:]], X[val], y[again[:held_out]]",
    "`X` and `y` are drawn in two different orders: each row stands beside somebody else's target.",
    "How many times is chance asked, and how many times should it be?",
)
wrong(
    "as_in_scikit_learn",
    f"{RETURN} → return X[train], X[val], y[train], y[val]",
    "The four arrays come in another order: both parts of `X` first, then both parts of `y`, as in"
    " scikit-learn.",
    "In which order does the statement name the four?",
)
wrong(
    "parts_exchanged",
    f"{RETURN} → return X[val], y[val], X[train], y[train]",
    "The two parts have changed places: `val_fraction` of the rows are trained on, and the rest is"
    " held out.",
    "Which part should be smaller at a fraction of 0.3?",
)
wrong(
    "y_first",
    f"{RETURN} → return y[train], X[train], y[val], X[val]",
    "In each part the targets come first; expected is `X`, then `y`.",
    "In which order does the statement name the four?",
)
wrong(
    "pairs",
    f"{RETURN} → return (X[train], y[train]), (X[val], y[val])",
    "You return two pairs; expected: four arrays, one after the other.",
    "How many names stand on the left when the caller unpacks your answer?",
)
wrong(
    "rounded_down",
    f"{HELD_OUT} → int(len(X) * val_fraction)",
    "The number of rows held out is cut off, not rounded: 1.75 becomes 1.",
    "What does `int(1.75)` give, and what does `round(1.75)`?",
)
wrong(
    "rounded_up",
    f"{HELD_OUT} → int(np.ceil(len(X) * val_fraction))",
    "The number of rows held out is rounded up, or that of the training rows down: 3.25 of 13 rows"
    " become 4.",
    "What does `round(3.25)` give?",
)
wrong(
    "at_least_one",
    f"{HELD_OUT} → max(1, round(len(X) * val_fraction))",
    "A row is held out although the fraction is 0.",
    "How many rows is 0 times n?",
)
wrong(
    "counted_from_the_end",
    (
        "val = order[:held_out] → val = order[-held_out:]",
        "train = order[held_out:] → train = order[:-held_out]",
    ),
    "With a fraction of 0 all rows are held out, and none is left to train on. From the end, a"
    " slice of 0 is not empty.",
    "What are `order[-2:]`, `order[-1:]` and `order[-0:]`?",
)
wrong(
    "fixed_fraction",
    f"{HELD_OUT} → round(len(X) * 0.2)",
    "A fifth is held out, whatever the fraction: `val_fraction` is not used.",
    "Which argument says how much to hold out?",
)
wrong(
    "fraction_of_the_example",
    f"{HELD_OUT} → round(len(X) * 0.3)",
    "Three tenths are held out, whatever the fraction: `val_fraction` is not used.",
    "Which argument says how much to hold out?",
)
wrong(
    "overlap",
    "train = order[held_out:] → train = order",
    "The training part has all the rows, those held out too.",
    "What does a loss on rows that were trained on tell about new ones?",
)
wrong(
    "same_part_twice",
    "train = order[held_out:] → train = order[:held_out]",
    "Both parts have the same rows; the others are in neither.",
    "Which rows are left once some are held out?",
)
wrong(
    "drawn_twice",
    "train = order[held_out:] → train = rng.permutation(len(X))[held_out:]",
    "The rows of each part are drawn for themselves, so some rows are in both parts and others in"
    " neither.",
    "Once it is decided which rows are held out, is anything left to chance?",
)
wrong(
    "with_replacement",
    f"{ORDER} → order = rng.integers(len(X), size=len(X))",
    "A row can be drawn again: some rows come twice, and others not at all.",
    "How often should each row come in the two parts together?",
)
wrong(
    "coin_for_each_row",
    f"{RETURN} → coin = rng.random(len(X)) < val_fraction; "
    "return X[~coin], y[~coin], X[coin], y[coin]",
    "Each row is held out by a coin of its own, so the number held out is another one every time.",
    "How many rows should be held out of 10 at a fraction of 0.3, and can it be 5?",
)
wrong(
    "coin_for_each_row_alone",
    "",
    "Each row is held out by a coin of its own, so the number held out is another one every time.",
    "How many rows should be held out of 10 at a fraction of 0.3, and can it be 5?",
    instead="""def train_val_split(X, y, val_fraction, rng):
    coin = rng.random(len(X)) < val_fraction
    return X[~coin], y[~coin], X[coin], y[coin]
""",
)
wrong(
    "one_table",
    "",
    "The numbers have lost their dtype: whole numbers have become floats, or floats whole numbers."
    " That is what happens where `X` and `y` are put into one array.",
    "How many dtypes can one array have, and what joins a row to its target without one?",
    instead="""def train_val_split(X, y, val_fraction, rng):
    both = np.column_stack([X, y])[rng.permutation(len(X))]
    held_out = round(len(X) * val_fraction)
    train, val = both[held_out:], both[:held_out]
    return train[:, :-1], train[:, -1], val[:, :-1], val[:, -1]
""",
)
wrong(
    "shuffled_one_after_the_other",
    f"{ORDER} → rng.shuffle(X); rng.shuffle(y); order = np.arange(len(X))",
    "`X` and `y` are shuffled one after the other, in two different orders, and they are the"
    " caller's own arrays.",
    "What must move together when rows move, and whose arrays does `rng.shuffle` change?",
)
wrong(
    "drawn_with_replacement",
    (
        "val = order[:held_out] → val = rng.choice(len(X), held_out)",
        "train = order[held_out:] → train = np.setdiff1d(np.arange(len(X)), val)",
    ),
    "A row can be drawn twice among those held out, and then more rows than asked are left to"
    " train on.",
    "What does `rng.choice` do, unless it is told otherwise, with a number that it has drawn?",
)
wrong(
    "fraction_rounded",
    f"{HELD_OUT} → round(val_fraction)",
    "The fraction itself is rounded, so nothing is held out, or a single row.",
    "How many rows are 0.3 of 10?",
)
wrong(
    "lists",
    f"{RETURN} → return list(X[train]), list(y[train]), list(X[val]), list(y[val])",
    "Lists come back; expected: four arrays.",
    "What would `X_train.shape` give?",
)
wrong(
    "nothing_returned",
    f"{RETURN} → print(X[train], y[train], X[val], y[val])",
    "`None` comes back: the parts are computed, or printed, but not returned.",
    "How does the caller get the four arrays?",
)
wrong(
    "a_block",
    f"{ORDER} → order = np.roll(np.arange(len(X)), rng.integers(len(X)))",
    "Only the place where the held-out rows begin is random: they are always neighbours.",
    "If neighbours are alike, how much does a block of them tell about the others?",
)
wrong(
    "one_row_less",
    "train = order[held_out:] → train = order[held_out + 1 :]",
    "One row is in neither of the two parts.",
    "Which is the first place that the first slice leaves out?",
)
wrong(
    "one_row_in_both",
    "val = order[:held_out] → val = order[: held_out + 1]",
    "One row too many is held out, and it is trained on as well.",
    "Which is the last place that `order[:3]` has?",
)
wrong(
    "shuffled_in_place",
    f"{ORDER} → order = np.arange(len(X)); state = rng.bit_generator.state; rng.shuffle(X); "
    "rng.bit_generator.state = state; rng.shuffle(y)",
    "The caller's own arrays are shuffled.",
    "Which line writes into `X` and `y`, and what would give you new arrays?",
)
wrong(
    "training_part_only",
    f"{RETURN} → return X[train], y[train]",
    "Two arrays come back; expected: four.",
    "Where does the caller get the held-out rows from?",
)
wrong(
    "columns_shuffled",
    "",
    "The columns are shuffled, and not the rows.",
    "Along which axis do the examples lie?",
    instead="""def train_val_split(X, y, val_fraction, rng):
    order = rng.permutation(X.shape[1])
    k = round(len(X) * val_fraction)
    X = X[:, order]
    return X[k:], y[k:], X[:k], y[:k]""",
)
wrong(
    "block_of_neighbours",
    "",
    "The held-out rows are neighbours: only where their block begins is up to chance.",
    "If the rows were sorted by day, what would one block hold out?",
    instead="""def train_val_split(X, y, val_fraction, rng):
    n = len(X)
    k = round(n * val_fraction)
    start = rng.integers(n - k + 1)
    rows = np.arange(n)
    val = rows[start:start + k]
    train = np.concatenate([rows[:start], rows[start + k:]])
    return X[train], y[train], X[val], y[val]""",
)
wrong(
    "four_orders",
    "",
    "Each of the four parts is cut from an order of its own, so rows and targets no longer "
    "belong together and parts share rows.",
    "How many random orders does one split need?",
    instead="""def train_val_split(X, y, val_fraction, rng):
    k = round(len(X) * val_fraction)
    first, second, third, fourth = (rng.permutation(len(X)) for _ in range(4))
    return X[first[k:]], y[second[k:]], X[third[:k]], y[fourth[:k]]""",
)
wrong(
    "last_rows_from_the_front",
    "",
    "The rows that come last are held out, whatever they are: nothing is drawn at random.",
    "What would be held out if the rows were sorted by label?",
    instead="""def train_val_split(X, y, val_fraction, rng):
    k = len(X) - round(len(X) * val_fraction)
    return X[:k], y[:k], X[k:], y[k:]""",
)

wrong = mistakes("Standardizer")
MEAN = "self.mean = X.mean(axis=0)"
DEVIATION = "self.deviation = X.std(axis=0)"
CONSTANT = "self.deviation[X.max(axis=0) == X.min(axis=0)] = 1.0"
SCALED = "(X - self.mean) / self.deviation"
wrong(
    "measures_again",
    f"return {SCALED} → self.fit(X); return {SCALED}",
    "`transform` measures the rows that it is given, and scales them by their own mean and"
    " deviation.",
    "A single new row has no deviation. Whose mean and deviation should scale it?",
)
wrong(
    "own_mean_and_deviation",
    f"{SCALED} → (X - X.mean(axis=0)) / X.std(axis=0)",
    "`transform` scales the rows that it is given by their own mean and deviation: what `fit` found"
    " is not used. A single row becomes `nan`.",
    "A single new row has no deviation. Whose mean and deviation should scale it?",
)
wrong(
    "mean_measured_again",
    f"{SCALED} → (X - X.mean(axis=0)) / self.deviation",
    "The mean that is taken off is that of the rows handed to `transform`, not the one that `fit`"
    " found.",
    "Which rows may have a say in the scale?",
)
wrong(
    "deviation_measured_again",
    f"{SCALED} → (X - self.mean) / X.std(axis=0)",
    "The deviation is that of the rows handed to `transform`, not the one that `fit` found.",
    "Which rows may have a say in the scale?",
)
wrong(
    "mean_left",
    f"{SCALED} → X / self.deviation",
    "The features are divided by their deviation, but their mean is still there.",
    "What should the mean of each feature be afterwards?",
)
wrong(
    "centered_only",
    f"{SCALED} → X - self.mean",
    "The mean is taken off, but nothing is divided: the features still differ in size.",
    "What should the deviation of each feature be afterwards?",
)
wrong(
    "order_of_operations",
    f"{SCALED} → X - self.mean / self.deviation",
    "Only the mean is divided by the deviation: without parentheses, the division comes first.",
    "What is 9 - 3 / 3?",
)
wrong(
    "variance",
    "X.std → X.var",
    "The features are divided by their variance, the square of the deviation.",
    "In which unit is the variance of lengths in metres?",
)
wrong(
    "sample_deviation",
    "X.std(axis=0) → X.std(axis=0, ddof=1)",
    "The deviation is divided by n - 1 inside. Expected is the one that `X.std(axis=0)` gives,"
    " divided by n.",
    "Which setting of `std` did you change?",
)
wrong(
    "one_mean_for_all",
    ("X.mean(axis=0) → X.mean()", f"{DEVIATION}\n        {CONSTANT} → self.deviation = X.std()"),
    "There is one mean and one deviation for the whole table; each feature has its own.",
    "Which axis disappears when a feature is averaged over the rows?",
)
wrong(
    "one_mean",
    "X.mean(axis=0) → X.mean()",
    "One mean is taken over the whole table; each feature has its own.",
    "Which axis disappears when a feature is averaged over the rows?",
)
wrong(
    "one_deviation",
    f"{DEVIATION}\n        {CONSTANT} → self.deviation = X.std()",
    "One deviation is taken over the whole table; each feature has its own.",
    "Which axis disappears when a feature is measured over the rows?",
)
wrong(
    "min_max",
    (
        "X.mean(axis=0) → X.min(axis=0)",
        f"{DEVIATION}\n        {CONSTANT} → self.deviation = X.max(axis=0) - X.min(axis=0)",
    ),
    "Each feature is scaled to lie between 0 and 1; expected: mean 0 and deviation 1.",
    "What is taken off, and what is it divided by?",
)
wrong(
    "by_the_range",
    f"{DEVIATION}\n        {CONSTANT} → self.deviation = X.max(axis=0) - X.min(axis=0)",
    "The features are divided by their range, largest less smallest; expected is the deviation.",
    "What does the statement divide by?",
)
wrong(
    "by_the_largest",
    f"{SCALED} → X / self.deviation".replace("X / self.deviation", "X / self.largest"),
    "The features are divided by the largest value in `fit`; expected: mean 0 and deviation 1.",
    "What is taken off, and what is it divided by?",
    instead="""class Standardizer:
    def fit(self, X):
        self.largest = np.abs(X).max(axis=0)
        return self

    def transform(self, X):
        return X / self.largest
""",
)
wrong(
    "median",
    "X.mean(axis=0) → np.median(X, axis=0)",
    "The median is taken off; expected is the mean.",
    "For which numbers do the two differ?",
)
wrong(
    "constant_divided",
    f"        {CONSTANT}\n →",
    "A constant feature is divided by its deviation, and that is 0.",
    "What is 0 / 0, and what could you divide by in its place?",
)
wrong(
    "constant_kept",
    f"{CONSTANT} → \n"
    "        constant = self.deviation == 0\n"
    "        self.mean[constant], self.deviation[constant] = 0.0, 1.0",
    "A constant feature keeps its value; it should become 0.",
    "What is left of a constant feature once its mean is taken off?",
)
wrong(
    "constant_dropped",
    f"{SCALED} → ({SCALED})[:, self.varies]",
    "A constant feature is left out, so a column is missing; it should be there, as 0.",
    "How many columns does the network expect?",
    instead="""class Standardizer:
    def fit(self, X):
        self.mean, self.deviation = X.mean(axis=0), X.std(axis=0)
        self.varies = self.deviation > 0
        return self

    def transform(self, X):
        return ((X - self.mean)[:, self.varies]) / self.deviation[self.varies]
""",
)
wrong(
    "nothing_divided",
    f"{CONSTANT} → \n"
    "        if (self.deviation == 0).any():\n"
    "            self.deviation = np.ones(X.shape[1])",
    "As soon as one feature is constant, no feature is divided any more.",
    "Which of the deviations need to be replaced?",
)
for added in "0.0001", "0.001", "0.01", "0.1":
    wrong(
        f"added_{added}",
        f"{CONSTANT} → self.deviation = self.deviation + {added}",
        f"{added} is added to every deviation, so that nothing is divided by 0. All features come"
        " out a little too small.",
        "Which deviations need help, and which do not?",
    )
wrong(
    "mean_distance",
    "X.std(axis=0) → np.abs(X - self.mean).mean(axis=0)",
    "The features are divided by their mean distance from the mean; the standard deviation is the"
    " root of the mean **squared** distance.",
    "Which distances weigh more once they are squared?",
)
wrong(
    "last_feature",
    (
        "X.mean(axis=0) → X[:, -1].mean()",
        f"{DEVIATION}\n        {CONSTANT} → self.deviation = X[:, -1].std()",
    ),
    "One mean and one deviation scale all features: those of the last one.",
    "If a loop writes into `self.mean` for every feature, what is left at its end?",
)
wrong(
    "at_least_a_half",
    f"{CONSTANT} → self.deviation = np.maximum(self.deviation, 0.5)",
    "A deviation below 0.5 is replaced by 0.5: features with small numbers are not divided by their"
    " own deviation.",
    "Sugar is a share of about 0.13. How large is its deviation, and which value alone needs a rule"
    " of its own?",
)
wrong(
    "one_added",
    f"{CONSTANT} → self.deviation = self.deviation + 1",
    "1 is added to every deviation, so that nothing is divided by 0. All features come out too"
    " small.",
    "Which deviations need help, and which do not?",
)
wrong(
    "at_least_1",
    f"{CONSTANT} → self.deviation = np.maximum(self.deviation, 1.0)",
    "Deviations below 1 are raised to 1, so features that vary little stay small.",
    "Which deviations need help, and which do not?",
)
wrong(
    "in_place",
    f"return {SCALED} → X -= self.mean; X /= self.deviation; return X",
    "The caller's own array is scaled.",
    "What do `-=` and `/=` change?",
)
wrong(
    "fit_scales_in_place",
    f"{CONSTANT} → {CONSTANT}; X -= self.mean",
    "`fit` changes the array that it measures.",
    "Does somebody who only measures need to write into the array?",
)
wrong(
    "fit_returns_another_thing",
    "return self\n → return (X - self.mean) / self.deviation\n",
    "What `fit` returns is neither `self` nor nothing.",
    "Which of the two methods only measures, and which one hands back rows?",
)
wrong(
    "shared",
    "",
    "Two scalers share what they have measured: the second `fit` changes the first one too.",
    "What belongs to the class, and what to each object? Where does `self` come in?",
    instead="""class Standardizer:
    def fit(self, X):
        Standardizer.mean = X.mean(axis=0)
        Standardizer.deviation = X.std(axis=0)
        Standardizer.deviation[X.max(axis=0) == X.min(axis=0)] = 1.0
        return self

    def transform(self, X):
        return (X - self.mean) / self.deviation
""",
)
wrong(
    "nothing_returned",
    f"return {SCALED} → {SCALED}",
    "`transform` computes, but `None` comes back: its `return` is missing.",
    "How does the caller get the scaled rows?",
)
wrong(
    "undone",
    f"{SCALED} → X * self.deviation + self.mean",
    "This is the way back: scaled numbers are turned into the old units.",
    "What is done first, and which way: off or on, divided or multiplied?",
)
wrong(
    "first_row",
    "X.mean(axis=0) → X[0]",
    "The first row is taken off; expected is the mean of all rows.",
    "What should the mean of each feature be afterwards?",
)
wrong(
    "own_deviation",
    "",
    "New rows are divided by their own deviation; the mean comes from the training rows, and "
    "the deviation should too.",
    "For a single new row, what would its own deviation be?",
    instead="""class Standardizer:
    def fit(self, X):
        self.mean = X.mean(axis=0)
    def transform(self, X):
        return (X - self.mean) / np.where(X.std(axis=0) == 0, 1, X.std(axis=0))""",
)
wrong(
    "infinite_where_constant",
    "",
    "A feature without deviation becomes inf, or nan, where it should become 0.",
    "What is X − mean for a feature that is the same in every row, and what may it be divided by?",
    instead="""class Standardizer:
    def fit(self, X):
        self.mean = X.mean(axis=0)
        self.std = X.std(axis=0)

    def transform(self, X):
        with np.errstate(all="ignore"):
            return np.where(self.std < 1e-12, np.inf, (X - self.mean) / self.std)""",
)
equivalent(
    "Standardizer",
    "1.0 → 2.0",
    "What a constant feature is divided by does not show: it is 0 there, and new values in its"
    " column are not asked for.",
)
wrong(
    "one_added_beside_a_constant",
    "",
    "As soon as one feature is constant, 1 is added to every deviation.",
    "Which of the deviations need to be replaced?",
    instead="""class Standardizer:
    def fit(self, X):
        self.mean, self.deviation = X.mean(axis=0), X.std(axis=0)
        if (self.deviation == 0).any():
            self.deviation = self.deviation + 1

    def transform(self, X):
        return (X - self.mean) / self.deviation""",
)
wrong(
    "divided_first",
    "",
    "You divide first and take the mean off afterwards: what is taken off is in the old units.",
    "In which order do the two steps stand in the statement, and which signs keep them apart?",
    instead="""class Standardizer:
    def fit(self, X):
        self.mean, self.deviation = X.mean(axis=0), X.std(axis=0)
        self.deviation[self.deviation == 0] = 1.0

    def transform(self, X):
        return X / self.deviation - self.mean""",
)

wrong = mistakes("EarlyStopping")
BETTER = "val_loss < self.best_loss - self.min_delta"
BEST_LOSS = "self.best_loss = val_loss"
COPY = "self.best_params = {name: p.copy() for name, p in params.items()}"
RESET = "            self.misses = 0\n"
STOP = "return self.misses >= self.patience"
wrong(
    "kept_by_reference",
    f"{COPY} → self.best_params = params",
    "`best_params` is no copy: it is the very dict that training goes on to change.",
    "When the arrays change in the next epoch, what becomes of the best ones?",
)
wrong(
    "shallow_copy",
    f"{COPY} → self.best_params = dict(params)",
    "The dict is copied, but not the arrays in it: those are the ones that training goes on to"
    " change.",
    "How many arrays are there after your copy: the old ones, and how many new ones?",
)
wrong(
    "one_too_late",
    f"{STOP} → return self.misses > self.patience",
    "It stops one update too late: with a patience of 2 it waits for the third.",
    "With `patience=2`, how many updates in a row may fail?",
)
wrong(
    "one_too_early",
    f"{STOP} → return self.misses >= self.patience - 1",
    "It stops one update too early, as if the best update were a failure itself.",
    "With `patience=2`, how many updates in a row may fail?",
)
wrong(
    "never_reset",
    f"{RESET} →",
    "The updates that failed are counted from the start, and not in a row: an improvement does not"
    " set the count back to 0.",
    "How many in a row have failed, right after one that was better?",
)
wrong(
    "counts_double",
    "self.misses += 1 → self.misses += 2",
    "One loss that is no better already counts as two: with `patience=2` you stop after one.",
    "By how much should the count grow each time?",
)
wrong(
    "default_of_one",
    "",
    "Where `min_delta` is not given, a loss has to be lower by more than 1 to count as better.",
    "Which default does `min_delta` have in the statement, and which in your `def` line?",
    instead="""class EarlyStopping:
    def __init__(self, patience, min_delta=1.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_params, self.misses = np.inf, None, 0

    def update(self, val_loss, params):
        if val_loss < self.best_loss - self.min_delta:
            self.best_loss, self.misses = val_loss, 0
            self.best_params = {name: p.copy() for name, p in params.items()}
        else:
            self.misses += 1
        return self.misses >= self.patience""",
)
wrong(
    "tie_improves",
    f"{BETTER} → val_loss <= self.best_loss - self.min_delta",
    "A loss that is equal to the best one counts as better with you.",
    "Has anything improved if the loss is what it was?",
)
wrong(
    "beats_the_last",
    (
        f"{BETTER} → val_loss < self.last - self.min_delta",
        "self.misses += 1 → self.misses += 1; val_loss = val_loss",
    ),
    "Each loss is compared with the one before it; expected is the best so far.",
    "5, 3, 4.5, 4: is the last of these an improvement?",
    instead="""class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.last = self.best_loss = np.inf
        self.best_params, self.misses = None, 0

    def update(self, val_loss, params):
        if val_loss < self.last - self.min_delta:
            self.best_loss = val_loss
            self.best_params = {name: p.copy() for name, p in params.items()}
            self.misses = 0
        else:
            self.misses += 1
        self.last = val_loss
        return self.misses >= self.patience
""",
)
wrong(
    "best_loss_always",
    f"""        if {BETTER}:
            {BEST_LOSS}
 →         better = {BETTER}
        {BEST_LOSS}
        if better:
""",
    "`best_loss` is the latest loss, also where that is no better.",
    "In which of the two branches does `best_loss` change?",
)
wrong(
    "best_params_always",
    (
        f"            {COPY}\n →",
        f"        {STOP} →         {COPY}\n        {STOP}",
    ),
    "`best_params` are the latest parameters, also where their loss is no better.",
    "In which of the two branches do `best_params` change?",
)
wrong(
    "best_params_never",
    f"            {COPY}\n →",
    "`best_params` never changes: the parameters handed over are not kept.",
    "What should be left when training has gone too far?",
)
wrong(
    "best_loss_never",
    f"            {BEST_LOSS}\n →",
    "`best_loss` never changes, so every loss looks like the best so far.",
    "What should the next loss be compared with?",
)
wrong(
    "starts_at_0",
    "self.best_loss = np.inf → self.best_loss = 0.0",
    "The best loss starts at 0, and no loss is below it: nothing ever improves.",
    "Which start lets the first loss be better, whatever it is?",
)
wrong(
    "starts_at_0_and_empty",
    (
        "self.best_loss = np.inf → self.best_loss = 0.0",
        "self.best_params = None → self.best_params = {}",
    ),
    "The best loss starts at 0, and no loss is below it: nothing ever improves.",
    "Which start lets the first loss be better, whatever it is?",
)
for start in 1, 10, 100, 1000:
    wrong(
        f"starts_at_{start}",
        f"self.best_loss = np.inf → self.best_loss = {start}.0",
        f"The best loss starts at {start}, so a first loss above {start} is not taken.",
        "Which start lets the first loss be better, whatever it is?",
    )
wrong(
    "larger_is_better",
    ("self.best_loss = np.inf → self.best_loss = -np.inf", f"{BETTER} → val_loss > self.best_loss"),
    "A larger loss counts as better.",
    "Which way should a loss go?",
)
wrong(
    "min_delta_unused",
    f"{BETTER} → val_loss < self.best_loss",
    "Any loss below the best one counts as better, by however little: `min_delta` has no say in"
    " it.",
    "By how much does a loss have to be below the best one?",
)
wrong(
    "min_delta_added",
    f"{BETTER} → val_loss < self.best_loss + self.min_delta",
    "`min_delta` is added where it should be taken off: a loss that is a little worse counts as"
    " better.",
    "The best is 2, `min_delta` is 0.25. Below which number does a loss have to be?",
)
wrong(
    "min_delta_relative",
    f"{BETTER} → val_loss < self.best_loss * (1 - self.min_delta)",
    "`min_delta` is used as a share of the best loss; it is a difference.",
    "The best is 2, `min_delta` is 0.25. Below which number does a loss have to be?",
)
wrong(
    "best_follows_every_gain",
    "",
    "A gain that is too small for `min_delta` does not reset the count, but it does change the"
    " best. Expected: it changes nothing.",
    "With which loss will the next one be compared?",
    instead="""class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_params, self.misses = np.inf, None, 0

    def update(self, val_loss, params):
        self.misses = 0 if val_loss < self.best_loss - self.min_delta else self.misses + 1
        if val_loss < self.best_loss:
            self.best_loss = val_loss
            self.best_params = {name: p.copy() for name, p in params.items()}
        return self.misses >= self.patience
""",
)
wrong(
    "best_loss_follows_every_gain",
    "self.misses += 1 → self.misses += 1; self.best_loss = min(self.best_loss, val_loss)",
    "`best_loss` follows every loss that is smaller; it should stay as it was where the loss is not"
    " better by `min_delta`.",
    "Ten small steps down make a large one. With what should the tenth loss be compared?",
)
wrong(
    "longer_ago",
    "",
    "Each loss is compared with the one `patience` updates ago; expected: `patience` updates in"
    " a row without a new best.",
    "3, 2, 4, 1, with a patience of 2: how many in a row have failed after the 4?",
    instead="""class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_params, self.losses = np.inf, None, []

    def update(self, val_loss, params):
        self.losses.append(val_loss)
        if val_loss < self.best_loss - self.min_delta:
            self.best_loss = val_loss
            self.best_params = {name: p.copy() for name, p in params.items()}
        if len(self.losses) <= self.patience:
            return False
        return self.losses[-1] >= self.losses[-1 - self.patience]
""",
)
wrong(
    "set_back_to_one",
    f"{RESET} →             self.misses = 1\n",
    "An improvement sets the count back to 1, as if it were a failure itself.",
    "How many in a row have failed, right after one that was better?",
)
wrong(
    "text_or_empty",
    f'{STOP} → return "stop" if self.misses >= self.patience else ""',
    "`update` returns a text; expected: `True` or `False`.",
    "What is the value of the comparison itself?",
)
wrong(
    "nan_improves",
    f"{BETTER} → not val_loss >= self.best_loss - self.min_delta",
    "`nan` counts as better: you ask whether the loss is not worse, and nothing is worse than"
    " `nan` or better.",
    "What are `nan < 1` and `nan >= 1`?",
)
wrong(
    "first_always_taken",
    (
        "self.best_loss = np.inf → self.best_loss = None",
        f"{BETTER} → self.best_loss is None or {BETTER}",
    ),
    "The first loss is taken even if it is `nan`, and after that no loss is below the best one.",
    "Is `nan` better than nothing? What does the statement say?",
)
wrong(
    "zero_taken_for_none",
    (
        "self.best_loss = np.inf → self.best_loss = None",
        f"{BETTER} → (not self.best_loss and val_loss == val_loss) or {BETTER}",
    ),
    "A best loss of 0 is taken for none at all: after it, any loss counts as better.",
    "For which values of `best_loss` is `not self.best_loss` true?",
)
wrong(
    "every_update_counts",
    f"{RESET}        else:\n            self.misses += 1\n →         self.misses += 1\n",
    "Every update is counted, the better ones too, and the count is never set back to 0.",
    "What should be counted: all updates, or those in a row that are no better?",
)
wrong(
    "any_change_improves",
    f"{BETTER} → abs(val_loss - self.best_loss) > self.min_delta",
    "Any loss that is far enough from the best one counts as better, a larger one too.",
    "Which way should a loss go?",
)
wrong(
    "never_stops",
    f"{STOP} → return False",
    "It never stops.",
    "What is compared with `patience`?",
)
wrong(
    "stops_at_once",
    f"{STOP} → return self.misses > 0",
    "It stops at the first loss that is no better: `patience` is not used.",
    "How many updates in a row may fail?",
)
wrong(
    "turned_round",
    f"{STOP} → return self.misses < self.patience",
    "`True` and `False` have changed places: `True` means stop.",
    "What does the caller do when `update` returns `True`?",
)
wrong(
    "none_for_false",
    f"{STOP} → \n        if self.misses >= self.patience:\n            return True",
    "Where training should go on, `None` comes back; expected is `False`.",
    "What does a function return that reaches its end without a `return`?",
)
wrong(
    "none_when_better",
    f"            self.misses += 1\n        {STOP} → "
    f"            self.misses += 1\n            {STOP}",
    "After a loss that is better, `None` comes back; expected is `False`. The `return` stands in"
    " the other branch alone.",
    "Which way does a better loss take through your lines, and does a `return` stand on it?",
)
wrong(
    "none_while_waiting",
    f"{RESET}        else:\n            self.misses += 1\n        {STOP} → "
    f"{RESET}            return False\n"
    "        self.misses += 1\n"
    "        if self.misses >= self.patience:\n            return True",
    "After a loss that is no better, `None` comes back as long as patience lasts; expected is"
    " `False`.",
    "Which way does such a loss take through your lines, and does a `return` stand on it?",
)
wrong(
    "numbers_for_answers",
    f"{STOP} → return int(self.misses >= self.patience)",
    "The answers are the numbers 1 and 0; expected: `True` and `False`.",
    "What is a comparison such as `2 >= 1` by itself?",
)
wrong(
    "text_for_answers",
    f'{STOP} → return "stop" if self.misses >= self.patience else "go on"',
    "The answers are texts; expected: `True` and `False`. (In an `if`, every text but the empty"
    " one counts as true.)",
    "What is a comparison such as `2 >= 1` by itself?",
)
wrong(
    "shared_best_loss",
    "",
    "Two objects share the best loss: what one of them hears, the other believes to have heard.",
    "What belongs to the class, and what to each object? Where does `self` come in?",
    instead="""class EarlyStopping:
    shared = {"loss": np.inf}

    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_params, self.misses = np.inf, None, 0

    def update(self, val_loss, params):
        if val_loss < self.shared["loss"] - self.min_delta:
            self.shared["loss"] = val_loss
            self.best_params = {name: p.copy() for name, p in params.items()}
            self.misses = 0
        else:
            self.misses += 1
        self.best_loss = self.shared["loss"]
        return self.misses >= self.patience
""",
)
wrong(
    "shared_best_params",
    "",
    "Two objects share `best_params`: they write into one dict, which belongs to the class.",
    "What belongs to the class, and what to each object? Where does `self` come in?",
    instead="""class EarlyStopping:
    best_params = {}

    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.misses = np.inf, 0

    def update(self, val_loss, params):
        if val_loss < self.best_loss - self.min_delta:
            self.best_loss = val_loss
            for name, p in params.items():
                self.best_params[name] = p.copy()
            self.misses = 0
        else:
            self.misses += 1
        return self.misses >= self.patience
""",
)
wrong(
    "list_of_arrays",
    f"{COPY} → self.best_params = [p.copy() for p in params.values()]",
    "`best_params` is a list of arrays; expected is a dict with the names of `params`.",
    "Which array in your list is `W1`, and how would the network know?",
)
wrong(
    "last_array_only",
    f"{COPY} → \n            for name, p in params.items():\n"
    "                self.best_params = {name: p.copy()}",
    "`best_params` has a single array, the last one: each round of your loop makes a new dict.",
    "Where is the dict made, and where is it filled?",
)
wrong(
    "answers_nothing",
    f"        {STOP}\n →",
    "`update` keeps its records, but it answers nothing: `None` comes back.",
    "How does the training loop learn that it should stop?",
)
wrong(
    "count_returned",
    f"{STOP} → return self.misses",
    "You return how many updates have failed; expected is whether to stop.",
    "With which number does the count have to be compared?",
)
wrong(
    "patience_of_the_example",
    "self.patience = patience → self.patience = 2",
    "The patience is always 2, whatever was asked for.",
    "Where does the argument `patience` go?",
)
wrong(
    "shared",
    "",
    "Two objects share their records: what one of them hears, the other believes to have heard.",
    "What belongs to the class, and what to each object? Where does `self` come in?",
    instead="""class EarlyStopping:
    best = {"loss": np.inf, "params": None, "misses": 0, "owner": None}

    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best.update(loss=np.inf, params=None, misses=0)

    def update(self, val_loss, params):
        if val_loss < self.best["loss"] - self.min_delta:
            self.best.update(loss=val_loss, misses=0)
            self.best["params"] = {name: p.copy() for name, p in params.items()}
        else:
            self.best["misses"] += 1
        return self.best["misses"] >= self.patience

    best_loss = property(lambda self: self.best["loss"])
    best_params = property(lambda self: self.best["params"])
""",
)
wrong(
    "other_names",
    (
        "self.best_loss = np.inf → self.best = np.inf",
        f"{BETTER} → val_loss < self.best - self.min_delta",
        f"{BEST_LOSS} → self.best = val_loss",
        "self.best_params = None → self.params = None",
        f"{COPY} → self.params = {{name: p.copy() for name, p in params.items()}}",
    ),
    "There are no attributes called `best_loss` and `best_params`.",
    "Under which names will the caller look for them?",
)
wrong(
    "counts_to_one",
    "self.misses += 1 → self.misses = 1",
    "The count never gets beyond 1: it does not go on from one update to the next.",
    "What is the count after two failures in a row, and where is it kept in between?",
)
wrong(
    "stops_in_epoch_patience",
    f"{STOP} → self.updates = getattr(self, 'updates', 0) + 1; return self.updates > self.patience",
    "It stops after a fixed number of updates, whatever their losses.",
    "What should be counted: all updates, or those in a row that are no better?",
)
equivalent(
    "EarlyStopping",
    "self.best_params = None → pass",
    "What `best_params` is before the first improvement is not asked for.",
)

wrong = mistakes("fit_with_validation")
HISTORY = '    history = {"train_loss": [], "val_loss": []}\n'
STOPPING = "    stopping = EarlyStopping(patience)\n"
EPOCHS = "    for epoch in range(epochs):\n"
BATCHES = "        for x_batch, labels_batch in minibatches(*train, batch_size, rng=rng):\n"
STEP = "            train_step(params, x_batch, labels_batch, optimizer)\n"
TRAIN_LOSS = '        train_loss = evaluate(params, *train)["loss"]\n'
VAL_LOSS = '        val_loss = evaluate(params, *val)["loss"]\n'
APPENDS = (
    '        history["train_loss"].append(train_loss)\n'
    '        history["val_loss"].append(val_loss)\n'
)
ASK = "        if stopping.update(val_loss, params):\n            break\n"
RETURNED = "return stopping.best_params, history"
wrong(
    "last_params",
    f"{RETURNED} → return params, history",
    "The parameters that come back are those at the end of training; expected: those with the"
    " lowest validation loss, kept in a copy.",
    "Who has kept the best parameters while training went on?",
)
wrong(
    "never_stops",
    f"{ASK} →         stopping.update(val_loss, params)\n",
    "Training runs on to the last epoch: what `update` answers is not used.",
    "What does `update` return, and what should follow from it?",
)
wrong(
    "watches_the_training_loss",
    "stopping.update(val_loss, params) → stopping.update(train_loss, params)",
    "Training stops, and the best parameters are chosen, by the training loss.",
    "Which of the two losses says something about rows that were not trained on?",
)
wrong(
    "measures_training_rows_twice",
    "evaluate(params, *val) → evaluate(params, *train)",
    "The validation loss is measured on the training rows.",
    "Which rows is each of the two losses measured on?",
)
wrong(
    "measures_validation_rows_twice",
    "evaluate(params, *train) → evaluate(params, *val)",
    "The training loss is measured on the validation rows.",
    "Which rows is each of the two losses measured on?",
)
wrong(
    "losses_exchanged",
    (
        'history["train_loss"].append(train_loss) → history["train_loss"].append(val_loss)',
        'history["val_loss"].append(val_loss) → history["val_loss"].append(train_loss)',
    ),
    "The two lists have changed places: each stands under the other's name.",
    "Which of the two should be lower after a long training?",
)
wrong(
    "trains_on_validation",
    "minibatches(*train, batch_size → minibatches(*val, batch_size",
    "The validation rows are trained on, and the training rows are not.",
    "What are the validation rows for?",
)
wrong(
    "trains_on_both",
    f"{EPOCHS} →     both = [np.concatenate(parts) for parts in zip(train, val)]\n{EPOCHS}",
    "The validation rows are trained on too.",
    "What does a loss on rows that were trained on tell about new ones?",
    instead="""def fit_with_validation(
    params, train, val, *, optimizer, epochs, batch_size, patience, rng
):
    history = {"train_loss": [], "val_loss": []}
    stopping = EarlyStopping(patience)
    both = [np.concatenate(parts) for parts in zip(train, val)]
    for epoch in range(epochs):
        for x_batch, labels_batch in minibatches(*both, batch_size, rng=rng):
            train_step(params, x_batch, labels_batch, optimizer)
        history["train_loss"].append(evaluate(params, *train)["loss"])
        history["val_loss"].append(evaluate(params, *val)["loss"])
        if stopping.update(history["val_loss"][-1], params):
            break
    return stopping.best_params, history
""",
)
wrong(
    "validation_steps",
    f"{VAL_LOSS} →         val_loss = train_step(params, *val, optimizer)\n",
    "The validation loss comes from a training step, so the validation rows are trained on.",
    "Which function measures and changes nothing?",
)
wrong(
    "new_stopping_each_epoch",
    f"{STOPPING}{EPOCHS} → {EPOCHS}    {STOPPING}",
    "A new `EarlyStopping` is made in every epoch: it remembers nothing of the epochs before.",
    "How many of them does one training need, and where is it made?",
)
wrong(
    "break_in_the_batches",
    f"{TRAIN_LOSS}{VAL_LOSS}{APPENDS}{ASK} → "
    '            train_loss = evaluate(params, *train)["loss"]\n'
    '            val_loss = evaluate(params, *val)["loss"]\n'
    '            history["train_loss"].append(train_loss)\n'
    '            history["val_loss"].append(val_loss)\n'
    "            if stopping.update(val_loss, params):\n"
    "                break\n",
    "You measure after every batch, and each batch counts as an epoch.",
    "At the end of which of the two loops should you measure?",
)
wrong(
    "measures_before",
    (
        f"{TRAIN_LOSS}{VAL_LOSS} →",
        f"{EPOCHS} → {EPOCHS}{TRAIN_LOSS}{VAL_LOSS}",
    ),
    "You measure before the epoch trains: the first entry is that of the untrained network.",
    "Where in the epoch should `evaluate` stand?",
)
wrong(
    "last_epoch_not_recorded",
    f"{APPENDS}{ASK} → {ASK}{APPENDS}",
    "The epoch in which training stops is missing from the history.",
    "Which lines are not reached when `break` is?",
)
wrong(
    "running_mean",
    (
        f"{EPOCHS} → {EPOCHS}        losses = []\n",
        f"{STEP} →             loss = train_step(params, x_batch, labels_batch, optimizer)\n"
        "            losses.append(loss)\n",
        f"{TRAIN_LOSS} →         train_loss = np.mean(losses)\n",
    ),
    "The training loss is the mean of what the steps returned, each before its update; expected is"
    " one measurement at the end of the epoch.",
    "Which parameters is each of the two losses measured with?",
)
wrong(
    "last_batch_loss",
    (
        f"{STEP} →             train_loss = train_step(params, x_batch, labels_batch, optimizer)\n",
        f"{TRAIN_LOSS} →",
    ),
    "The training loss is that of the epoch's last batch, before its update.",
    "Over which rows, and at which moment, is the loss expected?",
)
wrong(
    "measures_the_batch",
    "evaluate(params, *train) → evaluate(params, x_batch, labels_batch)",
    "The training loss is measured on the epoch's last batch; expected: all training rows.",
    "Which rows should `evaluate` be given?",
)
wrong(
    "never_shuffled",
    ", rng=rng): → ):",
    "The batches are those of the data as it came: rows never move from one batch to another.",
    "Which argument of `minibatches` asks for a shuffle?",
)
wrong(
    "same_order",
    "rng=rng → rng=np.random.default_rng(0)",
    "Every epoch has the same order: it does not come from the `rng` that was given.",
    "Where does the randomness of the second epoch come from?",
)
wrong(
    "batches_kept",
    (
        f"{EPOCHS} →     batches = list(minibatches(*train, batch_size, rng=rng))\n{EPOCHS}",
        "minibatches(*train, batch_size, rng=rng): → batches:",
    ),
    "Every epoch has the same batches: they are made once, before the epochs, or drawn from one"
    " seed again and again.",
    "Which of the two loops should a fresh shuffle be in, and which generator should it draw from?",
)
wrong(
    "used_up",
    (
        f"{EPOCHS} →     batches = minibatches(*train, batch_size, rng=rng)\n{EPOCHS}",
        "minibatches(*train, batch_size, rng=rng): → batches:",
    ),
    "Only the first epoch trains; in the others nothing moves. The generator is made once, and"
    " used up.",
    "How often can a generator be gone through, and in which of the two loops should it be made?",
)
wrong(
    "sum_of_step_losses",
    (
        f"{EPOCHS} → {EPOCHS}        train_loss = 0.0\n",
        f"{STEP} → "
        "            train_loss += train_step(params, x_batch, labels_batch, optimizer)\n",
        f"{TRAIN_LOSS} →",
    ),
    "The training loss is the sum of what the steps returned, each before its update; expected is"
    " one measurement of all training rows at the end of the epoch.",
    "Which parameters is each of the two losses measured with?",
)
wrong(
    "weighted_running_mean",
    (
        f"{EPOCHS} → {EPOCHS}        total = 0.0\n",
        f"{STEP} →             loss = train_step(params, x_batch, labels_batch, optimizer)\n"
        "            total += len(x_batch) * loss\n",
        f"{TRAIN_LOSS} →         train_loss = total / len(train[0])\n",
    ),
    "The training loss is the mean of the losses seen before each update, as in lesson 03; expected"
    " is one measurement at the end of the epoch.",
    "Which parameters is each of the two losses measured with?",
)
wrong(
    "watches_the_accuracy",
    f'{ASK} →         if stopping.update(-evaluate(params, *val)["accuracy"], params):\n'
    "            break\n",
    "Training stops, and the best parameters are chosen, by the accuracy; expected is the"
    " validation loss.",
    "How often does the accuracy stay the same while the loss moves?",
)
wrong(
    "validation_batches_train",
    f"{VAL_LOSS} → "
    "        losses = []\n"
    "        for x_batch, labels_batch in minibatches(*val, batch_size):\n"
    "            losses.append(train_step(params, x_batch, labels_batch, optimizer))\n"
    "        val_loss = np.mean(losses)\n",
    "The validation rows are trained on too, batch by batch, where they should only be measured.",
    "Which function measures and changes nothing?",
)
wrong(
    "validation_in_batches",
    f"{VAL_LOSS} → "
    "        batches = minibatches(*val, batch_size)\n"
    '        val_loss = np.mean([evaluate(params, *batch)["loss"] for batch in batches])\n',
    "The validation loss is measured in batches, and is the mean of their means: a short last batch"
    " counts as much as a full one.",
    "Does each validation row count the same in your mean?",
)
wrong(
    "asks_twice",
    f"{ASK} →         stopping.update(val_loss, params)\n{ASK}",
    "`update` is called twice in an epoch, and each call counts: the second one hears of no"
    " improvement.",
    "How many epochs does the object believe to have seen?",
)
wrong(
    "returns_only_when_stopped",
    f"            break\n    {RETURNED} →             {RETURNED}\n",
    "Where training reaches its last epoch without being stopped, `None` comes back.",
    "What happens after the loop if it was never left early?",
)
wrong(
    "last_params_unless_stopped",
    f"            break\n    {RETURNED} →             {RETURNED}\n    return params, history\n",
    "Where training reaches its last epoch without being stopped, the last parameters come back,"
    " not the best.",
    "Is the last epoch the best one if patience has not run out?",
)
wrong(
    "all_epochs_each_time",
    f"{BATCHES}{STEP} →         from course_lib.loop import fit\n"
    "        fit(params, *train, optimizer=optimizer, epochs=epochs, batch_size=batch_size,"
    " rng=rng)\n",
    "Each of your epochs trains for as many epochs as there are in all.",
    "How many epochs should `fit` run between two measurements?",
)
wrong(
    "short_one_lost",
    "rng=rng): → rng=rng, drop_last=True):",
    "The short last batch never trains: 7 rows in batches of 3 make 2 steps per epoch with you, not"
    " 3.",
    "What happens to the rows that do not fill a batch?",
)
wrong(
    "one_step_an_epoch",
    f"{BATCHES}{STEP} →         train_step(params, *train, optimizer)\n",
    "There is one step per epoch, on all of the training rows, even where `batch_size` is smaller.",
    "Which argument says how many rows a step looks at, and where do you use it?",
)
wrong(
    "patience_unused",
    "EarlyStopping(patience) → EarlyStopping(1)",
    "It stops at the first epoch that is no better: `patience` is not used.",
    "Which argument says how long to wait?",
)
for fixed in 5, 10:
    wrong(
        f"patience_{fixed}",
        f"EarlyStopping(patience) → EarlyStopping({fixed})",
        "It waits as many epochs whatever `patience` says: that argument is not used.",
        "Which argument says how long to wait?",
    )
wrong(
    "one_too_late",
    "EarlyStopping(patience) → EarlyStopping(patience + 1)",
    "It stops one epoch too late.",
    "With `patience=2`, how many epochs in a row may be no better?",
)
wrong(
    "one_too_early",
    "EarlyStopping(patience) → EarlyStopping(max(1, patience - 1))",
    "It stops one epoch too early.",
    "With `patience=2`, how many epochs in a row may be no better?",
)
wrong(
    "history_only",
    f"{RETURNED} → return history",
    "The history comes back alone; expected is a pair, the best parameters and the history.",
    "Where does the caller get the best parameters from?",
)
wrong(
    "params_only",
    f"{RETURNED} → return stopping.best_params",
    "The parameters come back alone; expected is a pair, the best parameters and the history.",
    "Where does the caller get the two curves from?",
)
wrong(
    "pair_turned",
    f"{RETURNED} → return history, stopping.best_params",
    "You return the history first; expected are the parameters first, then the history.",
    "In which order will the caller unpack them?",
)
wrong(
    "no_return",
    f"{RETURNED} → return",
    "`None` comes back: the parameters and the history are lost.",
    "What does the caller want to have when training is over?",
)
wrong(
    "no_history_names",
    (
        '{"train_loss": [], "val_loss": []} → {"loss": [], "val": []}',
        'history["train_loss"] → history["loss"]',
        'history["val_loss"] → history["val"]',
    ),
    "Nothing stands under the names `train_loss` and `val_loss` in your history; expected is a dict"
    " of these two.",
    "Which two names does the statement give?",
)
wrong(
    "dicts_inside",
    (
        'evaluate(params, *train)["loss"] → evaluate(params, *train)',
        "append(val_loss) → append(evaluate(params, *val))",
    ),
    "The lists hold whole dicts, as `evaluate` returns them; expected: numbers.",
    "What does `evaluate` return, and which part of it belongs into the list?",
)
wrong(
    "accuracies",
    (
        'evaluate(params, *train)["loss"] → evaluate(params, *train)["accuracy"]',
        'evaluate(params, *val)["loss"] → evaluate(params, *val)["accuracy"]',
    ),
    "The lists hold accuracies, and training stops by them; expected: losses.",
    "Which of the two entries of `evaluate` should fall?",
)
wrong(
    "one_epoch",
    f"    {RETURNED} →         {RETURNED}",
    "Only the first epoch runs: a `return` or a `break` ends your loop there.",
    "What ends your loop, how far to the right does it stand, and under which condition is it"
    " reached?",
)
wrong(
    "update_not_called",
    "stopping.update(val_loss, params) → stopping.update",
    "Only the first epoch runs, and `EarlyStopping` hears of no loss: its `update` is named and not"
    " called, and a method by itself counts as true.",
    "What makes Python run a method, and what does it need to be told?",
)
wrong(
    "trains_on_validation_too",
    f"{STEP} → {STEP}"
    "        for x_batch, labels_batch in minibatches(*val, batch_size, rng=rng):\n"
    "            train_step(params, x_batch, labels_batch, optimizer)\n",
    "The validation rows are trained on too, in a second loop.",
    "What does a loss on rows that were trained on tell about new ones?",
)
wrong(
    "an_entry_per_batch",
    (
        f"{TRAIN_LOSS}{VAL_LOSS}{APPENDS} → "
        '            train_loss = evaluate(params, *train)["loss"]\n'
        '            val_loss = evaluate(params, *val)["loss"]\n'
        '            history["train_loss"].append(train_loss)\n'
        '            history["val_loss"].append(val_loss)\n',
    ),
    "The lists have an entry for each batch; expected is one for each epoch.",
    "At the end of which of the two loops should you measure?",
)
wrong(
    "object_returned",
    f"{RETURNED} → return stopping, history",
    "The `EarlyStopping` itself comes back; expected: the parameters that it has kept.",
    "Under which name does that object keep the best parameters?",
)
wrong(
    "best_epoch_returned",
    f'{RETURNED} → return int(np.argmin(history["val_loss"])), history',
    "The number of the best epoch comes back; expected: the parameters that it ended with.",
    "Who has kept the best parameters while training went on?",
)
wrong(
    "train_name_missing",
    (
        '{"train_loss": [], "val_loss": []} → {"loss": [], "val_loss": []}',
        'history["train_loss"] → history["loss"]',
    ),
    "Nothing stands under the name `train_loss` in your history.",
    "Which two names does the statement give?",
)
wrong(
    "one_epoch_more",
    "range(epochs) → range(epochs + 1)",
    "There is one epoch too many.",
    "How many numbers does `range(3)` give?",
)
wrong(
    "one_epoch_fewer",
    "range(epochs) → range(1, epochs)",
    "There is one epoch too few.",
    "How many numbers does `range(1, 3)` give?",
)
wrong(
    "starts_with_an_entry",
    f"{STOPPING} → {STOPPING}"
    '    history["train_loss"].append(evaluate(params, *train)["loss"])\n'
    '    history["val_loss"].append(evaluate(params, *val)["loss"])\n',
    "The lists have one entry more than there are epochs: they begin with the untrained network.",
    "How many entries are expected, and when is the first one taken?",
)
wrong(
    "resets_each_epoch",
    f"{EPOCHS} →     start = {{name: p.copy() for name, p in params.items()}}\n{EPOCHS}"
    "        for name in params:\n            params[name][...] = start[name]\n",
    "Every epoch starts from the first parameters again: what the one before had learnt is lost.",
    "With which parameters should the second epoch begin?",
)
for made in "Adam()", "Adam(0.01)", "Adam(0.003)", "Adam(0.02)":
    wrong(
        f"own_{made}",
        f"{HISTORY} →     optimizer = {made}\n{HISTORY}",
        "You make an optimizer of your own; the one that was handed in is never used.",
        "Who decides how the parameters are updated?",
    )
wrong(
    "validates_on_the_last_batch",
    "",
    "`val_loss` is measured on the last batch of the epoch, rows that were just trained on.",
    "Which rows has the network never seen?",
    instead="""def fit_with_validation(
    params, train, val, *, optimizer, epochs, batch_size, patience, rng
):
    history = {"train_loss": [], "val_loss": []}
    stopping = EarlyStopping(patience)
    for epoch in range(epochs):
        for x, labels in minibatches(*train, batch_size, rng=rng):
            train_step(params, x, labels, optimizer)
        train_loss = evaluate(params, *train)["loss"]
        val_loss = evaluate(params, x, labels)["loss"]
        history["train_loss"].append(train_loss)
        history["val_loss"].append(val_loss)
        if stopping.update(val_loss, params):
            break
    return stopping.best_params, history""",
)
wrong(
    "rng_of_its_own_each_epoch",
    "",
    "The shuffles do not come from the `rng` that was handed in: each epoch makes a generator "
    "of its own.",
    "What would change in your training with another `rng`?",
    instead="""def fit_with_validation(
    params, train, val, *, optimizer, epochs, batch_size, patience, rng
):
    history = {"train_loss": [], "val_loss": []}
    stopping = EarlyStopping(patience)
    for epoch in range(epochs):
        for x, labels in minibatches(*train, batch_size, rng=np.random.default_rng(epoch)):
            train_step(params, x, labels, optimizer)
        train_loss = evaluate(params, *train)["loss"]
        val_loss = evaluate(params, *val)["loss"]
        history["train_loss"].append(train_loss)
        history["val_loss"].append(val_loss)
        if stopping.update(val_loss, params):
            break
    return stopping.best_params, history""",
)
wrong(
    "params_before_the_last_epoch",
    "",
    "The parameters that come back are those from before the last epoch, whichever was the best.",
    "Which object has watched the losses, and what has it kept?",
    instead="""def fit_with_validation(
    params, train, val, *, optimizer, epochs, batch_size, patience, rng
):
    history = {"train_loss": [], "val_loss": []}
    stopping = EarlyStopping(patience)
    for epoch in range(epochs):
        best = {k: v.copy() for k, v in params.items()}
        for x, labels in minibatches(*train, batch_size, rng=rng):
            train_step(params, x, labels, optimizer)
        train_loss = evaluate(params, *train)["loss"]
        val_loss = evaluate(params, *val)["loss"]
        history["train_loss"].append(train_loss)
        history["val_loss"].append(val_loss)
        if stopping.update(val_loss, params):
            break
    return best, history""",
)
wrong(
    "own_optimizer",
    "",
    "The optimizer that was handed in is never used: an SGD of your own takes the steps.",
    "Who decides how the parameters are updated?",
    instead="""def fit_with_validation(
    params, train, val, *, optimizer, epochs, batch_size, patience, rng
):
    history = {"train_loss": [], "val_loss": []}
    stopping = EarlyStopping(patience)
    for epoch in range(epochs):
        for x, labels in minibatches(*train, batch_size, rng=rng):
            train_step(params, x, labels, SGD(0.1))
        train_loss = evaluate(params, *train)["loss"]
        val_loss = evaluate(params, *val)["loss"]
        history["train_loss"].append(train_loss)
        history["val_loss"].append(val_loss)
        if stopping.update(val_loss, params):
            break
    return stopping.best_params, history""",
)
wrong(
    "accuracy_of_validation",
    'evaluate(params, *val)["loss"] → evaluate(params, *val)["accuracy"]',
    "`val_loss` holds accuracies, and training stops by them; expected: losses.",
    "Which of the two entries of `evaluate` should fall?",
)
wrong(
    "dicts_of_validation",
    "append(val_loss) → append(evaluate(params, *val))",
    "`val_loss` holds whole dicts, as `evaluate` returns them; expected: numbers.",
    "What does `evaluate` return, and which part of it belongs into the list?",
)
