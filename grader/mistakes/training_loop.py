"""What goes wrong in lesson 01."""

from grader.mistakes import equivalent, mistakes

wrong = mistakes("order_steps")
wrong(
    "update_first",
    '"backpropagate",\n        "update weights" → "update weights",\n        "backpropagate"',
    "The weights are updated before the gradients are known.",
    "Where does the update get its direction from?",
)
wrong(
    "loss_first",
    '"forward pass",\n        "compute loss" → "compute loss",\n        "forward pass"',
    "The loss is computed before there is a prediction.",
    "Which two things does a loss compare, and which step makes the first of them?",
)
wrong(
    "backprop_before_loss",
    '"compute loss",\n        "backpropagate" → "backpropagate",\n        "compute loss"',
    "Backpropagation comes before the loss is known.",
    "Backpropagation asks how the loss changes. Which step has to come before that question?",
)
wrong(
    "batches_outside",
    '"loop over epochs",\n        "divide into batches" → "divide into batches",\n        "loop'
    ' over epochs"',
    "The data is divided into batches once, before the loop over epochs.",
    "In this course the batches are made anew each epoch. On which side of the epoch loop does that"
    " put them?",
)
wrong(
    "initialise_inside",
    '"initialise parameters",\n        "loop over epochs" → "loop over epochs",\n       '
    ' "initialise parameters"',
    "The parameters are initialised inside the loop over epochs.",
    "What would happen to all that the first epoch has learnt?",
)
wrong(
    "forward_first",
    '"divide into batches",\n        "forward pass" → "forward pass",\n        "divide into'
    ' batches"',
    "The forward pass comes before the batch that it works on.",
    "What goes into the model, and which step makes it?",
)
wrong(
    "repeat_early",
    '"update weights",\n        "repeat" → "repeat",\n        "update weights"',
    "The loop goes on to the next batch before the weights are updated.",
    "Which steps would then never happen for the batch that is left behind?",
)
wrong(
    "as_given",
    "",
    "The steps are still in the order in which they were given.",
    "Which step needs nothing that another step makes? It comes first.",
    instead="""def order_steps():
    return ["compute loss", "divide into batches", "update weights", "initialise parameters",
            "repeat", "forward pass", "loop over epochs", "backpropagate"]""",
)
wrong(
    "reversed",
    "",
    "The steps are in reverse order.",
    "Does a training loop begin or end with untrained parameters?",
    instead="""def order_steps():
    return ["repeat", "update weights", "backpropagate", "compute loss",
            "forward pass", "divide into batches", "loop over epochs", "initialise parameters"]""",
)

wrong(
    "in_alphabetical_order",
    "",
    "The steps are in alphabetical order, as in the table.",
    "Which step needs nothing that another step makes? It comes first.",
    instead="""def order_steps():
    return sorted(["compute loss", "divide into batches", "update weights",
        "initialise parameters", "repeat", "forward pass", "loop over epochs", "backpropagate"])""",
)
wrong(
    "repeat_missing",
    '"update weights",\n        "repeat",\n → "update weights",\n',
    "`repeat` is missing; the other seven are in order.",
    "How many texts does `STEPS` hold, and how many does your list?",
)

