"""The doctor sees each thing that keeps a student from working, and says how to mend it."""

import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from course_lib import doctor
from tests.lessons.reading import COURSE


def lacking(name: str):
    def version_of(asked: str) -> str:
        if asked == name:
            raise metadata.PackageNotFoundError(asked)
        return "99.0"

    return version_of


def test_an_old_python_is_named_with_the_one_that_is_needed() -> None:
    result = doctor.python_version((3, 9, 18))
    assert "3.9.18" in result.state
    assert "3.11" in result.state
    assert "python.org" in result.mend
    assert not doctor.python_version((3, 11, 0)).mend


@pytest.mark.parametrize("name", doctor.PACKAGES)
def test_a_missing_package_is_installed_alone(name: str) -> None:
    result = doctor.packages(lacking(name))
    assert result.state == f"{name} is missing"
    assert result.mend.endswith(f'-m pip install "{name}>={doctor.PACKAGES[name]}"')


def test_an_old_package_is_named_with_its_version() -> None:
    result = doctor.packages({**doctor.PACKAGES, "numpy": "1.26.4"}.__getitem__)
    assert result.state == "numpy is 1.26.4, and 2.0 is the oldest that will do"
    assert not doctor.packages({**doctor.PACKAGES, "numpy": "2.0.0rc1"}.__getitem__).mend


def test_a_course_that_is_only_unzipped_is_installed_from_where_it_lies() -> None:
    result = doctor.course(lacking("training-loop"))
    assert str(COURSE.root / "course_lib") in result.mend


def test_a_key_that_is_missing_or_cut_off_is_seen(tmp_path: Path) -> None:
    shutil.copytree(COURSE.keys, tmp_path, dirs_exist_ok=True)
    assert not doctor.keys(tmp_path).mend
    (tmp_path / "mse_loss.npz").write_bytes(b"PK")
    (tmp_path / "fit.npz").unlink()
    result = doctor.keys(tmp_path)
    assert {"mse_loss", "fit"} <= set(result.state.replace(",", "").split())
    assert "Unzip" in result.mend


def test_a_kernel_that_does_not_start_says_its_last_words() -> None:
    result = doctor.kernel([sys.executable, "-c", "raise SystemExit('No such kernel: python3')"])
    assert result.state.endswith("No such kernel: python3")
    assert result.mend.endswith("pip install ipykernel")


def test_a_kernel_of_another_python_is_seen() -> None:
    result = doctor.kernel([sys.executable, "-c", "print(repr('/somewhere/else'))"])
    assert "/somewhere/else" in result.state.replace("\\", "/")
    assert "ipykernel install --sys-prefix" in result.mend


def test_sliders_that_jupyterlab_cannot_find_are_installed_again(tmp_path: Path) -> None:
    assert "jupyterlab_widgets" in doctor.widgets([str(tmp_path)]).mend
    there = tmp_path / doctor.WIDGETS
    there.mkdir(parents=True)
    (there / "package.json").write_text("{}")
    assert not doctor.widgets([str(tmp_path)]).mend


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    a_file = tmp_path / "course.zip"
    a_file.write_text("")
    result = doctor.write_access([tmp_path, a_file / "lessons"])
    assert "course.zip" in result.state
    assert "folder of your own" in result.mend
    assert list(tmp_path.iterdir()) == [a_file], "nothing is left behind"


def test_one_ill_is_enough_to_fail_and_all_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    looks = {
        "well": lambda: doctor.Result("fine"),
        "ill": lambda: doctor.Result("broken", "mend it"),
    }
    assert doctor.main(looks) == 1
    told = capsys.readouterr().out
    assert [line[:4].strip() for line in told.splitlines()[:2]] == ["ok", "MEND"]
    assert "-> mend it" in told
    assert doctor.main({"well": looks["well"]}) == 0
    assert told.isascii(), "a console of Windows shows it"


def test_this_very_environment_is_well(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "course_lib"]
    run = subprocess.run(
        [*command, "doctor"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (run.returncode, "MEND" in run.stdout) == (0, False), run.stdout + run.stderr
    misspelt = subprocess.run([*command, "doktor"], capture_output=True, text=True, check=False)
    assert (misspelt.returncode, misspelt.stdout) == (2, "Usage: python -m course_lib doctor\n")


def test_another_python_is_told_of_the_one_that_was_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / ".venv" / "bin" / "python"
    own.parent.mkdir(parents=True)
    own.touch()
    (tmp_path / "Makefile").touch()
    monkeypatch.chdir(tmp_path)
    assert doctor.main({"python": doctor.python_version}) == 0
    told = capsys.readouterr().out
    assert ".venv/bin/python -m course_lib doctor asks it" in told
    assert told.endswith("make lab\n")
    monkeypatch.setattr("sys.prefix", str(tmp_path / ".venv"))
    assert doctor.main({"python": doctor.python_version}) == 0
    assert "is another" not in capsys.readouterr().out


def test_it_needs_nothing_but_python_itself() -> None:
    """As it is run from a folder that was unzipped, before anything is installed."""
    run = subprocess.run(
        [sys.executable, "-S", "-m", "course_lib", "doctor"],  # -S: no installed package is seen
        cwd=COURSE.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "numpy is missing" in run.stdout
    assert run.stderr == ""
