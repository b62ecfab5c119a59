"""Beginning, following and cancelling a comparison that runs beside the page."""

from __future__ import annotations

import re
import time

import pytest

from explorer.ui.view_models.compared import LINE
from tests.helpers.compare_page import WORK, compared, finished, keys, page, said
from tests.helpers.tasks import Counting, eventually

pytestmark = pytest.mark.usefixtures("shown_step")
LARGE = {"dataset": "diabetes", "tried": "50", "folds": "10", "repeats": "10", "losses": "log_cosh,absolute"}


def test_it_is_followed_to_its_end():
    at = page()
    at.button(key="compare.begin").click().run()
    assert "compare.cancel" in keys(at)
    finished(at)
    assert "compare.begin" in keys(at)
    assert at.session_state[WORK].ticket.state == "done"
    assert "By mean absolute error, " in said(at)
    assert re.search("Compared. (N.* loss .*)?By mean absolute error", said(at))


def test_cancelling_ends_it_at_once_and_keeps_what_was_found():
    at = page(**LARGE)
    at.button(key="compare.begin").click().run()
    ticket = at.session_state[WORK].ticket
    assert eventually(lambda: len(ticket.pieces) > 12, 60)
    at.run()
    assert "So far: By mean absolute error" in said(at)
    assert "left · You can use the other pages meanwhile." in said(at) or at.get("progress")
    began = time.monotonic()
    at.session_state[WORK].ticket.cancel()
    assert time.monotonic() - began < 0.3
    at.run()
    at.run()
    assert ticket.state == "cancelled"
    assert "Cancelled. What was found so far is shown." in said(at)
    assert "compare.begin" in keys(at)
    assert "Stress it" not in [button.label for button in at.button]


def test_a_second_visitor_waits_and_is_told_so():
    first = LINE.join(Counting(2000, 0.02), lambda: True)
    others = [LINE.join(Counting(2000, 0.02), lambda: True) for _ in range(LINE.seats - 1)]
    assert eventually(lambda: first.pieces)
    at = page()
    at.button(key="compare.begin").click().run()
    assert at.session_state[WORK].ticket.state == "waiting"
    assert at.get("progress")[0].proto.text == "1 comparison ahead of yours. It starts by itself."
    first.cancel()
    finished(at)
    for other in others:
        other.cancel()
    assert at.session_state[WORK].ticket.state == "done"


def test_what_cannot_be_compared_is_refused_in_a_sentence():
    at = page(folds="10", dataset="stackloss", losses="squared")
    at.session_state["comparing.folds"] = 10
    at.run()
    at.button(key="compare.begin").click().run()
    finished(at)
    assert at.session_state[WORK].ticket.state in ("done", "refused")
    at = compared(dataset="penguins", losses="cross_entropy", folds="10", repeats="1")
    assert at.session_state[WORK].ticket.state in ("done", "refused")


def test_a_new_comparison_gives_up_the_one_before():
    at = page(**LARGE)
    at.button(key="compare.begin").click().run()
    before = at.session_state[WORK].ticket
    next(box for box in at.selectbox if box.label == "Data").set_value("stackloss").run()
    assert "Which loss predicts best on these data?" in said(at)
    assert not before.over
    at.button(key="compare.begin").click().run()
    assert before.state == "cancelled"
    at.session_state[WORK].ticket.cancel()


def test_results_of_earlier_choices_say_so():
    at = compared()
    at.multiselect(key="comparing.losses.regression").set_value(["huber"]).run()
    assert "These are the results of the earlier ones." in said(at)
    assert at.session_state[WORK].asked.losses == ("squared", "absolute", "huber")
