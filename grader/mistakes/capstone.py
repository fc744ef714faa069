"""What goes wrong in lesson 15: first what a plain loop lacks, then piece by piece."""

from grader.mistakes import mistakes

wrong = mistakes("Trainer")

# It learns and predicts

wrong(
    "returns_nothing",
    "return self\n → return\n",
    "`fit` does not return the trainer: `Trainer().fit(…).predict(…)` in one line cannot work.",
    "What does the object hand back on which `fit` was called?",
)
wrong(
    "returns_logits",
    "return logits.argmax(axis=1) → return logits",
    "`predict` returns a row of scores for each row. A class is the place of the largest one.",
    "What of the largest number in a row of logits is the prediction, the number or its place?",
)
wrong(
    "predicts_nothing",
    "return logits.argmax(axis=1) → logits.argmax(axis=1)",
    "`predict` returns `None`: what it works out, or prints, is lost.",
    "A number that is only printed, or only computed, is gone. How does the caller get it?",
)
wrong(
    "no_train_loss",
    ('{"train_loss": [] → {"loss": []', 'self.history["train_loss"] → self.history["loss"]'),
    "Nothing stands under the name `train_loss` in the history.",
    "Which three names does the statement give?",
)
wrong(
    "dicts_in_train_loss",
    'evaluate(params, X, y)["loss"]) → evaluate(params, X, y))',
    "What stands in `train_loss` is a dict per epoch: all that `evaluate` gives. The number under "
    "`loss` is expected.",
    "How do you get one number out of a dict?",
)
wrong(
    "no_rates",
    ('"learning_rate": []} → "rate": []}', 'self.history["learning_rate"] → self.history["rate"]'),
    "Nothing stands under the name `learning_rate` in the history.",
    "Which three names does the statement give?",
)
wrong(
    "history_stays_empty",
    (
        '            self.history["train_loss"].append(evaluate(params, X, y)["loss"])\n'
        '            self.history["val_loss"].append(val_loss)\n'
        '            self.history["learning_rate"].append(optimizer.learning_rate)\n'
        " → "
    ),
    "The lists of the history stay empty: nothing is appended to them.",
    "How many numbers should each list have after three epochs, and which line adds one?",
)
wrong(
    "accuracy_for_val_loss",
    (
        'self.history["val_loss"].append(val_loss) → '
        'self.history["val_loss"].append(evaluate(params, X_val, y_val)["accuracy"])'
    ),
    "What stands in `val_loss` grows while the network learns: it is no loss.",
    "Which of the two numbers that `evaluate` gives belongs under `val_loss`?",
)
wrong(
    "classes_down",
    "logits.argmax(axis=1) → logits.argmax(axis=0)",
    "`predict` gives one number per class, not one per row: it looks down each column for the "
    "largest.",
    "Logits are `(n, C)`. Along which axis do the classes lie?",
)
wrong(
    "smallest_logit",
    "logits.argmax(axis=1) → logits.argmin(axis=1)",
    "`predict` names a class for each row, and nearly every row gets a wrong one: it names the "
    "least likely class.",
    "Is the predicted class the one with the largest or with the smallest logit?",
)
wrong(
    "one_class_only",
    "return logits.argmax(axis=1) → return np.zeros(len(X), dtype=int)",
    "`predict` gives every row the same class.",
    "Print the logits of three rows of different classes: do they differ, and what becomes of "
    "them?",
)
wrong(
    "starts_from_zeros",
    "stopping = EarlyStopping(self.patience) → "
    "params = {name: 0.0 * p for name, p in params.items()}\n"
    "        stopping = EarlyStopping(self.patience)",
    "The network does not learn: with weights of 0, every hidden neuron is 0 and gets no "
    "blame, and only the last bias moves.",
    "What has to differ between two neurons before training can make them differ more?",
)
wrong(
    "percent",
    "return evaluate(self.params, self.scaler.transform(X), y) → "
    "\n"
    "        measured = evaluate(self.params, self.scaler.transform(X), y)\n"
    '        return {"loss": measured["loss"], "accuracy": 100 * measured["accuracy"]}',
    "The accuracy of `evaluate` is not the share of rows that `predict` has right.",
    "What is the accuracy, a number from 0 to 1, if every row is right?",
)
wrong(
    "evaluates_loss_only",
    'y)\n         → y)["loss"]\n        ',
    "`evaluate` does not give a dict with `loss` and `accuracy`.",
    "Which two names does whoever calls `evaluate` look up?",
)
wrong(
    "sum_of_losses",
    "return evaluate(self.params, self.scaler.transform(X), y) → "
    "\n"
    "        measured = evaluate(self.params, self.scaler.transform(X), y)\n"
    '        return {"loss": len(X) * measured["loss"], "accuracy": measured["accuracy"]}',
    "The loss of `evaluate` grows with the number of rows: the same rows twice have another loss.",
    "Is the expected loss a sum or a mean?",
)
wrong(
    "one_hidden_layer",
    "*self.hidden → self.hidden[0]",
    "Only the first entry of `hidden` makes a layer: `hidden=(16, 16)` trains as "
    "`hidden=(16,)` does.",
    "How many layers does `(32, 16)` ask for?",
)
wrong(
    "hidden_ignored",
    "*self.hidden → 64",
    "The network is the same whatever `hidden` says.",
    "Where do the widths of the caller enter the sizes of the network?",
)
wrong(
    "always_adam",
    'kinds[self.optimizer] → kinds["adam"]',
    "All three optimizers train alike: the setting `optimizer` is not used.",
    'Which line turns the text `"sgd"` into an optimizer?',
)
wrong(
    "momentum_is_sgd",
    '"momentum": Momentum → "momentum": SGD',
    '`optimizer="momentum"` trains as `"sgd"` does: the same losses to the last digit.',
    "Which class of the library has a velocity?",
)
wrong(
    "optimizer_each_epoch",
    "for epoch in range(self.epochs):\n"
    " → "
    "for epoch in range(self.epochs):\n"
    "            optimizer = kinds[self.optimizer](self.learning_rate)\n",
    "The optimizer is made anew in every epoch. So it forgets what momentum and Adam are "
    "there to remember: with one batch per epoch, momentum trains exactly as plain gradient "
    "descent.",
    "How long should a velocity live, an epoch or a whole training?",
)
wrong(
    "one_epoch_less",
    "range(self.epochs) → range(self.epochs - 1)",
    "There is one epoch fewer than `epochs` says.",
    "Which numbers does your `range` go through if `epochs` is 3?",
)
wrong(
    "one_epoch_more",
    "range(self.epochs) → range(self.epochs + 1)",
    "There is one epoch more than `epochs` says.",
    "Which numbers does your `range` go through if `epochs` is 3?",
)
wrong(
    "first_epoch_only",
    "if stopping.update(val_loss, params): → "
    "stopping.update(val_loss, params)\n"
    "            if True:",
    "Training ends in its first epoch, whatever `epochs` and `patience` say.",
    "Which line leaves the loop over epochs, and how far to the right does it stand?",
)
wrong(
    "batch_size_ignored",
    "self.batch_size, rng → 32, rng",
    "The setting `batch_size` is not used: training is the same with batches of 12 and of 48.",
    "Where does the size of a batch enter the loop?",
)
wrong(
    "one_batch",
    "self.batch_size, rng → len(X), rng",
    "Each epoch takes one step, with all rows at once. `batch_size` is not used.",
    "How many steps does an epoch have with 400 rows in batches of 32?",
)

