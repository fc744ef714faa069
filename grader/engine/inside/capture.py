"""Collects what a cell prints and displays, as a notebook stores it, up to a bound."""

import base64
import io
import json
from typing import Any

from grader.engine.protocol.job import Output

_PIECE = 1 << 16


class Capture:
    """The outputs of the cell that is running.

    Attributes:
        outputs: Outputs in the format of a notebook (nbformat 4).
        left_out: Bytes that did not fit.
    """

    def __init__(self) -> None:
        self._room = 0
        self.outputs: list[Output] = []
        self.left_out = 0
        self._named: dict[str, list[Output]] = {}

    def start(self, room: int) -> None:
        """Forget the last cell's outputs and take up to `room` bytes of new ones."""
        self.outputs, self.left_out, self._room = [], 0, room

    def _fits(self, size: int) -> bool:
        if size > self._room:
            self.left_out += size
            self._room = 0  # nothing later may slip in behind what was left out
            return False
        self._room -= size
        return True

    def text(self, name: str, text: str) -> None:
        """Add printed text to the stream `name` (stdout or stderr)."""
        while len(text) > self._room and self._room > _PIECE:  # of a flood, keep the beginning
            self._append(name, text[:_PIECE])
            text = text[_PIECE:]
        self._append(name, text)

    def _append(self, name: str, text: str) -> None:
        if not text or not self._fits(len(text)):
            return
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"].append(text)
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": [text]})

    def rich(self, kind: str, data: dict[str, Any], metadata: dict[str, Any], **more: Any) -> None:
        """Add a display: `kind` is display_data or execute_result, `data` a value for each MIME
        type.

        Args:
            kind: The output type.
            data: The representations; bytes become base64 text.
            metadata: Of the representations.
            **more: `execution_count` for an execute_result; `name` under which a display can be
            replaced later.
        """
        name = more.pop("name", None)
        bundle = {str(mime): _plain(value) for mime, value in data.items()}
        if not self._fits(
            sum(len(v) if isinstance(v, str) else len(json.dumps(v)) for v in bundle.values())
        ):
            return
        output = {"output_type": kind, "data": bundle, "metadata": _plain(dict(metadata)), **more}
        self.outputs.append(output)
        if name is not None:
            self._named.setdefault(str(name), []).append(output)

    def add(self, output: Output) -> None:
        """Add a display or an exception as it is, of another process's capture."""
        if self._fits(len(json.dumps(output))):
            self.outputs.append(output)

    def replace(self, name: str, data: dict[str, Any], metadata: dict[str, Any]) -> None:
        """Put other content into all displays of that name of this cell."""
        bundle = {str(mime): _plain(value) for mime, value in data.items()}
        if self._fits(len(json.dumps(bundle))):
            for output in self._named.get(name, []):
                output["data"], output["metadata"] = bundle, _plain(dict(metadata))

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """Add an exception; it always fits, cut to a sensible length."""
        lines = [line[:_PIECE] for line in traceback[:200]]
        self.outputs.append(
            {
                "output_type": "error",
                "ename": name[:200],
                "evalue": value[:_PIECE],
                "traceback": lines,
            }
        )

    def clear(self) -> None:
        """Remove all outputs of this cell (clear_output)."""
        self.outputs = []

    def finished(self) -> list[Output]:
        """The outputs, with the pieces of each stream joined."""
        return [
            (
                {**output, "text": "".join(output["text"])}
                if output["output_type"] == "stream"
                else output
            )
            for output in self.outputs
        ]


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, str):
        return str(value)
    return json.loads(json.dumps(value, default=str))


class Stream(io.TextIOBase):
    """Stands in for sys.stdout or sys.stderr."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, name: str, capture: Capture) -> None:
        super().__init__()
        self.name = f"<{name}>"
        self._stream, self._capture = name, capture

    def write(self, text: str, /) -> int:
        """Keep the text as printed text of the cell."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._capture.text(self._stream, text)
        return len(text)

    def writable(self) -> bool:
        """True: this is a stream to write to."""
        return True

    def fileno(self) -> int:
        """Where native libraries write what goes to this stream."""
        return 2 if self._stream == "stderr" else 1

    def isatty(self) -> bool:
        """False, so that progress bars and colours behave as in a notebook."""
        return False
