"""What is hidden stays hidden, whatever lies around it."""

import os
from pathlib import Path

from grader.engine.sandbox import visible_files


def covers(paths: list[str], path: Path) -> bool:
    real = os.path.realpath(path)
    return any(
        real == os.path.realpath(p) or real.startswith(os.path.realpath(p) + os.sep) for p in paths
    )


def tree(tmp_path: Path) -> Path:
    for name in ("lib/a/x.py", "lib/secret/key", "lib/b.py", "lib/open/secret/key", "other/y"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "lib/link").symlink_to(tmp_path / "lib/secret")
    return tmp_path / "lib"


def test_hidden_files_are_left_out_and_all_others_are_there(tmp_path: Path) -> None:
    lib = tree(tmp_path)
    paths = list(visible_files.pieces(str(lib), [str(lib / "secret")]))
    assert covers(paths, lib / "a/x.py")
    assert covers(paths, lib / "b.py")
    assert covers(paths, lib / "open/secret/key")
    shown = [path for path in paths if not Path(path).is_symlink()]
    assert not covers(shown, lib / "secret/key")
    assert str(lib) not in paths


def test_a_hidden_folder_is_not_shown_through_its_own_name(tmp_path: Path) -> None:
    lib = tree(tmp_path)
    assert list(visible_files.pieces(str(lib), [str(lib)])) == []
    assert list(visible_files.pieces(str(lib / "link"), [str(lib / "secret")])) == []


def test_a_named_folder_inside_a_hidden_one_is_readable_and_its_neighbours_are_not(
    tmp_path: Path,
) -> None:
    lib = tree(tmp_path)
    paths = visible_files.readable([str(lib / "a")], [str(lib)])
    assert covers(paths, lib / "a/x.py")
    assert not covers(paths, lib / "b.py")


def test_the_grader_and_settings_are_never_readable() -> None:
    paths = [path for path in visible_files.readable() if not Path(path).is_symlink()]
    assert not covers(paths, Path(visible_files.__file__))
    assert not covers(paths, Path("/etc/passwd"))
    assert covers(paths, Path(os.__file__))
