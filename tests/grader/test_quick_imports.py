"""What is left out of an import to start sooner is there for whoever asks later."""

import subprocess
import sys

import pytest

AT_START = "import sys\n"


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", AT_START + code], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


STARTED = ("autograde", "collect.collect", "desk.class_data", "desk.feedback", "similar.similar")


@pytest.mark.parametrize("module", [*STARTED, "engine.judging.marking", "quiz", "release"])
def test_what_no_command_asks_for_is_not_imported(module: str) -> None:
    slow = "rfc3987_syntax", "isoduration", "requests", "nbgrader.server_extensions"
    told = run(f"import grader.{module}; print([name for name in {slow} if name in sys.modules])")
    assert told == "[]"


def test_whoever_asks_later_gets_the_real_module() -> None:
    assert (
        run("import grader.quick_imports, requests, isoduration; print(requests.get.__name__)")
        == "get"
    )


def test_what_nbgrader_has_taken_from_it_works(tmp_path) -> None:
    archive = tmp_path / "no-archive"
    archive.write_bytes(b"none")
    unpack = (
        "import grader.quick_imports\nfrom nbgrader.utils import unpack_zipfile as unpack\n"
        f"try: unpack({str(archive)!r}, '.')"
    )
    assert run(f"{unpack}\nexcept Exception as error: print(type(error).__name__)") == (
        "UnrecognizedFormat"
    )


RUNS = ("sqlalchemy", "nbgrader.apps", "nbconvert", "nbclient", "jupyter_client")


def test_workers_and_pages_start_without_a_database_a_server_or_a_kernel() -> None:
    told = run(
        "import grader.engine.judging.marking, grader.desk.feedback\n"
        f"print([name for name in {RUNS} if name in sys.modules])"
    )
    assert told == "[]"


def test_whoever_imports_nbconvert_after_its_markdown_gets_the_whole_of_it() -> None:
    told = run(
        "import grader.engine.documents.nbconvert_markdown, nbconvert.filters.markdown_mistune\n"
        "print(nbconvert.filters.markdown_mistune.__name__, nbconvert.HTMLExporter.__name__)"
    )
    assert told == "nbconvert.filters.markdown_mistune HTMLExporter"


def test_grading_starts_without_nbconvert() -> None:
    assert run("import grader.autograde; print('nbconvert' in sys.modules)") == "False"


def test_an_ordinary_course_is_graded_without_what_judges_exercises() -> None:
    judges = "course_lib.exercises", "course_lib.checking.deciding", "unittest.mock", "asyncio"
    told = run(
        "import grader.engine.judging.marking\n"
        f"print([name for name in {judges} if name in sys.modules])"
    )
    assert told == "[]"


def test_a_worker_reads_html_only_where_markdown_asks_for_it() -> None:
    told = run(
        "from grader.engine.documents.safe_markdown import safe_markdown\n"
        "safe_markdown('**a** <b>b</b>', {})\n"
        "print([name for name in ('bs4', 'bleach') if name in sys.modules])\n"
        "from grader.engine.documents.nbconvert_markdown import IPythonRenderer\n"
        "print(IPythonRenderer(embed_images=True)._html_embed_images('<img src=\"a\">'))"
    )
    assert told.splitlines() == ["[]", '<img src="a"/>']
