"""The worked sum in LaTeX, with every intermediate number."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, PENALTIES
from explorer.cost.worked_example import work_out
from explorer.ui.parts.worked_sum import in_steps, sum_lines, written
from tests.helpers.loss_cost_page import page, told

pytestmark = pytest.mark.usefixtures("shown_step")


@pytest.mark.parametrize("loss", ["squared", "huber"])
def test_weights_of_examples_stand_before_their_losses(loss):
    numbers = [np.array(values) for values in ([1.0, 2.0], [2.0, 4.0], [0.5])]
    sum_ = work_out(*numbers, 0.1, LOSSES[loss](), PENALTIES["l2"](), np.array([3.0, 0.5]))
    lines = "\n".join(sum_lines(sum_, LOSSES[loss](), PENALTIES["l2"]()))
    values = [written(float(v)) for v in LOSSES[loss]().value(np.array([2.0, 4.0]), np.array([1.0, 2.0]))]
    assert r"\text{weighted mean} &= \tfrac{1}{3.5}\big[3 \cdot" in lines
    assert (
        rf"\tfrac{{1}}{{3.5}}\big[3 \cdot {values[0]} + 0.5 \cdot {values[1]}\big] = \mathbf{{{written(sum_.data)}}}" in lines
    )


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


def test_the_sum_in_one_line_goes_from_one_example_to_all_to_the_cost():
    """The article's numbers: (1 - 1.5)^2 = 0.25, four times, and 0.1 x 0.15 for the weights."""
    y, z, w = np.array([1.5, 2.5, 3.5, 4.5]), np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.1, 0.2, 0.3, 0.4])
    text = in_steps(work_out(z, y, w, 0.1, LOSSES["squared"](), PENALTIES["l2"]()), LOSSES["squared"]())
    places = [
        text.index(part)
        for part in ("(1 - 1.5)^2 = 0.25", "The mean** of all 4 losses is $0.25$", r"0.25 + 0.015 = \mathbf{0.265}")
    ]
    assert places == sorted(places)
    weighed = work_out(z, y, w, 0.1, LOSSES["squared"](), PENALTIES["l2"](), np.array([1.0, 2.0, 1.0, 1.0]))
    assert "weighted mean" in in_steps(weighed, LOSSES["squared"]())
