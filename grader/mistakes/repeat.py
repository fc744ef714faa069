"""What goes wrong in lesson 08."""

from grader.mistakes import mistakes

ADAMS = {
    "Adam()": "own_optimizer",
    "Adam(0.003)": "own_optimizer_of_the_lesson",
    "Adam(0.01)": "own_optimizer_quicker",
}
"""Optimizers that a learner may make in the place of the one handed in, the lesson's own among
them.
"""

wrong = mistakes("train_step")
wrong(
    "never_steps",
    "optimizer.step(params, grads) → pass",
    "The parameters stay as they were: the optimizer's `step` is never called.",
    "Which line of the loop changes the caller's arrays?",
)
wrong(
    "steps_a_copy",
    "optimizer.step(params, grads) → optimizer.step({name: p.copy() for name, p in params.items()},"
    " grads)",
    "The optimizer steps, but the caller's parameters stay as they were: it was given copies of the"
    " arrays.",
    "Whose arrays should the step change?",
)
wrong(
    "arguments_swapped",
    "optimizer.step(params, grads) → optimizer.step(grads, params)",
    "The two dicts are handed to `step` in the wrong order: it changes the gradients, and the"
    " parameters stay.",
    "Which of the two comes first in `step`?",
)
wrong(
    "steps_twice",
    "optimizer.step(params, grads) → optimizer.step(params, grads); optimizer.step(params, grads)",
    "The optimizer takes two steps with one gradient; one step per batch is expected.",
    "How often is `step` called, and how often should it be?",
)
wrong(
    "one_at_a_time",
    "optimizer.step(params, grads) → [optimizer.step({name: params[name]}, {name: grads[name]}) for"
    " name in params]",
    "`step` is called once for each parameter. An optimizer counts its steps: Adam would believe"
    " that many batches had gone by.",
    "`step` takes two whole dicts. How often is it called for one batch?",
)
wrong(
    "by_hand",
    "optimizer.step(params, grads) → \n"
    "    for name in params:\n"
    "        params[name] -= optimizer.learning_rate * grads[name]",
    "You take a plain step yourself, and the optimizer's `step` is never called. With Adam or"
    " momentum that would be another step.",
    "Who knows how this optimizer moves the parameters?",
)
wrong(
    "loss_after",
    "return loss → return cross_entropy(mlp_forward(x, params)[0], labels)",
    "The loss that you return is measured after the update; the one before it is expected.",
    "Which logits did the gradient come from, and what was their loss?",
)
wrong(
    "accuracy_for_loss",
    "return loss → return accuracy(logits, labels)",
    "You return the accuracy; the loss is expected.",
    "Which of the two falls while the network learns?",
)
wrong(
    "loss_total",
    "return loss → return loss * len(x)",
    "The loss is multiplied by the number of examples; `cross_entropy` is a mean, and expected"
    " as it is.",
    "Should the loss of a batch depend on its size?",
)
wrong(
    "loss_of_probabilities",
    "loss = cross_entropy(logits, → from course_lib.nn import softmax; loss ="
    " cross_entropy(softmax(logits),",
    "Softmax is applied twice: `cross_entropy` takes logits and does it inside.",
    "What does lesson 05 hand to `cross_entropy`?",
)
wrong(
    "gradient_of_probabilities",
    "dlogits = cross_entropy_grad(logits, → "
    "from course_lib.nn import softmax; dlogits = cross_entropy_grad(softmax(logits),",
    "The gradient is taken at probabilities: `cross_entropy_grad` takes logits and applies softmax"
    " inside.",
    "What does lesson 06 hand to `cross_entropy_grad`?",
)
wrong(
    "returns_nothing",
    "return loss → return",
    "`None` comes back in the place of the loss: the `return` is missing, or it returns what `step`"
    " does, which is nothing.",
    "What does whoever calls it want to know about this batch?",
)
wrong(
    "returns_params",
    "return loss → return params",
    "You return the parameters. The caller has them, since training changes them in place; the"
    " loss is expected.",
    "What does the caller not know yet?",
)
wrong(
    "returns_both",
    "return loss → return loss, params",
    "You return two things. The parameters are trained in place, so the loss alone is enough.",
    "What does the caller not know yet?",
)
wrong(
    "uphill",
    "mlp_backward(dlogits → mlp_backward(-dlogits",
    "The gradient has the wrong sign, so the step goes uphill. The minus is the optimizer's"
    " business.",
    "Which of the two, backpropagation or the optimizer, turns a slope into a step against it?",
)
wrong(
    "logits_passed_back",
    "mlp_backward(dlogits → mlp_backward(logits",
    "The logits themselves are sent back through the network, where their gradient belongs.",
    "What says how the loss changes with each logit?",
)
wrong(
    "summed",
    "cross_entropy_grad(logits, labels) → cross_entropy_grad(logits, labels) * len(x)",
    "The gradient is n times too large: it is that of the sum over the batch, not of the mean.",
    "The loss is a mean. Which step divides by n, and is there one that undoes it?",
)
wrong(
    "averaged_twice",
    "cross_entropy_grad(logits, labels) → cross_entropy_grad(logits, labels) / len(x)",
    "The gradient is n times too small: it is divided by n twice.",
    "How often does the loss take a mean, and which function has divided already?",
)
wrong(
    "two_rounds",
    "return loss → \n"
    "    logits, cache = mlp_forward(x, params)\n"
    "    optimizer.step(params, mlp_backward(cross_entropy_grad(logits, labels), params, cache))\n"
    "    return loss",
    "The batch is trained on twice, each time with its own gradient; one step is expected.",
    "How many steps does a training step take?",
)

