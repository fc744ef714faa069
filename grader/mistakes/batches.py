"""What goes wrong in lesson 03."""

from grader.mistakes import equivalent, mistakes

wrong = mistakes("num_batches")
CEILING = "(n + batch_size - 1) // batch_size"
wrong(
    "few_rows_none",
    f"{CEILING} → {CEILING} if n >= batch_size else 0",
    "You count no batch where there are fewer rows than `batch_size`. Without `drop_last` they make"
    " one, a short one.",
    "What happens to 3 rows in batches of 8, if no row may be lost?",
)
wrong(
    "remainder_added",
    f"{CEILING} → n // batch_size + n % batch_size",
    "You added the number of rows left over to the number of full batches.",
    "If three rows are left over, how many batches do they make?",
)
wrong(
    "one_less_for_the_rest",
    "return n // batch_size\n → return n // batch_size - (n % batch_size > 0)\n",
    "With `drop_last` you take one batch away where rows are left over. `n // batch_size` has not"
    " counted them.",
    "What is `10 // 4`, and which batches does it count?",
)
wrong(
    "short_one_lost",
    f"{CEILING} → n // batch_size",
    "You count full batches only: wherever rows are left over, your count is 1 too small.",
    "With 10 rows and batches of 4, which rows are in none of your batches?",
)
wrong(
    "one_too_many",
    f"{CEILING} → n // batch_size + 1",
    "You always count one batch more than the full ones: where the rows divide evenly, your count"
    " is 1 too large.",
    "With 12 rows and batches of 4, how many rows would be in your last batch?",
)
wrong(
    "a_fraction",
    f"{CEILING} → n / batch_size",
    "You return a fraction: `/` does not stop at whole batches.",
    "What does a third of a batch mean for the row that is left over, is it in a batch or not?",
)
wrong(
    "rounded",
    f"{CEILING} → round(n / batch_size)",
    "You round to the nearest whole number: a last batch that is less than half full is not"
    " counted.",
    "How many rows must be left over before they make a batch of their own?",
)
wrong(
    "size_of_the_last",
    f"{CEILING} → n % batch_size",
    "You return how many rows are left over, not how many batches there are.",
    "What does `%` give for 10 and 4, and what is expected?",
)
wrong(
    "one_too_few",
    f"{CEILING} → (n - 1) // batch_size",
    "Your count is 1 too small, whether the last batch is short or full.",
    "With 12 rows and batches of 4, which numbers do the batches have if you count from 0, and how"
    " many are they?",
)
wrong(
    "one_at_least_with_drop_last",
    "return n // batch_size → return max(1, n // batch_size)",
    "With `drop_last` you count at least one batch, even where the rows do not fill a single one.",
    "With 3 rows, batches of 4 and `drop_last`, what would be in that batch?",
)
wrong(
    "always_one",
    f"{CEILING} → max(1, {CEILING})",
    "You count at least one batch, even where there are no rows at all.",
    "With 0 rows, what would be in that batch?",
)
wrong(
    "drop_last_ignored",
    "if drop_last: → if False:",
    "`drop_last` makes no difference: the short last batch is counted all the same.",
    "What should change when `drop_last` is `True`, and for which `n` should nothing change?",
)
wrong(
    "drop_last_turned_round",
    "if drop_last: → if not drop_last:",
    "`drop_last` works the wrong way round: the short batch counts where it should be dropped, and"
    " is dropped where it should count.",
    "Read your condition aloud: when it is true, is the short batch in or out?",
)
wrong(
    "drops_a_full_one",
    f"return n // batch_size → return {CEILING} - 1",
    "With `drop_last` you take one batch away, even where the last batch is full.",
    "With 12 rows and batches of 4, is any batch short?",
)
wrong(
    "counts_rows",
    "return n // batch_size → return n - n % batch_size",
    "With `drop_last` you return the number of rows that stay, not the number of batches.",
    "You know how many rows are in full batches. How many batches is that?",
)

wrong(
    "fractions",
    (f"{CEILING} → n / batch_size", "return n // batch_size → return n / batch_size"),
    "You return a fraction, with `drop_last` and without: `/` does not stop at whole batches.",
    "Which of the two signs, `/` or `//`, drops what is behind the decimal point?",
)
wrong(
    "no_return",
    (f"return {CEILING} → {CEILING}", "return n // batch_size → n // batch_size"),
    "Your function hands nothing back: its answer is `None` for every input.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
)
wrong(
    "wrong_way_round",
    (f"{CEILING} → -(-batch_size // n)", "return n // batch_size → return batch_size // n"),
    "You divide `batch_size` by `n`: with more rows your count does not grow.",
    "How often do 4 rows fit into 12, and which of the two numbers is divided?",
)
wrong(
    "drop_last_adds_one",
    "",
    "With `drop_last` you count one batch more, short one included.",
    "Does dropping a batch make more batches, or fewer?",
    instead="""def num_batches(n, batch_size, drop_last=False):
    if drop_last:
        return (n + batch_size - 1) // batch_size + 1
    return (n + batch_size - 1) // batch_size""",
)
wrong(
    "never_full_with_drop_last",
    "return n // batch_size\n → return n // batch_size - 1\n",
    "With `drop_last` your count is 1 too small: `n // batch_size` has left the short batch out"
    " already.",
    "What is `10 // 4`, and which batches does it count?",
)

wrong(
    "or_for_and",
    "",
    "A batch is added always without `drop_last`, and with it wherever rows are left over: your"
    " condition holds as soon as one of the two is so.",
    "Must rows be left over **and** kept, or is one of the two enough?",
    instead="""def num_batches(n, batch_size, drop_last=False):
    full, rest = n // batch_size, n % batch_size
    return full + 1 if rest > 0 or not drop_last else full""",
)
wrong(
    "one_row_ignored",
    f"{CEILING} → (n + batch_size - 2) // batch_size",
    "Where a single row is left over, your count is 1 too small.",
    "With 9 rows in batches of 4, in which batch is the last row?",
)
wrong(
    "the_example",
    ("return n // batch_size → return 2", f"{CEILING} → 3"),
    "You return the answers of the worked example, whatever the arguments are.",
    "What should change when there are 100 rows?",
)

