"""What goes wrong in lesson 02."""

from grader.mistakes import equivalent, mistakes

wrong = mistakes("two_gradients")
wrong(
    "bias_inside",
    "w * x + b - y → w * (x + b) - y",
    "The bias is added to the input and multiplied by `w`; it belongs beside the product.",
    "Which of the two does the model multiply by the weight, and which does it only add?",
)
wrong(
    "step_taken",
    "return 2 * error * x, 2 * error → return w - 2 * error * x, b - 2 * error",
    "You return `w` and `b` after a step. Expected are the slopes alone.",
    "Who chooses the learning rate, and does this function know it?",
)
SLOPES = "2 * error * x, 2 * error\n"
# Pairs are composed of these: each edit touches one factor or sign, so that two of them do what
# both say.
NO_2_IN_DW, NO_2_IN_DB = "return 2 * error → return error", ", 2 * error → , error"
NO_X_IN_DW, X_IN_DB = "error * x, → error,", "error\n → error * x\n"
wrong(
    "no_factor_2",
    (NO_2_IN_DW, NO_2_IN_DB),
    "The factor 2 is missing from both slopes.",
    "When the square is multiplied out, which number stands before the mixed terms?",
)
wrong(
    "factor_2_for_one",
    NO_2_IN_DB,
    "The factor 2 is missing from `db`; `dw` has it.",
    "Both slopes come from the same square. Can one of them have the 2 and the other not?",
)
wrong(
    "factor_2_for_the_other",
    NO_2_IN_DW,
    "The factor 2 is missing from `dw`; `db` has it.",
    "Both slopes come from the same square. Can one of them have the 2 and the other not?",
)
wrong(
    "x_in_both",
    X_IN_DB,
    "`db` carries the factor `x` as well.",
    "If `b` grows by 0.01, by how much does the prediction grow? Does the distance play a part?",
)
wrong(
    "no_x",
    NO_X_IN_DW,
    "The factor `x` is missing from `dw`.",
    "If `w` grows by 0.01, by how much does the prediction grow for x = 2?",
)
wrong(
    "swapped",
    (NO_X_IN_DW, X_IN_DB),
    "The two slopes have changed places.",
    "Which of the two does the statement name first, and which of them has the `x` in it?",
)
wrong(
    "sign",
    "w * x + b - y → y - (w * x + b)",
    "Both slopes have their sign turned round.",
    "Where the prediction is too small, does the loss fall or rise if `b` grows?",
)
wrong(
    "sign_of_dw",
    "return → return -",
    "`dw` alone has its sign turned round.",
    "Both slopes contain the error. Is it taken the same way round in both?",
)
wrong(
    "sign_of_db",
    ",  → , -",
    "`db` alone has its sign turned round.",
    "Both slopes contain the error. Is it taken the same way round in both?",
)
wrong(
    "no_bias",
    "w * x + b - y → w * x - y",
    "The error leaves out `b`.",
    "What does the model predict for x = 0?",
)
wrong(
    "bias_subtracted",
    "w * x + b - y → w * x - b - y",
    "The error subtracts `b` from the prediction.",
    "Write the prediction on a line of its own first. What is taken away from it?",
)
wrong(
    "b_times_x",
    "w * x + b - y → (w + b) * x - y",
    "Your prediction multiplies `b` by `x` as well.",
    "Which part of the prediction is the same for every x?",
)
wrong(
    "times_w_and_b",
    f"{SLOPES} → 2 * error * w, 2 * error * b\n",
    "The last factors are `w` and `b`, the parameters themselves.",
    "When `w` is nudged, what is the nudge multiplied by on its way to the prediction? And when `b`"
    " is nudged?",
)
wrong(
    "db_times_b",
    f"{SLOPES} → 2 * error * x, 2 * error * b\n",
    "`db` carries a factor `b`.",
    "The slope for `w` has the factor that `w` is multiplied by. Which factor is `b`"
    " multiplied by?",
)
wrong(
    "slope_for_x",
    f"{SLOPES} → 2 * error * w, 2 * error\n",
    "The last factor of `dw` is `w`: you took the slope with respect to x.",
    "Which numbers are being trained, and which are fixed by the data?",
)
wrong(
    "error_squared",
    f"{SLOPES} → 2 * error**2 * x, 2 * error**2\n",
    "The error is squared in the slopes.",
    "The slope of a parabola is a straight line. How often may the error stand in it?",
)
wrong(
    "loss",
    f"{SLOPES} → error**2, error**2\n",
    "You returned the squared error itself.",
    "How high the valley is, or how steep it is: which of the two does a slope tell you?",
)
wrong(
    "error",
    f"{SLOPES} → error, error\n",
    "You returned the error itself, prediction less target.",
    "How does the **square** of the error change when `w` or `b` is nudged?",
)
wrong(
    "absolute",
    "w * x + b - y → abs(w * x + b - y)",
    "The sign of the error is lost.",
    "A prediction too high and one too low: should `b` move the same way for both?",
)
wrong(
    "nudged_together",
    f"return {SLOPES} → slope = 2 * error * (x + 1)\n    return slope, slope\n",
    "You nudged both parameters at once, and gave the same slope for both.",
    "While one of them is nudged, what should the other do?",
)
wrong(
    "dw_of_lesson_01",
    f"{SLOPES} → 2 * (w * x - y) * x, 2 * error\n",
    "`dw` leaves out `b`: it is the slope of lesson 01, for a line through the origin.",
    "`b` is held still while `w` is nudged. Does that make it 0?",
)
wrong(
    "each_alone",
    f"{SLOPES} → 2 * (w * x - y) * x, 2 * (b - y)\n",
    "`dw` is taken as if `b` were 0, and `db` as if `w` were 0.",
    "Does holding a number still make it 0, or leave it as it is?",
)
wrong(
    "no_target",
    "w * x + b - y → w * x + b",
    "The target `y` plays no part: the prediction stands where the error should.",
    "How far off is the prediction, and from what?",
)
wrong(
    "x_twice",
    f"{SLOPES} → 2 * error * x**2, 2 * error\n",
    "`dw` carries the factor `x` twice.",
    "If `w` grows by 0.01, by how much does the prediction grow for x = 2?",
)
for nudge in ("0.1", "0.01", "0.001", "0.0001"):
    wrong(
        "measured_" + nudge.replace(".", "_"),
        "",
        f"You measured both slopes with a nudge of {nudge}: close to the slopes, but not exact.",
        "Which numbers do the measured slopes close in on, and which formula gives those at once?",
        instead=f"""def two_gradients(w, b, x, y):
    def loss(w, b):
        return (w * x + b - y) ** 2

    dw = (loss(w + {nudge}, b) - loss(w, b)) / {nudge}
    return dw, (loss(w, b + {nudge}) - loss(w, b)) / {nudge}""",
    )
