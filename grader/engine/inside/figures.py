"""Matplotlib as a notebook has it: drawn into the cell, whatever backend is asked for."""

import functools

import contourpy  # noqa: F401  Matplotlib loads it for its first contours, in every child
import matplotlib as mpl
import matplotlib.pyplot as plt
from IPython.core.interactiveshell import InteractiveShell
from matplotlib_inline import backend_inline

WARM_UP = "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.title('x'); plt.legend(['y'])"
"""A cell that uses what most figures use."""


def draw_into(shell: InteractiveShell) -> None:
    """Let figures be shown in a shell's cells."""
    mpl.use("agg")
    mpl.use("inline")
    mpl.interactive(True)
    backend_inline.configure_inline_support(shell, "inline")


def stay() -> None:
    """Let Matplotlib keep its backend where one is asked for that needs a window."""
    switch = plt.switch_backend

    @functools.wraps(switch)
    def switch_backend(newbackend: str) -> None:
        kept = plt.get_backend()
        try:
            switch(newbackend)
        except ImportError:
            switch(kept)

    plt.switch_backend = switch_backend
