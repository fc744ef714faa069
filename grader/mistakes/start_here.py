"""What goes wrong in lesson 00."""

from grader.mistakes import mistakes

wrong = mistakes("double")
wrong(
    "squared",
    "2 * x → x ** 2",
    "You squared it: every answer is x times x.",
    "What is twice 10, and what is 10 times 10? At which numbers do the two agree?",
)
wrong(
    "added_two",
    "2 * x → 2 + x",
    "You added 2: every answer is x + 2.",
    "What is twice 10, and what is 10 + 2?",
)
wrong(
    "halved",
    "2 * x → x / 2",
    "You halved it: every answer is half of x.",
    "Should the answer for 5 be above 5?",
)
wrong(
    "unchanged", "2 * x → x", "You returned x as it came.", "Which number should come back for 5?"
)
wrong(
    "sign",
    "2 * x → -2 * x",
    "The sign is turned: your answers have a minus too many.",
    "What is twice 3, on the number line?",
)
wrong(
    "squared_twice",
    "2 * x → 2 * x ** 2",
    "`x` was squared before it was doubled.",
    "What happens to 5 on the way?",
)
wrong(
    "abs",
    "2 * x → 2 * abs(x)",
    "The sign of `x` is lost: −4 gives what 4 gives.",
    "What is twice −4?",
)
wrong(
    "whole",
    "2 * x → (2 * x) // 1",
    "Every answer was rounded down to a whole number.",
    "What is twice 0.3?",
)
wrong(
    "rounded",
    "",
    "Every answer was rounded to a whole number.",
    "What is twice 0.3?",
    instead="def double(x):\n    return np.round(2 * x)",
)
wrong(
    "power_of_two",
    "",
    "`x` stands in the exponent: you returned 2 to the power of x.",
    "What is twice 3, and what is 2 · 2 · 2?",
    instead="def double(x):\n    return 2.0**x",
)
wrong(
    "plus_one",
    "",
    "You added 1: every answer is x + 1.",
    "What is twice 10, and what is 10 + 1?",
    instead="def double(x):\n    return x + 1",
)
wrong(
    "tripled",
    "",
    "You took three times x.",
    "How often is x counted in x + x?",
    instead="def double(x):\n    return 3 * x",
)
wrong(
    "in_place",
    "",
    "`x` itself was changed, and it belongs to the caller.",
    "Which sign writes into the array it stands on, and which makes a new one?",
    instead="def double(x):\n    x *= 2\n    return x",
)
wrong(
    "total",
    "2 * x → 2 * np.sum(x)",
    "You added all elements up: one number came back for a whole array.",
    "How many numbers go in, and how many should come out?",
)

wrong(
    "no_return",
    "",
    "Your function hands nothing back: its answer is `None`.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
    instead="def double(x):\n    print(2 * x)",
)
wrong(
    "the_example",
    "2 * x → 42",
    "You return 42, whatever `x` is.",
    "42 is twice 21. What is twice 5?",
)
wrong(
    "four_times",
    "2 * x → 2 * (x + x)",
    "You doubled twice: every answer is four times x.",
    "How often is x counted in x + x?",
)