wrong(
    "once_for_each_name",
    "optimizer.step(params, grads) → \n    for name in params:\n        optimizer.step(params,"
    " grads)",
    "`step` is called with the whole dicts, but again for each name in them. One call moves all the"
    " parameters.",
    "What does one call of `step` do with the two dicts?",
)
wrong(
    "layer_by_layer",
    "optimizer.step(params, grads) → \n    for layer in range(1, len(params) // 2 + 1):\n       "
    ' names = [f"W{layer}", f"b{layer}"]\n        optimizer.step({name: params[name] for name in'
    " names}, {name: grads[name] for name in names})",
    "`step` is called once for each layer. An optimizer counts its steps: Adam would believe that"
    " many batches had gone by.",
    "`step` takes two whole dicts. How often is it called for one batch?",
)
wrong(
    "rate_twice",
    "optimizer.step(params, grads) → "
    "optimizer.step(params, {name: optimizer.learning_rate * g for name, g in grads.items()})",
    "The gradients are multiplied by the learning rate, and then the optimizer multiplies by it"
    " too.",
    "Whose business is the learning rate, and where is it applied?",
)
for rate in (0.1, 0.01):
    wrong(
        f"by_hand_at_{rate}",
        f"optimizer.step(params, grads) → \n    for name in params:\n        params[name] -= {rate}"
        " * grads[name]",
        f"You take a plain step yourself, with a learning rate of {rate}, and the optimizer's"
        " `step` is never called.",
        "Who knows how this optimizer moves the parameters?",
    )
for made, name in ADAMS.items():
    wrong(
        name,
        f"optimizer.step(params, grads) → {made}.step(params, grads)",
        "The step is that of an Adam of your own; the optimizer that was handed in is never used.",
        "Who decides how the parameters are updated?",
    )
wrong(
    "row_by_row",
    "",
    "You take one step for each row of the batch. The batch shares one gradient, and one step.",
    "How many gradients does `mlp_backward` return for a batch of 32?",
    instead="""def train_step(params, x, labels, optimizer):
    losses = []
    for i in range(len(x)):
        logits, cache = mlp_forward(x[i : i + 1], params)
        losses.append(cross_entropy(logits, labels[i : i + 1]))
        dlogits = cross_entropy_grad(logits, labels[i : i + 1])
        optimizer.step(params, mlp_backward(dlogits, params, cache))
    return np.mean(losses)
""",
)

wrong(
    "probabilities_passed_back",
    "dlogits = cross_entropy_grad(logits, labels) → "
    "from course_lib.nn import softmax; dlogits = softmax(logits)",
    "The probabilities are sent back through the network. What the labels say is not in them.",
    "What says how the loss changes with each logit?",
)
wrong(
    "share_of_probabilities_passed_back",
    "dlogits = cross_entropy_grad(logits, labels) → "
    "from course_lib.nn import softmax; dlogits = softmax(logits) / len(x)",
    "The probabilities, divided by n, are sent back through the network. What the labels say is not"
    " in them.",
    "What says how the loss changes with each logit?",
)
for others in ("params, loss", "loss, grads", "loss, logits", "grads, loss", "logits, loss"):
    wrong(
        f"returns_{others.replace(', ', '_and_')}",
        f"return loss → return {others}",
        "You return two things. The loss alone is expected, a number.",
        "What does the caller not know yet?",
    )