# It scales the features

wrong(
    "not_scaled",
    "self.scaler.fit(X)\n"
    " → "
    "self.scaler.fit(X)\n"
    "        self.scaler.transform = lambda rows: rows\n",
    "The features do not come to mean 0 and deviation 1, each by its own numbers. With readings of "
    "very different size the network hardly learns.",
    "A mass of 180,000 and a share of 0.12: which of them does a weighted sum hear?",
)
wrong(
    "scaled_without_axis",
    "self.scaler.fit(X)\n"
    " → "
    "self.scaler.fit(X)\n"
    "        self.scaler.mean, self.scaler.deviation = X.mean(), X.std()\n",
    "All features are scaled by one mean and one deviation: those of the whole table. A feature "
    "that is large stays large beside the others.",
    "How many means has a table with 3 features, and along which axis are they taken?",
)
wrong(
    "fitted_on_both",
    "self.scaler.fit(X)\n → self.scaler.fit(np.concatenate([X, X_val]))\n",
    "The validation rows have a part in the mean and the deviation: other validation rows, "
    "and training itself goes another way.",
    "Which rows may decide what the scale is, if validation is to stand for rows of the future?",
)
wrong(
    "validation_scaled_by_itself",
    "self.scaler.transform(X), self.scaler.transform(X_val) → "
    "self.scaler.transform(X), Standardizer().fit(X_val).transform(X_val)",
    "In `fit`, the validation rows are scaled by their own mean and deviation: what "
    "`evaluate` finds for them stands nowhere in `val_loss`.",
    "How many scalers does one trainer need, and how often is its `fit` called?",
)
wrong(
    "validation_not_scaled",
    "self.scaler.transform(X), self.scaler.transform(X_val) → self.scaler.transform(X), X_val",
    "`fit` and `evaluate` do not find the same loss for the validation rows. That happens where "
    "one of the two scales them, and the other does not.",
    "Through what must every row go before the network sees it?",
)
wrong(
    "validation_scaled_twice",
    'val_loss = evaluate(params, X_val, y_val)["loss"] → '
    "self.params = params\n"
    '            val_loss = self.evaluate(X_val, y_val)["loss"]',
    "In `fit`, the validation rows seem to be scaled twice: `self.evaluate` scales what it is "
    "given, and these rows are scaled already.",
    "Which rows does your own `evaluate` expect, raw ones or scaled ones?",
)
wrong(
    "training_scaled_twice",
    'append(evaluate(params, X, y)["loss"]) → append(evaluate(params, self.scaler.transform(X), y)'
    '["loss"])',
    "For `train_loss`, the rows seem to be scaled twice: `self.evaluate` scales what it is given, "
    "and the rows in `fit` are scaled already.",
    "Which rows does your own `evaluate` expect, raw ones or scaled ones?",
)
wrong(
    "evaluate_not_scaled",
    "return evaluate(self.params, self.scaler.transform(X), y) → "
    "return evaluate(self.params, X, y)",
    "`evaluate` hands its rows to the network as they are; the network has learnt from scaled "
    "ones.",
    "Through what must every row go before the network sees it?",
)
wrong(
    "own_statistics",
    (
        "logits, cache = mlp_forward(self.scaler.transform(X) → "
        "logits, cache = mlp_forward(Standardizer().fit(X).transform(X)",
        "return evaluate(self.params, self.scaler.transform(X) → "
        "return evaluate(self.params, Standardizer().fit(X).transform(X)",
    ),
    "`predict` and `evaluate` scale by the mean and the deviation of the rows that they are "
    "given. A row alone becomes 0 in every feature, and what is said of a row depends on its "
    "company.",
    "Whose mean and deviation did the network learn with, and where can `fit` keep them?",
)
wrong(
    "predict_by_itself",
    "logits, cache = mlp_forward(self.scaler.transform(X) → "
    "logits, cache = mlp_forward(Standardizer().fit(X).transform(X)",
    "`predict` scales by the mean and the deviation of the rows that it is given: a row alone "
    "becomes 0 in every feature.",
    "Whose mean and deviation did the network learn with, and where can `fit` keep them?",
)
wrong(
    "scaler_fitted_again",
    "self.scaler.transform(X), self.scaler.transform(X_val) → "
    "self.scaler.transform(X), self.scaler.fit(X_val).transform(X_val)",
    "The scaler is fitted a second time, on the validation rows: from then on `evaluate` and "
    "`predict` scale by their mean and deviation.",
    "What does a second `fit` do to what a scaler knows?",
)
wrong(
    "smallest_to_largest",
    "self.scaler.fit(X)\n"
    " → "
    "self.scaler.fit(X)\n"
    "        self.scaler.mean, self.scaler.deviation = X.min(axis=0), np.ptp(X,"
    " axis=0) + (np.ptp(X, axis=0) == 0)\n",
    "The features are not scaled by mean and deviation: training rows that have the same ones "
    "scale differently.",
    "What decides your scale, all rows or the two outermost ones?",
)
wrong(
    "predict_not_scaled",
    "mlp_forward(self.scaler.transform(X), self.params) → mlp_forward(X, self.params)",
    "`predict` hands its rows to the network as they are; the network has learnt from scaled ones.",
    "Through what must every row go before the network sees it?",
)
wrong(
    "constant_divided_by_zero",
    "self.scaler.fit(X)\n"
    " → "
    "self.scaler.fit(X)\n"
    "        self.scaler.deviation = X.std(axis=0) * (np.ptp(X, axis=0) > 0)\n",
    "A feature that is the same on every row turns the losses into nan: its deviation is 0, "
    "and 0 / 0 is nan.",
    "What should a feature become that tells nothing, and what can you divide by in place of 0?",
)

