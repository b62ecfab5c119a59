"""The page around the views: the link, the sidebar, the navigation."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer.ui import notices, state
from explorer.ui.controls import sidebar
from explorer.ui.live import shown_step
from explorer.ui.views import VIEWS

HERE = Path(__file__).parent

st.set_page_config(page_title="Loss Explorer", page_icon=str(HERE / "icon.svg"), layout="wide")
st.logo(str(HERE / "logo.svg"), size="large")


def _page(view_id: str) -> st.Page:
    view = VIEWS[view_id]()

    def show() -> None:
        notices.link_notes()
        notices.refusals(controls.refusals)
        view.show(controls)

    return st.Page(
        show, title=view.name, icon=view.icon, help=view.summary, url_path=view_id, default=view_id == next(iter(VIEWS))
    )


pages = {view_id: _page(view_id) for view_id in VIEWS}
page = st.navigation(list(pages.values()), position="top")
view_id = next(name for name, own in pages.items() if own == page)
state.arrive(view_id)
controls = sidebar()
state.settle(controls.experiment, shown_step(view_id))
page.run()
