"""The row on top of the first page: what this is in one sentence, and six things to try, each in one press."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.openings import OPENINGS, Opening
from explorer.ui import opening_state, visit
from explorer.ui.own_table import draft
from explorer.ui.view_choice import ViewChoice
from explorer.words import own_table as table_words

WHAT = "See what a loss and a penalty do to a model while it learns. Press Play, or try one of these:"
ROW = "openings"


def front_door() -> DeltaGenerator | None:
    """The row without what can be tried, where it is on the page. Gives the place of that."""
    place = st.container()  # there in any case, so that what follows keeps its place in the script's output
    if not visit.current().openings_shown:
        return None
    with place.container(key=ROW, gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{ROW}.what"):
            st.markdown(WHAT, width="stretch")
            st.button(
                "Close", icon=":material/close:", type="tertiary", on_click=opening_state.toggle, key=f"{ROW}.close",
                help="The button Examples brings this row back.",
            )  # fmt: skip
        return st.container(horizontal=True, gap="xsmall", key=f"{ROW}.six")


def to_try(place: DeltaGenerator | None, page: str, choices: Collection[ViewChoice]) -> None:
    """What can be tried: a button for what plays here, a link to what plays on another page."""
    if place is not None:
        with place:
            for opening in OPENINGS.values():
                _begin(opening(), page, choices)
            st.button(
                table_words.NAME, icon=":material/upload_file:", on_click=draft.open_dialog, key=f"{ROW}.own", width="content"
            )


def _begin(opening: Opening, page: str, choices: Collection[ViewChoice]) -> None:
    if opening.page == page:
        key = f"{ROW}.{opening.id}"
        st.button(opening.name, on_click=opening_state.begin, args=(opening.id, choices), key=key, width="content")
    else:
        target = st.session_state[visit.PAGES][opening.page]
        st.page_link(target, label=opening.name, query_params={opening_state.TRY: opening.id}, width="content")
