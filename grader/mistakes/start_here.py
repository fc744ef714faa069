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
    "The sign is turned: a minus stands in front.",
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
    "You put everything together into a single number.",
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
    "Your answer has the shape (1, d): a table with one row, where an array with one axis is asked"
    " for.",
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

wrong = mistakes("center")
wrong(
    "all",
    "column_means(X) → X.mean()",
    "You took one mean, that of all numbers, off everything.",
    "Each column has a mean of its own: how many different numbers are taken away in all?",
)
wrong(
    "added",
    "X - column_means → X + column_means",
    "You added where something has to be taken away.",
    "If a column averages 5, what has to happen to each of its numbers so that it averages 0?",
)
wrong(
    "means_only",
    "X - column_means(X) → column_means(X)",
    "You returned what should be taken away from `X`, and did not take it away.",
    "The answer has the shape of `X`. What is done to `X` with its means?",
)
wrong(
    "reversed",
    "X - column_means(X) → column_means(X) - X",
    "The signs are turned: you took the numbers away from the means.",
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
    "The statement takes the means away. What else does your line do?",
)
wrong(
    "first_row",
    "",
    "You took the first row away from every row, so your first row is all zeros.",
    "Is the first row the mean of its columns?",
    instead="def center(X):\n    return X - X[0]",
)
wrong(
    "standardised_n_less_1",
    "",
    "You also divided each column by its spread.",
    "The statement takes the means away. What else does your line do?",
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
    "You took the mean of each column and the mean of each row away.",
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
    "Which sign writes into the array it stands on, and which makes a new one?",
)

wrong = mistakes("weighted_sums")
wrong(
    "elementwise",
    "X @ w → X * w",
    "You multiplied and did not add up: the answer still has d columns.",
    "One number a row is asked for. What has to happen along each row after the products?",
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
    "Is a sum or a mean asked for?",
)
wrong(
    "columns",
    "X @ w → (X * w).sum(axis=0)",
    "You added down the columns: one number a column came back.",
    "One number a row is asked for. Which axis has to disappear?",
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
    " asked for.",
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