wrong(
    "returns_logits",
    "return loss → return logits",
    "You return the logits of the batch; the loss is expected, a number.",
    "Which single number says how wrong they are?",
)
wrong(
    "returns_grads",
    "return loss → return grads",
    "You return the gradients. The optimizer has them; the loss is expected, a number.",
    "What does the caller not know yet?",
)
wrong(
    "trains_on_the_first_row",
    ("mlp_forward(x, params) → mlp_forward(x[:1], params)", "loss = → labels = labels[:1]; loss ="),
    "Only the first row of the batch trains; the others are not looked at.",
    "How many rows can one forward pass take?",
)
for places in (2, 3, 4):
    wrong(
        f"rounded_to_{places}",
        f"return loss → return round(loss, {places})",
        f"The loss that you return is rounded to {places} decimals.",
        "Whoever prints it can round; can whoever compares it undo that?",
    )

wrong = mistakes("evaluate")
wrong(
    "swapped",
    (
        '"loss": cross_entropy → "accuracy": cross_entropy',
        '"accuracy": accuracy → "loss": accuracy',
    ),
    "The loss and the accuracy have changed places: each stands where the other belongs.",
    "Which of the two can be above 1?",
)
wrong(
    "percent",
    "accuracy(logits, labels) → 100 * accuracy(logits, labels)",
    "The accuracy is in percent; a share from 0 to 1 is expected.",
    "What is the accuracy if every prediction is right?",
)
wrong(
    "error_rate",
    "accuracy(logits, labels) → 1 - accuracy(logits, labels)",
    "This is the share of wrong predictions; the accuracy is the share of right ones.",
    "What is the accuracy if every prediction is right?",
)
wrong(
    "count",
    "accuracy(logits, labels) → accuracy(logits, labels) * len(X)",
    "You count the right predictions; their share is expected.",
    "Should the accuracy grow if there are twice as many examples?",
)
wrong(
    "total",
    "cross_entropy(logits, labels) → cross_entropy(logits, labels) * len(X)",
    "The loss is the sum over the examples; the mean is expected.",
    "Should the loss grow if there are twice as many examples?",
)
wrong(
    "loss_of_probabilities",
    'return {"loss": cross_entropy(logits, → '
    'from course_lib.nn import softmax; return {"loss": cross_entropy(softmax(logits),',
    "Softmax is applied twice: `cross_entropy` takes logits and does it inside.",
    "What does lesson 05 hand to `cross_entropy`?",
)
wrong(
    "first_rows",
    (
        "mlp_forward(X, params) → mlp_forward(X[:32], params)",
        "return → labels = labels[:32]; return",
    ),
    "Only the first 32 rows are measured, as an input with more of them shows.",
    "Over which examples should the two numbers be taken?",
)
for size in (32, 10, 16, 20, 50, 64, 100, 128, 200, 256, 500, 512, 1000, 1024):
    wrong(
        f"mean_of_means_{size}",
        "",
        "You measure in batches and take the mean of the batches' means: the short last batch"
        " counts as much as a full one.",
        "Does each example count the same in your mean?",
        instead=f"""def evaluate(params, X, labels):
    losses, shares = [], []
    for x_batch, labels_batch in minibatches(X, labels, {size}):
        logits, cache = mlp_forward(x_batch, params)
        losses.append(cross_entropy(logits, labels_batch))
        shares.append(accuracy(logits, labels_batch))
    return {{"loss": np.mean(losses), "accuracy": np.mean(shares)}}
""",
    )
for size in (10, 20, 32, 100):  # 64 to 512 leave out the same rows as 32, 500 as 100
    wrong(
        f"full_batches_only_{size}",
        "",
        "You measure in batches and leave the short last one out, so some examples are not"
        " measured.",
        "What happens to the rows that do not fill a batch?",
        instead=f"""def evaluate(params, X, labels):
    losses, shares = [], []
    size = min({size}, len(X))
    for x_batch, labels_batch in minibatches(X, labels, size, drop_last=True):
        logits, cache = mlp_forward(x_batch, params)
        losses.append(cross_entropy(logits, labels_batch))
        shares.append(accuracy(logits, labels_batch))
    return {{"loss": np.mean(losses), "accuracy": np.mean(shares)}}
""",
    )