wrong = mistakes("column_means")
wrong(
    "rows",
    "axis=0 → axis=1",
    "You went along each row: there is one number for every example, not for every column.",
    "`X` has n rows and d columns. How many columns are there, and so how many means?",
)
wrong(
    "all",
    "axis=0 → ",
    "You took the mean of all elements: a single number came back.",
    "Every column has a mean of its own. Which axis has to disappear, and which has to stay?",
)
wrong(
    "summed",
    "X.mean( → X.sum(",
    "You added up and stopped: those are sums, not means.",
    "What turns a sum of n numbers into their mean?",
)
wrong(
    "keepdims",
    "axis=0 → axis=0, keepdims=True",
    "Your answer has the shape (1, d): a table with one row, where an array with one axis is"
    " expected.",
    "The answer is one flat row of d numbers. Which axis is left over?",
)
wrong(
    "divided_by_columns",
    "X.mean(axis=0) → X.sum(axis=0) / X.shape[1]",
    "You divided each column's sum by d, the number of columns.",
    "How many numbers were added up in one column?",
)
wrong(
    "median",
    "X.mean(axis=0) → np.median(X, axis=0)",
    "You took the middle value of each column (the median), not its mean.",
    "What are the middle value and the mean of 0, 0 and 9?",
)
wrong(
    "one_less",
    "X.mean(axis=0) → X.sum(axis=0) / max(len(X) - 1, 1)",
    "You divided by n − 1, and n numbers were added up.",
    "How many numbers stand in one column?",
)
wrong(
    "always_three",
    "X.mean(axis=0) → X.sum(axis=0) / 3",
    "You divided by 3, whatever the number of rows.",
    "The café's table has three rows. Which other tables could come in, and how do they tell their"
    " number of rows?",
)
wrong(
    "all_elements",
    "X.mean(axis=0) → X.sum(axis=0) / X.size",
    "You divided each column's sum by the number of all elements.",
    "How many numbers were added up in one column?",
)
wrong(
    "whole",
    "X.mean(axis=0) → X.sum(axis=0) // len(X)",
    "The means are rounded down to whole numbers.",
    "What is the mean of 1 and 2? Which of `/` and `//` keeps the decimals?",
)
wrong(
    "two_columns",
    "X.mean(axis=0) → np.array([X[:, 0].mean(), X[:, 1].mean()])",
    "Two columns have a mean, whatever the number of columns.",
    "The café sells tea and cake. What if a table has three columns, or five?",
)
wrong(
    "largest",
    "X.mean( → X.max(",
    "You took the largest number, not the mean.",
    "What are the largest number and the mean of 0, 0 and 9?",
)
wrong(
    "first_row",
    "X.mean(axis=0) → X[0]",
    "You returned the first row as it is.",
    "Which numbers stand below the first one in a column?",
)
wrong(
    "last_column",
    "X.mean(axis=0) → X[:, :-1].mean(axis=0)",
    "The last column has no mean: d − 1 numbers came back.",
    "Where does your slice end?",
)

wrong(
    "no_return",
    "",
    "Your function hands nothing back: its answer is `None`.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
    instead="def column_means(X):\n    print(X.mean(axis=0))",
)
wrong(
    "return_in_the_loop",
    "",
    "Only the first mean is filled in: the loop ends in its first round, by a `return` or a "
    "`break`.",
    "How far must `return` be indented, so that every column is reached?",
    instead="""def column_means(X):
    means = np.zeros(X.shape[1])
    for j in range(X.shape[1]):
        means[j] = X[:, j].mean()
        return means""",
)
wrong(
    "last_row_alone",
    "X.mean(axis=0) → X[-1] / len(X)",
    "Only the last row counts, divided by n: each round of your loop puts its row in the place of"
    " those before.",
    "Which sign keeps what was there and adds to it, `=` or `+=`?",
)
wrong(
    "loop_over_rows",
    "X.mean(axis=0) → np.array([X[:, j].mean() if j < X.shape[1] else 0.0 for j in range(len(X))])",
    "You have one number per row, not per column: your loop goes on to the number of rows.",
    "What does `len(X)` count, and which entry of `X.shape` is the number of columns?",
)
wrong(
    "the_example",
    "X.mean(axis=0) → np.array([3.0, 4.0])",
    "You return the means of the café's orders, whatever `X` is.",
    "What should come back for another table?",
)
wrong(
    "smallest",
    "X.mean( → X.min(",
    "You took the smallest number, not the mean.",
    "What are the smallest number and the mean of 0, 0 and 9?",
)

wrong(
    "two_columns_then_zeros",
    "X.mean(axis=0) → np.where(np.arange(X.shape[1]) < 2, X.mean(axis=0), 0.0)",
    "Only the first two columns have their mean; further ones have 0.",
    "The café sells tea and cake. What if a table has three columns, or five?",
)
wrong(
    "first_column_for_all",
    "X.mean(axis=0) → np.full(X.shape[1], X[:, 0].mean())",
    "Every column gets the mean of the first.",
    "Which column does your loop look at in its second round?",
)
wrong(
    "sum_of_all_over_n",
    "X.mean(axis=0) → np.full(X.shape[1], X.sum() / len(X))",
    "You added all elements up before you divided, so every column gets the same number.",
    "Which numbers belong to the sum of one column?",
)