# It stops in time

wrong(
    "never_stops",
    "            if stopping.update(val_loss, params):\n"
    "                break\n"
    " → "
    "            stopping.update(val_loss, params)\n",
    "Training never stops early: it always goes on to the last epoch.",
    "`update` answers a question. Who listens to the answer?",
)
wrong(
    "patience_of_the_default",
    "EarlyStopping(self.patience) → EarlyStopping(10)",
    "The setting `patience` is not used: training stops after ten misses in a row, or not at all.",
    "Where does the caller's patience enter?",
)
wrong(
    "one_too_patient",
    "EarlyStopping(self.patience) → EarlyStopping(self.patience + 1)",
    "Training stops one epoch late: with `patience=3`, three epochs in a row without "
    "improvement are enough.",
    "Count by hand, with a loss that never changes and `patience=3`: which epoch is the last?",
)
wrong(
    "one_too_hasty",
    "EarlyStopping(self.patience) → EarlyStopping(max(self.patience - 1, 1))",
    "Training stops one epoch early: with `patience=3`, three epochs in a row have to be no "
    "better.",
    "Count by hand, with a loss that never changes and `patience=3`: which epoch is the last?",
)
wrong(
    "last_epoch_not_in_history",
    (
        '            self.history["train_loss"].append(evaluate(params, X, y)["loss"])\n'
        '            self.history["val_loss"].append(val_loss)\n'
        '            self.history["learning_rate"].append(optimizer.learning_rate)\n'
        " → ",
        "                break\n"
        " → "
        "                break\n"
        '            self.history["train_loss"].append(evaluate(params, X, y)["loss"])\n'
        '            self.history["val_loss"].append(val_loss)\n'
        '            self.history["learning_rate"].append(optimizer.learning_rate)\n',
    ),
    "Training stops one epoch early, or its last epoch is missing in the history.",
    "With a loss that never changes and `patience=1`, how many epochs are there, and how many "
    "does your history have?",
)
wrong(
    "left_before_val_loss",
    (
        '            self.history["val_loss"].append(val_loss)\n → ',
        "                break\n"
        " → "
        "                break\n"
        '            self.history["val_loss"].append(val_loss)\n',
    ),
    "The last epoch is missing from `val_loss`: the loop is left before its loss is appended.",
    "In the last epoch, which of your lines still run before the `break`?",
)
wrong(
    "tie_is_better",
    "stopping.update(val_loss, params) → stopping.update(val_loss - 1e-9 * epoch, params)",
    "A validation loss that equals the best one counts as better: with a rate of 0, training "
    "never stops.",
    "Is a loss that is merely as good a reason to hope?",
)
wrong(
    "never_starts_anew",
    "            if stopping.update(val_loss, params):\n"
    " → "
    "            misses = stopping.misses\n"
    "            stopping.update(val_loss, params)\n"
    "            stopping.misses = max(stopping.misses, misses)\n"
    "            if stopping.misses >= self.patience:\n",
    "The misses are counted over the whole training: an improvement does not start the count "
    "anew, so training stops too early where the loss goes up and down.",
    "`patience` epochs **in a row**: what happens to the count when the loss is better?",
)
wrong(
    "train_loss_only_if_better",
    'self.history["train_loss"].append(evaluate(params, X, y)["loss"]) → '
    'self.history["train_loss"] += [evaluate(params, X, y)["loss"]] '
    'if val_loss <= min(self.history["val_loss"], default=val_loss) else []',
    "`train_loss` has fewer numbers than `val_loss`: an epoch that is no better leaves no trace "
    "in it.",
    "Each list gets one number per epoch. Which epochs are missing?",
)
wrong(
    "against_the_last",
    "            if stopping.update(val_loss, params):\n"
    " → "
    '            losses = self.history["val_loss"]\n'
    "            worse = [late >= early for early, late in zip(losses, losses[1:])]\n"
    "            stopping.update(val_loss, params)\n"
    "            if len(worse) >= self.patience and all(worse[-self.patience :]):\n",
    "Each validation loss is compared with that of the epoch before, not with the best so "
    "far. Where the loss goes up and down, training does not stop when it should.",
    "The loss is 0.5, then 0.9, then 0.8. Is 0.8 an improvement?",
)
wrong(
    "watches_training",
    'stopping.update(val_loss, params) → stopping.update(self.history["train_loss"][-1], params)',
    "It is the training loss that decides when to stop and what to keep, and that hardly ever "
    "gets worse.",
    "Which of the two losses tells when the network begins to learn its rows by heart?",
)

