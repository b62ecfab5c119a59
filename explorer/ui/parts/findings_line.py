"""The line of findings in the player: handed over once the page is drawn; a press acts as the control that it stands for."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.core.params import FieldError
from explorer.experiment.robust_scale import with_choice
from explorer.findings import Finding, Found, Press
from explorer.lessons import LESSONS
from explorer.ui import lesson_state, run_changes, visit
from explorer.ui.chart import findings
from explorer.ui.chart.messages import FindingPressed
from explorer.ui.view_models.findings import findings_id, found_in
from explorer.ui.view_models.trained_run import trained


def tell(page: str) -> None:
    """Hand the player of a page what is told of the run. Last on the page: the picture does not wait for it.

    A lesson says itself what to look at and what to try: there nothing else does.
    """
    run, pins = trained(visit.current().experiment), visit.current().pins
    found = () if visit.current().lesson else found_in(run, pins)
    kinds = {one.finding.id: _kind(one.finding) for one in found}
    with st.container(key="findings"):
        findings(f"{page}.findings", findings_id(run, pins), kinds, [_told(one, page) for one in found])


def pressed(message: FindingPressed) -> None:
    """A press beside a finding: its settings hold from the step on at which it was pressed, or its page is opened.

    What it does is looked up among the findings of the present run; nothing is done for one that is not told at that step.
    """
    press = _press(message)
    if press is None:
        return
    if press.page:
        visit.update(opens=press.page)
    if press.settings:
        visit.update(controls_stale=True)
        try:
            run_changes.apply(with_choice(visit.settings(), press.settings), visit.valid_step(message.step))
        except FieldError as error:
            visit.update(notes=(str(error),))


def _press(message: FindingPressed) -> Press | None:
    run, pins = trained(visit.current().experiment), visit.current().pins
    if message.name != findings_id(run, pins):
        return None
    told = [one.told for one in found_in(run, pins)][message.finding : message.finding + 1]
    presses = told[0].presses if told and told[0].first <= message.step <= told[0].last else ()
    return presses[message.press] if message.press < len(presses) else None


def _kind(finding: Finding) -> dict[str, Any]:
    return {"rank": finding.rank, "why": finding.summary, "lesson": _lesson(finding.lesson)}


def _lesson(name: str) -> dict[str, str] | None:
    """The lesson about a finding: its title and its address."""
    if not name:
        return None
    return {"name": LESSONS[name].name, "address": lesson_state.address(name)}


def _told(one: Found, page: str) -> dict[str, Any]:
    """A finding as it travels; a press that would open the page that is open has no label, and is not shown."""
    told = one.told
    return {
        "kind": one.finding.id,
        "first": told.first,
        "last": told.last,
        "sentence": told.sentence,
        "presses": ["" if press.page == page else press.label for press in told.presses],
    }
