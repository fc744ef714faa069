"""What goes wrong in lesson 04."""

from grader.mistakes import equivalent, mistakes

wrong = mistakes("linear")
wrong(
    "no_bias",
    "x @ W + b → x @ W",
    "The bias is left out.",
    "What should a layer return for an input of zeros?",
)
wrong(
    "bias_subtracted",
    "+ b → - b",
    "The bias is subtracted.",
    "A positive bias should lift the neuron's answer. Does yours?",
)
wrong(
    "elementwise",
    "x @ W → x * W",
    "`x` and `W` are multiplied element by element. Where both are square that even gives numbers.",
    "Each neuron adds up its products. Which sign multiplies and adds up?",
)
wrong(
    "transposed",
    "x @ W → x @ W.T",
    "`W` is transposed. Only where it is square do the shapes still fit, and there the numbers are"
    " wrong.",
    "In `W` (d_in, d_out), does a neuron own a row or a column?",
)
wrong(
    "swapped",
    "x @ W + b → W @ x + b",
    "The product is taken the other way round: `W @ x`.",
    "Write the two shapes side by side. Which axes have to meet in the middle?",
)
wrong(
    "bias_into_weights",
    "",
    "The bias is added to the weights, so the inputs multiply it too.",
    "What should a layer return for an input of zeros? What does yours return?",
    instead="def linear(x, W, b):\n    return x @ (W + b)",
)
wrong(
    "bias_a_row",
    "+ b → + b[:, None]",
    "The bias is turned into a column, so each example gets a number of its own instead of each"
    " neuron.",
    "To what is the one number `b[0]` added: to a row of the answer or to a column?",
)
wrong(
    "bias_summed",
    "+ b → + b.sum()",
    "The sum of all biases stands in the place of each bias.",
    "How many numbers does `b` have, and how many neurons does the layer have?",
)
wrong(
    "bias_multiplied",
    "+ b → * b",
    "The weighted sums are multiplied by the bias.",
    "What should a layer return for an input of zeros?",
)
wrong(
    "rectified",
    "",
    "Negative numbers are set to 0 already: a linear layer returns its sums as they are.",
    "What belongs to the layer, and what comes after it?",
    instead="def linear(x, W, b):\n    return np.maximum(x @ W + b, 0)",
)
wrong(
    "first_example",
    "x @ W + b → x[0] @ W + b",
    "Only the first example is computed.",
    "How many rows does `x` have, and how many does the answer need?",
)
wrong(
    "mean",
    "x @ W + b → x @ W / len(W) + b",
    "You took the mean of the products, not their sum.",
    "Does a neuron compute a weighted sum, or a weighted mean?",
)
wrong(
    "last_input",
    "x @ W + b → x[:, :-1] @ W[:-1] + b",
    "The last feature is left out.",
    "Where does your loop or your slice end?",
)
wrong(
    "bias_for_each_input",
    "x @ W + b → x @ W + len(W) * b",
    "The bias is added once for each input; once is enough.",
    "Which lines of a loop run for every input, and which only for every neuron?",
)
wrong(
    "first_bias",
    "",
    "Every neuron gets the bias of the first one.",
    "How many numbers does `b` have, and how many neurons does the layer have?",
    instead="def linear(x, W, b):\n    return x @ W + b[0]",
)
wrong(
    "sum_subtracted",
    "",
    "The weighted sum is subtracted from the bias.",
    "With positive inputs and weights and a bias of 0, should the answer be above 0?",
    instead="def linear(x, W, b):\n    return b - x @ W",
)

wrong(
    "bias_inside",
    "x @ W + b → (x + b) @ W",
    "You add the biases to the inputs, before the product: with as many inputs as neurons that"
    " gives numbers, but each bias belongs to a neuron.",
    "To what does a neuron add its bias, to each input or to the weighted sum?",
)
wrong(
    "bias_of_the_row",
    "",
    "You add to each row the bias with the number of the row; each **column** has a bias of its"
    " own.",
    "What does a column of the output stand for, and what does a row?",
    instead="""def linear(x, W, b):
    return x @ W + np.resize(b, (len(x), 1))""",
)
wrong(
    "no_return",
    "return x @ W + b → x @ W + b",
    "Your function hands nothing back: its answer is `None`.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
)
wrong(
    "weights_added",
    "x @ W + b → x.sum(axis=1, keepdims=True) + W.sum(axis=0) + b",
    "You add inputs and weights; a neuron multiplies each input by its weight and adds up the"
    " products.",
    "What does an input of 0 add to the weighted sum?",
)
wrong(
    "bias_twice",
    "x @ W + b → x @ W + 2 * b",
    "The biases are added twice.",
    "In how many places does your code use `b`?",
)

wrong(
    "one_number_filled",
    "",
    "Only the first number of your output is filled: a `return` or a `break` inside of the inner "
    "loop ends it in its first round.",
    "How far must `return` be indented, so that every neuron of every example is reached?",
    instead="""def linear(x, W, b):
    out = np.zeros((len(x), W.shape[1]))
    for i in range(len(x)):
        for j in range(W.shape[1]):
            out[i, j] = np.sum(x[i] * W[:, j]) + b[j]
            return out""",
)
wrong(
    "one_row_filled",
    "",
    "Only the first row of your output is filled: the loop ends in its first round, by a "
    "`return` or a `break` over the examples.",
    "How far must `return` be indented, so that every example is reached?",
    instead="""def linear(x, W, b):
    out = np.zeros((len(x), W.shape[1]))
    for i in range(len(x)):
        out[i] = x[i] @ W + b
        return out""",
)
wrong(
    "first_example_for_all",
    "x @ W + b → np.tile(x[0] @ W + b, (len(x), 1))",
    "Every row of your output belongs to the first example.",
    "Which example does row i of the output belong to?",
)
wrong(
    "largest_product",
    "x @ W + b → (x[:, :, None] * W).max(axis=1) + b",
    "You take the largest of the products; a neuron adds them up.",
    "In the worked example, what do all products of the third neuron add up to?",
)
wrong(
    "last_neuron",
    "x @ W + b → x @ W[:, -1] + b[-1]",
    "Only the last neuron's numbers come back: one per example.",
    "How many numbers does each example need, and what becomes of those of the neurons before?",
)
wrong(
    "first_feature",
    "x @ W + b → x[:, :1] @ W[:1] + b",
    "Only the first feature is used: the others have no part in the weighted sums.",
    "How many products does a neuron add up?",
)