wrong(
    "added",
    "w * x + b - y → w * x + b + y",
    "You added the target to the prediction; the error is what is left between them.",
    "What is the error of a prediction that is exactly right?",
)

wrong(
    "db_from_dw",
    "return 2 * error * x, 2 * error → dw = 2 * error * x\n    return dw, dw / x if x else 0.0",
    "You made `db` from `dw` by dividing by `x`: where `x` is 0 nothing is left to divide.",
    "What does `b` do to the prediction of a customer who lives at distance 0?",
)
wrong(
    "no_return",
    "return 2 * error * x, 2 * error → 2 * error * x, 2 * error",
    "Your function hands nothing back: its answer is `None`.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
)
wrong(
    "data_first",
    "error = w * x + b - y → w, b, x, y = x, y, w, b\n    error = w * x + b - y",
    "You take the input and the target first; expected are `w` and `b` first.",
    "In which order does the statement name the four?",
)
wrong(
    "targets_in_both",
    "return 2 * error * x, 2 * error → return 2 * error * x, 2 * error * y",
    "The slope for `b` is multiplied by the target.",
    "By how much does the prediction grow when `b` grows by 1?",
)

wrong(
    "the_example",
    "return 2 * error * x, 2 * error → return -20.0, -10.0",
    "You return the answers of the worked example, whatever the arguments are.",
    "What are the slopes where the prediction is exact?",
)
wrong(
    "db_without_b",
    "2 * error * x, 2 * error\n → 2 * error * x, 2 * (w * x - y)\n",
    "`db` leaves out `b`; `dw` has it.",
    "Both slopes contain the same error. What is the prediction for x = 0?",
)
wrong(
    "measured_without_half",
    "",
    "Both slopes are twice as steep as they should be: there is a 2 too many, or a difference over "
    "two nudges is divided by one of them.",
    "How far apart are the two points, if one nudge goes up and one goes down?",
    instead="""def two_gradients(w, b, x, y):
    error = w * x + b - y
    return 4 * error * x, 4 * error""",
)
wrong(
    "dw_times_w_too",
    "2 * error * x, 2 * error\n → 2 * error * w * x, 2 * error\n",
    "`dw` carries the factor `w` as well.",
    "When `w` is nudged, what is the nudge multiplied by on its way to the prediction?",
)
wrong(
    "x_reaches_one_term",
    "2 * error * x, 2 * error\n → 2 * (w * x * x + b - y), 2 * error\n",
    "In `dw` the factor `x` reaches only the term with `w`, where the whole error should be "
    "multiplied.",
    "Python multiplies before it adds. Which signs keep a sum together?",
)
wrong(
    "target_outside",
    "2 * error * x, 2 * error\n → 2 * x * (w * x + b) - y, 2 * (w * x + b) - y\n",
    "The factors reach the prediction alone: the target is subtracted afterwards.",
    "Python multiplies before it subtracts. What has to come first here?",
)
wrong(
    "x_for_y_in_db",
    "2 * error * x, 2 * error\n → 2 * error * x, 2 * (w * x + b - x)\n",
    "`db` holds the prediction against the input `x`, not against the target.",
    "Which of the four numbers should the prediction come close to?",
)

