"""The line: one after the other, told how many are ahead, no thread left behind."""

from __future__ import annotations

import threading
import time

from explorer.background.line import Line
from tests.helpers.tasks import Counting, Refusing, eventually


def test_the_second_waits_for_the_first_and_is_told_so():
    line = Line(seats=1)
    first = line.join(Counting(200, 0.02), lambda: True)
    second, third = (line.join(Counting(2), lambda: True) for _ in range(2))
    assert eventually(lambda: first.pieces)
    assert [line.ahead(ticket) for ticket in (first, second, third)] == [0, 1, 2]
    assert (first.state, second.state, second.pieces) == ("running", "waiting", [])
    second.cancel()
    assert line.ahead(third) == 1
    first.cancel()
    assert eventually(lambda: third.over)
    assert (first.state, second.state, third.state) == ("cancelled", "cancelled", "done")
    assert third.pieces == [0, 1]


def test_two_seats_serve_two():
    line = Line(seats=2)
    tickets = [line.join(Counting(200, 0.02), lambda: True) for _ in range(3)]
    assert eventually(lambda: tickets[0].pieces and tickets[1].pieces)
    assert [line.ahead(ticket) for ticket in tickets] == [0, 0, 1]
    for ticket in tickets:
        ticket.cancel()


def test_cancelling_takes_no_longer_than_a_blink():
    line = Line(seats=1)
    ticket = line.join(Counting(1000, 0.01), lambda: True)
    assert eventually(lambda: ticket.pieces)
    began = time.monotonic()
    ticket.cancel()
    assert ticket.over
    next_one = line.join(Refusing(), lambda: True)
    assert time.monotonic() - began < 0.3
    assert eventually(lambda: next_one.over)
    assert next_one.state == "refused"


def test_no_thread_is_left_when_there_is_nothing_to_do():
    line = Line(seats=1)
    ticket = line.join(Counting(1), lambda: True)
    assert eventually(lambda: ticket.over)
    assert eventually(lambda: not [t for t in threading.enumerate() if t.name.startswith("background")])


def test_an_asker_that_raises_leaves_its_seat_to_others():
    line = Line(seats=1, longest=60.0)
    caught = []
    threading.excepthook, before = lambda args: caught.append(args.exc_type), threading.excepthook
    try:
        broken = line.join(Counting(1000, 0.05), lambda: 1 / 0)
        assert eventually(lambda: caught == [ZeroDivisionError])
        broken.cancel()
        after = line.join(Counting(2), lambda: True)
        assert eventually(lambda: after.over)
    finally:
        threading.excepthook = before
    assert after.state == "done"