wrong = mistakes("relu")
wrong(
    "absolute",
    "np.maximum(z, 0) → np.abs(z)",
    "Negative numbers come out positive: that is the absolute value.",
    "What should become of −3: 3, −3 or 0?",
)
wrong(
    "minimum",
    "np.maximum(z, 0) → np.minimum(z, 0)",
    "The negative numbers are kept and the positive ones are set to 0: the wrong half.",
    "Of z and 0, which one is to be returned: the larger or the smaller?",
)
wrong(
    "largest_along_axis",
    "np.maximum(z, 0) → np.max(z, 0)",
    "An axis is gone: `np.max(z, 0)` looks for the largest along axis 0.",
    "Two names look alike here: one searches an array, the other compares two arrays element by"
    " element.",
)
wrong(
    "step",
    "np.maximum(z, 0) → (z > 0) * 1.0",
    "Your answer is 1 wherever `z` is positive. Its size is lost.",
    "What should become of 3, and what of 300?",
)
wrong(
    "mask",
    "np.maximum(z, 0) → z > 0",
    "Your answer says where `z` is positive, True or False, and not how large it is.",
    "What would come out if you multiplied that by something?",
)
wrong(
    "leaky",
    "np.maximum(z, 0) → np.maximum(z, 0.01 * z)",
    "Negative numbers become a hundredth of themselves. That is a leaky ReLU; here it is 0.",
    "What should be returned for −5?",
)
wrong(
    "leaky_tenth",
    "np.maximum(z, 0) → np.maximum(z, 0.1 * z)",
    "Negative numbers become a tenth of themselves. That is a leaky ReLU; here it is 0.",
    "What should be returned for −5?",
)
wrong(
    "above_one",
    "np.maximum(z, 0) → np.where(z > 1, z, 0)",
    "Numbers between 0 and 1 are set to 0 too.",
    "Where does the hinge stand: what should be returned for 0.5?",
)
wrong(
    "at_least_one",
    "np.maximum(z, 0) → np.maximum(z, 1)",
    "Everything below 1 becomes 1.",
    "What should be returned for −3, and what for 0.5?",
)
wrong(
    "whole",
    "np.maximum(z, 0) → np.maximum(z, 0).astype(int)",
    "The decimals are cut off.",
    "What should be returned for 0.5?",
)
wrong(
    "clipped",
    "np.maximum(z, 0) → np.clip(z, 0, 1)",
    "Everything above 1 is cut to 1.",
    "What should be returned for 5?",
)
wrong(
    "removed",
    "np.maximum(z, 0) → z[z > 0]",
    "The negative numbers are taken out, not set to 0, so the shape is lost.",
    "How many numbers went in, and how many came out?",
)
wrong(
    "in_place",
    "return np.maximum(z, 0) → z[z < 0] = 0; return z",
    "`z` itself was changed, and it belongs to the caller.",
    "Backpropagation will ask what `z` was. How do you keep it as it was?",
)
wrong(
    "sign_turned",
    "np.maximum(z, 0) → np.maximum(-z, 0)",
    "`z` is turned round first: −3 comes out as 3, and 3 as 0.",
    "On which side of 0 should the hinge be flat?",
)
wrong(
    "softplus",
    "np.maximum(z, 0) → np.log1p(np.exp(z))",
    "That is the soft version, log(1 + exp(z)). It bends gradually, and it is never 0.",
    "What should be returned for −1, exactly?",
)

wrong(
    "no_return",
    "return np.maximum(z, 0) → np.maximum(z, 0)",
    "Your function hands nothing back: its answer is `None`.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
)
wrong(
    "flattened",
    "np.maximum(z, 0) → np.maximum(z, 0).ravel()",
    "The numbers are right, but they come in one long row: the shape of `z` is lost.",
    "Which shape does the statement want, and where does yours lose an axis?",
)

wrong(
    "one_largest",
    "np.maximum(z, 0) → max(0.0, z.max())",
    "You return one number, the largest of all; every number of `z` has an answer of its own.",
    "What shape has the answer for four numbers?",
)
wrong(
    "doubled",
    "",
    "Every positive number comes out twice as large.",
    "What should be returned for 3?",
    instead="""def relu(z):
    return z + np.abs(z)""",
)
wrong(
    "squared",
    "",
    "The positive numbers are squared.",
    "What should be returned for 3?",
    instead="""def relu(z):
    return np.where(z > 0, z * z, 0.0)""",
)

