"""The worked sum in LaTeX, with every intermediate number."""

from __future__ import annotations

import pytest

from tests.helpers.loss_cost_page import page, told

pytestmark = pytest.mark.usefixtures("shown_step")


@pytest.mark.parametrize(
    ("loss", "penalty", "lines"),
    [
        ("squared", "l2", [r"\tfrac{1}{4}\big[(1 - 1.5)^2 + (2 - 2.5)^2", r"0.1 \cdot \big[\tfrac12 \cdot 0.1^2 + "]),
        ("huber", "mcp", [r"r_{1} &= 1 - 1.5 = -0.5:\quad |-0.5| \le 1.35,\; \ell_{1} = \tfrac12 (-0.5)^2 = 0.125",
                          r"\lambda &= 0.1", r"|0.4| > 3 (0.1),\; p_{4} = 1.5\, (0.1)^2 = 0.015"]),
        ("tukey", "scad", [r"|-0.5| \le 4.685", r"0.1 < |0.2| \le 3.7 (0.1)"]),
        ("cauchy", "elastic_net", [r"\tfrac{2.385^2}{2} \log\left(1 + (-0.5/2.385)^2\right) = 0.122331",
                                   r"w_{2} &= 0.2:\quad p_{2} ="]),
    ],
)  # fmt: skip
def test_the_worked_sum_has_every_intermediate_number(loss, penalty, lines):
    at = page(steps="30")
    next(s for s in at.selectbox if s.label == "Loss of the example").select(loss)
    next(s for s in at.selectbox if s.label == "Penalty of the example").select(penalty).run()
    assert not at.exception
    written = "\n".join(e.value for e in at.latex)
    for line in lines:
        assert line in written
    assert ("λ is the strength" in told(at)) == (penalty in ("mcp", "scad"))
