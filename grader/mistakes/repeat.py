"""What goes wrong in lesson 08."""

from grader.mistakes import mistakes

wrong = mistakes("train_step")
wrong(
    "never_steps",
    "optimizer.step(params, grads) → pass",
    "The parameters stay as they were: the gradient is there, and nobody takes the step.",
    "Which line of the loop changes the parameters?",
)
wrong(
    "steps_a_copy",
    "optimizer.step(params, grads) → optimizer.step({name: p.copy() for name, p in params.items()}, grads)",
    "The optimizer steps, but the caller's parameters stay as they were: it was given copies of the arrays.",
    "Whose arrays should the step change?",
)
wrong(
    "arguments_swapped",
    "optimizer.step(params, grads) → optimizer.step(grads, params)",
    "The two dicts are handed to `step` in the wrong order: it changes the gradients, and the parameters stay.",
    "Which of the two comes first in `step`?",
)
wrong(
    "steps_twice",
    "optimizer.step(params, grads) → optimizer.step(params, grads); optimizer.step(params, grads)",
    "The optimizer takes two steps with one gradient; one a batch was asked for.",
    "How often is `step` called, and how often should it be?",
)
wrong(
    "one_at_a_time",
    "optimizer.step(params, grads) → [optimizer.step({name: params[name]}, {name: grads[name]}) for name in params]",
    "`step` is called once for each parameter. An optimizer counts its steps: Adam would believe that many batches "
    "had gone by.",
    "`step` takes two whole dicts. How often is it called for one batch?",
)
wrong(
    "by_hand",
    "optimizer.step(params, grads) → \n"
    "    for name in params:\n"
    "        params[name] -= optimizer.learning_rate * grads[name]",
    "You take a plain step yourself, and the optimizer's `step` is never called. With Adam or momentum that would be "
    "another step.",
    "Who knows how this optimizer moves the parameters?",
)
wrong(
    "loss_after",
    "return loss → return cross_entropy(mlp_forward(x, params)[0], labels)",
    "The loss that you return is measured after the update; asked for is the one before it.",
    "Which logits did the gradient come from, and what was their loss?",
)
wrong(
    "accuracy_for_loss",
    "return loss → return accuracy(logits, labels)",
    "You return the accuracy. Asked for is the loss.",
    "Which of the two falls while the network learns?",
)
wrong(
    "loss_total",
    "return loss → return loss * len(x)",
    "The loss is multiplied by the number of examples; `cross_entropy` is a mean, and asked for as it is.",
    "Should the loss of a batch depend on its size?",
)
wrong(
    "loss_of_probabilities",
    "loss = cross_entropy(logits, → from course_lib.nn import softmax; loss = cross_entropy(softmax(logits),",
    "Softmax is applied twice: `cross_entropy` takes logits and does it inside.",
    "What does lesson 05 hand to `cross_entropy`?",
)
wrong(
    "gradient_of_probabilities",
    "dlogits = cross_entropy_grad(logits, → "
    "from course_lib.nn import softmax; dlogits = cross_entropy_grad(softmax(logits),",
    "The gradient is taken at probabilities: `cross_entropy_grad` takes logits and applies softmax inside.",
    "What does lesson 06 hand to `cross_entropy_grad`?",
)
wrong(
    "returns_nothing",
    "return loss → return",
    "The parameters are trained, but `None` comes back: the `return` is missing, or it returns what `step` does, which "
    "is nothing.",
    "What does whoever calls it want to know about this batch?",
)
wrong(
    "returns_params",
    "return loss → return params",
    "You return the parameters. They are trained in place, so the caller has them; asked for is the loss.",
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
    "The gradient has the wrong sign, so the step goes uphill. The minus is the optimizer's business.",
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
    "`cross_entropy_grad` has divided by n. Why multiply again?",
)
wrong(
    "averaged_twice",
    "cross_entropy_grad(logits, labels) → cross_entropy_grad(logits, labels) / len(x)",
    "The gradient is divided by n a second time: `cross_entropy_grad` has done so already.",
    "How often does the loss take a mean?",
)
wrong(
    "two_rounds",
    "return loss → \n"
    "    logits, cache = mlp_forward(x, params)\n"
    "    optimizer.step(params, mlp_backward(cross_entropy_grad(logits, labels), params, cache))\n"
    "    return loss",
    "The batch is trained on twice, each time with its own gradient; one step was asked for.",
    "How many steps does a training step take?",
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

wrong = mistakes("evaluate")
wrong(
    "swapped",
    ('"loss": cross_entropy → "accuracy": cross_entropy', '"accuracy": accuracy → "loss": accuracy'),
    "The two numbers are right, but each stands under the other's name.",
    "Which of the two can be above 1?",
)
wrong(
    "percent",
    "accuracy(logits, labels) → 100 * accuracy(logits, labels)",
    "The accuracy is in per cent; asked for is a share from 0 to 1.",
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
    "You count the right predictions; asked for is their share.",
    "Should the accuracy grow if there are twice as many examples?",
)
wrong(
    "total",
    "cross_entropy(logits, labels) → cross_entropy(logits, labels) * len(X)",
    "The loss is the sum over the examples; asked for is the mean.",
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
    ("mlp_forward(X, params) → mlp_forward(X[:32], params)", "return → labels = labels[:32]; return"),
    "Only the first 32 rows are measured. With fewer rows the answer is right, with more it is not.",
    "Over which examples are the two numbers asked for?",
)
wrong(
    "mean_of_means",
    "",
    "You measure in batches and take the mean of the batches' means: the short last batch counts as much as a full "
    "one.",
    "Does each example count the same in your mean?",
    instead="""def evaluate(params, X, labels):
    losses, shares = [], []
    for x_batch, labels_batch in minibatches(X, labels, 32):
        logits, cache = mlp_forward(x_batch, params)
        losses.append(cross_entropy(logits, labels_batch))
        shares.append(accuracy(logits, labels_batch))
    return {"loss": np.mean(losses), "accuracy": np.mean(shares)}
""",
)
wrong(
    "full_batches_only",
    "",
    "You measure in batches and leave the short last one out, so some examples are not measured.",
    "How many of 70 rows are in the full batches of 32?",
    instead="""def evaluate(params, X, labels):
    losses, shares = [], []
    size = min(32, len(X))
    for x_batch, labels_batch in minibatches(X, labels, size, drop_last=True):
        logits, cache = mlp_forward(x_batch, params)
        losses.append(cross_entropy(logits, labels_batch))
        shares.append(accuracy(logits, labels_batch))
    return {"loss": np.mean(losses), "accuracy": np.mean(shares)}
""",
)
wrong(
    "trains",
    "cross_entropy(logits, labels) → train_step(params, X, labels, Adam())",
    "The loss is right, but it comes from a training step: measuring has changed the parameters.",
    "Which line of `train_step` must not run while somebody only wants to know?",
)
wrong(
    "rounded",
    (
        "cross_entropy(logits, labels) → round(cross_entropy(logits, labels), 2)",
        "accuracy(logits, labels) → round(accuracy(logits, labels), 2)",
    ),
    "Both numbers are rounded to two decimals. Whoever prints them can round; whoever compares them cannot undo it.",
    "What would a plot of losses around 0.001 look like?",
)
wrong(
    "tuple",
    'return {"loss": cross_entropy(logits, labels), "accuracy": accuracy(logits, labels)} → '
    "return cross_entropy(logits, labels), accuracy(logits, labels)",
    "The two numbers are right, but they come back as a pair; asked for is a dict with their names.",
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
    "The numbers are computed, but `None` comes back: the function has no `return`.",
    "A number that is only printed, or only computed, is lost. How does the caller get it?",
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
    "The rows are never shuffled: `rng` is not used.",
    "Which argument of `minibatches` asks for a shuffle?",
)
wrong(
    "shuffled_once",
    (
        ", rng=rng): → ):",
        f"{EPOCHS} →     order = rng.permutation(len(X))\n    X, labels = X[order], labels[order]\n{EPOCHS}",
    ),
    "You shuffle once, before the epochs: every epoch goes through the same batches.",
    "Which of the two loops should a fresh shuffle be in?",
)
wrong(
    "same_order",
    "rng=rng → rng=np.random.default_rng(0)",
    "Every epoch has the same order: it comes from a seed of your own, not from the `rng` that was given.",
    "Where does the randomness of the second epoch come from?",
)
wrong(
    "seed_of_epoch",
    "rng=rng → rng=np.random.default_rng(epoch)",
    "The `rng` that was given is not used: with another one your orders are the same. They come from "
    "seeds of your own.",
    "Whoever hands in `rng` wants to decide the order. Where does it enter?",
)
wrong(
    "batches_kept",
    (
        f"{EPOCHS} →     batches = list(minibatches(X, labels, batch_size, rng=rng))\n{EPOCHS}"
        "        rng.shuffle(batches)\n",
        "minibatches(X, labels, batch_size, rng=rng): → batches:",
    ),
    "The rows are dealt into batches once, before the epochs. Afterwards only the order of the batches changes, and "
    "the same rows always share a batch.",
    "What should be shuffled in each epoch, the batches or the rows?",
)
wrong(
    "batches_shuffled",
    (
        f"{EPOCHS} →     batches = list(minibatches(X, labels, batch_size))\n{EPOCHS}        rng.shuffle(batches)\n",
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
    "Only the first epoch trains; in the others nothing moves. The generator is made once, and used up.",
    "How often can a generator be gone through, and in which of the two loops should it be made?",
)
wrong(
    "short_one_lost",
    "rng=rng → rng=rng, drop_last=True",
    "The short last batch never trains: 7 rows in batches of 3 make 2 steps an epoch with you, not 3.",
    "What happens to the rows that do not fill a batch?",
)
wrong(
    "X_without_labels",
    "minibatches(X, labels, batch_size, rng=rng) → minibatches(X[rng.permutation(len(X))], labels, batch_size)",
    "`X` is shuffled and the labels are not: each row is trained with somebody else's label.",
    "What must move together when rows move?",
)
wrong(
    "with_replacement",
    f"{BATCHES} → "
    "        for start in range(0, len(X), batch_size):\n"
    "            rows = rng.integers(len(X), size=min(batch_size, len(X) - start))\n"
    "            x_batch, labels_batch = X[rows], labels[rows]\n",
    "Each batch draws its rows anew, so in an epoch some rows come twice and others not at all.",
    "How often should each row train in an epoch?",
)
wrong(
    "whole_data",
    "train_step(params, x_batch, labels_batch, optimizer) → train_step(params, X, labels, optimizer)",
    "Every step trains on all of the data; a step belongs to its own batch.",
    "What is the batch for, if every step looks at everything?",
)
wrong(
    "one_step_an_epoch",
    f"{BATCHES}{STEP} →         train_step(params, X, labels, optimizer)\n",
    "There is one step an epoch, on all of the data; one a batch was asked for.",
    "100 rows in batches of 32: how many steps should an epoch have?",
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
    "The two loops are the wrong way round: each batch trains for all epochs before the next one has its turn.",
    "Which is the outer loop: the passes over the data, or the batches of one pass?",
)
wrong(
    "own_optimizer",
    f"{HISTORY} →     optimizer = Adam()\n{HISTORY}",
    "You make an optimizer of your own; the one that was handed in is never used.",
    "Who decides how the parameters are updated?",
)
wrong(
    "trains_a_copy",
    f"{HISTORY} →     params = {{name: p.copy() for name, p in params.items()}}\n{HISTORY}",
    "The history is right, but the caller's parameters stay as they were: you trained a copy.",
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
    "You measure before the epoch trains: the first entry is that of the untrained network, and the last epoch is "
    "never measured.",
    "Where in the epoch should `evaluate` stand?",
)
wrong(
    "starts_with_an_entry",
    f"{HISTORY} →     start = evaluate(params, X, labels)\n"
    '    history = {"loss": [start["loss"]], "accuracy": [start["accuracy"]]}\n',
    "The history has one entry more than there are epochs: it begins with the untrained network.",
    "How many entries are asked for, and when is the first one taken?",
)
wrong(
    "last_batch_loss",
    ("            train_step( →             loss = train_step(", 'measured["loss"] → loss'),
    "The loss in the history is that of the epoch's last batch, before its update.",
    "Over which examples, and at which moment, is the loss asked for?",
)
wrong(
    "mean_of_step_losses",
    (
        f"{EPOCHS} → {EPOCHS}        losses = []\n",
        f"{STEP} →             losses.append(train_step(params, x_batch, labels_batch, optimizer))\n",
        'measured["loss"] → np.mean(losses)',
    ),
    "The loss in the history is the mean of what the steps returned: each was measured with other parameters, before "
    "its update. Asked for is one measurement at the end of the epoch.",
    "Which parameters does `evaluate` see at the end of the epoch?",
)
wrong(
    "running_mean",
    (
        f"{EPOCHS} → {EPOCHS}        total = 0.0\n",
        f"{STEP} →             total += len(x_batch) * train_step(params, x_batch, labels_batch, optimizer)\n",
        'measured["loss"] → total / len(X)',
    ),
    "The loss in the history is the mean of the losses seen before each update, as in lesson 03. Asked for is one "
    "measurement at the end of the epoch.",
    "Which parameters does `evaluate` see at the end of the epoch?",
)
wrong(
    "measures_the_batch",
    "evaluate(params, X, labels) → evaluate(params, x_batch, labels_batch)",
    "You measure on the epoch's last batch; asked for is all of the data.",
    "Which examples should `evaluate` be given?",
)
wrong(
    "measures_each_batch",
    (
        "        measured = →             measured =",
        '        history["loss"] →             history["loss"]',
        '        history["accuracy"] →             history["accuracy"]',
    ),
    "The history has one entry a batch; one an epoch was asked for.",
    "At the end of which of the two loops should you measure?",
)
wrong(
    "history_starts_again",
    f"{HISTORY}{EPOCHS} → {EPOCHS}    {HISTORY}",
    "The history has only the last epoch: it is made anew in every one.",
    "How often should an empty history be made?",
)
wrong(
    "overwritten",
    (
        'history["loss"].append(measured["loss"]) → history["loss"] = measured["loss"]',
        'history["accuracy"].append(measured["accuracy"]) → history["accuracy"] = measured["accuracy"]',
    ),
    "The history has a single number under each name, that of the last epoch; asked for are lists.",
    "What does `=` do with the number of the epoch before?",
)
wrong(
    "one_list",
    'history = {"loss": [], "accuracy": []} → history = dict.fromkeys(["loss", "accuracy"], [])',
    "Both names of the history stand for one and the same list, so losses and accuracies are mixed.",
    "How many lists does your code make?",
)
wrong(
    "dicts_inside",
    (
        'append(measured["loss"]) → append(measured)',
        'append(measured["accuracy"]) → append(measured)',
    ),
    "You collect whole dicts, one an epoch. Asked for are numbers: a dict with the losses in one list and the "
    "accuracies in another.",
    "What does `evaluate` return, and which part of it belongs where?",
)
wrong(
    "swapped",
    (
        'measured["loss"] → measured["accuracy "]',
        'measured["accuracy"] → measured["loss"]',
        '"accuracy "] → "accuracy"]',
    ),
    "Losses and accuracies are right, but each stands under the other's name.",
    "Which of the two should fall?",
)
wrong(
    "percent",
    'measured["accuracy"] → 100 * measured["accuracy"]',
    "The accuracies are in per cent; asked for is what `evaluate` returns, a share from 0 to 1.",
    "What does `evaluate` return if every prediction is right?",
)
wrong(
    "stops_early",
    "    return history → \n        return history",
    "Only the first epoch runs: the function returns from inside its loop.",
    "How far to the right does the `return` stand, and when is it reached?",
)
wrong(
    "no_return",
    "return history → return",
    "The network is trained, but nothing comes back: the history is lost.",
    "What does the caller want to plot?",
)
wrong(
    "params_back",
    "return history → return params",
    "The dict that you return has neither `loss` nor `accuracy`: it is another one, such as the parameters, or its "
    "entries have other names.",
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