wrong = mistakes("sigmoid")
wrong(
    "brackets",
    "/ (1 + small) → / 1 + small",
    "You divided by 1 and then added the exponential: Python divides before it adds.",
    "Which part of the expression belongs below the line, all of it?",
)
wrong(
    "overflows",
    "np.where(z >= 0, 1, small) / (1 + small) → 1 / (1 + np.exp(-z))",
    "On the way to the answer `np.exp` overflows for inputs of size 1000. (`np.where` does not"
    " prevent that: it computes both of its answers for every element and chooses afterwards. Nor"
    " does it help to switch the warning off.)",
    "`exp` is harmless for negative numbers. Can you see to it that it never gets a large positive"
    " one?",
)
wrong(
    "nan_at_1000",
    "np.where(z >= 0, 1, small) / (1 + small) → np.exp(z) / (1 + np.exp(z))",
    "At 1000 your answer is nan: `np.exp(1000)` is inf, and inf / inf is nan.",
    "Two fractions say the same. Which of them is safe for a positive z, and which for a negative"
    " one?",
)
wrong(
    "mirrored",
    "np.where(z >= 0, 1, small) / (1 + small) → 1 / (1 + np.exp(z))",
    "The curve is the wrong way round: it falls.",
    "A large positive score should give a probability close to 1. Does yours?",
)
wrong(
    "never_below_half",
    "np.where(z >= 0, 1, small) → 1",
    "No answer is below ½: −3 gives what 3 gives. The sign of `z` is lost in the absolute value.",
    "Which number stands on top of the fraction when z is negative?",
)
wrong(
    "never_above_half",
    "np.where(z >= 0, 1, small) → small",
    "No answer is above ½: 3 gives what −3 gives. The sign of `z` is lost in the absolute value.",
    "Which number stands on top of the fraction when z is positive?",
)
wrong(
    "tanh",
    "np.where(z >= 0, 1, small) / (1 + small) → np.tanh(z)",
    "That is the tanh, which runs from −1 to 1.",
    "A probability lies between 0 and 1. What should be returned for 0?",
)
wrong(
    "no_one",
    "np.where(z >= 0, 1, small) / (1 + small) → 1 / np.exp(-z)",
    "The 1 below the line is missing: your answer is exp(z).",
    "What should be returned for z = 0, and what is exp(0)?",
)
wrong(
    "minus",
    "np.where(z >= 0, 1, small) / (1 + small) → 1 / (1 - np.exp(-z))",
    "Below the line stands 1 minus the exponential; there should be a plus.",
    "For z = 0 the bottom should be 2. What is it in yours?",
)
wrong(
    "upside_down",
    "np.where(z >= 0, 1, small) / (1 + small) → 1 + np.exp(-z)",
    "Your answer is the bottom of the fraction, 1 + exp(−z).",
    "Can a probability be larger than 1? Which of the two belongs on top, 1 or 1 + exp(−z)?",
)
wrong(
    "slope",
    "np.where(z >= 0, 1, small) / (1 + small) → small / (1 + small) ** 2",
    "That is the slope of the sigmoid, p (1 − p), not the sigmoid p.",
    "For z = 0 the answer is ½. What is yours?",
)
wrong(
    "step",
    "np.where(z >= 0, 1, small) / (1 + small) → np.where(z >= 0, 1.0, 0.0)",
    "Your answer jumps from 0 to 1. The sigmoid rises gradually.",
    "How should a score of 0.1 differ from one of 10?",
)
wrong(
    "clipped",
    "np.abs(z) → np.abs(np.clip(z, -10, 10))",
    "`z` is cut off too early: at −1000 and 1000 your answer still differs from 0 and 1.",
    "Do you need to cut at all? Look at what `np.exp(-1000)` returns.",
)
wrong(
    "clipped_at_5",
    "np.abs(z) → np.abs(np.clip(z, -5, 5))",
    "`z` is cut off too early: at −1000 and 1000 your answer still differs from 0 and 1.",
    "Do you need to cut at all? Look at what `np.exp(-1000)` returns.",
)
wrong(
    "tanh_of_half",
    "np.where(z >= 0, 1, small) / (1 + small) → np.tanh(z / 2)",
    "Your answers run from −1 to 1, as those of a tanh do.",
    "A probability lies between 0 and 1. What should be returned for 0?",
)
wrong(
    "twice_as_steep",
    "np.where(z >= 0, 1, small) / (1 + small) → (1 + np.tanh(z)) / 2",
    "The curve is twice as steep as the sigmoid: your answer for 1 is the right one for 2.",
    "By how much has `z` been multiplied when it reaches the exponent?",
)
wrong(
    "half_as_steep",
    "np.where(z >= 0, 1, small) / (1 + small) → (1 + np.tanh(z / 4)) / 2",
    "The curve is half as steep as the sigmoid: your answer for 2 is the right one for 1.",
    "By what has `z` been divided when it reaches the exponent?",
)
wrong(
    "times_z",
    "np.where(z >= 0, 1, small) / (1 + small) → z * np.where(z >= 0, 1, small) / (1 + small)",
    "Your answer is `z` times the sigmoid.",
    "Which number should be returned for 0, and how large can a probability be?",
)
wrong(
    "short_e",
    "np.where(z >= 0, 1, small) / (1 + small) → 1 / (1 + 2.718 ** -z)",
    "You wrote e with a few digits, so your numbers are a little off.",
    "Which function of NumPy knows e to the last digit?",
)
wrong(
    "rounded",
    "np.where(z >= 0, 1, small) / (1 + small) → np.round(np.where(z >= 0, 1, small) / (1 +"
    " small), 3)",
    "Your answer is rounded to three decimals.",
    "The example is shortened so that it can be read. What is lost if a function rounds?",
)
wrong(
    "shares",
    "np.where(z >= 0, 1, small) / (1 + small) → np.exp(z - z.max()) / np.exp(z - z.max()).sum()",
    "All answers together add up to 1: you compared the elements with each other.",
    "Each element is a question of its own. Should the answer to one depend on the others?",
)