wrong(
    "trains",
    "cross_entropy(logits, labels) → train_step(params, X, labels, Adam())",
    "Measuring has changed the parameters, as a training step would. `evaluate` leaves them as they"
    " are.",
    "Which of your lines writes into `params`, and does somebody who only wants to know need it?",
)
for places in (2, 3, 4):
    wrong(
        f"rounded_to_{places}",
        (
            f"cross_entropy(logits, labels) → round(cross_entropy(logits, labels), {places})",
            f"accuracy(logits, labels) → round(accuracy(logits, labels), {places})",
        ),
        f"What you return is rounded to {places} decimals. Whoever prints it can round; whoever"
        " compares it cannot undo it.",
        "What would a plot of losses around 0.00001 look like?",
    )
wrong(
    "tuple_swapped",
    'return {"loss": cross_entropy(logits, labels), "accuracy": accuracy(logits, labels)} → '
    "return accuracy(logits, labels), cross_entropy(logits, labels)",
    "Two numbers come back as a pair, the accuracy first; a dict with their names is expected.",
    "How would the caller know which of the two is the loss?",
)
wrong(
    "tuple",
    'return {"loss": cross_entropy(logits, labels), "accuracy": accuracy(logits, labels)} → '
    "return cross_entropy(logits, labels), accuracy(logits, labels)",
    "Two numbers come back as a pair; a dict with their names is expected.",
    "How would the caller look up the accuracy?",
)
wrong(
    "no_accuracy",
    '"accuracy": → "acc":',
    "Nothing stands under the name `accuracy`.",
    "Which two names does the statement give?",
)
wrong(
    "no_loss",
    '"loss": → "cross_entropy":',
    "Nothing stands under the name `loss`.",
    "Which two names does the statement give?",
)
wrong(
    "no_return",
    'return {"loss" → {"loss"',
    "`None` comes back: no `return` hands the two numbers over.",
    "A number that is only printed, or only computed, is lost. How does the caller get it?",
)
wrong(
    "lists_of_one",
    (
        '"loss": cross_entropy(logits, labels) → "loss": [cross_entropy(logits, labels)]',
        '"accuracy": accuracy(logits, labels) → "accuracy": [accuracy(logits, labels)]',
    ),
    "Each number stands in a list of its own. The numbers themselves are expected.",
    "Which function collects one number per epoch in a list: this one, or the one that calls it?",
)
wrong(
    "one_prediction_for_all",
    "accuracy(logits, labels) → np.mean(np.argmax(logits) == labels)",
    "For the accuracy you took the place of the largest of **all** logits: one number for the whole"
    " table, where each row has a prediction of its own.",
    "Along which axis does a row's largest logit stand?",
)
wrong(
    "mean_over_rows_and_classes",
    "accuracy(logits, labels) → np.mean(logits.argmax(axis=1) == labels) / logits.shape[1]",
    "The accuracy is divided by the number of classes as well.",
    "How many predictions does each example have?",
)
wrong(
    "first_batch_of_many",
    "",
    "Only a first batch is measured: the function is left in the first round of its loop.",
    "Over which examples should the two numbers be taken?",
    instead="""def evaluate(params, X, labels):
    for x_batch, labels_batch in minibatches(X, labels, 64):
        logits, cache = mlp_forward(x_batch, params)
        loss, share = cross_entropy(logits, labels_batch), accuracy(logits, labels_batch)
        return {"loss": loss, "accuracy": share}
""",
)
wrong(
    "capital_names",
    ('"loss": → "Loss":', '"accuracy": → "Accuracy":'),
    "Nothing stands under the names `loss` and `accuracy`.",
    "Which two names does the statement give, and how are yours spelt? Python tells `Loss` from"
    " `loss`.",
)
wrong(
    "loss_of_the_predictions",
    "",
    "The loss takes the predicted classes for the true ones: a network is never wrong that way.",
    "Which argument says what the right answers are?",
    instead="""def evaluate(params, X, labels):
    logits, cache = mlp_forward(X, params)
    predicted = logits.argmax(axis=1)
    return {"loss": cross_entropy(logits, predicted), "accuracy": accuracy(logits, labels)}""",
)
wrong(
    "error_rate_for_loss",
    "",
    "Under `loss` stands the share of wrong predictions; the cross-entropy is expected.",
    "Which function of lesson 05 is the loss of this network?",
    instead="""def evaluate(params, X, labels):
    logits, cache = mlp_forward(X, params)
    share = accuracy(logits, labels)
    return {"loss": 1 - share, "accuracy": share}""",
)

