"""A place in the line: what was asked for, what has come of it, and whether anyone still waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Literal

from explorer.background.process import WorkerProcess
from explorer.background.task import Task

State = Literal["waiting", "running", "done", "refused", "cancelled", "left", "stopped", "failed"]
LOOK = 0.1
"""Seconds between two looks at whether the work is still wanted."""
GRACE = 10.0
"""Seconds for which a visitor may be away, as while a connection is restored."""


class Ticket:
    """A task that waits for the worker, is at work, or has come to an end.

    ``pieces`` are what has come so far; the list grows, and what is in it stays. ``state`` is one of

    - ``waiting``, ``running``, ``done``;
    - ``refused``: the task cannot be done, ``refusal`` says why;
    - ``cancelled`` by the visitor, ``left`` since the visitor is gone, ``stopped`` since it took longer than is allowed;
    - ``failed``: the process came to an unexpected end, of which the server's log has more.
    """

    def __init__(self, task: Task, wanted: Callable[[], bool]) -> None:
        """``wanted`` says whether whoever asked is still there."""
        self.pieces: list[object] = []
        self.state: State = "waiting"
        self.refusal = ""
        self._task, self._wanted = task, wanted
        self._process: WorkerProcess | None = None
        self._lock = threading.Lock()
        self._missed: float | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state not in ("waiting", "running")

    def cancel(self) -> None:
        """End it now."""
        self._end("cancelled")

    def still_wanted(self) -> bool:
        """Whether anyone waits for it; a visitor who has left for longer than `GRACE` does not."""
        if self._wanted():
            self._missed = None
            return True
        self._missed = self._missed or time.monotonic()
        return time.monotonic() - self._missed < GRACE

    def work(self, longest: float) -> None:
        """Have a process do it, for at most so many seconds. Called by the line, in a thread of its own."""
        with self._lock:
            if self.over:
                return
            self.state = "running"
            process = self._process = WorkerProcess(self._task, self.pieces.append)
        began = time.monotonic()
        while not process.ended.wait(LOOK):
            if not self.still_wanted():
                self._end("left")
            elif time.monotonic() - began > longest:
                self._end("stopped")
        process.join()
        with self._lock:
            if self.state == "running":
                self.refusal = process.refusal or ""
                self.state = "refused" if process.refusal else "done" if process.whole else "failed"

    def _end(self, state: State) -> None:
        with self._lock:
            if not self.over:
                self.state = state
                if self._process is not None:
                    self._process.end()
