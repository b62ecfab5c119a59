"""What is to be tried: by its link, while its run is on the page as it set it."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.openings import OPENINGS
from explorer.ui import undo
from explorer.ui.opening_state import read
from tests.helpers.whole_app import did, experiment, healthy, page, set_strength, visit

pytestmark = pytest.mark.usefixtures("shown_step")


def test_a_link_names_an_opening():
    opening, notes = read(["race"])
    assert (opening, notes) == (OPENINGS["race"](), [])
    assert read([]) == (None, [])


def test_one_that_is_none_is_told_with_all_there_are():
    opening, notes = read(["<b>nothing</b>" * 20])
    assert opening is None
    assert len(notes[0].split("Allowed")[0]) < 100
    assert all(name in notes[0] for name in OPENINGS)


@pytest.mark.parametrize("own", [{"strength": "1.0"}, {"lesson": "downhill"}, {"pins": "strength=0.5"}])
def test_a_link_with_a_run_of_its_own_opens_that_and_says_so(own):
    at = page(**{"try": "outlier"}, **own)
    plain = page(**own)
    assert (experiment(at), visit(at).pins) == (experiment(plain), visit(plain).pins)
    assert not visit(at).order.play
    assert visit(at).notes == ("try: left out, since the link has a run of its own.",)


@pytest.mark.parametrize("name", OPENINGS)
def test_its_link_opens_its_run_and_pins_to_play_and_stays_short(name):
    opening = OPENINGS[name]()
    at = page(**{"try": name})
    now = visit(at)
    assert (now.experiment, now.pins, now.notes) == (opening.start, opening.pins, ())
    assert (now.order.play, now.order.seek, now.order.message, now.order.part) == (opening.plays, 0, opening.says, opening.part)
    assert now.query.pop("try") == [name]
    assert now.query == {key: [value] for key, value in opening.choices.items()}


def test_undo_brings_back_the_run_that_an_opening_took_the_place_of(monkeypatch):
    at = page()
    set_strength(at, 0.5)
    did(at, monkeypatch, kind="pin")
    before = visit(at)
    opening = next(one() for one in OPENINGS.values() if one.page == "train" and one.pins != before.pins)
    healthy(next(b for b in at.button if b.label == opening.name).click().run())
    assert (visit(at).experiment, visit(at).pins) == (opening.start, opening.pins)
    assert undo.taken_back(visit(at)) == f"the start of the example {opening.name}"
    did(at, monkeypatch, kind="undo")
    assert (visit(at).experiment, visit(at).pins, visit(at).opening) == (before.experiment, before.pins, "")
    assert visit(at).order.seek == 0


def test_a_step_to_open_at_comes_before_playing():
    order = visit(page(**{"try": "outlier"}, at="30")).order
    assert (order.seek, order.play) == (30, False)


def test_once_something_is_changed_the_link_is_the_runs_own():
    at = page(**{"try": "three-of-ten"})
    set_strength(at, 1.0)
    assert experiment(at) == OPENINGS["three-of-ten"]().start.change(strength=1.0)
    query = {name: texts[0] for name, texts in visit(at).query.items()}
    assert "try" not in query
    assert Experiment.from_query(query) == (experiment(at), [])