wrong = mistakes("center")
wrong(
    "all",
    "column_means(X) → X.mean()",
    "You subtracted one mean, that of all numbers, from everything.",
    "Each column has a mean of its own: how many different numbers are taken away in all?",
)
wrong(
    "added",
    "X - column_means → X + column_means",
    "You added the means; they should be subtracted.",
    "If a column averages 5, what has to happen to each of its numbers so that it averages 0?",
)
wrong(
    "means_only",
    "X - column_means(X) → column_means(X)",
    "You returned the means, and did not subtract them from `X`.",
    "The answer has the shape of `X`. What is done to `X` with its means?",
)
wrong(
    "reversed",
    "X - column_means(X) → column_means(X) - X",
    "The signs are turned: you subtracted the numbers from the means.",
    "If a number lies above its column's mean, is the answer positive or negative?",
)
wrong(
    "rows",
    "column_means(X) → X.mean(axis=1, keepdims=True)",
    "You used the mean of each row in the place of the mean of each column.",
    "Which of the two should average 0 afterwards, the rows or the columns?",
)
wrong(
    "standardised",
    "X - column_means(X) → (X - column_means(X)) / X.std(axis=0)",
    "You also divided each column by its spread.",
    "The statement subtracts the means. What else does your line do?",
)
wrong(
    "first_row",
    "",
    "You subtracted the first row from every row, so your first row is all zeros.",
    "Is the first row the mean of its columns?",
    instead="def center(X):\n    return X - X[0]",
)
wrong(
    "standardised_n_less_1",
    "",
    "You also divided each column by its spread.",
    "The statement subtracts the means. What else does your line do?",
    instead="def center(X):\n    return (X - X.mean(axis=0)) / X.std(axis=0, ddof=1)",
)
wrong(
    "sums",
    "column_means(X) → X.sum(axis=0)",
    "You used each column's sum in the place of its mean.",
    "What turns a sum of n numbers into their mean?",
)
wrong(
    "median",
    "column_means(X) → np.median(X, axis=0)",
    "You used the middle value of each column (the median) in the place of its mean.",
    "What are the middle value and the mean of 0, 0 and 9?",
)
wrong(
    "both_ways",
    "",
    "You subtracted the mean of each column and the mean of each row.",
    "The statement speaks of one of the two. Which?",
    instead="def center(X):\n    return X - X.mean(axis=0) - X.mean(axis=1, keepdims=True)",
)
wrong(
    "distance",
    "X - column_means(X) → abs(X - column_means(X))",
    "The signs are lost: none of your answers is below 0.",
    "If no number is below 0, can a column average 0?",
)
wrong(
    "divided",
    "X - column_means(X) → X / column_means(X)",
    "You divided by the means.",
    "After dividing, does a column average 0 or 1?",
)
wrong(
    "in_place",
    "return X - column_means(X) → X -= column_means(X)\n    return X",
    "The caller's own array now holds your answer: `X` was changed.",
    "Which line writes into `X`, perhaps by a second name for it, and which would make a new "
    "array?",
)

wrong(
    "no_return",
    "",
    "Your function hands nothing back: its answer is `None`.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
    instead="def center(X):\n    print(X - column_means(X))",
)
wrong(
    "not_kept",
    "",
    "`X` came back as it was: the difference was computed, and its result was not kept.",
    "What becomes of a value that no name keeps? And does `row = row - means` change the table, or"
    " only what"
    " the name `row` stands for?",
    instead="def center(X):\n    X - column_means(X)\n    return X",
)
wrong(
    "one_row",
    "",
    "Only the first row is centred: the loop ends in its first round, by a `return` or a `break`.",
    "How far must `return` be indented, so that every row is reached?",
    instead="""def center(X):
    new = np.zeros(X.shape)
    for i in range(len(X)):
        new[i] = X[i] - column_means(X)
        return new""",
)
wrong(
    "means_of_what_is_left",
    "",
    "The means are taken anew after each row has changed, so only the first row is right.",
    "When should the means be computed, once before the loop or in each round?",
    instead="""def center(X):
    new = X.copy()
    for i in range(len(new)):
        new[i] = new[i] - new.mean(axis=0)
    return new""",
)

wrong(
    "only_the_first_row_changed",
    "",
    "Only the first row is centred, the others are as they were: the loop ends in its first "
    "round, by a `return` or a `break`.",
    "How far must `return` be indented, so that every row is reached?",
    instead="""def center(X):
    new = X.copy()
    means = column_means(X)
    for i in range(len(new)):
        new[i] = new[i] - means
        return new""",
)
wrong(
    "two_columns",
    "X - column_means(X) → X - np.where(np.arange(X.shape[1]) < 2, column_means(X), 0.0)",
    "Only the first two columns are centred.",
    "The café sells tea and cake. What if a table has three columns, or five?",
)

