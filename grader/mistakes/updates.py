"""What goes wrong in lesson 07."""

from grader.mistakes import equivalent, mistakes

wrong = mistakes("sgd_step")
wrong(
    "uphill",
    "params[name] - learning_rate → params[name] + learning_rate",
    "The step goes uphill: you added the gradient, so every parameter moved the other way.",
    "Where a gradient is +2, does the loss grow or fall as its parameter grows?",
)
wrong(
    "no_rate",
    "learning_rate * grads[name] → grads[name]",
    "The learning rate is left out: each parameter moved by its whole gradient.",
    "Which argument says how far a step goes, and where is it used?",
)
wrong(
    "rate_twice",
    "- learning_rate * grads → - learning_rate**2 * grads",
    "The learning rate enters twice: each step is the rate times too short.",
    "With a rate of 0.1 and a gradient of 2, how far should the parameter move?",
)
wrong(
    "divided",
    "learning_rate * grads[name] → grads[name] / learning_rate",
    "You divided by the learning rate, so a smaller rate makes a longer step.",
    "Which of the two rates, 0.01 or 0.1, should move a parameter further?",
)
wrong(
    "doubled",
    "learning_rate * grads[name] → 2 * learning_rate * grads[name]",
    "Every step is twice as long as it should be.",
    "The 2 of a squared error is already in its gradient. What else could double the step?",
)
wrong(
    "halved",
    "learning_rate * grads[name] → learning_rate / 2 * grads[name]",
    "Every step is half as long as it should be.",
    "With a rate of 0.1 and a gradient of 2, how far should the parameter move?",
)
wrong(
    "averaged_again",
    "learning_rate * grads[name] → learning_rate * grads[name] / len(grads[name])",
    "Each gradient is divided by its number of rows. It is the gradient of a mean already: nothing"
    " is left to divide.",
    "Where in the loop was the division by the number of examples made?",
)
wrong(
    "mean_gradient",
    "learning_rate * grads[name] → learning_rate * np.mean(grads[name])",
    "All elements of an array move equally far, by the mean of their gradients.",
    "Every weight has a slope of its own. Is it used?",
)
wrong(
    "rate_on_both",
    "params[name] - learning_rate * grads[name] → learning_rate * (params[name] - grads[name])",
    "The learning rate multiplies the parameter as well as the gradient.",
    "If the gradient is 0, where should the parameter be after the step?",
)
wrong(
    "shrinks",
    "params[name] - learning_rate * grads[name] → params[name] * (1 - learning_rate * grads[name])",
    "The step is also multiplied by the parameter itself: one that is 0 could never move.",
    "Does the length of a step depend on where the parameter stands, or on the gradient there?",
)
wrong(
    "only_the_step",
    "params[name] - learning_rate * grads[name] → learning_rate * grads[name]",
    "You returned how far to go, not where that leads: the old parameters are missing from the"
    " answer.",
    "A step starts somewhere. From what is it subtracted?",
)
wrong(
    "negative_step",
    "params[name] - learning_rate * grads[name] → -learning_rate * grads[name]",
    "You returned the change of each parameter. The parameter after the change is expected.",
    "A step starts somewhere. To what is the change added?",
)
wrong(
    "unchanged",
    "params[name] - learning_rate * grads[name] → params[name]",
    "The parameters come back as they were: the step was never taken, or only a local name got to"
    " know of it.",
    "Which line puts the new numbers into the dict that you return?",
)
wrong(
    "sign_only",
    "learning_rate * grads[name] → learning_rate * np.sign(grads[name])",
    "Only the sign of the gradient is used: every parameter moves by the learning rate exactly.",
    "Where the slope is steeper, should the step be longer or the same?",
)
wrong(
    "unit_length",
    "learning_rate * grads[name] → learning_rate * grads[name] / np.linalg.norm(grads[name])",
    "Each gradient is divided by its length before the step, so that all steps are equally long.",
    "Plain gradient descent takes the gradient as it is. What should a small gradient do?",
)
wrong(
    "weights_only",
    "= params[name] - learning_rate * grads[name] → = params[name] - learning_rate * grads[name] *"
    " (name[0] == 'W')",
    "The weights were updated and the biases were not.",
    "Which names does the dict hold beside W1 and W2?",
)
wrong(
    "roles_swapped",
    "params[name] - learning_rate * grads[name] → grads[name] - learning_rate * params[name]",
    "Parameters and gradients have changed places: the gradient is kept, and a part of the"
    " parameter subtracted.",
    "Which of the two is moved, and which one says where to?",
)
wrong(
    "fixed_rate",
    "learning_rate * grads[name] → 0.1 * grads[name]",
    "The learning rate is always 0.1, whatever the caller hands in.",
    "0.1 is the rate of the example. Which argument holds the caller's?",
)
wrong(
    "last_only",
    "for name in params:\n → for name in params:\n        new = {}\n",
    "Only the last parameter comes back: the dict for the answer starts anew in each round of the"
    " loop.",
    "Which lines should run once, and which once for each name?",
)
wrong(
    "first_only",
    "    return new\n → \n        return new\n",
    "Only the first parameter comes back: the loop ends in its first round, by a `return` or "
    "a `break`.",
    "What ends the loop, and after which round should it end?",
)
wrong(
    "in_place",
    "new = {} → new = params",
    "The caller's parameters are changed: the new values went into the dict or the arrays that you"
    " were given. (A copy of the dict still holds the same arrays.)",
    "Somebody may want to compare before and after. Where could the new values go instead?",
)
wrong(
    "by_position",
    (
        "for name in params: → for name, g in zip(params, grads.values()):",
        "learning_rate * grads[name] → learning_rate * g",
    ),
    "Parameters and gradients are paired by their position. Where the two dicts list their names in"
    " another order, a parameter gets the gradient of another.",
    "What do a parameter and its gradient have in common, whatever the order?",
)
wrong(
    "truncated",
    "= params[name] - learning_rate * grads[name] → "
    "= (params[name] - learning_rate * grads[name]).astype(params[name].dtype)",
    "For parameters of whole numbers the decimals of the answer are cut off: the new values were"
    " put into an array of integers.",
    "What type do the new values have, and what type has the array that you store them in?",
)