wrong = mistakes("predict")
wrong(
    "added",
    "w * x → w + x",
    "You added `w` and `x`.",
    "The model is a line through 0. What does it say at x = 0?",
)
wrong(
    "divided",
    "w * x → x / w",
    "You divided `x` by `w`.",
    "If w is 2, what should be predicted for x = 3?",
)
wrong(
    "w_over_x",
    "w * x → w / x",
    "You divided `w` by `x`.",
    "If w is 2, what should be predicted for x = 3?",
)
wrong(
    "subtracted",
    "w * x → w - x",
    "You subtracted `x` from `w`.",
    "The model is a line through 0. What does it say at x = 0?",
)
wrong(
    "known_answer",
    "w * x → 2 * x",
    "Every input is doubled, whatever `w` is.",
    "2 is what the weight should become. What does the model predict before it has learnt that?",
)
wrong(
    "mean",
    "w * x → np.mean(w * x)",
    "You took the mean: one number came back for several examples.",
    "How many examples are there, and so how many predictions?",
)
wrong(
    "absolute",
    "w * x → abs(w * x)",
    "The sign is lost: no prediction is below 0.",
    "With w = −2, what is predicted for 3?",
)
wrong(
    "power",
    "w * x → x ** 2 * w",
    "`x` enters twice: the prediction is a curve.",
    "The model is a straight line.",
)
wrong(
    "no_weight",
    "w * x → x",
    "The prediction is `x` itself; `w` plays no part.",
    "What is there to train, then?",
)
wrong(
    "no_input",
    "w * x → w",
    "The prediction is `w` itself, the same for every `x`.",
    "What makes two examples differ?",
)
wrong(
    "sign", "w * x → -w * x", "The sign is turned.", "With w = 2, is the prediction for 3 above 0?"
)
wrong(
    "summed",
    "w * x → np.sum(w * x)",
    "You added all predictions up into one number.",
    "How many examples are there, and so how many predictions?",
)

wrong(
    "no_return",
    "return w * x → w * x",
    "Your function hands nothing back: its answer is `None`.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
)
wrong(
    "with_bias",
    "w * x → w * x + 1",
    "You add 1 to the product.",
    "The model is a line through 0. What does it say at x = 0?",
)
wrong(
    "example",
    "w * x → 0.5 * x",
    "Every input is halved, whatever `w` is.",
    "0.5 is the weight of the worked example. Which argument holds it?",
)
wrong(
    "whole",
    "w * x → w * x // 1",
    "The prediction is cut down to a whole number.",
    "What does half a kilo cost at a price of 3?",
)

wrong(
    "dot",
    "w * x → np.dot(w, x)",
    "With two arrays you add the products up: one number comes back for several examples.",
    "How many examples are there, and so how many predictions?",
)

wrong = mistakes("squared_error")
wrong(
    "not_squared",
    "(y_pred - y) ** 2 → y_pred - y",
    "You returned the difference without squaring it.",
    "Would two errors of +3 and −3 look like no error at all?",
)
wrong(
    "absolute",
    "(y_pred - y) ** 2 → np.abs(y_pred - y)",
    "The sign was taken off, but nothing was squared.",
    "How much does an error of 3 count here, and how much should it count?",
)
wrong(
    "squares_apart",
    "(y_pred - y) ** 2 → y_pred ** 2 - y ** 2",
    "You squared prediction and target each on its own and took the difference.",
    "Can the error be below 0 your way? What is (5 − 3)², and what is 5² − 3²?",
)
wrong(
    "mean",
    "(y_pred - y) ** 2 → np.mean((y_pred - y) ** 2)",
    "You took the mean: one number came back for several examples.",
    "The answer is taken element by element. How many errors go in, and how many come out?",
)
wrong(
    "total",
    "(y_pred - y) ** 2 → np.sum((y_pred - y) ** 2)",
    "You added everything up: one number came back for several examples.",
    "The answer is taken element by element. Where is the sum taken in the loop?",
)
wrong(
    "halved",
    "(y_pred - y) ** 2 → (y_pred - y) ** 2 / 2",
    "The square is halved.",
    "Some books put ½ in front of the square. Does the statement?",
)
wrong(
    "added",
    "y_pred - y → y_pred + y",
    "You added prediction and target; the error is their difference.",
    "What should the error be if the prediction is exactly right?",
)
wrong(
    "doubled",
    "** 2 → * 2",
    "You doubled the error; its square is expected.",
    "What is (0 − 3)², and what is 2 · (0 − 3)?",
)
wrong(
    "not_squared_turned",
    "",
    "You returned target less prediction, and did not square it.",
    "Would two errors of +3 and −3 look like no error at all?",
    instead="def squared_error(y_pred, y):\n    return y - y_pred",
)
wrong(
    "doubled_turned",
    "",
    "You doubled the error; its square is expected.",
    "What is (3 − 0)², and what is 2 · (3 − 0)?",
    instead="def squared_error(y_pred, y):\n    return 2 * (y - y_pred)",
)
wrong(
    "squares_apart_turned",
    "",
    "You squared prediction and target each on its own and took the difference.",
    "Can the error be below 0 your way? What is (5 − 3)², and what is 5² − 3²?",
    instead="def squared_error(y_pred, y):\n    return y**2 - y_pred**2",
)
wrong(
    "target_squared",
    "",
    "You squared the target alone.",
    "Which comes first in Python, the power or the minus? What can put the minus first?",
    instead="def squared_error(y_pred, y):\n    return y_pred - y**2",
)
wrong(
    "relative",
    "(y_pred - y) ** 2 → ((y_pred - y) / y) ** 2",
    "You divided the error by the target before you squared it.",
    "What does the statement do between the difference and the square?",
)
wrong(
    "negative",
    "(y_pred - y) ** 2 → -((y_pred - y) ** 2)",
    "There is a minus in front of the square.",
    "Can a square be below 0?",
)
wrong(
    "root_of_mean",
    "",
    "You took the root of the mean: one number came back for several examples.",
    "The answer is taken element by element. Which of your steps does the statement not have?",
    instead="def squared_error(y_pred, y):\n    return np.sqrt(np.mean((y_pred - y) ** 2))",
)