wrong = mistakes("shuffle_together")
wrong(
    "y_stays",
    "y[order] → y",
    "You put `X` into a new order and left `y` in the old one: rows and targets no longer belong"
    " together.",
    "If apple 3 moves to the front, what has to move with it?",
)
wrong(
    "X_stays",
    "return X[order], → return X,",
    "You put `y` into a new order and left `X` in the old one: rows and targets no longer belong"
    " together.",
    "If a target moves to the front, what has to move with it?",
)
wrong(
    "two_orders",
    ("X[order] → X[rng.permutation(len(X))]", "y[order] → y[rng.permutation(len(y))]"),
    "`X` and `y` come back in two different orders: the pairs are torn apart.",
    "How many random orders do you need for one shuffle of pairs?",
)
wrong(
    "with_replacement",
    "rng.permutation(len(X)) → rng.integers(len(X), size=len(X))",
    "Some rows come twice and others never: each place drew its row without looking at the others.",
    "When you shuffle a pack of cards, can one card turn up twice?",
)
wrong(
    "global_numpy",
    "rng.permutation → np.random.permutation",
    "The order comes from `np.random`, not from `rng`, so the same `rng` does not repeat your run.",
    "Who decides the order if somebody wants to see your result again?",
)
wrong(
    "own_generator",
    "rng.permutation → np.random.default_rng().permutation",
    "The order does not come from `rng`: with the same `rng`, a second call gives another order.",
    "What was `rng` handed to you for?",
)
wrong(
    "own_seed",
    "rng.permutation → np.random.default_rng(0).permutation",
    "Your order is the same in every call: the draws of `rng` do not change it.",
    "If each epoch shuffles in the same order, what is different from one epoch to the next?",
)
wrong(
    "not_shuffled",
    "rng.permutation(len(X)) → np.arange(len(X))",
    "The rows come back in their old order.",
    "Which line draws something at random, and is its result used?",
)
wrong(
    "in_place",
    "return X[order], y[order] → X[:], y[:] = X[order], y[order]\n    return X, y",
    "The new order is written into the arrays that you were given: the caller's data are shuffled"
    " too.",
    "Which line writes into `X`, and what would a new array cost?",
)
wrong(
    "both_in_place",
    "return X[order], y[order] → rng.shuffle(X)\n    rng.shuffle(y)\n    return X, y",
    "You shuffle `X` and `y` one after the other, in place: the pairs are torn apart, and the"
    " caller's data change.",
    "How many random orders does one shuffle of pairs need, and which line writes into `X`?",
)
wrong(
    "swapped",
    "X[order], y[order] → y[order], X[order]",
    "You return the targets first and the rows second.",
    "In which order does the statement name the two?",
)
wrong(
    "X_in_place",
    "return X[order], y[order] → rng.shuffle(X)\n    return X, y",
    "`X` is shuffled where it stands and `y` is not: the pairs are torn apart, and the caller's"
    " data change.",
    "Which two arrays have to move together, and who else may still need `X` as it was?",
)
wrong(
    "rows_overwritten",
    "",
    "In your `X` some rows come twice and others never, although each target comes once.",
    "If you swap two rows: is `X[i]` a copy of its row, or a view that changes as soon as `X`"
    " does?",
    instead="""def shuffle_together(X, y, rng):
    X, y = X.copy(), y.copy()
    for i in range(len(X) - 1, 0, -1):
        j = rng.integers(i + 1)
        X[i], X[j] = X[j], X[i]
        y[i], y[j] = y[j], y[i]
    return X, y""",
)
wrong(
    "turned",
    "rng.permutation(len(X)) → (np.arange(len(X)) + rng.integers(len(X))) % len(X)",
    "The rows keep their neighbours: you start at a random row and go round. Most orders can never"
    " come up.",
    "How many orders do 4 rows have, and how many starting points?",
)
wrong(
    "unfair",
    "",
    "Your shuffle is not fair: every order comes up, but some come up more often than others.",
    "If you swap: may a place that has been filled be touched again? If you sort: can two random"
    " keys be equal?",
    instead="""def shuffle_together(X, y, rng):
    order = list(range(len(X)))
    for i in range(len(order)):
        j = rng.integers(len(order))
        order[i], order[j] = order[j], order[i]
    return X[order], y[order]""",
)
wrong(
    "never_stays",
    "",
    "Your shuffle is not fair: a row never keeps its place, though in a fair shuffle that happens"
    " now and then.",
    "When you draw the partner of a place for a swap, may the place draw itself?",
    instead="""def shuffle_together(X, y, rng):
    order = list(range(len(X)))
    for i in range(len(order) - 1, 0, -1):
        j = rng.integers(i)
        order[i], order[j] = order[j], order[i]
    return X[order], y[order]""",
)
wrong(
    "glued",
    "return X[order], y[order] → "
    "both = np.column_stack([X, y])[order]\n    return both[:, : X.shape[1]], both[:, X.shape[1]]",
    "The targets were whole numbers, and `y` came back with another dtype.",
    "An array has one dtype for all its elements. Which array did the targets go through, and which"
    " dtype has it?",
)
wrong(
    "columns",
    "",
    "You put the columns of `X` into a new order; the rows stay where they are.",
    "Which axis of `X` counts the rows, and where in the square brackets does it stand?",
    instead="""def shuffle_together(X, y, rng):
    order = rng.permutation(X.shape[1])
    return X[:, order], y""",
)
wrong(
    "y_twice",
    "y[order] → y[order][order]",
    "`y` goes through the new order a second time: rows and targets no longer belong together.",
    "How often does each of the two arrays go through `order`?",
)
wrong(
    "one_row_lost",
    "permutation(len(X)) → permutation(len(X) - 1)",
    "A row is lost: what you return has one row fewer than `X`.",
    "Which numbers does `rng.permutation(3)` put into a new order?",
)

