"""The worker process: it reads one task from its input, and writes each piece of the result as soon as it is there."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from typing import BinaryIO

from explorer.background.task import End, Refused, Task

LOWEST = 19
"""Of all that wants to run, such a process runs last."""


def serve(task: Task, sink: BinaryIO) -> None:
    """Write all pieces of a task, then that it has ended, or why it could not be done."""
    last: object = End()
    try:
        for piece in task.pieces():
            _write(sink, piece)
    except ValueError as error:
        last = Refused(str(error))
    _write(sink, last)


def _write(sink: BinaryIO, piece: object) -> None:
    sink.write(pickle.dumps(piece))
    sink.flush()


def _leave_with(source: BinaryIO) -> None:
    """End this process where the one that began it is gone: then its input comes to an end."""
    source.read()
    os._exit(1)


def main() -> None:
    """Serve the task on standard input. What is printed goes to the log, since the pieces have the output for themselves."""
    if hasattr(os, "nice"):
        os.nice(LOWEST)
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    source = sys.stdin.buffer
    task: Task = pickle.load(source)
    threading.Thread(target=_leave_with, args=(source,), daemon=True).start()
    serve(task, sink)
    sink.close()
    os._exit(0)  # its input is still being read


if __name__ == "__main__":
    main()