wrong = mistakes("run_epoch")
W = "        w = w - learning_rate * dw\n"
B = "        b = b - learning_rate * db\n"
wrong(
    "new_w_for_b",
    f"{W} → {W}        dw, db = two_gradients(w, b, x[i], y[i])\n",
    "`b` was updated with a slope taken after `w` had already moved.",
    "Both slopes belong to the same prediction. Which numbers must wait until both slopes are"
    " known?",
)
wrong(
    "new_b_for_w",
    f"{W}{B} → {B}        dw, db = two_gradients(w, b, x[i], y[i])\n{W}",
    "`w` was updated with a slope taken after `b` had already moved.",
    "Both slopes belong to the same prediction. Which numbers must wait until both slopes are"
    " known?",
)
wrong(
    "after_update",
    (
        "        error = w * x[i] + b - y[i]\n        total += error**2\n → ",
        f"{B} → {B}        error = w * x[i] + b - y[i]\n        total += error**2\n",
    ),
    "Each squared error is measured after its update.",
    "The loss belongs to the prediction that was made. Which comes first, the loss or the update?",
)
wrong(
    "sum",
    "total / len(x) → total",
    "Your loss is a sum over the examples; nothing divides it by n. Expected is the mean.",
    "With the same deliveries twice, should the loss of the pass be twice as large?",
)
wrong(
    "last_loss",
    "total += error**2 → total = error**2 * len(x)",
    "Your loss comes from the last example alone.",
    "What should happen to the errors of the examples before it?",
)
wrong(
    "last_loss_divided",
    "total += error**2 → total = error**2",
    "Only the last squared error is kept; it is then divided by n.",
    "What should happen to the errors of the examples before it?",
)
wrong(
    "not_squared",
    "total += error**2 → total += error",
    "The errors in your loss are not squared, so that high and low ones cancel.",
    "What do an error of +3 and one of −3 add up to?",
)
wrong(
    "absolute",
    "total += error**2 → total += abs(error)",
    "The errors in your loss are not squared: only their sizes go in.",
    "Which power stands in the statement?",
)
wrong(
    "halved",
    "total / len(x) → total / (2 * len(x))",
    "Your loss carries a factor ½.",
    "Some books put ½ in front of the square. Does the statement?",
)
wrong(
    "root",
    "total / len(x) → (total / len(x)) ** 0.5",
    "Your loss is a square root.",
    "The statement asks for the mean of the squares. Which step did you add to it?",
)
wrong(
    "one_less",
    "total / len(x) → total / max(len(x) - 1, 1)",
    "You divided by n − 1.",
    "How many squared errors were added up?",
)
wrong(
    "measured_at_the_end",
    "total / len(x) → np.mean((w * x + b - y) ** 2)",
    "The loss is measured for all examples once the pass is over, with the last `w` and `b`.",
    "Which `w` and `b` made the prediction for the first example? Its loss belongs to those.",
)
wrong(
    "measured_at_the_start",
    (
        "    total = 0.0 →     start = np.mean((w * x + b - y) ** 2)\n    total = 0.0",
        "total / len(x) → start",
    ),
    "The loss is measured for all examples before the pass begins, with the first `w` and `b`.",
    "Which `w` and `b` made the prediction for the last example? Its loss belongs to those.",
)
wrong(
    "uphill",
    ("w - learning_rate → w + learning_rate", "b - learning_rate → b + learning_rate"),
    "Each step goes uphill: both parameters move along their slopes.",
    "A slope points to where the loss grows. Which way should the parameter go?",
)
wrong(
    "b_uphill",
    "b - learning_rate → b + learning_rate",
    "`b` goes uphill: it moves along its slope.",
    "Compare the two lines that update. Do they have the same sign?",
)
wrong(
    "w_uphill",
    "w - learning_rate → w + learning_rate",
    "`w` goes uphill: it moves along its slope.",
    "Compare the two lines that update. Do they have the same sign?",
)
wrong(
    "b_not_updated",
    f"{B} → ",
    "`b` comes back as it went in: it is never updated.",
    "How many parameters learn from each example?",
)
wrong(
    "w_not_updated",
    f"{W} → ",
    "`w` comes back as it went in: it is never updated.",
    "How many parameters learn from each example?",
)
wrong(
    "nothing_updated",
    f"{W}{B} → ",
    "`w` and `b` come back as they went in: nothing is learnt on the way.",
    "What should happen to them after each example?",
)
wrong(
    "slopes_swapped",
    "dw, db = two_gradients → db, dw = two_gradients",
    "`w` moves by the slope of `b`, and `b` by the slope of `w`.",
    "In which order does `two_gradients` return its two numbers?",
)
wrong(
    "dw_for_both",
    "learning_rate * db → learning_rate * dw",
    "`b` moves by the slope of `w`.",
    "Which of the two slopes belongs to `b`?",
)
wrong(
    "db_for_both",
    "learning_rate * dw → learning_rate * db",
    "`w` moves by the slope of `b`.",
    "Which of the two slopes belongs to `w`?",
)
wrong(
    "no_rate",
    ("learning_rate * dw → dw", "learning_rate * db → db"),
    "The learning rate plays no part: each step is the whole slope.",
    "Which argument of `run_epoch` says how far a step goes, and where does your loop use it?",
)
wrong(
    "no_rate_for_b",
    "learning_rate * db → db",
    "`b` moves by its whole slope, without the learning rate.",
    "Compare the two lines that update. Which of them is missing something?",
)
wrong(
    "half_steps",
    ("learning_rate * dw → learning_rate * dw / 2", "learning_rate * db → learning_rate * db / 2"),
    "Every step is half as long as it should be.",
    "Which number stands before the error in both slopes, and is it in your update?",
)
wrong(
    "accumulates",
    (
        "    total = 0.0 →     total = dw = db = 0.0",
        (
            "dw, db = two_gradients(w, b, x[i], y[i]) → slopes = two_gradients(w, b, x[i], y[i])\n"
            "        dw, db = dw + slopes[0], db + slopes[1]"
        ),
    ),
    "The slopes are added up from example to example, so each step repeats all steps before it.",
    "What should the step for the second example know of the slopes of the first?",
)
wrong(
    "own_rate",
    ("learning_rate * dw → 0.01 * dw", "learning_rate * db → 0.01 * db"),
    "The learning rate is fixed at 0.01, whatever the caller asks for.",
    "What changes in your loop if `learning_rate` is 0.1?",
)
wrong(
    "starts_from_zero",
    "    total = 0.0 →     w = b = total = 0.0",
    "The pass starts from w = b = 0, whatever is handed in.",
    "What would the second epoch keep of the first?",
)
wrong(
    "one_update",
    "",
    "It is as if there were a single update, made with the mean of the slopes that the examples"
    " have at the start of the pass.",
    "After which example should the second one meet another line than the first?",
    instead="""def run_epoch(w, b, x, y, learning_rate):
    error = w * x + b - y
    w = w - learning_rate * np.mean(2 * error * x)
    b = b - learning_rate * np.mean(2 * error)
    return w, b, np.mean(error**2)""",
)
wrong(
    "one_update_sum",
    "",
    "All slopes are those at the start of the pass, as if there were a single update with"
    " their sum.",
    "After which example should the second one meet another line than the first?",
    instead="""def run_epoch(w, b, x, y, learning_rate):
    error = w * x + b - y
    w = w - learning_rate * np.sum(2 * error * x)
    b = b - learning_rate * np.sum(2 * error)
    return w, b, np.mean(error**2)""",
)
wrong(
    "no_bias_in_loss",
    "error = w * x[i] + b - y[i] → error = w * x[i] - y[i]",
    "The prediction in your loss leaves out `b`.",
    "Which line of your loop makes the prediction, and does it use both parameters?",
)
wrong(
    "old_parameters",
    "two_gradients(w, b, x[i], y[i]) → two_gradients(0.0, 0.0, x[i], y[i])",
    "Every slope is taken at w = b = 0, where training began, not where the line is now.",
    "Which `w` and `b` should `two_gradients` be given for the second example?",
)
wrong(
    "one_example",
    "        b = b - learning_rate * db\n    return →         b = b - learning_rate * db\n       "
    " return",
    "Only the first example is used: the loop ends in its first round, by a `return` or a `break`.",
    "How far is the line with `return` indented, and what does that put it inside?",
)
wrong(
    "one_example_and_its_loss",
    "        b = b - learning_rate * db\n    return w, b, total / len(x) → "
    "        b = b - learning_rate * db\n        return w, b, total",
    "Only the first example is used: the loop ends in its first round, by a `return` or a `break`.",
    "How far is the line with `return` indented, and what does that put it inside?",
)
wrong(
    "skips_last",
    "range(len(x)) → range(len(x) - 1)",
    "The last example of the pass is left out.",
    "Which position does the last of n examples have, and does your loop reach it?",
)
wrong(
    "skips_first",
    "range(len(x)) → range(1, len(x))",
    "The first example of the pass is left out.",
    "At which position does an array begin, and at which one does your loop?",
)
wrong(
    "reversed",
    "range(len(x)) → reversed(range(len(x)))",
    "The examples are taken from last to first.",
    "The statement says in which order they come. Which one should meet the `w` and `b` that"
    " were handed in?",
)
wrong(
    "loss_first",
    "w, b, total / len(x) → total / len(x), w, b",
    "The loss stands first in your answer; expected: `w` and `b`, then the loss.",
    "In which order does the statement name the three?",
)
wrong(
    "b_first",
    "return w, b, → return b, w,",
    "`w` and `b` have changed places in your answer.",
    "In which order does the statement name the three?",
)
wrong(
    "no_loss",
    "return w, b, total / len(x) → return w, b",
    "Only `w` and `b` come back; the loss is missing.",
    "Which three numbers does the statement ask for?",
)
wrong(
    "all_losses",
    (
        "total = 0.0 → total = []",
        "total += error**2 → total.append(error**2)",
        "total / len(x) → total",
    ),
    "Every squared error comes back on its own; one number is expected.",
    "Which one number of them means the same for two examples as for two thousand?",
)
wrong(
    "divided_in_the_loop",
    (
        "total += error**2 → total = (total + error**2) / len(x)",
        "return w, b, total / len(x) → return w, b, total",
    ),
    "The sum is divided by n after every example, so the early errors are divided again and again.",
    "How often does a mean divide, and is that line inside your loop or after it?",
)
wrong(
    "squared_late",
    ("total += error**2 → total += error", "total / len(x) → (total / len(x)) ** 2"),
    "You took the mean of the errors first, and squared that.",
    "What is left of an error of +3 and one of −3 when their mean is taken?",
)
wrong(
    "slopes_returned",
    "return w, b, → return dw, db,",
    "Your first two numbers are the slopes of the last example, not the parameters.",
    "Which two numbers does the next pass need to start from?",
)
wrong(
    "steps_over_n",
    (
        "learning_rate * dw → learning_rate * dw / len(x)",
        "learning_rate * db → learning_rate * db / len(x)",
    ),
    "Every step is divided by n.",
    "The loss is a mean over n examples. How many examples does the slope of one update come from?",
)
wrong(
    "x_and_y_swapped",
    "two_gradients(w, b, x[i], y[i]) → two_gradients(w, b, y[i], x[i])",
    "The slopes are taken with input and target exchanged.",
    "In which order does `two_gradients` take its four arguments?",
)
wrong(
    "one_late",
    "",
    "Each update comes one example late, and the last example's update is never made.",
    "What should have happened between the first prediction and the second?",
    instead="""def run_epoch(w, b, x, y, learning_rate):
    total = dw = db = 0.0
    for i in range(len(x)):
        w = w - learning_rate * dw
        b = b - learning_rate * db
        total += (w * x[i] + b - y[i]) ** 2
        dw, db = two_gradients(w, b, x[i], y[i])
    return w, b, total / len(x)""",
)
wrong(
    "no_bias_at_all",
    ("w * x[i] + b - y[i] → w * x[i] - y[i]", "two_gradients(w, b, → two_gradients(w, 0.0,"),
    "Your predictions leave out `b`, in the loss and in the slopes.",
    "What does the model predict for x = 0?",
)
wrong(
    "loss_between",
    (
        "        error = w * x[i] + b - y[i]\n        total += error**2\n → ",
        f"{W} → {W}        error = w * x[i] + b - y[i]\n        total += error**2\n",
    ),
    "Each squared error is measured between the two updates: `w` has moved already, `b` has not.",
    "The loss belongs to the prediction that was made. Which comes first, the loss or the updates?",
)

