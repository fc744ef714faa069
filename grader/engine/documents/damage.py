"""Says in words what is wrong with a file that should be a notebook and is no JSON."""

import json
import re

_BEGINNINGS = {
    b"%PDF": "is a PDF: hand in the notebook itself",
    b"PK\x03\x04": "is a zip or an office document: hand in the notebook itself",
    b"{\\rtf": "was saved as rich text by a text editor: hand in the notebook itself",
    b"\x1f\x8b": "is compressed: hand in the notebook itself",
    b"\x89PNG": "is a picture: hand in the notebook itself",
    b"\xff\xd8\xff": "is a picture: hand in the notebook itself",
    b"version https://git-lfs": "is only a pointer of Git LFS: hand in the notebook itself",
    b"<": "is a web page: download the notebook itself",
}
_MERGE = re.compile(r"^[ \t]*(?:<{7}|={7}|>{7})(?:\s|$)", re.MULTILINE)
_LITERALS = ("true", "false", "null", "-")
_CLOSING = "]}"
_CURLY, _SINGLE = "“”„", "'‘’"


def other_kind(data: bytes) -> str:
    """What a file is, if its beginning shows that it is something else than a notebook."""
    if not data.strip(b"\0"):
        return "holds nothing but zeros: it was not saved to its end"
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:100]
    return next((what for mark, what in _BEGINNINGS.items() if start.startswith(mark)), "")


def reason(text: str, error: json.JSONDecodeError) -> str:
    """What is wrong where JSON stops, with its line.

    Args:
        text: the whole file.
        error: what Python's parser says.
    """
    if merge := _MERGE.search(text):
        line = text.count("\n", 0, merge.start()) + 1
        return f"holds the marks of a merge that was not finished (line {line})"
    rest, before = text[error.pos :].strip(), text[: error.pos].rstrip()
    if error.msg.startswith("Extra data"):
        return f"{_behind_the_end(rest)} (line {error.lineno})"
    if error.msg.startswith("Unterminated") or _is_cut_off(rest):
        return f"ends too early (line {error.lineno})"
    if not before:
        return _no_json(rest)
    return f"{_stumble(error.msg, rest, before)} (line {error.lineno})"


def _behind_the_end(rest: str) -> str:
    if not rest.strip(_CLOSING + " \r\n\t"):
        return "has a closing bracket too many at its end"
    if rest.startswith((",", *_CLOSING)):
        return "has a closing bracket too many before its end"
    if rest.startswith("{"):
        return "holds a second notebook behind the first"
    return "has something behind its end"


def _is_cut_off(rest: str) -> bool:
    return not rest or any(word.startswith(rest) for word in _LITERALS)


def _no_json(rest: str) -> str:
    if re.match(r"(?:#|import |from |def |class |\"\"\"|@|%)", rest):
        return "is a Python script: hand in the notebook itself (line 1 is not JSON)"
    return "is not JSON (line 1)"


def _stumble(message: str, rest: str, before: str) -> str:
    """What stands where the parser did not expect it."""
    here, last = rest[0], before[-1]
    if message.startswith("Invalid control character"):
        return "has a line that breaks within quotation marks"
    if message.startswith("Invalid \\"):
        return "has a backslash that JSON does not know"
    if "," in (here, last) and "," not in message:
        follows = rest[1:].lstrip() if here == "," else rest
        if follows.startswith((*_CLOSING, ",")) or here == ",":
            return "has a comma too many"
    if here in _CURLY or last in _CURLY:
        return "has curly quotation marks where JSON has straight ones"
    if here in _SINGLE:
        return "has single quotation marks where JSON has double ones"
    if here in "[{" and "property name" in message:
        return "lacks a closing bracket"
    if here in _CLOSING:
        return f"has a {here} where something else is to be closed or to follow"
    if "delimiter" in message:
        return f"lacks a {'comma' if ',' in message else 'colon'}, or has a quotation mark too many"
    return "is not JSON"
