"""The two pictures of docs/why_numpy_is_fast.md."""

from pathlib import Path

import numpy as np
from contestants import FLOOR, FUSED, OURS, PYTORCH
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib import plot
from course_lib.data import Array

IMAGES = Path(__file__).parents[1] / "docs" / "images"
LINES = {  # colour, line style, and what stands where it starts
    PYTORCH: (plot.ORANGE, "-", "PyTorch"),
    FUSED: (plot.RED, "-", "with fused Adam"),
    OURS: (plot.BLUE, "-", "course_lib"),
    FLOOR: (plot.GREY, "--", "floor"),
}


def draw_times(races: dict[int, dict[str, Array]]) -> None:
    """Draw a step's time over the hidden units: every line is flat where calls cost most, and rises
    where work does.
    """
    fig, ax = plot.new(7.2, 4.0)
    hidden = list(races)
    for name, (colour, style, _) in LINES.items():
        ax.plot(
            hidden,
            [np.median(races[h][name]) for h in hidden],
            style,
            color=colour,
            marker="o",
            markersize=3,
        )
    first = races[hidden[0]]
    for name, (colour, _, words) in LINES.items():
        ax.annotate(
            words,
            (hidden[0], float(np.median(first[name]))),
            xytext=(-8, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            color=plot.INK if name == FLOOR else colour,
        )
    ax.set_title("The time of one training step, batch 32: microseconds")
    logarithmic(ax)
    ax.set_xlim(2.4, hidden[-1] * 1.3)
    ax.set_yscale("log")
    ax.set_yticks([10, 100, 1000, 10000], ["10", "100", "1,000", "10,000"])
    ax.minorticks_off()
    save(fig, "numpy_step_times.png")


def draw_ratios(races: dict[int, dict[int, dict[str, Array]]]) -> None:
    """Draw how often course_lib's time PyTorch needs, with the spread over the turns, for two batch
    sizes.
    """
    fig, axes = plot.new(7.2, 3.6, columns=2)
    for ax, (batch, by_size) in zip(axes, races.items(), strict=True):
        hidden = list(by_size)
        for name in (PYTORCH, FUSED):
            colour, _, words = LINES[name]
            ratios = np.array(
                [by_size[h][name] / by_size[h][OURS] for h in hidden]
            )  # (sizes, turns)
            ax.fill_between(
                hidden, ratios.min(axis=1), ratios.max(axis=1), color=colour, alpha=0.2, linewidth=0
            )
            ax.plot(
                hidden,
                np.median(ratios, axis=1),
                color=colour,
                marker="o",
                markersize=3,
                label=words,
            )
        ax.axhline(1, color=plot.INK, linewidth=1)
        ax.text(hidden[0], 0.95, "equal", va="top", color=plot.INK)
        ax.set_title(f"Batch {batch}")
        ax.set_yscale("log")
        ax.set_yticks([0.5, 1, 2, 4, 8], ["0.5", "1", "2", "4", "8"])
        ax.set_ylim(0.4, 16)
        logarithmic(ax)
    axes[0].set_ylabel("PyTorch's time / course_lib's")
    axes[1].legend(loc="upper right")
    save(fig, "numpy_crossover.png")


def logarithmic(ax: Axes) -> None:
    ax.set_xscale("log", base=2)
    ax.set_xticks([16, 128, 1024, 8192])
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    ax.minorticks_off()
    ax.set_xlabel("hidden units")


def save(fig: Figure, name: str) -> None:
    fig.savefig(IMAGES / name, dpi=plot.DPI, metadata={"Software": None})
