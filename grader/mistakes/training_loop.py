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
    "The blame is passed back before the loss is known.",
    "Backpropagation asks how the loss changes. Which step has to come before that question?",
)
wrong(
    "batches_outside",
    '"loop over epochs",\n        "divide into batches" → "divide into batches",\n        "loop over epochs"',
    "The data is divided into batches once, before the loop over epochs.",
    "In this course the batches are made anew each epoch. On which side of the epoch loop does that put them?",
)
wrong(
    "initialise_inside",
    '"initialise parameters",\n        "loop over epochs" → "loop over epochs",\n        "initialise parameters"',
    "The parameters are initialised inside the loop over epochs.",
    "What would happen to all that the first epoch has learnt?",
)
wrong(
    "as_given",
    "",
    "The steps are still in the order in which they were given.",
    "Which step needs nothing that another step makes? It comes first.",
    instead="""def order_steps():
    return ["compute loss", "divide into batches", "update weights", "initialise parameters", "repeat",
            "forward pass", "loop over epochs", "backpropagate"]""",
)
wrong(
    "reversed",
    "",
    "The steps are in reverse order.",
    "Does a training loop begin or end with untrained parameters?",
    instead="""def order_steps():
    return ["repeat", "update weights", "backpropagate", "compute loss", "forward pass", "divide into batches",
            "loop over epochs", "initialise parameters"]""",
)

wrong = mistakes("predict")
wrong("added", "w * x → w + x", "You added `w` and `x`.", "The model is a line through 0. What does it say at x = 0?")
wrong("divided", "w * x → x / w", "You divided `x` by `w`.", "If w is 2, what should be predicted for x = 3?")
wrong("power", "w * x → x ** 2 * w", "`x` enters twice: the prediction is a curve.", "The model is a straight line.")
wrong("no_weight", "w * x → x", "The prediction is `x` itself; `w` plays no part.", "What is there to train, then?")
wrong("no_input", "w * x → w", "The prediction is `w` itself, the same for every `x`.", "What makes two examples differ?")
wrong("sign", "w * x → -w * x", "Every prediction has the wrong sign.", "With w = 2, is the prediction for 3 above 0?")
wrong(
    "summed",
    "w * x → np.sum(w * x)",
    "You added all predictions up into one number.",
    "How many examples are there, and so how many predictions?",
)

wrong = mistakes("squared_error")
wrong(
    "not_squared",
    "(y_pred - y) ** 2 → y_pred - y",
    "You returned the difference; it is not squared yet.",
    "Would two errors of +3 and −3 look like no error at all?",
)
wrong(
    "absolute",
    "(y_pred - y) ** 2 → np.abs(y_pred - y)",
    "You returned the size of the difference; it is not squared.",
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
    "You added the squared errors up: one number came back for several examples.",
    "The answer is taken element by element. Where is the sum taken in the loop?",
)
wrong(
    "halved",
    "(y_pred - y) ** 2 → (y_pred - y) ** 2 / 2",
    "Every answer is half of the square.",
    "Some books put ½ in front of the square. Does the statement?",
)
wrong(
    "added",
    "y_pred - y → y_pred + y",
    "You squared the sum of prediction and target.",
    "What should the error be if the prediction is exactly right?",
)
wrong("doubled", "** 2 → * 2", "You doubled the difference and did not square it.", "What is (0 − 3)², and what is 2 · (0 − 3)?")

equivalent("squared_error", "y_pred - y → y - y_pred", "a square does not know which way the difference was taken")

