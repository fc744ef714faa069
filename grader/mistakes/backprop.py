"""What goes wrong in lesson 06."""

from grader.mistakes import equivalent, mistakes

wrong = mistakes("numerical_gradient")
QUOTIENT = "(f(up) - f(down)) / (2 * eps)"
wrong(
    "one_sided",
    f"{QUOTIENT} → (f(up) - f(x)) / eps",
    "You nudged upwards only: the slope is that from `f(x)` to the upper side. With a nudge of 0.2"
    " that shows.",
    "How could the error on one side be made to cancel that on the other?",
)
wrong(
    "one_sided_down",
    f"{QUOTIENT} → (f(x) - f(down)) / eps",
    "You nudged downwards only: the slope is that from the lower side to `f(x)`. With a nudge of"
    " 0.2 that shows.",
    "How could the error on one side be made to cancel that on the other?",
)
wrong(
    "one_sided_over_two",
    f"{QUOTIENT} → (f(up) - f(x)) / (2 * eps)",
    "You compare `f` one nudge up with `f` at `x` itself, and divide by twice the nudge: every"
    " slope is about half as steep as it should be.",
    "How far apart are the two points that you compare, and where should the lower one lie?",
)
wrong(
    "difference_only",
    f"{QUOTIENT} → f(up) - f(down)",
    "You return differences of `f`, not slopes: they shrink with the nudge.",
    "A slope is a change for each unit of x. How far did x move here?",
)
wrong(
    "one_eps",
    "(2 * eps) → eps",
    "You divided by `eps` alone: that makes every slope twice as steep.",
    "How far apart are the two points at which `f` is called?",
)
wrong(
    "brackets",
    "(2 * eps) → 2 * eps",
    "You divided by 2 and then multiplied by `eps`: Python works off `/` and `*` from left to"
    " right.",
    "Which part of the expression belongs below the line, all of it?",
)
wrong(
    "brackets_above",
    f"{QUOTIENT} → f(up) - f(down) / (2 * eps)",
    "You divided `f(down)` alone: Python divides before it subtracts.",
    "Which part of the expression belongs above the line, all of it?",
)
wrong(
    "turned_round",
    "f(up) - f(down) → f(down) - f(up)",
    "Every slope has the wrong sign: you took the upper value from the lower one.",
    "If `f` grows with x, should its slope be positive or negative?",
)
wrong(
    "one_array",
    "up, down = x.copy(), x.copy() → up = down = x.copy()",
    "Every slope is 0. That happens if both nudges go into one and the same array, where they"
    " cancel, or if the slopes never reach the array that you return.",
    "How many arrays are there after `a = b`, and how many after `a = b.copy()`? Which line fills"
    " your answer?",
)
wrong(
    "own_step",
    "slopes = np.zeros_like(x) → slopes, eps = np.zeros_like(x), 1e-6",
    "Your step does not follow `eps`: with a nudge of 0.2 you still return what a tiny one gives.",
    "Which number in your code should be the argument?",
)
for digits in 4, 5:
    wrong(
        f"own_step_1e{digits}",
        f"slopes = np.zeros_like(x) → slopes, eps = np.zeros_like(x), 1e-{digits}",
        f"Your step does not follow `eps`: whatever `eps` is, you nudge by about 1e-{digits}.",
        "Which number in your code should be the argument?",
    )
wrong(
    "other_default",
    "",
    "With `eps` given your slopes are those of that nudge; without it you nudge by 1e-5, and the"
    " default is 1e-6.",
    "What does the first line of the function say about `eps`?",
    instead="""
def numerical_gradient(f, x, eps=1e-5):
    slopes = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += eps
        down[i] -= eps
        slopes[i] = (f(up) - f(down)) / (2 * eps)
    return slopes
""",
)
wrong(
    "back_after_one",
    "/ (2 * eps)\n    return slopes → / (2 * eps)\n        return slopes",
    "Only the first element has a slope; the others are still 0. Your function is left in the first"
    " round of its loop.",
    "When does Python leave a function, and how far is the `return` indented?",
)
wrong(
    "set_not_nudged",
    ("up[i] += eps → up[i] = eps", "down[i] -= eps → down[i] = -eps"),
    "You set the element to `eps` and to `-eps`: that is the slope near 0, wherever `x` stands.",
    "What becomes of the old value of the element, when it is nudged?",
)
wrong(
    "around_zero",
    "up, down = x.copy(), x.copy() → up, down = np.zeros_like(x), np.zeros_like(x)",
    "You nudged an array of zeros: your slopes are the same, whatever numbers stand in `x`.",
    "At which point should the slope be measured?",
)
wrong(
    "one_number_to_f",
    "f(up) - f(down) → f(up[i]) - f(down[i])",
    "You call `f` with a single element. It expects a whole array, in which one element is nudged.",
    "What would a network make of one of its weights, without all the others?",
)
wrong(
    "all_at_once",
    ("up[i] += eps → up += eps", "down[i] -= eps → down -= eps"),
    "You nudged every element at once: all slopes come out equal, to the sum of the slopes that"
    " are expected.",
    "One slope belongs to one element. What do the others do meanwhile?",
)
wrong(
    "whole_rows",
    "np.ndindex(x.shape) → range(len(x))",
    "You nudged a whole row at a time: with more than one axis, each row of your answer is one"
    " number, repeated.",
    "How many positions does an array of shape (3, 2) have, and how many does `range(len(x))`"
    " visit?",
)
wrong(
    "nudges_pile_up",
    (
        "slopes = np.zeros_like(x) → slopes, up, down = np.zeros_like(x), x.copy(), x.copy()",
        "        up, down = x.copy(), x.copy()\n → ",
    ),
    "An element that has had its turn stays nudged, in both your arrays, while the later ones have"
    " theirs.",
    "What should the array look like again before the next element has its turn?",
)
wrong(
    "left_above",
    "up, down = x.copy(), x.copy() → up, down = x, x.copy()",
    "You nudged the caller's own `x` and did not put it back as it was: afterwards every element is"
    " `eps` larger.",
    "What must be undone once both values of `f` are known?",
)
wrong(
    "left_below",
    "",
    "You nudged the caller's own `x` up and down and did not put it back: afterwards every element"
    " is `eps` smaller.",
    "After adding `eps` and taking off twice as much, where does the element stand?",
    instead="""
def numerical_gradient(f, x, eps=1e-6):
    slopes = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        x[i] += eps
        above = f(x)
        x[i] -= 2 * eps
        slopes[i] = (above - f(x)) / (2 * eps)
    return slopes
""",
)
wrong(
    "left_above_in_a_copy",
    "",
    "You nudged a copy of `x` and did not put it back as it was: an element that has had its turn"
    " is `eps` too large while the later ones have theirs.",
    "What must be undone once both values of `f` are known?",
    instead="""
def numerical_gradient(f, x, eps=1e-6):
    x = x.copy()
    slopes = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        down = x.copy()
        x[i] += eps
        down[i] -= eps
        slopes[i] = (f(x) - f(down)) / (2 * eps)
    return slopes
""",
)
wrong(
    "left_below_in_a_copy",
    "",
    "You nudged a copy of `x` up and down and did not put it back: an element that has had its turn"
    " is `eps` too small while the later ones have theirs.",
    "After adding `eps` and taking off twice as much, where does the element stand?",
    instead="""
def numerical_gradient(f, x, eps=1e-6):
    x = x.copy()
    slopes = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        x[i] += eps
        above = f(x)
        x[i] -= 2 * eps
        slopes[i] = (above - f(x)) / (2 * eps)
    return slopes
""",
)
wrong(
    "float32",
    "up, down = x.copy(), x.copy() → up, down = x.astype(np.float32), x.astype(np.float32)",
    "Tiny nudges get lost: you nudge in float32, whose 7 digits hardly see a step of 1e-6.",
    "How many digits does 1 + 0.000001 need?",
)
wrong(
    "flat",
    "return slopes → return slopes.ravel()",
    "Your slopes come as one long row: the shape of `x` is lost.",
    "Which shape lets you take a step with `x - rate * slopes`?",
)

