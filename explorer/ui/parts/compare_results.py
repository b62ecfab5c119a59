"""What a comparison has found: the answer in a sentence, the pictures, and what is picked in them."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from explorer.figures.compare import PICTURES, Compared, Drawn, Pick
from explorer.figures.compare.examples import example_lines
from explorer.selection.comparing.answer import answer, outlook
from explorer.ui import visit
from explorer.ui.chart import charts, received
from explorer.ui.chart.messages import Picked as PickedPlace
from explorer.ui.parts.compare_run import PICKED
from explorer.ui.parts.picture import message_of
from explorer.ui.view_models.compared import Picked, drawn
from explorer.words import compare as words

CHARTS = "compare.charts"


def sentence(content: Compared, whole: bool, said: str) -> None:
    """The answer, what to expect on new data, and what could not be compared. ``said`` is told to a screen reader."""
    found = content.comparison
    lines = [f'<p class="le-answer">{"" if whole else html.escape(words.SO_FAR) + " "}{html.escape(answer(found))}</p>']
    if more := outlook(found):
        lines.append(f'<p class="le-outlook">{html.escape(more)}</p>')
    lines += [f'<p class="le-outlook">{html.escape(f"{name}: {why}")}</p>' for name, why in found.left_out]
    st.html(f'{"".join(lines)}<p class="le-unseen" role="status">{html.escape(said)}</p>')


def pictures(content: Compared) -> None:
    """All pictures side by side."""
    found = drawn(content)
    view = f"{id(content.comparison.setup)} {content.picked} {content.against}"
    messages = [message_of(each.picture, view=view) for each in found]
    with st.container(key="compare_charts"):
        charts(CHARTS, messages, columns=2, on_message=partial(_on_message, found))


def _on_message(found: Sequence[Drawn]) -> None:
    """A callback: something was picked in one of the pictures."""
    of = dict(zip(PICTURES, found, strict=True))
    for message in received(CHARTS):
        if isinstance(message, PickedPlace) and message.name in of:
            on_pick(of[message.name], message)


def on_pick(found: Drawn, message: PickedPlace) -> None:
    """Keep what was picked: a row with a strength, or an example."""
    visit.touch()
    if message.index < len(found.picks):
        take(found.picks[message.index])


def take(pick: Pick) -> None:
    """Pick a place of a picture everywhere."""
    now: Picked = st.session_state.get(PICKED, Picked())
    if pick.example is not None:
        st.session_state[PICKED] = replace(now, example=pick.example)
    elif pick.row:
        against = now.row if pick.row == now.against else now.against
        st.session_state[PICKED] = replace(now, row=pick.row, at=pick.at, against=against)


def picked_example(content: Compared) -> None:
    """The example that is picked: its target, what both predict, and its features."""
    if content.example is None or content.both is None:
        return
    data, row = content.comparison.setup.data, content.example
    lines = example_lines(content, content.both, row)[1:]
    features = zip(data.features, data.X[row], data.units, strict=True)
    told = " · ".join(words.feature(name, float(value), unit) for name, value, unit in features)
    st.html(
        f'<div class="le-example"><strong>{words.example(row)}</strong> {html.escape(" · ".join(lines))}'
        f"<br><small>{html.escape(told)}</small></div>"
    )