wrong(
    "dot",
    "(y_pred - y) ** 2 → np.dot(y_pred - y, y_pred - y)",
    "`np.dot` adds the squares up: one number comes back for several examples.",
    "The answer is taken element by element. How many errors go in, and how many come out?",
)

equivalent(
    "squared_error",
    "y_pred - y → y - y_pred",
    "a square does not know which way the difference was taken",
)

wrong(
    "no_return",
    "",
    "Your function hands nothing back: its answer is `None`.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
    instead="def squared_error(y_pred, y):\n    print((y_pred - y) ** 2)",
)
wrong(
    "cubed",
    "** 2 → ** 3",
    "You took the third power of the error; its sign comes back.",
    "What is the square of −2, and what is its third power?",
)
wrong(
    "root",
    "(y_pred - y) ** 2 → np.abs(y_pred - y) ** 0.5",
    "You took a root of the error.",
    "Should a large error count for more than a small one, or for less?",
)

wrong = mistakes("gradient")
wrong(
    "no_factor_2",
    "2 * (w * x - y) * x → (w * x - y) * x",
    "The factor 2 is missing.",
    "When (wx − y)² is expanded, which numbers stand before w² and before w?",
)
wrong(
    "no_x",
    "(w * x - y) * x → (w * x - y)",
    "The factor `x` behind the error is missing.",
    "If `w` grows by 0.01, by how much does the prediction grow for x = 3?",
)
wrong(
    "loss",
    "2 * (w * x - y) * x → (w * x - y) ** 2",
    "You returned the squared error itself.",
    "How high the curve is, or how steep it is: which of the two does a slope say?",
)
wrong(
    "error",
    "2 * (w * x - y) * x → w * x - y",
    "You returned the error itself.",
    "The slope says how the squared error changes with `w`. Which two factors come on top of the"
    " error?",
)
wrong(
    "times_w",
    "(w * x - y) * x → (w * x - y) * w",
    "The last factor is `w`; you took the slope with respect to x.",
    "Which of the two numbers is being trained, and which is fixed by the data?",
)
wrong(
    "times_y",
    "(w * x - y) * x → (w * x - y) * y",
    "The last factor is `y`.",
    "What is `w` multiplied by in the prediction?",
)
wrong(
    "squared_error_times_x",
    "2 * (w * x - y) * x → 2 * (w * x - y) ** 2 * x",
    "The error is squared in the slope.",
    "The slope of a parabola is a straight line in w. How often may w x − y stand in it?",
)
wrong(
    "x_squared",
    "(w * x - y) * x → (w - y) * x",
    "One `x` is missing beside `w`: as it stands, `w` itself is compared with the target.",
    "What does the model predict for x, before it is compared with y?",
)
wrong(
    "absolute",
    "2 * (w * x - y) * x → 2 * abs(w * x - y) * x",
    "The sign of the error is lost.",
    "A prediction too high and one too low: should the weight move the same way for both?",
)
wrong(
    "absolute_slope",
    "2 * (w * x - y) * x → abs(2 * (w * x - y) * x)",
    "The sign of the slope is lost: no answer is below 0.",
    "A slope of −4 and one of 4: should the weight move the same way for both?",
)
wrong(
    "one_sided",
    "",
    "You nudged `w` by a step, which measures the slope only roughly.",
    "The nudge was the first half of the lesson. What did multiplying out the square give?",
    instead=(
        "def gradient(w, x, y):\n    h = 0.01\n    return (((w + h) * x - y) ** 2 - (w * x - y) **"
        " 2) / h"
    ),
)
wrong(
    "one_sided_fine",
    "",
    "You nudged `w` by a step, which measures the slope only roughly.",
    "The nudge was the first half of the lesson. What did multiplying out the square give?",
    instead=(
        "def gradient(w, x, y):\n    h = 0.001\n    return (((w + h) * x - y) ** 2 - (w * x - y) **"
        " 2) / h"
    ),
)
wrong(
    "one_sided_coarse",
    "",
    "You nudged `w` by a step, which measures the slope only roughly.",
    "The nudge was the first half of the lesson. What did multiplying out the square give?",
    instead=(
        "def gradient(w, x, y):\n    h = 0.1\n    return (((w + h) * x - y) ** 2 - (w * x - y) **"
        " 2) / h"
    ),
)
wrong(
    "not_divided",
    "",
    "You measured by how much the loss changes for a nudge of 0.01, and did not divide by the"
    " nudge.",
    "The slope is the change for each unit that `w` grows. How many nudges of 0.01 make a unit?",
    instead="def gradient(w, x, y):\n    return ((w + 0.01) * x - y) ** 2 - (w * x - y) ** 2",
)
wrong(
    "no_target",
    "2 * (w * x - y) * x → 2 * w * x**2",
    "The target plays no part in your slope.",
    "Where should the slope be 0, at w = 0 or where the prediction is exact?",
)
wrong(
    "no_weight",
    "2 * (w * x - y) * x → 2 * (x - y) * x",
    "The weight plays no part in your slope.",
    "What does the model predict for x, before it is compared with y?",
)
wrong(
    "no_x_beside_y",
    "2 * (w * x - y) * x → 2 * w * x**2 - 2 * y",
    "One `x` is missing beside `y`.",
    "What stands before `w` when (wx − y)² is multiplied out?",
)
wrong(
    "no_brackets",
    "",
    "The factors 2 and `x` each meet one part of the error only.",
    "What is 2 · (5 − 3) · 4, and what is 2 · 5 − 3 · 4?",
    instead="def gradient(w, x, y):\n    return 2 * w * x - y * x",
)
wrong(
    "plus",
    "w * x - y → w * x + y",
    "You added prediction and target; the error is their difference.",
    "Where should the slope be 0?",
)
wrong(
    "first_customer",
    "2 * (w * x - y) * x → 2 * w - 4",
    "Your slope is that of the first customer, whatever `x` and `y` are.",
    "What stands in the place of 1 and 2 for another example?",
)
wrong(
    "with_rate",
    "return 2 * (w * x - y) * x → return 0.01 * 2 * (w * x - y) * x",
    "You multiplied the slope by a learning rate.",
    "Which step of the loop uses the learning rate, and is it this one?",
)
wrong(
    "whole_step",
    "return 2 * (w * x - y) * x → return w - 0.01 * 2 * (w * x - y) * x",
    "You returned the weight after a step, not the slope.",
    "Which step of the loop changes the weight, and what does it need from this function?",
)
wrong(
    "sign",
    "w * x - y → y - w * x",
    "The sign is turned: you took the prediction from the target.",
    "At w = 0 the first customer's prediction is too small. Does the loss fall or rise if `w`"
    " grows?",
)