wrong(
    "zero_left_out",
    "",
    "A score of exactly 0 stays 0: it is neither above 0 nor below, so none of your two masks"
    " takes it.",
    "What probability belongs to a score of 0, and which of the two formulas may it use?",
    instead="""def sigmoid(z):
    out = np.zeros_like(z)
    out[z > 0] = 1 / (1 + np.exp(-z[z > 0]))
    out[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return out""",
)
wrong(
    "largest_subtracted",
    "",
    "You subtract the largest score first, so its probability is 0.5 and no other is larger. That"
    " is a step of softmax, where scores are compared with one another.",
    "Does the probability of one score depend on the others here?",
    instead="""def sigmoid(z):
    z = z - z.max()
    return 1 / (1 + np.exp(-z))""",
)
wrong(
    "in_place",
    "small = np.exp(-np.abs(z)) → positive = z >= 0\n    np.abs(z, out=z)\n"
    "    small = np.exp(-z)\n    return np.where(positive, 1, small) / (1 + small)",
    "Your result is right, but it is computed inside the array that you were given: `z` has"
    " changed.",
    "Which line writes into `z`, and who may still need it?",
)
wrong(
    "no_return",
    "return np.where(z >= 0, 1, small) / (1 + small) → np.where(z >= 0, 1, small) / (1 + small)",
    "Your function hands nothing back: its answer is `None`.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
)
wrong(
    "branches_swapped",
    "z >= 0 → z < 0",
    "Your two cases are the wrong way round: a high score gets a low probability.",
    "For which `z` is the fraction with $e^z$ on top harmless?",
)
wrong(
    "minus_z_squared",
    "np.exp(-np.abs(z)) → np.exp(-(z**2))",
    "You square the score in the exponent.",
    "What is $|z|$ for −3, and what is the square?",
)

CLIPPED = (
    "You clip the scores at some limit: whatever lies beyond is no longer told apart from it, and"
    " −1000 does not give 0."
)
for limit in 20, 30, 50:
    wrong(
        f"scores_clipped_at_{limit}",
        f"small = np.exp(-np.abs(z)) → z = np.clip(z, -{limit}, {limit})\n"
        "    small = np.exp(-np.abs(z))",
        CLIPPED,
        "Which exponent can never be positive, whatever `z` is, so that nothing need be clipped?",
    )
wrong(
    "negative_half_left_out",
    "",
    "Negative scores get 0: only one of your two cases is filled in.",
    "What probability belongs to a score of −2, and which fraction is harmless for it?",
    instead="""def sigmoid(z):
    out = np.zeros_like(z)
    positive = z >= 0
    out[positive] = 1 / (1 + np.exp(-z[positive]))
    return out""",
)
wrong(
    "masks_swapped",
    "",
    "Each of your two fractions is used where it overflows: at −1000 and 1000 `exp` gets 1000.",
    "For which `z` is $e^{-z}$ harmless, and for which $e^z$?",
    instead="""def sigmoid(z):
    out = np.empty_like(z)
    negative = z < 0
    out[negative] = 1 / (1 + np.exp(-z[negative]))
    e = np.exp(z[~negative])
    out[~negative] = e / (1 + e)
    return out""",
)
wrong(
    "bracket_in_one_case",
    "",
    "For scores above 0 you divided by 1 and then added the exponential: Python divides before it"
    " adds.",
    "Which part of the expression belongs below the line, all of it?",
    instead="""def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / 1 + small, small / (1 + small))""",
)
wrong(
    "one_minus_exp",
    "",
    "Your answer is 1 − exp(−z), no fraction: for large negative scores it falls without end.",
    "Which number stands on top of the fraction, and which sum stands below the line?",
    instead="""def sigmoid(z):
    return 1 - np.exp(-z)""",
)