wrong = mistakes("minibatches")
SHUFFLE = "X, y = shuffle_together(X, y, rng)"
wrong(
    "short_one_lost",
    "len(X), batch_size, drop_last → len(X), batch_size, True",
    "The short last batch is missing even when `drop_last` is `False`.",
    "With 7 rows in batches of 3, which row does the model never see?",
)
wrong(
    "drop_last_ignored",
    "len(X), batch_size, drop_last → len(X), batch_size",
    "With `drop_last` the short last batch comes all the same.",
    "Which line of yours reads `drop_last`, and what does it decide when it is `True`?",
)
wrong(
    "drops_a_full_one",
    "len(X), batch_size, drop_last)): → len(X), batch_size) - drop_last):",
    "With `drop_last` the last batch is left out even where it is full.",
    "With 8 rows in batches of 4, is any batch short?",
)
wrong(
    "ends_early",
    "num_batches(len(X), batch_size, drop_last) → (len(X) - 1) // batch_size",
    "The last batch never comes, be it short or full.",
    "With 8 rows in batches of 4, at which row does the last batch start, and does your loop get"
    " there?",
)
wrong(
    "one_too_many",
    "drop_last)): → drop_last) + 1):",
    "One batch too many comes at the end; where the rows divide evenly it is empty.",
    "What is the mean loss of a batch without rows?",
)
wrong(
    "empty_batch",
    "",
    "Where the rows divide evenly, an empty batch comes at the end: two arrays without a row.",
    "With 8 rows in batches of 4, how many rows are still waiting when the last batch has been"
    " handed out?",
    instead="""def minibatches(X, y, batch_size, *, rng=None, drop_last=False):
    if rng is not None:
        X, y = shuffle_together(X, y, rng)
    rows, targets = [], []
    for i in range(len(X)):
        rows.append(X[i])
        targets.append(y[i])
        if len(rows) == batch_size:
            yield np.array(rows), np.array(targets)
            rows, targets = [], []
    if not drop_last:
        yield np.array(rows), np.array(targets)""",
)
wrong(
    "not_shuffled",
    f"{SHUFFLE} → pass",
    "An `rng` was given, and yet the rows come in their old order.",
    "What happens to the shuffled arrays after the line that makes them?",
)
wrong(
    "always_shuffled",
    "if rng is not None: → rng = np.random.default_rng() if rng is None else rng\n    if True:",
    "The rows are shuffled although no `rng` was given.",
    "What does it mean for whoever calls this that `rng` is `None`?",
)
wrong(
    "y_stays",
    f"{SHUFFLE} → X, _ = shuffle_together(X, y, rng)",
    "Rows were shuffled and targets were not: they no longer belong together.",
    "Which two arrays have to come out of the same shuffle?",
)
wrong(
    "two_orders",
    f"{SHUFFLE} → X, y = rng.permutation(X), rng.permutation(y)",
    "With `rng`, `X` and `y` come in two different orders: rows and targets no longer belong"
    " together.",
    "How many random orders do you need for one shuffle of pairs?",
)
wrong(
    "own_generator",
    f"{SHUFFLE} → X, y = shuffle_together(X, y, np.random.default_rng())",
    "The order does not come from `rng`: with the same `rng`, a second call gives another order.",
    "What was `rng` handed to you for?",
)
wrong(
    "same_order",
    f"{SHUFFLE} → X, y = shuffle_together(X, y, np.random.default_rng(0))",
    "Every pass has the same order: it does not come from the `rng` that was given.",
    "Where does the randomness of the second epoch come from?",
)
wrong(
    "with_replacement",
    f"{SHUFFLE} → order = rng.integers(len(X), size=len(X))\n        X, y = X[order], y[order]",
    "Some rows come twice in a pass and others never: each place drew its row without looking at"
    " the others.",
    "An epoch shows every example once. Does your draw?",
)
wrong(
    "global_numpy",
    f"{SHUFFLE} → order = np.random.permutation(len(X))\n        X, y = X[order], y[order]",
    "The order comes from `np.random`, not from `rng`, so the same `rng` does not repeat your run.",
    "Who decides the order if somebody wants to see your result again?",
)
wrong(
    "in_place",
    f"{SHUFFLE} → X[:], y[:] = shuffle_together(X, y, rng)",
    "The shuffle is written into the arrays that you were given: the caller's data change.",
    "Which line writes into `X` where a new name would do?",
)
wrong(
    "X_in_place",
    f"{SHUFFLE} → rng.shuffle(X)",
    "`X` is shuffled where it stands and `y` is not: the pairs are torn apart, and the caller's"
    " data change.",
    "Which two arrays have to move together, and who else may still need `X` as it was?",
)
wrong(
    "own_draw",
    "yield X[start:stop], y[start:stop] → "
    "rows = np.arange(len(X))[start:stop]\n"
    "        if rng is not None:\n"
    "            rows = rng.choice(len(X), size=len(rows), replace=False)\n"
    "        yield X[rows], y[rows]",
    "Each batch draws its rows anew from all rows, so in one pass some rows come in several"
    " batches, others in none.",
    "An epoch shows every example once. When should the order be drawn, once per batch or once per"
    " pass?",
)
wrong(
    "own_draw_full",
    "yield X[start:stop], y[start:stop] → "
    "rows = np.arange(len(X))[start:stop]\n"
    "        if rng is not None:\n"
    "            rows = rng.choice(len(X), size=batch_size, replace=False)\n"
    "        yield X[rows], y[rows]",
    "Each batch draws `batch_size` rows anew from all rows: some rows come in several batches, and"
    " none is short.",
    "An epoch shows every example once. When should the order be drawn, once per batch or once per"
    " pass?",
)
wrong(
    "even_batches",
    "",
    "Your batches are of nearly equal size; expected: `batch_size` rows in each, with the rest"
    " in the last.",
    "With 7 rows in batches of 3, how many rows are in each of the three?",
    instead="""def minibatches(X, y, batch_size, *, rng=None, drop_last=False):
    if rng is not None:
        X, y = shuffle_together(X, y, rng)
    count = num_batches(len(X), batch_size, drop_last)
    if count:
        yield from zip(np.array_split(X, count), np.array_split(y, count))""",
)
wrong(
    "y_not_cut",
    "y[start:stop] → y",
    "Each batch comes with all the targets: `y` is not cut.",
    "How many targets belong to a batch of 3 rows?",
)
wrong(
    "swapped",
    "yield X[start:stop], y[start:stop] → yield y[start:stop], X[start:stop]",
    "You hand out the targets first and the rows second.",
    "In which order does the statement name the two?",
)
wrong(
    "row_by_row",
    "yield X[start:stop], y[start:stop] → for i in range(start, min(stop, len(X))):\n           "
    " yield X[i], y[i]",
    "You hand out single rows; expected: batches of rows.",
    "What is the shape of `X[3]`, and what is that of `X[3:4]`?",
)
wrong(
    "within_batches",
    (
        "if rng is not None: → if False:",
        (
            "yield X[start:stop], y[start:stop] → "
            "one, two = X[start:stop], y[start:stop]\n"
            "        yield (one, two) if rng is None else shuffle_together(one, two, rng)"
        ),
    ),
    "You shuffle inside each batch: a batch still holds the same rows in every epoch.",
    "If the data are sorted by label, what is in your first batch before and after the shuffle?",
)
wrong(
    "order_of_batches",
    (
        "if rng is not None: → if False:",
        (
            "for batch in range(num_batches(len(X), batch_size, drop_last)): → "
            "count = num_batches(len(X), batch_size, drop_last)\n"
            "    for batch in range(count) if rng is None else rng.permutation(count):"
        ),
    ),
    "You shuffle the order of the batches: the rows inside a batch are neighbours still.",
    "If the data are sorted by label, how many labels are in one of your batches?",
)
wrong(
    "cut_before_shuffle",
    f"{SHUFFLE} → keep = num_batches(len(X), batch_size, drop_last) * batch_size\n"
    "        X, y = shuffle_together(X[:keep], y[:keep], rng)",
    "With `drop_last` the same rows are left out in every epoch: you cut them off before the"
    " shuffle.",
    "In 100 epochs, how often does the model see the last row of `X`?",
)
wrong(
    "one_row_short",
    "stop = start + batch_size → stop = start + batch_size - 1",
    "Every full batch misses its last row: a slice leaves out its end already.",
    "Which rows does `X[0:3]` hold?",
)
wrong(
    "overlapping",
    "start = batch * batch_size → start = batch",
    "Each batch starts one row after the one before, so rows come several times.",
    "If batch 0 ends after 3 rows, at which row does batch 1 start?",
)
wrong(
    "return_for_yield",
    "yield → return",
    "Only the first batch comes out: `return` ends the function.",
    "Which word hands out a value and lets the function go on afterwards?",
)
wrong(
    "no_targets",
    "yield X[start:stop], y[start:stop] → yield X[start:stop]",
    "A batch of yours holds the rows only; the targets are missing.",
    "What does a loss need beside the inputs?",
)
wrong(
    "overwrites",
    "",
    "Every batch is written into the same two arrays, so each new batch overwrites those handed out"
    " before.",
    "If somebody collects all batches in a list first, what is in the list?",
    instead="""def minibatches(X, y, batch_size, *, rng=None, drop_last=False):
    if rng is not None:
        X, y = shuffle_together(X, y, rng)
    X_batch, y_batch = np.zeros_like(X[:batch_size]), np.zeros_like(y[:batch_size])
    for batch in range(num_batches(len(X), batch_size, drop_last)):
        rows = len(X[batch * batch_size:(batch + 1) * batch_size])
        X_batch[:rows] = X[batch * batch_size:(batch + 1) * batch_size]
        y_batch[:rows] = y[batch * batch_size:(batch + 1) * batch_size]
        yield X_batch[:rows], y_batch[:rows]""",
)
wrong(
    "starts_over",
    "for batch in range(num_batches(len(X), batch_size, drop_last)): → "
    "count = num_batches(len(X), batch_size, drop_last)\n"
    "    for batch in (i % count for i in range(1000 * count)):",
    "Your generator never ends: after the last batch it starts over with the first.",
    "How does a loop over an epoch notice that the epoch is over?",
)
wrong(
    "no_end",
    "for batch in range(num_batches(len(X), batch_size, drop_last)): → batch = -1\n    while"
    " True:\n        batch += 1",
    "Your generator never ends: after the rows are used up it goes on with empty batches.",
    "How does a loop over an epoch notice that the epoch is over?",
)