wrong = mistakes("fit")
STEP = "            train_step(params, x_batch, labels_batch, optimizer)\n"
EPOCHS = "    for epoch in range(epochs):\n"
BATCHES = "        for x_batch, labels_batch in minibatches(X, labels, batch_size, rng=rng):\n"
HISTORY = '    history = {"loss": [], "accuracy": []}\n'
MEASURED = "        measured = evaluate(params, X, labels)\n"
wrong(
    "never_shuffled",
    ", rng=rng): → ):",
    "The batches are those of the data as it came: rows never move from one batch to another.",
    "Which argument of `minibatches` asks for a shuffle?",
)
wrong(
    "shuffled_once",
    (
        ", rng=rng): → ):",
        (
            f"{EPOCHS} →     order = rng.permutation(len(X))\n    X, labels = X[order],"
            f" labels[order]\n{EPOCHS}"
        ),
    ),
    "Every epoch goes through the same batches in the same order: there is no fresh shuffle.",
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
    "seed_of_epoch",
    "rng=rng → rng=np.random.default_rng(epoch)",
    "The `rng` that was given is not used: with another one your orders are the same. They come"
    " from seeds of your own.",
    "Whoever hands in `rng` wants to decide the order. Where does it enter?",
)
wrong(
    "batches_kept",
    (
        (
            f"{EPOCHS} →     batches = list(minibatches(X, labels, batch_size, rng=rng))\n{EPOCHS}"
            "        rng.shuffle(batches)\n"
        ),
        "minibatches(X, labels, batch_size, rng=rng): → batches:",
    ),
    "The rows are dealt into batches once, before the epochs. Afterwards only the order of the"
    " batches changes, and the same rows always share a batch.",
    "What should be shuffled in each epoch, the batches or the rows?",
)
wrong(
    "batches_shuffled",
    (
        (
            f"{EPOCHS} →     batches = list(minibatches(X, labels, batch_size))\n{EPOCHS}       "
            " rng.shuffle(batches)\n"
        ),
        "minibatches(X, labels, batch_size, rng=rng): → batches:",
    ),
    "You shuffle the order of the batches, but the same rows always share a batch.",
    "What should be shuffled, the batches or the rows?",
)
wrong(
    "used_up",
    (
        f"{EPOCHS} →     batches = minibatches(X, labels, batch_size, rng=rng)\n{EPOCHS}",
        "minibatches(X, labels, batch_size, rng=rng): → batches:",
    ),
    "Only the first epoch trains; in the others nothing moves. The generator is made once, and"
    " used up.",
    "How often can a generator be gone through, and in which of the two loops should it be made?",
)
wrong(
    "starts_again",
    f"{EPOCHS} →     start = {{name: p.copy() for name, p in params.items()}}\n{EPOCHS}"
    "        for name in params:\n            params[name][...] = start[name]\n",
    "Every epoch starts from the first parameters again: what the one before had learnt is lost.",
    "With which parameters should the second epoch begin?",
)
wrong(
    "short_one_lost",
    "rng=rng → rng=rng, drop_last=True",
    "The short last batch never trains: 7 rows in batches of 3 make 2 steps per epoch in your"
    " code, not 3.",
    "What happens to the rows that do not fill a batch?",
)
wrong(
    "X_without_labels",
    "minibatches(X, labels, batch_size, rng=rng) → minibatches(X[rng.permutation(len(X))], labels,"
    " batch_size)",
    "`X` is shuffled and the labels are not: each row is trained with somebody else's label.",
    "What must move together when rows move?",
)
wrong(
    "with_replacement",
    f"{BATCHES} → "
    "        for start in range(0, len(X), batch_size):\n"
    "            rows = rng.integers(len(X), size=min(batch_size, len(X) - start))\n"
    "            x_batch, labels_batch = X[rows], labels[rows]\n",
    "Rows are drawn so that one can be drawn again: in an epoch some come twice, and others not at"
    " all.",
    "How often should each row train in an epoch?",
)
wrong(
    "whole_data",
    "train_step(params, x_batch, labels_batch, optimizer) → train_step(params, X, labels,"
    " optimizer)",
    "Every step trains on all of the data; a step belongs to its own batch.",
    "What is the batch for, if every step looks at everything?",
)
wrong(
    "one_step_an_epoch",
    f"{BATCHES}{STEP} →         train_step(params, X, labels, optimizer)\n",
    "There is one step per epoch, on all of the data, even where `batch_size` is smaller.",
    "Which argument says how many rows a step looks at, and where do you use it?",
)
wrong(
    "last_batch_trains",
    f"{STEP} →             pass\n        train_step(params, x_batch, labels_batch, optimizer)\n",
    "Only the last batch of each epoch trains: the step stands outside the loop over the batches.",
    "How far to the right does the training step stand, and when is it reached?",
)
wrong(
    "trains_twice",
    f"{STEP} → {STEP}{STEP}",
    "Every batch trains twice in an epoch.",
    "How many steps does each batch get?",
)
wrong(
    "loops_exchanged",
    f"{EPOCHS}{BATCHES} → {BATCHES[4:]}        for epoch in range(epochs):\n",
    "The two loops are the wrong way round: each batch trains for all epochs before the next one"
    " has its turn.",
    "Which is the outer loop: the passes over the data, or the batches of one pass?",
)
for made, name in ADAMS.items():
    wrong(
        name,
        f"{HISTORY} →     optimizer = {made}\n{HISTORY}",
        "You make an optimizer of your own; the one that was handed in is never used.",
        "Who decides how the parameters are updated?",
    )
    wrong(
        f"{name}_each_batch",
        f"labels_batch, optimizer) → labels_batch, {made})",
        "You make a new optimizer for each batch; the one that was handed in is never used.",
        "Adam remembers the steps before. What does a new one remember?",
    )