wrong = mistakes("momentum_step")
wrong(
    "uphill",
    "params[name] - learning_rate → params[name] + learning_rate",
    "The step goes uphill: the velocity is added to the parameters.",
    "The velocity is made of gradients, and those point to where the loss grows. Which way should"
    " the step go?",
)
wrong(
    "averaged",
    "+ grads[name] → + (1 - momentum) * grads[name]",
    "You took a running average: the new gradient is multiplied by 1 − momentum. In the rule of the"
    " lesson it counts fully.",
    "In the worked example, what is the velocity after the first step, and what is the gradient?",
)
wrong(
    "forgotten",
    "momentum * velocity[name] + grads[name] → grads[name]",
    "The old velocity plays no part in the new one: only the gradient of this step counts.",
    "What should be left of the earlier steps?",
)
wrong(
    "no_friction",
    "momentum * velocity[name] → velocity[name]",
    "The old velocity is kept whole: it is not multiplied by `momentum`, so nothing ever slows"
    " down.",
    "If the gradient became 0, would this velocity ever end?",
)
wrong(
    "on_the_gradient",
    "momentum * velocity[name] + grads[name] → velocity[name] + momentum * grads[name]",
    "`momentum` multiplies the new gradient. It belongs to the old velocity.",
    "Which of the two should fade: what was, or what has just come in?",
)
wrong(
    "complement",
    "momentum * velocity[name] → (1 - momentum) * velocity[name]",
    "The old velocity is multiplied by 1 − momentum; it should be multiplied by `momentum` itself.",
    "With a momentum of 0.9, how much of the old velocity is kept?",
)
wrong(
    "shares_swapped",
    "momentum * velocity[name] + grads[name] → (1 - momentum) * velocity[name] + momentum *"
    " grads[name]",
    "You took a running average, with the two shares the wrong way round. In the rule of the"
    " lesson, `momentum` multiplies the old velocity, and the new gradient counts fully.",
    "In the worked example, what is the velocity after the first step, and what is the gradient?",
)
wrong(
    "on_both",
    "momentum * velocity[name] + grads[name] → momentum * (velocity[name] + grads[name])",
    "`momentum` multiplies the new gradient as well as the old velocity.",
    "In the worked example, what is the velocity after the first step, and what is the gradient?",
)
wrong(
    "minus_gradient",
    "velocity[name] + grads[name] → velocity[name] - grads[name]",
    "The gradient is subtracted from the velocity, and then the velocity from the parameters: two"
    " minus signs, and the gradient pushes uphill.",
    "There is one minus sign in the rule. Where?",
)
wrong(
    "downhill_velocity",
    (
        "velocity[name] + grads[name] → velocity[name] - grads[name]",
        "params[name] - learning_rate → params[name] + learning_rate",
    ),
    "Your velocity points downhill: the gradient is subtracted from it, and it is added to the"
    " parameters. In the rule of the lesson, the velocity adds the gradients up, and the minus"
    " comes in the second line.",
    "In the worked example, is the first velocity 2 or −2?",
)
wrong(
    "rate_in_velocity",
    ("+ grads[name] → + learning_rate * grads[name]", "learning_rate * v\n → v\n"),
    "The learning rate is inside the velocity. Expected is a velocity of plain gradients, and the"
    " rate in the step.",
    "In the worked example, what is the velocity after the first step?",
)
wrong(
    "step_in_velocity",
    (
        "+ grads[name] → - learning_rate * grads[name]",
        "params[name] - learning_rate * v → params[name] + v",
    ),
    "Your velocity is a step: the learning rate and the minus sign are inside it. Expected is a"
    " velocity of plain gradients; the rate and the minus come in the second line.",
    "In the worked example, what is the velocity after the first step?",
)
wrong(
    "rate_twice",
    "+ grads[name] → + learning_rate * grads[name]",
    "The learning rate enters twice, in the velocity and again in the step.",
    "In the worked example, what is the velocity after the first step?",
)
wrong(
    "rate_on_gradient",
    "learning_rate * v\n → learning_rate * grads[name] - momentum * velocity[name]\n",
    "In the step, the learning rate multiplies the new gradient only. The rest of the old velocity"
    " moves the parameters at full length.",
    "In the rule, the second line multiplies the rate by the whole velocity. Of which two parts is"
    " that made?",
)
wrong(
    "no_rate",
    "learning_rate * v\n → v\n",
    "The learning rate is left out: each parameter moved by its whole velocity.",
    "Which argument says how far a step goes, and where is it used?",
)
wrong(
    "old_velocity",
    "learning_rate * v\n → learning_rate * velocity[name]\n",
    "The parameters move with the velocity from before this step; the new gradient only arrives one"
    " step later.",
    "Which of the two lines of the rule comes first?",
)
wrong(
    "nesterov",
    "learning_rate * v\n → learning_rate * (momentum * v + grads[name])\n",
    "The gradient is added once more in the step. That is Nesterov's form of momentum; the plain"
    " one is expected.",
    "After the velocity is known, what else does the second line of the rule need?",
)
wrong(
    "plain_step",
    "learning_rate * v\n → learning_rate * grads[name]\n",
    "The parameters move by the gradient alone; the velocity has no part in the step.",
    "What is the velocity for, if no step uses it?",
)
wrong(
    "stale_velocity",
    "new_velocity[name] = v → new_velocity[name] = velocity[name]",
    "The velocity that comes back is the one that was handed in: the next step would know nothing"
    " of this one.",
    "Which velocity does the next call need?",
)
wrong(
    "gradients_back",
    "new_velocity[name] = v → new_velocity[name] = grads[name]",
    "What comes back as the velocity is the gradient of this step alone.",
    "Which velocity does the next call need?",
)
wrong(
    "nine_tenths",
    "momentum * velocity[name] → 0.9 * velocity[name]",
    "The old velocity is always multiplied by 0.9, whatever `momentum` is.",
    "0.9 is what `momentum` is if the caller does not say. What if they do?",
)
wrong(
    "swapped",
    "return new_params, new_velocity → return new_velocity, new_params",
    "The two dicts come back in the wrong order; expected: the parameters first, then the"
    " velocity.",
    "Which of the two does the caller unpack first?",
)
wrong(
    "first_only",
    "    return new_params, new_velocity\n → \n        return new_params, new_velocity\n",
    "Only the first parameter comes back: the loop ends in its first round, by a `return` or "
    "a `break`.",
    "What ends the loop, and after which round should it end?",
)
wrong(
    "params_only",
    "return new_params, new_velocity → return new_params",
    "One dict comes back. Two are expected: the parameters, and the velocity that the next step"
    " starts with.",
    "Which two things does the next call need?",
)
wrong(
    "unchanged",
    "params[name] - learning_rate * v\n → params[name]\n",
    "The parameters come back as they were, whatever the velocity is.",
    "Which line moves the parameters?",
)
wrong(
    "velocity_in_place",
    "momentum * velocity[name] + grads[name] → velocity[name]; v *= momentum; v += grads[name]",
    "The caller's velocity is changed: the new values went into the dict or the arrays that you"
    " were given. (A copy of the dict still holds the same arrays.)",
    "Which operations make a new array, and which ones change the old one? Which dict do you store"
    " into?",
)
wrong(
    "params_in_place",
    "new_params, new_velocity = {}, {} → new_params, new_velocity = params, {}",
    "The caller's parameters are changed: the new values went into the dict or the arrays that you"
    " were given. (A copy of the dict still holds the same arrays.)",
    "Somebody may want to compare before and after. Where could the new values go instead?",
)
wrong(
    "by_position",
    (
        "for name in params: → for name, g in zip(params, grads.values()):",
        "+ grads[name] → + g",
    ),
    "Parameters and gradients are paired by their position. Where the two dicts list their names in"
    " another order, a parameter gets the gradient of another.",
    "What do a parameter and its gradient have in common, whatever the order?",
)