wrong(
    "rows_then_targets",
    "yield X[start:stop], y[start:stop] → yield X[start:stop]\n        yield y[start:stop]",
    "You hand out the rows and the targets of a batch one after the other, in two steps; expected"
    " is one pair.",
    "What does `for X_batch, y_batch in …` need to get each time round?",
)
wrong(
    "last_filled_up",
    "start = batch * batch_size → start = max(0, min(batch * batch_size, len(X) - batch_size))",
    "Your last batch is filled up with rows that were in the batch before.",
    "With 10 rows in batches of 4, which rows are left when two batches are out?",
)
wrong(
    "last_filled_from_the_end",
    "",
    "Where rows are left over, your last batch begins `batch_size` rows before the end, so it has"
    " rows that were in the batch before.",
    "With 10 rows in batches of 4, which rows are left when two batches are out?",
    instead="""def minibatches(X, y, batch_size, *, rng=None, drop_last=False):
    if rng is not None:
        X, y = shuffle_together(X, y, rng)
    for start in range(0, len(X), batch_size):
        if start + batch_size > len(X):
            if drop_last:
                return
            start = len(X) - batch_size
        yield X[start:start + batch_size], y[start:start + batch_size]""",
)
wrong(
    "rest_by_the_loop_variable",
    "",
    "Where the rows divide evenly an empty batch comes at the end, and where they do not fill a"
    " single batch, your loop variable has no value yet when the rest is cut.",
    "For which `n` is there no rest, and for which does your loop not run at all?",
    instead="""def minibatches(X, y, batch_size, *, rng=None, drop_last=False):
    if rng is not None:
        X, y = shuffle_together(X, y, rng)
    for i in range(len(X) // batch_size):
        yield X[i * batch_size:(i + 1) * batch_size], y[i * batch_size:(i + 1) * batch_size]
    if not drop_last:
        yield X[(i + 1) * batch_size:], y[(i + 1) * batch_size:]""",
)
wrong(
    "first_batch_in_a_list",
    "yield X[start:stop], y[start:stop] → return [(X[start:stop], y[start:stop])]",
    "Your list holds the first batch alone: the loop ends in its first round, by a `return` "
    "or a `break`.",
    "How far must `return` be indented, so that the list is complete first?",
)
wrong(
    "a_start_at_every_row",
    "",
    "A batch starts at every row, so most rows come several times.",
    "If the first batch of 4 starts at row 0, at which row does the second start, and which"
    " argument of `range` says so?",
    instead="""def minibatches(X, y, batch_size, *, rng=None, drop_last=False):
    if rng is not None:
        X, y = shuffle_together(X, y, rng)
    for start in range(len(X)):
        if drop_last and start + batch_size > len(X):
            break
        yield X[start:start + batch_size], y[start:start + batch_size]""",
)
wrong(
    "stops_at_batch_size",
    "stop = start + batch_size → stop = batch_size",
    "Every slice ends at row `batch_size`: only the first batch has rows.",
    "If a batch starts at row 4, at which row does it end?",
)
wrong(
    "both_in_place",
    f"{SHUFFLE} → rng.shuffle(X)\n        rng.shuffle(y)",
    "You shuffle `X` and `y` one after the other, in place: rows and targets no longer belong"
    " together, and the caller's data change.",
    "How many random orders does one shuffle of pairs need, and which line writes into `X`?",
)
wrong(
    "row_lists_swapped_axes",
    "yield X[start:stop], y[start:stop] → yield X[:, start:stop], y[start:stop]",
    "You cut `X` by columns: a batch is a group of rows.",
    "In `X[a:b, c:d]`, which of the two slices is about rows?",
)

wrong(
    "one_row_more",
    "stop = start + batch_size → stop = start + batch_size + 1",
    "Every full batch has a row too many, which comes again in the next: a slice leaves out its"
    " end already.",
    "Which rows does `X[0:3]` hold?",
)
wrong(
    "X_stays",
    f"{SHUFFLE} → _, y = shuffle_together(X, y, rng)",
    "Targets were shuffled and rows were not: they no longer belong together.",
    "Which two arrays have to come out of the same shuffle?",
)
wrong(
    "nothing_with_drop_last",
    "num_batches(len(X), batch_size, drop_last) → (0 if drop_last else num_batches(len(X),"
    " batch_size))",
    "With `drop_last` no batch comes at all: full ones are dropped too.",
    "How many rows does a batch have that should stay?",
)
wrong(
    "dicts",
    'yield X[start:stop], y[start:stop] → yield {"X": X[start:stop], "y": y[start:stop]}',
    "You hand out a dict for each batch; expected is a pair, `(X_batch, y_batch)`.",
    "What does `for X_batch, y_batch in …` need to get each time round?",
)
wrong(
    "row_numbers",
    "yield X[start:stop], y[start:stop] → yield np.arange(len(X))[start:stop]",
    "You hand out one array of single numbers for each batch; expected is a pair, the rows and"
    " their targets.",
    "What does a model need to make its predictions, and what to measure its errors?",
)
wrong(
    "only_with_rng",
    "",
    "Where no `rng` is given, no batch comes at all.",
    "How far are the lines indented that hand out the batches, and what does that put them inside?",
    instead="""def minibatches(X, y, batch_size, *, rng=None, drop_last=False):
    if rng is not None:
        X, y = shuffle_together(X, y, rng)
        for batch in range(num_batches(len(X), batch_size, drop_last)):
            start = batch * batch_size
            yield X[start : start + batch_size], y[start : start + batch_size]""",
)
wrong(
    "swapped_by_the_shuffle",
    "X, y = shuffle_together → y, X = shuffle_together",
    "With `rng`, rows and targets change places: each batch has the targets first.",
    "In which order does `shuffle_together` hand its two arrays back?",
)

