"""Each way of installing the course brings the packages that it is tested with."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from course_lib import doctor
from grader.bundle import ENVIRONMENT, README

ROOT = Path(__file__).parents[1]
PYPROJECTS = ROOT / "pyproject.toml", ROOT / "course_lib/pyproject.toml"


def pinned(name: str) -> dict[str, str]:
    """The versions that a file of requirements pins, by package."""
    text = (ROOT / name).read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


PINNED = pinned("requirements.txt")


def project(path: Path) -> dict[str, Any]:
    described: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))["project"]
    return described


def asked_for(path: Path) -> Iterator[Requirement]:
    """What a pyproject asks for, what is optional and for development included."""
    read = tomllib.loads(path.read_text("utf-8"))
    lists = [
        read["project"]["dependencies"],
        *read["project"].get("optional-dependencies", {}).values(),
        read.get("dependency-groups", {}).get("dev", []),
    ]
    yield from (Requirement(text) for texts in lists for text in texts)


@pytest.mark.parametrize("path", PYPROJECTS, ids=["grader", "course_lib"])
def test_what_a_pyproject_asks_for_is_pinned_at_a_version_that_will_do(path: Path) -> None:
    asked = [requirement for requirement in asked_for(path) if requirement.name != "training-loop"]
    assert asked
    for requirement in asked:
        assert requirement.name in PINNED, "run `make requirements`"
        assert requirement.specifier.contains(PINNED[requirement.name], prereleases=True)


@pytest.mark.parametrize("group", ["site", "lite"])
def test_what_builds_a_site_is_pinned_apart_and_agrees_with_the_rest(group: str) -> None:
    apart = pinned(f"requirements-{group}.txt")
    groups = tomllib.loads(PYPROJECTS[0].read_text("utf-8"))["dependency-groups"]
    for requirement in map(Requirement, groups[group]):
        assert requirement.specifier.contains(apart[requirement.name], prereleases=True)
        assert requirement.name not in PINNED, "`make test` does without it"
    shared = apart.keys() & PINNED.keys()
    assert {name: apart[name] for name in shared} == {name: PINNED[name] for name in shared}


@pytest.mark.parametrize(
    "text", [(ROOT / "environment.yml").read_text("utf-8"), ENVIRONMENT], ids=["clone", "zip"]
)
def test_conda_brings_a_python_that_the_course_runs_on(text: str) -> None:
    conda, pip = yaml.safe_load(text)["dependencies"][0], yaml.safe_load(text)["dependencies"][-1]
    version = conda.removeprefix("python=")
    for path in PYPROJECTS:
        described = project(path)
        assert SpecifierSet(str(described["requires-python"])).contains(version)
        assert f"Programming Language :: Python :: {version}" in described["classifiers"]
    expected = "./course_lib" if text == ENVIRONMENT else "--requirement requirements.txt"
    assert pip == {"pip": [expected]}, "every other package comes from where it is pinned"


def test_both_halves_ask_for_the_same_python_and_carry_the_same_version() -> None:
    whole, half = (project(path) for path in PYPROJECTS)
    for name in ("version", "requires-python", "license"):
        assert whole[name] == half[name]


def test_the_doctor_asks_for_what_the_package_asks_for() -> None:
    asked = {one.name: str(one.specifier) for one in asked_for(PYPROJECTS[1])}
    assert asked == {name: f">={version}" for name, version in doctor.PACKAGES.items()}
    oldest = ".".join(map(str, doctor.OLDEST))
    assert project(PYPROJECTS[1])["requires-python"] == f">={oldest}"
    assert f"Python {oldest} or newer" in README
