"""A comparison as a page follows it: what has come so far, and what is picked in it."""

from __future__ import annotations

import pytest

from explorer import LOSSES, PENALTIES
from explorer.background import Ticket
from explorer.selection.comparing.task import ComparisonTask
from explorer.ui.view_models.compared import LINE, Picked, StressWork, Work, compared, drawn
from tests.helpers.compare_content import found
from tests.helpers.compared import drawn as data

LOSS = tuple(LOSSES[name]() for name in ("squared", "huber"))
TASK = ComparisonTask(data(), LOSS, (PENALTIES["l2"](),), 4, "mae", 3, 2, 0, 1)
PIECES = list(TASK.pieces())


def test_what_is_shown_grows_with_whole_repeats_and_is_kept_between():
    ticket = Ticket(TASK, lambda: True)
    work = Work(None, ticket)
    assert work.found is None
    ticket.pieces += PIECES[:3]
    assert work.found is None
    ticket.pieces.append(PIECES[3])  # the third fold of the first loss
    first = work.found
    assert [row.name for row in first.rows if not row.trivial] == ["Squared"]
    ticket.pieces.append(PIECES[4])
    assert work.found is first
    ticket.pieces += PIECES[5:]
    assert work.found.repeats == 2
    assert work.found.nested is not None
    assert work.progress.share == 1.0


def test_a_stress_test_is_its_last_piece():
    assert StressWork(found(), Ticket(TASK, lambda: True)).found is None


def test_at_first_the_best_is_set_against_the_second():
    shown = compared(found(), Picked())
    names = [row.name for row in found().rows]
    assert (shown.picked, shown.against) == (names[0], names[1])
    assert shown.at == found().rows[0].best_at
    assert (shown.both.first.name, shown.both.second.name) == (shown.picked, shown.against)


@pytest.mark.parametrize(
    "picked",
    [Picked("gone", 2, "also gone", 10**6), Picked("Huber", 99, "Huber"), Picked("median", 0), Picked("Huber", None, "Huber")],
)
def test_what_is_not_there_falls_back(picked):
    shown = compared(found(), picked)
    assert shown.picked in {"Huber", "Squared", "Absolute"}
    assert shown.against != shown.picked
    assert 0 <= shown.at < 3
    assert shown.example is None


def test_a_row_can_be_set_against_a_trivial_model():
    shown = compared(found(), Picked("Huber", 1, "median", 5))
    assert (shown.at, shown.against, shown.example) == (1, "median", 5)
    assert [each.picture.name for each in drawn(shown)] == ["rows", "heat_map", "lines", "examples"]
    assert LINE.seats >= 1