wrong(
    "half_a_nudge",
    ("up[i] += eps → up[i] += eps / 2", "down[i] -= eps → down[i] -= eps / 2", "(2 * eps) → eps"),
    "You nudged by half of `eps` each way, instead of by `eps` up and `eps` down; with a nudge of"
    " 0.2 that shows.",
    "How far apart are the two points in the formula?",
)
wrong(
    "half_a_nudge_over_two",
    ("up[i] += eps → up[i] += eps / 2", "down[i] -= eps → down[i] -= eps / 2"),
    "You nudged by half of `eps` each way and divided by twice `eps`: every slope is about half as"
    " steep as it should be.",
    "How far apart are your two points?",
)
wrong(
    "flat_argument",
    "f(up) - f(down) → f(up.ravel()) - f(down.ravel())",
    "You call `f` with a flat row of numbers. It expects an array of the shape of `x`, and may tell"
    " rows from columns.",
    "What would a network make of its weight matrix, handed over as one long row?",
)
wrong(
    "values_added",
    "f(up) - f(down) → f(up) + f(down)",
    "You added the two values of `f`; the slope comes from how far apart they are.",
    "What should the slope be where both nudges give the same value?",
)

wrong(
    "one_slope_per_row",
    "",
    "Your answer has one slope for each row of `x`: with more than one axis, a whole row was nudged"
    " at a time.",
    "How many positions does an array of shape (3, 2) have, and how many does `range(len(x))`"
    " visit?",
    instead="""
def numerical_gradient(f, x, eps=1e-6):
    slopes = np.zeros(len(x))
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += eps
        down[i] -= eps
        slopes[i] = (f(up) - f(down)) / (2 * eps)
    return slopes
""",
)
wrong(
    "nudged_by_a_factor",
    ("up[i] += eps → up[i] *= 1 + eps", "down[i] -= eps → down[i] *= 1 - eps"),
    "You multiplied the element by 1 + `eps` and 1 − `eps`: large elements move far and small ones"
    " hardly, but you divide as if each had moved by `eps`.",
    "By how much does an element of 10 move in your code, and one of 0?",
)
wrong(
    "last_slope_only",
    "slopes[i] = (f → slopes = (f",
    "A single number comes back, the slope of the last element: each slope took the place of the"
    " one before.",
    "Which position of your answer does a slope belong to?",
)
wrong(
    "times_two_nudges",
    "",
    "You multiplied the difference by 2 · eps, where a division is expected.",
    "A slope is a change for each unit of x. Does a smaller nudge make it smaller?",
    instead="""def numerical_gradient(f, x, eps=1e-6):
    slopes = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up, down = x.astype(float), x.astype(float)
        up[place] += eps
        down[place] -= eps
        slopes[place] = (f(up) - f(down)) * 2 * eps
    return slopes""",
)
wrong(
    "divided_by_the_square",
    "",
    "You divided by `eps` squared: that makes every slope far too steep.",
    "How far apart are the two points at which `f` is called?",
    instead="""def numerical_gradient(f, x, eps=1e-6):
    slopes = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up, down = x.astype(float), x.astype(float)
        up[place] += eps
        down[place] -= eps
        slopes[place] = (f(up) - f(down)) / eps**2
    return slopes""",
)
wrong(
    "others_are_0",
    "",
    "While one element is nudged, all others are 0 and not what `x` holds.",
    "At which point should the slope be measured, and what do the other elements do meanwhile?",
    instead="""def numerical_gradient(f, x, eps=1e-6):
    slopes = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up, down = np.zeros(x.shape), np.zeros(x.shape)
        up[place] = x[place] + eps
        down[place] = x[place] - eps
        slopes[place] = (f(up) - f(down)) / (2 * eps)
    return slopes""",
)