equivalent(
    "run_epoch",
    "w * x[i] + b - y[i] → y[i] - (w * x[i] + b)",
    "the error is squared here, and a square does not know which way the difference was taken",
)

for name, count in (("every_pair", "len(x)"), ("every_pair_and_their_mean", "len(x) ** 2")):
    wrong(
        name,
        "",
        "Each input meets every target: there are n · n updates in the pass.",
        "Which target belongs to the second input, and how many examples are there?",
        instead=f"""def run_epoch(w, b, x, y, learning_rate):
    total = 0.0
    for xi in x:
        for yi in y:
            total += (w * xi + b - yi) ** 2
            dw, db = two_gradients(w, b, xi, yi)
            w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, total / {count}""",
    )
wrong(
    "steps_for_the_parameters",
    (
        "w = w - learning_rate * dw → w = learning_rate * dw",
        "b = b - learning_rate * db → b = learning_rate * db",
    ),
    "Each update puts the step itself where the parameter should be.",
    "From where does a step start?",
)
wrong(
    "minus_the_steps",
    (
        "w = w - learning_rate * dw → w = -learning_rate * dw",
        "b = b - learning_rate * db → b = -learning_rate * db",
    ),
    "After each update the parameters are the step alone: what they were before is gone.",
    "From where does a step start?",
)
wrong(
    "double_steps",
    ("w - learning_rate → w - 2 * learning_rate", "b - learning_rate → b - 2 * learning_rate"),
    "Every step is twice as long as it should be: there is a factor of 2 too many.",
    "Which factor do the slopes have already when they come from `two_gradients`?",
)
wrong(
    "data_first",
    "two_gradients(w, b, x[i], y[i]) → two_gradients(x[i], y[i], w, b)",
    "`two_gradients` is handed the example first; it takes `w` and `b` first.",
    "In which order does `two_gradients` take its four arguments?",
)
wrong(
    "loss_of_the_first",
    "error = w * x[i] + b - y[i] → error = w * x[0] + b - y[0]",
    "Every squared error in your loss is that of the first example.",
    "Which example does the second round of the loop belong to?",
)
wrong(
    "losses_of_all",
    "error**2 → np.mean((w * x + b - y) ** 2)",
    "Before each update you measure the loss over all examples; what counts is the squared error of"
    " the example whose turn it is.",
    "How many predictions does one round of the loop need?",
)
wrong(
    "slopes_of_the_square",
    ("learning_rate * dw → learning_rate * dw * error", "* db → * db * error"),
    "The error is squared in the slopes of your updates.",
    "The slope of a parabola is a straight line. How often may the error stand in it?",
)
wrong(
    "w_after_the_loop",
    (
        "        w = w - learning_rate * dw\n → ",
        "        b = b - learning_rate * db\n →         b = b - learning_rate * db\n"
        "    w = w - learning_rate * dw\n",
    ),
    "`w` moves once, at the end of the pass; within it only `b` moves.",
    "How often should each of the two lines that update run?",
)
wrong(
    "no_result",
    "return w, b, total / len(x) → w, b, total / len(x)",
    "Your function hands nothing back: its answer is `None`.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
)
wrong(
    "mean_over_two",
    "total / len(x) → total / 2",
    "You divide by 2, whatever the number of examples.",
    "The worked example has two rows. Where does `x` say how many it has?",
)

