"""What goes wrong in lesson 00."""

from grader.mistakes import mistakes

wrong = mistakes("moving_average")
wrong(
    "summed",
    "np.ones(window) / window → np.ones(window)",
    "You added the neighbours up; their mean was asked. Every answer is `window` times the expected"
    " one.",
    "If all readings are 3, what should a smoothed reading be?",
)
wrong(
    "divided by the length",
    "np.ones(window) / window → np.ones(window) / len(x)",
    "You divided each sum by the number of all readings: it has `window` terms.",
    "Over how many readings does one mean run?",
)
wrong(
    "padded at the ends",
    '"valid" → "same"',
    "You kept the length of `x`: at both ends some windows reach beyond the readings, and zeros are"
    " averaged in.",
    "How many windows lie wholly within the readings?",
)
wrong(
    "every overlap",
    '"valid" → "full"',
    "You kept every window that touches the readings: the result is longer than `x`, and zeros are"
    " averaged in at both ends.",
    "What is the mean of two readings where only one is there?",
)
wrong(
    "one too wide",
    "np.ones(window) / window → np.ones(window + 1) / (window + 1)",
    "Your windows hold one reading too many: each mean runs over `window + 1` of them.",
    "Which elements does the slice `x[i : i + 2]` hold?",
)
wrong(
    "side by side",
    "",
    "Your windows lie side by side: each begins where the one before it ends. A moving window goes"
    " on by one reading.",
    "In how many windows does a reading in the middle take part?",
    instead="""\
def moving_average(x, window):
    return np.array([x[i : i + window].mean() for i in range(0, len(x) - window + 1, window)])
""",
)