wrong = mistakes("mse_grad")
wrong(
    "no_two",
    "2 * (y_pred - y) → (y_pred - y)",
    "The factor 2 of the square is missing: that makes every slope half as steep.",
    "What is the slope of e² at e = 3, if you nudge it?",
)
wrong(
    "no_mean",
    "(y_pred - y) / y.size → (y_pred - y)",
    "The division by the number of elements is missing: that is the slope of a sum, and the loss is"
    " a mean.",
    "The loss divides by the number of elements. What happens to its slope?",
)
wrong(
    "per_row",
    "y.size → len(y)",
    "You divided by the number of rows. With two axes the loss is a mean over all elements, n·k of"
    " them.",
    "Over how many numbers does `mse_loss` take its mean?",
)
wrong(
    "per_column",
    "y.size → y.shape[-1]",
    "You divided by the length of the last axis. With two axes the loss is a mean over all"
    " elements, n·k of them.",
    "Over how many numbers does `mse_loss` take its mean?",
)
wrong(
    "sign",
    "y_pred - y → y - y_pred",
    "Every slope has the wrong sign: you took the prediction from the target.",
    "If a prediction is too high and grows further, does the loss rise or fall?",
)
wrong(
    "still_squared",
    "(y_pred - y) / → (y_pred - y) ** 2 /",
    "The error is still squared: every slope is positive, even where the prediction is too low.",
    "What is left of a square when you take its slope?",
)
wrong(
    "the_squares",
    "2 * (y_pred - y) / y.size → (y_pred - y) ** 2",
    "You returned the squared errors. The slope of their mean is expected, for each prediction.",
    "What is the slope of a square, and what does the mean do to it?",
)
wrong(
    "division_of_y_alone",
    "2 * (y_pred - y) / y.size → 2 * y_pred - y / y.size",
    "The factor 2 reaches only the prediction, and the division only the target.",
    "Python multiplies and divides before it subtracts. What has to come first here?",
)
wrong(
    "the_loss",
    "2 * (y_pred - y) / y.size → np.mean((y_pred - y) ** 2)",
    "You returned the loss itself. Its slope is expected, one number for each prediction.",
    "Which shape should the answer have?",
)
wrong(
    "one_number",
    "2 * (y_pred - y) / y.size → np.mean(2 * (y_pred - y))",
    "You averaged the slopes into one number. Each prediction has a slope of its own.",
    "Which prediction would you change, if all you knew were this one number?",
)
wrong(
    "absolute",
    "2 * (y_pred - y) → np.sign(y_pred - y)",
    "Your answer knows only the sign of each error: that is the slope of the absolute error, not of"
    " the square.",
    "Should an error of 10 weigh more in the gradient than an error of 0.1?",
)
wrong(
    "divided_twice",
    "(y_pred - y) / y.size → (y_pred - y) / y.size / y.size",
    "You divided by the number of elements twice.",
    "The mean is taken once. How often does it divide?",
)

wrong(
    "times_prediction",
    "2 * (y_pred - y) → 2 * (y_pred - y) * y_pred",
    "You multiplied by the prediction as well. In lesson 01 the slope for the weight had a factor"
    " `x`; this slope is for the prediction itself.",
    "If the prediction grows by 0.01, by how much does the error grow?",
)
wrong(
    "no_signs",
    "2 * (y_pred - y) → 2 * np.abs(y_pred - y)",
    "Every slope is positive: you took the size of the error without its sign.",
    "If a prediction is too low, should it grow or shrink?",
)

wrong(
    "whole_numbers",
    "/ y.size → // y.size",
    "Your answer has only whole numbers: the division rounds down.",
    "Which sign divides without rounding?",
)
wrong(
    "divided_by_rows_too",
    "/ y.size → / y.size / len(y)",
    "You divided by the number of elements, and then by the number of rows as well.",
    "The mean is taken once. How often does it divide?",
)
wrong(
    "summed_over_a_row",
    "2 * (y_pred - y) / y.size → 2 * (y_pred - y).sum(axis=-1) / y.size",
    "You added up the slopes along the last axis. Each prediction has a slope of its own.",
    "Which shape should the answer have?",
)

wrong(
    "writes_into_y_pred",
    "return 2 * (y_pred - y) / y.size → y_pred -= y; return 2 * y_pred / y.size",
    "Your slopes are right, but your code writes into `y_pred`, which belongs to the caller.",
    "Which line writes into an array that it was given, and could it make a new one?",
)
wrong(
    "squares_over_n",
    "2 * (y_pred - y) / y.size → (y_pred - y) ** 2 / y.size",
    "You returned each prediction's part of the loss. Its slope is expected.",
    "What is left of a square when you take its slope?",
)
wrong(
    "writes_into_y",
    "return 2 * (y_pred - y) / y.size → y -= y_pred; return -2 * y / y.size",
    "Your slopes are right, but your code writes into `y`, which belongs to the caller.",
    "Which line writes into an array that it was given, and could it make a new one?",
)
wrong(
    "mean_error_everywhere",
    "",
    "All slopes are equal: you averaged the errors, and each prediction has a slope of its own.",
    "Which prediction is too high, which is too low, and does your answer know?",
    instead="""def mse_grad(y_pred, y):
    return np.full(np.shape(y_pred), 2 * np.mean(y_pred - y))""",
)
wrong(
    "times_n",
    "",
    "You multiplied by the number of elements where a division is expected.",
    "The loss divides by the number of elements. What happens to its slope?",
    instead="""def mse_grad(y_pred, y):
    return 2 * (y_pred - y) * np.size(y)""",
)

