"""Links made by earlier versions open to the same experiment and the same run."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from explorer import SOLVERS, Experiment
from explorer.experiment import pinned

LINKS = json.loads((Path(__file__).parent / "old_links.json").read_text(encoding="utf-8"))
"""200 links with what they stood for when they were made: the experiment written in full, what was told of the link, the
pinned runs, and how the run ended. Changes, edits, starting weights, pins and junk are among them."""


def refusals(notes: list[str]) -> list[str]:
    """What was refused and why, without what is allowed, to which later versions may add."""
    return [note.partition(" Allowed: ")[0] for note in notes]


def assert_as_written(e: Experiment, written: dict[str, str]) -> None:
    """All that was written then is the same now, and what has come since changes nothing."""
    assert e.to_query().items() >= written.items()
    assert Experiment.from_query(written) == (e, [])


@pytest.mark.parametrize("i", range(len(LINKS)))
def test_an_old_link_opens_as_it_did(i):
    old = LINKS[i]
    query = {name: texts[0] for name, texts in parse_qs(old["link"], keep_blank_values=True).items()}
    e, notes = Experiment.from_query({name: text for name, text in query.items() if name not in ("pins", "at")})
    assert_as_written(e, old["experiment"])
    assert refusals(notes) == refusals(old["notes"])
    pins, notes = pinned.from_text(e, query.get("pins", ""))
    assert len(pins) == len(old["pins"])
    for pin, written in zip(pins, old["pins"], strict=True):
        assert_as_written(pin, written)
    assert refusals(notes) == refusals(old["pin_notes"])


@pytest.mark.parametrize("i", range(0, len(LINKS), 4))
def test_an_old_link_runs_as_it_did(i):
    """The costs agree to a millionth, since processors round differently; after steps of an adaptive solver to a
    ten-thousandth: it divides a slope by its own size, so a slope that is all rounding becomes a step."""
    old = LINKS[i]
    adaptive = any(solver.adaptive and name in str(old["experiment"]) for name, solver in SOLVERS.items())
    history = Experiment.from_query(old["experiment"])[0].train()
    assert history.status == old["status"]
    assert history.steps[-1] == old["last"]
    assert [history.total[0], history.total[-1]] == pytest.approx(old["total"], rel=1e-4 if adaptive else 1e-6)
