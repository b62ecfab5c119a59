"""The page around the views: the link, the sidebar, the navigation."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.ui import address_bar, kept_axes, notices, run_changes, visit
from explorer.ui.interruption import told
from explorer.ui.own_table import dialog
from explorer.ui.page_heading import heading, page_row
from explorer.ui.parts import findings_line
from explorer.ui.parts.front_door import front_door, to_try
from explorer.ui.parts.lesson_panel import lesson_panel
from explorer.ui.player import shown_step
from explorer.ui.sidebar import Controls, sidebar
from explorer.ui.views import VIEWS
from explorer.words.sidebar import GLOSSARY

HERE = Path(__file__).parent
SIDEBAR = 268  # how wide it is at first, in pixels: what its controls need, and no more

st.set_page_config(page_title="Loss Explorer", page_icon=str(HERE / "icon.svg"), layout="wide", initial_sidebar_state=SIDEBAR)
st.logo(str(HERE / "logo.svg"), size="large")
st.sidebar.empty()  # the sidebar takes its place before anything beside it is drawn


def _page(view_id: str) -> st.Page:
    view = VIEWS[view_id]()

    def show() -> None:
        links = heading(view_id)
        notices.link_notes()
        dialog.awaited()
        refused = st.container()

        def controls() -> Controls:
            """What a view draws once its charts are under way, since the browser draws one thing after the other."""
            page_row(links)
            to_try(row, view_id, address_bar.CHOICES)
            return _controls(view_id, refused)

        with told():
            row = front_door()
            lesson_panel(view_id, address_bar.CHOICES)
            view.show(controls)
            if view.plays:
                findings_line.tell(view_id)

    return st.Page(
        show, title=view.name, icon=view.icon, help=view.summary, url_path=view_id, default=view_id == next(iter(VIEWS))
    )


def _controls(view_id: str, refused: DeltaGenerator) -> Controls:
    """The sidebar, and what it refuses. Where a control asks for something new while it is drawn, the script starts over."""
    controls = sidebar(VIEWS[view_id].plays)
    if VIEWS[view_id].plays:  # else it is the page of the words itself
        st.sidebar.page_link(pages["learn"], label=GLOSSARY, icon=":material/dictionary:")
    with refused:
        notices.refusals(controls.refusals)
    if controls.experiment != visit.settings():
        run_changes.apply(controls.experiment, shown_step(view_id))
        st.rerun()
    address_bar.write()
    return controls


pages = {view_id: _page(view_id) for view_id in VIEWS}
st.session_state[visit.PAGES] = pages
page = st.navigation(list(pages.values()), position="top")
current = next(view_id for view_id, own in pages.items() if own == page)
address_bar.read(current)
if opens := visit.current().opens:
    visit.update(opens="")
    st.switch_page(pages[opens])
run_changes.apply(run_changes.touched_settings(), shown_step(current))
kept_axes.settle()
dialog.draw()
page.run()