wrong = mistakes("linear_backward")
wrong(
    "db_mean",
    "dout.sum(axis=0) → dout.mean(axis=0)",
    "You averaged `db` over the batch: it is n times too small. The mean is already inside `dout`.",
    "The loss divided by n once. How often should its gradient?",
)
wrong(
    "db_not_summed",
    "dout.sum(axis=0) → dout",
    "Your `db` has a row for each example: it is `dout`, not yet summed over the batch.",
    "One bias serves every row. What becomes of the blame from all those rows?",
)
wrong(
    "db_other_axis",
    "axis=0 → axis=1",
    "You summed `db` over the outputs, so it has a number for each example. One for each"
    " output is expected.",
    "Which shape does `b` have, and which axis has to go?",
)
wrong(
    "db_one_number",
    "dout.sum(axis=0) → dout.sum()",
    "Your `db` is a single number: you summed over the outputs too.",
    "Each output has a bias of its own. Which axis must stay?",
)
wrong(
    "db_mean_other_axis",
    "dout.sum(axis=0) → dout.mean(axis=1)",
    "You averaged `dout` over the outputs for `db`, so it has a number for each example. A sum"
    " for each output is expected.",
    "Which shape does `b` have, and which axis has to go?",
)
wrong(
    "db_zeros",
    "dout.sum(axis=0) → np.zeros(dout.shape[1])",
    "Your `db` is 0 everywhere, as if the bias had no part in the output.",
    "If a bias is nudged, which outputs move?",
)
wrong(
    "db_keeps_axis",
    "dout.sum(axis=0) → dout.sum(axis=0, keepdims=True)",
    "Your `db` has the shape (1, d_out): an axis too many. `b` is (d_out,).",
    "What keeps the summed axis alive?",
)
wrong(
    "db_ones",
    "dout.sum(axis=0) → np.ones(dout.shape[1])",
    "Your `db` is 1 everywhere. That is how the output follows `b`, but not yet how the loss does.",
    "By what does the chain rule multiply that 1, in each row?",
)
wrong(
    "dW_mean",
    "x.T @ dout → x.T @ dout / len(x)",
    "You averaged `dW` over the batch: it is n times too small. The mean is already inside `dout`.",
    "The loss divided by n once. How often should its gradient?",
)
wrong(
    "dW_transposed",
    "x.T @ dout → dout.T @ x",
    "Your `dW` is transposed: it has the shape (d_out, d_in).",
    "Which shape does `W` have? Its gradient has the same.",
)
wrong(
    "dW_last_row",
    "x.T @ dout → np.outer(x[-1], dout[-1])",
    "Your `dW` comes from the last example alone: the others of the batch are not in it.",
    "Every row uses the weights. What becomes of the blame from all those rows?",
)
wrong(
    "dW_without_turning",
    "x.T @ dout → x @ dout",
    "In `dW` you multiplied `x @ dout` as they stand. Where n = d_in that even runs, with wrong"
    " numbers.",
    "Over which axis do the rows of the batch have to be summed, and how do you bring it inside the"
    " product?",
)
wrong(
    "dx_without_turning",
    "dout @ W.T → dout @ W",
    "In `dx` you multiplied by `W` as it stands. Where d_in = d_out that even runs, with wrong"
    " numbers.",
    "`dout` is (n, d_out) and `dx` is (n, d_in). Which shape must stand in between?",
)
wrong(
    "dx_transposed",
    "dout @ W.T → (dout @ W.T).T",
    "Your `dx` is transposed: it has the shape (d_in, n).",
    "Which shape does `x` have? Its gradient has the same.",
)
wrong(
    "dx_mean",
    "dout @ W.T → dout @ W.T / len(x)",
    "You averaged `dx` over the batch: it is n times too small. Each row of `dx` comes from its own"
    " row alone.",
    "How many examples use one row of `x`?",
)
wrong(
    "order_dW_dx_db",
    "return dx, dW, db → return dW, dx, db",
    "You return `dW` first. The expected order is `(dx, dW, db)`.",
    "In which order does the statement name them?",
)
wrong(
    "order_dW_db_dx",
    "return dx, dW, db → return dW, db, dx",
    "You return `dx` last. The expected order is `(dx, dW, db)`.",
    "In which order does the statement name them?",
)
wrong(
    "order_db_dW_dx",
    "return dx, dW, db → return db, dW, dx",
    "You return `db` first and `dx` last. The expected order is `(dx, dW, db)`.",
    "In which order does the statement name them?",
)
wrong(
    "order_dx_db_dW",
    "return dx, dW, db → return dx, db, dW",
    "You return `db` before `dW`. The expected order is `(dx, dW, db)`.",
    "In which order does the statement name them?",
)

wrong(
    "db_last_row",
    "dout.sum(axis=0) → dout[-1]",
    "Your `db` is the last row of `dout`: the other examples of the batch are not in it.",
    "One bias serves every row. What becomes of the blame from all those rows?",
)

wrong(
    "db_from_x",
    "dout.sum(axis=0) → x.sum(axis=0)",
    "Your `db` is the sum of `x` over the batch. A bias does not meet what came in.",
    "Which of the two arrays has one number for each output?",
)
wrong(
    "dx_last_use",
    "dout @ W.T → dout[:, -1:] * W[:, -1]",
    "Your `dx` holds what comes from the last output alone: those before it are lost.",
    "An input goes to every output. What becomes of the blame from all of them?",
)
wrong(
    "dx_first_output",
    "dout @ W.T → dout[:, :1] * W[:, 0]",
    "Your `dx` holds what comes from the first output alone.",
    "An input goes to every output. What becomes of the blame from all of them?",
)
wrong(
    "dx_mean_over_outputs",
    "dout @ W.T → dout @ W.T / W.shape[1]",
    "You averaged `dx` over the outputs: it is d_out times too small.",
    "An input goes to every output. Are the blames of all its uses averaged, or added?",
)
wrong(
    "dW_times_W",
    "x.T @ dout → x.T @ dout * W",
    "You multiplied `dW` by the weights as well.",
    "If a weight is nudged, by what is the nudge multiplied on its way to the output?",
)
wrong(
    "dW_of_means",
    "x.T @ dout → np.outer(x.mean(axis=0), dout.mean(axis=0))",
    "Your `dW` is made of the mean of `x` and the mean of `dout`: which row belongs to which is"
    " lost.",
    "In which order: first add over the rows and then multiply, or the other way round?",
)
wrong(
    "dW_of_sums",
    "x.T @ dout → np.outer(x.sum(axis=0), dout.sum(axis=0))",
    "Your `dW` is made of the sum of `x` and the sum of `dout`: which row belongs to which is"
    " lost.",
    "In which order: first add over the rows and then multiply, or the other way round?",
)
wrong(
    "dW_first_row",
    "x.T @ dout → np.outer(x[0], dout[0])",
    "Your `dW` comes from the first example alone: the others of the batch are not in it.",
    "Every row uses the weights. What becomes of the blame from all those rows?",
)
wrong(
    "updates_too",
    "return dx, dW, db → W -= 0.1 * dW; return dx, dW, db",
    "Your slopes are right, but your code changes `W` itself, which belongs to the caller.",
    "Whose job is the update, and when may it begin?",
)
wrong(
    "db_from_dW",
    "",
    "Your `db` is made from `dW`. A bias does not meet what came in.",
    "Which of the arrays has one number for each output, and nothing of `x` in it?",
    instead="""def linear_backward(dout, x, W):
    dW = x.T @ dout
    return dout @ W.T, dW, dW.sum(axis=0)""",
)