wrong(
    "no_return",
    "",
    "Your function hands nothing back: its answer is `None`.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
    instead="def gradient(w, x, y):\n    print(2 * (w * x - y) * x)",
)
wrong(
    "added_for_multiplied",
    "(w * x - y) * x → (w * x - y) + x",
    "You added the input to the error; the two are multiplied.",
    "What should the slope be where the prediction is exact?",
)
wrong(
    "x_squared_beside_y",
    "2 * (w * x - y) * x → 2 * w * x**2 - 2 * x**2 * y",
    "One `x` too many stands beside `y`.",
    "What stands before `w` when (wx − y)² is multiplied out?",
)
wrong(
    "w_minus_y",
    "2 * (w * x - y) * x → 2 * (w - y)",
    "`x` plays no part in your slope.",
    "What does the model predict for x, before it is compared with y?",
)
wrong(
    "divided_by_x",
    "(w * x - y) * x → (w * x - y) / x if x else 0.0",
    "You divided by `x`, where the error is multiplied by it.",
    "If `w` grows by 0.01, by how much does the prediction grow for x = 3?",
)

wrong(
    "x_twice",
    "(w * x - y) * x → (w * x - y) * x**2",
    "The last factor is `x` squared.",
    "If `w` grows by 0.01, by how much does the prediction grow for x = 3?",
)