wrong(
    "momentum_in_the_step_too",
    "learning_rate * v\n → learning_rate * momentum * v\n",
    "In the step the velocity is multiplied by `momentum` once more.",
    "In the worked example, how far does a velocity of 3.8 move the parameter?",
)
wrong(
    "velocity_of_the_parameter",
    "momentum * velocity[name] + grads[name] → momentum * velocity[name] + params[name]",
    "The parameter itself is added to the velocity, where the gradient belongs.",
    "Which of the dicts says how steep it is here?",
)
wrong(
    "settings_swapped",
    "",
    "`learning_rate` and `momentum` have changed places.",
    "Which of the two says how much of the old velocity is kept, and which one how far a step"
    " goes?",
    instead="""def momentum_step(params, grads, velocity, learning_rate, momentum=0.9):
    moved = {name: learning_rate * velocity[name] + grads[name] for name in params}
    return {name: params[name] - momentum * moved[name] for name in params}, moved""",
)
wrong(
    "gradient_squared",
    "",
    "The velocity adds up the squares of the gradients; the gradients themselves are expected.",
    "Which way should a parameter go whose gradient is negative?",
    instead="""def momentum_step(params, grads, velocity, learning_rate, momentum=0.9):
    moved = {name: momentum * velocity[name] + grads[name] ** 2 for name in params}
    return {name: params[name] - learning_rate * moved[name] for name in params}, moved""",
)