wrong = mistakes("weighted_sums")
wrong(
    "elementwise",
    "X @ w → X * w",
    "You multiplied and did not add up: the answer still has d columns.",
    "One number per row is expected. What has to happen along each row after the products?",
)
wrong(
    "unweighted",
    "X @ w → X.sum(axis=1)",
    "You added each row up without its weights.",
    "Where does `w` come in?",
)
wrong(
    "mean",
    "X @ w → w @ X.T / len(w)",
    "You took the mean of the products, not their sum.",
    "Does a group pay the sum of its products, or their mean?",
)
wrong(
    "columns",
    "X @ w → (X * w).sum(axis=0)",
    "You added down the columns: one number per column came back.",
    "One number per row is expected. Which axis has to disappear?",
)
wrong(
    "total",
    "X @ w → (X @ w).sum()",
    "You added the answers of all rows up into one number.",
    "How many rows are there, and so how many answers?",
)
wrong(
    "keepdims",
    "X @ w → (X @ w)[:, None]",
    "Your answer has the shape (n, 1): a table with one column, where an array with one axis is"
    " expected.",
    "The answer is one flat row of n numbers. Which axis is left over?",
)
wrong(
    "added_weights",
    "X @ w → (X + w).sum(axis=1)",
    "You added the weights to the numbers.",
    "Two loaves at 10 each: are those 12 or 20?",
)
wrong(
    "first_weight",
    "X @ w → X.sum(axis=1) * w[0]",
    "Every column got the first weight.",
    "Which weight belongs to the second column?",
)
wrong(
    "reversed",
    "",
    "The weights are in reverse order.",
    "Which weight belongs to the first column?",
    instead="def weighted_sums(X, w):\n    return X @ w[::-1]",
)
wrong(
    "never_reset",
    "X @ w → np.cumsum(X @ w)",
    "The sum goes on growing from row to row.",
    "From where does the sum of each row have to start?",
)
wrong(
    "two_columns",
    "X @ w → X[:, 0] * w[0] + X[:, 1] * w[1]",
    "Only the first two columns are counted.",
    "The café sells two things. What if a table has three columns, or five?",
)
wrong(
    "weighted_mean",
    "X @ w → X @ (w / w.sum())",
    "You divided by the sum of the weights: that is a weighted mean.",
    "What does one group pay if both prices double? And by your function?",
)
wrong(
    "last_column",
    "X @ w → X[:, :-1] @ w[:-1]",
    "The last column is left out.",
    "Where does your slice or your loop end?",
)
wrong(
    "divided",
    "X @ w → (X / w).sum(axis=1)",
    "You divided by the weights.",
    "Two loaves at 10 each: are those 20, or a fifth?",
)
wrong(
    "no_return",
    "",
    "Your function hands nothing back: its answer is `None`.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
    instead="def weighted_sums(X, w):\n    print(X @ w)",
)
wrong(
    "sides_swapped",
    "X @ w → w @ X",
    "You put the weights on the left of `@`: with as many rows as columns that gives numbers, but"
    " it adds up down the columns.",
    "In `(n, d) @ (d,)` two neighbouring sizes must be equal. Which are neighbours in yours?",
)
wrong(
    "return_in_the_loop",
    "",
    "Only the first sum is filled in: the loop ends in its first round, by a `return` or a "
    "`break`.",
    "How far must `return` be indented, so that every row is reached?",
    instead="""def weighted_sums(X, w):
    sums = np.zeros(len(X))
    for i in range(len(X)):
        sums[i] = np.sum(X[i] * w)
        return sums""",
)
wrong(
    "last_product",
    "X @ w → (X * w)[:, -1]",
    "Each sum is its last product alone: each round of your loop puts a product in the place of"
    " those before.",
    "Which sign keeps what was there and adds to it, `=` or `+=`?",
)
wrong(
    "cafe_prices",
    "X @ w → X @ np.resize([1.0, 10.0], X.shape[1])",
    "Your weights are the prices of the café, 1 and 10, whatever `w` is.",
    "Which argument holds the weights?",
)
wrong(
    "first_row_for_all",
    "X @ w → np.full(len(X), X[0] @ w)",
    "Every row gets the sum of the first row.",
    "Which row does the second sum belong to?",
)
wrong(
    "a_sum_after_each_product",
    "X @ w → np.cumsum(X * w, axis=1).ravel()",
    "You kept the sum after each product: there are n · d numbers.",
    "How far is the line with `append` indented, and which loop does that put it in?",
)
wrong(
    "one_row_only",
    "X @ w → X[:1] @ w",
    "Only the sum of the first row came back: the loop ends in its first round, by a `return` "
    "or a `break`.",
    "How far must `return` be indented, so that every row is reached?",
)
wrong(
    "cafe_prices_for_two",
    "X @ w → X[:, 0] + 10 * X[:, 1]",
    "Your weights are the prices of the café, 1 and 10, whatever `w` is.",
    "Which argument holds the weights?",
)
