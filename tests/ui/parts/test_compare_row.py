"""Two rows: taken to Train, raced, chosen; the table and the code taken home."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from explorer import PENALTIES, Experiment
from explorer.experiment.export.comparing import comparison_csv
from explorer.ui.parts import compare_row
from explorer.ui.parts.compare_run import PICKED, WORK
from tests.helpers.compare_content import found
from tests.helpers.compare_page import compared, said
from tests.helpers.paged import experiment
from tests.helpers.script import agrees

pytestmark = pytest.mark.usefixtures("shown_step")


def test_a_row_goes_to_train_with_all_its_settings():
    at = compared(loss="huber", loss__delta="2.5", losses="huber,squared")
    row = next(row for row in at.session_state[WORK].found.rows if row.name == "Huber")
    at.selectbox(key=compare_row.MODEL).set_value("Huber").run()
    at.button(key="compare.train").click().run()
    now = experiment(at)
    assert (now.loss, now.penalty, now.strength) == ("huber", "l2", row.strength)
    assert now.params["loss.delta"] == 2.5
    assert at.session_state["visit"].opens == "train"
    assert not now.changes


def test_two_rows_race():
    at = compared()
    first, second = (row for row in at.session_state[WORK].found.rows[:2])
    at.button(key="compare.race").click().run()
    now, (pin,) = experiment(at), at.session_state["visit"].pins
    assert (now.loss, now.strength) == (first.loss.id, first.strength)
    assert (pin.loss, pin.strength) == (second.loss.id, second.strength)
    assert at.session_state["yardstick"] == "mae.h"
    assert at.session_state["visit"].opens == "train"


def test_a_trivial_model_cannot_race():
    at = compared(losses="squared")
    at.selectbox(key=compare_row.AGAINST).set_value("mean").run()
    assert at.session_state[PICKED].against == "mean"
    assert at.button(key="compare.race").disabled


def test_the_two_change_places_where_one_takes_the_others():
    at = compared()
    model, against = at.selectbox(key=compare_row.MODEL), at.selectbox(key=compare_row.AGAINST)
    first, second = model.value, against.value
    model.set_value(second).run()
    assert at.selectbox(key=compare_row.MODEL).value == second
    assert at.selectbox(key=compare_row.AGAINST).value == first


@pytest.mark.parametrize("penalty", ["l2", "l1", "elastic_net"])
def test_settings_make_the_row_again(penalty):
    row = replace(found().rows[0], penalty=PENALTIES[penalty]())
    made = Experiment().change(**compare_row.settings_of(row, 0.25))
    assert made.make("loss") == row.loss
    assert made.make("penalty") == row.penalty
    assert made.strength == 0.25
    assert compare_row.rival(Experiment(), row).strength == row.strength


def test_the_table_has_every_row_and_its_file_is_harmless():
    at = compared()
    comparison = at.session_state[WORK].found
    for row in comparison.rows:
        assert f"| {row.name} |" in said(at)
    (file,) = [each for each in at.get("download_button") if each.proto.label == "Download as CSV"]
    assert file
    lines = list(csv.reader(io.StringIO(comparison_csv(comparison))))
    assert [line[0] for line in lines[1:]] == [row.name for row in comparison.rows]
    assert not any(cell.startswith(("=", "+", "@")) for line in lines for cell in line)


def test_the_code_repeats_the_comparison_and_prints_its_table():
    at = compared(dataset="diabetes", losses="squared,huber", tried="10")
    at.toggle(key=compare_row.CODE).set_value(True).run()
    assert not at.exception
    text = at.code[0].value
    assert "from sklearn.datasets import load_diabetes" in text
    agrees(at.session_state[WORK].found, text)


def test_where_there_is_no_script_a_sentence_says_so():
    at = compared(dataset="line", model="polynomial", losses="squared")
    at.toggle(key=compare_row.CODE).set_value(True).run()
    assert not at.code
    assert "None of these losses has a short method in a script." in said(at)
