"""What a page is called: in the browser's tab, as its heading, and on a phone in a row with the links to all pages."""

from __future__ import annotations

import html

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.ui import visit
from explorer.ui.views import VIEWS

PRODUCT = "Loss Explorer"


def title_of(view_id: str) -> str:
    """The title of the document.

    >>> title_of("surface")
    'Surface · Loss Explorer'
    """
    return f"{VIEWS[view_id].name} · {PRODUCT}"


def heading(view_id: str) -> DeltaGenerator:
    """The page's title and its heading, which takes no room. Gives the place of the row of pages."""
    st.set_page_config(page_title=title_of(view_id))
    with st.container(key="heading"):  # it takes no room either while what draws it is still on its way
        st.html(f'<h1 class="le-heading">{html.escape(VIEWS[view_id].name)}</h1>')
    return st.container(key="pages", horizontal=True, gap=None)


def page_row(place: DeltaGenerator) -> None:
    """The row of pages, which is seen where the header has none."""
    with place:
        for page in st.session_state[visit.PAGES].values():
            st.page_link(page, icon=None)
