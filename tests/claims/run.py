"""Random experiments, and every claim about them against its oracle: ``python tests/claims/run.py [count] [seed]``."""

from __future__ import annotations

import sys
from collections import Counter
from urllib.parse import urlencode

import numpy as np

from tests.claims.checks import CHECKS
from tests.claims.draws import experiment


def examine(seed: int) -> tuple[str, Counter[str], list[str]]:
    """The link of the experiment of a seed, how often each claim was checked, and what was false."""
    e = experiment(np.random.default_rng(seed))
    history, checked, false = e.train(), Counter[str](), []
    for check in CHECKS:
        for finding in check(e, history):
            if finding:
                false.append(f"{check.__name__}: {finding}")
            else:
                checked[check.__name__] += 1
    return "?" + urlencode(e.to_query()), checked, false


def main(count: int, seed: int) -> int:
    """Examine so many experiments from a seed on; gives how many of them had a false claim."""
    total, bad = Counter[str](), 0
    for k in range(seed, seed + count):
        link, checked, false = examine(k)
        total += checked
        bad += bool(false)
        for finding in false:
            print(f"{k}: {finding}\n    {link}", flush=True)
    for name, times in sorted(total.items()):
        print(f"{times:6d} x {name}")
    print(f"{count - bad} of {count} experiments without a false claim")
    return bad


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:3]]
    sys.exit(1 if main(*given, *(100, 0)[len(given) :]) else 0)
