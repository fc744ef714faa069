"""Holds a page against axe-core's rules of accessibility."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

CONTRAST = "color-contrast"
VIOLATIONS = {"resultTypes": ["violations"]}
ENOUGH = 3
"""So many texts of a look are measured: a page of code has thousands of words in a few colours, and
measuring a contrast takes longer than all other rules together.
"""

OPEN = "() => document.querySelectorAll('details').forEach(d => { d.open = true })"
THIN_OUT = """most => {
  const counts = new Map();
  const grounds = element => {
    const found = [];
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(at);
      const isPlain = backgroundColor === 'rgba(0, 0, 0, 0)' && backgroundImage === 'none';
      if (!isPlain || opacity !== '1') found.push(backgroundColor, backgroundImage, opacity);
    }
    return found;
  };
  const isShown = element => element.getClientRects().length > 0
    && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const more = [];
  for (const element of document.body.querySelectorAll('*')) {
    const texts = [...element.childNodes].filter(
      child => child.nodeType === Node.TEXT_NODE && child.data.trim());
    if (!texts.length || !isShown(element)) continue;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const look = [color, fontSize, fontWeight, textShadow, ...grounds(element)].join();
    counts.set(look, (counts.get(look) ?? 0) + 1);
    if (counts.get(look) > most) more.push(...texts);
  }
  for (const text of more) text.data = '';
}"""
"""Empties each text that looks like enough others: in its colour, its size and all grounds that it
stands on.
"""


def violations(page: "Page") -> str:
    """What a page, with all its details open, violates of the rules; empty where it is nothing."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-core is not installed"
    ).Axe()
    page.evaluate(OPEN)
    others = axe.run(page, options={**VIOLATIONS, "rules": {CONTRAST: {"enabled": False}}})
    page.evaluate(THIN_OUT, ENOUGH)
    contrast = axe.run(page, options={**VIOLATIONS, "runOnly": [CONTRAST]})
    return "".join(
        results.generate_report() for results in (others, contrast) if results.violations_count
    )
