"""The row on top of the first page: what this is in one sentence, and six things to try, each in one press."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from explorer.openings import OPENINGS, Opening
from explorer.ui import opening_state, visit
from explorer.ui.view_choice import ViewChoice

WHAT = "See what a loss and a penalty do to a model while it learns. Press Play, or try one of these:"
ROW = "openings"


def front_door(page: str, choices: Collection[ViewChoice]) -> None:
    """The row, where it is on the page: a button for what plays here, a link to what plays on another page."""
    place = st.container()  # there in any case, so that what follows keeps its place in the script's output
    if not visit.current().openings_shown:
        return
    with place.container(key=ROW, gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{ROW}.what"):
            st.markdown(WHAT, width="stretch")
            st.button(
                "Close", icon=":material/close:", type="tertiary", on_click=opening_state.toggle, key=f"{ROW}.close",
                help="The button Examples brings this row back.",
            )  # fmt: skip
        with st.container(horizontal=True, gap="xsmall", key=f"{ROW}.six"):
            for opening in OPENINGS.values():
                _begin(opening(), page, choices)


def _begin(opening: Opening, page: str, choices: Collection[ViewChoice]) -> None:
    if opening.page == page:
        key = f"{ROW}.{opening.id}"
        st.button(opening.name, on_click=opening_state.begin, args=(opening.id, choices), key=key, width="content")
    else:
        target = st.session_state[visit.PAGES][opening.page]
        st.page_link(target, label=opening.name, query_params={opening_state.TRY: opening.id}, width="content")