wrong = mistakes("relu_backward")
wrong(
    "mask_from_dout",
    "z > 0 → dout > 0",
    "You looked at the sign of `dout` to decide what passes. The gate was opened or closed by `z`,"
    " on the way forward.",
    "When the ReLU did its work, did it know `dout` already?",
)
wrong(
    "both_masks",
    "dout * (z > 0) → dout * (z > 0) * (dout > 0)",
    "You also stopped the negative blame. Where the gate is open everything passes, whatever its"
    " sign.",
    "Can a slope of the loss be negative?",
)
wrong(
    "either",
    "dout * (z > 0) → dout * ((z > 0) | (dout > 0))",
    "Positive blame passes everywhere in your answer, even where the gate is shut. `z` alone sets"
    " the gate.",
    "When the ReLU did its work, did it know `dout` already?",
)
wrong(
    "clipped_product",
    "dout * (z > 0) → np.maximum(dout * z, 0)",
    "You multiplied by `z` and cut off what is negative. The gate depends on the sign of `z`"
    " alone.",
    "Which of the two arrays sets the gate, and by how much does relu(z) grow with z where it is"
    " open?",
)
wrong(
    "gate_alone",
    "dout * (z > 0) → 1.0 * (z > 0)",
    "You returned the slope of the ReLU itself, 0 or 1. It still has to be multiplied by what"
    " arrives.",
    "What does the chain rule do with the two slopes?",
)
wrong(
    "gate_of_bools",
    "dout * (z > 0) → z > 0",
    "You returned where the gates are open, as True and False. The blame that passes through them"
    " is expected.",
    "What does the chain rule do with the two slopes?",
)
wrong(
    "no_gate",
    "dout * (z > 0) → dout * 1",
    "Everything passes: your answer is `dout` itself, as if there were no ReLU.",
    "If z is −5 and is nudged, does relu(z) move?",
)
wrong(
    "upside_down",
    "z > 0 → z < 0",
    "Your gates are the wrong way round: blame passes where z was negative.",
    "For which z does relu(z) follow a nudge of z?",
)
wrong(
    "times_z",
    "dout * (z > 0) → dout * z",
    "You multiplied by `z`. The slope of the ReLU is 0 or 1, however large z is.",
    "If z goes from 5 to 5.1, by how much does relu(z) grow?",
)
wrong(
    "times_relu",
    "dout * (z > 0) → dout * np.maximum(z, 0)",
    "You multiplied by relu(z), the value, instead of its slope.",
    "If z goes from 5 to 5.1, by how much does relu(z) grow?",
)
wrong(
    "forward_again",
    "dout * (z > 0) → np.maximum(z, 0)",
    "What passes in your answer is relu(z), as on the way forward. The numbers of `dout` are not"
    " in it.",
    "What comes in from the loss, and what is to be passed on?",
)
wrong(
    "sign_of_z",
    "dout * (z > 0) → dout * np.sign(z)",
    "Where z was negative you turned the sign of the blame. It should stop there.",
    "If z is −5 and is nudged, does relu(z) move?",
)
wrong(
    "z_left_over",
    "dout * (z > 0) → np.where(z > 0, dout, z)",
    "Where the gate is closed your answer holds `z`. Nothing should pass there.",
    "How much does the loss change with z where relu(z) stays at 0?",
)
wrong(
    "leaky",
    "dout * (z > 0) → np.where(z > 0, dout, 0.01 * dout)",
    "A hundredth of the blame leaks through the closed gates: that belongs to the leaky ReLU,"
    " another function.",
    "If z is −5 and is nudged, does relu(z) move at all?",
)
wrong(
    "in_place",
    "",
    "The numbers are right, but you wrote them into `dout` itself, which belongs to the caller.",
    "Which line writes into an array that it was given, and could it make a new one?",
    instead="""
def relu_backward(dout, z):
    dout[z <= 0] = 0
    return dout
""",
)
equivalent("relu_backward", "z > 0 → z >= 0", "the gradient at exactly 0 is not checked")

wrong(
    "parts_swapped",
    "dout * (z > 0) → np.where(dout > 0, z, 0)",
    "`z` and `dout` have changed places: you let `z` pass where `dout` is positive.",
    "Which of the two sets the gate, and which one wants to pass?",
)

wrong(
    "only_what_passes",
    "dout * (z > 0) → dout[z > 0]",
    "You return only the numbers that pass, in one row. Where the gate is closed a 0 is missing.",
    "Which shape should the answer have, and what stands where nothing passes?",
)
wrong(
    "ones_for_zeros",
    "dout * (z > 0) → np.where(z > 0, dout, 1.0)",
    "Where the gate is closed your answer is 1. Nothing should pass there.",
    "How much does the loss change with z where relu(z) stays at 0?",
)