wrong = mistakes("batch_gradient")
wrong(
    "first_example_whole",
    ("X.T @ e / len(X) → X[0] * e[0]", "e.mean() → e[0]"),
    "These are the slopes of the first example alone; the others play no part.",
    "If you go through the examples in a loop, does `return` stand inside it or after it?",
)
wrong(
    "two_features",
    "2 * X.T @ e / len(X) → "
    "np.array([2 * np.mean(e * X[:, j]) for j in range(min(2, X.shape[1]))])",
    "`dw` has an entry for each of the first two features only, as in the worked example.",
    "How many features does `X` have, and which entry of `X.shape` says so?",
)
wrong(
    "by_four",
    ("/ len(X) → / 4", "e.mean() → e.sum() / 4"),
    "You divide by 4, whatever the number of rows.",
    "Four rows are those of the worked example. Where does `X` say how many it has?",
)
wrong(
    "errors_along_rows",
    "2 * X.T @ e / len(X) → 2 * np.mean(e * X, axis=0)",
    "`e * X` lines the errors up with the columns: with as many rows as columns that gives"
    " numbers, but each error meets a feature instead of its row.",
    "Shapes are compared from the last axis backwards. Which axis of `X` should the errors meet?",
)
wrong(
    "not_summed",
    "X.T @ e → X.T * e",
    "`dw` is a table with one column per example: the products are there, but they are not added"
    " up.",
    "How many slopes does one weight need, and how do the wishes of all examples become one?",
)
wrong(
    "a_column",
    "dw = 2 * X.T @ e / len(X) → dw = (2 * X.T @ e / len(X))[:, None]",
    "`dw` has the right numbers as a column, in the shape (d, 1); expected is (d,).",
    "What shape has `w`, and which of your arrays has an axis more?",
)
wrong(
    "db_by_features",
    "e.mean() → e.sum() / X.shape[1]",
    "`db` is divided by the number of features; the mean is over the examples.",
    "Over what is the mean of the loss taken, and which entry of `X.shape` is that?",
)
wrong(
    "whole_numbers",
    "dw = 2 * X.T @ e / len(X) → dw = (2 * X.T @ e / len(X)).astype(int)",
    "`dw` is an array of whole numbers: everything behind the decimal point is cut off.",
    "Which dtype has the array that you write the slopes into?",
)
wrong(
    "loop_over_rows",
    "",
    "`dw` has one entry per row, not per feature: your loop over the features goes on to the"
    " number of rows.",
    "How many columns does `X` have, and what does `len(X)` count?",
    instead="""def batch_gradient(X, y, w, b):
    e = X @ w + b - y
    dw = np.zeros(len(X))
    for j in range(len(X)):
        dw[j] = 2 * np.mean(e * X[:, j])
    return dw, 2 * np.mean(e)""",
)
wrong(
    "products_for_predictions",
    "X @ w + b - y → X * w + b - y",
    "`X * w` multiplies and does not add up: what you call a prediction is a table.",
    "How many predictions does a batch of n rows have?",
)
wrong(
    "return_after_the_first",
    "",
    "Only the first entry of `dw` is filled: the loop over the features ends in its first "
    "round, by a `return` or a `break`.",
    "How far must `return` be indented, so that every feature is reached?",
    instead="""def batch_gradient(X, y, w, b):
    e = X @ w + b - y
    dw = np.zeros(X.shape[1])
    for j in range(X.shape[1]):
        dw[j] = 2 * np.mean(e * X[:, j])
        return dw, 2 * np.mean(e)""",
)
wrong(
    "last_of_the_loop",
    "2 * X.T @ e / len(X) → 2 * np.mean(e * X[:, -1])",
    "`dw` is one number, the slope of the last weight: those of the others are written over.",
    "Where do the slopes of the weights before go, when the loop comes to the next?",
)
wrong(
    "db_of_dw",
    "db = 2 * e.mean() → db = dw.mean()",
    "`db` is the mean of the entries of `dw`. The slope for `b` has nothing to do with the"
    " features.",
    "By how much does a prediction grow when `b` grows by 1?",
)

wrong(
    "dw_without_x",
    "2 * X.T @ e / len(X) → np.full(X.shape[1], 2 * e.mean())",
    "Every entry of `dw` is twice the mean error, as for the bias: the features are not in it.",
    "By what does each error have to be multiplied, before the mean is taken?",
)
wrong(
    "step_taken",
    "return dw, db → return w - dw, b - db",
    "You return `w` and `b` after a step. Expected are the slopes alone.",
    "Who chooses the learning rate, and does this function know it?",
)
wrong(
    "dw_summed",
    "X.T @ e / len(X) → X.T @ e",
    "`dw` is n times too large: the gradients of the examples are added up, where their mean is"
    " expected.",
    "Should a batch of twice as many examples take a step that is twice as long?",
)
wrong(
    "db_summed",
    "e.mean() → e.sum()",
    "`db` is n times too large: the errors are added up, where their mean is expected.",
    "Should a batch of twice as many examples take a step that is twice as long?",
)
wrong(
    "dw_without_2",
    "2 * X.T → X.T",
    "`dw` is half of what it should be: the 2 that comes from the square is missing.",
    "What was the slope of one squared error in lesson 01?",
)
wrong(
    "db_without_2",
    "2 * e.mean() → e.mean()",
    "`db` is half of what it should be: the 2 that comes from the square is missing.",
    "Nudge `b` by 0.001 in the worked example. By how much does the loss change?",
)
wrong(
    "both_by_features",
    ("/ len(X) → / X.shape[1]", "e.mean() → e.sum() / X.shape[1]"),
    "`dw` and `db` are divided by the number of features; the mean is over the examples.",
    "Over what is the mean of the loss taken, and which entry of `X.shape` is that?",
)
wrong(
    "dw_by_features",
    "/ len(X) → / X.shape[1]",
    "`dw` is divided by the number of features; the mean is over the examples.",
    "Over what is the mean of the loss taken, and which entry of `X.shape` is that?",
)
wrong(
    "dw_by_all",
    "/ len(X) → / X.size",
    "`dw` is divided by the number of all entries of `X`; the mean is over the examples.",
    "Over what is the mean of the loss taken, and which entry of `X.shape` is that?",
)
wrong(
    "dw_an_example",
    "2 * X.T @ e / len(X) → (2 * e[:, None] * X).mean(axis=1)",
    "`dw` has one entry per example, a mean over the features; expected is one per feature, a mean"
    " over the examples.",
    "The products make a table of n rows and d columns. Along which axis should the mean be taken?",
)
wrong(
    "first_example",
    ("X.T @ e / len(X) → X[0] * e[0] / len(X)", "e.mean() → e[0] / len(X)"),
    "Only the first example counts.",
    "If you go through the examples in a loop, does `return` stand inside it or after it?",
)
wrong(
    "last_example",
    ("X.T @ e / len(X) → X[-1] * e[-1]", "e.mean() → e[-1]"),
    "Only the last example counts: what the others gave is lost.",
    "If you go through the examples in a loop, is each slope added to those before, or put in their"
    " place?",
)
wrong(
    "dw_averaged_twice",
    "X.T @ e / len(X) → X.T @ e / len(X) ** 2",
    "`dw` is divided by n twice.",
    "How often does the loss take a mean?",
)
wrong(
    "db_averaged_twice",
    "e.mean() → e.mean() / len(X)",
    "`db` is divided by n twice: `mean` has divided already.",
    "How often does the loss take a mean?",
)
wrong(
    "sign",
    "X @ w + b - y → y - (X @ w + b)",
    "Both slopes have the wrong sign: your error is target less prediction.",
    "If a prediction is too high, should the slope for `b` be positive or negative?",
)
wrong(
    "dw_sign",
    "2 * X.T → -2 * X.T",
    "`dw` has the wrong sign.",
    "If all inputs are positive and all predictions too high, should the slopes be positive or"
    " negative?",
)
wrong(
    "db_sign",
    "2 * e.mean() → -2 * e.mean()",
    "`db` has the wrong sign.",
    "If every prediction is too high, should the slope for `b` be positive or negative?",
)
wrong(
    "no_bias",
    "X @ w + b - y → X @ w - y",
    "The prediction leaves out `b`, so every error is off by the bias.",
    "What does the model predict where all features are 0?",
)
wrong(
    "db_not_averaged",
    "e.mean() → e",
    "`db` has one entry per example. `b` is one number, and so is its slope.",
    "All examples share `b`. How do their wishes for it become one?",
)
wrong(
    "dw_one_number",
    "X.T @ e / len(X) → (X.T @ e / len(X)).mean()",
    "`dw` is a single number: you took the mean over the features as well.",
    "How many weights are there, and how many slopes do they need?",
)
wrong(
    "mean_times_mean",
    "2 * X.T @ e / len(X) → 2 * e.mean() * X.mean(axis=0)",
    "`dw` is the mean error times the mean of each column. A mean of products is not the product of"
    " the means.",
    "If errors of −2 and 2 stand beside the inputs 1 and 3, what is the mean of error times input?",
)
wrong(
    "targets_for_errors",
    "X.T @ e → X.T @ y",
    "`dw` is made from the targets, where the errors belong.",
    "If every prediction were exact, what should `dw` be?",
)
wrong(
    "dw_from_predictions",
    "X.T @ e → X.T @ (X @ w + b)",
    "`dw` is made from the predictions, where the errors belong.",
    "If every prediction were exact, what should `dw` be?",
)
wrong(
    "predictions_for_errors",
    "X @ w + b - y → X @ w + b",
    "The targets play no part: what you call the error is the prediction.",
    "If every prediction were exact, what should `dw` and `db` be?",
)
wrong(
    "X_not_turned",
    "X.T @ e → X @ e",
    "`dw` sums along the rows: that gives numbers, and wrong ones, where there are as many examples"
    " as features; elsewhere the shapes do not fit (`ValueError`).",
    "Which axis of `X` has to meet the errors, the examples or the features?",
)
wrong(
    "swapped",
    "return dw, db → return db, dw",
    "You return `db` first and `dw` second.",
    "In which order does the statement name the two?",
)
wrong(
    "only_dw",
    "return dw, db → return dw",
    "You return `dw` alone; `db` is missing.",
    "How many things are expected, and in which order?",
)
wrong(
    "absolute",
    "2 * X.T @ e → 2 * X.T @ np.sign(e)",
    "`dw` uses only the signs of the errors: that is the slope of the mean absolute error.",
    "Should an error of 4 pull harder than an error of 1?",
)
wrong(
    "added",
    "X @ w + b - y → X @ w + b + y",
    "You added the targets to the predictions; the errors are what is left between them.",
    "What are the errors where every prediction is exactly right?",
)

