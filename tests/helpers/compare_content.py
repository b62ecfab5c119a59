"""A small comparison as the pictures of the Compare page have it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from explorer.figures.compare.base import Compared
from explorer.selection.comparing.comparison import Comparison
from explorer.ui.view_models.compared import Picked, compared
from tests.helpers.compared import compared as compare
from tests.helpers.compared import drawn

STRENGTHS = (3.0, 0.3, 0.03)
OF_TASK = {"regression": ("squared", "huber", "absolute"), "binary": ("logistic", "hinge"), "multiclass": ("cross_entropy",)}


@lru_cache(maxsize=8)
def found(task: str = "regression", nested: int = 1) -> Comparison:
    """A comparison on made data."""
    return compare(drawn(task), OF_TASK[task], strengths=STRENGTHS, folds=3, repeats=2, nested=nested)


def content(task: str = "regression", **picked) -> Compared:
    """The same as it is shown, with something picked in it."""
    return compared(found(task), Picked(**picked))


def picks_agree(drawn) -> bool:
    """Whether what the browser gets of the places that can be picked is what Python has of them."""
    sent = drawn.picture.figure.layout.meta["picks"]
    return bool(
        np.allclose(sent["x"], [pick.x for pick in drawn.picks])
        and np.allclose(sent["y"], [pick.y for pick in drawn.picks])
        and [tuple(lines) for lines in sent["text"]] == [pick.lines for pick in drawn.picks]
    )
