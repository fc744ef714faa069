"""The few places where a term of the glossary stands before the lesson that explains it, each with
the reason.
"""

from dataclasses import dataclass

ANY = "*"


@dataclass(frozen=True)
class Preview:
    """Terms that may stand in one cell (``*``: in any cell of the lesson) before they are
    explained.

    A code cell's comments and docstrings are named ``code solve-double``. ``*`` for the terms means
    all of them.
    """

    terms: str
    lesson: str
    cell: str
    reason: str

    def covers(self, term: str, lesson: str, cell: str) -> bool:
        """Whether this entry speaks of that term in that cell."""
        return (
            self.lesson == lesson
            and self.cell in (cell, ANY)
            and (self.terms == ANY or term in self.listed)
        )

    @property
    def listed(self) -> list[str]:
        """The terms, one by one."""
        return self.terms.split(", ")


EIGHT_STEPS = (
    "a row of the table of eight steps, which says in words what each step does; its rows are not"
    " in order"
)
NEXT_SECTION = (
    "says itself that the next section explains it, and asks for nothing that depends on it"
)
SUBJECT = "the subject of the course; nothing here depends on what is inside one"
POINTS_AHEAD = "points ahead and names the lesson; nothing here depends on it"
PLAIN_ENGLISH = "the words say what it is, and each of them is known"

PREVIEWS = [
    Preview("array, shape", "00_start_here", "exercise-double", NEXT_SECTION),
    Preview("array, shape", "00_start_here", "code solve-double", NEXT_SECTION),
    Preview("network", "00_start_here", ANY, SUBJECT),
    Preview("learning rate", "00_start_here", "promise-says", POINTS_AHEAD),
    Preview(ANY, "00_start_here", "map", "the table of the lessons that lie ahead"),
    Preview("error", "00_start_here", ANY, "Python's own complaint, not that of a prediction"),
    Preview(
        "neuron", "00_start_here", "weighted-says", "the same sentence says what a neuron computes"
    ),
    Preview("forward pass, loss, network", "01_training_loop", "steps", EIGHT_STEPS),
    Preview(
        "forward pass",
        "01_training_loop",
        "forward",
        "a heading: one of the eight steps, explained with them",
    ),
    Preview("network", "01_training_loop", "story", SUBJECT),
    Preview(
        "mean squared error", "01_training_loop", "trap-says", "quoted, to say that it is none"
    ),
    Preview(ANY, "01_training_loop", "recap", "the table of the lessons that lie ahead"),
    Preview("network", "02_epochs", "order-says", SUBJECT),
    Preview("mean squared error", "02_epochs", "enough", PLAIN_ENGLISH),
    Preview("network", "03_batches", "pass-says", SUBJECT),
    Preview(
        "generator",
        "03_batches",
        "conventions",
        "the random number generator of the beginning, for short",
    ),
    Preview("mean squared error", "03_batches", "exercise-batch-gradient", PLAIN_ENGLISH),
    Preview("mean squared error", "03_batches", "code solve-batch-gradient", PLAIN_ENGLISH),
    Preview("mean square", "03_batches", "train-says", PLAIN_ENGLISH),
    Preview(
        "network", "04_forward_pass", "line-says", "the story that leads up to it, two cells later"
    ),
    Preview("backpropagation", "04_forward_pass", "ask-relu", POINTS_AHEAD),
    Preview("backpropagation", "04_forward_pass", "cache-text", POINTS_AHEAD),
]

IDIOMS = {
    "in place": [r"in place of"],
    "label": [r"labels of the lines", r"label for each axis"],
    "mean": [r'means(?= "| that| to)', r"by means of"],
    "method": [r"the method\b"],
    "model": [r"a model answer"],
}
"""By term, ordinary English that contains its letters."""