wrong = mistakes("cross_entropy_grad")
wrong(
    "no_mean",
    "(p - one_hot(labels, classes)) / n → p - one_hot(labels, classes)",
    "You gave the slope of the sum over the examples: the division by n is missing.",
    "The loss is a mean over the batch. What does that do to its slope?",
)
wrong(
    "mean_of_p_alone",
    "(p - one_hot(labels, classes)) / n → p / n - one_hot(labels, classes)",
    "You divided the probabilities by n, but not the 1 that is taken off the true class.",
    "Which part of the difference belongs to the mean over the batch?",
)
wrong(
    "mean_of_target_alone",
    "(p - one_hot(labels, classes)) / n → p - one_hot(labels, classes) / n",
    "You divided the one-hot rows by n, but not the probabilities: Python divides before it"
    " subtracts.",
    "Which part of the difference belongs to the mean over the batch?",
)
wrong(
    "mean_over_elements",
    "/ n → / logits.size",
    "You divided by n times the number of classes. The loss is a mean over the examples alone.",
    "How many losses does a batch of n examples have?",
)
wrong(
    "mean_over_classes",
    "/ n → / classes",
    "You divided by the number of classes. The loss is a mean over the n examples.",
    "How many losses does a batch of n examples have?",
)
wrong(
    "sign",
    "p - one_hot(labels, classes) → one_hot(labels, classes) - p",
    "Every slope has the wrong sign: a step against it would make the true class less likely.",
    "If the logit of the true class grows, does the loss rise or fall?",
)
wrong(
    "no_target",
    "p - one_hot(labels, classes) → p",
    "You returned the probabilities. What the labels say is not in it yet.",
    "When every prediction is perfect, what should the gradient be?",
)
wrong(
    "no_softmax",
    "softmax(logits) → logits",
    "You took the logits for probabilities: the softmax is missing.",
    "How large can p less the one-hot row become, at most?",
)
wrong(
    "softmax_twice",
    "softmax(logits) → softmax(softmax(logits))",
    "You applied the softmax twice: the probabilities come out much too even.",
    "What comes in: logits, or probabilities?",
)
wrong(
    "softmax_down",
    "softmax(logits) → softmax(logits.T).T",
    "Your softmax runs down the batch: each column adds up to 1, where each row should.",
    "Among what does one example choose: the classes, or the other examples?",
)
wrong(
    "label_numbers",
    "one_hot(labels, classes) → labels[:, None]",
    "You took the label itself, 0, 1, 2, …, from every probability of its row.",
    "What does class 2 look like as a row of probabilities?",
)
wrong(
    "true_class_only",
    "(p - one_hot(labels, classes)) / n → one_hot(labels, classes) * (p - 1) / n",
    "Only the true class has a slope in your answer. The other logits stand in the denominator of"
    " the softmax.",
    "If a wrong class's logit grows, what happens to the probability of the true one?",
)
wrong(
    "true_class_zero",
    "p - one_hot(labels, classes) → p * (1 - one_hot(labels, classes))",
    "The slope of the true class is 0 in your answer. It is the class that most needs a push, and a"
    " negative slope.",
    "What is to be taken off the probability of the true class: itself, or what the label asks"
    " for?",
)
wrong(
    "through_p",
    "(p - one_hot(labels, classes)) / n → -one_hot(labels, classes) / p / n",
    "You stopped at the probabilities: −1/p is the slope for p. The slope for the logits is"
    " expected.",
    "Which step stands between the logits and p, and what does it do to the blame?",
)
wrong(
    "divided_by_p",
    "return (p - one_hot(labels, classes)) / n → t = one_hot(labels, classes); s = -t / np.where(t"
    " > 0, p, 1); return (p * s - p * (p * s).sum(axis=1, keepdims=True)) / n",
    "Where the true class is hopeless your gradient is nan: its probability has become 0, and you"
    " divide by it on the way back through the softmax.",
    "If the slope −1/p meets the slope of the softmax, what is left of p on paper?",
)
wrong(
    "summed",
    "(p - one_hot(labels, classes)) / n → ((p - one_hot(labels, classes)) / n).sum(axis=0)",
    "You added up, or averaged, over the batch. Each example has logits of its own, and so a row of"
    " its own in the gradient.",
    "Which shape do the logits have?",
)
wrong(
    "overflow",
    "p = softmax(logits) → p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)",
    "At logits of ±1000 your softmax overflows, and the gradient is nan.",
    "What may be taken off every logit of a row without changing its probabilities?",
)
wrong(
    "one_shift_for_all",
    "p = softmax(logits) → e = np.exp(logits - logits.max()); p = e / e.sum(axis=1, keepdims=True)",
    "You took the largest logit of the whole batch off every row. A row far below it becomes 0"
    " / 0.",
    "Which maximum belongs to a row?",
)

wrong(
    "largest_of_the_column",
    "p = softmax(logits) → e = np.exp(logits - logits.max(axis=0)); p = e / e.sum(axis=1,"
    " keepdims=True)",
    "You took the largest of each column off the logits. Within a row that takes off different"
    " numbers, and the probabilities change.",
    "What has to be taken off all logits of one row, if their softmax is to stay the same?",
)
wrong(
    "clipped",
    "softmax(logits) → softmax(np.clip(logits, -500, 500))",
    "You cut the logits off at a fixed size: 999 and 1000 become the same, and so do their"
    " probabilities.",
    "What may be taken off every logit of a row without changing its probabilities?",
)
wrong(
    "one_softmax_for_all",
    "p = softmax(logits) → e = np.exp(logits - logits.max()); p = e / e.sum()",
    "Your probabilities add up to 1 over the whole batch, where each row should.",
    "Among what does one example choose: the classes, or everything in the batch?",
)
wrong(
    "sigmoids",
    "softmax(logits) → 1 / (1 + np.exp(-logits))",
    "You used the sigmoid, which treats each class alone. The classes share one softmax.",
    "What should the probabilities of a row add up to?",
)
wrong(
    "slope_of_sigmoid_too",
    "(p - one_hot(labels, classes)) / n → (p - one_hot(labels, classes)) * p * (1 - p) / n",
    "You multiplied by p · (1 − p) as well. The softmax is counted already: p less the one-hot row"
    " is all of it.",
    "What did the measurement at the logits show?",
)
wrong(
    "rows_by_label",
    "return (p - one_hot(labels, classes)) / n → p[labels] -= 1; return p / n",
    "You used the labels to choose rows: whole rows lose 1. In each row only the true class"
    " should.",
    "An index needs a row and a column. Which one does a label stand for?",
)
wrong(
    "every_label_in_every_row",
    "return (p - one_hot(labels, classes)) / n → p[:, labels] -= 1; return p / n",
    "Each row loses 1 at the labels of all examples. Row i should lose it at label i alone.",
    "Which row goes with which label, and how does an index say so?",
)