wrong = mistakes("Adam")
wrong(
    "no_correction",
    ("m / (1 - self.beta1**self.t) → m", "v / (1 - self.beta2**self.t) → v"),
    "The bias correction is missing: `m` and `v` start from 0 and are used before they have"
    " warmed up.",
    "After one step with the gradient 2, `m` is 0.2. What has to be done to it to become 2?",
)
wrong(
    "only_m_corrected",
    "v / (1 - self.beta2**self.t) → v",
    "Only `m` is corrected. `v` is far too small in the first steps, and the steps are far too"
    " long.",
    "Which of the two averages remembers longer, and so needs the correction more?",
)
wrong(
    "only_v_corrected",
    "m / (1 - self.beta1**self.t) → m",
    "Only `v` is corrected. `m` is too small in the first steps, and so are the steps.",
    "After one step with the gradient 2, `m` is 0.2. What has to be done to it to become 2?",
)
wrong(
    "beta_times_t",
    ("self.beta1**self.t → self.beta1 * self.t", "self.beta2**self.t → self.beta2 * self.t"),
    "In the correction, beta is multiplied by the step count, instead of raised to the power"
    " of it.",
    "What is left of the very first 0 after t steps, if each of them multiplies it by beta?",
)
wrong(
    "multiplied",
    (
        "m / (1 - self.beta1**self.t) → m * (1 - self.beta1**self.t)",
        "v / (1 - self.beta2**self.t) → v * (1 - self.beta2**self.t)",
    ),
    "You multiplied by 1 − betaᵗ where a division is expected: averages that were too small became"
    " smaller still.",
    "After one step with the gradient 2, `m` is 0.2. What has to be done to it to become 2?",
)
wrong(
    "corrected_after_root",
    (
        "v / (1 - self.beta2**self.t) → v",
        "np.sqrt(v_hat) → np.sqrt(v_hat) / (1 - self.beta2**self.t)",
    ),
    "The correction of `v` came after the root; it belongs before it.",
    "In the formula, what stands under the root: `v`, or `v̂`?",
)
wrong(
    "counts_late",
    (
        "self.t += 1\n → pass\n",
        "(np.sqrt(v_hat) + self.eps) → (np.sqrt(v_hat) + self.eps)\n        self.t += 1",
    ),
    "After the first step every parameter is nan. That happens where the step count is 0 by then"
    " (1 − beta⁰ is 0, and you divide by it), or where a root is taken of a negative number.",
    "Is the first step number 0 or number 1, and can what stands under your root be negative?",
)
wrong(
    "counts_from_two",
    "= 0, {}, {} → = 1, {}, {}",
    "The step count is one ahead: in the first step the correction already uses t = 2.",
    "What should the count be before the first step, if each step begins by adding 1?",
)
wrong(
    "never_counts",
    "self.t += 1\n → self.t = 1\n",
    "Every step is corrected as if it were the first: the step count stays at 1, or the correction"
    " does not use it.",
    "Which line makes the count grow, and where does the count stand in the formula?",
)
wrong(
    "counts_parameters",
    ("self.t += 1\n → pass\n", "g = grads[name] → g = grads[name]; self.t += 1"),
    "The step count grows once for each parameter, so the second parameter is corrected as if it"
    " were a step older.",
    "How many steps has the optimizer taken after its first `step`?",
)
wrong(
    "v_without_square",
    "g**2 → g",
    "`v` averages the gradients, not their squares: the root of a negative number is nan.",
    "The size of a gradient should not depend on its sign. What was done to it in the formula?",
)
wrong(
    "v_of_sizes",
    "g**2 → np.abs(g)",
    "`v` averages the absolute values of the gradients; their squares are expected.",
    "A root is taken of `v` afterwards. Which power does it undo?",
)
wrong(
    "no_root",
    "np.sqrt(v_hat) → v_hat",
    "You divided by `v̂` itself; its square root is expected.",
    "If all gradients were ten times as large, should the step change?",
)
wrong(
    "eps_inside",
    "(np.sqrt(v_hat) + self.eps) → np.sqrt(v_hat + self.eps)",
    "`eps` stands inside the root. Where gradients are tiny, 1e-8 inside becomes 1e-4 outside.",
    "Which is done first: the root, or adding `eps`?",
)
wrong(
    "no_eps",
    "(np.sqrt(v_hat) + self.eps) → np.sqrt(v_hat)",
    "`eps` is left out: for a gradient that has always been 0, this is 0 / 0.",
    "A weight that never mattered has a gradient of 0. How far should it move?",
)
wrong(
    "eps_added_to_step",
    "(np.sqrt(v_hat) + self.eps) → np.sqrt(v_hat) + self.eps",
    "`eps` is added after the division, to the whole step. A gradient that has always been 0 is"
    " still divided 0 by 0.",
    "Division comes before addition. What keeps a sum together below the line of a fraction?",
)
wrong(
    "eps_fixed",
    "= learning_rate, eps → = learning_rate, 1e-8",
    "`eps` is always 1e-8, whatever the caller hands in. It shows where gradients are tiny.",
    "Where does the value go that is handed over when an optimizer is made?",
)
wrong(
    "eps_uncorrected",
    "m_hat / (np.sqrt(v_hat) + self.eps) → m_hat * np.sqrt(1 - self.beta2**self.t) / (np.sqrt(v) +"
    " self.eps)",
    "`eps` is added to the root of `v` before the correction. It shows where gradients are tiny.",
    "In the formula, is `eps` added to the root of `v` or to that of `v̂`?",
)
wrong(
    "betas_swapped",
    "= beta1, beta2 → = beta2, beta1",
    "`beta1` and `beta2` have changed places.",
    "Which of them belongs to the average of gradients, and which to that of squares?",
)
wrong(
    "beta2_averages_m",
    ("self.beta1 * self.m → self.beta2 * self.m", "(1 - self.beta1) * g → (1 - self.beta2) * g"),
    "`m` is averaged with `beta2`, and corrected with `beta1`.",
    "Which beta belongs to the average of the gradients?",
)
wrong(
    "beta1_for_both",
    (
        "self.beta2 * self.v → self.beta1 * self.v",
        "(1 - self.beta2) → (1 - self.beta1)",
        "self.beta2**self.t → self.beta1**self.t",
    ),
    "`beta1` is used for both averages; `v` has a memory of its own, `beta2`.",
    "Which of the settings have you not used?",
)
wrong(
    "beta1_averages_v",
    ("self.beta2 * self.v → self.beta1 * self.v", "(1 - self.beta2) * → (1 - self.beta1) *"),
    "`beta1` is used in the average `v`; only its correction uses `beta2`.",
    "`v` has a memory of its own. Which of the settings says how long it is?",
)
wrong(
    "beta1_corrects_v",
    "self.beta2**self.t → self.beta1**self.t",
    "`v` is corrected with `beta1`, though it was averaged with `beta2`.",
    "How much of `v` still belongs to the zero at the start, after t steps?",
)
wrong(
    "corrections_swapped",
    ("m / (1 - self.beta1 → m / (1 - self.beta2", "v / (1 - self.beta2 → v / (1 - self.beta1"),
    "In the two corrections `beta1` and `beta2` have changed places.",
    "With which of the two was `m` averaged, and with which one `v`?",
)
wrong(
    "power_of_rest",
    (
        "(1 - self.beta1**self.t) → (1 - self.beta1) ** self.t",
        "(1 - self.beta2**self.t) → (1 - self.beta2) ** self.t",
    ),
    "In the correction you took 1 − beta to the power of t. Expected is 1 less the power of beta.",
    "With beta = 0.9 and t = 2, is it 1 − 0.81 or 0.1²?",
)
wrong(
    "shares_swapped",
    (
        (
            "self.beta1 * self.m.get(name, 0) + (1 - self.beta1) * → (1 - self.beta1) *"
            " self.m.get(name, 0) + self.beta1 *"
        ),
        (
            "self.beta2 * self.v.get(name, 0) + (1 - self.beta2) * → (1 - self.beta2) *"
            " self.v.get(name, 0) + self.beta2 *"
        ),
    ),
    "In the two averages beta and 1 − beta have changed places: most of the old value is lost at"
    " each step.",
    "Nine tenths of `m` stay, and one tenth is new. Which of the two is beta1?",
)
wrong(
    "m_summed",
    "(1 - self.beta1) * g\n → g\n",
    "The new gradient goes into `m` whole, without 1 − beta1, as in `momentum_step`: a sum, not"
    " an average.",
    "After a first gradient of 2, is `m` 2 or 0.2?",
)
wrong(
    "sums",
    ("(1 - self.beta1) * g\n → g\n", "(1 - self.beta2) * g**2 → g**2"),
    "The new gradient and its square are added whole, without 1 − beta: these are sums, not"
    " averages.",
    "If the gradient is 2 at every step, what should its average be?",
)
wrong(
    "no_memory",
    "self.m[name], self.v[name] = m, v → pass",
    "Every step starts again from averages of 0: `m` and `v` are not kept for the next step.",
    "Where does a value have to be stored, so that it is still there in the next call?",
)
wrong(
    "m_forgotten",
    "self.m[name], self.v[name] = m, v → self.v[name] = v",
    "`m` is not kept for the next step, so it starts from 0 each time; `v` is kept.",
    "Where does a value have to be stored, so that it is still there in the next call?",
)
wrong(
    "v_forgotten",
    "self.m[name], self.v[name] = m, v → self.m[name] = m",
    "`v` is not kept for the next step, so it starts from 0 each time; `m` is kept.",
    "Where does a value have to be stored, so that it is still there in the next call?",
)
wrong(
    "keeps_corrected",
    (
        "self.m[name], self.v[name] = m, v → pass",
        (
            "(np.sqrt(v_hat) + self.eps) → (np.sqrt(v_hat) + self.eps); self.m[name] = m_hat;"
            " self.v[name] = v_hat"
        ),
    ),
    "What you keep for the next step are the corrected averages. The correction is for this step"
    " only.",
    "The next step corrects again. What does it expect to find: `m`, or `m̂`?",
)
wrong(
    "uphill",
    "params[name] -= → params[name] +=",
    "The step goes uphill: it is added to the parameters.",
    "Which way does `m̂` point, and which way should the parameters go?",
)
wrong(
    "no_rate",
    "self.learning_rate * m_hat → m_hat",
    "The learning rate is left out: it has no part in how long a step is.",
    "Which setting says how long a step is, and where is it used?",
)
wrong(
    "plain_step",
    "self.learning_rate * m_hat / (np.sqrt(v_hat) + self.eps) → self.learning_rate * g",
    "The step is that of plain gradient descent: neither average has a part in it.",
    "What are `m̂` and `v̂` for, if no step uses them?",
)
wrong(
    "momentum_only",
    (
        "(1 - self.beta1) * g\n → g\n",
        "m / (1 - self.beta1**self.t) → m",
        "m_hat / (np.sqrt(v_hat) + self.eps) → m_hat",
    ),
    "The step is that of `momentum_step`: the old velocity times a share, plus the gradient. Adam"
    " takes an average, corrects it, and divides by the usual size of the gradient.",
    "What are the three things that Adam does beyond momentum?",
)
wrong(
    "not_divided",
    "m_hat / (np.sqrt(v_hat) + self.eps) → m_hat",
    "The step is not divided by the usual size of the gradient: `v̂` is not used.",
    "If all gradients were ten times as large, should the step change?",
)
wrong(
    "first_only",
    "(np.sqrt(v_hat) + self.eps) → (np.sqrt(v_hat) + self.eps)\n            return",
    "Only the first parameter moves: the loop ends in its first round.",
    "Is there a `return` inside the loop, and how far to the right should it stand?",
)
wrong(
    "weights_only",
    "params[name] -= → params[name] -= (name[0] == 'W') *",
    "The weights were updated and the biases were not.",
    "Which names does the dict hold beside W1 and W2?",
)
wrong(
    "no_momentum",
    "self.learning_rate * m_hat → self.learning_rate * g",
    "The step uses the gradient itself where `m̂` is expected.",
    "What is `m̂` for, if no step uses it?",
)
wrong(
    "settings_ignored",
    (
        "= learning_rate, eps → = 1e-3, 1e-8",
        "= beta1, beta2 → = 0.9, 0.999",
    ),
    "The settings are always the usual ones, whatever the caller hands in.",
    "Where do the values go that are handed over when an optimizer is made?",
)
wrong(
    "unchanged",
    "params[name] -= → new = params[name] -",
    "The arrays of `params` are the same before and after: no step was taken, or only a local name"
    " or a returned dict knows of it.",
    "`p = p - step` makes a new array. Which operation changes the one that is there?",
)
wrong(
    "replaced",
    "params[name] -= → params[name] = params[name] -",
    "`params` holds new arrays after the step: whoever keeps one of the old ones does not see it.",
    "`p = p - step` makes a new array. Which operation changes the one that is there?",
)
wrong(
    "by_position",
    (
        "for name in params: → for name, g in zip(params, grads.values()):",
        "g = grads[name]\n → pass\n",
    ),
    "Parameters and gradients are paired by their position. Where the two dicts list their names in"
    " another order, a parameter gets the gradient of another.",
    "What do a parameter and its gradient have in common, whatever the order?",
)
wrong(
    "shared",
    "",
    "Two optimizers share what they remember: `m` and `v` belong to the class (or to the notebook),"
    " not to `self`.",
    "Which names begin with `self.`, and where are the others kept?",
    instead="""class Adam:
    m = {}
    v = {}

    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.eps = learning_rate, beta1, beta2, eps
        self.t = 0

    def step(self, params, grads):
        self.t += 1
        for name in params:
            g = grads[name]
            self.m[name] = self.beta1 * self.m.get(name, 0) + (1 - self.beta1) * g
            self.v[name] = self.beta2 * self.v.get(name, 0) + (1 - self.beta2) * g**2
            m_hat = self.m[name] / (1 - self.beta1**self.t)
            v_hat = self.v[name] / (1 - self.beta2**self.t)
            params[name] -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.eps)""",
)

