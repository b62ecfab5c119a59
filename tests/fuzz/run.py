"""Random links through every page: ``python tests/fuzz/run.py [count] [seed]``."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Sequence
from urllib.parse import urlencode

import numpy as np

from explorer.ui.views import VIEWS
from explorer.ui.visit import Visit
from tests.fuzz.checks import page, timed, work
from tests.fuzz.draws import link
from tests.fuzz.pages import kept, opened, views


def examine(seed: int, pages: Sequence[str] = tuple(VIEWS), asked: bool = True) -> tuple[str, list[str]]:
    """The link of a seed, and what is wrong with its pages and, where that is ``asked``, with what a press on them gives."""
    rng = np.random.default_rng(seed)
    query = link(rng)
    query |= views(rng, query)
    findings: list[str] = []
    visit: Visit | None = None
    for shown in opened(query, kept(rng), pages):
        findings += [f"{shown.view}: {finding}" for finding in page(shown)]
        if "visit" in shown.at.session_state:
            visit = shown.at.session_state["visit"]
    if visit is None:
        findings.append("no page read the link")
    elif asked and not findings:
        for name, piece in work(visit.experiment, visit.pins):
            findings += timed(name, piece)
    return "?" + urlencode(query), findings


def main(count: int, seed: int) -> int:
    """Examine so many links from a seed on; gives how many of them had a finding."""
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # that there is no server
    bad, began = 0, time.monotonic()
    for k in range(seed, seed + count):
        try:
            text, findings = examine(k)
        except RuntimeError as error:  # Streamlit's own test harness gave up on a page
            text, findings = "", [f"no answer: {error}"]
        bad += bool(findings)
        for finding in findings[:6]:
            print(f"{k}: {finding}", flush=True)
        if findings:
            print(f"    {text[:1500]}", flush=True)
        if (k - seed) % 50 == 49:
            print(f"{k - seed + 1} links, {bad} with a finding, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{count - bad} of {count} links without a finding")
    return bad


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:3]]
    sys.exit(1 if main(*given, *(100, 0)[len(given) :]) else 0)
