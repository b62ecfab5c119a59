"""The glossary as a list: every term with its sentence and its formula."""

from __future__ import annotations

import streamlit as st

from explorer.ui.markdown import literal
from explorer.words.glossary import TERMS, Term
from explorer.words.learn import glossary as heading


def glossary() -> None:
    """All terms in the order in which they are met, in two columns, folded until they are wanted."""
    with st.expander(heading(len(TERMS)), icon=":material/dictionary:"):
        half = -(-len(TERMS) // 2)
        for column, terms in zip(st.columns(2, gap="medium"), (TERMS[:half], TERMS[half:]), strict=True):
            column.markdown("\n".join(map(_line, terms)))


def _line(term: Term) -> str:
    return f"- **{literal(term.name)}**: {literal(term.sentence)} ${term.formula}$"