wrong(
    "v_of_m",
    "(1 - self.beta2) * g**2 → (1 - self.beta2) * m**2",
    "`v` averages the squares of `m`; those of the gradient are expected.",
    "In the table, which number is squared for the second `v`: −1, or 0.08?",
)
wrong(
    "one_scale_for_an_array",
    "(1 - self.beta2) * g**2 → (1 - self.beta2) * np.mean(g**2)",
    "All elements of an array are divided by one and the same number: the squares were averaged"
    " over the array.",
    "Should two weights whose slopes are 25 times apart share a scale?",
)
wrong(
    "averages_of_before",
    (
        "self.m[name], self.v[name] = m, v → old_m, old_v = self.m.get(name, 0), self.v.get(name,"
        " 0); self.m[name], self.v[name] = m, v",
        "m_hat = m / → m_hat = old_m /",
        "v_hat = v / → v_hat = old_v /",
    ),
    "The step uses the averages from before this gradient: the first step goes nowhere.",
    "Which comes first in the table, the averages or the step?",
)
wrong(
    "starts_from_the_first_gradient",
    (
        "self.m.get(name, 0) → self.m.get(name, g)",
        "self.v.get(name, 0) → self.v.get(name, g**2)",
    ),
    "Your averages start from the first gradient instead of from 0, and are corrected all the same:"
    " that makes them far too large.",
    "What is divided by 1 − betaᵗ, and why is it too small?",
)
for factor in (0.999, 0.99, 0.9):
    wrong(
        f"rate_decays_by_{factor}",
        f"(np.sqrt(v_hat) + self.eps) → (np.sqrt(v_hat) + self.eps)\n        self.learning_rate *="
        f" {factor}",
        f"The learning rate is multiplied by {factor} after each step; it should stay as it was"
        " handed in.",
        "Which of the settings may change from step to step?",
    )