wrong = mistakes("softmax")
wrong(
    "no_shift",
    "z - z.max(axis=-1, keepdims=True) → z",
    "For scores of size 1000 `np.exp(1000)` is inf and `np.exp(-1000)` is 0, and neither inf / inf"
    " nor 0 / 0 is a number.",
    "What may be subtracted from every score of a row without changing the answer?",
)
wrong(
    "shift_of_all",
    "z.max(axis=-1, keepdims=True) → z.max()",
    "The largest score of the whole array is subtracted. In a row far below it every exponential is"
    " then 0.",
    "Each row is an example of its own. Whose largest score should be taken off it?",
)
wrong(
    "axis_0",
    ("z.max(axis=-1 → z.max(axis=0", "e.sum(axis=-1 → e.sum(axis=0"),
    "Each column adds up to 1; each row should. You summed along axis 0.",
    "Which axis holds the classes that compete with one another?",
)
wrong(
    "axis_1",
    ("z.max(axis=-1 → z.max(axis=1", "e.sum(axis=-1 → e.sum(axis=1"),
    "You took axis 1, which is the last axis only of a table.",
    "How do you count axes from the end?",
)
wrong(
    "sum_of_all",
    "e.sum(axis=-1, keepdims=True) → e.sum()",
    "The whole array adds up to 1. Each row should, for itself.",
    "How many sums does a table of 4 rows need?",
)
wrong(
    "sum_without_keepdims",
    "e.sum(axis=-1, keepdims=True) → e.sum(axis=-1)",
    "The sums have the shape (n,), which is lined up with the columns. Only in a square table does"
    " that even run, and there each row is divided by the sums of all rows.",
    "Which shape must the sums have so that each row meets its own?",
)
wrong(
    "max_without_keepdims",
    "z.max(axis=-1, keepdims=True) → z.max(axis=-1)",
    "The largest scores have the shape (n,), which is lined up with the columns. Only in a square"
    " table does that even run, and there each row is shifted by the largest scores of all rows.",
    "Which shape must the largest scores have so that each row meets its own?",
)
wrong(
    "over_everything",
    ("z.max(axis=-1, keepdims=True) → z.max()", "e.sum(axis=-1, keepdims=True) → e.sum()"),
    "The largest score and the sum are those of the whole array, so the whole array adds up to 1."
    " Each row should.",
    "How many sums does a table of 4 rows need?",
)
wrong(
    "rows_of_a_table",
    "",
    "You make shares of each `z[i]`. Only in a table is that a row.",
    "What is `z[i]` if `z` has one axis, and what if it has three?",
    instead="""def softmax(z):
    out = np.zeros(z.shape)
    for i in range(len(z)):
        e = np.exp(z[i] - z[i].max())
        out[i] = e / e.sum()
    return out""",
)
wrong(
    "mean_subtracted",
    "",
    "You subtract the mean of each row. A score far above it still overflows.",
    "After which subtraction is no exponent above 0?",
    instead="""def softmax(z):
    e = np.exp(z - z.mean(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
)
wrong(
    "smallest_subtracted",
    "",
    "You subtract the smallest score of each row. A score far above it still overflows.",
    "After which subtraction is no exponent above 0?",
    instead="""def softmax(z):
    e = np.exp(z - z.min(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
)
wrong(
    "divided_by_largest",
    "z - z.max(axis=-1, keepdims=True) → z / z.max(axis=-1, keepdims=True)",
    "You divide by the largest score of each row. That changes the shares.",
    "What did adding a number to all scores do to the shares, and what did multiplying them do?",
)
wrong(
    "nan_hidden",
    "",
    "In the rows with scores of size 1000 no probability is above 0, so such a row does not add up"
    " to 1.",
    "What does `np.exp` return there? What may be subtracted from every score of a row first?",
    instead=(
        "def softmax(z):\n    e = np.exp(z)\n    return np.nan_to_num(e / e.sum(axis=-1,"
        " keepdims=True))"
    ),
)
wrong(
    "base_2",
    "np.exp(shifted) → 2.0**shifted",
    "You took powers of 2, not of e.",
    "Which function of NumPy computes the exponential?",
)
wrong(
    "rounded",
    "e / e.sum(axis=-1, keepdims=True) → np.round(e / e.sum(axis=-1, keepdims=True), 3)",
    "Your answer is rounded to three decimals.",
    "The example is shortened so that it can be read. What is lost if a function rounds?",
)
wrong(
    "unchanged",
    "e / e.sum(axis=-1, keepdims=True) → z",
    "You returned the scores as they came.",
    "Which two steps turn scores into shares?",
)
wrong(
    "no_division",
    "return e / e.sum(axis=-1, keepdims=True) → return e",
    "The exponentials are not divided by their sum, so a row does not add up to 1.",
    "What makes shares out of amounts?",
)
wrong(
    "no_exp",
    "np.exp(shifted) → z",
    "The raw scores stand where their exponentials are needed.",
    "Which function makes any number positive before it is shared out?",
)
wrong(
    "no_exp_after_shift",
    "np.exp(shifted) → shifted",
    "The exponential is missing: you made shares of the scores less the largest, none of which is"
    " positive.",
    "Which function makes any number positive before it is shared out?",
)
wrong(
    "negative_exponent",
    "np.exp(shifted) → np.exp(-shifted)",
    "The smallest score gets the largest probability: a sign in the exponent is turned.",
    "Which class should win, the one with the largest logit or with the smallest?",
)
wrong(
    "logarithm",
    "e / e.sum(axis=-1, keepdims=True) → shifted - np.log(e.sum(axis=-1, keepdims=True))",
    "You return logarithms of probabilities, not probabilities.",
    "Between which two numbers does a probability lie?",
)
wrong(
    "sigmoid",
    "e / e.sum(axis=-1, keepdims=True) → 1 / (1 + np.exp(-z))",
    "Each score is squeezed by itself, as the sigmoid does, so a row does not add up to 1.",
    "If one class becomes more likely, what happens to the others?",
)
wrong(
    "twice",
    "return e / e.sum(axis=-1, keepdims=True) → p = e / e.sum(axis=-1, keepdims=True); return"
    " np.exp(p) / np.exp(p).sum(axis=-1, keepdims=True)",
    "The softmax is applied twice: probabilities go through it as if they were scores.",
    "Are the numbers that you exponentiate still scores?",
)
wrong(
    "winner_takes_all",
    "e / e.sum(axis=-1, keepdims=True) → (z == z.max(axis=-1, keepdims=True)) * 1.0",
    "The largest score gets 1 and the others 0. Softmax is softer: a close second keeps a share.",
    "How sure should the network be of scores of 2.0 and 1.9?",
)
wrong(
    "clipped",
    "z - z.max(axis=-1, keepdims=True) → np.clip(z, -500, 500)",
    "Large scores are cut off. Nothing overflows, but 1000, 999 and 998 become equal.",
    "What may be subtracted from every score of a row without changing the answer?",
)
wrong(
    "in_place",
    "shifted = z - z.max(axis=-1, keepdims=True) → shifted = z; shifted -= z.max(axis=-1,"
    " keepdims=True)",
    "`z` itself was changed, and it belongs to the caller.",
    "`-=` writes into the array that it is given. How do you make a new one?",
)

wrong(
    "sum_of_rows_by_python",
    "e / e.sum(axis=-1, keepdims=True) → e / sum(e)",
    "Python's `sum` adds up along the **first** axis, so each class is divided by its sum over the"
    " examples.",
    "Which axis should add up to 1, and which one does your sum make disappear?",
)
wrong(
    "no_return",
    "return e / e.sum(axis=-1, keepdims=True) → e / e.sum(axis=-1, keepdims=True)",
    "Your function hands nothing back: its answer is `None`.",
    "Does every way through it end in a `return`? `print` shows a value and hands nothing back.",
)
wrong(
    "mean_for_sum",
    "e.sum(axis=-1 → e.mean(axis=-1",
    "You divide by the mean of the exponentials: your numbers add up to the number of classes.",
    "What should the probabilities of a row add up to?",
)
wrong(
    "shares_of_the_logits",
    "e = np.exp(shifted) → e = np.abs(z)",
    "You take shares of the logits without their signs; the exponential is what makes them"
    " positive.",
    "What should happen to the probabilities if 3 is added to all logits of a row?",
)
wrong(
    "squared_for_exp",
    "np.exp(shifted) → z**2",
    "You square the logits, where their exponentials are expected.",
    "Which of the logits 2 and −3 should get the larger probability?",
)

wrong(
    "logits_divided",
    "return e / e.sum → return z / e.sum",
    "You divide the logits themselves by the sum of the exponentials.",
    "Which numbers should be made shares of their sum, so that they add up to 1?",
)
wrong(
    "divided_twice",
    "e / e.sum(axis=-1, keepdims=True) → e / e.sum(axis=-1, keepdims=True) ** 2",
    "You divide by the sum twice.",
    "What should the probabilities of a row add up to?",
)
wrong(
    "shifted_up",
    "z - z.max(axis=-1 → z + z.max(axis=-1",
    "You add the largest logit to the row, where it should be subtracted: the exponents grow, and"
    " at 1000 `exp` overflows.",
    "Which exponent should the largest logit of a row have, so that `exp` cannot overflow?",
)

wrong = mistakes("init_params")
wrong(
    "no_root",
    "np.sqrt(2 / d_in) → 2 / d_in",
    "The weights have a deviation of 2 / d_in: the root is missing, or squared away.",
    "`rng.normal` takes a standard deviation. Is 2 / d_in that, or its square?",
)
wrong(
    "one",
    "np.sqrt(2 / d_in) → np.sqrt(1 / d_in)",
    "The weights have a deviation of √(1 / d_in). The factor 2, which makes up for the half that"
    " ReLU takes away, is missing.",
    "What happens to the signal in each layer if ReLU halves it and nothing makes up for that?",
)
wrong(
    "fan_out",
    "2 / d_in → 2 / d_out",
    "The deviation depends on the number of outputs of a layer, d_out, and not on its inputs.",
    "How many products are added up in one neuron: d_in or d_out?",
)
wrong(
    "both_fans",
    "2 / d_in → 2 / (d_in + d_out)",
    "The weights have a deviation of √(2 / (d_in + d_out)). That is Glorot's rule, made for layers"
    " without ReLU.",
    "Which number stands below the line in the rule of this lesson?",
)
wrong(
    "root_of_2_only",
    "np.sqrt(2 / d_in) → np.sqrt(2) / d_in",
    "The weights have a deviation of √2 / d_in: the root is taken of the 2 alone.",
    "What stands under the root in the rule of this lesson?",
)
wrong(
    "inverted",
    "np.sqrt(2 / d_in) → np.sqrt(d_in / 2)",
    "The weights have a deviation of √(d_in / 2): the fraction is upside down.",
    "Should a neuron with more inputs get larger weights or smaller ones?",
)
wrong(
    "as_mean",
    "rng.normal(0, np.sqrt(2 / d_in), size → rng.normal(np.sqrt(2 / d_in), 1.0, size",
    "The weights have a mean of √(2 / d_in). That number should be the deviation; the mean is 0.",
    "In which order does `rng.normal` take its mean and its deviation?",
)
wrong(
    "unscaled",
    "np.sqrt(2 / d_in) → 1.0",
    "The weights have a deviation of 1, whatever the size of the layer.",
    "A neuron with 100 inputs adds up 100 products. How large does its sum become?",
)
wrong(
    "tiny",
    "np.sqrt(2 / d_in) → 0.01",
    "The weights have a deviation of 0.01, whatever the size of the layer.",
    "What is left of the signal after twelve such layers?",
)
wrong(
    "flat",
    "rng.normal(0, np.sqrt(2 / d_in), → rng.uniform(-np.sqrt(6 / d_in), np.sqrt(6 / d_in),",
    "The deviation is right, but no weight lies far out, as if drawn evenly between bounds (a"
    " uniform distribution).",
    "A normal distribution is expected. Which function of `rng` draws from one?",
)
wrong(
    "flat_narrow",
    "rng.normal(0, np.sqrt(2 / d_in), → rng.uniform(-np.sqrt(2 / d_in), np.sqrt(2 / d_in),",
    "The weights are spread evenly between ±√(2 / d_in). That number should be the deviation"
    " of a normal distribution, not a bound.",
    "Which function of `rng` takes a mean and a standard deviation?",
)
wrong(
    "never_negative",
    "rng.normal(0, np.sqrt(2 / d_in), → np.sqrt(2 / d_in) * rng.uniform(0, 1,",
    "No weight is negative, so their mean is not 0.",
    "`rng.random` draws between 0 and 1. Which function draws around 0?",
)
wrong(
    "all_zero",
    "rng.normal(0, np.sqrt(2 / d_in), size=(d_in, d_out)) → np.zeros((d_in, d_out))",
    "All weights are 0, so all neurons of a layer do the same, and would go on doing the same in"
    " training.",
    "What has to differ between two neurons for them to learn different things?",
)
wrong(
    "transposed",
    "size=(d_in, d_out) → size=(d_out, d_in)",
    "The weights are (d_out, d_in); a layer computes `x @ W`, so they must be (d_in, d_out).",
    "Which axis of `W` meets the features of `x`?",
)
wrong(
    "bias_random",
    "np.zeros(d_out) → rng.normal(0, np.sqrt(2 / d_in), size=d_out)",
    "The biases are drawn at random. They start at 0.",
    "The weights already make the neurons differ. What would random biases add?",
)
wrong(
    "bias_ones",
    "np.zeros(d_out) → np.ones(d_out)",
    "The biases start at 1. They should start at 0.",
    "Where should the hinge of an untrained neuron stand?",
)
wrong(
    "bias_row",
    "np.zeros(d_out) → np.zeros((1, d_out))",
    "Each bias has two axes, (1, d_out). In this course it has one, (d_out,).",
    "Which shape does `np.zeros` make from a single number?",
)
wrong(
    "bias_d_in",
    "np.zeros(d_out) → np.zeros(d_in)",
    "Each bias has one number per input. It needs one per neuron.",
    "`x @ W` has d_out columns. To each of them a bias is added.",
)
wrong(
    "no_biases",
    'params[f"b{layer}"] = np.zeros(d_out) → ',
    "The biases are missing from the dict.",
    "Which two arrays does `linear` need beside `x`?",
)
wrong(
    "from_0",
    (
        'params[f"W{layer}"] → params[f"W{layer - 1}"]',
        'params[f"b{layer}"] → params[f"b{layer - 1}"]',
    ),
    "The layers are numbered from 0. In this course they are numbered from 1.",
    "What is the first key that the statement asks for?",
)
wrong(
    "one_short",
    "range(1, len(sizes)) → range(1, len(sizes) - 1)",
    "The last layer is missing.",
    "Three sizes stand for two layers. How many does your loop make?",
)
wrong(
    "global_random",
    "rng.normal → np.random.normal",
    "The weights come from NumPy's global random state and not from `rng`, so nobody can repeat"
    " your run.",
    "Which generator were you handed?",
)
wrong(
    "own_generator",
    "params = {} → params = {}; rng = np.random.default_rng()",
    "You make a generator of your own: the same `rng` does not give the same weights again.",
    "What would `rng` be handed in for, if it is not used?",
)
wrong(
    "fixed_seed",
    "params = {} → params = {}; rng = np.random.default_rng(0)",
    "You make a generator with a fixed seed: whatever `rng` is, the weights are the same.",
    "Whoever calls your function chooses the seed. How does that choice reach the weights?",
)

wrong(
    "same_draw",
    "",
    "All layers get the same draw: their weights differ in size only.",
    "Where does `rng` stand when the second layer draws, if it was made anew for each layer?",
    instead="""def init_params(sizes, rng):
    params = {}
    seed = rng.integers(2**31)
    for layer in range(1, len(sizes)):
        d_in, d_out = sizes[layer - 1], sizes[layer]
        rng = np.random.default_rng(seed)
        params[f"W{layer}"] = rng.normal(0, np.sqrt(2 / d_in), size=(d_in, d_out))
        params[f"b{layer}"] = np.zeros(d_out)
    return params""",
)
wrong(
    "one_number",
    "rng.normal(0, np.sqrt(2 / d_in), size=(d_in, d_out)) → "
    "rng.normal(0, np.sqrt(2 / d_in)) * np.ones((d_in, d_out))",
    "All weights of a layer are one and the same number: you drew once and filled the array with"
    " it.",
    "How many draws does an array of shape (d_in, d_out) need, and which argument asks for them?",
)
wrong(
    "no_f",
    ('f"W{layer}" → "W{layer}"', 'f"b{layer}" → "b{layer}"'),
    "Your keys are called `W{layer}` and `b{layer}`, braces included, so each layer writes over"
    " the one before.",
    "Which letter before the quotes puts the number into the text?",
)
wrong(
    "return_in_the_loop",
    'params[f"b{layer}"] = np.zeros(d_out)\n    return params → '
    'params[f"b{layer}"] = np.zeros(d_out)\n        return params',
    "Only the first layer has weights: the loop ends in its first round, by a `return` or a "
    "`break`.",
    "How far must `return` be indented, so that every layer is drawn?",
)
wrong(
    "only_the_last",
    "    params = {}\n    for layer in range(1, len(sizes)): → "
    "    for layer in range(1, len(sizes)):\n        params = {}",
    "Only the last layer has weights: the dict is made anew in every round of the loop.",
    "What becomes of the layers before when `params = {}` runs again?",
)
wrong(
    "bias_one_number",
    "np.zeros(d_out) → 0.0",
    "Each bias is a single number; a layer needs one for each of its neurons.",
    "How many neurons does a layer have, and which shape has its `b`?",
)
wrong(
    "first_size",
    "np.sqrt(2 / d_in) → np.sqrt(2 / sizes[0])",
    "All layers have the deviation of the first one, √(2 / sizes[0]).",
    "How many inputs does the second layer have?",
)

wrong = mistakes("mlp_forward")
wrong(
    "relu_last",
    "return logits, → return relu(logits),",
    "The logits have no negative numbers: the last layer is followed by a ReLU as well.",
    "Between which layers does a ReLU stand, and where is there none?",
)
wrong(
    "softmax_last",
    "return logits, → return np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True),",
    "You return probabilities: the softmax of the logits.",
    "Expected are the raw scores. Who turns them into probabilities, and when?",
)
wrong(
    "no_relu",
    "h = relu(z) → h = z",
    "There is no ReLU between the layers, so together they are only one linear layer.",
    "What did two linear layers in a row make of a line?",
)
wrong(
    "z_after_relu",
    'cache[f"z{layer}"] = z → cache[f"z{layer}"] = h',
    "`z1` in the cache has no negative numbers: it was stored after the ReLU, or the ReLU wrote"
    " over it.",
    "Backpropagation asks where z was negative. Can it still be seen?",
)
wrong(
    "h_before_relu",
    'cache[f"h{layer}"] = h → cache[f"h{layer}"] = z',
    "`h1` in the cache has negative numbers: it was stored before the ReLU.",
    "Which of the two, z or h, goes into the next layer?",
)
wrong(
    "no_x",
    'cache = {"x": x} → cache = {}',
    'The cache has no `"x"`.',
    "What was the input of the first layer?",
)
wrong(
    "cache_of_last",
    ('cache[f"z{layer}"] → cache["z1"]', 'cache[f"h{layer}"] → cache["h1"]'),
    "Every hidden layer is stored under the same two names, so only the last one is left.",
    "How many hidden layers does the network have, and how many entries the cache?",
)
wrong(
    "numbered_from_0",
    ('cache[f"z{layer}"] → cache[f"z{layer - 1}"]', 'cache[f"h{layer}"] → cache[f"h{layer - 1}"]'),
    "The entries of the cache are numbered from 0. `z1` and `h1` belong to `W1` and `b1`.",
    "Which number does the first layer have in `params`?",
)
wrong(
    "two_layers",
    "len(params) // 2 → 2",
    "The network is taken to have two layers, whatever `params` holds.",
    "How can you tell from `params` how many layers there are?",
)
wrong(
    "one_short",
    "len(params) // 2 → max(1, len(params) // 2 - 1)",
    "The last layer is left out: what you return as logits belongs to the layer before it.",
    "What are the first and the last number that your `range` yields?",
)
wrong(
    "sorted_as_text",
    "",
    "With ten layers or more they come in the wrong order: sorted as text, `W10` stands before"
    " `W2`.",
    "Can you count the layers and build each name from its number?",
    instead="""def mlp_forward(x, params):
    ### BEGIN SOLUTION
    names = sorted(name for name in params if name.startswith("W"))
    cache = {"x": x}
    h = x
    for i, name in enumerate(names[:-1], start=1):
        z = linear(h, params[name], params["b" + name[1:]])
        h = relu(z)
        cache[f"z{i}"], cache[f"h{i}"] = z, h
    return linear(h, params[names[-1]], params["b" + names[-1][1:]]), cache
    ### END SOLUTION""",
)
wrong(
    "always_x",
    "z = linear(h, → z = linear(x,",
    "Every hidden layer gets `x`. Where the shapes allow it, that gives numbers, and the wrong"
    " ones.",
    "What goes into the second layer?",
)
wrong(
    "last_from_x",
    "logits = linear(h, → logits = linear(x,",
    "The last layer gets `x` and not what the hidden layers made of it.",
    "Follow the data: what comes out of the last ReLU, and where does it go?",
)
wrong(
    "last_from_z",
    (
        "h = relu(z) → h = relu(z); last = z",
        "logits = linear(h, → logits = linear(last if depth > 1 else x,",
    ),
    "The last layer gets `z`, the numbers before the ReLU.",
    "Which of the two, z or h, goes on?",
)
wrong(
    "no_last_bias",
    'params[f"b{depth}"] → 0',
    "The bias of the last layer is not added.",
    "Is the last layer linear like the others?",
)
wrong(
    "no_hidden_bias",
    'params[f"b{layer}"] → 0',
    "The biases of the hidden layers are not added.",
    "Which three things does `linear` take?",
)
wrong(
    "sigmoid_between",
    "h = relu(z) → h = 1 / (1 + np.exp(-z))",
    "Between the layers stands a sigmoid.",
    "Which activation function does the statement ask for?",
)
wrong(
    "x_overwritten",
    'return logits, cache → cache["x"] = h; return logits, cache',
    'The `"x"` in the cache is no longer the input.',
    "Does a name in your loop stand for the input first, and for something else later?",
)
wrong(
    "relu_on_x",
    "h = x → h = relu(x)",
    "The input itself goes through a ReLU, so that its negative numbers are lost.",
    "Does anything stand before the first linear layer?",
)
wrong(
    "logits_only",
    "return logits, cache → return logits",
    "You return the logits alone; expected is a pair, the logits and the cache.",
    "How does a function return two things?",
)
wrong(
    "order",
    "return logits, cache → return cache, logits",
    "The pair is the wrong way round: first the logits, then the cache.",
    "In which order does the statement name them?",
)
wrong(
    "params_emptied",
    "",
    "Your logits are right, but `params` is empty afterwards: the network can be used only once.",
    "What does `pop` do to the dict that it takes an entry from?",
    instead="""def mlp_forward(x, params):
    depth = len(params) // 2
    cache = {"x": x}
    h = x
    for layer in range(1, depth + 1):
        z = linear(h, params.pop(f"W{layer}"), params.pop(f"b{layer}"))
        if layer < depth:
            h = relu(z)
            cache[f"z{layer}"] = z
            cache[f"h{layer}"] = h
    return z, cache""",
)
wrong(
    "return_in_the_loop",
    "",
    "The first layer's sums come back as the logits: the loop ends in its first round, by a "
    "`return` or a `break`.",
    "How far must `return` be indented, so that every layer is run?",
    instead="""def mlp_forward(x, params):
    depth = len(params) // 2
    cache = {"x": x}
    h = x
    for layer in range(1, depth + 1):
        z = linear(h, params[f"W{layer}"], params[f"b{layer}"])
        if layer < depth:
            h = relu(z)
            cache[f"z{layer}"] = z
            cache[f"h{layer}"] = h
        return z, cache""",
)
wrong(
    "hidden_logits",
    "return logits, cache → return h, cache",
    "You return the last hidden layer's numbers; the last linear layer is missing.",
    "Through how many linear layers does an example go, and which of them makes the logits?",
)
wrong(
    "tanh_between",
    "h = relu(z) → h = np.tanh(z)",
    "Between the layers stands tanh; the hidden numbers of a ReLU are 0 or what they were.",
    "What does the example have in the place of −1, and what do you have?",
)
wrong(
    "z_and_h_swapped",
    (
        'cache[f"z{layer}"] = z → cache[f"z{layer}"] = h',
        'cache[f"h{layer}"] = h → cache[f"h{layer}"] = z',
    ),
    "In your cache `z` and `h` have changed places: what is called `z1` has no negative numbers.",
    "Which of the two stands before the ReLU?",
)
wrong(
    "z_passed_on",
    (
        "h = relu(z) → h = z",
        'cache[f"h{layer}"] = h → cache[f"h{layer}"] = relu(z)',
    ),
    "The cache holds the numbers after the ReLU, but the next layer gets those before it.",
    "Which of the two goes on to the next layer?",
)
wrong(
    "no_numbers_in_the_cache",
    (
        'cache[f"z{layer}"] = z → cache["z"] = z',
        'cache[f"h{layer}"] = h → cache["h"] = h',
    ),
    "In your cache all layers share the names `z` and `h`, so each layer writes over the one"
    " before.",
    "Which letter before the quotes, and which braces, put the layer's number into a name?",
)

equivalent("sigmoid", "z >= 0 → z > 0", "at 0 the exponential is 1 as well, so both tops are 1")
wrong(
    "classes",
    "return logits, cache → return logits.argmax(axis=1), cache",
    "You return the predicted classes; expected are the raw scores.",
    "Which line of the lesson turns scores into a class, and when is it needed?",
)
