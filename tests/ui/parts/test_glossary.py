"""The glossary lists every term once, with its sentence and its formula."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from explorer.words.glossary import TERMS


def test_every_term_is_listed_once_in_order():
    at = AppTest.from_string("from explorer.ui.parts.glossary import glossary\nglossary()").run()
    assert not at.exception
    [folded] = at.expander
    assert "40 terms" in folded.label
    text = "\n".join(element.value for element in folded.markdown).replace("\\-", "-").replace("\\", "")
    places = [text.index(f"**{term.name}**: {term.sentence}") for term in TERMS]
    assert places == sorted(places)
    for term in TERMS:
        assert f"${term.formula}$".replace("\\", "") in text
