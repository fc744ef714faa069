"""What of an instructor's cell no student sees: hidden tests, and how a task is marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from traitlets.config import Config


@dataclass(frozen=True)
class HiddenParts:
    """The pairs of marks between which nbgrader hides lines, as a course configures them."""

    marks: tuple[tuple[str, str], ...] = (
        ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS"),
        ("BEGIN MARK SCHEME", "END MARK SCHEME"),
    )

    @classmethod
    def of(cls, config: Config) -> HiddenParts:
        """The marks of a course."""
        tests, scheme = cls.marks
        found = (
            _configured(config, "ClearHiddenTests", "test", tests),
            _configured(config, "ClearMarkScheme", "mark_scheme", scheme),
        )
        return cls(found)

    def are_in(self, source: str) -> bool:
        """Whether a cell hides anything."""
        return any(begin in source for begin, _ in self.marks)

    def without(self, source: str) -> str:
        """A cell as students have it; where an end is missing, all that follows is hidden."""
        return "\n".join(self._shown(source)).rstrip()

    def shows(self, source: str, line: str) -> bool:
        """Whether students have a line of a cell, and it stands in no hidden part as well."""
        shown = [text.strip() for text in self._shown(source)]
        lines = [text.strip() for text in source.splitlines()]
        return line in shown and lines.count(line) == shown.count(line)

    def _shown(self, source: str) -> Iterator[str]:
        end = ""
        for line in source.splitlines():
            if end:
                end = "" if end in line else end
                continue
            end = next((last for begin, last in self.marks if begin in line), "")
            if not end:
                yield line


def _configured(config: Config, name: str, what: str, default: tuple[str, str]) -> tuple[str, str]:
    section = config.get(name, {})
    begin = section.get(f"begin_{what}_delimeter", default[0])
    return begin, section.get(f"end_{what}_delimeter", default[1])
