"""Choices of how pages show a run: what a link says of them, and what it makes of a link."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.core.params import params_of
from explorer.ui.address_bar import CHOICES
from explorer.ui.view_choice import choice, read, written
from explorer.ui.views import VIEWS

KINDS = (choice("one", "k.one", ["a", "b"]), choice("many", "k.many", {"x": "X", "y": "Y", "z": "Z"}, most=2))
RUNS = (Experiment(),)


@pytest.fixture
def session(monkeypatch) -> dict:
    kept: dict = {}
    monkeypatch.setattr("streamlit.session_state", kept)
    return kept


@pytest.mark.parametrize(
    ("kept", "query"),
    [
        ({}, {}),
        ({"k.one": "a", "k.many": []}, {}),
        ({"k.one": "b"}, {"one": "b"}),
        ({"k.many": ["x", "z"]}, {"many": "x,z"}),
        ({"k.one": "forged", "k.many": ["x", "forged"]}, {}),
    ],
)
def test_a_link_has_what_is_not_the_usual(session, kept, query):
    session |= kept
    assert written(KINDS, RUNS) == query


@pytest.mark.parametrize(
    ("query", "kept", "noted"),
    [
        ({"one": ["b"], "many": ["y,x"]}, {"k.one": "b", "k.many": ["y", "x"]}, 0),
        ({"many": [""]}, {"k.many": []}, 0),
        ({"many": ["x,y,z,x"]}, {"k.many": ["x", "y"]}, 0),
        ({"one": ["<b>"], "many": ["x,1.5"]}, {"k.many": ["x"]}, 2),
    ],
)
def test_a_link_is_taken_and_junk_is_noted(session, query, kept, noted):
    notes = read(KINDS, query, RUNS)
    assert session == kept
    assert len(notes) == noted
    assert all("is not one of" in note for note in notes)


def test_an_earlier_link_brings_the_usual_back(session):
    session |= {"k.one": "b", "k.many": ["x"]}
    assert read(KINDS, {}, RUNS) == ()
    assert session == {"k.one": "a", "k.many": []}


def test_names_are_their_own():
    names = [one.name for one in CHOICES]
    taken = {*params_of(Experiment), *Experiment().fields(), "pins", "at", "changes", "edits", "embed", "embed_options"}
    assert len(set(names)) == len(names) >= 10
    assert not set(names) & taken
    assert len(names) == sum(len(view.choices) for view in VIEWS.values())
