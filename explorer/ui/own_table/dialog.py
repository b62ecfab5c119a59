"""The dialog "Your data": bring a table, see what was found in it, choose, and use it."""

from __future__ import annotations

import streamlit as st

from explorer.datasets.table import OwnTable
from explorer.experiment.own_table import OWN
from explorer.ui import visit
from explorer.ui.markdown import literal
from explorer.ui.own_table import draft, use
from explorer.ui.own_table.bringing import bringing
from explorer.ui.own_table.cells import cells
from explorer.ui.own_table.choosing import choosing, odd_cells, told
from explorer.ui.own_table.columns import columns
from explorer.ui.own_table.draft import Draft
from explorer.ui.own_table.reading import reading
from explorer.words import own_table as words

TABS = "own.tabs"


def draw() -> None:
    """The dialog, where it is open. A full run of the script has to draw it again, or it is closed."""
    use.hold()
    if draft.is_open():
        st.dialog(words.NAME, width="large", on_dismiss=draft.close_dialog)(_content)()


def _content() -> None:
    """What is in it; drawn anew by itself whenever something in it was touched."""
    if not draft.is_open():  # the table is in use now
        st.rerun()
    now = draft.current()
    with st.container(key="own_table"):
        waits = use.waits_for()
        if waits:
            st.info(literal(words.waits_for(waits)), icon=":material/upload_file:")
        _told(now)
        if now.packed is None:
            bringing()
        else:
            with st.expander(words.ANOTHER, key=f"own.another.{now.number}"):
                bringing()
            _table(now)
        st.caption(words.PRIVATE)


def _told(now: Draft) -> None:
    """What went wrong last, with a button where there is a way to read the content all the same."""
    if now.fault is not None:
        more = f" {words.LAST_TABLE}" if now.packed is not None else ""
        st.error(literal(_sentence(now.fault.message) + more), icon=":material/error:")
        if now.fault.offer:
            st.button(now.fault.offer, key="own.offer", on_click=draft.try_offer)
    if (waited := use.waits_for()) and now.packed is not None:
        st.warning(literal(words.another(now.packed.name, waited)), icon=":material/warning:")


def _table(now: Draft) -> None:
    """The table on the desk: its size, and a tab for each thing to do with it."""
    packed = now.table
    assert packed is not None
    assert now.packed is not None
    table, own = packed.table, now.own
    st.markdown(f"**{literal(packed.name)}** · {words.head(table.n, len(table.columns))}")
    for note in table.notes:
        st.caption(literal(note))
    _take(now, own)
    tabs = dict(zip(words.TABS, st.tabs(list(words.TABS.values()), key=TABS, on_change="rerun"), strict=True))
    with tabs["choose"]:
        if tabs["choose"].open:
            choosing(now, table, own)
            odd_cells(now, table)
            if own is not None:
                told(own)
    with tabs["columns"]:
        if tabs["columns"].open:
            columns(table, own)
    with tabs["cells"]:
        if tabs["cells"].open:
            cells(packed, now.number)
    with tabs["reading"]:
        if tabs["reading"].open:
            reading(now.packed)


def _take(now: Draft, own: OwnTable | None) -> None:
    """What will be trained on, and the button that takes it; or why there is nothing to take."""
    if own is None:
        st.error(literal(_sentence(now.refused)), icon=":material/error:")
    with st.container(horizontal=True, vertical_alignment="center", key="own_take"):
        st.button(words.USE, type="primary", disabled=own is None, on_click=use.take, key="own.use")
        if own is not None:
            data = own.load()
            st.caption(literal(words.used(data.n, data.X.shape[1], data.target)))


def _sentence(text: str) -> str:
    """A message as a sentence of its own: with a capital letter where it begins with a plain word."""
    first = text.split(" ", 1)[0].rstrip(":")
    return text[:1].upper() + text[1:] if first in ("the", "there", "this", "line", "only", "no", "two", "every") else text


def awaited() -> None:
    """On a page, that the link's table is missing, with the button that opens the dialog."""
    if name := use.waits_for():
        with st.container(key="awaited", horizontal=True, vertical_alignment="center"):
            st.warning(literal(words.stand_in(name, visit.settings().source.name)), icon=":material/upload_file:")
            st.button(words.BRING_IT, key="own.awaited", on_click=draft.open_dialog)


def menu_used(key: str) -> None:
    """A callback of the menu of data sets. "Your data" are those used last; where there are none, the dialog opens."""
    if st.session_state.get(key) != OWN:
        visit.touch(key, "dataset")
        return
    if visit.current().own is None:
        draft.open_dialog()
        visit.update(controls_stale=True)
    else:
        use.again()
    del st.session_state[key]  # the menu shows the data of the run
