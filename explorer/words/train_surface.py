"""What the Train page says of the cost for two weights, or for one. Other pages that show the chart say the same."""

from __future__ import annotations

from explorer.core.text import share
from explorer.words.shared import Said, said


def surface_title(weights: int, at_end: bool) -> str:
    """The cost over one or two weights."""
    return f"Cost for {'two weights' if weights == 2 else 'one weight'}{', at the end' if at_end else ''}"


def lowest_on_the_plane(lowest: str) -> str:
    """The lowest cost in view; an empty text where all are too large."""
    return f"The lowest cost on the plane is {lowest}." if lowest else "The cost on the plane is too large for a number."


def earlier_surface(since: int) -> str:
    """Whose surface is drawn, where settings that change the cost were changed in mid-run, the last at step ``since``."""
    return f"This is the cost since step {since}. Earlier steps followed another cost."


def surface(others: int, biased: bool, explained: float, since: int, pinned_runs: bool) -> Said:
    """Contours over two weights: how many ``others`` there are, and the share of the path that the plane holds."""
    part = share(explained)
    view = f"Only two weights: {part} of the run's movement." if others else "These are all the weights."
    rest, held = "", ""
    if others:
        rest = (
            f"The other {others} weights{' and biases' if biased else ''} are held at their final values."
            if others > 1
            else "The one other weight is held at its final value."
        )
    if others and 0.005 <= explained < 0.995:
        rest = f"{rest[:-1]}: before the end the map differs from the real cost."
        held = f"The other weights move too. By squared distances from the end, {part} of the path lies in this view."
    return said(
        f"Line: the run. Cross: lowest here. {view}",
        rest,
        held,
        "Near the lowest cost, neighbouring lines differ less in cost, so that the shape of the bottom is seen.",
        earlier_surface(since) if since else "",
        "Dashed: pinned runs. The map may not show their cost." if pinned_runs else "",
        "Try another pair of weights." if others else "",
    )


REAL_COST, IN_VIEW = "real cost", "on this map"


def in_view(since: int) -> str:
    """What is read of the map, whose cost holds ``since`` a step where settings were changed in mid-run.

    >>> in_view(0), in_view(300)
    ('on this map', 'on this map, of the cost since step 300')
    """
    return f"{IN_VIEW}, of the cost since step {since}" if since else IN_VIEW


def one_weight(since: int) -> Said:
    """The cost as a curve."""
    return said(
        "Dot: the run. It moves downhill along the cost.",
        "With one weight and no bias the cost is a curve. The steeper it is, the longer is a step.",
        earlier_surface(since) if since else "",
    )