wrong(
    "update_after_the_loop",
    (
        "        w = w - learning_rate * dw\n → ",
        "        b = b - learning_rate * db\n →     w, b = w - learning_rate * dw,"
        " b - learning_rate * db\n",
    ),
    "`w` and `b` end one update away from where they began: only the slopes of the last example"
    " move them.",
    "Where does the second example start from, and which line takes `w` and `b` there?",
)
wrong(
    "target_squared_alone",
    "total += error**2 → total += w * x[i] + b - y[i] ** 2",
    "In your loss the square reaches the target alone, where the whole error should be squared.",
    "Python takes powers before it subtracts. Which signs keep a difference together?",
)
wrong(
    "rate_on_both",
    (
        "w - learning_rate * dw → learning_rate * (w - dw)",
        "b - learning_rate * db → learning_rate * (b - db)",
    ),
    "The learning rate multiplies the parameter as well as its slope.",
    "If the slope is 0, where should the parameter be after the update?",
)

wrong = mistakes("train_epochs")
RUN = "w, b, loss = run_epoch(w, b, x, y, learning_rate)"
wrong(
    "restarts",
    f"        {RUN} →         w, b, loss = run_epoch(0.0, 0.0, x, y, learning_rate)",
    "Every epoch starts again from w = b = 0, so nothing is kept from the one before.",
    "Which line runs once, and which runs every epoch?",
)
wrong(
    "forgets_b",
    RUN + " → w, b, loss = run_epoch(w, 0.0, x, y, learning_rate)",
    "Every epoch starts again from b = 0; only `w` is kept.",
    "What does each epoch hand on to the next?",
)
wrong(
    "forgets_w",
    RUN + " → w, b, loss = run_epoch(0.0, b, x, y, learning_rate)",
    "Every epoch starts again from w = 0; only `b` is kept.",
    "What does each epoch hand on to the next?",
)
wrong(
    "before_the_epoch",
    (
        f"        {RUN}\n → ",
        '        history["loss"] →         ' + RUN + '\n        history["loss"]',
    ),
    "Your `w` and `b` are the values before each epoch; expected: those after it.",
    "Which comes first in your loop: the epoch, or the line that writes `w` down?",
)
wrong(
    "measured_again",
    "append(loss) → append(np.mean((w * x + b - y) ** 2))",
    "You measured the loss again after each epoch, with the final `w` and `b` of that epoch.",
    "`run_epoch` hands back a loss already. What does it belong to?",
)
wrong(
    "sum",
    "append(loss) → append(loss * len(x))",
    "Your losses are sums over the examples; expected: the means that `run_epoch` hands back.",
    "What does `run_epoch` hand back, a sum or a mean?",
)
wrong(
    "running_total",
    'history["loss"].append(loss) → history["loss"].append(loss + sum(history["loss"][-1:]))',
    "Your losses add up from epoch to epoch.",
    "What should the loss of the second epoch know of the first?",
)
wrong(
    "one_short",
    "range(epochs) → range(epochs - 1)",
    "One epoch is missing at the end.",
    "How many rounds does `range(3)` make?",
)
wrong(
    "one_long",
    "range(epochs) → range(epochs + 1)",
    "There is one epoch too many.",
    "How many rounds does `range(3)` make?",
)
wrong(
    "own_rate",
    "x, y, learning_rate) → x, y, 0.01)",
    "The learning rate is fixed at 0.01, whatever the caller asks for.",
    "What changes in your loop if `learning_rate=0.1` is handed in?",
)
wrong(
    "start_kept",
    '"w": [], "b": [], → "w": [0.0], "b": [0.0],',
    "The lists of `w` and `b` begin with the values before any training: they are one entry too"
    " long.",
    "How many entries does the statement ask for after three epochs?",
)
wrong(
    "w_and_b_swapped",
    (
        'history["w"].append(w) → history["w"].append(b)',
        'history["b"].append(b) → history["b"].append(w)',
    ),
    '`w` is kept under `"b"`, and `b` under `"w"`.',
    "Compare the name in the brackets with the number that is appended.",
)
wrong(
    "w_for_both",
    'history["b"].append(b) → history["b"].append(w)',
    "`w` is kept under both names.",
    "Compare the name in the brackets with the number that is appended.",
)
wrong(
    "numbers",
    'return history → return {"w": w, "b": b, "loss": history["loss"]}',
    "`w` and `b` are single numbers, those of the last epoch; the statement asks for a list of"
    " each.",
    "If you wanted to draw how `w` changes from epoch to epoch, what would you need?",
)
wrong(
    "tuple",
    'return history → return history["w"], history["b"], history["loss"]',
    "Your lists come back in a row, without names; a dict is expected.",
    "How would the caller find the losses by their name?",
)
for missing in ("w", "b", "loss"):
    wrong(
        f"no_{missing}",
        f'return history → del history["{missing}"]\n    return history',
        f'Your dict has no entry `"{missing}"`: it is missing, or it has another name.',
        "Which three names does the statement give, and which names does your dict have?",
    )