wrong(
    "log_of_softmax",
    "p = softmax(logits) → p = np.log(softmax(logits))",
    "You took the logarithm of the probabilities first. It belongs to the loss, not to its slope.",
    "What did the measurement show: probabilities, or their logarithms?",
)
wrong(
    "one_class_early",
    "one_hot(labels, classes) → one_hot((labels - 1) % classes, classes)",
    "You take the 1 off the class before the true one.",
    "Do the labels count from 0 or from 1?",
)
wrong(
    "shifts_the_logits_of_the_caller",
    "p = softmax(logits) → logits -= logits.max(axis=1, keepdims=True); p = softmax(logits)",
    "Your slopes are right, but you took the largest logit off `logits` itself, which belongs to"
    " the caller.",
    "Which line writes into an array that it was given, and could it make a new one?",
)
wrong(
    "sum_for_softmax",
    "softmax(logits) → logits / logits.sum(axis=1, keepdims=True)",
    "Your probabilities are the logits divided by their sum: the exponential is missing.",
    "How does a softmax make a positive number of a negative logit?",
)
wrong(
    "plus",
    "p - one_hot(labels, classes) → p + one_hot(labels, classes)",
    "You added the 1 at the true class. There, your slope is too large by 2/n.",
    "If the logit of the true class grows, does the loss rise or fall?",
)
wrong(
    "predicted_for_true",
    "",
    "You took the class with the largest logit for the true one: `labels` plays no part.",
    "Which argument says what the right answer was?",
    instead="""def cross_entropy_grad(logits, labels):
    predicted = logits.argmax(axis=1)
    return (softmax(logits) - one_hot(predicted, logits.shape[1])) / len(labels)""",
)

