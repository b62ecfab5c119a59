"""The run as files, and a file that is opened again."""

from __future__ import annotations

import csv
import io

import pytest
import streamlit as st

from explorer import Experiment
from explorer.datasets import read_table
from explorer.datasets.table import Choices, OwnTable
from explorer.ui.parts.run_files import FAULT, stem
from explorer.words import run_files as words
from tests.helpers.paged import experiment
from tests.helpers.shrinkage_page import page
from tests.helpers.whole_app import healthy, set_strength

pytestmark = pytest.mark.usefixtures("shown_step")
OWN = OwnTable(
    read_table("=a,b,y\n" + "".join(f"{k},{k * 7 % 5},{3 * k}\n" for k in range(30)), name="my =prices.csv"), Choices("y")
)


def drop(at, content: str | bytes, name: str = "run.json"):
    given = content.encode() if isinstance(content, str) else content
    return healthy(at.file_uploader[0].set_value((name, given, "application/json")).run())


@pytest.fixture
def files(monkeypatch):
    """What the buttons of the page would save, by the name of the file."""
    saved = {}
    button = st.download_button

    def noted(label, data, **more):
        saved[more["file_name"]] = data
        return button(label, data, **more)

    monkeypatch.setattr(st, "download_button", noted)
    return saved


def test_the_files_are_those_of_the_run(files):
    at = page(loss="huber", penalty="l1", edits="3:1:2.5")
    e = experiment(at)
    assert Experiment.from_json(files["diabetes_huber_l1_experiment.json"]()) == e
    history = list(csv.reader(io.StringIO(files["diabetes_huber_l1_history.csv"]().decode())))
    assert [float(row[3]) for row in history[1:]] == e.train().total.tolist()
    data = list(csv.reader(io.StringIO(files["diabetes_huber_l1_data.csv"]().decode())))
    assert len(data) == 1 + e.raw().n
    assert data[4][-1] == "sex"


def test_a_file_takes_the_place_of_the_run():
    wanted = Experiment(dataset="engel", loss="absolute", steps=40).change(at=10, strength=0.7)
    at = drop(page(penalty="l1"), wanted.to_json())
    assert experiment(at) == wanted
    assert "absolute" in at.query_params["loss"]
    kept = at.session_state["visit"]
    assert kept.order.message == "Opened run.json."
    assert kept.undo_stack[-1].experiment == Experiment(penalty="l1", steps=20)
    assert next(s for s in at.select_slider if s.label == "Strength").value == 0.7
    assert not at.error


def test_a_file_brings_a_table_of_ones_own():
    at = drop(page(), Experiment(dataset=OWN, steps=20).to_json())
    assert experiment(at) == Experiment(dataset=OWN, steps=20)
    assert at.session_state["visit"].own == OWN
    assert next(box for box in at.selectbox if box.label == "Data").value == "own"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,b\n1,2\n", "file: it is no JSON"),
        ('{"a": 1}', "format: this is no experiment"),
        (Experiment().to_json().replace("0.02", "-2"), "strength: -2 is below 0. Allowed: 0 to 1000."),
        (b"\xff\xfe\x00\x01", "file: it is no JSON"),
    ],
)
def test_a_file_that_is_none_is_told_and_takes_nothing_away(content, said):
    at = drop(page(loss="huber"), content, "x*<b>.json")
    assert experiment(at) == Experiment(loss="huber", steps=20)
    (fault,) = at.error
    assert said in fault.value.replace("\\", "")
    assert "Your run is as it was" in fault.value
    assert "<b>" not in fault.value
    at = drop(at, Experiment(loss="squared", steps=30).to_json())
    assert not at.error
    assert FAULT not in at.session_state


def test_a_fault_is_told_of_the_run_that_was_left_as_it_was_and_of_no_other():
    at = drop(page(), "{}")
    assert len(at.error) == 1
    set_strength(at, 0.5)
    assert not at.error


def test_names_of_files_have_letters_that_any_system_takes():
    assert stem(Experiment(dataset=OWN, loss="squared")) == "my_prices_squared_l2"


def test_help_is_short():
    assert all(len(text) <= 160 for text in (words.HISTORY_HELP, words.DATA_HELP, words.JSON_HELP, words.OPEN_HELP))