wrong(
    "one_list",
    '{"w": [], "b": [], "loss": []} → dict.fromkeys(("w", "b", "loss"), [])',
    "All three names mean one and the same list, so every number lands in all of them.",
    "How many lists were made, and how many names point at them?",
)
wrong(
    "returns_early",
    '        history["loss"].append(loss)\n    return →         history["loss"].append(loss)\n     '
    "   return",
    "Only one epoch is run: the answer goes back at the end of the first.",
    "How far is the line with `return` indented, and what does that put it inside?",
)
KEEP = """        history["w"].append(w)
        history["b"].append(b)
        history["loss"].append(loss)
"""
wrong(
    "kept_once",
    (f"{KEEP} → ", f"    return →     if epochs:\n{KEEP}    return"),
    "Each list holds the numbers of the last epoch alone.",
    "How far are the lines with `append` indented, and is a list made anew that should have grown?",
)
wrong(
    "starts_at_one",
    "w = b = 0.0 → w = b = 1.0",
    "Training starts from w = b = 1; the statement starts it from 0.",
    "What does the line predict before anything is learnt?",
)
wrong(
    "measured_before",
    "",
    "You measured the loss yourself before each epoch, with the `w` and `b` that it started from.",
    "`run_epoch` hands back a loss already. What does it belong to?",
    instead="""def train_epochs(x, y, *, epochs, learning_rate):
    w = b = 0.0
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        history["loss"].append(np.mean((w * x + b - y) ** 2))
        w, b, loss = run_epoch(w, b, x, y, learning_rate)
        history["w"].append(w)
        history["b"].append(b)
    return history""",
)
wrong(
    "taken_apart_wrongly",
    "w, b, loss = → b, w, loss =",
    "`w` and `b` change places each time they come back from `run_epoch`.",
    "In which order does `run_epoch` return its three numbers?",
)
wrong(
    "one_update",
    RUN
    + """ → error = w * x + b - y
        loss = np.mean(error**2)
        w = w - learning_rate * np.mean(2 * error * x)
        b = b - learning_rate * np.mean(2 * error)""",
    "Each epoch makes a single update, with the mean of the slopes.",
    "How many updates does `run_epoch` make in one pass over n examples?",
)
wrong(
    "new_w_for_b",
    RUN
    + """ → loss = 0.0
        for i in range(len(x)):
            loss += (w * x[i] + b - y[i]) ** 2 / len(x)
            w = w - learning_rate * 2 * (w * x[i] + b - y[i]) * x[i]
            b = b - learning_rate * 2 * (w * x[i] + b - y[i])""",
    "In each update, the slope for `b` is taken after `w` has already moved.",
    "Both slopes belong to the same prediction. Which numbers must wait until both slopes are"
    " known?",
)
wrong(
    "entry_an_example",
    f"        {RUN}\n{KEEP} → "
    "        for i in range(len(x)):\n"
    "            w, b, loss = run_epoch(w, b, x[i : i + 1], y[i : i + 1], learning_rate)\n"
    + KEEP.replace("        history", "            history"),
    "Your lists have an entry for every example; expected is one per epoch.",
    "How far are the lines with `append` indented, and which loop does that put them into?",
)
wrong(
    "last_loss",
    'history["loss"].append(loss) → history["loss"] = loss',
    'Under `"loss"` stands a single number, that of the last epoch; a list is expected.',
    "If you wanted to draw how the loss falls, what would you need?",
)
wrong(
    "none_is_nothing",
    "    w = b = 0.0 →     if epochs == 0:\n        return None\n    w = b = 0.0",
    "With `epochs=0` your answer is `None`; expected is a dict of three empty lists.",
    'Would a caller who asks for `history["loss"]` need to know that there were no epochs?',
)
wrong(
    "none_is_no_keys",
    "    w = b = 0.0 →     if epochs == 0:\n        return {}\n    w = b = 0.0",
    "With `epochs=0` your dict is empty: its three lists are not made before the first epoch.",
    "Where should the empty lists be made, inside the loop or before it?",
)
wrong(
    "at_least_one",
    "range(epochs) → range(max(epochs, 1))",
    "With `epochs=0` you still run an epoch.",
    "When does your loop ask whether it should go on: before a round or after it?",
)