# It keeps the best

wrong(
    "watches_accuracy",
    "stopping.update(val_loss, params) → "
    'stopping.update(1 - evaluate(params, X_val, y_val)["accuracy"], params)',
    "It is not the validation loss that decides when to stop and what to keep: training does "
    "not end where it should, and `evaluate` gives a loss that is neither the smallest nor "
    "the last.",
    "Which of the two goes on changing while the other rests, the loss or the accuracy?",
)
wrong(
    "keeps_the_last",
    "self.params = stopping.best_params → self.params = params",
    "After training, `evaluate` gives the last validation loss, not the smallest: the best "
    "parameters are not put back, or they were kept without a copy and later steps have "
    "changed them.",
    "The best epoch is over and the arrays go on changing. What exactly was kept of it?",
)
wrong(
    "best_only_if_stopped",
    (
        "        self.params = stopping.best_params\n → ",
        "        for epoch in range(self.epochs):\n"
        " → "
        "        self.params = params\n"
        "        for epoch in range(self.epochs):\n",
        "                break\n"
        " → "
        "                self.params = stopping.best_params\n"
        "                break\n",
    ),
    "The best parameters are put back only if training stops early. If it ends because all "
    "epochs are done, the last ones remain.",
    "In which of the two endings does your line run that puts them back?",
)
wrong(
    "predict_uses_the_last",
    (
        "        self.params = stopping.best_params\n"
        " → "
        "        self.params, self.last = stopping.best_params, params\n",
        "mlp_forward(self.scaler.transform(X), self.params) → "
        "mlp_forward(self.scaler.transform(X), self.last)",
    ),
    "`evaluate` uses the best parameters, `predict` does not: its share of right rows is not "
    "the accuracy.",
    "Which arrays does each of the two methods read?",
)

