"""Write docs/field_guide.md and its pictures, by running the loops behind them."""

from pathlib import Path

from course_lib import plot
from course_lib.field_guide import SIGNS, curves
from course_lib.figures import clinic

DOCS = Path(__file__).resolve().parent.parent / "docs"
PICTURES = "images/field_guide"
PAGE = """# Field guide to loss curves

A broken training loop rarely stops with an error. It shows in its curves. Ask four questions, in
this order: where does it **start**, where does it **go**, **how** does it go, and do its numbers
**agree** with what you measure yourself? Every curve here comes from a loop that was really run;
lesson 11 has the code of the broken ones.

| | the curve | what it tells | where to look |
|---|---|---|---|
{rows}

Three numbers are worth knowing before training, since a curve that stays at one of them says so:
the loss of the first weights (nothing moves); that of the best constant, or for classes of guessing
by their shares (the features are not used); and the noise in the data (nothing is left to learn).

A smaller learning rate makes many bugs *look* better. Ask first whether a loop without a bug would
explode at this rate.
"""


def page(told: dict[str, str]) -> str:
    """The page, given what each picture shows in words."""
    rows = (
        f"| **{one.name}** ![{told[one.name]}]({PICTURES}/{file_name(one.name)}) "
        f"| {one.looks} | {one.tells} | {one.look} |"
        for one in SIGNS
    )
    return PAGE.format(rows="\n".join(rows))


def file_name(sign: str) -> str:
    return f"{sign.replace(' ', '_')}.png"


def main() -> None:
    """Write the page and its pictures; the same files each time."""
    told = {}
    (DOCS / PICTURES).mkdir(parents=True, exist_ok=True)
    for name, series in curves().items():
        fig, told[name] = clinic.sign(name, series)
        target = DOCS / PICTURES / file_name(name)
        fig.savefig(target, dpi=plot.DPI, metadata={"Software": None})
    (DOCS / "field_guide.md").write_text(page(told), encoding="utf-8")
    print(f"wrote field_guide.md and {len(told)} pictures")


if __name__ == "__main__":
    main()
