r"""Which formulas a page may draw: TeX of known commands, within bounds.

A page draws TeX by a program that obeys far more than mathematics: ``\Rule`` lays a box over the
page, ``\href`` makes a link, ``\def`` makes new commands, and 900 roots within each other end the
tab.
"""

from __future__ import annotations

import re

_LONGEST = 4000
_MOST_NESTED = 12
_MOST_TAKING = 40
"""Commands of a formula that take what follows: each may stand within the one before."""
_MOST_BACK = 4
r"""``\!`` moves what follows to the left."""
_GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi"
    " omicron pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta"
    " Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)
_SIGNS = (
    "cdot times div pm mp ast star circ bullet oplus ominus otimes odot cap cup setminus wedge vee"
    " land lor neg lnot le leq ge geq ne neq ll gg sim simeq approx cong equiv propto in notin ni"
    " subset subseteq supset supseteq mid nmid parallel perp forall exists nexists emptyset"
    " varnothing infty partial nabla hbar ell Re Im aleph prime angle triangle square top bot"
    " to gets mapsto leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow"
    " longrightarrow longleftarrow longmapsto Longrightarrow implies iff uparrow downarrow"
    " cdots ldots dots vdots ddots colon lvert rvert lVert rVert vert Vert lbrace rbrace lbrack"
    " rbrack langle rangle lfloor rfloor lceil rceil backslash because therefore dagger"
    " quad qquad sum prod coprod int iint iiint oint bigcup bigcap bigoplus bigotimes limits"
    " nolimits displaystyle textstyle nonumber notag hline"
)
_NAMES = (
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh exp log ln lg det dim ker deg gcd"
    " hom arg min max inf sup lim liminf limsup Pr mod bmod pmod"
)
_TAKING = (
    "frac dfrac tfrac cfrac sqrt binom hat widehat bar overline underline tilde widetilde vec dot"
    " ddot check overbrace underbrace overset underset stackrel mathrm mathbf mathit mathsf mathtt"
    " mathcal mathbb mathfrak mathscr boldsymbol bm operatorname operatorname* text textbf textit"
    " textrm texttt left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr"
    " begin end substack boxed"
)
_COMMANDS = frozenset(f"{_GREEK} {_SIGNS} {_NAMES} {_TAKING}".split())
_TAKES = frozenset(_TAKING.split())
_ENVIRONMENTS = frozenset(
    "align align* aligned alignat equation equation* gather gather* gathered split cases array"
    " matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix multline multline*".split()
)
_COMMAND = re.compile(r"\\([A-Za-z]+\*?)")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\b\s*(?:\{([^{}]*)\})?")
_COMMENT = re.compile(r"(?<!\\)(?:\\\\)*%")
_DISTANCE = re.compile(r"\\\\\s*\*?\s*\[[^\]]*\d\s*(?:em|ex|mu|pt|px|pc|cm|mm|in)")


def is_known_formula(tex: str) -> bool:
    """Whether a formula, or a text with formulas in it, is made of what every page may draw."""
    commands = _COMMAND.findall(tex)
    return (
        len(tex) <= _LONGEST
        and all(command in _COMMANDS or command.rstrip("*") in _COMMANDS for command in commands)
        and sum(command in _TAKES for command in commands) <= _MOST_TAKING
        and all(name in _ENVIRONMENTS for name in _ENVIRONMENT.findall(tex))
        and not _COMMENT.search(tex)
        and not _DISTANCE.search(tex)
        and tex.count(r"\!") <= _MOST_BACK
        and _depth(tex) <= _MOST_NESTED
        and _is_in_order(tex)
    )


def _depth(tex: str) -> int:
    """How many braces stand within each other at most."""
    depth = deepest = 0
    for mark in re.findall(r"(?<!\\)[{}]", tex):
        depth += 1 if mark == "{" else -1
        deepest = max(deepest, depth)
    return deepest


def _is_in_order(tex: str) -> bool:
    """Whether no script stands on a script without end: ``x^^^^`` and the like."""
    return not re.search(r"(?:[_^]\s*){3}|'{6}", tex)
