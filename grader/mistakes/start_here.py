"""What goes wrong in lesson 00."""

from grader.mistakes import mistakes

wrong = mistakes("double")
wrong(
    "squared",
    "2 * x → x ** 2",
    "You squared it: every answer is x times x.",
    "What is twice 10, and what is 10 times 10? At which numbers do the two agree?",
)
wrong("added_two", "2 * x → 2 + x", "You added 2: every answer is x + 2.", "What is twice 10, and what is 10 + 2?")
wrong("halved", "2 * x → x / 2", "You halved it: every answer is half of x.", "Should the answer for 5 be above 5?")
wrong("unchanged", "2 * x → x", "You returned x as it came.", "Which number should come back for 5?")
wrong(
    "sign", "2 * x → -2 * x", "The sign is turned: every answer is −2 times x.", "What is twice 3, on the number line?"
)
wrong(
    "squared_twice",
    "2 * x → 2 * x ** 2",
    "You doubled the square: every answer is 2 times x times x.",
    "What happens to 5 on the way?",
)
wrong("abs", "2 * x → 2 * abs(x)", "Negative numbers came back positive.", "What is twice −4?")
wrong("whole", "2 * x → (2 * x) // 1", "Every answer was rounded down to a whole number.", "What is twice 0.3?")
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
    "You averaged along each row: there is one mean for every example, not for every column.",
    "`X` has n rows and d columns. How many columns are there, and so how many means?",
)
wrong(
    "all",
    "axis=0 → ",
    "You averaged everything into a single number.",
    "Every column has a mean of its own. Which axis has to disappear, and which has to stay?",
)
wrong(
    "summed",
    "X.mean( → X.sum(",
    "You added each column up and stopped: every answer is n times too large.",
    "What turns a sum of n numbers into their mean?",
)
wrong(
    "keepdims",
    "axis=0 → axis=0, keepdims=True",
    "The numbers are right, in the shape (1, d), with a row too many around them.",
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
    "You divided by n − 1: every answer is n/(n − 1) times too large.",
    "How many numbers stand in one column?",
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
    "You took one mean off everything, so single columns still do not average 0.",
    "Each column has a mean of its own: how many different numbers are taken away in all?",
)
wrong(
    "added",
    "X - column_means → X + column_means",
    "You added the means; each column now averages twice what it did.",
    "If a column averages 5, what has to happen to each of its numbers so that it averages 0?",
)
wrong(
    "means_only",
    "X - column_means(X) → column_means(X)",
    "You returned the means themselves.",
    "The answer has the shape of `X`. What is done to `X` with its means?",
)
wrong(
    "reversed",
    "X - column_means(X) → column_means(X) - X",
    "Every sign is turned: you took the numbers away from their means.",
    "If a number lies above its column's mean, is the answer positive or negative?",
)
wrong(
    "rows",
    "column_means(X) → X.mean(axis=1, keepdims=True)",
    "You took each row's mean away: the rows average 0, the columns do not.",
    "Which of the two should average 0 afterwards?",
)
wrong(
    "standardised",
    "X - column_means(X) → (X - column_means(X)) / X.std(axis=0)",
    "You also divided each column by its spread.",
    "The statement takes the means away. What else does your line do?",
)
wrong(
    "first_row",
    "column_means(X) → X[0]",
    "You took the first row away from every row, so your first row is all zeros.",
    "Is the first row the mean of its columns?",
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
    "The numbers are right, and the caller's own array now holds them too: `X` was changed.",
    "Which sign writes into the array it stands on, and which makes a new one?",
)

wrong = mistakes("weighted_sums")
wrong(
    "elementwise",
    "X @ w → X * w",
    "You multiplied by the weights and did not add up: the answer still has d columns.",
    "One number a row is asked for. What has to happen along each row after the products?",
)
wrong(
    "unweighted",
    "X @ w → X.sum(axis=1)",
    "You added each row up without its weights.",
    "Where does `w` come in?",
)
wrong(
    "transposed",
    "X @ w → w @ X.T / len(w)",
    "You averaged the products: every answer is d times too small.",
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
    "The numbers are right, in the shape (n, 1): a column around them is too many.",
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
    "reversed", "X @ w → X @ w[::-1]", "The weights are in reverse order.", "Which weight belongs to the first column?"
)