# It follows a schedule

wrong(
    "schedule_ignored",
    "            if self.schedule is not None:\n"
    "                optimizer.learning_rate = self.schedule(epoch)\n"
    " → ",
    "The schedule is not used: with a rate of 0, the losses change all the same.",
    "Which line asks `schedule`, and what does it do with the answer?",
)
wrong(
    "schedule_written_down_only",
    (
        "            if self.schedule is not None:\n"
        "                optimizer.learning_rate = self.schedule(epoch)\n"
        " → ",
        "append(optimizer.learning_rate) → "
        "append(self.schedule(epoch) if self.schedule else self.learning_rate)",
    ),
    "The history has the rates of the schedule, but training does not follow them: with a "
    "rate of 0, the losses change all the same.",
    "Where does the optimizer keep the rate that its next step takes?",
)
wrong(
    "schedule_from_one",
    "self.schedule(epoch)\n → self.schedule(epoch + 1)\n",
    "The schedule is one epoch ahead: the first epoch has the rate `schedule(1)`.",
    "What does the caller's `schedule` call the first epoch?",
)
wrong(
    "schedule_late",
    (
        "            if self.schedule is not None:\n"
        "                optimizer.learning_rate = self.schedule(epoch)\n"
        " → ",
        "            if stopping.update(val_loss, params):\n"
        " → "
        "            if self.schedule is not None:\n"
        "                optimizer.learning_rate = self.schedule(epoch)\n"
        "            if stopping.update(val_loss, params):\n",
    ),
    "The batches of an epoch do not run at the rate that `schedule` gives for that epoch, but at "
    "an earlier one.",
    "Which batches should `schedule(0)` decide about?",
)
wrong(
    "schedule_asked_once",
    (
        "            if self.schedule is not None:\n"
        "                optimizer.learning_rate = self.schedule(epoch)\n"
        " → ",
        "        stopping = EarlyStopping(self.patience)\n"
        " → "
        "        stopping = EarlyStopping(self.patience)\n"
        "        if self.schedule is not None:\n"
        "            optimizer.learning_rate = self.schedule(0)\n",
    ),
    "The schedule is asked once, for the first epoch, and its rate then stays for all of them.",
    "How often does the rate change in a training of six epochs, and who asks for the new one?",
)
wrong(
    "rate_of_zero_is_no_rate",
    "                optimizer.learning_rate = self.schedule(epoch)\n"
    " → "
    "                optimizer.learning_rate = self.schedule(epoch) or self.learning_rate\n",
    "A rate of 0 from the schedule counts as no rate: the setting `learning_rate` takes its place.",
    "What does Python make of 0 where it asks for true or false, and how do you ask whether "
    "something is there?",
)
wrong(
    "schedule_times_rate",
    "optimizer.learning_rate = self.schedule(epoch) → "
    "optimizer.learning_rate = self.learning_rate * self.schedule(epoch)",
    "The schedule is multiplied by `learning_rate`; its number is the rate itself.",
    "With `schedule` returning 0.05, what should the history say?",
)
wrong(
    "schedule_compounds",
    "optimizer.learning_rate = self.schedule(epoch) → "
    "optimizer.learning_rate *= self.schedule(epoch)",
    "Each epoch multiplies the rate by what the schedule says. Once it is 0 it stays 0; the "
    "schedule's number is the rate itself.",
    "With `schedule` returning 0.05 three times, what should the history say?",
)
wrong(
    "rate_of_the_setting",
    "append(optimizer.learning_rate) → append(self.learning_rate)",
    "With a schedule, the history lists the setting `learning_rate` and not the rate that was "
    "used.",
    "What would you like to read in a history after a run with a schedule?",
)
wrong(
    "rate_ignored",
    "kinds[self.optimizer](self.learning_rate) → kinds[self.optimizer]()",
    "The setting `learning_rate` is not used: the optimizer has its own.",
    "What does the optimizer need to be told when it is made?",
)

