"""A worker process as its owner sees it: begun with a task, read piece by piece, ended at any time."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from explorer.background.task import End, Refused, Task

ROOT = Path(__file__).resolve().parents[2]
"""Where the package stands: the process imports it from there."""
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class WorkerProcess:
    """One task in a process of its own, of lowest priority and on one core.

    A process and not a thread: a thread of computation holds the interpreter for milliseconds at a time, at each of the many
    moments at which a page wants it, and it cannot be ended from outside. Not a fork of the server, whose threads may hold
    locks. It takes half a second to begin, and ends with its owner.
    """

    def __init__(self, task: Task, take: Callable[[object], object]) -> None:
        """Begin. ``take`` is called with each piece, by a thread of this object."""
        self.ended = threading.Event()
        self.refusal: str | None = None
        self.whole = False
        """Whether all pieces have come."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "explorer.background.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
            env=os.environ | ONE_CORE,
        )  # fmt: skip
        self._take = take
        self._thread = threading.Thread(target=self._follow, args=(task,), name="background worker", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """End it at once, whatever it is doing."""
        self._process.kill()

    def join(self) -> None:
        """Wait until nothing is left of it."""
        self._process.wait()
        self._thread.join()

    def _follow(self, task: Task) -> None:
        """Send the task, and take the pieces until the end."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(pickle.dumps(task))
            process.stdin.flush()
            while not self.whole and self.refusal is None:
                match pickle.load(process.stdout):
                    case End():
                        self.whole = True
                    case Refused(sentence):
                        self.refusal = sentence
                    case piece:
                        self._take(piece)
        except (EOFError, OSError, pickle.UnpicklingError):
            pass  # it was ended: what has come so far is there
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
            with contextlib.suppress(OSError):  # what it never read is still to be written
                process.stdin.close()
            self.ended.set()
