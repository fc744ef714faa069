"""The simulated class: everything planted is found and named, and nobody right loses a point."""

from pathlib import Path

import pytest

from grader.course import Course, CourseError
from grader.demo import demo
from grader.simulate import Simulated, simulate, variant_cells


def quiet(title: str, total: int):
    return lambda name: None


def test_every_planted_mistake_is_found_and_named(repository: Course, tmp_path: Path) -> None:
    outcome = demo(repository, tmp_path / "class", ["00_start_here"], students=4, seed=3, step=quiet)
    assert outcome.planted > 0
    assert (outcome.found, outcome.named) == (outcome.planted, outcome.planted)
    assert outcome.robbed == []
    assert len(outcome.graded) == 4
    assert len([one for one in outcome.graded if one.problem]) == outcome.broken


def test_a_folder_with_something_else_in_it_is_left_alone(repository: Course, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(CourseError, match="--folder"):
        demo(repository, tmp_path, ["00_start_here"], students=1, seed=1, step=quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_the_same_seed_makes_the_same_class(repository: Course, course: Course) -> None:
    course = Course(course.root)
    (course.root / "notebooks").symlink_to(repository.notebooks)

    def make(seed: int) -> Simulated:
        return simulate(course, repository, ["00_start_here"], 5, seed)

    assert make(1) == make(1) != make(2)


@pytest.mark.parametrize("name", ["train", "order_steps"])
def test_a_variant_brings_the_helpers_that_it_leans_on(repository: Course, name: str) -> None:
    for source in variant_cells(repository, "01_training_loop", name).values():
        namespace: dict[str, object] = {"predict": None, "squared_error": None, "gradient": None}
        exec(compile(source, name, "exec"), namespace)
        assert callable(namespace[name])
