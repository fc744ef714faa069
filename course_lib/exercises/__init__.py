"""What is asked: one module a lesson, in the order of the lessons. Importing this package fills the
registry.
"""

from importlib import import_module

LESSONS = (
    "start_here",
    "training_loop",
    "epochs",
    "batches",
    "forward_pass",
    "loss",
    "backprop",
    "updates",
    "repeat",
    "learning_rate",
    "validation",
    "clinic",
    "text",
    "finance",
    "capstone",
)

for _lesson in LESSONS:
    import_module(f"{__name__}.{_lesson}")