wrong = mistakes("gradient")
wrong(
    "no_factor_2",
    "2 * (w * x - y) * x → (w * x - y) * x",
    "The factor 2 is missing: every answer is half of the slope.",
    "When (wx − y)² is expanded, which numbers stand before w² and before w?",
)
wrong(
    "no_x",
    "(w * x - y) * x → (w * x - y)",
    "The factor `x` is missing: every answer is the slope divided by x.",
    "If `w` grows by 0.01, by how much does the prediction grow for x = 3?",
)
wrong(
    "sign",
    "2 * (w * x - y) * x → 2 * (y - w * x) * x",
    "Every slope has the wrong sign.",
    "At w = 0 the prediction is too small. Does the loss fall or rise if `w` grows?",
)
wrong(
    "loss",
    "2 * (w * x - y) * x → (w * x - y) ** 2",
    "You returned the squared error itself.",
    "How high the curve is, or how steep it is: which of the two is asked for?",
)
wrong(
    "error",
    "2 * (w * x - y) * x → w * x - y",
    "You returned the error, prediction less target.",
    "The slope says how the squared error changes with `w`. Which two factors come on top of the error?",
)
wrong(
    "times_w",
    "(w * x - y) * x → (w * x - y) * w",
    "The last factor is `w`; you took the slope with respect to x.",
    "Which of the two numbers is being trained, and which is fixed by the data?",
)
wrong("times_y", "(w * x - y) * x → (w * x - y) * y", "The last factor is `y`.", "What is `w` multiplied by in the prediction?")
wrong(
    "squared_error_times_x",
    "2 * (w * x - y) * x → 2 * (w * x - y) ** 2 * x",
    "The error is squared in the slope.",
    "The slope of a parabola is a straight line in w. How often may w x − y stand in it?",
)
wrong(
    "x_squared",
    "(w * x - y) * x → (w - y) * x",
    "The error leaves out the input: you compare `w` itself with the target.",
    "What does the model predict for x, before it is compared with y?",
)
wrong(
    "absolute",
    "2 * (w * x - y) * x → 2 * abs(w * x - y) * x",
    "The sign of the error is lost.",
    "A prediction too high and one too low: should the weight move the same way for both?",
)
wrong(
    "one_sided",
    "return 2 * (w * x - y) * x → return (((w + 1e-2) * x - y) ** 2 - (w * x - y) ** 2) / 1e-2",
    "You nudged `w` by a step, which measures the slope only roughly.",
    "The measured slope was the first half of the lesson. What did expanding the square give?",
)

wrong = mistakes("train")
wrong(
    "uphill",
    "w - learning_rate → w + learning_rate",
    "Each step goes uphill: the losses grow from epoch to epoch.",
    "The slope points to where the loss grows. Which way should the weight go?",
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
    "The learning rate is fixed at 0.01, whatever the caller asks for.",
    "What changes in your loop if `learning_rate=0.03` is handed in?",
)
wrong(
    "own_epochs",
    "range(epochs) → range(100)",
    "The loop runs 100 times, whatever the caller asks for.",
    "What changes in your loop if `epochs=3` is handed in?",
)
wrong(
    "after_update",
    (
        "            total += squared_error(y_pred, y[i])\n → ",
        "gradient(w, x[i], y[i])\n → gradient(w, x[i], y[i])\n            total += squared_error(predict(w, x[i]), y[i])\n",
    ),
    "Each error is measured after its update: your losses are too small.",
    "In which order do the steps of the loop come? The loss belongs to the prediction that was made.",
)
wrong(
    "mean",
    "losses.append(total) → losses.append(total / len(x))",
    "Your losses are means; this lesson's are totals. Each is n times too small.",
    "Which word stands in the statement, and what does the table of printed losses begin with?",
)
wrong(
    "last_error",
    "total += squared → total = squared",
    "Each loss is the last example's squared error alone.",
    "What should happen to the errors of the examples before it?",
)
wrong(
    "never_reset",
    "    for epoch in range(epochs):\n        total = 0.0 →     total = 0.0\n    for epoch in range(epochs):",
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
    "The weight is updated once an epoch, with the slopes of all examples added up.",
    "After which step of the inner loop should the second example meet another weight than the first?",
    instead="""def train(x, y, *, learning_rate=0.01, epochs=100):
    w, losses = 0.0, []
    for _ in range(epochs):
        losses.append(sum(squared_error(predict(w, a), b) for a, b in zip(x, y)))
        w = w - learning_rate * sum(gradient(w, a, b) for a, b in zip(x, y))
    return w, losses""",
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
    "The numbers are right, their order is not: the weight comes first, then the losses.",
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
    "One epoch is missing at the end.",
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