wrong(
    "rate_for_adam_only",
    "kinds[self.optimizer](self.learning_rate) → "
    'Adam(self.learning_rate) if self.optimizer == "adam" else kinds[self.optimizer](0.01)',
    "The setting `learning_rate` does not reach each of the three optimizers: with a rate of 0, "
    "at least one of them trains all the same.",
    "Which rate do SGD and momentum get in your code, and which one Adam?",
)

# Validation data only watches

wrong(
    "trains_on_both",
    "params = init_params → "
    "X, y = np.concatenate([X, X_val]), np.concatenate([y, y_val])\n"
    "        params = init_params",
    "The network trains on the validation rows too: other validation data, and `train_loss` "
    "is another.",
    "What is a validation loss worth on rows that have been trained on?",
)
wrong(
    "trains_on_validation",
    "minibatches(X, y, → minibatches(X_val, y_val,",
    "The network trains on the validation rows, in the place of the training rows.",
    "Which rows should the batches come from?",
)
wrong(
    "validates_on_training",
    'val_loss = evaluate(params, X_val, y_val)["loss"] → val_loss = evaluate(params, X, y)["loss"]',
    "`val_loss` is measured on the training rows: it does not agree with `evaluate(X_val, y_val)`.",
    "Which rows has the network never been trained on?",
)
wrong(
    "losses_of_batches",
    (
        "            for x_batch, y_batch in minibatches(X, y, self.batch_size, rng=self.rng):\n"
        "                train_step(params, x_batch, y_batch, optimizer)\n"
        " → "
        "            seen = []\n"
        "            for x_batch, y_batch in minibatches(X, y, self.batch_size, rng=self.rng):\n"
        "                seen.append(train_step(params, x_batch, y_batch, optimizer))\n",
        'append(evaluate(params, X, y)["loss"]) → append(np.mean(seen))',
    ),
    "`train_loss` is measured before the last step of its epoch, or over some of the rows only: "
    "validated on the training rows, the two losses differ. Expected is the loss at "
    "the end of the epoch, over all training rows.",
    "Which parameters does your `train_loss` belong to, and which ones `val_loss`?",
)
wrong(
    "parameters_of_one_seed",
    "+ 1], self.rng) → + 1], np.random.default_rng(0))",
    "The first parameters are the same whatever `rng` is handed in: they come from a seed of "
    "your own.",
    "Whoever hands in `rng` wants to decide about all chance. Where does it enter?",
)
wrong(
    "own_rng",
    (
        "self.scaler = Standardizer() → "
        "rng = np.random.default_rng(); self.scaler = Standardizer()",
        "+ 1], self.rng) → + 1], rng)",
        "rng=self.rng → rng=rng",
    ),
    "Two runs with an `rng` in the same state train differently: some of the chance comes "
    "from elsewhere.",
    "Where do the first parameters come from, where the order of the rows, and which "
    "generator did the caller hand in?",
)