wrong(
    "trains_a_copy",
    f"{HISTORY} →     params = {{name: p.copy() for name, p in params.items()}}\n{HISTORY}",
    "The caller's parameters stay as they were: nothing is trained, or a copy, or new arrays under"
    " the same names.",
    "Where will the caller look for the trained parameters?",
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
    "measures_before",
    (
        f'{MEASURED}        history["loss"] →         history["loss"]',
        f"{EPOCHS} → {EPOCHS}{MEASURED}",
    ),
    "You measure before the epoch trains: the first entry is that of the untrained network, and the"
    " last epoch is never measured.",
    "Where in the epoch should `evaluate` stand?",
)
wrong(
    "starts_with_an_entry",
    f"{HISTORY} →     start = evaluate(params, X, labels)\n"
    '    history = {"loss": [start["loss"]], "accuracy": [start["accuracy"]]}\n',
    "The history has one entry more than there are epochs: it begins with the untrained network.",
    "How many entries are expected, and when is the first one taken?",
)
wrong(
    "last_batch_loss",
    ("            train_step( →             loss = train_step(", 'measured["loss"] → loss'),
    "The loss in the history is that of the epoch's last batch, before its update.",
    "Over which examples, and at which moment, should the loss be measured?",
)
wrong(
    "mean_of_step_losses",
    (
        f"{EPOCHS} → {EPOCHS}        losses = []\n",
        (
            f"{STEP} →             losses.append(train_step(params, x_batch, labels_batch,"
            " optimizer))\n"
        ),
        'measured["loss"] → np.mean(losses)',
    ),
    "The loss in the history is the mean of what the steps returned: each was measured with other"
    " parameters, before its update. One measurement at the end of the epoch is expected.",
    "Which parameters does `evaluate` see at the end of the epoch?",
)
wrong(
    "running_mean",
    (
        f"{EPOCHS} → {EPOCHS}        total = 0.0\n",
        (
            f"{STEP} →             total += len(x_batch) * train_step(params, x_batch,"
            " labels_batch, optimizer)\n"
        ),
        'measured["loss"] → total / len(X)',
    ),
    "The loss in the history is the mean of the losses seen before each update, as in lesson 03."
    " One measurement at the end of the epoch is expected.",
    "Which parameters does `evaluate` see at the end of the epoch?",
)
wrong(
    "measured_on_the_way",
    (
        f"{EPOCHS} → {EPOCHS}        losses, shares = [], []\n",
        (
            f"{STEP} →             losses.append(train_step(params, x_batch, labels_batch,"
            " optimizer))\n            shares.append(evaluate(params, x_batch,"
            ' labels_batch)["accuracy"])\n'
        ),
        'measured["loss"] → np.mean(losses)',
        'measured["accuracy"] → np.mean(shares)',
    ),
    "What stands in the history is a mean over the epoch's batches, gathered while the parameters"
    " were changing. One measurement at the end of the epoch is expected.",
    "Which parameters does `evaluate` see at the end of the epoch?",
)
wrong(
    "measures_the_batch",
    "evaluate(params, X, labels) → evaluate(params, x_batch, labels_batch)",
    "You measure on the epoch's last batch; all of the data is expected.",
    "Which examples should `evaluate` be given?",
)
wrong(
    "measures_each_batch",
    (
        "        measured = →             measured =",
        '        history["loss"] →             history["loss"]',
        '        history["accuracy"] →             history["accuracy"]',
    ),
    "The history has one entry per batch; one per epoch is expected.",
    "At the end of which of the two loops should you measure?",
)
wrong(
    "history_starts_again",
    f"{HISTORY}{EPOCHS} → {EPOCHS}    {HISTORY}",
    "The history has only the last epoch: it is made anew in every one, or measured once they are"
    " all over.",
    "How often should an empty history be made, and how far is the line indented that measures?",
)
wrong(
    "overwritten",
    (
        'history["loss"].append(measured["loss"]) → history["loss"] = measured["loss"]',
        (
            'history["accuracy"].append(measured["accuracy"]) → history["accuracy"] ='
            ' measured["accuracy"]'
        ),
    ),
    "There is a single number under each name, that of the last epoch; lists are expected.",
    "What becomes of the numbers of the earlier epochs?",
)
wrong(
    "one_list",
    'history = {"loss": [], "accuracy": []} → history = dict.fromkeys(["loss", "accuracy"], [])',
    "Both names of the history stand for one and the same list, so losses and accuracies are"
    " mixed.",
    "How many lists does your code make?",
)
wrong(
    "dicts_inside",
    (
        'append(measured["loss"]) → append(measured)',
        'append(measured["accuracy"]) → append(measured)',
    ),
    "You collect whole dicts, one per epoch. Numbers are expected: a dict with the losses in one"
    " list and the accuracies in another.",
    "What does `evaluate` return, and which part of it belongs where?",
)
wrong(
    "swapped",
    (
        'measured["loss"] → measured["accuracy "]',
        'measured["accuracy"] → measured["loss"]',
        '"accuracy "] → "accuracy"]',
    ),
    "Losses and accuracies have changed places: each stands under the other's name.",
    "Which of the two should fall?",
)
wrong(
    "percent",
    'measured["accuracy"] → 100 * measured["accuracy"]',
    "The accuracies are in percent; what `evaluate` returns is expected, a share from 0 to 1.",
    "What does `evaluate` return if every prediction is right?",
)
wrong(
    "stops_early",
    "    return history → \n        return history",
    "Only the first epoch runs: the loop ends in its first round, by a `return` or a `break`.",
    "What ends the loop, and after which round should it end?",
)
wrong(
    "no_return",
    "return history → return",
    "`None` comes back: whatever the history was, it is lost.",
    "What does the caller want to plot?",
)
wrong(
    "params_back",
    "return history → return params",
    "What you return has nothing under the names `loss` and `accuracy`: it is a single list, or a"
    " dict of other things, such as the parameters.",
    "Which two names does the statement give, and what stands under them?",
)
wrong(
    "no_losses",
    ('{"loss": [], → {"losses": [],', 'history["loss"] → history["losses"]'),
    "Nothing stands under the name `loss` in your history.",
    "Which two names does the statement give?",
)
wrong(
    "no_accuracies",
    ('"accuracy": []} → "accuracies": []}', 'history["accuracy"] → history["accuracies"]'),
    "Nothing stands under the name `accuracy` in your history.",
    "Which two names does the statement give?",
)
wrong(
    "both_back",
    "return history → return params, history",
    "You return two things. The parameters are trained in place, so the history alone is enough.",
    "What does the caller not know yet?",
)
wrong(
    "pair_of_lists",
    "return history → return history['loss'], history['accuracy']",
    "You return a pair of lists; a dict with a name for each is expected.",
    "How would the caller look up the accuracies?",
)
wrong(
    "equal_parts",
    f"{BATCHES} → "
    "        order = rng.permutation(len(X))\n"
    "        for rows in np.array_split(order, -(-len(X) // batch_size)):\n"
    "            x_batch, labels_batch = X[rows], labels[rows]\n",
    "You share the rows out into parts of nearly the same size: 7 rows in batches of 3 make 3, 2"
    " and 2 in your code, not 3, 3 and 1.",
    "How many rows does a batch have that is not the last one?",
)
wrong(
    "larger_parts",
    f"{BATCHES} → "
    "        order = rng.permutation(len(X))\n"
    "        for rows in np.array_split(order, max(1, len(X) // batch_size)):\n"
    "            x_batch, labels_batch = X[rows], labels[rows]\n",
    "There is no short batch: its rows are added to the full ones. 7 rows in batches of 3 make 4"
    " and 3 in your code, not 3, 3 and 1.",
    "How many rows may a batch have at most?",
)
wrong(
    "batch_too_many",
    f"{BATCHES} → "
    "        order = rng.permutation(len(X))\n"
    "        for start in range(0, len(X) + 1, batch_size):\n"
    "            rows = order[start : start + batch_size]\n"
    "            x_batch, labels_batch = X[rows], labels[rows]\n",
    "There is a batch too many where `batch_size` divides the number of rows: it is empty, and the"
    " optimizer steps all the same.",
    "24 rows in batches of 4: how many steps should an epoch have?",
)
wrong(
    "by_hand",
    f"{STEP} → "
    "            logits, cache = mlp_forward(x_batch, params)\n"
    "            grads = mlp_backward(cross_entropy_grad(logits, labels_batch), params, cache)\n"
    "            for name in params:\n"
    "                params[name] -= optimizer.learning_rate * grads[name]\n",
    "You take plain steps yourself, and the optimizer's `step` is never called. With Adam or"
    " momentum these would be other steps.",
    "Who knows how this optimizer moves the parameters?",
)
wrong(
    "first_batch_trains",
    f"{STEP} → {STEP}            break\n",
    "Only the first batch of each epoch trains; the others are left out.",
    "What ends your loop over the batches, and when?",
)
wrong(
    "labels_without_X",
    "minibatches(X, labels, batch_size, rng=rng) → minibatches(X, rng.permutation(labels),"
    " batch_size)",
    "The labels are shuffled and `X` is not: each row is trained with somebody else's label.",
    "What must move together when rows move?",
)
wrong(
    "two_orders",
    "minibatches(X, labels, batch_size, rng=rng) → "
    "minibatches(X[rng.permutation(len(X))], labels[rng.permutation(len(X))], batch_size)",
    "`X` and the labels are shuffled in two different orders: each row is trained with somebody"
    " else's label.",
    "What must move together when rows move?",
)
wrong(
    "best_so_far",
    (
        (
            'history["loss"].append(measured["loss"]) →'
            ' history["loss"].append(min([measured["loss"], *history["loss"]]))'
        ),
        (
            'history["accuracy"].append(measured["accuracy"]) → '
            'history["accuracy"].append(max([measured["accuracy"], *history["accuracy"]]))'
        ),
    ),
    "The history has the best number so far; the one at the end of each epoch is expected, better"
    " or worse.",
    "How would you see in your history that training goes wrong?",
)
for places in (2, 3, 4):
    wrong(
        f"rounded_to_{places}",
        (
            f'append(measured["loss"]) → append(round(measured["loss"], {places}))',
            f'append(measured["accuracy"]) → append(round(measured["accuracy"], {places}))',
        ),
        f"What stands in the history is rounded to {places} decimals; what `evaluate` returns is"
        " expected.",
        "Whoever prints the numbers can round them. Who can undo it?",
    )
wrong(
    "global_state",
    "rng=rng → rng=np.random",
    "The order comes from NumPy's global random state, not from the `rng` that was given.",
    "Whoever hands in `rng` wants to decide the order. Where does it enter?",
)
wrong(
    "measured_on_one_batch_of_the_data",
    "evaluate(params, X, labels) → evaluate(params, X[:batch_size], labels[:batch_size])",
    "You measure on the first `batch_size` rows; all of the data is expected.",
    "Which examples should `evaluate` be given?",
)
wrong(
    "one_number_too_few",
    '        history["loss"].append(measured["loss"]) → '
    '        if epoch > 0:\n            history["loss"].append(measured["loss"])',
    "The losses begin with the second epoch.",
    "How many entries should each list have?",
)
wrong(
    "accuracy_in_both",
    'append(measured["loss"]) → append(measured["accuracy"])',
    "Under `loss` stand the accuracies as well.",
    "Compare the name in each pair of square brackets: which number goes into which list?",
)