wrong(
    "size_of_m",
    "self.learning_rate * m_hat → self.learning_rate * np.abs(m_hat)",
    "Every parameter moves down, whatever the sign of its average: the sign of `m̂` is lost.",
    "Where the gradient is negative, should the parameter grow or shrink?",
)
wrong(
    "divided_by_rate",
    "self.learning_rate * m_hat → m_hat / self.learning_rate",
    "You divided by the learning rate, so a smaller rate makes a longer step.",
    "Which of the two rates, 0.01 or 0.1, should move a parameter further?",
)
wrong(
    "root_of_the_ratio",
    "m_hat / (np.sqrt(v_hat) + self.eps) → np.sqrt(np.abs(m_hat / (v_hat + self.eps)))",
    "The root was taken of the whole ratio, `m̂` included, and its sign is lost.",
    "In the table, of which of the two is the root taken?",
)
wrong(
    "one_dict_for_both",
    "self.t, self.m, self.v = 0, {}, {} → self.t = 0; self.m = self.v = {}",
    "`m` and `v` are kept in one and the same dict: the second writes over the first.",
    "How many dicts are there after `a = b = {}`?",
)
wrong(
    "one_average_for_all_names",
    "",
    "All parameters share one `m` and one `v`: that of the second starts from that of the first.",
    "How can `self.m` hold an average for each name?",
    instead="""
class Adam:
    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.learning_rate, self.eps = learning_rate, eps
        self.beta1, self.beta2 = beta1, beta2
        self.t, self.m, self.v = 0, 0, 0

    def step(self, params, grads):
        self.t += 1
        for name in params:
            g = grads[name]
            self.m = self.beta1 * self.m + (1 - self.beta1) * g
            self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
            m_hat = self.m / (1 - self.beta1**self.t)
            v_hat = self.v / (1 - self.beta2**self.t)
            params[name] -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.eps)
""",
)
wrong(
    "betas_fixed",
    "= beta1, beta2 → = 0.9, 0.999",
    "The two betas are always 0.9 and 0.999, whatever the caller hands in.",
    "Which arguments hold the caller's?",
)
wrong(
    "rate_fixed",
    "= learning_rate, eps → = 1e-3, eps",
    "The learning rate is always 0.001, whatever the caller hands in.",
    "Which argument holds the caller's?",
)