# A row alone, and a second `fit`

wrong(
    "squeezed",
    "return logits.argmax(axis=1) → return np.squeeze(logits.argmax(axis=1))",
    "For one row, `predict` gives a bare number where an array with one class is expected.",
    "What would `len(predict(X[:1]))` be?",
)
wrong(
    "history_goes_on",
    'self.history = {"train_loss": [], "val_loss": [], "learning_rate": []} → '
    'self.history = getattr(self, "history", {"train_loss": [], "val_loss": [],'
    ' "learning_rate": []})',
    "After a second `fit`, the history still has the epochs of the first.",
    "What belongs to the trainer, and what to one training?",
)
wrong(
    "parameters_go_on",
    "params = init_params([X.shape[1], *self.hidden, y.max() + 1], self.rng) → "
    "\n"
    '        params = getattr(self, "params", None)\n'
    '        if params is None or params["W1"].shape[0] != X.shape[1]:\n'
    "            params = init_params([X.shape[1], *self.hidden, y.max() + 1], self.rng)",
    "The second `fit` goes on from where the first one ended; it should forget it.",
    "What belongs to the trainer, and what to one training?",
)
wrong(
    "stopping_goes_on",
    "stopping = EarlyStopping(self.patience) → "
    "stopping = self.stopping = getattr(self, 'stopping', None) or EarlyStopping(self.patience)",
    "What early stopping remembers outlives a training: after a second `fit` on other data, the "
    "trainer has the parameters of the first one, whose loss was smaller.",
    "What belongs to the trainer, and what to one training? Where is each of them made?",
)

# Batches and their order

wrong(
    "rows_without_labels",
    "            for x_batch, y_batch in minibatches(X, y, self.batch_size, rng=self.rng):\n"
    " → "
    "            X = self.rng.permutation(X)\n"
    "            for x_batch, y_batch in minibatches(X, y, self.batch_size):\n",
    "Rows and labels are no longer pairs: what is learnt is not better than a guess.",
    "If you shuffle the rows alone, whose label does each of them get?",
)
wrong(
    "never_shuffled",
    "self.batch_size, rng=self.rng → self.batch_size",
    "The rows are in the same order in every epoch: there is no fresh shuffle.",
    "Which argument of `minibatches` asks for a shuffle?",
)
wrong(
    "short_batch_left_out",
    "self.batch_size, rng=self.rng → self.batch_size, rng=self.rng, drop_last=True",
    "Rows that do not fill a batch are left out. With 15 rows and batches of 32 nothing is "
    "trained at all.",
    "What happens to the 16 rows that are left over from 400 in batches of 32?",
)
