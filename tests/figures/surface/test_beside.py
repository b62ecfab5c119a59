"""L1 beside L2 as a picture: both curves, the place where they touch, and which weight is zero there."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import PENALTIES
from explorer.figures.surface.beside import BallContent, beside_picture

X = np.linspace(-2.0, 2.0, 41)
BOWL = (X[None, :] - 1.0) ** 2 + X[:, None] ** 2


def content(penalty: str, place: tuple[float, float]) -> BallContent:
    p = PENALTIES[penalty]()
    spot = np.array(place)
    return BallContent(
        id=penalty, penalty=p.name, shape="a diamond", x=X, y=X, data=BOWL, axes=("weight of a", "weight of b"),
        weights=("a", "b"), ball=p.ball(p.value(spot)), place=spot, level=0.25, strength=1.0, least=np.array([1.0, 0.0]),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("penalty", "place", "said"), [("l1", (0.5, 0.0), "corner: b is 0"), ("l2", (0.4, 0.3), "no weight is 0")]
)
def test_the_title_says_which_weight_is_zero(penalty, place, said):
    picture = beside_picture(content(penalty, place), last=False)
    assert said in picture.title
    assert len(picture.caption) <= 110
    assert "0.25" in picture.alt


def test_the_ball_the_contour_and_the_touching_place_are_drawn_with_equal_axes():
    picture = beside_picture(content("l1", (0.5, 0.0)), last=True)
    figure = picture.figure
    ball = next(t for t in figure.data if t.type == "scatter" and t.line.dash == "dash")
    np.testing.assert_allclose(np.abs(ball.x) + np.abs(ball.y), 0.5, atol=1e-9)
    assert any(t.type == "contour" and t.contours.coloring == "none" for t in figure.data)
    marks = next(t for t in figure.data if t.type == "scatter" and t.mode == "markers" and t.text is not None)
    assert (0.5, 0.0) in list(zip(marks.x, marks.y, strict=True))
    assert figure.layout.yaxis.scaleanchor == "x"
    assert (picture.name, picture.plane, picture.follows) == ("surface_l1", True, True)
