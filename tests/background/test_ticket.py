"""A place in the line: how it comes to each of its ends, and that nothing is lost of what had come."""

from __future__ import annotations

import time

import pytest

from explorer.background import ticket as module
from explorer.background.ticket import Ticket
from tests.helpers.tasks import Counting, Dying, Refusing


@pytest.mark.parametrize(
    ("task", "state", "pieces"), [(Counting(3), "done", [0, 1, 2]), (Refusing(), "refused", [7]), (Dying(), "failed", [7])]
)
def test_a_task_comes_to_its_end(task, state, pieces):
    ticket = Ticket(task, lambda: True)
    assert ticket.state == "waiting"
    ticket.work(60.0)
    assert (ticket.state, ticket.pieces, ticket.over) == (state, pieces, True)
    assert bool(ticket.refusal) == (state == "refused")


def test_work_that_takes_too_long_is_stopped():
    ticket = Ticket(Counting(1000, 0.05), lambda: True)
    ticket.work(1.5)
    assert ticket.state == "stopped"
    assert len(ticket.pieces) < 1000


def test_who_has_left_is_waited_for_a_moment_and_no_longer(monkeypatch):
    monkeypatch.setattr(module, "GRACE", 0.5)
    there, away = Ticket(Counting(20, 0.1), lambda: True), Ticket(Counting(1000, 0.1), lambda: False)
    began = time.monotonic()
    away.work(60.0)
    assert away.state == "left"
    assert 0.5 <= time.monotonic() - began < 5.0
    there.work(60.0)
    assert there.state == "done"


def test_a_visitor_who_comes_back_in_time_is_still_waited_for(monkeypatch):
    monkeypatch.setattr(module, "GRACE", 0.2)
    answers = iter([False, True, False])
    ticket = Ticket(Counting(1), lambda: next(answers))
    assert ticket.still_wanted()
    assert ticket.still_wanted()
    time.sleep(0.3)
    assert ticket.still_wanted()  # away again, but only since now


def test_what_is_cancelled_before_its_turn_is_never_begun():
    ticket = Ticket(Counting(3), lambda: True)
    ticket.cancel()
    ticket.work(60.0)
    assert (ticket.state, ticket.pieces) == ("cancelled", [])
    ticket.cancel()
    assert ticket.state == "cancelled"