wrong = mistakes("train")
wrong(
    "uphill",
    "w - learning_rate → w + learning_rate",
    "Each step goes uphill, to where the loss grows.",
    "Where the slope is +2, does the loss grow or fall as `w` grows?",
)
wrong(
    "no_rate",
    "learning_rate * gradient → gradient",
    "The learning rate plays no part: each step is the whole slope.",
    "Which argument of `train` never appears in your loop?",
)
wrong(
    "own_rate",
    "w - learning_rate → w - 0.01",
    "The learning rate is fixed at 0.01, whatever the caller says.",
    "What changes in your loop if `learning_rate=0.03` is handed in?",
)
wrong(
    "own_epochs",
    "range(epochs) → range(100)",
    "The loop runs 100 times, whatever the caller says.",
    "What changes in your loop if `epochs=3` is handed in?",
)
wrong(
    "after_update",
    (
        "            total += squared_error(y_pred, y[i])\n → ",
        (
            "gradient(w, x[i], y[i])\n → gradient(w, x[i], y[i])\n"
            "            total += squared_error(predict(w, x[i]), y[i])\n"
        ),
    ),
    "Each error is measured after its update, with the weight that the update made.",
    "In which order do the steps of the loop come? The loss belongs to the prediction that was"
    " made.",
)
wrong(
    "mean",
    "losses.append(total) → losses.append(total / len(x))",
    "Your losses are divided by the number of examples; this lesson's are totals.",
    "The two squared errors of the example are 4 and 10.24. What does the statement make of them?",
)
wrong(
    "last_error",
    "total += squared → total = squared",
    "Each loss is the squared error of one example alone, the one that came last.",
    "What should happen to the errors of the examples before it?",
)
wrong(
    "never_reset",
    "    for epoch in range(epochs):\n        total = 0.0 →     total = 0.0\n    for epoch in"
    " range(epochs):",
    "The total goes on growing from epoch to epoch.",
    "Where does an epoch's total have to start from, and where is that line?",
)
wrong(
    "weight_reset",
    "        total = 0.0 →         total = 0.0\n        w = 0.0",
    "Every epoch starts again from w = 0, so nothing is kept from the one before.",
    "Which line runs once, and which runs every epoch?",
)
wrong(
    "one_update",
    "",
    "The weight is updated once per epoch, with the slopes of all examples added up.",
    "After which step of the inner loop should the second example meet another weight than the"
    " first?",
    instead="""def train(x, y, *, learning_rate=0.01, epochs=100):
    w, losses = 0.0, []
    for _ in range(epochs):
        losses.append(sum(squared_error(predict(w, a), b) for a, b in zip(x, y)))
        w = w - learning_rate * sum(gradient(w, a, b) for a, b in zip(x, y))
    return w, losses""",
)
wrong(
    "one_update_of_mean",
    "",
    "The weight is updated once per epoch, with the mean of the slopes of all examples.",
    "After which step of the inner loop should the second example meet another weight than the"
    " first?",
    instead="""def train(x, y, *, learning_rate=0.01, epochs=100):
    w, losses = 0.0, []
    for _ in range(epochs):
        losses.append(sum(squared_error(predict(w, a), b) for a, b in zip(x, y)))
        w = w - learning_rate * sum(gradient(w, a, b) for a, b in zip(x, y)) / len(x)
    return w, losses""",
)
wrong(
    "update_after_examples",
    "            w = w - learning_rate * gradient →         w = w - learning_rate * gradient",
    "The weight is updated once per epoch, with the slope of one example alone, the one that came"
    " last.",
    "How far is the line with the update indented, and which loop does that put it in?",
)
wrong(
    "append_inside",
    "        losses.append(total) →             losses.append(total)",
    "There is a loss for every example; expected is one for every epoch.",
    "How far is the line with `append` indented, and which loop does that put it in?",
)
wrong(
    "one_for_each_example",
    (
        "total += squared → total = squared",
        "        losses.append(total) →             losses.append(total)",
    ),
    "Your list holds the squared error of every example; expected is one total for every epoch.",
    "What has to happen to the errors of one epoch before they go into the list?",
)
wrong(
    "no_x",
    "gradient(w, x[i], y[i]) → gradient(w, x[i], y[i]) / x[i]",
    "The slopes in your loop lack their factor `x`.",
    "In words, the slope is twice the error, times what?",
)
wrong(
    "one_total",
    "        losses.append(total) →         losses = [total]",
    "Only one loss comes back, the last.",
    "How does a list keep what it has when something is added?",
)
wrong(
    "at_least_one",
    "range(epochs) → range(max(epochs, 1))",
    "With `epochs=0` one epoch is run all the same.",
    "When does your loop look at `epochs`: before the first round or after it?",
)
wrong(
    "no_losses",
    "losses.append(total) → pass",
    "The list of losses stays empty.",
    "What has to happen to the total at the end of each epoch?",
)
wrong(
    "weights_kept",
    "losses.append(total) → losses.append(w)",
    "Your list holds the weight after each epoch, not the loss.",
    "Which of the two is the second thing that the statement asks for?",
)
wrong(
    "loss_at_end",
    "losses.append(total) → losses.append(sum(squared_error(predict(w, a), b) for a, b in zip(x,"
    " y)))",
    "Each loss is measured for all examples at once, at the end of its epoch.",
    "With which weight does each example meet the loss in the table that you followed by hand?",
)
wrong(
    "loss_at_start",
    (
        (
            "        total = 0.0 →         total = sum(squared_error(predict(w, a), b) for a, b in"
            " zip(x, y))"
        ),
        "total += squared_error(y_pred, y[i]) → pass",
    ),
    "Each loss is measured for all examples at once, at the start of its epoch.",
    "With which weight does the second example meet the loss in the table that you followed by"
    " hand?",
)
wrong(
    "half_steps",
    "learning_rate * gradient → learning_rate / 2 * gradient",
    "Each step is half as long as it should be.",
    "Which factor stands in front of the slope when the square is multiplied out?",
)
wrong(
    "skips_first",
    "range(len(x)) → range(1, len(x))",
    "The first example of every epoch is left out.",
    "Which position does the first of n examples have, and does your inner loop begin there?",
)
wrong(
    "only_losses",
    "return w, losses → return losses",
    "Only the losses come back; the weight is missing.",
    "Which two things does the statement ask for?",
)
wrong(
    "slope_as_loss",
    "squared_error(y_pred, y[i]) → y_pred - y[i]",
    "You added the errors up without squaring them.",
    "Which of your functions turns a prediction and a target into a loss?",
)
wrong(
    "stale_weight",
    "gradient(w, x[i] → gradient(0.0, x[i]",
    "Every slope is taken at w = 0, where the training began.",
    "Where does the weight stand when the second example comes?",
)
wrong(
    "first_example",
    "gradient(w, x[i], y[i]) → gradient(w, x[0], y[0])",
    "Every slope is that of the first example.",
    "Which example does the inner loop work on in its second round?",
)
wrong(
    "starts_at_one",
    "w = 0.0 → w = 1.0",
    "The weight starts from 1; the statement starts it from 0.",
    "What is predicted before anything is learnt?",
)
wrong(
    "returns_early",
    "        losses.append(total)\n    return →         losses.append(total)\n        return",
    "Only one epoch is run: the answer goes back at the end of the first.",
    "How far is the line with `return` indented, and which loop does that put it in?",
)
wrong(
    "swapped",
    "return w, losses → return losses, w",
    "The two come back in the wrong order: the weight should come first, then the losses.",
    "In which order does the statement name the two?",
)
wrong(
    "every_tenth",
    "losses.append(total) → losses += [total] if epoch % 10 == 0 else []",
    "Only every tenth loss is kept.",
    "The printing skips epochs. Should the list?",
)
wrong(
    "one_short",
    "range(epochs) → range(epochs - 1)",
    "One epoch is missing.",
    "How many numbers does `range(3)` count through?",
)
wrong(
    "one_long",
    "range(epochs) → range(epochs + 1)",
    "There is one epoch too many.",
    "How many numbers does `range(3)` count through?",
)
wrong(
    "skips_last",
    "range(len(x)) → range(len(x) - 1)",
    "The last example of every epoch is left out.",
    "Which position does the last of n examples have, and does your inner loop reach it?",
)
wrong(
    "reversed",
    "range(len(x)) → reversed(range(len(x)))",
    "The examples are taken from last to first.",
    "The statement says in which order they come. Does it matter to the weight?",
)
wrong(
    "only_weight",
    "return w, losses → return w",
    "Only the weight comes back; the losses are missing.",
    "Which two things does the statement ask for?",
)
wrong(
    "returns_after_one_example",
    "        losses.append(total)\n    return →             losses.append(total)\n           "
    " return",
    "One example is all that was used: the answer goes back in the first round of the inner loop.",
    "How far is the line with `return` indented, and which loop does that put it in?",
)
wrong(
    "weight_reset_inside",
    "            y_pred = predict(w, x[i]) →             w = 0.0\n            y_pred = predict(w,"
    " x[i])",
    "The weight is set back to 0 before every example, so each update starts from nothing.",
    "Which line of the loop runs once?",
)
wrong(
    "squared_total",
    "losses.append(total) → losses.append(total**2)",
    "Your totals are squared once more.",
    "The two squared errors of the example are 4 and 10.24. What does the statement make of them?",
)
for limit in "1e-6", "1e-8", "1e-9", "1e-12":
    wrong(
        f"stops_below_{limit}",
        f"losses.append(total) → losses.append(total)\n        if total < {limit}:\n           "
        f" break",
        "Training stops as soon as the loss is small, so the list has fewer losses than there are"
        " epochs.",
        "How many totals should come back for 100 epochs?",
    )