wrong(
    "no_result",
    "return history → history",
    "Your function hands nothing back: its answer is `None`.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
)
for limit in "1e-3", "1e-4", "1e-6", "1e-8":
    wrong(
        f"stops_when_flat_{limit}",
        f'history["loss"].append(loss) → history["loss"].append(loss)\n'
        f'        if len(history["loss"]) > 1 and abs(history["loss"][-2] - loss) < {limit}:\n'
        "            break",
        "Training stops as soon as the loss is flat, so the lists have fewer entries than there"
        " are epochs.",
        "How many entries should come back for 150 epochs?",
    )
wrong(
    "kept_under_one_name",
    "",
    "What `run_epoch` returns is kept under one name: `w` and `b` stay at 0, and under "
    '`"loss"` stand three numbers per epoch.',
    "How many numbers does `run_epoch` return, and how do they get a name each?",
    instead="""def train_epochs(x, y, *, epochs, learning_rate):
    w = b = 0.0
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        loss = run_epoch(w, b, x, y, learning_rate)
        history["w"].append(w)
        history["b"].append(b)
        history["loss"].append(loss)
    return history""",
)
wrong(
    "other_names",
    (
        '{"w": [], "b": [], "loss": []} → {"weights": [], "biases": [], "losses": []}',
        'history["w"].append(w) → history["weights"].append(w)',
        'history["b"].append(b) → history["biases"].append(b)',
        'history["loss"].append(loss) → history["losses"].append(loss)',
    ),
    'Your dict has none of the entries `"w"`, `"b"` and `"loss"`: they have other names.',
    "Which three names does the statement give, and which names does your dict have?",
)