wrong = mistakes("mlp_backward")
wrong(
    "no_gates",
    'relu_backward(dh, cache[f"z{layer - 1}"]) → dh',
    "On the way back you left a ReLU out: blame reaches the layer before it as if every gate were"
    " open.",
    "What stood between two linear layers on the way forward?",
)
wrong(
    "gates_from_blame",
    'relu_backward(dh, cache[f"z{layer - 1}"]) → relu_backward(dh, dh)',
    "You opened the gates by the sign of the blame that arrives. They were set by `z`, on the way"
    " forward.",
    "Where is the z of that layer kept?",
)
wrong(
    "gates_before_product",
    "relu_backward(dh, → relu_backward(dout,",
    "You sent the blame of a layer's output through the gates. It has to pass back through the"
    " weights first.",
    "Which of the three answers of `linear_backward` travels on?",
)
wrong(
    "gate_at_the_end",
    "dout = dlogits → dout = dlogits * (dlogits > 0)",
    "You set negative blame to 0 before the last layer. Blame may have either sign, and there"
    " is no gate behind that layer.",
    "What does `mlp_forward` do to the last layer's output?",
)
wrong(
    "z_for_h",
    'cache[f"h{layer - 1}"] if → cache[f"z{layer - 1}"] if',
    "For the weights behind a ReLU you multiplied by `z`, its input; the layer received `h`, its"
    " output.",
    "What came into that layer on the way forward?",
)
wrong(
    "x_for_h",
    'cache[f"h{layer - 1}"] if layer > 1 else cache["x"] → cache["x"]',
    "You gave every layer the input `x`. Only the first one received it.",
    "What came into the second layer on the way forward?",
)
wrong(
    "averaged_again",
    "= dW, db → = dW / len(dlogits), db / len(dlogits)",
    "You divided by n. The mean is already inside `dlogits`; a second one makes the gradient n"
    " times too small.",
    "The loss divided by n once. How often should its gradient?",
)
wrong(
    "weights_averaged",
    "= dW, db → = dW / len(dlogits), db",
    "You averaged the blame of the weights over the batch: that makes it n times too small. The"
    " mean is already inside `dlogits`.",
    "The loss divided by n once. How often should its gradient?",
)
wrong(
    "biases_averaged",
    "= dW, db → = dW, db / len(dlogits)",
    "You averaged the blame of the biases over the batch: that makes it n times too small. The mean"
    " is already inside `dlogits`.",
    "One bias serves every row. What becomes of the blame from all those rows?",
)
wrong(
    "updated_first",
    (
        "dh, dW, db = linear → _, dW, db = linear",
        '= dW, db → = dW, db; params[f"W{layer}"] -= 0.1 * dW; dh = dout @ params[f"W{layer}"].T',
    ),
    "You updated the weights on the way back: the earlier layers are blamed by weights that made no"
    " prediction.",
    "Whose job is the update, and when may it begin?",
)
wrong(
    "two_layers",
    "range(len(params) // 2, 0, -1) → range(2, 0, -1)",
    "Your code is made for two layers, whatever `params` holds: with one, three or eleven it goes"
    " wrong.",
    "How many arrays does each layer have in `params`?",
)
wrong(
    "sorted_as_text",
    "range(len(params) // 2, 0, -1) → sorted(range(1, len(params) // 2 + 1), key=str,"
    " reverse=True)",
    "With eleven layers the order goes wrong: sorted as texts, `W10` comes before `W2`.",
    "Can you count the layers instead of sorting their names?",
)
wrong(
    "one_digit",
    "range(len(params) // 2, 0, -1) → range(max(int(name[1]) for name in params), 0, -1)",
    "You never reach layers 10 and 11: it looks as if you read a layer's number from a single digit"
    " of its name.",
    "Which digits does the name `W10` have, and can you do without reading names?",
)
wrong(
    "slopes_swapped",
    "dh, dW, db = → dh, db, dW =",
    "The slopes of the weights stand under the names of the biases, and those of the biases under"
    " the names of the weights.",
    "In which order does `linear_backward` hand its three arrays back?",
)
wrong(
    "depth_from_cache",
    "len(params) // 2 → len(cache) // 2",
    "Your code leaves the last layer out, and begins with the one before it.",
    "Which of the arguments holds two arrays for every layer?",
)
wrong(
    "from_the_front",
    "range(len(params) // 2, 0, -1) → range(1, len(params) // 2 + 1)",
    "You began at the first layer. Where all layers have one width that even runs, with wrong"
    " numbers.",
    "At which end does the blame arrive?",
)
wrong(
    "first_layer_left_out",
    "// 2, 0, -1) → // 2, 1, -1)",
    "The first layer has no gradient in your answer; all others do.",
    "What is the last number that `range(3, 1, -1)` gives?",
)
wrong(
    "named_dW",
    'grads[f"W{layer}"], grads[f"b{layer}"] → grads[f"dW{layer}"], grads[f"db{layer}"]',
    "The gradients are there, under the names `dW1`, `db1`, …. The names of `params` are expected.",
    "An update will look up `grads[name]` for every name in `params`. What does it find?",
)
wrong(
    "lists_by_kind",
    "",
    "You return one list of weights and one of biases. Expected is an entry for each array, under"
    " its name in `params`.",
    "An update will look up `grads[name]` for every name in `params`. What does it find?",
    instead="""
def mlp_backward(dlogits, params, cache):
    grads = {"W": [], "b": []}
    dout = dlogits
    for layer in range(len(params) // 2, 0, -1):
        h = cache[f"h{layer - 1}"] if layer > 1 else cache["x"]
        dh, dW, db = linear_backward(dout, h, params[f"W{layer}"])
        grads["W"].insert(0, dW)
        grads["b"].insert(0, db)
        if layer > 1:
            dout = relu_backward(dh, cache[f"z{layer - 1}"])
    return grads
""",
)
wrong(
    "weights_only",
    'grads[f"W{layer}"], grads[f"b{layer}"] = dW, db → grads[f"W{layer}"] = dW',
    "The biases have no gradient in your answer.",
    "Which three things does `linear_backward` give you?",
)
wrong(
    "added_up",
    "",
    "Gradients are added to those of earlier calls: the first call is right, the next one is not.",
    "Which name outlives the call, and what should it hold when a new one starts?",
    instead="""
TOTAL = {}


def mlp_backward(dlogits, params, cache):
    dout = dlogits
    for layer in range(len(params) // 2, 0, -1):
        h = cache[f"h{layer - 1}"] if layer > 1 else cache["x"]
        dh, dW, db = linear_backward(dout, h, params[f"W{layer}"])
        TOTAL[f"W{layer}"] = TOTAL.get(f"W{layer}", 0) + dW
        TOTAL[f"b{layer}"] = TOTAL.get(f"b{layer}", 0) + db
        if layer > 1:
            dout = relu_backward(dh, cache[f"z{layer - 1}"])
    return {name: TOTAL[name] for name in params}
""",
)
wrong(
    "times_h",
    'relu_backward(dh, cache[f"z{layer - 1}"]) → dh * cache[f"h{layer - 1}"]',
    "You multiplied by `h`, the value of the ReLU, instead of its slope, which is 0 or 1.",
    "If z goes from 5 to 5.1, by how much does relu(z) grow?",
)
wrong(
    "further_entries",
    'return grads → grads["x"] = dh; return grads',
    "There are entries beside those of `params`. Whoever updates will not know them.",
    "Which names should the answer have?",
)
wrong(
    "gates_upside_down",
    'relu_backward(dh, cache[f"z{layer - 1}"]) → dh * (cache[f"z{layer - 1}"] <= 0)',
    "Your gates are the wrong way round: blame passes where z was negative.",
    "For which z does relu(z) follow a nudge of z?",
)
wrong(
    "gate_of_the_first_layer_alone",
    'relu_backward(dh, cache[f"z{layer - 1}"]) → relu_backward(dh, cache["z1"]) if layer == 2 else'
    " dh",
    "Blame passes the ReLU behind the first layer as it should, but no other: with two layers that"
    " is enough, with three or more it is not.",
    "How many ReLUs does a network of three layers have?",
)
wrong(
    "numbered_from_zero",
    'grads[f"W{layer}"], grads[f"b{layer}"] → grads[f"W{layer - 1}"], grads[f"b{layer - 1}"]',
    "Your slopes are stored one number too low: those of layer 2 under `W1` and `b1`.",
    "From which number does `params` count its layers?",
)
wrong(
    "h1_for_x",
    'else cache["x"] → else cache["h1"]',
    "For the first layer's weights you multiplied by `h1`, its output. It received `x`.",
    "What came into the first layer on the way forward?",
)
wrong(
    "unpacked_in_another_order",
    "dh, dW, db = linear_backward → dW, db, dh = linear_backward",
    "The three answers of `linear_backward` change places: what is stored as the slope of the"
    " weights is the blame of what came in.",
    "In which order does `linear_backward` hand its three arrays back?",
)
wrong(
    "blame_stays_at_the_logits",
    "dout = relu_backward → dh = relu_backward",
    "Every layer gets the blame of the logits: what `linear_backward` finds for the layer before"
    " never gets there.",
    "Which name does `linear_backward` read in the next round, and when does it change?",
)
wrong(
    "steps_at_the_end",
    'return grads → params["b1"] -= 0.1 * grads["b1"]; return grads',
    "Your slopes are right, but your code changes the arrays in `params`.",
    "Whose job is the update, and when may it begin?",
)
wrong(
    "bias_not_summed",
    "= dW, db → = dW, dout",
    "Under the names of the biases stands the blame of the layer's output, one row per example.",
    "Which of the three answers of `linear_backward` belongs to the bias?",
)
wrong(
    "one_layer_hands_nothing_on",
    "if layer > 1:\n            dout = relu → if layer > 2:\n            dout = relu",
    "The first layer gets the blame of the second layer's output: between those two nothing is"
    " handed on.",
    "For which layers is there a ReLU in front?",
)
wrong(
    "returns_nothing",
    "return grads → return None",
    "`None` comes back: the `return` is missing, or nothing stands behind it.",
    "What does whoever calls it want to have?",
)