wrong(
    "last_example_by_n",
    ("X.T @ e / len(X) → X[-1] * e[-1] / len(X)", "e.mean() → e[-1] / len(X)"),
    "Only the last example counts: each round of your loop puts its slope in the place of those"
    " before.",
    "What is left of the slopes from the rounds before?",
)
wrong(
    "last_example_missing",
    ("X.T @ e / len(X) → X[:-1].T @ e[:-1] / len(X)", "e.mean() → e[:-1].sum() / len(X)"),
    "The last example is left out.",
    "Which numbers does `range(3)` give, and how many rows are there?",
)
wrong(
    "db_times_b",
    "2 * e.mean() → 2 * e.mean() * b",
    "`db` is multiplied by `b`. A slope for `b` asks how the loss changes with it, whatever it is.",
    "By how much does a prediction grow when `b` grows by 1?",
)
wrong(
    "dw_times_w",
    "2 * X.T @ e / len(X) → 2 * e.mean() * w",
    "`dw` is made from `w`, where the features belong.",
    "By how much does a prediction grow when a weight grows by 1?",
)
wrong(
    "errors_squared",
    "X.T @ e → X.T @ e**2",
    "`dw` uses the squared errors: their signs are gone, and with them the direction.",
    "The slope of e² is 2e. What became of the square?",
)
wrong(
    "first_target_for_all",
    "@ w + b - y → @ w + b - y[0]",
    "Every prediction is held against the first target.",
    "Which target belongs to row i?",
)
wrong(
    "signs_alone",
    ("2 * X.T @ e → X.T @ np.sign(e)", "2 * e.mean() → np.sign(e).mean()"),
    "Both use only the signs of the errors: these are the slopes of the mean absolute error.",
    "Should an error of 4 pull harder than an error of 1?",
)
wrong(
    "last_example_for_dw",
    "X.T @ e / len(X) → X[-1] * e[-1] / len(X)",
    "`dw` comes from the last example alone: each round of your loop puts its slope in the "
    "place of those before.",
    "What is left of the slopes from the rounds before?",
)
wrong(
    "last_example_for_dw_by_2",
    "2 * X.T @ e / len(X) → 2 * X[-1] * e[-1]",
    "`dw` comes from the last example alone: what the others gave is lost.",
    "If you go through the examples in a loop, is each slope added to those before, or put in"
    " their place?",
)
wrong(
    "bias_subtracted",
    "X @ w + b - y → X @ w - b - y",
    "Your error subtracts `b` from the prediction.",
    "Write the prediction on a line of its own first. What is taken away from it?",
)
wrong(
    "db_of_squares",
    "2 * e.mean() → 2 * (e**2).mean()",
    "`db` is made from the squared errors.",
    "The slope of e² is 2e. What became of the square?",
)

