"""The glossary: forty terms, each once, short, with a formula, and found where a text uses it."""

from __future__ import annotations

import re

import pytest

from explorer.words.glossary import TERMS, Term, explained_in, tooltip
from tests.helpers.reading import grade

LONGEST = 160


def test_there_are_forty_terms_each_once():
    names = [word.lower() for term in TERMS for word in (term.name, *term.also)]
    assert len(TERMS) == 40
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_term_is_explained_in_one_short_sentence_and_one_formula(term: Term):
    assert len(term.sentence) <= LONGEST
    assert term.sentence[-1] == "."
    assert len(re.findall(r"[.!?](\s|$)", term.sentence)) <= 2
    assert grade(term.sentence) <= 9
    assert term.formula.count("{") == term.formula.count("}")
    assert term.formula.count("(") == term.formula.count(")")
    assert term.plain
    assert "\\" not in term.plain


def test_terms_are_found_as_words_and_the_longer_name_wins():
    def found(text: str) -> list[str]:
        return [term.name for term in explained_in(text)]

    assert found("The median error of held-out examples") == ["validation", "median error"]
    assert found("weighted") == []
    assert found("Early stopping is like L2.") == ["L2", "early stopping"]
    assert found("l2 is no name here") == []
    assert found("Gradients and data loss") == ["data loss", "gradient"]
    assert len(explained_in(" ".join(term.name for term in TERMS))) == 6
    assert len(explained_in(" ".join(term.name for term in TERMS), most=40)) == 40


def test_a_tooltip_has_the_sentence_and_the_formula_of_each_term():
    text = tooltip("Compare the gradient.")
    [term] = explained_in("Compare the gradient.")
    assert text == f"**gradient**: {term.sentence} ${term.formula}$"
    assert tooltip("Nothing to explain") == ""
