"""The line in front of the worker: who came first is served first, and the others are told how many are ahead of them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from explorer.background.task import Task
from explorer.background.ticket import Ticket

LONGEST = 900.0
"""Seconds after which a task is stopped, so that others come to their turn."""


def spare_cores() -> int:
    """How many processes may work at once: one core stays with the pages, and more than two are never taken.

    >>> 1 <= spare_cores() <= 2
    True
    """
    return max(1, min(2, (os.cpu_count() or 1) - 1))


class Line:
    """Tasks of all visitors, of which so many are at work at once as there are ``seats``.

    A thread serves each seat while there is something to do, and none is left when there is not.
    """

    def __init__(self, seats: int | None = None, longest: float = LONGEST) -> None:
        self.seats, self.longest = seats or spare_cores(), longest
        self._lock = threading.Lock()
        self._waiting: list[Ticket] = []
        self._busy = 0

    def join(self, task: Task, wanted: Callable[[], bool]) -> Ticket:
        """Stand in line with a task. ``wanted`` is asked now and then whether whoever asked is still there."""
        ticket = Ticket(task, wanted)
        with self._lock:
            self._waiting.append(ticket)
            begin = self._busy < self.seats
            self._busy += begin
        if begin:
            threading.Thread(target=self._serve, name="background line", daemon=True).start()
        return ticket

    def ahead(self, ticket: Ticket) -> int:
        """How many have to come to an end before it is its turn: those at work, and those who came first; 0 for one at work."""
        with self._lock:
            waiting = [each for each in self._waiting if not each.over]
            return 0 if ticket not in waiting else self._busy + waiting.index(ticket) - self.seats + 1

    def _serve(self) -> None:
        try:
            while (ticket := self._next()) is not None:
                ticket.work(self.longest)
        except BaseException:  # nobody is to wait for a seat that is empty
            with self._lock:
                self._busy -= 1
            raise

    def _next(self) -> Ticket | None:
        """The first whose work is still wanted; without one this seat is free."""
        with self._lock:
            while self._waiting:
                ticket = self._waiting.pop(0)
                if not ticket.over:
                    return ticket
            self._busy -= 1
            return None