wrong = mistakes("train_minibatch")
wrong(
    "random_start",
    "w = np.zeros(X.shape[1]) → w = rng.normal(size=X.shape[1])",
    "The weights start from random numbers; zeros are expected.",
    "From which numbers does the statement say that training starts?",
)
TOTAL, STEP_B = "total += np.sum(e**2)", "b = b - learning_rate * db"
wrong(
    "mean_of_means",
    ("np.sum(e**2) → np.mean(e**2)", "total / len(X) → total / num_batches(len(X), batch_size)"),
    "An epoch's loss is your mean of batch means: the short last batch counts as much as a full"
    " one.",
    "In the worked example, 8.83 or 5.25: which is the mean over the four examples?",
)
wrong(
    "per_batch",
    "total / len(X) → total / num_batches(len(X), batch_size)",
    "You divide the sum over all examples by the number of batches.",
    "Over how many numbers did you sum?",
)
wrong(
    "total",
    "total / len(X) → total",
    "An epoch's loss is your sum of squared errors; the mean is expected.",
    "Should twice as many examples be twice as wrong?",
)
wrong(
    "mean_then_n",
    "np.sum(e**2) → np.mean(e**2)",
    "You add up means of batches and divide by the number of examples: that divides twice.",
    "How many numbers have you added up by the end of the epoch?",
)
wrong(
    "last_batch",
    ("total += np.sum(e**2) → total = np.mean(e**2)", "total / len(X) → total"),
    "An epoch's loss is that of its last batch only.",
    "What happened to the losses of the batches before?",
)
wrong(
    "after_update",
    (
        "            total += np.sum(e**2)\n → ",
        f"{STEP_B} → {STEP_B}\n            total += np.sum((X_batch @ w + b - y_batch) ** 2)",
    ),
    "The loss of a batch is taken after its update; it should be taken before.",
    "Which parameters made the predictions that the gradient comes from?",
)
wrong(
    "measured_at_the_end",
    "losses.append(total / len(X)) → losses.append(np.mean((X @ w + b - y) ** 2))",
    "The loss is measured anew at the end of the epoch; expected: the losses seen before each"
    " update.",
    "Which squared errors have you computed already by the time the epoch ends?",
)
wrong(
    "measured_at_the_start",
    (
        "total = 0.0 → losses.append(np.mean((X @ w + b - y) ** 2))",
        "total += np.sum(e**2) → ",
        "        losses.append(total / len(X))\n → ",
    ),
    "The loss is measured at the start of the epoch, over all rows; expected: the losses seen"
    " before each update.",
    "Which squared errors have you computed already by the time the epoch ends?",
)
wrong(
    "one_a_batch",
    (
        "            total += np.sum(e**2)\n →             losses.append(np.mean(e**2))\n",
        "        losses.append(total / len(X))\n → ",
    ),
    "`losses` has one entry per batch; expected is one per epoch.",
    "At the end of which of the two loops should the loss be appended?",
)
wrong(
    "total_never_reset",
    ("total = 0.0 → pass", "losses = [] → losses, total = [], 0.0"),
    "The total is never set back to 0, so every epoch carries the losses of those before it.",
    "When does a new sum begin?",
)
wrong(
    "starts_again",
    "total = 0.0 → total, w, b = 0.0, np.zeros(X.shape[1]), 0.0",
    "`w` and `b` start from zero in every epoch: what the epochs before have learnt is lost.",
    "How often are parameters initialised: once, or once per epoch?",
)
wrong(
    "never_shuffled",
    ", rng=rng → ",
    "Every epoch goes through the same batches, cut from the rows in their old order: no shuffle"
    " mixes the batches.",
    "Which argument of `minibatches` asks for a shuffle, and should the rows be shuffled before or"
    " after the cut?",
)
wrong(
    "shuffled_once",
    (", rng=rng → ", "for epoch in → X, y = shuffle_together(X, y, rng)\n    for epoch in"),
    "You shuffle once, before the epochs: every epoch goes through the same batches in the same"
    " order.",
    "Which of the two loops should a fresh shuffle be in?",
)
wrong(
    "same_order",
    "rng=rng → rng=np.random.default_rng(0)",
    "Every epoch has the same order: it comes from a seed of your own, not from the `rng` that was"
    " given.",
    "Where does the randomness of the second epoch come from?",
)
wrong(
    "own_seeds",
    "rng=rng → rng=np.random.default_rng(epoch)",
    "Another `rng` gives the same orders: they come from seeds of your own, not from the `rng` that"
    " was given.",
    "What was `rng` handed to you for?",
)
wrong(
    "shuffled_late",
    (
        ", rng=rng → ",
        (
            "losses.append(total / len(X)) → losses.append(total / len(X))\n        X, y ="
            " shuffle_together(X, y, rng)"
        ),
    ),
    "The first epoch goes through the rows in their old order; the shuffle comes after it.",
    "If the data are sorted, what do the batches of the first epoch hold?",
)
wrong(
    "cut_once",
    (
        (
            "minibatches(X, y, batch_size, rng=rng): → [batches[i] for i in"
            " rng.permutation(len(batches))]:"
        ),
        "losses = [] → losses = []\n    batches = list(minibatches(X, y, batch_size, rng=rng))",
    ),
    "The batches are cut once: they come in a new order in each epoch, but always with the same"
    " rows.",
    "In which of the two loops should the rows be shuffled and cut?",
)
wrong(
    "even_batches",
    "for X_batch, y_batch in minibatches(X, y, batch_size, rng=rng): → "
    "for rows in np.array_split(rng.permutation(len(X)), num_batches(len(X), batch_size)):\n"
    "            X_batch, y_batch = X[rows], y[rows]",
    "Your batches are of nearly equal size; expected: `batch_size` rows in each, with the rest"
    " in the last.",
    "With 7 rows in batches of 3, how many rows are in each of the three?",
)
wrong(
    "row_by_row",
    "X, y, batch_size, rng → X, y, 1, rng",
    "There is one update per row; expected is one per batch.",
    "How many updates does an epoch of 7 rows in batches of 3 have?",
)
wrong(
    "full_batch",
    "X, y, batch_size, rng → X, y, len(X), rng",
    "There is one update per epoch, made with all rows: `batch_size` plays no part.",
    "How many updates does an epoch of 7 rows in batches of 3 have?",
)
wrong(
    "loss_without_b",
    "X_batch @ w + b - y_batch → X_batch @ w - y_batch",
    "The losses leave out `b`: their predictions are not those of the model.",
    "What does the model predict where all features are 0?",
)
wrong(
    "short_one_as_full",
    "np.sum(e**2) → np.mean(e**2) * batch_size",
    "In the epoch's loss the short batch counts as if it had `batch_size` rows.",
    "How many squared errors are there in a batch, and is it always `batch_size`?",
)
wrong(
    "step_by_batch_size",
    (
        "learning_rate * dw → learning_rate * dw * len(X_batch) / batch_size",
        "learning_rate * db → learning_rate * db * len(X_batch) / batch_size",
    ),
    "Your step divides by `batch_size`, also where the batch holds fewer rows.",
    "The gradient is a mean over the rows of the batch. How many are there in the last one?",
)
wrong(
    "used_up",
    (
        "minibatches(X, y, batch_size, rng=rng): → batches:",
        "losses = [] → losses = []\n    batches = minibatches(X, y, batch_size, rng=rng)",
    ),
    "Only the first epoch trains; after it the loss is 0 and nothing moves. The generator is made"
    " once, and used up.",
    "How often can a generator be gone through, and in which of the two loops should it be made?",
)
wrong(
    "whole_gradient",
    "batch_gradient(X_batch, y_batch, w, b) → batch_gradient(X, y, w, b)",
    "Every step uses the gradient over all rows; a step belongs to its own batch.",
    "What is the batch for, if the gradient looks at everything?",
)
wrong(
    "short_one_lost",
    "rng=rng → rng=rng, drop_last=True",
    "The short last batch is missing: with 7 rows in batches of 3 you make 2 steps, not 3.",
    "How many steps does an epoch of 7 rows in batches of 3 have?",
)
wrong(
    "one_step_an_epoch",
    (
        "            dw, db = batch_gradient(X_batch, y_batch, w, b)\n → ",
        "            w = w - learning_rate * dw\n → ",
        (
            "            b = b - learning_rate * db\n →         dw, db = batch_gradient(X_batch,"
            " y_batch, w, b)\n        w, b = w - learning_rate * dw, b - learning_rate * db\n"
        ),
    ),
    "There is one update per epoch; expected is one per batch.",
    "Which of the two loops does the update stand in?",
)
wrong(
    "with_replacement",
    "for X_batch, y_batch in minibatches(X, y, batch_size, rng=rng): → "
    "rows = rng.integers(len(X), size=len(X))\n"
    "        for X_batch, y_batch in minibatches(X[rows], y[rows], batch_size):",
    "In each epoch some rows come twice and others never: each place drew its row without looking"
    " at the others.",
    "An epoch shows every example once. Does your draw?",
)
wrong(
    "y_stays",
    "minibatches(X, y, batch_size, rng=rng) → minibatches(rng.permutation(X), y, batch_size)",
    "Rows are shuffled and targets are not, so they no longer belong together, and nothing can be"
    " learnt.",
    "Which two arrays have to come out of the same shuffle?",
)
wrong(
    "y_stays_again",
    "for X_batch, y_batch in minibatches(X, y, batch_size, rng=rng): → "
    "X = rng.permutation(X)\n        for X_batch, y_batch in minibatches(X, y, batch_size):",
    "Rows are shuffled and targets are not, so they no longer belong together, and nothing can be"
    " learnt.",
    "Which two arrays have to come out of the same shuffle?",
)
wrong(
    "two_orders",
    "minibatches(X, y, batch_size, rng=rng) → minibatches(rng.permutation(X), rng.permutation(y),"
    " batch_size)",
    "`X` and `y` are in two different orders: rows and targets no longer belong together, and"
    " nothing can be learnt.",
    "How many random orders does one shuffle of pairs need?",
)
wrong(
    "order_of_batches",
    "for X_batch, y_batch in minibatches(X, y, batch_size, rng=rng): → "
    "batches = list(minibatches(X, y, batch_size))\n"
    "        for X_batch, y_batch in (batches[i] for i in rng.permutation(len(batches))):",
    "You shuffle the order of the batches: the rows inside a batch are the same in every epoch.",
    "If the data are sorted by label, how many labels are in one of your batches?",
)
wrong(
    "one_batch_an_epoch",
    f"{STEP_B} → {STEP_B}\n            break",
    "Only the first batch of each epoch is used.",
    "How many batches make an epoch, and which line ends your loop over them?",
)
wrong(
    "b_from_new_w",
    "b = b - learning_rate * db → b = b - learning_rate * batch_gradient(X_batch, y_batch, w,"
    " b)[1]",
    "The slope for `b` is taken after `w` has moved; both belong to the same prediction.",
    "With which parameters was the prediction made that the two slopes come from?",
)
wrong(
    "divided_again",
    (
        "learning_rate * dw → learning_rate * dw / len(X_batch)",
        "learning_rate * db → learning_rate * db / len(X_batch)",
    ),
    "Your step is divided by the size of the batch once more: `batch_gradient` is a mean already.",
    "Should the step be shorter in a larger batch?",
)
wrong(
    "summed_step",
    (
        "w - learning_rate * dw → w - learning_rate * len(X_batch) * dw",
        "b - learning_rate * db → b - learning_rate * len(X_batch) * db",
    ),
    "Your step grows with the size of the batch: it follows the sum of the gradients, not their"
    " mean.",
    "`batch_gradient` is a mean already. Does a batch of twice the size take twice the step?",
)
wrong(
    "uphill",
    (
        "w - learning_rate * dw → w + learning_rate * dw",
        "b - learning_rate * db → b + learning_rate * db",
    ),
    "You step uphill: the loss grows from epoch to epoch.",
    "A gradient points to where the loss rises. Which way should a step go?",
)
wrong(
    "bias_stays",
    STEP_B + " → pass",
    "`b` stays at 0: it is never updated.",
    "Which of the two slopes that you computed is never used?",
)
wrong(
    "weights_stay",
    "w = w - learning_rate * dw → pass",
    "`w` stays at 0: it is never updated.",
    "Which of the two slopes that you computed is never used?",
)
wrong(
    "no_rate",
    ("w - learning_rate * dw → w - dw", "b - learning_rate * db → b - db"),
    "The learning rate plays no part: each step is the whole gradient.",
    "What did lesson 01 multiply the slope with?",
)
wrong(
    "by_full_batches",
    "total / len(X) → total / (num_batches(len(X), batch_size) * batch_size)",
    "You divide the sum by the number of batches times `batch_size`, as if the last batch were"
    " full.",
    "How many squared errors have you added up by the end of the epoch?",
)
wrong(
    "rate_by_batch_size",
    (
        "learning_rate * dw → learning_rate / batch_size * dw",
        "learning_rate * db → learning_rate / batch_size * db",
    ),
    "Your step is divided by `batch_size`: `batch_gradient` is a mean already.",
    "Should the step be shorter in a larger batch?",
)
wrong(
    "slopes_swapped",
    "dw, db = batch_gradient(X_batch, y_batch, w, b) → "
    "db, dw = batch_gradient(X_batch, y_batch, w, b)",
    "You take what `batch_gradient` returns in the wrong order: the slopes for `w` go to `b`, and"
    " the other way round.",
    "Which of the two does `batch_gradient` return first?",
)
wrong(
    "constant_rate",
    (
        "learning_rate * dw → 0.1 * dw",
        "learning_rate * db → 0.1 * db",
    ),
    "Your rate is 0.1, whatever `learning_rate` is.",
    "0.1 is the rate of the worked example. Which argument holds it?",
)
wrong(
    "running_mean",
    "losses.append(total / len(X)) → losses.append(total / len(X) / (epoch + 1))",
    "The loss of each epoch is divided by the number of the epoch as well.",
    "Does the mean over one epoch know how many epochs came before?",
)
wrong(
    "appended_in_the_batch_loop",
    (
        "        losses.append(total / len(X))\n → ",
        f"{STEP_B} → {STEP_B}\n            losses.append(total / len(X))",
    ),
    "`losses` gets an entry after each batch; expected is one per epoch.",
    "At the end of which of the two loops is an epoch over?",
)
wrong(
    "returned_after_one_epoch",
    "",
    "Only one epoch is run: the loop over the epochs ends in its first round, by a `return` "
    "or a `break`.",
    "How far must `return` be indented, so that every epoch is run?",
    instead="""def train_minibatch(X, y, *, batch_size, learning_rate, epochs, rng):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for epoch in range(epochs):
        total = 0.0
        for X_batch, y_batch in minibatches(X, y, batch_size, rng=rng):
            total += np.sum((X_batch @ w + b - y_batch) ** 2)
            dw, db = batch_gradient(X_batch, y_batch, w, b)
            w, b = w - learning_rate * dw, b - learning_rate * db
        losses.append(total / len(X))
        return w, b, losses""",
)
wrong(
    "w_uphill",
    "w - learning_rate * dw → w + learning_rate * dw",
    "`w` steps uphill, while `b` steps down.",
    "A slope points to where the loss rises. Which way should a step go?",
)
wrong(
    "b_uphill",
    "b - learning_rate * db → b + learning_rate * db",
    "`b` steps uphill, while `w` steps down.",
    "A slope points to where the loss rises. Which way should a step go?",
)
wrong(
    "square_root",
    "total / len(X) → np.sqrt(total / len(X))",
    "You take a square root of the mean; expected is the mean of the squared errors itself.",
    "Of which number are `dw` and `db` the slopes?",
)


equivalent(
    "train_minibatch",
    "X_batch @ w + b - y_batch → y_batch - (X_batch @ w + b)",
    "the error is only squared here; its sign matters in batch_gradient alone",
)
wrong(
    "sum_of_means",
    ("np.sum(e**2) → np.mean(e**2)", "total / len(X) → total"),
    "An epoch's loss is the sum of the means of its batches; the mean over all examples is "
    "expected.",
    "With two equal batches, should the loss of the epoch be twice that of one of them?",
)