wrong = mistakes("clip_by_global_norm")
wrong(
    "by_element",
    "if norm <= max_norm:\n        return grads → "
    "return {name: np.clip(g, -max_norm, max_norm) for name, g in grads.items()}",
    "Each element was cut off at `max_norm` by itself. That turns the gradient; the same"
    " direction is expected, only shorter.",
    "By which one number can all elements be multiplied, so that the direction stays?",
)
wrong(
    "each_array",
    "if norm <= max_norm:\n        return grads → "
    "return {name: g * min(1, max_norm / (np.linalg.norm(g) or 1)) for name, g in grads.items()}",
    "Each array was shortened by its own norm. The global norm is taken over all arrays together.",
    "How many norms does a gradient with four arrays have here?",
)
wrong(
    "sum_of_norms",
    ("total += np.sum(g**2) → total += np.linalg.norm(g)", "np.sqrt(total) → total"),
    "You added up the norms of the arrays. The squares are added up first, and one root is taken at"
    " the end.",
    "Sides of 3 and 4: is the diagonal 7 long?",
)
wrong(
    "no_root",
    "np.sqrt(total) → total",
    "The sum of squares is used as the norm: its root is missing.",
    "Sides of 3 and 4: is the diagonal 25 long?",
)
wrong(
    "squares_compared",
    "if norm <= max_norm → if total <= max_norm",
    "The sum of squares is compared with `max_norm`, before its root is taken. So some gradients"
    " count as too long that are short enough.",
    "Which two lengths should be compared?",
)
wrong(
    "compared_with_one",
    "if norm <= max_norm → if norm <= 1",
    "The norm is compared with 1, whatever `max_norm` is. So gradients are scaled that are short"
    " enough.",
    "How long may a gradient be that is returned as it was?",
)
wrong(
    "sum_of_elements",
    "np.sum(g**2) → np.sum(g) ** 2",
    "The elements were added up first and squared then: plus and minus cancel, and a long gradient"
    " seems short.",
    "How long is the gradient (3, −3)? Is it 0?",
)
wrong(
    "mean_of_squares",
    "np.sum(g**2) → np.mean(g**2)",
    "The squares were averaged in each array where their sum is expected.",
    "Sides of 3 and 4: how long is the diagonal, and where is the mean in it?",
)
wrong(
    "sum_of_sizes",
    ("np.sum(g**2) → np.sum(np.abs(g))", "np.sqrt(total) → total"),
    "You added up absolute values. The norm is the root of the sum of squares.",
    "Sides of 3 and 4: is the diagonal 7 long?",
)
wrong(
    "largest",
    ("total += np.sum(g**2) → total = max(total, np.max(np.abs(g)))", "np.sqrt(total) → total"),
    "The largest element was taken for the norm. Every element counts in the norm, not only the"
    " largest.",
    "Sides of 3 and 4: is the diagonal 4 long?",
)
wrong(
    "last_array",
    "total += → total =",
    "Only the last array counts in your norm: each array overwrites what the ones before it gave.",
    "What becomes of the first array's squares when the next array comes?",
)
wrong(
    "largest_norm",
    ("total += np.sum(g**2) → total = max(total, np.linalg.norm(g))", "np.sqrt(total) → total"),
    "The norm of the longest array was taken for the whole. Every array counts, not only the"
    " longest.",
    "Sides of 3 and 4: is the diagonal 4 long?",
)
wrong(
    "array_by_array",
    "",
    "You scaled inside the loop that adds up the squares: the first arrays were judged before the"
    " later ones were counted.",
    "When is the norm of the whole gradient known, and what can only start then?",
    instead="""def clip_by_global_norm(grads, max_norm):
    total, clipped = 0.0, {}
    for name, g in grads.items():
        total += np.sum(g**2)
        norm = np.sqrt(total)
        clipped[name] = g * max_norm / norm if norm > max_norm else g
    return clipped""",
)
wrong(
    "weights_only",
    "* max_norm / norm → * (max_norm / norm if name[0] == 'W' else 1)",
    "The weights were scaled and the biases were not.",
    "One factor keeps the direction. What does the gradient's direction do if a part of it is left"
    " as it was?",
)
wrong(
    "upper_limit",
    "if norm <= max_norm:\n        return grads → return {name: np.minimum(g, max_norm) for name, g"
    " in grads.items()}",
    "Each element was cut off at `max_norm` by itself, and only from above. Expected is one factor"
    " for all elements.",
    "By which one number can all elements be multiplied, so that the direction stays?",
)
wrong(
    "divided_by_limit",
    "* max_norm / norm → / max_norm",
    "The gradient is divided by `max_norm`; its own norm is not in the factor.",
    "How long is what you return, if the gradient was 5 long and 2 is allowed?",
)
wrong(
    "first_only",
    "    return clipped\n → \n        return clipped\n",
    "Where you scale, only the first array comes back: the loop ends in its first round, by a "
    "`return` or a `break`.",
    "What ends the loop, and after which round should it end?",
)
wrong(
    "upside_down",
    "max_norm / norm → norm / max_norm",
    "The factor stands upside down: for a gradient that is too long it is above 1.",
    "The norm is 5 and 1 is allowed. Should the factor be 5 or 1/5?",
)
wrong(
    "unit_length",
    "max_norm / norm → 1 / norm",
    "`max_norm` is missing from the factor, as if a length of 1 were always the limit.",
    "How long should it be afterwards?",
)
wrong(
    "root_of_factor",
    "* max_norm / norm → * np.sqrt(max_norm / norm)",
    "The root of the factor was taken; the factor itself is what brings the norm to the limit.",
    "How long is what you return, if the gradient was 5 long and 1 is allowed?",
)
wrong(
    "dropped",
    "* max_norm / norm → * 0",
    "Where you scale, nothing is left: all elements become 0. The gradient should be shorter, and"
    " keep its direction.",
    "Its direction is still good. What does a step of 0 make of it?",
)
wrong(
    "times_max_norm",
    "* max_norm / norm → * max_norm",
    "The gradient is multiplied by `max_norm`, but not divided by its norm.",
    "How long is what you return, if the gradient was 5 long and 2 is allowed?",
)
wrong(
    "always",
    "if norm <= max_norm: → if norm == 0:",
    "A gradient that is short enough was scaled as well. It should stay as it is.",
    "What should happen to a gradient that is short enough?",
)
wrong(
    "always_and_zeros",
    "if norm <= max_norm:\n        return grads → ",
    "A gradient that is short enough was scaled as well, and one of zeros became nan: its norm is"
    " 0, and you divide by it.",
    "What should happen to a gradient that is short enough?",
)
wrong(
    "never",
    "if norm <= max_norm: → if norm <= max_norm or True:",
    "Nothing is shortened, also where the gradient is too long.",
    "When should something happen to the gradient?",
)
wrong(
    "other_way_round",
    "if norm <= max_norm: → if norm >= max_norm or norm == 0:",
    "The comparison is the wrong way round: long gradients are left alone, and short ones are"
    " scaled.",
    "Which gradients need to be shortened?",
)
wrong(
    "other_way_round_with_zeros",
    "if norm <= max_norm: → if norm >= max_norm:",
    "The comparison is the wrong way round: long gradients are left alone and short ones are"
    " scaled, even one of zeros, which becomes nan.",
    "Which gradients need to be shortened?",
)
wrong(
    "nothing_back",
    "return grads → return {}",
    "Where you do not scale, the gradient is lost: what comes back is an empty dict.",
    "What should the caller get, if there is nothing to shorten?",
)
wrong(
    "in_place",
    "clipped = {} → clipped = grads",
    "The caller's gradients are changed: the new values went into the dict or the arrays that you"
    " were given.",
    "Somebody may want to look at the gradient as it was. Where could the new values go instead?",
)
equivalent(
    "clip_by_global_norm", "norm <= max_norm → norm < max_norm", "At equality the factor is 1."
)
wrong(
    "none_back",
    "return grads → return None",
    "Where the gradient is short enough, nothing comes back: `None`.",
    "Which line is reached when the norm is below the limit, and what does it return?",
)
wrong(
    "mean_of_means",
    "np.sum(g**2) → np.mean(g**2) / len(grads)",
    "The squares were averaged, in each array and then over the arrays. Their sum is expected.",
    "How long is the diagonal of a rectangle with sides 3 and 4?",
)
wrong(
    "root_mean_square",
    "norm = np.sqrt(total) → norm = np.sqrt(total / sum(g.size for g in grads.values()))",
    "The sum of squares was divided by the number of elements. A length has no such division.",
    "How long is the diagonal of a rectangle with sides 3 and 4?",
)
wrong(
    "size_of_the_sum",
    ("total += np.sum(g**2) → total += np.sum(g)", "np.sqrt(total) → np.abs(total)"),
    "All elements were added up as they are: plus and minus cancel, and a long gradient seems"
    " short.",
    "What is the norm of 3 and −3?",
)
wrong(
    "first_array_only",
    "total += np.sum(g**2) → total = total or np.sum(g**2)",
    "Only the first array counts in your norm.",
    "Over which elements is the global norm taken?",
)
wrong(
    "excess_subtracted",
    "",
    "You subtract what the norm has too much from every element. That turns the gradient; "
    "expected is one factor for all elements.",
    "By which one number can all elements be multiplied, so that the direction stays?",
    instead="""def clip_by_global_norm(grads, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in grads.values()))
    excess = max(norm - max_norm, 0)
    return {name: g - excess for name, g in grads.items()}""",
)
wrong(
    "mean_of_norms",
    "",
    "You took the mean of the norms of the arrays. The squares are added up first, and one "
    "root is taken at the end.",
    "Sides of 3 and 4: is the diagonal 3.5 long?",
    instead="""def clip_by_global_norm(grads, max_norm):
    norm = np.mean([np.linalg.norm(g) for g in grads.values()])
    factor = max_norm / norm if norm > max_norm else 1.0
    return {name: g * factor for name, g in grads.items()}""",
)
wrong(
    "norm_squared_in_the_factor",
    "",
    "The factor divides by the square of the norm: what comes back is too short, or too long.",
    "How long is what you return, if the gradient was 5 long and 1 is allowed?",
    instead="""def clip_by_global_norm(grads, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in grads.values()))
    factor = max_norm / norm**2 if norm > max_norm else 1.0
    return {name: g * factor for name, g in grads.items()}""",
)