wrong = mistakes(
    "epochs_to_reach"
)  # whole sources join no pairs: two ways to find nothing would fit any `None`
wrong(
    "position",
    "return epoch + 1 → return epoch",
    "Your answers are positions in the list, one less than the number of epochs.",
    "How many epochs have been run when the loss at position 0 is known?",
)
wrong(
    "one_more",
    "return epoch + 1 → return epoch + 2",
    "Every answer is one epoch too many.",
    "After which epoch is the loss at position 0 known?",
)
wrong(
    "last_time",
    "",
    "You found the last epoch with a loss at or below the target; expected is the first.",
    "Once the target is reached, should the search go on?",
    instead="""def epochs_to_reach(losses, target):
    reached = None
    for epoch in range(len(losses)):
        if losses[epoch] <= target:
            reached = epoch + 1
    return reached""",
)
wrong(
    "above",
    "losses[epoch] <= target → losses[epoch] >= target",
    "You found the first epoch whose loss is at the target or above it.",
    "Which way does the sign point, and which way should the loss go?",
)
wrong(
    "first_only",
    "",
    "A number comes back only where the first epoch reaches the target; everywhere else your answer"
    " is `None`, as if no other epoch was looked at.",
    "Which line hands `None` back, and after how many epochs can it be reached?",
    instead="""def epochs_to_reach(losses, target):
    for epoch in range(len(losses)):
        if losses[epoch] <= target:
            return epoch + 1
        return None""",
)
wrong(
    "count_above",
    "",
    "Your answer is one more than the number of epochs above the target, as if the losses were"
    " sorted.",
    "Where the loss rises again later, do those epochs count?",
    instead="""def epochs_to_reach(losses, target):
    above = sum(loss > target for loss in losses)
    return above + 1 if above < len(losses) else None""",
)
wrong(
    "count_below",
    "",
    "You counted the epochs at or below the target.",
    "Does the caller want to know how often the target was met, or when for the first time?",
    instead="""def epochs_to_reach(losses, target):
    return sum(loss <= target for loss in losses) or None""",
)
wrong(
    "lowest",
    "",
    "You found the epoch with the lowest loss.",
    "Is the lowest loss the first one that is good enough?",
    instead="""def epochs_to_reach(losses, target):
    return int(np.argmin(losses)) + 1 if min(losses) <= target else None""",
)
wrong(
    "nearest",
    "",
    "You found the epoch whose loss lies nearest to the target.",
    "Can a loss be near the target and still above it?",
    instead="""def epochs_to_reach(losses, target):
    if min(losses) > target:
        return None
    return int(np.argmin(np.abs(np.asarray(losses) - target))) + 1""",
)
wrong(
    "the_loss",
    "return epoch + 1 → return losses[epoch]",
    "You returned the loss that reached the target.",
    "The caller asks how many epochs it took. Which number counts them?",
)
wrong(
    "yes_or_no",
    "",
    "Wherever the target is reached your answer is the same: `True`, or 1.",
    "The caller asks how many epochs it took. Which number counts them?",
    instead="""def epochs_to_reach(losses, target):
    return True if min(losses) <= target else None""",
)
wrong(
    "never_is_zero",
    "return None → return False",  # which 0 is held to equal
    "Where the target is never reached you returned 0, or `False`, which counts as 0; the statement"
    " asks for `None`.",
    "What would a caller make of 0 epochs?",
)
wrong(
    "never_is_minus_one",
    "return None → return -1",
    "Where the target is never reached you returned −1; the statement asks for `None`.",
    "What would a caller make of −1, if it was added to something?",
)
wrong(
    "never_is_all",
    "return None → return len(losses)",
    "Where the target is never reached you returned the number of epochs, as if the last one had"
    " reached it.",
    "How should the caller tell “never” from “in the last epoch”?",
)
wrong(
    "never_is_infinite",
    'return None → return float("inf")',
    "Where the target is never reached you returned infinity; the statement asks for `None`.",
    "Which word of Python stands for “there is no answer”?",
)
wrong(
    "never_is_a_text",
    'return None → return "None"',
    "Where the target is never reached you returned a text; expected is `None` without quotes.",
    'What is the difference between `None` and `"None"`?',
)
wrong(
    "never_is_one_more",
    "return None → return len(losses) + 1",
    "Where the target is never reached you returned one more than the number of epochs.",
    "Was there such an epoch? Which word of Python stands for “there is no answer”?",
)
wrong(
    "skips_first",
    "",
    "Where the first epoch reaches the target already, your answer is another one: its loss is left"
    " out, or passed over.",
    "At which position does an array begin, and what does your code make of a loss there?",
    instead="""def epochs_to_reach(losses, target):
    for epoch in range(1, len(losses)):
        if losses[epoch] <= target:
            return epoch + 1""",
)
wrong(
    "skips_last",
    "",
    "A target that only the last epoch reaches is missed: your answer is `None` there.",
    "Which position does the last of n losses have, and does your loop reach it?",
    instead="""def epochs_to_reach(losses, target):
    for epoch in range(len(losses) - 1):
        if losses[epoch] <= target:
            return epoch + 1""",
)
wrong(
    "for_good",
    "",
    "You looked for the epoch from which on the loss never rises above the target again.",
    "Once the target is reached for the first time, what does the statement say of the later"
    " losses?",
    instead="""def epochs_to_reach(losses, target):
    for epoch in range(len(losses)):
        if max(losses[epoch:]) <= target:
            return epoch + 1""",
)
wrong(
    "lowest_always",
    "",
    "You found the epoch with the lowest loss, whether it reaches the target or not.",
    "Is the lowest loss the first one that is good enough, and is it always good enough?",
    instead="""def epochs_to_reach(losses, target):
    return int(np.argmin(losses)) + 1""",
)
wrong(
    "how_many_above",
    "",
    "You counted the epochs above the target.",
    "Does the epoch that reaches the target count, and do epochs above it later?",
    instead="""def epochs_to_reach(losses, target):
    return int(np.sum(np.asarray(losses) > target))""",
)
wrong(
    "last_position",
    "",
    "You found the position of the last loss at or below the target; expected is the number of the"
    " first such epoch.",
    "Should the search go on once the target is reached, and which number belongs to position 0?",
    instead="""def epochs_to_reach(losses, target):
    reached = None
    for epoch in range(len(losses)):
        if losses[epoch] <= target:
            reached = epoch
    return reached""",
)
wrong(
    "argmax",
    "",
    "Where the target is never reached you returned 1. `np.argmax` leads there: it says 0 where"
    " nothing is true.",
    "What does `np.argmax` say of an array of nothing but `False`?",
    instead="""def epochs_to_reach(losses, target):
    return int(np.argmax(np.asarray(losses) <= target)) + 1""",
)

equivalent(
    "epochs_to_reach",
    "losses[epoch] <= target → losses[epoch] < target",
    "a loss that equals the target exactly is never what a point hangs on",
)
wrong(
    "prints_it",
    "",
    "Your answer is `None` where a number is expected.",
    "Is a `return` with a number reached, and when does the condition before it hold?",
    instead="""def epochs_to_reach(losses, target):
    for epoch in range(len(losses)):
        if losses[epoch] <= target:
            print(epoch + 1)""",
)
wrong(
    "counts_from_the_second",
    "",
    "Your answers are one less than the number of epochs, and a target that the first loss reaches"
    " is missed there, as if you left it out and counted from the second.",
    "Which epoch does the loss at position 0 belong to?",
    instead="""def epochs_to_reach(losses, target):
    for epoch, loss in enumerate(losses[1:]):
        if loss <= target:
            return epoch + 1
    return None""",
)