wrong(
    "step_by_error",
    "learning_rate * gradient(w, x[i], y[i]) → learning_rate * squared_error(y_pred, y[i])",
    "The step uses the squared error, where the slope belongs.",
    "Which of your functions says in which direction the loss falls?",
)
wrong(
    "step_for_the_weight",
    "w = w - learning_rate → w = -learning_rate",
    "Each update puts the step in the place of the weight.",
    "From where does a step start?",
)
wrong(
    "all_predictions_in_the_loss",
    "squared_error(y_pred, y[i]) → squared_error(predict(w, x), y)",
    "For every example the squared errors of **all** examples are added, as an array: a loss of"
    " yours has n numbers.",
    "With which prediction and which target does the inner loop work in its second round?",
)
wrong(
    "every_pair",
    "",
    "Each input meets every target: there are n · n updates in an epoch.",
    "Which target belongs to the second input, and how many examples are there?",
    instead="""def train(x, y, *, learning_rate=0.01, epochs=100):
    w, losses = 0.0, []
    for _ in range(epochs):
        total = 0.0
        for xi in x:
            for yi in y:
                total += squared_error(predict(w, xi), yi)
                w = w - learning_rate * gradient(w, xi, yi)
        losses.append(total)
    return w, losses""",
)
wrong(
    "prediction_for_the_weight",
    "gradient(w, x[i], y[i]) → gradient(y_pred, x[i], y[i])",
    "The slope gets the prediction in the place of the weight: `gradient` multiplies by `x` once"
    " more.",
    "Which three numbers does `gradient` ask for?",
)
